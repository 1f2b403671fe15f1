// Conversion functions (DMN 1.5, 10.3.4.1).
#include <fmt/format.h>

#include "feel/builtins_internal.hpp"
#include "feel/operators.hpp"
#include "feel/range_text.hpp"
#include "feel/temporal.hpp"

namespace enact::feel {
namespace {

Value unreadable(Evaluation& evaluation, const std::string& text, const char* zh, const char* en) {
  return argument_error(evaluation,
                        {fmt::format("“{}”不是{}", text, zh), fmt::format("`{}` is no {}", text, en)});
}

template <typename T>
Value read(Evaluation& evaluation, const Value& from, const char* zh, const char* en) {
  const auto value = T::parse(*from.text());
  return value ? Value(*value) : unreadable(evaluation, *from.text(), zh, en);
}

std::optional<int> small_whole(const Value& value) {
  const auto whole = value.number()->to_int64();
  if (!whole || *whole < -1'000'000'000 || *whole > 1'000'000'000) return std::nullopt;
  return static_cast<int>(*whole);
}

Value nonexistent(Evaluation& evaluation) {
  return argument_error(evaluation, {"没有这样的日期或时间", "there is no such date or time"});
}

Value date(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  if (signature == 0) return read<Date>(evaluation, arguments[0], "日期", "date");
  if (signature == 1) return arguments[0];
  if (signature == 2) return arguments[0].date_time()->date;
  const auto year = small_whole(arguments[0]);
  const auto month = small_whole(arguments[1]);
  const auto day = small_whole(arguments[2]);
  const auto made = year && month && day ? Date::make(*year, *month, *day) : std::nullopt;
  return made ? Value(*made) : nonexistent(evaluation);
}

Value date_and_time(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  if (signature == 0) return read<DateTime>(evaluation, arguments[0], "日期时间", "date and time");
  const auto& day = signature == 1 ? *arguments[0].date() : arguments[0].date_time()->date;
  return DateTime{day, *arguments[1].time()};
}

// Seconds may have a fraction; the offset is of days and time.
Value time_of_parts(Evaluation& evaluation, Arguments arguments) {
  const auto hour = small_whole(arguments[0]);
  const auto minute = small_whole(arguments[1]);
  const auto whole = arguments[2].number()->round(0, Rounding::floor);
  const auto second = whole ? small_whole(*whole) : std::nullopt;
  if (!hour || !minute || !second) return nonexistent(evaluation);
  const auto fraction =
      arguments[2].number()->subtract(*whole)->multiply(1'000'000'000)->round(0, Rounding::down);
  Zone zone;
  if (const auto* offset = arguments[3].days_duration()) {
    if (offset->seconds < -max_offset_seconds || offset->seconds > max_offset_seconds)
      return nonexistent(evaluation);
    zone = {Zone::Kind::offset, static_cast<std::int32_t>(offset->seconds), {}};
  }
  const auto nanosecond = static_cast<int>(fraction->to_int64().value_or(0));
  const auto made = Time::make(*hour, *minute, *second, nanosecond, zone);
  return made ? Value(*made) : nonexistent(evaluation);
}

Value time(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  switch (signature) {
    case 0:
      return read<Time>(evaluation, arguments[0], "时间", "time");
    case 1:
      return arguments[0];
    case 2:
      return arguments[0].date_time()->time;
    case 3:  // the midnight in UTC that a date stands for
      return *Time::make(0, 0, 0, 0, Zone{Zone::Kind::offset, 0, {}});
    default:
      return time_of_parts(evaluation, arguments);
  }
}

Value bad_separators(Evaluation& evaluation) {
  return argument_error(evaluation,
                        {"分组符须为空格、逗号或点，小数点须为逗号或点，二者不同",
                         "the grouping separator is a space, comma or period, the decimal separator "
                         "another of comma and period"});
}

Value number(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  std::string digits = *arguments[0].text();
  if (signature == 1) {
    const auto group = arguments[1].is_null() ? std::string() : *arguments[1].text();
    const auto point = arguments[2].is_null() ? std::string() : *arguments[2].text();
    const bool group_fits = arguments[1].is_null() || group == " " || group == "," || group == ".";
    const bool point_fits = arguments[2].is_null() || point == "," || point == ".";
    if (!group_fits || !point_fits || (!group.empty() && group == point)) return bad_separators(evaluation);
    std::string plain;
    for (const char c : digits) {
      if (!group.empty() && c == group[0]) continue;
      if (!point.empty() && c == point[0]) {
        plain += '.';
      } else if (c == '.' && !point.empty()) {
        return unreadable(evaluation, digits, "数字", "number");
      } else {
        plain += c;
      }
    }
    digits = std::move(plain);
  }
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  if (digits.substr(first).starts_with('.')) digits.insert(first, "0");
  const auto read = Decimal::parse(digits);
  return read ? Value(*read) : unreadable(evaluation, *arguments[0].text(), "数字", "number");
}

Value string(Evaluation&, std::size_t, Arguments arguments) {
  const auto& from = arguments[0];
  if (from.is_null() || from.text()) return from;
  return to_string(from);
}

Value duration(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  if (signature > 0) return arguments[0];
  const auto& text = *arguments[0].text();
  if (const auto days = DaysDuration::parse(text)) return *days;
  if (const auto months = MonthsDuration::parse(text)) return *months;
  return unreadable(evaluation, text, "时长", "duration");
}

Value range(Evaluation& evaluation, std::size_t, Arguments arguments) {
  auto read = read_range(*arguments[0].text());
  return read ? Value(*std::move(read)) : unreadable(evaluation, *arguments[0].text(), "区间", "range");
}

}  // namespace

void add_conversions(Registry& registry) {
  const auto strict = Strictness::strict;
  namespace t = types;
  const auto from = [](const TypePtr& type, const TypePtr& result) {
    return signature({required("from", type)}, result);
  };
  registry.add(
      "date", "日期",
      {"由文本、日期时间或年月日得到日期", "a date from text, a date and time, or year, month and day"},
      strict,
      {from(t::string(), t::date()), from(t::date(), t::date()), from(t::date_time(), t::date()),
       signature(
           {required("year", t::number()), required("month", t::number()), required("day", t::number())},
           t::date())},
      date);
  registry.add("date and time", "日期时间",
               {"由文本，或日期和时间得到日期时间", "a date and time from text, or from a date and a time"},
               strict,
               {from(t::string(), t::date_time()),
                signature({required("date", t::date()), required("time", t::time())}, t::date_time()),
                signature({required("date", t::date_time()), required("time", t::time())}, t::date_time())},
               date_and_time);
  registry.add(
      "time", "时间",
      {"由文本、日期时间或时分秒得到时间", "a time from text, a date and time, or hour, minute and second"},
      strict,
      {from(t::string(), t::time()), from(t::time(), t::time()), from(t::date_time(), t::time()),
       from(t::date(), t::time()),
       signature({required("hour", t::number()), required("minute", t::number()),
                  required("second", t::number()), optional("offset", t::days())},
                 t::time())},
      time);
  registry.add("number", "数字", {"由文本得到数字", "a number from text"}, strict,
               {from(t::string(), t::number()),
                signature({required("from", t::string()), nullable("grouping separator", t::string()),
                           nullable("decimal separator", t::string())},
                          t::number())},
               number);
  registry.add("string", "文本", {"值的文本", "a value as text"}, strict,
               {signature({required("from", t::any())}, t::string())}, string);
  registry.add("duration", "时长", {"由文本得到时长", "a duration from text"}, strict,
               {from(t::string(), t::any()), from(t::days(), t::days()), from(t::months(), t::months())},
               duration);
  registry.add("range", "区间", {"由文本得到区间", "a range from text"}, strict,
               {from(t::string(), t::range())}, range);
}

}  // namespace enact::feel
