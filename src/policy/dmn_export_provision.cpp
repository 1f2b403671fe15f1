// Names of a provision and the elements that they stand for. See dmn_export_provision.hpp.
#include "policy/dmn_export_provision.hpp"

#include <algorithm>

namespace enact::policy::dmn_export {
namespace {

constexpr std::string_view name_asked = "查询日";
constexpr std::string_view name_policy = "政策";
constexpr std::string_view name_parameters = "参数";
constexpr std::string_view name_month = "月";
constexpr std::string_view name_month_index = "月序";

feel::Scope scope_of(const Expression& expression) {
  feel::Scope scope;
  for (const feel::ir::Input& input : expression.program->inputs) scope.declare(input.name, input.type);
  return scope;
}

feel::TypePtr type_of(const Expression& expression) {
  return expression.program->node(expression.program->root).type;
}

// Cells that name an input, not only `?`, need the table to be a function.
bool reads_its_inputs(const dmn::DecisionTable& table) {
  const auto reads = [](const feel::ProgramPtr& program) { return program && !program->used_inputs.empty(); };
  return std::any_of(table.rows.begin(), table.rows.end(), [&](const dmn::Row& row) {
    return std::any_of(row.tests.begin(), row.tests.end(), reads) ||
           std::any_of(row.outputs.begin(), row.outputs.end(), reads);
  });
}

}  // namespace

ProvisionExport::ProvisionExport(Model& model, const Provision& provision)
    : model_(model),
      package_(model.package()),
      provision_(provision),
      text_(text_of(model.package(), provision)) {}

Model::New ProvisionExport::part(std::string_view kind, int index, std::string name) const {
  Model::New made;
  made.part = kind;
  made.provision = provision_.id;
  made.index = index;
  made.name = std::move(name);
  return made;
}

// A table that every rule of the event calls with the same arguments stands as a decision over them, where
// every tool shows it; else it is a function.
void ProvisionExport::find_tables() {
  std::vector<const Expression*> rules;
  for (const Let& each : provision_.lets) rules.push_back(&each.value);
  for (const Condition& condition : provision_.conditions) rules.push_back(&condition.rule);
  if (provision_.amount) {
    rules.push_back(&provision_.amount->value);
    for (const Cap& cap : provision_.amount->caps) rules.push_back(&cap.amount);
  }
  if (provision_.monthly && provision_.monthly->amount) rules.push_back(&*provision_.monthly->amount);
  std::map<std::string, std::vector<CallSite>> sites;
  for (const Expression* rule : rules) {
    for (CallSite& site : calls(rule->text, scope_of(*rule))) sites[site.function].push_back(std::move(site));
  }
  for (auto& [name, all] : sites) {
    const auto table = package_.tables.find(name);
    if (table == package_.tables.end() || reads_its_inputs(*table->second)) continue;
    const bool one = std::all_of(all.begin(), all.end(), [&](const CallSite& site) {
      return !site.local && site.arguments == all.front().arguments;
    });
    if (one) table_calls_[name] = all.front();
  }
}

void ProvisionExport::find_parameters() {
  const auto look = [&](const Expression& expression) {
    const EntriesRead read = entries_read(expression.text, scope_of(expression), name_parameters);
    parameters_read_.entries.insert(read.entries.begin(), read.entries.end());
    parameters_read_.whole = parameters_read_.whole || read.whole;
  };
  const auto look_if = [&](const std::optional<Expression>& expression) {
    if (expression) look(*expression);
  };
  for (const Let& each : provision_.lets) look(each.value);
  for (const Condition& condition : provision_.conditions) look(condition.rule);
  if (provision_.each) {
    look(provision_.each->list);
    look_if(provision_.each->date);
  }
  look_if(provision_.date);
  if (provision_.monthly) {
    look(provision_.monthly->from);
    if (provision_.monthly->to.program) look(provision_.monthly->to);
    look_if(provision_.monthly->months);
    look_if(provision_.monthly->amount);
  }
  if (provision_.amount) {
    look(provision_.amount->value);
    for (const Cap& cap : provision_.amount->caps) look(cap.amount);
  }
  for (const Definition& each : package_.definitions) {
    if (each.subject == provision_.subject) look(each.rule);
  }
}

// ---- names ---------------------------------------------------------------------------------------------

const Place& ProvisionExport::resolve(const std::string& name, When when) {
  if (name == name_asked) return model_.asked_on();
  if (name == name_policy) return model_.policy();
  if (name == name_parameters) return parameters(when);
  if (package_.tables.contains(name)) return model_.table_function(name);
  if (name == provision_.subject) return model_.subject(name);
  if (provision_.each && name == provision_.each->variable) return item();
  if (provision_.monthly && name == name_month) return month(dmn_part::month);
  if (provision_.monthly && name == name_month_index) return month(dmn_part::month_index);
  for (std::size_t i = 0; i < provision_.lets.size(); ++i) {
    if (provision_.lets[i].name == name) return let(i);
  }
  return definition(name, when);
}

Logic ProvisionExport::logic(const Expression& expression, When when) {
  if (when == When::event) {
    for (const auto& [name, site] : table_calls_) {
      const auto uses = standard_feel(expression.text, scope_of(expression), feel::Mode::determination).uses;
      if (uses.contains(name) && !values_.contains(name)) values_[name] = table_value(name);
    }
  }
  return model_.logic(
      expression.text, scope_of(expression),
      [&](const std::string& name) -> const Place& { return resolve(name, when); },
      when == When::event ? values_ : std::map<std::string, const Place*>{});
}

const Place& ProvisionExport::decision(Model::New&& wanted, const Expression& expression, When when) {
  if (const Place* known = model_.find(dmn_part::element_id(wanted.part, wanted.provision, wanted.index))) {
    return *known;
  }
  const Logic made = logic(expression, when);
  wanted.written = expression.text;
  if (!wanted.type) wanted.type = type_of(expression);
  return model_.add_decision(std::move(wanted), dmn_frame::literal(made.feel), made.reads);
}

const Place& ProvisionExport::item() {
  if (const Place* known = model_.find(dmn_part::element_id(dmn_part::item, provision_.id, 0))) return *known;
  Model::New wanted = part(dmn_part::item, 0, provision_.each->variable);
  const feel::TypePtr list = type_of(provision_.each->list);
  wanted.type = list->kind == feel::Kind::list ? list->element : nullptr;
  wanted.description = "逐项判断时的一项";
  return model_.add_input(std::move(wanted));
}

const Place& ProvisionExport::month(std::string_view kind) {
  if (const Place* known = model_.find(dmn_part::element_id(kind, provision_.id, 0))) return *known;
  Model::New wanted = part(kind);
  wanted.type = kind == dmn_part::month ? feel::simple_type(feel::Kind::date) : feel::number_type("");
  wanted.description = kind == dmn_part::month ? "当月第一天" : "自首月起的序号";
  return model_.add_input(std::move(wanted));
}

const Place& ProvisionExport::let(std::size_t index) {
  const Let& made = provision_.lets[index];
  return decision(part(dmn_part::let, static_cast<int>(index) + 1, made.name), made.value, When::event);
}

// A definition that reads parameters gives another value for another day, so it belongs to the provision.
const Place& ProvisionExport::definition(const std::string& name, When when) {
  const auto& all = package_.definitions;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Definition& each) {
    return each.name == name && each.subject == provision_.subject;
  });
  const int index = static_cast<int>(found - all.begin()) + 1;
  const bool dated = standard_feel(found->rule.text, scope_of(found->rule), feel::Mode::determination)
                         .uses.contains(std::string(name_parameters));
  Model::New wanted = part(dmn_part::definition, index, name);
  if (!dated) wanted.provision.clear();
  if (dated && when == When::asked) wanted.index += static_cast<int>(all.size());
  return decision(std::move(wanted), found->rule, when);
}

