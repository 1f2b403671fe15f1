// Periods that values of facts belong to: the accounting year. A value says which one it is of by its first
// day, which is the period's last: the figure of a year exists once the year is over. Knows no facts.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/calendar.hpp"
#include "policy/package.hpp"

namespace enact::policy {

// As they are written in a vocabulary.
inline constexpr std::array<std::pair<std::string_view, PeriodLength>, 4> period_lengths{
    {{"month", PeriodLength::month},
     {"quarter", PeriodLength::quarter},
     {"half-year", PeriodLength::half_year},
     {"year", PeriodLength::year}}};
std::string_view name_of(PeriodLength length);

// The last day of the period in which the day lies.
Date last_day_of(PeriodLength length, const Date& day);

// The period, by its last day, of a value that holds from `from` on; nullopt: of none, which holds of every
// value without a first day or with another than the last one of a period.
std::optional<Date> period_of(const FactDeclaration& fact, const std::optional<Date>& from);

}  // namespace enact::policy
