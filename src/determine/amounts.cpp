// Amounts in fen. See amounts.hpp.
#include "determine/amounts.hpp"

#include <algorithm>
#include <limits>

namespace enact::determine {
namespace {

using feel::Value;

Figures failed(std::string code, Text message) {
  auto diagnostic = std::make_shared<Diagnostic>();
  diagnostic->code = code;
  diagnostic->message = std::move(message);
  Figures figures;
  figures.causes.push_back({feel::Cause::Kind::error, std::move(code), std::move(diagnostic)});
  return figures;
}

Figures negative() {
  return failed("determine.negative-amount", {"算出的金额是负数", "the computed amount is negative"});
}

Figures not_money() {
  return failed("determine.not-money", {"金额的结果不是数字或区间，或大得无法表示",
                                        "the amount is neither a number nor a range, or too large"});
}

Figures of_number(const Decimal& number) {
  const auto exact = exact_fen_from_yuan(number);
  const auto fen = exact ? exact : fen_from_yuan(number);
  if (!fen) return not_money();
  if (number.is_negative()) return negative();
  Figures figures;
  figures.amount = {*fen, *fen, false};
  figures.rounded = !exact;
  return figures;
}

Figures of_ends(const Decimal& low, bool low_open, const Decimal& high, bool high_open) {
  const auto from = fen_from_yuan(low);
  const auto to = fen_from_yuan(high);
  if (!from || !to || *to < *from) return not_money();
  if (low.is_negative()) return negative();
  Figures figures;
  // Of an open upper end the last fen below it is the most.
  figures.amount = {*from, high_open && to->count > 0 ? Fen{to->count - 1} : *to, low_open};
  figures.rounded = !exact_fen_from_yuan(low) || !exact_fen_from_yuan(high);
  return figures;
}

}  // namespace

Figures figures_of(const Value& value) {
  if (value.is_null()) {
    Figures figures;
    figures.amount.max = Fen{};
    figures.absent = true;
    return figures;
  }
  if (const Decimal* number = value.number()) return of_number(*number);
  if (const feel::Band* band = value.band()) {
    Figures figures = of_ends(band->low, band->low_open, band->high, band->high_open);
    if (band->causes && !band->causes->empty()) {
      figures.causes.insert(figures.causes.end(), band->causes->begin(), band->causes->end());
    } else {
      figures.band = true;
    }
    return figures;
  }
  if (const feel::Range* range = value.range()) {
    const Decimal* low = range->low.number();
    const Decimal* high = range->high.number();
    if (low == nullptr || high == nullptr) {
      Figures figures;
      figures.causes = causes_of(value);
      return figures.causes.empty() ? not_money() : figures;
    }
    Figures figures =
        of_ends(*low, range->low_end == feel::RangeEnd::open, *high, range->high_end == feel::RangeEnd::open);
    figures.band = figures.causes.empty();
    return figures;
  }
  Figures figures;
  figures.causes = causes_of(value);
  return figures.causes.empty() ? not_money() : figures;
}

AmountResult capped(const AmountResult& amount, Fen limit) {
  AmountResult result = amount;
  result.min = std::min(amount.min, limit);
  result.max = amount.max ? std::min(*amount.max, limit) : limit;
  if (limit.count == 0) result.min_open = false;
  return result;
}

AmountResult plus(const AmountResult& a, const AmountResult& b) {
  AmountResult sum;
  const auto least = add(a.min, b.min);
  sum.min = least.value_or(Fen{std::numeric_limits<std::int64_t>::max()});  // at least that
  if (a.max && b.max) sum.max = add(*a.max, *b.max);
  sum.min_open = a.min_open || b.min_open;
  return sum;
}

}  // namespace enact::determine
