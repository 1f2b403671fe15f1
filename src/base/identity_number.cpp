#include "base/identity_number.hpp"

#include <algorithm>
#include <charconv>

#include "base/calendar.hpp"

namespace enact {

bool is_identity_number(std::string_view number) {
  constexpr std::size_t digits = 17;
  if (number.size() != digits + 1) return false;
  const auto body = number.substr(0, digits);
  if (!std::ranges::all_of(body, [](char c) { return c >= '0' && c <= '9'; })) return false;
  const auto figure = [&](std::size_t at, std::size_t length) {
    int value = 0;
    std::from_chars(body.data() + at, body.data() + at + length, value);
    return value;
  };
  if (!Date::make(figure(6, 4), figure(10, 2), figure(12, 2))) return false;
  // MOD 11-2: a running sum, doubled at each digit; the check character brings it to 1.
  int sum = 0;
  for (const char c : body) sum = (sum + (c - '0')) * 2 % 11;
  return number.back() == "10X98765432"[sum % 11];
}

}  // namespace enact
