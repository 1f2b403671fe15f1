// Amounts in capital Han numerals, after the rules for payment vouchers (支付结算办法, annex 1).
#include <array>

#include "casework/letters.hpp"

namespace enact::casework {
namespace {

constexpr std::array<std::string_view, 10> digits{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};

// Up to four digits; `started`: something stands before, so that leading zeros are read as one.
std::string group(std::int64_t value, bool started) {
  constexpr std::array<std::string_view, 4> places{"仟", "佰", "拾", ""};
  std::string out;
  bool zero = false;
  std::int64_t weight = 1000;
  for (std::size_t i = 0; i < places.size(); ++i, weight /= 10) {
    const auto digit = static_cast<std::size_t>(value / weight % 10);
    if (digit == 0) {
      zero = started || !out.empty();
      continue;
    }
    if (zero) out += digits[0];
    zero = false;
    out += digits[digit];
    out += places[i];
  }
  return out;
}

std::string yuan(std::int64_t value) {
  constexpr std::array<std::pair<std::int64_t, std::string_view>, 5> groups{{{10'000'000'000'000'000, "京"},
                                                                             {1'000'000'000'000, "兆"},
                                                                             {100'000'000, "亿"},
                                                                             {10'000, "万"},
                                                                             {1, ""}}};
  std::string out;
  bool skipped = false;  // a group of nothing but zeros stands between
  for (const auto& [weight, name] : groups) {
    const std::int64_t part = value / weight % 10'000;
    if (part == 0) {
      skipped = !out.empty();
      continue;
    }
    std::string said = group(part, !out.empty());
    if (skipped && !said.starts_with(digits[0])) said.insert(0, digits[0]);
    skipped = false;
    out += said;
    out += name;
  }
  return out;
}

}  // namespace

std::string in_capitals(Fen amount) {
  if (amount.count < 0) return "负" + in_capitals(Fen{-amount.count});
  const std::int64_t whole = amount.count / 100;
  const auto jiao = static_cast<std::size_t>(amount.count / 10 % 10);
  const auto fen = static_cast<std::size_t>(amount.count % 10);
  std::string out = whole > 0 ? yuan(whole) + "元" : std::string();
  if (jiao == 0 && fen == 0) return out.empty() ? "零元整" : out + "整";
  if (jiao > 0) {
    out += digits[jiao];
    out += "角";
  } else if (whole > 0) {
    out += digits[0];
  }
  if (fen == 0) return out + "整";
  out += digits[fen];
  return out + "分";
}

}  // namespace enact::casework
