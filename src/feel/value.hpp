// Values of FEEL, and the three that determination adds to it: *unknown* (a missing fact, an undecided item,
// an error with its cause), *band* (a number that a unit will decide within bounds) and lists that are open
// (more items may exist) or hold items of which it is undecided whether they belong (perhaps).
// In standard mode (plain DMN models) only the standard's values occur.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/calendar.hpp"
#include "base/decimal.hpp"
#include "base/diagnostic.hpp"
#include "feel/type.hpp"

namespace enact::feel {

class Value;

// FEEL null; in standard mode it may carry why it is null.
struct Null {
  std::shared_ptr<const Diagnostic> cause;  // may be null: the literal `null`
};

// Why something is not known. Kept as a set so that "what is missing" can be answered from any result.
struct Cause {
  enum class Kind : std::uint8_t {
    missing_fact,  // `what` is the fact's path: "企业.研发费用"
    open_list,     // `what` is the list's path: more items may exist
    undecided,     // `what` names the decision awaited
    error,         // `what` is the diagnostic's code; `diagnostic` is set
    no_parameter,  // `what` names the parameter without a value in force
  } kind;
  std::string what;
  std::shared_ptr<const Diagnostic> diagnostic;

  friend bool operator==(const Cause& a, const Cause& b) { return a.kind == b.kind && a.what == b.what; }
};
struct Unknown {
  std::shared_ptr<const std::vector<Cause>> causes;  // never null, never empty, no duplicates, sorted
};

// A number somewhere between two bounds: a judgement not yet made ("up to 100,000"), or an aggregate over
// perhaps-items. `causes` says what it waits for.
struct Band {
  Decimal low;
  Decimal high;
  bool low_open = false;
  bool high_open = false;
  std::shared_ptr<const std::vector<Cause>> causes;  // may be null for a band of judgement
};

enum class RangeEnd : std::uint8_t { open, closed, unbounded };

using ListPtr = std::shared_ptr<const struct List>;
using ContextPtr = std::shared_ptr<const struct Context>;
using RangePtr = std::shared_ptr<const struct Range>;
using FunctionPtr = std::shared_ptr<const struct Function>;
using TextPtr = std::shared_ptr<const std::string>;

class Value {
 public:
  using Variant = std::variant<Null, Unknown, bool, Decimal, std::shared_ptr<const Band>, TextPtr, Date,
                               std::shared_ptr<const Time>, std::shared_ptr<const DateTime>, DaysDuration,
                               MonthsDuration, RangePtr, ListPtr, ContextPtr, FunctionPtr>;

  Value() = default;  // null
  Value(Null null) : data_(std::move(null)) {}
  Value(Unknown unknown) : data_(std::move(unknown)) {}
  Value(bool boolean) : data_(boolean) {}
  Value(Decimal number) : data_(number) {}
  Value(Band band) : data_(std::make_shared<const Band>(std::move(band))) {}
  Value(std::string text) : data_(std::make_shared<const std::string>(std::move(text))) {}
  Value(const char* text) : Value(std::string(text)) {}
  Value(Date date) : data_(date) {}
  Value(Time time) : data_(std::make_shared<const Time>(std::move(time))) {}
  Value(DateTime moment) : data_(std::make_shared<const DateTime>(std::move(moment))) {}
  Value(DaysDuration duration) : data_(duration) {}
  Value(MonthsDuration duration) : data_(duration) {}
  Value(RangePtr range) : data_(std::move(range)) {}
  Value(ListPtr list) : data_(std::move(list)) {}
  Value(ContextPtr context) : data_(std::move(context)) {}
  Value(FunctionPtr function) : data_(std::move(function)) {}

  bool is_null() const { return std::holds_alternative<Null>(data_); }
  bool is_unknown() const { return std::holds_alternative<Unknown>(data_); }
  const Null* null() const { return std::get_if<Null>(&data_); }
  const Unknown* unknown() const { return std::get_if<Unknown>(&data_); }
  const bool* boolean() const { return std::get_if<bool>(&data_); }
  const Decimal* number() const { return std::get_if<Decimal>(&data_); }
  const Band* band() const { return pointee<Band>(); }
  const std::string* text() const { return pointee<std::string>(); }
  const Date* date() const { return std::get_if<Date>(&data_); }
  const Time* time() const { return pointee<Time>(); }
  const DateTime* date_time() const { return pointee<DateTime>(); }
  const DaysDuration* days_duration() const { return std::get_if<DaysDuration>(&data_); }
  const MonthsDuration* months_duration() const { return std::get_if<MonthsDuration>(&data_); }
  const Range* range() const { return pointee<Range>(); }
  const List* list() const { return pointee<List>(); }
  const Context* context() const { return pointee<Context>(); }
  const Function* function() const { return pointee<Function>(); }
  const Variant& variant() const { return data_; }

  // The kind of the value; null_value for null, any for unknown, number for a band.
  Kind kind() const;

 private:
  template <typename T>
  const T* pointee() const {
    const auto* held = std::get_if<std::shared_ptr<const T>>(&data_);
    return held ? held->get() : nullptr;
  }
  Variant data_;
};

struct Range {
  RangeEnd low_end = RangeEnd::closed;
  RangeEnd high_end = RangeEnd::closed;
  Value low;  // null when unbounded
  Value high;
};

struct List {
  std::vector<Value> items;
  std::vector<bool> perhaps;                         // empty: all items certain; else one flag an item
  bool open = false;                                 // more items may exist
  std::shared_ptr<const std::vector<Cause>> causes;  // why perhaps or open; null when neither

  bool settled() const { return !open && perhaps.empty(); }
  bool is_perhaps(std::size_t index) const { return !perhaps.empty() && perhaps[index]; }
};

// Entries in the order of their definition; small, so found by linear search.
struct Context {
  std::vector<std::pair<std::string, Value>> entries;

  const Value* find(std::string_view name) const;
};

class Evaluation;  // feel/evaluate.hpp

// A function as a value: a user-defined function with its captured surroundings, or a built-in.
struct Function {
  std::vector<std::string> parameters;
  std::function<Value(Evaluation&, std::span<const Value>)> call;
  TypePtr type;  // may be null
};

Value make_list(std::vector<Value> items);
Value make_context(std::vector<std::pair<std::string, Value>> entries);
Value make_unknown(Cause cause);
// Null with its cause, the form that an error takes in standard mode.
Value make_error(std::string code, Text message, Location location = {});

// The union of the causes of all values that are not settled (unknowns, bands, perhaps, open); recursive.
std::vector<Cause> causes_of(const Value& value);

// FEEL equality (10.3.2.13): nullopt where the types are not comparable. Unknown is not looked at here.
std::optional<bool> equal(const Value& a, const Value& b);
// FEEL `is()`: the same element of the domain; a time with zone is not a time with offset.
bool identical(const Value& a, const Value& b);
// Structural identity of the whole value including unknown, bands, perhaps: for tests and snapshots.
bool same(const Value& a, const Value& b);
bool instance_of(const Value& value, const Type& type);
// The value made to fit the type by DMN's implicit conversions (singleton list, date to date and time,
// 10.3.2.9.4), or null if it does not conform.
Value coerce(const Value& value, const Type& type);

// Canonical FEEL text of a value, e.g. for traces and `string()`; unknown and bands print in a form that
// no FEEL expression has: "?(企业.研发费用)", "?(0..300000]".
std::string to_string(const Value& value);

}  // namespace enact::feel
