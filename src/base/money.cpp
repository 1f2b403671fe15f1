// Fen and yuan: checked sums, the one rounding of computed amounts, and how an amount is written.
#include "base/money.hpp"

#include <fmt/format.h>

namespace enact {
namespace {

const Decimal& fen_in_a_yuan() {
  static const Decimal hundred(100);
  return hundred;
}

}  // namespace

std::optional<Fen> add(Fen a, Fen b) {
  Fen sum;
  if (__builtin_add_overflow(a.count, b.count, &sum.count)) {
    return std::nullopt;
  }
  return sum;
}

std::optional<Fen> subtract(Fen a, Fen b) {
  Fen difference;
  if (__builtin_sub_overflow(a.count, b.count, &difference.count)) {
    return std::nullopt;
  }
  return difference;
}

std::optional<Fen> fen_from_yuan(const Decimal& yuan) {
  // Rounded before it is multiplied: moving the point first could round a 34-digit number twice.
  const std::optional<Decimal> rounded = yuan.round(2, Rounding::half_up);
  return rounded ? exact_fen_from_yuan(*rounded) : std::nullopt;
}

std::optional<Fen> exact_fen_from_yuan(const Decimal& yuan) {
  const std::optional<Decimal> fen = yuan.multiply(fen_in_a_yuan());
  const std::optional<std::int64_t> count = fen ? fen->to_int64() : std::nullopt;
  if (!count) {
    return std::nullopt;
  }
  return Fen{*count};
}

Decimal yuan_from_fen(Fen amount) {
  // 19 digits over 100: never more than 34 digits, so there is always an exact answer.
  return Decimal(amount.count).divide(fen_in_a_yuan()).value();
}

std::string format_yuan(Fen amount) {
  // The magnitude of the least int64 is no int64.
  const std::uint64_t magnitude = amount.count < 0 ? 0 - static_cast<std::uint64_t>(amount.count)
                                                   : static_cast<std::uint64_t>(amount.count);
  std::string yuan = std::to_string(magnitude / 100);
  for (std::size_t at = yuan.size(); at > 3;) {
    at -= 3;
    yuan.insert(at, 1, ',');
  }
  return fmt::format("{}{}.{:02}", amount.count < 0 ? "-" : "", yuan, magnitude % 100);
}

}  // namespace enact
