// Draws what one synthetic subject is made of; what is drawn and in which order is the same whether it
// becomes facts or text. Internal to src/determine.
#pragma once

#include <cmath>
#include <string>

#include "base/clock.hpp"
#include "base/credit_code.hpp"
#include "determine/synth_plan.hpp"

namespace enact::determine {

// Every subject has a seed of its own, so that a longer subject does not change those after it: of number n
// the n-th that SeededRandom(seed) gives, which moves by this step from one to the next and so can begin
// anywhere.
inline std::uint64_t synth_seed(std::uint64_t seed, std::uint64_t number) {
  constexpr std::uint64_t step = 0x9e3779b97f4a7c15U;
  return SeededRandom(seed + step * number).next();
}

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}

  bool happens(double chance) { return share() < chance; }

  const TypePlan& type(const Synth::Plan& plan) {
    std::uint64_t at = random_.below(plan.shares);
    for (const TypePlan& each : plan.types) {
      if (at < each.share) return each;
      at -= each.share;
    }
    return plan.types.front();  // not reached: `at` is below the sum of the shares
  }

  const std::string& one_of(const Choice& choice) {
    auto at = static_cast<int>(random_.below(static_cast<std::uint64_t>(choice.total)));
    for (const auto& [text, weight] : choice.weighted) {
      at -= weight;
      if (at < 0) return text;
    }
    return choice.weighted.back().first;
  }
  std::int64_t figure(const Between& between) {
    const auto span = static_cast<double>(between.to - between.from);
    return between.from + static_cast<std::int64_t>(span * std::pow(share(), between.lean));
  }
  Date day(const Days& days) {
    const std::int64_t first = days.from.days_since_1970();
    const auto length = static_cast<std::uint64_t>(days.to.days_since_1970() - first) + 1;
    return Date::from_days(first + static_cast<std::int64_t>(random_.below(length)));
  }
  void append(const Parts& parts, std::string& out) {
    for (const auto& list : parts.lists) out += list[random_.below(list.size())];
  }
  void append(const Pattern& pattern, std::string& out) {
    for (const char c : pattern.text) out += c == '#' ? digit() : c;
  }
  // Of an enterprise registered by market supervision, in a region that need not exist.
  std::string credit_code() {
    static constexpr std::string_view symbols = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    std::string code = "91";
    while (code.size() < 8) code += digit();
    while (code.size() < 17) code += symbols[random_.below(symbols.size())];
    return code + *credit_code_check(code);
  }

 private:
  double share() { return static_cast<double>(random_.next() >> 11) * 0x1.0p-53; }
  char digit() { return static_cast<char>('0' + random_.below(10)); }

  SeededRandom random_;
};

}  // namespace enact::determine
