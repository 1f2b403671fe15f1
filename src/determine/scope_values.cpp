// Values of a scope. See scope_values.hpp.
#include "determine/scope_values.hpp"

#include <algorithm>
#include <charconv>
#include <functional>

namespace enact::determine {
namespace {

using feel::Value;

FactRead fact_read(const SubjectView& view, std::string path, std::string_view fact, const Value& value) {
  FactRead read{std::move(path), value, {}};
  if (const Provenance* provenance = view.provenance_of(fact)) read.provenance = *provenance;
  const auto several = view.item_sources.find(fact);
  const feel::List* list = value.list();
  if (several != view.item_sources.end() && list != nullptr && list->items.size() == several->second.size())
    read.items = several->second;
  return read;
}

// Of an item of a fact's list, or of what it holds: "企业.认定[2].日期".
FactRead item_read(const SubjectView& view, std::string path, const Value& value) {
  const std::string_view below = std::string_view(path).substr(path.find('.') + 1);
  const std::string_view fact = below.substr(0, below.find_first_of(".["));
  std::size_t number = 0;
  if (fact.size() < below.size() && below[fact.size()] == '[')
    std::from_chars(below.data() + fact.size() + 1, below.data() + below.size(), number);
  const Provenance* provenance = view.provenance_of(fact, number);
  FactRead read{std::move(path), value, {}};
  if (provenance != nullptr) read.provenance = *provenance;
  return read;
}

void add_fact(std::vector<FactRead>& into, FactRead fact) {
  const bool known =
      std::any_of(into.begin(), into.end(), [&](const FactRead& f) { return f.path == fact.path; });
  if (!known) into.push_back(std::move(fact));
}

// `of_definition` and `of_let` give the facts that one of them, by index, was made from.
template <typename OfDefinition, typename OfLet>
std::vector<FactRead> facts_read(const Traced& traced, const std::vector<Slot>& slots,
                                 const SubjectView& view, const std::string& item_path,
                                 OfDefinition of_definition, OfLet of_let) {
  std::vector<FactRead> facts;
  facts.reserve(traced.reads.size());
  for (const auto& [site, value] : traced.reads) {
    const Slot& slot = slots[site->input];
    switch (slot.from) {
      case Slot::From::definition:
        add_facts(facts, of_definition(slot.index));
        break;
      case Slot::From::let:
        add_facts(facts, of_let(slot.index));
        break;
      case Slot::From::table:
        break;
      case Slot::From::subject:
        if (site->suffix.empty()) break;
        add_fact(facts, fact_read(view, site->path, site->first, value));
        break;
      case Slot::From::item:
        add_fact(facts, item_read(view, item_path + site->suffix, value));
        break;
      default:
        add_fact(facts, FactRead{site->path, value, {}});
        break;
    }
  }
  return facts;
}

// The value of the program, and of each of its nodes that was looked at.
Value trace_nodes(feel::Evaluation& evaluation, const feel::ir::Program& program,
                  std::span<const Value> inputs, std::vector<std::optional<Value>>& nodes) {
  nodes.assign(program.nodes.size(), std::nullopt);
  const auto keep = [&](const feel::ir::Program& of, feel::ir::NodeId node, const Value& value) {
    if (&of == &program) nodes[static_cast<std::size_t>(node)] = value;
  };
  evaluation.set_trace(std::cref(keep));
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

std::vector<Value> SubjectScope::inputs_of(const DefinitionPlan& plan, const Value& parameters) {
  std::vector<Value> values(plan.rule.program().inputs.size());
  for (const std::size_t s : plan.rule.reads.inputs) {
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
        values[s] = definition(plan.slots[s].index, parameters);
        break;
      default:
        values[s] = plan.constants[s];
        break;
    }
  }
  return values;
}

SubjectScope::Definition& SubjectScope::made(std::size_t index, const Value& parameters, bool tell) {
  std::vector<Definition>& all = definitions_[parameters.context()];
  if (all.empty()) all.resize(package.definitions.size());
  Definition& definition = all[index];  // stays where it is: `all` does not grow
  if (definition.made && (definition.told || !tell)) return definition;
  const DefinitionPlan& plan = package.definitions[index];
  definition.made = true;
  if (plan.definition->subject != view.type->base->name) return definition;
  const std::vector<Value> inputs = inputs_of(plan, parameters);
  if (!tell) {
    definition.evaluated.value = evaluation.evaluate(plan.rule.program(), inputs);
    return definition;
  }
  const Traced traced = evaluate_traced(evaluation, plan.rule.program(), plan.rule.reads, inputs);
  const auto of_definition = [&](std::size_t other) -> const std::vector<FactRead>& {
    return definition_facts(other, parameters);
  };
  const auto of_let = [](std::size_t) { return std::vector<FactRead>(); };
  definition.evaluated = {traced.value, facts_read(traced, plan.slots, view, "", of_definition, of_let)};
  definition.told = true;
  return definition;
}

const Value& SubjectScope::definition(std::size_t index, const Value& parameters) {
  return made(index, parameters, question.explain).evaluated.value;
}

const std::vector<FactRead>& SubjectScope::definition_facts(std::size_t index, const Value& parameters) {
  return made(index, parameters, true).evaluated.facts;
}

void SubjectScope::definition_nodes(std::size_t index, const Value& parameters,
                                    std::vector<std::optional<Value>>& nodes) {
  const DefinitionPlan& plan = package.definitions[index];
  trace_nodes(evaluation, plan.rule.program(), inputs_of(plan, parameters), nodes);
}

ScopeValues::ScopeValues(SubjectScope& subject, const ProvisionPlan& plan)
    : subject_(subject), plan_(plan), values_(plan.slots.size()) {
  for (const std::size_t slot : plan.read.constants) values_[slot] = plan.constants[slot];
  set(Slot::From::on, Value(subject.question.on));
  set(Slot::From::subject, subject.view.context);
}

void ScopeValues::set(Slot::From from, const Value& value) {
  const std::int32_t slot = plan_.read.slot(from);
  if (slot != SlotsRead::none) values_[static_cast<std::size_t>(slot)] = value;
}

void ScopeValues::set_day(const std::optional<Date>& day) {
  const ParameterTimeline& timeline = subject_.package.parameters;
  const Value* parameters = day ? &timeline.on(*day) : &timeline.undated();
  if (parameters == parameters_) return;
  parameters_ = parameters;
  set(Slot::From::parameters, *parameters);
  for (const std::size_t slot : plan_.read.definitions) {
    values_[slot] = subject_.definition(plan_.slots[slot].index, *parameters);
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

void ScopeValues::evaluate_let(std::size_t index) {
  lets_[index] = evaluate(plan_.lets[index]);
  const std::int32_t slot = plan_.read.lets[index];
  if (slot != SlotsRead::none) values_[static_cast<std::size_t>(slot)] = lets_[index].value;
}

void ScopeValues::evaluate_lets() {
  lets_.resize(plan_.lets.size());
  for (std::size_t i = 0; i < plan_.lets.size(); ++i) evaluate_let(i);
}

void ScopeValues::evaluate_lets_of_month() {
  for (std::size_t i = 0; i < plan_.lets.size(); ++i) {
    if (plan_.let_of_month[i]) evaluate_let(i);
  }
}

std::span<const Value> ScopeValues::inputs_of(const ExpressionPlan& expression) const {
  return std::span(values_).first(expression.program().inputs.size());
}

Value ScopeValues::value(const ExpressionPlan& expression) {
  return subject_.evaluation.evaluate(expression.program(), inputs_of(expression));
}

Evaluated ScopeValues::told(const ExpressionPlan& expression) {
  Traced traced =
      evaluate_traced(subject_.evaluation, expression.program(), expression.reads, inputs_of(expression));
  std::vector<FactRead> facts = facts_of(traced);
  return {std::move(traced.value), std::move(facts)};
}

Evaluated ScopeValues::evaluate(const ExpressionPlan& expression) {
  return subject_.question.explain ? told(expression) : Evaluated{value(expression), {}};
}

Evaluated ScopeValues::evaluate(const ExpressionPlan& expression, std::vector<std::optional<Value>>& nodes) {
  Traced traced;
  traced.value = trace_nodes(subject_.evaluation, expression.program(), inputs_of(expression), nodes);
  for (const ReadSite& site : expression.reads.sites) {
    const std::optional<Value>& value = nodes[static_cast<std::size_t>(site.node)];
    if (value) traced.reads.emplace_back(&site, *value);
  }
  std::vector<FactRead> facts = facts_of(traced);
  return {std::move(traced.value), std::move(facts)};
}

bool ScopeValues::reads_absent(const ExpressionPlan& expression) {
  const std::vector<FactRead> facts = told(expression).facts;
  return std::any_of(facts.begin(), facts.end(), [](const FactRead& fact) { return fact.value.is_null(); });
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
  subject_.definition_nodes(behind.index, *parameters_, nodes);
  return true;
}

std::vector<FactRead> ScopeValues::facts_of(const Traced& traced) {
  return facts_read(
      traced, plan_.slots, subject_.view, item_path_,
      [&](std::size_t index) -> const std::vector<FactRead>& {
        return subject_.definition_facts(index, *parameters_);
      },
      [&](std::size_t index) -> const std::vector<FactRead>& { return let_facts(index); });
}

// Where results are not explained, a let's facts are found when they are asked for.
const std::vector<FactRead>& ScopeValues::let_facts(std::size_t index) {
  static const std::vector<FactRead> none;
  if (index >= lets_.size()) return none;
  if (!subject_.question.explain) lets_[index].facts = told(plan_.lets[index]).facts;
  return lets_[index].facts;
}

}  // namespace enact::determine
