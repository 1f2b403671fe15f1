// Compiling provisions. See lanes.hpp.
#include "bulk/lanes.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "determine/amounts.hpp"
#include "determine/prepared.hpp"
#include "determine/subject_view.hpp"

namespace enact::bulk {
namespace {

using determine::DefinitionPlan;
using determine::ExpressionPlan;
using determine::PackagePlan;
using determine::ProvisionPlan;
using determine::Slot;
using feel::Kind;
using feel::Value;

constexpr std::int64_t first_day = std::numeric_limits<std::int32_t>::min();
constexpr std::int64_t last_day = std::numeric_limits<std::int32_t>::max();

class LaneCompiler {
 public:
  // `in_alternative`: of several sets of provisions that hold it one is paid.
  LaneCompiler(ExpressionCompiler& compiler, const PackagePlan& package, const ProvisionPlan& plan,
               const Date& on, bool in_alternative)
      : compiler_(compiler),
        package_(package),
        plan_(plan),
        provision_(*plan.provision),
        on_(on),
        in_alternative_(in_alternative) {}

  Lane run() {
    lane_.package = &package_;
    lane_.plan = &plan_;
    lane_.money = plan_.has_money();
    lane_.estimate = provision_.amount && provision_.amount->estimate;
    try {
      events();
      lane_.how = Lane::How::events;
      if (in_alternative_) throw Unsupported("it stands in an alternative");
      if (plan_.month_from) months();
      variants();
      matter();
      further();
      lane_.how = Lane::How::vector;
    } catch (const Unsupported& unsupported) {
      lane_.why = unsupported.what();
      // Without events of its own every subject is one.
      if (lane_.how == Lane::How::events && lane_.list.empty()) lane_.how = Lane::How::scalar;
    }
    return std::move(lane_);
  }

 private:
  // What the names of the provision's expressions stand for, as far as the expression sees them.
  const Environment& environment(const ExpressionPlan& expression, const Value& parameters,
                                 const std::vector<Slot>& slots, const std::vector<Value>& constants) {
    Environment made;
    made.program = &expression.program();
    for (std::size_t i = 0; i < made.program->inputs.size(); ++i) {
      made.inputs.push_back(bind(slots[i], constants[i], parameters));
    }
    return compiler_.keep(std::move(made));
  }
  const Environment& environment(const ExpressionPlan& expression, const Value& parameters) {
    return environment(expression, parameters, plan_.slots, plan_.constants);
  }

  Binding bind(const Slot& slot, const Value& constant, const Value& parameters) {
    Binding bound;
    switch (slot.from) {
      case Slot::From::on:
        return Binding::of_value(Value(on_));
      case Slot::From::policy:
      case Slot::From::table:
        return Binding::of_value(constant);
      case Slot::From::parameters:
        return Binding::of_value(parameters);
      case Slot::From::subject:
        return Binding::of_record(0);
      case Slot::From::item:
        if (further_) return Binding::of_value(nothing_known());
        return lane_.list.empty() ? bound : Binding::of_record(items_);
      case Slot::From::definition: {
        const DefinitionPlan& definition = package_.definitions[slot.index];
        if (definition.definition->subject != provision_.subject) return bound;
        const Environment& inner =
            environment(definition.rule, parameters, definition.slots, definition.constants);
        return of_expression(inner);
      }
      case Slot::From::let:
        return of_expression(environment(plan_.lets[slot.index], parameters));
      case Slot::From::month:
        if (further_ && plan_.month_from) return Binding::of_value(nothing_known());
        return months_ ? Binding::of_column(lane_.domain, month_column) : Binding::of_value({});
      case Slot::From::month_index:
        if (further_ && plan_.month_from) return Binding::of_value(nothing_known());
        return months_ ? Binding::of_column(lane_.domain, month_index_column) : Binding::of_value({});
    }
    return bound;
  }

  // A record, or a month, of which nothing is known.
  Value nothing_known() const {
    return feel::make_unknown({feel::Cause::Kind::open_list, lane_.list, nullptr});
  }

  static Binding of_expression(const Environment& environment) {
    Binding bound;
    bound.is = Binding::Is::expression;
    bound.program = environment.program;
    bound.node = environment.program->root;
    bound.environment = &environment;
    return bound;
  }