const Place& ProvisionExport::parameters(When when) {
  const std::string_view kind = when == When::event ? dmn_part::parameters : dmn_part::parameters_asked;
  if (const Place* known = model_.find(dmn_part::element_id(kind, provision_.id, 0))) return *known;
  std::vector<std::string> reads;
  std::string on = model_.asked_on().name;
  reads.push_back(model_.asked_on().id);
  if (when == When::event && date() != nullptr) {
    on = date()->name;
    reads = {date()->id};
    // A month that the rule's first day cuts is judged by what was in force on that day.
    const std::optional<Date>& from = provision_.validity.from;
    if (provision_.monthly && from && from->day > 1) {
      const std::string first = dmn_frame::date_literal(*from);
      const std::string month_of = dmn_frame::date_literal(Date{from->year, from->month, 1});
      on = "if " + on + " >= " + month_of + " and " + on + " < " + first + " then " + first + " else " + on;
    }
  }
  std::vector<dmn_frame::Entry> entries;
  for (const Parameter& parameter : package_.parameters) {
    if (!parameters_read_.whole && !parameters_read_.entries.contains(parameter.name)) continue;
    const Place& function = model_.parameter(parameter.name);
    entries.push_back({parameter.name, dmn_frame::literal(function.name + "(" + on + ")")});
    reads.push_back(function.id);
  }
  Model::New wanted = part(kind);
  wanted.description = when == When::event ? "事件发生之日有效的参数" : "查询日有效的参数";
  return model_.add_decision(std::move(wanted), dmn_frame::context(entries), reads);
}

const Place* ProvisionExport::table_value(const std::string& name) {
  const CallSite& site = table_calls_.at(name);
  const int index = static_cast<int>(std::distance(package_.tables.begin(), package_.tables.find(name))) + 1;
  // The arguments in the model's names: the call itself is no longer there.
  const feel::Scope scope = [&] {
    feel::Scope widest;
    for (const Let& each : provision_.lets) widest.declare(each.name, type_of(each.value));
    for (const Condition& condition : provision_.conditions) {
      for (const feel::ir::Input& input : condition.rule.program->inputs)
        widest.declare(input.name, input.type);
    }
    if (provision_.amount) {
      for (const feel::ir::Input& input : provision_.amount->value.program->inputs) {
        widest.declare(input.name, input.type);
      }
    }
    if (provision_.monthly && provision_.monthly->amount) {
      for (const feel::ir::Input& input : provision_.monthly->amount->program->inputs) {
        widest.declare(input.name, input.type);
      }
    }
    return widest;
  }();
  std::vector<std::string> arguments;
  std::vector<std::string> reads;
  for (const std::string& argument : site.arguments) {
    const Logic made = model_.logic(
        argument, scope, [&](const std::string& read) -> const Place& { return resolve(read, When::event); },
        values_);
    arguments.push_back(made.feel);
    for (const std::string& id : made.reads) {
      if (std::find(reads.begin(), reads.end(), id) == reads.end()) reads.push_back(id);
    }
  }
  Model::New wanted = part(dmn_part::table, index, name);
  const dmn::DecisionTable& table = *package_.tables.at(name);
  if (table.outputs.size() == 1) wanted.type = table.outputs.front().type;
  return &model_.add_decision(std::move(wanted), model_.table(name, arguments), reads);
}

}  // namespace enact::policy::dmn_export
