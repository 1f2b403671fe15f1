// Units as maps from word to exponent.
#include "feel/units.hpp"

#include <map>

namespace enact::feel {
namespace {

using Exponents = std::map<std::string, int, std::less<>>;
constexpr std::string_view dot = "·";

// "元·人/个月": the sign before a word says on which side of the fraction it stands.
void add_to(Exponents& exponents, std::string_view unit, int sign) {
  if (unit == zero_unit) return;
  int side = sign;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) exponents[word] += side;
    word.clear();
  };
  for (std::size_t i = 0; i < unit.size();) {
    if (unit[i] == '/') {
      close();
      side = -sign;
      ++i;
    } else if (unit.substr(i).starts_with(dot)) {
      close();
      side = sign;
      i += dot.size();
    } else {
      word += unit[i++];
    }
  }
  close();
}

std::string write(const Exponents& exponents) {
  std::string above;
  std::string below;
  for (const auto& [word, exponent] : exponents) {
    for (int i = 0; i < exponent; ++i) {
      if (!above.empty()) above += dot;
      above += word;
    }
    for (int i = 0; i > exponent; --i) below += "/" + word;
  }
  return above + below;
}

}  // namespace

bool same_unit(std::string_view a, std::string_view b) {
  if (a == b || a == zero_unit || b == zero_unit) return true;
  return quotient_unit(a, b).empty();
}

std::string common_unit(std::string_view a, std::string_view b) {
  return std::string(a == zero_unit ? b : a);
}

std::string product_unit(std::string_view a, std::string_view b) {
  Exponents exponents;
  add_to(exponents, a, 1);
  add_to(exponents, b, 1);
  return write(exponents);
}

std::string quotient_unit(std::string_view a, std::string_view b) {
  Exponents exponents;
  add_to(exponents, a, 1);
  add_to(exponents, b, -1);
  return write(exponents);
}

}  // namespace enact::feel