  void events() {
    const Value& today = package_.parameters.on(on_);
    if (plan_.list) {
      const auto listed = compiler_.list_of(environment(*plan_.list, today));
      if (!listed) throw Unsupported("its events are no list of the subject's records");
      lane_.list = listed->list;
      lane_.domain = items_ = listed->items;
      lane_.event = listed->condition;
    }
    if (plan_.date) {
      const RegisterId date = compiler_.compile(environment(*plan_.date, today));
      const auto fixed = compiler_.constant_of(date);
      if (fixed) {
        if (!lane_.list.empty()) throw Unsupported("its date is that of no fact");
        if (fixed->date() == nullptr || *fixed->date() > on_) throw Unsupported("it has no date yet");
        lane_.fixed_date = *fixed->date();
        return;
      }
      lane_.date = compiler_.lift(date, lane_.domain);
    } else if (plan_.list) {
      try {
        lane_.date = compiler_.load(lane_.domain, std::string(determine::event_date_field));
      } catch (const Unsupported&) {
        lane_.date = no_register;  // its records have no date
      }
    }
  }

  // Each month of an item is an event of its own.
  void months() {
    if (lane_.list.empty()) throw Unsupported("it is counted month by month");
    if (provision_.monthly->one_claim) return schedule();
    if (plan_.month_count) throw Unsupported("it is counted month by month");
    const Value& today = package_.parameters.on(on_);
    const auto day_of = [&](const ExpressionPlan& plan) {
      const RegisterId day = compiler_.lift(compiler_.compile(environment(plan, today)), items_);
      if (compiler_.constant_of(day)) throw Unsupported("its months are those of no fact");
      return day;
    };
    const RegisterId from = day_of(*plan_.month_from);
    const RegisterId to = plan_.month_to ? day_of(*plan_.month_to) : no_register;
    lane_.domain = compiler_.months(items_, from, to, lane_.date);
    if (lane_.event != no_register) lane_.event = compiler_.lift(lane_.event, lane_.domain);
    lane_.date = compiler_.load(lane_.domain, std::string(month_column));
    months_ = lane_.months = true;
  }

  // All months of an item are one event.
  void schedule() {
    if (lane_.date == no_register)
      throw Unsupported("its months make one claim, which has no date of its own");
    bool of_month = plan_.conditions_of_month;
    for (const ExpressionPlan& part : plan_.matter) of_month = of_month || reads_month(part);
    for (const determine::CapPlan& cap : plan_.caps) {
      of_month = of_month || reads_month(cap.amount);
      for (const ExpressionPlan& part : cap.per) of_month = of_month || reads_month(part);
    }
    if (of_month)
      throw Unsupported("its months make one claim, and more than its amount depends on the month");
    const Value& today = package_.parameters.on(on_);
    const auto row = [&](const ExpressionPlan& plan) {
      auto made = compiler_.row_expression(environment(plan, today));
      if (!made) throw Unsupported("its months are not those of a record");
      return std::move(*made);
    };
    ScheduleLane made{row(*plan_.month_from), std::nullopt, std::nullopt};
    if (plan_.month_to) made.to = row(*plan_.month_to);
    if (plan_.month_count) made.count = row(*plan_.month_count);
    lane_.schedule = std::move(made);
  }

  bool reads_month(const ExpressionPlan& expression) const {
    return std::any_of(expression.reads.inputs.begin(), expression.reads.inputs.end(),
                       [&](std::size_t input) {
                         const Slot& slot = plan_.slots[input];
                         return slot.from == Slot::From::month || slot.from == Slot::From::month_index ||
                                (slot.from == Slot::From::let && plan_.let_of_month[slot.index]);
                       });
  }

  // What an open list could bring is judged for the subject; where that cannot be said, whoever's list is
  // open is left to the scalar evaluator.
  void further() {
    if (lane_.list.empty()) return;
    lane_.by_parameters = uses_parameters();
    further_ = true;
    try {
      lane_.further = further_lane(package_.parameters.undated());
    } catch (const Unsupported&) {
      lane_.further.reset();
    }
    further_ = false;
  }

