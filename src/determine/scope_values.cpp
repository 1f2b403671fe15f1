// Values of a scope. See scope_values.hpp.
#include "determine/scope_values.hpp"

#include <algorithm>

namespace enact::determine {
namespace {

using feel::Value;

// "企业" + ".研发费用" with the provenance of the fact named first.
FactRead fact_read(const SubjectView& view, std::string path, std::string_view fact, const Value& value) {
  FactRead read{std::move(path), value, {}};
  const auto found = view.provenance.find(fact);
  if (found != view.provenance.end()) read.provenance = found->second;
  return read;
}

// The first name of ".认定.类别" or of "企业.认定[2]" after its subject.
std::string_view first_name(std::string_view suffix) {
  suffix = suffix.substr(suffix.find('.') + 1);
  return suffix.substr(0, suffix.find_first_of(".["));
}

std::vector<FactRead> facts_read(const Traced& traced, const std::vector<Slot>& slots,
                                 const SubjectView& view, const std::vector<Evaluated>* definitions,
                                 const std::vector<Evaluated>* lets, const std::string& item_path) {
  std::vector<FactRead> facts;
  for (const auto& [site, value] : traced.reads) {
    const Slot& slot = slots[site->input];
    switch (slot.from) {
      case Slot::From::definition:
        if (definitions != nullptr) add_facts(facts, (*definitions)[slot.index].facts);
        break;
      case Slot::From::let:
        if (lets != nullptr && slot.index < lets->size()) add_facts(facts, (*lets)[slot.index].facts);
        break;
      case Slot::From::table:
        break;
      case Slot::From::subject:
        if (site->suffix.empty()) break;
        add_facts(facts, {fact_read(view, slot.name + site->suffix, first_name(site->suffix), value)});
        break;
      case Slot::From::item:
        add_facts(facts, {fact_read(view, item_path + site->suffix, first_name(item_path), value)});
        break;
      default:
        add_facts(facts, {FactRead{slot.name + site->suffix, value, {}}});
        break;
    }
  }
  return facts;
}

// The value of the program, and of each of its nodes that was looked at.
Value trace_nodes(feel::Evaluation& evaluation, const feel::ir::Program& program,
                  std::span<const Value> inputs, std::vector<std::optional<Value>>& nodes) {
  nodes.assign(program.nodes.size(), std::nullopt);
  evaluation.set_trace([&](const feel::ir::Program& of, feel::ir::NodeId node, const Value& value) {
    if (&of == &program) nodes[static_cast<std::size_t>(node)] = value;
  });
  Value value = evaluation.evaluate(program, inputs);
  evaluation.set_trace(nullptr);
  return value;
}

}  // namespace

void add_facts(std::vector<FactRead>& into, const std::vector<FactRead>& more) {
  for (const FactRead& fact : more) {
    const bool known =
        std::any_of(into.begin(), into.end(), [&](const FactRead& f) { return f.path == fact.path; });
    if (!known) into.push_back(fact);
  }
}

SubjectScope::SubjectScope(const PackagePlan& of_package, const SubjectView& of_view, const Question& asked,
                           feel::Evaluation& with)
    : package(of_package), view(of_view), question(asked), evaluation(with) {}

std::vector<Value> SubjectScope::inputs_of(const DefinitionPlan& plan, const Value& parameters,
                                           const std::vector<Evaluated>& made) const {
  std::vector<Value> values = plan.constants;
  for (std::size_t s = 0; s < plan.slots.size(); ++s) {
    switch (plan.slots[s].from) {
      case Slot::From::on:
        values[s] = Value(question.on);
        break;
      case Slot::From::parameters:
        values[s] = parameters;
        break;
      case Slot::From::subject:
        values[s] = view.context;
        break;
      case Slot::From::definition:
        values[s] = made[plan.slots[s].index].value;
        break;
      default:
        break;
    }
  }
  values.resize(plan.rule.program().inputs.size());
  return values;
}

const std::vector<Evaluated>& SubjectScope::definitions(const Value& parameters) {
  const auto [place, added] = definitions_.try_emplace(parameters.context());
  std::vector<Evaluated>& made = place->second;
  if (!added) return made;
  made.resize(package.definitions.size());
  for (std::size_t i = 0; i < package.definitions.size(); ++i) {
    const DefinitionPlan& plan = package.definitions[i];
    if (plan.definition->subject != view.type->base->name) continue;
    const Traced traced =
        evaluate_traced(evaluation, plan.rule.program(), plan.rule.reads, inputs_of(plan, parameters, made));
    made[i] = {traced.value, facts_read(traced, plan.slots, view, &made, nullptr, "")};
  }
  return made;
}

void SubjectScope::definition_nodes(std::size_t index, const Value& parameters,
                                    std::vector<std::optional<Value>>& nodes) {
  const DefinitionPlan& plan = package.definitions[index];
  trace_nodes(evaluation, plan.rule.program(), inputs_of(plan, parameters, definitions(parameters)), nodes);
}

ScopeValues::ScopeValues(SubjectScope& subject, const ProvisionPlan& plan)
    : subject_(subject), plan_(plan), values_(plan.constants) {
  set(Slot::From::on, Value(subject.question.on));
  set(Slot::From::subject, subject.view.context);
}

void ScopeValues::set(Slot::From from, const Value& value) {
  for (std::size_t i = 0; i < plan_.slots.size(); ++i) {
    if (plan_.slots[i].from == from) values_[i] = value;
  }
}

void ScopeValues::set_day(const std::optional<Date>& day) {
  const ParameterTimeline& timeline = subject_.package.parameters;
  const Value& parameters = day ? timeline.on(*day) : timeline.undated();
  parameters_ = parameters;
  set(Slot::From::parameters, parameters);
  definitions_ = &subject_.definitions(parameters);
  for (std::size_t i = 0; i < plan_.slots.size(); ++i) {
    if (plan_.slots[i].from == Slot::From::definition) {
      values_[i] = (*definitions_)[plan_.slots[i].index].value;
    }
  }
}

void ScopeValues::set_item(Value item, std::string path) {
  item_ = std::move(item);
  item_path_ = std::move(path);
  set(Slot::From::item, item_);
}

void ScopeValues::set_month(Value month, Value index) {
  month_ = std::move(month);
  set(Slot::From::month, month_);
  set(Slot::From::month_index, index);
}

void ScopeValues::evaluate_lets() {
  lets_.clear();
  for (std::size_t i = 0; i < plan_.lets.size(); ++i) {
    lets_.push_back(evaluate(plan_.lets[i]));
    for (std::size_t s = 0; s < plan_.slots.size(); ++s) {
      if (plan_.slots[s].from == Slot::From::let && plan_.slots[s].index == i) values_[s] = lets_[i].value;
    }
  }
}

Evaluated ScopeValues::evaluate(const ExpressionPlan& expression) {
  const Traced traced = evaluate_traced(subject_.evaluation, expression.program(), expression.reads,
                                        std::span(values_).first(expression.program().inputs.size()));
  return {traced.value, facts_of(traced)};
}

Evaluated ScopeValues::evaluate(const ExpressionPlan& expression, std::vector<std::optional<Value>>& nodes) {
  const feel::ir::Program& program = expression.program();
  Traced traced;
  traced.value =
      trace_nodes(subject_.evaluation, program, std::span(values_).first(program.inputs.size()), nodes);
  for (const ReadSite& site : expression.reads.sites) {
    const std::optional<Value>& value = nodes[static_cast<std::size_t>(site.node)];
    if (value) traced.reads.emplace_back(&site, *value);
  }
  return {traced.value, facts_of(traced)};
}

bool ScopeValues::evaluate_behind(std::size_t slot, const ExpressionPlan*& expression,
                                  std::vector<std::optional<Value>>& nodes) {
  const Slot& behind = plan_.slots[slot];
  if (behind.from == Slot::From::let) {
    expression = &plan_.lets[behind.index];
    evaluate(*expression, nodes);
    return true;
  }
  if (behind.from != Slot::From::definition) return false;
  expression = &subject_.package.definitions[behind.index].rule;
  subject_.definition_nodes(behind.index, parameters_, nodes);
  return true;
}

std::vector<FactRead> ScopeValues::facts_of(const Traced& traced) const {
  return facts_read(traced, plan_.slots, subject_.view, definitions_, &lets_, item_path_);
}

}  // namespace enact::determine
