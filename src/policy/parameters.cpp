// See parameters.hpp.
#include "policy/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "feel/evaluate.hpp"
#include "policy/expressions.hpp"
#include "policy/known.hpp"

namespace enact::policy {
namespace {

constexpr std::string_view calendar_name = "working days";

struct Dated {
  const yaml::Node* node;
  ParameterValue value;
};

// The expression's value; nothing, and an error, if it has none.
std::optional<feel::Value> worked_out(const yaml::Node& node, const feel::TypePtr& type, ReadTexts& texts,
                                      Diagnostics& diagnostics) {
  const std::optional<Expression> expression = compile_scalar(node, {}, type, texts, diagnostics);
  if (!expression) return std::nullopt;
  // No value may depend on the time of its computation, so any will do.
  feel::Evaluation evaluation(feel::Mode::determination, DateTime{});
  feel::Value value = feel::coerce(evaluation.evaluate(*expression->program, {}), *type);
  if (!value.is_null() && !value.is_unknown()) return value;
  yaml::error(diagnostics, "policy.parameter-value", node.location(),
              {"这个值算不出来，或与类型不符", "this value cannot be worked out, or does not fit the type"},
              {fmt::format("类型是 {}", feel::to_string(*type)),
               fmt::format("its type is {}", feel::to_string(*type))});
  return std::nullopt;
}

std::optional<Dated> read_value(const yaml::Node& node, const feel::TypePtr& type, ReadTexts& texts,
                                Diagnostics& diagnostics) {
  const yaml::Mapping mapping(node, {"from", "to", "value", "source", "sample", "known"}, diagnostics);
  if (!mapping.valid()) return std::nullopt;
  Dated dated{&node, {}};
  if (const yaml::Node* from = mapping.get("from"))
    dated.value.validity.from = yaml::read_date(*from, diagnostics);
  if (const yaml::Node* to = mapping.get("to")) dated.value.validity.to = yaml::read_date(*to, diagnostics);
  const Validity& days = dated.value.validity;
  if (days.from && days.to && *days.to < *days.from) {
    yaml::error(diagnostics, "policy.dates-reversed", mapping.get("to")->location(),
                {"末日早于首日", "the last day is before the first"},
                {"调换两个日期", "exchange the two dates"});
  }
  if (const yaml::Node* known = mapping.get("known"))
    dated.value.known = yaml::read_date(*known, diagnostics);
  mapping.require("source");
  dated.value.source = mapping.title("source");
  dated.value.sample = mapping.flag("sample", false);
  const yaml::Node* value = mapping.require("value");
  if (value == nullptr || !type) return std::nullopt;
  std::optional<feel::Value> found = worked_out(*value, type, texts, diagnostics);
  if (!found) return std::nullopt;
  dated.value.value = std::move(*found);
  return dated;
}

Location place_of(const Dated& dated) {
  return dated.node->entries.front().value.location();
}

bool overlap(const Validity& a, const Validity& b) {
  return !(a.to && b.from && *a.to < *b.from) && !(b.to && a.from && *b.to < *a.from);
}

// Values known on one day may not overlap; of others the one known later takes the other's place.
void check_overlaps(const Parameter& parameter, const std::vector<Dated>& values, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i + 1; j < values.size(); ++j) {
      const ParameterValue& first = values[i].value;
      const ParameterValue& second = values[j].value;
      if (first.known != second.known || !overlap(first.validity, second.validity)) continue;
      yaml::error(diagnostics, "policy.parameter-overlap", place_of(values[j]),
                  {fmt::format("参数 `{}` 的两个值在时间上重叠", parameter.name),
                   fmt::format("two values of parameter `{}` overlap in time", parameter.name)},
                  {"前一个值的 `to` 应早于后一个值的 `from`；若为事后更正，写明 `known: 日期`",
                   "let the `to` of the first end before the `from` of the next; a later correction says "
                   "`known: DATE`"});
      diagnostics.back().labels.push_back({place_of(values[i]), {"前一个值", "the value before"}});
    }
  }
}

// A gap in between, as known in the end, is told.
void check_gaps(const Parameter& parameter, const std::vector<Dated>& values, Diagnostics& diagnostics) {
  std::vector<ParameterValue> all;
  for (const Dated& dated : values) all.push_back(dated.value);
  const std::vector<ParameterValue> stretches = values_known(all, std::nullopt);
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    const std::optional<Date>& before = stretches[i - 1].validity.to;
    const std::optional<Date>& after = stretches[i].validity.from;
    const std::optional<Date> next = before ? before->add_days(1) : std::nullopt;
    if (!next || !after || *next >= *after) continue;
    // A stretch that begins after a gap begins where its value does.
    const auto begins =
        std::ranges::find_if(values, [&](const Dated& dated) { return dated.value.validity.from == after; });
    yaml::error(diagnostics, "policy.parameter-gap", place_of(*begins),
                {fmt::format("参数 `{}` 从 {} 起到 {} 前没有值", parameter.name, next->to_string(),
                             after->to_string()),
                 fmt::format("parameter `{}` has no value from {} until {}", parameter.name,
                             next->to_string(), after->to_string())},
                {"补上这段时间的值；若确无规定，依它的结果为未知",
                 "add the value of that time; if there is none, results that need it are unknown"});
    diagnostics.back().severity = Severity::warning;
    const auto ends =
        std::ranges::find_if(values, [&](const Dated& dated) { return dated.value.validity.to == before; });
    diagnostics.back().labels.push_back({place_of(*ends), {"前一个值", "the value before"}});
  }
}