  FurtherLane further_lane(const Value& parameters) {
    FurtherLane made;
    for (const ExpressionPlan& condition : plan_.conditions) {
      Operation verdict;
      verdict.op = VectorOp::verdict;
      verdict.kind = Kind::boolean;
      verdict.a = of_subject(truth(environment(condition, parameters)));
      made.conditions.push_back(compiler_.emit(std::move(verdict)));
    }
    if (!lane_.money) return made;
    const Environment& env =
        environment(plan_.month_amount ? *plan_.month_amount : *plan_.amount, parameters);
    const RegisterId amount = of_subject(compiler_.compile(env));
    if (const auto settled = compiler_.constant_of(amount)) {
      const determine::Figures figures = determine::figures_of(*settled);
      const bool nothing = figures.absent || (figures.amount.max && figures.amount.max->count == 0);
      if (nothing) throw Unsupported("an amount of nothing");
    } else {
      made.amount = amount;
    }
    for (const determine::CapPlan& cap : plan_.caps) {
      CapLane lane = cap_lane(cap, parameters);
      if (lane.limit == 0) throw Unsupported("a cap of nothing");
      if (cap.cap->over == policy::Cap::Over::claim) continue;
      if (lane.key.size() == cap.per.size()) made.caps.push_back(std::move(lane));
    }
    return made;
  }

  RegisterId of_subject(RegisterId id) const {
    if (compiler_.domain_of(id) != 0) throw Unsupported("it is not told of the subject alone");
    return id;
  }

  bool uses_parameters() const {
    const auto reads = [](const std::vector<Slot>& slots, const ExpressionPlan& expression) {
      return std::any_of(
          expression.reads.inputs.begin(), expression.reads.inputs.end(), [&](std::size_t input) {
            return slots[input].from == Slot::From::parameters || slots[input].from == Slot::From::definition;
          });
    };
    bool uses = false;
    const auto look = [&](const ExpressionPlan& expression) {
      uses = uses || reads(plan_.slots, expression);
    };
    for (const ExpressionPlan& each : plan_.lets) look(each);
    for (const ExpressionPlan& each : plan_.conditions) look(each);
    if (plan_.amount) look(*plan_.amount);
    if (plan_.month_amount) look(*plan_.month_amount);
    for (const determine::CapPlan& cap : plan_.caps) {
      look(cap.amount);
      for (const ExpressionPlan& each : cap.per) look(each);
    }
    return uses;
  }

  // One for each stretch of days with parameters of its own; one in all where none is read or the day of
  // asking counts.
  void variants() {
    if (lane_.date == no_register || !uses_parameters())
      return add_variant(first_day, last_day, lane_.fixed_date.value_or(on_));
    std::set<std::int64_t> starts{first_day};
    for (const policy::Parameter& parameter : package_.package->parameters) {
      for (const policy::ParameterValue& value : parameter.values) {
        if (value.validity.from) starts.insert(value.validity.from->days_since_1970());
        if (value.validity.to) starts.insert(value.validity.to->days_since_1970() + 1);
      }
    }
    for (auto start = starts.begin(); start != starts.end(); ++start) {
      const auto next = std::next(start);
      const std::int64_t to = next != starts.end() ? *next - 1 : last_day;
      if (*start > on_.days_since_1970()) break;  // later events do not exist
      add_variant(*start, to, to == last_day ? on_ : Date::from_days(to));
    }
  }

  void add_variant(std::int64_t from, std::int64_t to, const Date& day) {
    const Value& parameters = package_.parameters.on(day);
    Variant variant;
    variant.from = from;
    variant.to = to;
    for (const ExpressionPlan& condition : plan_.conditions) {
      Operation verdict;
      verdict.op = VectorOp::verdict;
      verdict.kind = Kind::boolean;
      verdict.domain = lane_.domain;
      verdict.a = compiler_.lift(truth(environment(condition, parameters)), lane_.domain);
      if (const auto value = compiler_.constant_of(verdict.a);
          value && !value->boolean() && !value->is_null() && !value->is_unknown())
        throw Unsupported("a condition that is no truth");
      variant.conditions.push_back(compiler_.emit(std::move(verdict)));
    }
    if (lane_.money) variant.amount = amount(parameters);
    for (const determine::CapPlan& cap : plan_.caps) variant.caps.push_back(cap_lane(cap, parameters));
    lane_.variants.push_back(std::move(variant));
  }

