// Arithmetic and comparison operators, the connectives, and messages about kinds.
#include "feel/operators.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "feel/band.hpp"
#include "feel/temporal.hpp"

namespace enact::feel {
namespace {

constexpr std::int64_t largest_exponent = 999'999'999;  // DMN 1.5, table 60

Value out_of_range(Evaluation& evaluation, const char* symbol) {
  return evaluation.fail("feel.out-of-range", {fmt::format("“{}”的结果超出可表示的范围", symbol),
                                               fmt::format("the result of `{}` is out of range", symbol)});
}

Value division_by_zero(Evaluation& evaluation) {
  return evaluation.fail("feel.division-by-zero", {"除数为零", "division by zero"});
}

Value settle(Evaluation& evaluation, const char* symbol, const std::optional<Decimal>& number) {
  return number ? Value(*number) : out_of_range(evaluation, symbol);
}

// Where a bound is no number, the band gives no answer; the error stays with the numbers that cause it.
Value settle(const std::optional<Interval>& interval, const Value& a, const Value& b) {
  CauseSet causes;
  causes.add(a);
  causes.add(b);
  return interval ? value_of(*interval, causes.causes()) : causes.unknown();
}

Value settle(Evaluation& evaluation, const char* symbol, const Outcome& outcome, const Value& a,
             const Value& b) {
  if (outcome) return *outcome;
  switch (outcome.error()) {
    case Fault::range:
      return out_of_range(evaluation, symbol);
    case Fault::division_by_zero:
      return division_by_zero(evaluation);
    case Fault::types:
      break;
  }
  const Value operands[] = {a, b};
  return mismatch(evaluation, symbol, operands);
}

// What operands that are not two numbers and not text give: unknown, a band, or a temporal value.
Value beyond_numbers(Evaluation& evaluation, const char* symbol, const Value& a, const Value& b,
                     std::optional<Interval> (*on_bands)(const Interval&, const Interval&),
                     Outcome (*on_times)(const Value&, const Value&)) {
  if (a.is_unknown() || b.is_unknown()) return unknown_from({&a, &b});
  if (a.band() || b.band()) {
    const auto left = interval_of(a);
    const auto right = interval_of(b);
    if (left && right) return settle(on_bands(*left, *right), a, b);
    if (a.days_duration() || b.days_duration() || a.months_duration() || b.months_duration()) {
      return unknown_from({&a, &b});  // a duration has no band
    }
  }
  return settle(evaluation, symbol, on_times(a, b), a, b);
}

}  // namespace

Value add(Evaluation& evaluation, const Value& a, const Value& b) {
  if (a.number() && b.number()) return settle(evaluation, "+", a.number()->add(*b.number()));
  if (a.text() && b.text()) {
    evaluation.allocate_text(a.text()->size() + b.text()->size());
    return *a.text() + *b.text();
  }
  return beyond_numbers(evaluation, "+", a, b, add, temporal_add);
}

Value subtract(Evaluation& evaluation, const Value& a, const Value& b) {
  if (a.number() && b.number()) return settle(evaluation, "-", a.number()->subtract(*b.number()));
  return beyond_numbers(evaluation, "-", a, b, subtract, temporal_subtract);
}

Value multiply(Evaluation& evaluation, const Value& a, const Value& b) {
  if (a.number() && b.number()) return settle(evaluation, "*", a.number()->multiply(*b.number()));
  return beyond_numbers(evaluation, "*", a, b, multiply, temporal_multiply);
}

Value divide(Evaluation& evaluation, const Value& a, const Value& b) {
  if (a.number() && b.number()) {
    if (b.number()->is_zero()) return division_by_zero(evaluation);
    return settle(evaluation, "/", a.number()->divide(*b.number()));
  }
  return beyond_numbers(evaluation, "/", a, b, divide, temporal_divide);
}

Value power(Evaluation& evaluation, const Value& a, const Value& b) {
  if (a.number() && b.number()) {
    if (b.number()->abs() > Decimal(largest_exponent)) return out_of_range(evaluation, "**");
    return settle(evaluation, "**", a.number()->power(*b.number()));
  }
  if (a.is_unknown() || b.is_unknown()) return unknown_from({&a, &b});
  const auto base = interval_of(a);
  const auto exponent = interval_of(b);
  if (base && exponent) {
    return settle(exponent->is_point() ? power(*base, exponent->low) : std::nullopt, a, b);
  }
  const Value operands[] = {a, b};
  return mismatch(evaluation, "**", operands);
}

Value negate(Evaluation& evaluation, const Value& a) {
  if (a.number()) return -*a.number();
  if (a.is_unknown()) return a;
  if (a.band()) return value_of(negate(*interval_of(a)), a.band()->causes);
  if (const auto result = temporal_negate(a)) return *result;
  const Value operands[] = {a};
  return mismatch(evaluation, "-", operands);
}

Value truth_value(Evaluation& evaluation, Truth truth, const char* symbol, const Value& a, const Value& b) {
  switch (truth) {
    case Truth::no:
      return false;
    case Truth::yes:
      return true;
    case Truth::unknown:
      return unknown_from({&a, &b});
    case Truth::incomparable:
      break;
  }
  const Value operands[] = {a, b};
  return mismatch(evaluation, symbol, operands);
}

Value equals(Evaluation& evaluation, const Value& a, const Value& b, bool negated) {
  evaluation.spend_on(a);
  const auto same = equality(a, b);
  return truth_value(evaluation, negated ? negation(same) : same, negated ? "!=" : "=", a, b);
}

Value is_less(Evaluation& evaluation, const Value& a, const Value& b, bool or_equal, const char* symbol) {
  return truth_value(evaluation, less(a, b, or_equal), symbol, a, b);
}

Value is_within(Evaluation& evaluation, const Value& value, const Range& range) {
  const auto truth = contains(range, value);
  if (truth == Truth::unknown) return unknown_from({&value, &range.low, &range.high});
  return truth_value(evaluation, truth, "in", value,
                     range.low_end == RangeEnd::unbounded ? range.high : range.low);
}

bool Junction::add(const Value& operand) {
  if (const auto* truth = operand.boolean()) {
    decided_ = decided_ || *truth == deciding_;
  } else if (operand.is_unknown()) {
    causes_.add(operand);
  } else if (!failed_) {
    failed_ = true;
    error_ = operand;
  }
  return decided_;
}

Value Junction::result(Evaluation& evaluation, const char* symbol) const {
  if (decided_) return deciding_;
  if (failed_) {
    const Value operands[] = {error_};
    const auto error = mismatch(evaluation, symbol, operands);
    if (!error.is_unknown() || causes_.empty()) return error;
    const auto others = causes_.unknown();
    return unknown_from({&error, &others});
  }
  return causes_.empty() ? Value(!deciding_) : causes_.unknown();
}

Text kind_name(const Value& value) {
  if (value.is_unknown()) return {"未知", "unknown"};
  switch (value.kind()) {
    case Kind::null_value:
      return {"空值 null", "null"};
    case Kind::boolean:
      return {"是非值", "boolean"};
    case Kind::number:
      return {"数字", "number"};
    case Kind::string:
      return {"文本", "string"};
    case Kind::date:
      return {"日期", "date"};
    case Kind::time:
      return {"时间", "time"};
    case Kind::date_time:
      return {"日期时间", "date and time"};
    case Kind::days_duration:
      return {"日时时长", "days and time duration"};
    case Kind::months_duration:
      return {"年月时长", "years and months duration"};
    case Kind::range:
      return {"区间", "range"};
    case Kind::list:
      return {"列表", "list"};
    case Kind::context:
      return {"记录", "context"};
    case Kind::function:
      return {"函数", "function"};
    case Kind::any:
      break;
  }
  return {"值", "value"};
}

Value mismatch(Evaluation& evaluation, std::string_view what, std::span<const Value> operands) {
  if (evaluation.mode() == Mode::standard) {
    const auto caused =
        std::ranges::find_if(operands, [](const Value& v) { return v.is_null() && v.null()->cause; });
    if (caused != operands.end()) return *caused;
  }
  Text kinds;
  for (const auto& operand : operands) {
    const auto name = kind_name(operand);
    kinds.zh += (kinds.zh.empty() ? "" : "、") + name.zh;
    kinds.en += (kinds.en.empty() ? "" : ", ") + name.en;
  }
  return evaluation.fail("feel.type-mismatch", {fmt::format("“{}”不能用于：{}", what, kinds.zh),
                                                fmt::format("`{}` is not defined for: {}", what, kinds.en)});
}

}  // namespace enact::feel
