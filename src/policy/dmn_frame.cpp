// See dmn_frame.hpp.
#include "policy/dmn_frame.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace enact::policy::dmn_frame {
namespace {

namespace model = dmn::model;

model::ExpressionPtr boxed(decltype(model::Expression::form) form, std::string type = "") {
  auto expression = std::make_shared<model::Expression>();
  expression->type = std::move(type);
  expression->form = std::move(form);
  return expression;
}

// `f(甲: 甲, 乙: 乙)`
struct Argument {
  std::string name, value;
};
std::string call(const std::string& function, const std::vector<Argument>& arguments) {
  std::string out;
  for (const Argument& argument : arguments) {
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", argument.name, argument.value);
  }
  return fmt::format("{}({})", function, out);
}

std::vector<Argument> same_names(const std::vector<std::string>& names) {
  std::vector<Argument> out;
  for (const std::string& name : names) out.push_back({name, name});
  return out;
}

}  // namespace

model::ExpressionSource source(const std::string& feel) {
  model::ExpressionSource made;
  made.text = feel::expression_text(feel);
  return made;
}

model::ExpressionPtr literal(const std::string& feel) {
  model::LiteralExpression made;
  made.source = source(feel);
  return boxed(std::move(made));
}

model::ExpressionPtr context(const std::vector<Entry>& entries) {
  model::Context out;
  for (const Entry& entry : entries) {
    model::Context::Entry made;
    if (!entry.name.empty()) {
      made.variable.emplace();
      made.variable->name = entry.name;
    }
    made.value = entry.value;
    out.entries.push_back(std::move(made));
  }
  return boxed(std::move(out));
}

std::string date_literal(const Date& date) {
  return fmt::format("date(\"{}\")", date.to_string());
}

std::string within(const std::string& day, const Validity& validity) {
  std::string out;
  if (validity.from) out = fmt::format("{} >= {}", day, date_literal(*validity.from));
  if (validity.to) {
    out += fmt::format("{}{} <= {}", out.empty() ? "" : " and ", day, date_literal(*validity.to));
  }
  return out;
}

model::ExpressionPtr verdict(const std::vector<ConditionName>& conditions, const std::string& output) {
  model::DecisionTable table;
  table.hit_policy = dmn::HitPolicy::any;
  table.annotations = {"依据"};
  model::DecisionTable::Output result;
  result.type = "boolean";
  result.label = output;
  table.outputs.push_back(std::move(result));
  const auto rule = [&](std::size_t refused, const std::string& remark) {
    model::DecisionTable::Rule made;
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      // A plain `true` is a test that holds by itself, and so of an input that is null too.
      made.inputs.push_back(source(refused == conditions.size() ? "? = true" : refused == i ? "false" : "-"));
    }
    made.outputs.push_back(source(refused == conditions.size() ? "true" : "false"));
    made.annotations = {remark};
    table.rules.push_back(std::move(made));
  };
  for (const ConditionName& condition : conditions) {
    model::DecisionTable::Input input;
    input.label = condition.label;
    input.expression = source(condition.name);
    input.type = "boolean";
    table.inputs.push_back(std::move(input));
  }
  rule(conditions.size(), "");
  for (std::size_t i = 0; i < conditions.size(); ++i) rule(i, conditions[i].remark);
  return boxed(std::move(table), "boolean");
}

