// See periods.hpp.
#include "policy/periods.hpp"

#include <algorithm>

namespace enact::policy {
namespace {

int months_of(PeriodLength length) {
  switch (length) {
    case PeriodLength::month:
      return 1;
    case PeriodLength::quarter:
      return 3;
    case PeriodLength::half_year:
      return 6;
    case PeriodLength::year:
      break;
  }
  return 12;
}

}  // namespace

std::string_view name_of(PeriodLength length) {
  const auto* const found =
      std::ranges::find(period_lengths, length, [](const auto& one) { return one.second; });
  return found->first;
}

Date last_day_of(PeriodLength length, const Date& day) {
  const int months = months_of(length);
  const int last = (day.month - 1) / months * months + months;
  return {day.year, static_cast<std::int8_t>(last), static_cast<std::int8_t>(days_in_month(day.year, last))};
}

std::optional<Date> period_of(const FactDeclaration& fact, const std::optional<Date>& from) {
  if (!fact.period || !from || last_day_of(fact.period->length, *from) != *from) return std::nullopt;
  return from;
}

}  // namespace enact::policy
