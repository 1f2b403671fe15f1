// FEEL's operators over values, in both modes: an error is reported through the evaluation, what is unknown
// is carried as docs/unknown.md says. Internal to src/feel.
#pragma once

#include <span>

#include "feel/compare.hpp"
#include "feel/evaluate.hpp"
#include "feel/unknown.hpp"
#include "feel/value.hpp"

namespace enact::feel {

Value add(Evaluation& evaluation, const Value& a, const Value& b);
Value subtract(Evaluation& evaluation, const Value& a, const Value& b);
Value multiply(Evaluation& evaluation, const Value& a, const Value& b);
Value divide(Evaluation& evaluation, const Value& a, const Value& b);
Value power(Evaluation& evaluation, const Value& a, const Value& b);
Value negate(Evaluation& evaluation, const Value& a);

// A truth as a value: unknown with the causes of `operands`, an error naming `symbol` where incomparable.
Value truth_value(Evaluation& evaluation, Truth truth, const char* symbol, const Value& a, const Value& b);
Value equals(Evaluation& evaluation, const Value& a, const Value& b, bool negated);
Value is_less(Evaluation& evaluation, const Value& a, const Value& b, bool or_equal, const char* symbol);
Value is_within(Evaluation& evaluation, const Value& value, const Range& range);

// The entry or property `name` of a value; over a list, of each item (10.3.2.5).
Value property(Evaluation& evaluation, const Value& value, std::string_view name);

// Kleene's `and` and `or` over values that come one after another.
class Junction {
 public:
  explicit Junction(bool deciding) : deciding_(deciding) {}  // false for `and`, true for `or`

  bool add(const Value& operand);  // whether the result is decided
  Value result(Evaluation& evaluation, const char* symbol) const;

 private:
  bool deciding_;
  bool decided_ = false;
  CauseSet causes_;
  Value error_;  // the first operand that is no boolean
  bool failed_ = false;
};

// The kind of a value in words, for messages.
Text kind_name(const Value& value);
// A failure of an operator or function for a value of the wrong kind; a null that has a cause is handed on.
Value mismatch(Evaluation& evaluation, std::string_view what, std::span<const Value> operands);

}  // namespace enact::feel