// A value in force on every day, whatever is known: without one, somebody has to be asked.
bool always_has_value(const std::vector<Dated>& values) {
  std::vector<ParameterValue> from_the_start;
  for (const Dated& dated : values) {
    if (!dated.value.known) from_the_start.push_back(dated.value);
  }
  const std::vector<ParameterValue> stretches = values_known(from_the_start, std::nullopt);
  return !stretches.empty() && !stretches.front().validity.from && !stretches.back().validity.to;
}

void read_parameter(const yaml::Entry& entry, const TypeNames& types, const UnitNames& units,
                    Package& package, ReadTexts& texts, Diagnostics& diagnostics) {
  if (package.parameter(entry.key.text) != nullptr) {
    yaml::error(diagnostics, "policy.defined-twice", entry.key.location(),
                {fmt::format("参数 `{}` 已有定义", entry.key.text),
                 fmt::format("parameter `{}` is defined already", entry.key.text)});
    return;
  }
  const yaml::Mapping mapping(entry.value, {"title", "en", "type", "ask", "values"}, diagnostics);
  if (!mapping.valid()) return;
  Parameter parameter;
  parameter.name = entry.key.text;
  parameter.title = mapping.title("title");
  if (parameter.title.empty()) parameter.title = {parameter.name, parameter.name};
  if (mapping.get("en") != nullptr) parameter.title.en = mapping.text("en");
  if (const yaml::Node* ask = mapping.get("ask")) parameter.ask = units.resolve(*ask, diagnostics);
  const yaml::Node* type = mapping.require("type");
  const feel::TypePtr found = type == nullptr ? nullptr : types.read(*type, diagnostics);
  std::vector<Dated> values;
  if (const yaml::Node* list = mapping.get("values"); list != nullptr && list->is_list()) {
    for (const yaml::Node& each : list->items) {
      if (auto dated = read_value(each, found, texts, diagnostics)) values.push_back(std::move(*dated));
    }
  } else if (list != nullptr) {
    yaml::error(diagnostics, "policy.wrong-value", list->location(),
                {"`values` 应为列表", "`values` is a list"});
  }
  std::stable_sort(values.begin(), values.end(), [](const Dated& a, const Dated& b) {
    return a.value.validity.from < b.value.validity.from;  // an open beginning is the earliest
  });
  check_overlaps(parameter, values, diagnostics);
  check_gaps(parameter, values, diagnostics);
  if (!always_has_value(values) && parameter.ask.empty()) {
    yaml::error(
        diagnostics, "policy.parameter-ask", entry.key.location(),
        {fmt::format("参数 `{}` 有时没有值，却未写明问谁", parameter.name),
         fmt::format("parameter `{}` is without a value at times, and names nobody to ask", parameter.name)},
        {"加上 `ask: [单位]`", "add `ask: [unit]`"});
  }
  parameter.type = found ? found : feel::any_type();
  for (Dated& dated : values) parameter.values.push_back(std::move(dated.value));
  package.parameters.push_back(std::move(parameter));
}

std::set<Date> read_days(const yaml::Mapping& mapping, std::string_view key, bool weekend,
                         Diagnostics& diagnostics) {
  constexpr int saturday = 6;
  std::set<Date> days;
  const yaml::Node* list = mapping.get(key);
  if (list == nullptr) return days;
  if (!list->is_list()) {
    yaml::error(diagnostics, "policy.wrong-value", list->location(),
                {"这里应是日期的列表", "a list of dates is expected here"});
    return days;
  }
  for (const yaml::Node& each : list->items) {
    const std::optional<Date> day = yaml::read_date(each, diagnostics);
    if (!day) continue;
    if ((day->weekday() >= saturday) != weekend) {
      yaml::error(
          diagnostics, "policy.weekday", each.location(),
          {weekend ? "这一天不是周末，无须调为工作日" : "这一天是周末，本来就休息",
           weekend ? "this is no weekend day and works anyway" : "this is a weekend day and is off anyway"},
          {"核对日期", "check the date"});
    }
    days.insert(*day);
  }
  return days;
}

void read_calendar(const yaml::Entry& entry, Package& package, Diagnostics& diagnostics) {
  const yaml::Mapping mapping(entry.value, {"known until", "off", "on"}, diagnostics);
  if (!mapping.valid()) return;
  const yaml::Node* until = mapping.require("known until");
  const std::optional<Date> known = until == nullptr ? std::nullopt : yaml::read_date(*until, diagnostics);
  std::set<Date> off = read_days(mapping, "off", false, diagnostics);
  std::set<Date> on = read_days(mapping, "on", true, diagnostics);
  if (known) package.working_days = WorkingDays(std::move(off), std::move(on), *known);
}

}  // namespace

void read_parameters(const yaml::Node& root, const TypeNames& types, const UnitNames& units, Package& package,
                     ReadTexts& texts, Diagnostics& diagnostics) {
  if (root.is_null()) return;
  if (!root.is_map()) {
    yaml::error(diagnostics, "policy.wrong-value", root.location(),
                {"参数文件应为映射（参数: …）", "a file of parameters is a mapping (parameter: …)"});
    return;
  }
  for (const yaml::Entry& entry : root.entries) {
    if (entry.key.text == calendar_name) {
      read_calendar(entry, package, diagnostics);
    } else {
      read_parameter(entry, types, units, package, texts, diagnostics);
    }
  }
}

std::optional<feel::Value> supposed_value(const yaml::Node& node, const Parameter& parameter,
                                          Diagnostics& diagnostics) {
  ReadTexts texts;
  return worked_out(node, parameter.type, texts, diagnostics);
}

}  // namespace enact::policy
