#include "base/identity_number.hpp"

#include <algorithm>
#include <charconv>

#include "base/calendar.hpp"

namespace enact {

namespace {

constexpr std::size_t digits = 17;
constexpr std::size_t length_of_all = digits + 1;

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Where the next one begins, from `at` on; npos if there is none.
std::size_t find_next(std::string_view text, std::size_t at) {
  std::size_t run = 0;  // letters and digits up to `at`
  for (; at <= text.size(); ++at) {
    if (at < text.size() && is_alphanumeric(text[at])) {
      ++run;
      continue;
    }
    if (run == length_of_all && is_identity_number(text.substr(at - run, run))) return at - run;
    run = 0;
  }
  return std::string_view::npos;
}

}  // namespace

bool is_identity_number(std::string_view number) {
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

bool holds_identity_number(std::string_view text) {
  return find_next(text, 0) != std::string_view::npos;
}

std::vector<std::size_t> identity_numbers_in(std::string_view text) {
  std::vector<std::size_t> found;
  for (std::size_t at = find_next(text, 0); at != std::string_view::npos;
       at = find_next(text, at + length_of_all))
    found.push_back(at);
  return found;
}

std::string mask_identity_numbers(std::string_view text) {
  constexpr std::size_t before = 3;
  constexpr std::size_t after = 4;
  std::string out(text);
  for (const std::size_t at : identity_numbers_in(text))
    out.replace(at + before, length_of_all - before - after, length_of_all - before - after, '*');
  return out;
}

}  // namespace enact
