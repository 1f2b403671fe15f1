// Preparing a package. See plan.hpp.
#include "determine/plan.hpp"

#include <algorithm>
#include <set>

namespace enact::determine {
namespace {

using feel::Value;

Value end_of(const std::optional<Date>& day) {
  return day ? Value(*day) : Value();
}

Value policy_context(const policy::Package& package) {
  auto range = std::make_shared<feel::Range>();
  range->low = end_of(package.in_force.from);
  range->high = end_of(package.in_force.to);
  if (!package.in_force.from) range->low_end = feel::RangeEnd::unbounded;
  if (!package.in_force.to) range->high_end = feel::RangeEnd::unbounded;
  return feel::make_context({{"施行期", Value(feel::RangePtr(std::move(range)))},
                             {"编号", Value(package.number)},
                             {"行政区", Value(package.region)}});
}

ExpressionPlan prepare(const policy::Expression& expression) {
  return {.expression = &expression, .reads = find_reads(*expression.program)};
}

std::optional<ExpressionPlan> prepare(const std::optional<policy::Expression>& expression) {
  return expression ? std::optional(prepare(*expression)) : std::nullopt;
}

bool is_of_month(Slot::From from) {
  return from == Slot::From::month || from == Slot::From::month_index;
}

bool is_of_event(Slot::From from) {
  return from == Slot::From::item || is_of_month(from);
}

// Whether it reads a name of that origin, directly or through a let that `lets` says to do so.
bool depends(const ExpressionPlan& plan, const std::vector<Slot>& slots, bool (*origin)(Slot::From),
             const std::vector<bool>& lets) {
  return std::any_of(plan.reads.inputs.begin(), plan.reads.inputs.end(), [&](std::size_t input) {
    const Slot& slot = slots[input];
    return slot.from == Slot::From::let ? static_cast<bool>(lets[slot.index]) : origin(slot.from);
  });
}

SlotsRead slots_read(const ProvisionPlan& plan) {
  std::vector<bool> read(plan.slots.size());
  const auto add = [&](const ExpressionPlan& expression) {
    for (const std::size_t input : expression.reads.inputs) read[input] = true;
  };
  for (const auto* one : {&plan.list, &plan.date, &plan.month_from, &plan.month_to, &plan.month_count,
                          &plan.month_amount, &plan.amount}) {
    if (*one) add(**one);
  }
  for (const auto* many : {&plan.lets, &plan.conditions, &plan.matter, &plan.ranks}) {
    for (const ExpressionPlan& expression : *many) add(expression);
  }
  for (const CapPlan& cap : plan.caps) {
    add(cap.amount);
    for (const ExpressionPlan& part : cap.per) add(part);
  }
  SlotsRead found;
  found.of.fill(SlotsRead::none);
  found.lets.assign(plan.lets.size(), SlotsRead::none);
  for (std::size_t i = 0; i < plan.slots.size(); ++i) {
    if (!read[i]) continue;
    const Slot& slot = plan.slots[i];
    switch (slot.from) {
      case Slot::From::table:
      case Slot::From::policy:
        found.constants.push_back(i);
        break;
      case Slot::From::definition:
        found.definitions.push_back(i);
        break;
      case Slot::From::let:
        found.lets[slot.index] = static_cast<std::int32_t>(i);
        break;
      default:
        found.of[static_cast<std::size_t>(slot.from)] = static_cast<std::int32_t>(i);
        break;
    }
  }
  return found;
}

// Every program of the provision; they are compiled in prefixes of one scope, so the widest has it whole.
const feel::ir::Program& widest_program(const policy::Provision& p, const feel::ir::Program& fallback) {
  const feel::ir::Program* widest = &fallback;
  const auto look = [&](const policy::Expression& expression) {
    if (expression.program && expression.program->inputs.size() > widest->inputs.size()) {
      widest = expression.program.get();
    }
  };
  for (const policy::Let& let : p.lets) look(let.value);
  for (const policy::Condition& condition : p.conditions) look(condition.rule);
  if (p.date) look(*p.date);
  if (p.each && p.each->date) look(*p.each->date);
  if (p.monthly && p.monthly->amount) look(*p.monthly->amount);
  if (p.monthly) look(p.monthly->from), look(p.monthly->to);
  if (p.monthly && p.monthly->months) look(*p.monthly->months);
  if (p.amount) {
    look(p.amount->value);
    for (const policy::Cap& cap : p.amount->caps) {
      look(cap.amount);
      for (const policy::Expression& part : cap.per) look(part);
    }
  }
  if (p.matter) {
    for (const policy::Expression& part : p.matter->parts) look(part);
  }
  for (const policy::RankKey& key : p.rank_by) look(key.value);
  return *widest;
}

// Assumptions of the package as a whole: those whose id does not begin with a provision's.
bool is_general(const policy::Package& package, const policy::Assumption& assumption) {
  const std::string owner = assumption.id.substr(0, assumption.id.find('/'));
  return package.provision(owner) == nullptr || owner == "closing";
}

std::vector<std::string> assumptions_of(const policy::Package& package, const policy::Provision& provision) {
  std::vector<std::string> ids;
  const auto add = [&](const policy::Assumption& assumption) {
    if (std::find(ids.begin(), ids.end(), assumption.id) == ids.end()) ids.push_back(assumption.id);
  };
  for (const policy::Condition& condition : provision.conditions) {
    if (condition.assumption) add(*condition.assumption);
  }
  if (provision.amount) {
    for (const policy::Cap& cap : provision.amount->caps) {
      if (cap.assumption) add(*cap.assumption);
    }
  }
  for (const policy::Assumption& assumption : provision.assumptions) add(assumption);
  if (provision.amount || (provision.monthly && provision.monthly->amount)) {
    for (const policy::Assumption& assumption : package.assumptions) {
      if (is_general(package, assumption)) add(assumption);
    }
  }
  return ids;
}

}  // namespace

PackagePlan::PackagePlan(policy::PackagePtr shared)
    : package(std::move(shared)), parameters(*package), policy_(policy_context(*package)) {
  for (const auto& [name, table] : package->tables) tables_.emplace(name, dmn::as_function(table));
  for (const policy::Definition& definition : package->definitions) {
    DefinitionPlan made{&definition,
                        slots_of(*definition.rule.program, nullptr, definition.subject),
                        {},
                        prepare(definition.rule)};
    made.constants = constants_of(made.slots);
    definitions.push_back(std::move(made));
  }
  for (const policy::Provision& provision : package->provisions) {
    if (provision.executable()) provisions.push_back(plan(provision));
  }
}

std::vector<Slot> PackagePlan::slots_of(const feel::ir::Program& widest, const policy::Provision* provision,
                                        const std::string& subject) const {
  std::vector<Slot> slots;
  for (const feel::ir::Input& input : widest.inputs) {
    const std::string& name = input.name;
    Slot slot{Slot::From::table, 0, name};
    const auto index_in = [&](const auto& items) {
      const auto found =
          std::find_if(items.begin(), items.end(), [&](const auto& i) { return i.name == name; });
      slot.index = static_cast<std::size_t>(found - items.begin());
      return found != items.end();
    };
    if (name == name_on) {
      slot.from = Slot::From::on;
    } else if (name == name_policy) {
      slot.from = Slot::From::policy;
    } else if (name == name_parameters) {
      slot.from = Slot::From::parameters;
    } else if (name == subject) {
      slot.from = Slot::From::subject;
    } else if (provision != nullptr && provision->each && name == provision->each->variable) {
      slot.from = Slot::From::item;
    } else if (provision != nullptr && name == name_month) {
      slot.from = Slot::From::month;
    } else if (provision != nullptr && name == name_month_index) {
      slot.from = Slot::From::month_index;
    } else if (provision != nullptr && index_in(provision->lets)) {
      slot.from = Slot::From::let;
    } else if (index_in(package->definitions)) {
      slot.from = Slot::From::definition;
    }
    slots.push_back(std::move(slot));
  }
  return slots;
}

std::vector<Value> PackagePlan::constants_of(const std::vector<Slot>& slots) const {
  std::vector<Value> constants(slots.size());
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (slots[i].from == Slot::From::policy) constants[i] = policy_;
    if (slots[i].from != Slot::From::table) continue;
    const auto table = tables_.find(slots[i].name);
    if (table != tables_.end()) constants[i] = table->second;
  }
  return constants;
}

