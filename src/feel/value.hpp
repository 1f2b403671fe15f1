// Values of FEEL, and the three that determination adds to it: *unknown* (a missing fact, an undecided item,
// an error with its cause), *band* (a number that a unit will decide within bounds) and lists that are open
// (more items may exist) or hold items of which it is undecided whether they belong (perhaps).
// In standard mode (plain DMN models) only the standard's values occur.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/calendar.hpp"
#include "base/decimal.hpp"
#include "base/diagnostic.hpp"
#include "feel/extent.hpp"
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

// One value: 16 bytes of its own, or a share in immutable data. Small and copied inline, because evaluation
// does little else: what owns nothing is copied as plain bytes.
class Value {
 public:
  // What is held. Those after `null` own a share of something, and so does a null with a cause.
  enum class Tag : std::uint8_t {
    boolean,
    number,
    date,
    days_duration,
    months_duration,
    null,
    unknown,
    band,
    text,
    time,
    date_time,
    range,
    list,
    context,
    function
  };

  Value() noexcept : tag_(Tag::null) {}
  Value(Null null) noexcept : tag_(Tag::null), shares_(null.cause != nullptr) {
    if (shares_) new (&data_.null) Null(std::move(null));
  }
  Value(Unknown unknown) noexcept : tag_(Tag::unknown), shares_(true) {
    new (&data_.unknown) Unknown(std::move(unknown));
  }
  Value(bool boolean) noexcept : tag_(Tag::boolean) { data_.boolean = boolean; }
  Value(Decimal number) noexcept : tag_(Tag::number) { data_.number = number; }
  Value(Date date) noexcept : tag_(Tag::date) { data_.date = date; }
  Value(DaysDuration duration) noexcept : tag_(Tag::days_duration) { data_.days = duration; }
  Value(MonthsDuration duration) noexcept : tag_(Tag::months_duration) { data_.months = duration; }
  Value(Band band) : Value(Tag::band, std::make_shared<const Band>(std::move(band))) {}
  Value(TextPtr text) noexcept : Value(Tag::text, std::move(text)) {}
  Value(std::string text) : Value(std::make_shared<const std::string>(std::move(text))) {}
  Value(const char* text) : Value(std::string(text)) {}
  Value(Time time) : Value(Tag::time, std::make_shared<const Time>(std::move(time))) {}
  Value(DateTime moment) : Value(Tag::date_time, std::make_shared<const DateTime>(std::move(moment))) {}
  Value(RangePtr range) noexcept : Value(Tag::range, std::move(range)) {}
  Value(ListPtr list) noexcept : Value(Tag::list, std::move(list)) {}
  Value(ContextPtr context) noexcept : Value(Tag::context, std::move(context)) {}
  Value(FunctionPtr function) noexcept : Value(Tag::function, std::move(function)) {}

  Value(const Value& other) noexcept : tag_(other.tag_), shares_(other.shares_) {
    if (!shares_) {
      data_.bytes = other.data_.bytes;
    } else {
      take_share(other);
    }
  }
  Value(Value&& other) noexcept : tag_(other.tag_), shares_(other.shares_) {
    if (!shares_) {
      data_.bytes = other.data_.bytes;
    } else {
      take_over(other);
    }
  }
  Value& operator=(const Value& other) noexcept {
    if (!shares_ && !other.shares_) {
      tag_ = other.tag_;
      data_.bytes = other.data_.bytes;
    } else {
      *this = Value(other);
    }
    return *this;
  }
  Value& operator=(Value&& other) noexcept {
    if (this == &other) return *this;
    if (shares_) release();
    tag_ = other.tag_;
    shares_ = other.shares_;
    if (!shares_) {
      data_.bytes = other.data_.bytes;
    } else {
      take_over(other);
    }
    return *this;
  }
  ~Value() {
    if (shares_) release();
  }