  RegisterId truth(const Environment& env) {
    try {
      return compiler_.compile(env);
    } catch (const Unsupported&) {
      return compiler_.evaluate(env);
    }
  }

  AmountLane amount(const Value& parameters) {
    AmountLane made;
    // A month of a schedule has no row: the evaluator is given it beside its record.
    months_ = months_ || lane_.schedule.has_value();
    const Environment& env =
        environment(plan_.month_amount ? *plan_.month_amount : *plan_.amount, parameters);
    months_ = lane_.months;
    made.row = compiler_.row_expression(env);
    if (lane_.schedule) {
      if (!made.row) throw Unsupported("its amount is not told by a record and the month");
      return made;
    }
    RegisterId value = no_register;
    try {
      value = compiler_.compile(env);
    } catch (const Unsupported&) {
      if (!made.row) throw;
      return made;
    }
    if (const auto settled = compiler_.constant_of(value)) {
      const determine::Figures figures = determine::figures_of(*settled);
      if (!figures.causes.empty() || figures.absent || !figures.amount.max)
        throw Unsupported("its amount is not settled");
      made.fixed = true;
      made.least = figures.amount.min.count;
      made.greatest = figures.amount.max->count;
      if (made.greatest > most_fen) throw Unsupported("its amount is too large");
      return made;
    }
    made.figure = compiler_.lift(value, lane_.domain);
    return made;
  }

  CapLane cap_lane(const determine::CapPlan& plan, const Value& parameters) {
    CapLane made;
    made.cap = plan.cap;
    made.place = static_cast<std::size_t>(&plan - plan_.caps.data());
    const auto limit = compiler_.constant_of(compiler_.compile(environment(plan.amount, parameters)));
    if (!limit) throw Unsupported("its cap is computed");
    const determine::Figures figures = determine::figures_of(*limit);
    if (!figures.amount.figure() || figures.absent || !figures.causes.empty())
      throw Unsupported("its cap is not settled");
    made.limit = figures.amount.min.count;
    if (made.limit > most_fen) throw Unsupported("its cap is too large");
    for (const ExpressionPlan& part : plan.per) {
      const Environment& env = environment(part, parameters);
      const RegisterId value = compiler_.compile(env);
      if (const auto settled = compiler_.constant_of(value)) {
        // Of a record that is not known: the claim does not draw on the cap.
        if (further_ && settled->is_unknown()) continue;
        throw Unsupported("a cap for something that is no fact");
      }
      const auto leaf = compiler_.leaf_of(env);
      if (!leaf) throw Unsupported("a cap for something that is no fact");
      made.key.push_back(further_ ? of_subject(value) : compiler_.lift(value, lane_.domain));
      made.key_leaves.push_back(*leaf);
    }
    return made;
  }

  void matter() {
    for (const ExpressionPlan& part : plan_.matter) {
      const Environment& env = environment(part, package_.parameters.on(on_));
      const RegisterId value = compiler_.compile(env);
      MatterPart made;
      if (const auto settled = compiler_.constant_of(value)) {
        if (settled->text() == nullptr) throw Unsupported("a part of its matter that is not settled");
        made.text = *settled->text();
      } else {
        const auto leaf = compiler_.leaf_of(env);
        if (!leaf) throw Unsupported("a part of its matter that is computed");
        made.leaf = *leaf;
        made.loaded = compiler_.lift(value, lane_.domain);
      }
      lane_.matter.push_back(std::move(made));
    }
  }