ProvisionPlan PackagePlan::plan(const policy::Provision& provision) const {
  ProvisionPlan plan;
  plan.provision = &provision;
  static const feel::ir::Program nothing;
  plan.slots = slots_of(widest_program(provision, nothing), &provision, provision.subject);
  plan.constants = constants_of(plan.slots);
  if (provision.each) plan.list = prepare(provision.each->list);
  plan.date = prepare(provision.each ? provision.each->date : provision.date);
  if (provision.monthly) {
    plan.month_from = prepare(provision.monthly->from);
    if (provision.monthly->months) {
      plan.month_count = prepare(*provision.monthly->months);
    } else if (provision.monthly->to.program) {
      plan.month_to = prepare(provision.monthly->to);
    }
    plan.month_amount = prepare(provision.monthly->amount);
  }
  for (const policy::Let& let : provision.lets) {
    plan.lets.push_back(prepare(let.value));
    plan.let_of_event.push_back(depends(plan.lets.back(), plan.slots, is_of_event, plan.let_of_event));
    plan.let_of_month.push_back(depends(plan.lets.back(), plan.slots, is_of_month, plan.let_of_month));
  }
  for (const policy::Condition& condition : provision.conditions) {
    plan.conditions.push_back(prepare(condition.rule));
    const ExpressionPlan& rule = plan.conditions.back();
    plan.condition_of_event.push_back(depends(rule, plan.slots, is_of_event, plan.let_of_event));
    if (depends(rule, plan.slots, is_of_month, plan.let_of_month)) plan.conditions_of_month = true;
  }
  if (provision.amount) {
    plan.amount = prepare(provision.amount->value);
    for (const policy::Cap& cap : provision.amount->caps) {
      CapPlan made{&cap, prepare(cap.amount), {}};
      for (const policy::Expression& part : cap.per) made.per.push_back(prepare(part));
      plan.caps.push_back(std::move(made));
    }
  }
  if (provision.matter) {
    for (const policy::Expression& part : provision.matter->parts) plan.matter.push_back(prepare(part));
  }
  for (const policy::RankKey& key : provision.rank_by) plan.ranks.push_back(prepare(key.value));
  plan.assumptions = assumptions_of(*package, provision);
  plan.read = slots_read(plan);
  return plan;
}

}  // namespace enact::determine