  Tag tag() const { return tag_; }
  bool is_null() const { return tag_ == Tag::null; }
  bool is_unknown() const { return tag_ == Tag::unknown; }
  const Null* null() const { return tag_ != Tag::null ? nullptr : shares_ ? &data_.null : &no_cause_; }
  const Unknown* unknown() const { return tag_ == Tag::unknown ? &data_.unknown : nullptr; }
  const bool* boolean() const { return tag_ == Tag::boolean ? &data_.boolean : nullptr; }
  const Decimal* number() const { return tag_ == Tag::number ? &data_.number : nullptr; }
  const Band* band() const { return shared<Band>(Tag::band); }
  const std::string* text() const { return shared<std::string>(Tag::text); }
  const Date* date() const { return tag_ == Tag::date ? &data_.date : nullptr; }
  const Time* time() const { return shared<Time>(Tag::time); }
  const DateTime* date_time() const { return shared<DateTime>(Tag::date_time); }
  const DaysDuration* days_duration() const { return tag_ == Tag::days_duration ? &data_.days : nullptr; }
  const MonthsDuration* months_duration() const {
    return tag_ == Tag::months_duration ? &data_.months : nullptr;
  }
  const Range* range() const { return shared<Range>(Tag::range); }
  const List* list() const { return shared<List>(Tag::list); }
  const Context* context() const { return shared<Context>(Tag::context); }
  const Function* function() const { return shared<Function>(Tag::function); }

  // The kind of the value; null_value for null, any for unknown, number for a band.
  Kind kind() const;

 private:
  using Shared = std::shared_ptr<const void>;  // of what the tag says
  union Data {
    Data() : bytes{} {}
    ~Data() {}
    std::array<std::uint64_t, 2> bytes;
    bool boolean;
    Decimal number;
    Date date;
    DaysDuration days;
    MonthsDuration months;
    Null null;
    Unknown unknown;
    Shared shared;
  };

  Value(Tag tag, Shared share) noexcept : tag_(tag), shares_(true) {
    new (&data_.shared) Shared(std::move(share));
  }

  template <typename T>
  const T* shared(Tag tag) const {
    return tag_ == tag ? static_cast<const T*>(data_.shared.get()) : nullptr;
  }
  // Preconditions: of this tag, which owns a share; nothing is held yet, or for release(), something.
  void take_share(const Value& other) noexcept {
    if (tag_ == Tag::null) {
      new (&data_.null) Null(other.data_.null);
    } else if (tag_ == Tag::unknown) {
      new (&data_.unknown) Unknown(other.data_.unknown);
    } else {
      new (&data_.shared) Shared(other.data_.shared);
    }
  }
  void take_over(Value& other) noexcept {
    if (tag_ == Tag::null) {
      new (&data_.null) Null(std::move(other.data_.null));
    } else if (tag_ == Tag::unknown) {
      new (&data_.unknown) Unknown(std::move(other.data_.unknown));
    } else {
      new (&data_.shared) Shared(std::move(other.data_.shared));
    }
    other.release();
    other.tag_ = Tag::null;
    other.shares_ = false;
  }
  void release() noexcept {
    if (tag_ == Tag::null) {
      data_.null.~Null();
    } else if (tag_ == Tag::unknown) {
      data_.unknown.~Unknown();
    } else {
      data_.shared.~Shared();
    }
  }

  static const Null no_cause_;

  Data data_;
  Tag tag_;
  bool shares_ = false;
};

// How a range was written. `(= x)` and `(!= x)` have x as both bounds (included or not), yet are no
// intervals: `(= 1)` is not `[1..1]`, and `(!= 1)` holds what its bounds do not.
enum class RangeForm : std::uint8_t { interval, equal, not_equal };

struct Range {
  RangeEnd low_end = RangeEnd::closed;
  RangeEnd high_end = RangeEnd::closed;
  Value low;  // null when unbounded
  Value high;
  RangeForm form = RangeForm::interval;
};

struct List {
  std::vector<Value> items;
  std::vector<bool> perhaps;                         // empty: all items certain; else one flag an item
  bool open = false;                                 // more items may exist
  std::shared_ptr<const std::vector<Cause>> causes;  // why perhaps or open; null when neither
  KnownExtent extent = {};

  bool settled() const { return !open && perhaps.empty(); }
  bool is_perhaps(std::size_t index) const { return !perhaps.empty() && perhaps[index]; }
};

// Entries in the order of their definition; small, so found by linear search.
struct Context {
  std::vector<std::pair<std::string, Value>> entries;
  KnownExtent extent = {};

  // The entry, which is perhaps at `likely`; null if there is none.
  const Value* find(std::string_view name, std::int32_t likely = -1) const;
};

class Evaluation;  // feel/evaluate.hpp

// A function as a value: a user-defined function with its captured surroundings, or a built-in.
struct Function {
  std::vector<std::string> parameters;
  std::function<Value(Evaluation&, std::span<const Value>)> call;
  TypePtr type;              // may be null
  std::uint32_t height = 0;  // of what it captured
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