model::ExpressionPtr claim(const ClaimNames& names, const std::vector<ConditionName>& conditions) {
  std::vector<Entry> verdicts;
  for (const ConditionName& condition : conditions) {
    verdicts.push_back({condition.label, literal(condition.name)});
  }
  std::vector<Entry> entries;
  if (!names.item.empty()) entries.push_back({"事件", literal(names.item)});
  if (!names.date.empty()) entries.push_back({"日期", literal(names.date)});
  entries.push_back({"条件", context(verdicts)});
  entries.push_back({"应付", literal(names.verdict)});
  if (names.amount.empty()) return context(entries);
  std::string amount = names.amount;
  if (names.figure) {
    amount = names.half_up ? fmt::format("round half up({}, 2)", amount)
                           : fmt::format("floor({} * 100 + 0.5) / 100", amount);
    for (const std::string& cap : names.claim_caps) amount = fmt::format("min({}, {})", amount, cap);
  }
  // What is not decided yet is null, never 0.
  entries.push_back(
      {"金额", literal(fmt::format("if {0} = true then {1} else if {0} = false then 0 else null",
                                   names.verdict, amount))});
  for (std::size_t i = 0; i < names.shared_caps.size(); ++i) {
    const std::string name = i == 0 ? std::string("限额") : fmt::format("限额_{}", i + 1);
    entries.push_back({name, literal(names.shared_caps[i])});
  }
  return context(entries);
}

model::ExpressionPtr months(const MonthsNames& names) {
  const auto month_of = [](const std::string& day) {
    return fmt::format("date({0}.year, {0}.month, 1)", day);
  };
  std::vector<Entry> entries{{"首月", literal(month_of(names.from))},
                             {"今月", literal(month_of(names.asked_on))}};
  std::string agreed;
  if (!names.count.empty()) agreed = fmt::format("首月 + ({} - 1) * duration(\"P1M\")", names.count);
  if (!names.to.empty()) {
    agreed = fmt::format("if {} = null then 今月 else {}", names.to, month_of(names.to));
  }
  entries.push_back({"约定末月", literal(agreed)});
  // A schedule agreed in full runs beyond today; a month that is a claim of its own has to have come.
  entries.push_back(
      {"末月", literal(names.one_claim ? "约定末月" : "if 约定末月 > 今月 then 今月 else 约定末月")});
  entries.push_back({"月数", literal("(末月.year - 首月.year) * 12 + 末月.month - 首月.month + 1")});
  entries.push_back({"", literal("if 月数 < 1 then [] else for 序 in 1..月数 return "
                                 "{月: 首月 + (序 - 1) * duration(\"P1M\"), 月序: 序}")});
  return context(entries);
}

model::ExpressionPtr result(const ResultNames& names) {
  std::vector<Argument> arguments{{names.item, names.item}};
  for (const Argument& argument : same_names(names.inputs)) arguments.push_back(argument);
  if (names.months_service.empty()) {
    if (!names.boxed) {
      return literal(
          fmt::format("for {} in {} return {}", names.item, names.list, call(names.service, arguments)));
    }
    model::Invocation invocation;
    invocation.called = literal(names.service);
    for (const Argument& argument : arguments) {
      model::Invocation::Binding binding;
      binding.parameter.name = argument.name;
      binding.value = literal(argument.value);
      invocation.bindings.push_back(std::move(binding));
    }
    model::Iterator iterator;
    iterator.variable = names.item;
    iterator.list = literal(names.list);
    iterator.body = boxed(std::move(invocation));
    return boxed(std::move(iterator));
  }
  if (!names.month.empty()) arguments.push_back({names.month, "某月.月"});
  if (!names.month_index.empty()) arguments.push_back({names.month_index, "某月.月序"});
  const std::string each_month =
      fmt::format("某月 in {}", call(names.months_service, same_names(names.months_inputs)));
  const std::string one = call(names.service, arguments);
  if (!names.one_claim) {
    return literal(fmt::format("for {} in {}, {} return {}", names.item, names.list, each_month, one));
  }
  std::string entries = fmt::format(
      "事件: {}, 各月: for {} return {}, 应付: if some 一月 in 各月 satisfies 一月.应付 = true then true "
      "else if some 一月 in 各月 satisfies 一月.应付 = null then null else false",
      names.item, each_month, one);
  if (names.money) {
    entries +=
        ", 金额: if some 一月 in 各月 satisfies 一月.金额 = null then null else if count(各月) = 0 then 0 "
        "else sum(for 一月 in 各月 return 一月.金额)";
  }
  return literal(fmt::format("for {} in {} return {{{}}}", names.item, names.list, entries));
}

}  // namespace enact::policy::dmn_frame
