// java.lang.Math. Its random() has no place here: a decision gives the same result for the same input.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "dmn/java/method.hpp"

namespace enact::dmn::java {
namespace {

using A = Arguments;
using Limits32 = std::numeric_limits<std::int32_t>;

std::int64_t int_bits(std::int64_t value) {
  return static_cast<std::int32_t>(value);
}

std::int64_t negated(std::int64_t value) {
  return static_cast<std::int64_t>(0 - static_cast<std::uint64_t>(value));
}

Result overflow(const char* type) {
  return std::unexpected(Exception{std::string("ArithmeticException: ") + type + " overflow"});
}

Result exact_int(std::int64_t value) {
  if (value < Limits32::min() || value > Limits32::max()) return overflow("integer");
  return value;
}

template <bool (*F)(std::int64_t, std::int64_t, std::int64_t*)>
Result exact_long(A a) {
  std::int64_t result = 0;
  if (F(whole(a, 0), whole(a, 1), &result)) return overflow("long");
  return result;
}
bool add_overflows(std::int64_t a, std::int64_t b, std::int64_t* out) {
  return __builtin_add_overflow(a, b, out);
}
bool subtract_overflows(std::int64_t a, std::int64_t b, std::int64_t* out) {
  return __builtin_sub_overflow(a, b, out);
}
bool multiply_overflows(std::int64_t a, std::int64_t b, std::int64_t* out) {
  return __builtin_mul_overflow(a, b, out);
}

template <double (*F)(double)>
Result of_double(A a) {
  return F(real(a, 0));
}
template <double (*F)(double, double)>
Result of_doubles(A a) {
  return F(real(a, 0), real(a, 1));
}

// A zero of each sign differs for Java: min(0.0, -0.0) is -0.0. NaN is handed on.
template <typename Real>
Real larger(Real a, Real b) {
  if (std::isnan(a) || std::isnan(b)) return std::numeric_limits<Real>::quiet_NaN();
  if (a == b) return std::signbit(a) ? b : a;
  return a > b ? a : b;
}
template <typename Real>
Real smaller(Real a, Real b) {
  if (std::isnan(a) || std::isnan(b)) return std::numeric_limits<Real>::quiet_NaN();
  if (a == b) return std::signbit(a) ? a : b;
  return a < b ? a : b;
}
template <typename Real>
Real sign(Real value) {
  return value == 0 || std::isnan(value) ? value : std::copysign(Real{1}, value);
}

// Halves go up; what is too large becomes the largest.
template <typename Whole, typename Real>
std::int64_t rounded(Real value) {
  if (std::isnan(value)) return 0;
  const Real below = std::floor(value);
  const Real result = value - below >= Real{0.5} ? below + 1 : below;
  if (result >= static_cast<Real>(std::numeric_limits<Whole>::max()))
    return std::numeric_limits<Whole>::max();
  if (result <= static_cast<Real>(std::numeric_limits<Whole>::min()))
    return std::numeric_limits<Whole>::min();
  return static_cast<std::int64_t>(result);
}

Result divide_by_zero() {
  return std::unexpected(Exception{"ArithmeticException: / by zero"});
}
Result floor_divided(std::int64_t a, std::int64_t b) {
  if (b == 0) return divide_by_zero();
  if (b == -1) return negated(a);
  const std::int64_t quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}
Result floor_remainder(std::int64_t a, std::int64_t b) {
  if (b == 0) return divide_by_zero();
  if (b == -1) return std::int64_t{0};
  const std::int64_t rest = a % b;
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}
Result as_int(const Result& result) {
  return result ? Result(int_bits(std::get<std::int64_t>(*result))) : result;
}

constexpr std::array math_table{
    Method{"Math", "int", "abs(int)", [](A a) -> Result { return int_bits(std::abs(whole(a, 0))); }},
    Method{"Math", "long", "abs(long)",
           [](A a) -> Result { return whole(a, 0) < 0 ? negated(whole(a, 0)) : whole(a, 0); }},
    Method{"Math", "float", "abs(float)", [](A a) -> Result { return std::abs(single(a, 0)); }},
    Method{"Math", "double", "abs(double)", [](A a) -> Result { return std::abs(real(a, 0)); }},
    Method{"Math", "int", "max(int, int)", [](A a) -> Result { return std::max(whole(a, 0), whole(a, 1)); }},
    Method{"Math", "long", "max(long, long)",
           [](A a) -> Result { return std::max(whole(a, 0), whole(a, 1)); }},
    Method{"Math", "float", "max(float, float)",
           [](A a) -> Result { return larger(single(a, 0), single(a, 1)); }},
    Method{"Math", "double", "max(double, double)",
           [](A a) -> Result { return larger(real(a, 0), real(a, 1)); }},
    Method{"Math", "int", "min(int, int)", [](A a) -> Result { return std::min(whole(a, 0), whole(a, 1)); }},
    Method{"Math", "long", "min(long, long)",
           [](A a) -> Result { return std::min(whole(a, 0), whole(a, 1)); }},
    Method{"Math", "float", "min(float, float)",
           [](A a) -> Result { return smaller(single(a, 0), single(a, 1)); }},
    Method{"Math", "double", "min(double, double)",
           [](A a) -> Result { return smaller(real(a, 0), real(a, 1)); }},
    Method{"Math", "double", "pow(double, double)",
           [](A a) -> Result {
             // Unlike C, 1 to the power of what is no number is none, nor is (±1) to an infinite power.
             if (std::isnan(real(a, 1))) return real(a, 1);
             if (std::abs(real(a, 0)) == 1 && std::isinf(real(a, 1))) {
               return std::numeric_limits<double>::quiet_NaN();
             }
             return std::pow(real(a, 0), real(a, 1));
           }},
    Method{"Math", "double", "sqrt(double)", of_double<std::sqrt>},
    Method{"Math", "double", "cbrt(double)", of_double<std::cbrt>},
    Method{"Math", "double", "exp(double)", of_double<std::exp>},
    Method{"Math", "double", "expm1(double)", of_double<std::expm1>},
    Method{"Math", "double", "log(double)", of_double<std::log>},
    Method{"Math", "double", "log10(double)", of_double<std::log10>},
    Method{"Math", "double", "log1p(double)", of_double<std::log1p>},
    Method{"Math", "double", "sin(double)", of_double<std::sin>},
    Method{"Math", "double", "cos(double)", of_double<std::cos>},
    Method{"Math", "double", "tan(double)", of_double<std::tan>},
    Method{"Math", "double", "asin(double)", of_double<std::asin>},
    Method{"Math", "double", "acos(double)", of_double<std::acos>},
    Method{"Math", "double", "atan(double)", of_double<std::atan>},
    Method{"Math", "double", "atan2(double, double)", of_doubles<std::atan2>},
    Method{"Math", "double", "sinh(double)", of_double<std::sinh>},
    Method{"Math", "double", "cosh(double)", of_double<std::cosh>},
    Method{"Math", "double", "tanh(double)", of_double<std::tanh>},
    Method{"Math", "double", "hypot(double, double)", of_doubles<std::hypot>},
    Method{"Math", "double", "toRadians(double)",
           [](A a) -> Result { return real(a, 0) * (std::numbers::pi / 180); }},
    Method{"Math", "double", "toDegrees(double)",
           [](A a) -> Result { return real(a, 0) * (180 / std::numbers::pi); }},
    Method{"Math", "double", "ceil(double)", of_double<std::ceil>},
    Method{"Math", "double", "floor(double)", of_double<std::floor>},
    Method{"Math", "double", "rint(double)", of_double<std::nearbyint>},
    Method{"Math", "int", "round(float)", [](A a) -> Result { return rounded<std::int32_t>(single(a, 0)); }},
    Method{"Math", "long", "round(double)", [](A a) -> Result { return rounded<std::int64_t>(real(a, 0)); }},
    Method{"Math", "float", "signum(float)", [](A a) -> Result { return sign(single(a, 0)); }},
    Method{"Math", "double", "signum(double)", [](A a) -> Result { return sign(real(a, 0)); }},
    Method{"Math", "double", "copySign(double, double)", of_doubles<std::copysign>},
    Method{"Math", "double", "IEEEremainder(double, double)", of_doubles<std::remainder>},
    Method{"Math", "double", "fma(double, double, double)",
           [](A a) -> Result { return std::fma(real(a, 0), real(a, 1), real(a, 2)); }},
    Method{"Math", "int", "floorDiv(int, int)",
           [](A a) -> Result { return as_int(floor_divided(whole(a, 0), whole(a, 1))); }},
    Method{"Math", "long", "floorDiv(long, long)",
           [](A a) -> Result { return floor_divided(whole(a, 0), whole(a, 1)); }},
    Method{"Math", "int", "floorMod(int, int)",
           [](A a) -> Result { return floor_remainder(whole(a, 0), whole(a, 1)); }},
    Method{"Math", "long", "floorMod(long, long)",
           [](A a) -> Result { return floor_remainder(whole(a, 0), whole(a, 1)); }},
    Method{"Math", "int", "addExact(int, int)",
           [](A a) -> Result { return exact_int(whole(a, 0) + whole(a, 1)); }},
    Method{"Math", "long", "addExact(long, long)", exact_long<add_overflows>},
    Method{"Math", "int", "subtractExact(int, int)",
           [](A a) -> Result { return exact_int(whole(a, 0) - whole(a, 1)); }},
    Method{"Math", "long", "subtractExact(long, long)", exact_long<subtract_overflows>},
    Method{"Math", "int", "multiplyExact(int, int)",
           [](A a) -> Result { return exact_int(whole(a, 0) * whole(a, 1)); }},
    Method{"Math", "long", "multiplyExact(long, long)", exact_long<multiply_overflows>},
    Method{"Math", "int", "negateExact(int)", [](A a) -> Result { return exact_int(-whole(a, 0)); }},
    Method{"Math", "long", "negateExact(long)",
           [](A a) -> Result {
             if (whole(a, 0) == std::numeric_limits<std::int64_t>::min()) return overflow("long");
             return -whole(a, 0);
           }},
    Method{"Math", "int", "toIntExact(long)", [](A a) -> Result { return exact_int(whole(a, 0)); }},
};

}  // namespace

std::span<const Method> math_methods() {
  return math_table;
}

}  // namespace enact::dmn::java