  ExpressionCompiler& compiler_;
  const PackagePlan& package_;
  const ProvisionPlan& plan_;
  const policy::Provision& provision_;
  Date on_;
  bool in_alternative_;
  Lane lane_;
  DomainId items_ = -1;  // of the list
  bool months_ = false;
  bool further_ = false;  // of what an open list could bring
};

// All names that programs of the type's provisions might read: what no rule reads is never loaded.
Wanted wanted_by(const determine::Determiner& determiner, const determine::FactModel::SubjectType& type) {
  std::set<std::string> names{std::string(determine::event_date_field), type.base->identity,
                              type.base->label};
  Wanted wanted;
  wanted.everything = false;
  const auto look = [&](const feel::ir::Program& program, const std::vector<Slot>& slots) {
    std::vector<bool> under_field(program.nodes.size(), false);
    for (const feel::ir::Node& node : program.nodes) {
      if (node.op == feel::ir::Op::field) under_field[static_cast<std::size_t>(node.args[0])] = true;
      if (!node.name.empty()) names.insert(node.name);
      if (node.op == feel::ir::Op::context || node.op == feel::ir::Op::function) wanted.everything = true;
    }
    for (std::size_t i = 0; i < program.nodes.size(); ++i) {
      const feel::ir::Node& node = program.nodes[i];
      const bool whole = node.op == feel::ir::Op::input && !under_field[i] &&
                         slots[static_cast<std::size_t>(node.index)].from == Slot::From::subject;
      if (whole) wanted.everything = true;
    }
  };
  for (const PackagePlan& package : determiner.prepared().packages) {
    for (const DefinitionPlan& definition : package.definitions)
      look(definition.rule.program(), definition.slots);
    for (const ProvisionPlan& plan : package.provisions) {
      if (plan.provision->subject != type.base->name) continue;
      const auto each = [&](const std::optional<ExpressionPlan>& expression) {
        if (expression) look(expression->program(), plan.slots);
      };
      each(plan.list), each(plan.date), each(plan.month_from), each(plan.month_to), each(plan.month_count);
      each(plan.month_amount), each(plan.amount);
      for (const auto* several : {&plan.lets, &plan.conditions, &plan.matter}) {
        for (const ExpressionPlan& expression : *several) look(expression.program(), plan.slots);
      }
      for (const determine::CapPlan& cap : plan.caps) {
        look(cap.amount.program(), plan.slots);
        for (const ExpressionPlan& expression : cap.per) look(expression.program(), plan.slots);
      }
    }
  }
  wanted.names.assign(names.begin(), names.end());
  return wanted;
}

// Whether an alternative that some policy of the city declares holds the provision.
bool in_alternative(const determine::Determiner& determiner, const PackagePlan& package,
                    const policy::Provision& provision) {
  for (const PackagePlan& declaring : determiner.prepared().packages) {
    if (declaring.package->issuing_city != package.package->issuing_city) continue;
    for (const policy::Alternative& alternative : declaring.package->alternatives) {
      for (const auto& set : alternative.sets) {
        for (const policy::Alternative::Member& member : set) {
          if (member.policy == package.package->id && member.provision == provision.id) return true;
        }
      }
    }
  }
  return false;
}

// Claims that stacking must see together: of one city for one kind of matter; of one provision.
void group_claims(TypeProgram& type) {
  std::map<std::string, int> groups;
  std::vector<int> members;
  for (Lane& lane : type.lanes) {
    if (!lane.money || lane.estimate) continue;
    const policy::Provision& provision = *lane.plan->provision;
    const std::string key = provision.matter
                                ? lane.package->package->issuing_city + "\x1e" + provision.matter->kind
                                : lane.package->package->id + "/" + provision.id;
    const auto [place, added] = groups.try_emplace(key, type.groups);
    if (added) {
      ++type.groups;
      type.shared.push_back(!lane.list.empty());
    } else {
      type.shared[static_cast<std::size_t>(place->second)] = true;
    }
    lane.group = place->second;
  }
}

}  // namespace

TypeProgram compile_type(const determine::Determiner& determiner,
                         const determine::FactModel::SubjectType& type, const Date& on) {
  TypeProgram made;
  made.type = &type;
  ExpressionCompiler compiler(determiner.model(), type, on);
  for (const PackagePlan& package : determiner.prepared().packages) {
    for (const ProvisionPlan& plan : package.provisions) {
      if (plan.provision->subject != type.base->name) continue;
      made.lanes.push_back(
          LaneCompiler(compiler, package, plan, on, in_alternative(determiner, package, *plan.provision))
              .run());
    }
  }
  made.program = compiler.take();
  made.wanted = wanted_by(determiner, type);
  group_claims(made);
  return made;
}

}  // namespace enact::bulk
