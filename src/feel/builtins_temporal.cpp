// Calendar functions (DMN 1.5, 10.3.4.8) and the clock. "Now" is what the evaluation was given.
#include <array>

#include "feel/builtins_internal.hpp"
#include "feel/operators.hpp"

namespace enact::feel {
namespace {

constexpr std::array day_names{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::array month_names{"January", "February", "March",     "April",   "May",      "June",
                                 "July",    "August",   "September", "October", "November", "December"};

const Date& day_of(const Value& value) {
  return value.date() ? *value.date() : value.date_time()->date;
}

Value day_of_year(Evaluation&, std::size_t, Arguments arguments) {
  return Decimal(day_of(arguments[0]).day_of_year());
}
Value day_of_week(Evaluation&, std::size_t, Arguments arguments) {
  return day_names[static_cast<std::size_t>(day_of(arguments[0]).weekday() - 1)];
}
Value month_of_year(Evaluation&, std::size_t, Arguments arguments) {
  return month_names[static_cast<std::size_t>(day_of(arguments[0]).month - 1)];
}
Value week_of_year(Evaluation&, std::size_t, Arguments arguments) {
  return Decimal(day_of(arguments[0]).iso_week());
}

Value now(Evaluation& evaluation, std::size_t, Arguments) {
  return evaluation.now();
}
Value today(Evaluation& evaluation, std::size_t, Arguments) {
  return evaluation.now().date;
}

// Whole months from one day to another, counted towards zero.
std::int64_t months_between(const Date& from, const Date& to) {
  auto months = (std::int64_t{to.year} - from.year) * 12 + (to.month - from.month);
  if (months > 0 && to.day < from.day) --months;
  if (months < 0 && to.day > from.day) ++months;
  return months;
}

Value months_duration(Evaluation&, std::size_t, Arguments arguments) {
  return MonthsDuration{months_between(day_of(arguments[0]), day_of(arguments[1]))};
}

}  // namespace

void add_temporal(Registry& registry) {
  using namespace types;
  const auto strict = Strictness::strict;
  const auto of_a_day = [](const TypePtr& result) {
    return std::vector<Signature>{signature({required("date", date())}, result),
                                  signature({required("date", date_time())}, result)};
  };
  registry.add("day of year", "年内日序", {"一年中的第几天", "the day's number in its year"}, strict,
               of_a_day(number()), day_of_year);
  registry.add("day of week", "星期", {"星期几的英文名", "the name of the day of the week"}, strict,
               of_a_day(string()), day_of_week);
  registry.add("month of year", "月份名", {"月份的英文名", "the name of the month"}, strict,
               of_a_day(string()), month_of_year);
  registry.add("week of year", "年内周序", {"ISO 8601 周序号", "the ISO 8601 week number"}, strict,
               of_a_day(number()), week_of_year);
  registry.add("now", "现在", {"此刻的日期时间", "the date and time of asking"}, strict,
               {signature({}, date_time())}, now);
  registry.add("today", "今天", {"今天的日期", "the day of asking"}, strict, {signature({}, date())}, today);
  std::vector<Signature> between;
  for (const auto& from : {date(), date_time()}) {
    for (const auto& to : {date(), date_time()}) {
      between.push_back(signature({required("from", from), required("to", to)}, months()));
    }
  }
  registry.add("years and months duration", "年月间隔",
               {"两日之间整年整月的时长", "whole years and months from one day to another"}, strict,
               std::move(between), months_duration);
}

}  // namespace enact::feel
