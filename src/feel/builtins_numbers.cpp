// Numeric functions (DMN 1.5, 10.3.4.5).
#include <fmt/format.h>

#include "feel/band.hpp"
#include "feel/builtins_internal.hpp"
#include "feel/operators.hpp"

namespace enact::feel {
namespace {

Value settle(Evaluation& evaluation, const std::optional<Decimal>& number) {
  return number ? Value(*number)
                : argument_error(evaluation, {"结果不是可表示的数", "the result is no representable number"});
}

std::optional<int> scale_of(const Value& value) {
  // A scale with a fraction is cut (TCK 1100).
  const auto whole = value.number() ? value.number()->round(0, Rounding::down) : std::nullopt;
  const auto scale = whole ? whole->to_int64() : std::nullopt;
  if (!scale || *scale < -6111 || *scale > 6176) return std::nullopt;
  return static_cast<int>(*scale);
}

template <Rounding mode>
std::optional<Decimal> round_to(const Decimal& number, int scale) {
  return number.round(scale, mode);
}

// Rounding never falls as its argument grows, so that a band is rounded at its ends.
template <Rounding mode>
Value rounded(Evaluation& evaluation, std::size_t, Arguments arguments) {
  const bool has_scale = arguments.size() > 1;
  if (has_scale && arguments[1].band()) return unknown_from(arguments);
  const auto scale = has_scale ? scale_of(arguments[1]) : std::optional(0);
  if (!scale) {
    return argument_error(evaluation,
                          {"小数位数须在 -6111 至 6176 之间", "the scale must be from -6111 to 6176"});
  }
  if (const auto* band = arguments[0].band()) {
    const auto interval = monotone(*interval_of(arguments[0]), round_to<mode>, *scale);
    return interval ? value_of(*interval, band->causes) : unknown_from(arguments);
  }
  return settle(evaluation, arguments[0].number()->round(*scale, mode));
}

Value absolute(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  const auto& value = arguments[0];
  if (signature == 0) {
    return value.band() ? value_of(abs(*interval_of(value)), value.band()->causes)
                        : Value(value.number()->abs());
  }
  const bool negative = value.days_duration() ? *value.days_duration() < DaysDuration{}
                                              : *value.months_duration() < MonthsDuration{};
  return negative ? negate(evaluation, value) : value;
}

Value modulo(Evaluation& evaluation, std::size_t, Arguments arguments) {
  if (arguments[1].number()->is_zero()) {
    return evaluation.fail("feel.division-by-zero", {"除数为零", "division by zero"});
  }
  return settle(evaluation, arguments[0].number()->modulo(*arguments[1].number()));
}

Value square_root(Evaluation& evaluation, std::size_t, Arguments arguments) {
  return settle(evaluation, arguments[0].number()->sqrt());
}
Value logarithm(Evaluation& evaluation, std::size_t, Arguments arguments) {
  return settle(evaluation, arguments[0].number()->log());
}
Value exponential(Evaluation& evaluation, std::size_t, Arguments arguments) {
  return settle(evaluation, arguments[0].number()->exp());
}

Value parity(Evaluation& evaluation, Arguments arguments, bool even) {
  const auto& number = *arguments[0].number();
  if (!number.is_whole()) {
    return argument_error(evaluation, {"奇偶只对整数有意义", "only whole numbers are odd or even"});
  }
  return number.modulo(2)->is_zero() == even;
}
Value is_even(Evaluation& evaluation, std::size_t, Arguments arguments) {
  return parity(evaluation, arguments, true);
}
Value is_odd(Evaluation& evaluation, std::size_t, Arguments arguments) {
  return parity(evaluation, arguments, false);
}

template <Rounding mode>
void add_rounding(Registry& registry, const char* name, const char* chinese, Text description,
                  bool scale_optional) {
  const auto n = required("n", types::number());
  std::vector<Signature> signatures;
  if (scale_optional) signatures.push_back(signature({n}, types::number()));
  signatures.push_back(signature({n, required("scale", types::number())}, types::number()));
  registry.add(name, chinese, std::move(description), Strictness::aggregates, std::move(signatures),
               rounded<mode>);
}

}  // namespace

void add_numbers(Registry& registry) {
  using namespace types;
  const auto strict = Strictness::strict;
  add_rounding<Rounding::half_even>(
      registry, "decimal", "保留小数",
      {"保留 scale 位小数，四舍六入五成双", "rounds to `scale` digits, half to even"}, false);
  add_rounding<Rounding::floor>(registry, "floor", "下取整", {"向下取整", "rounds towards negative infinity"},
                                true);
  add_rounding<Rounding::ceiling>(registry, "ceiling", "上取整", {"向上取整", "rounds towards infinity"},
                                  true);
  add_rounding<Rounding::up>(registry, "round up", "", {"远离零舍入", "rounds away from zero"}, false);
  add_rounding<Rounding::down>(registry, "round down", "", {"向零截断", "rounds towards zero"}, false);
  add_rounding<Rounding::half_up>(
      registry, "round half up", "四舍五入",
      {"四舍五入到 scale 位小数", "rounds to `scale` digits, half away from zero"}, false);
  add_rounding<Rounding::half_down>(
      registry, "round half down", "",
      {"五舍六入到 scale 位小数", "rounds to `scale` digits, half towards zero"}, false);
  registry.add("abs", "绝对值", {"绝对值", "the absolute value"}, Strictness::aggregates,
               {signature({required("n", number())}, number()), signature({required("n", days())}, days()),
                signature({required("n", months())}, months())},
               absolute);
  registry.add("modulo", "取余", {"除后的余数，符号随除数", "the remainder, with the divisor's sign"}, strict,
               {signature({required("dividend", number()), required("divisor", number())}, number())},
               modulo);
  registry.add("sqrt", "平方根", {"平方根", "the square root"}, strict,
               {signature({required("number", number())}, number())}, square_root);
  registry.add("log", "", {"自然对数", "the natural logarithm"}, strict,
               {signature({required("number", number())}, number())}, logarithm);
  registry.add("exp", "", {"e 的幂", "Euler's number to a power"}, strict,
               {signature({required("number", number())}, number())}, exponential);
  registry.add("odd", "奇数", {"是否奇数", "whether the number is odd"}, strict,
               {signature({required("number", number())}, boolean())}, is_odd);
  registry.add("even", "偶数", {"是否偶数", "whether the number is even"}, strict,
               {signature({required("number", number())}, boolean())}, is_even);
}

}  // namespace enact::feel
