// A provision's events and conditions. See lane_compiler.hpp.
#include "bulk/lane_compiler.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "determine/prepared.hpp"
#include "determine/subject_view.hpp"

namespace enact::bulk {

using determine::DefinitionPlan;
using determine::ExpressionPlan;
using determine::PackagePlan;
using determine::ProvisionPlan;
using determine::Slot;
using feel::Kind;
using feel::Value;

namespace {

constexpr std::int64_t first_day = std::numeric_limits<std::int32_t>::min();
constexpr std::int64_t last_day = std::numeric_limits<std::int32_t>::max();

}  // namespace

Lane LaneCompiler::run() {
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

const Environment& LaneCompiler::environment(const ExpressionPlan& expression, const Value& parameters,
                                             const std::vector<Slot>& slots,
                                             const std::vector<Value>& constants) {
  Environment made;
  made.program = &expression.program();
  for (std::size_t i = 0; i < made.program->inputs.size(); ++i) {
    made.inputs.push_back(bind(slots[i], constants[i], parameters));
  }
  return compiler_.keep(std::move(made));
}

const Environment& LaneCompiler::environment(const ExpressionPlan& expression, const Value& parameters) {
  return environment(expression, parameters, plan_.slots, plan_.constants);
}

Binding LaneCompiler::bind(const Slot& slot, const Value& constant, const Value& parameters) {
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

Value LaneCompiler::nothing_known() const {
  return feel::make_unknown({feel::Cause::Kind::open_list, lane_.list, nullptr});
}

Binding LaneCompiler::of_expression(const Environment& environment) {
  Binding bound;
  bound.is = Binding::Is::expression;
  bound.program = environment.program;
  bound.node = environment.program->root;
  bound.environment = &environment;
  return bound;
}

void LaneCompiler::events() {
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

void LaneCompiler::months() {
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

void LaneCompiler::schedule() {
  if (lane_.date == no_register) throw Unsupported("its months make one claim, which has no date of its own");
  bool of_month = plan_.conditions_of_month;
  for (const ExpressionPlan& part : plan_.matter) of_month = of_month || reads_month(part);
  for (const determine::CapPlan& cap : plan_.caps) {
    of_month = of_month || reads_month(cap.amount);
    for (const ExpressionPlan& part : cap.per) of_month = of_month || reads_month(part);
  }
  if (of_month) throw Unsupported("its months make one claim, and more than its amount depends on the month");
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

bool LaneCompiler::reads_month(const ExpressionPlan& expression) const {
  return std::any_of(expression.reads.inputs.begin(), expression.reads.inputs.end(), [&](std::size_t input) {
    const Slot& slot = plan_.slots[input];
    return slot.from == Slot::From::month || slot.from == Slot::From::month_index ||
           (slot.from == Slot::From::let && plan_.let_of_month[slot.index]);
  });
}

void LaneCompiler::variants() {
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

void LaneCompiler::add_variant(std::int64_t from, std::int64_t to, const Date& day) {
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

RegisterId LaneCompiler::truth(const Environment& env) {
  try {
    return compiler_.compile(env);
  } catch (const Unsupported&) {
    return compiler_.evaluate(env);
  }
}

bool LaneCompiler::uses_parameters() const {
  const auto reads = [](const std::vector<Slot>& slots, const ExpressionPlan& expression) {
    return std::any_of(
        expression.reads.inputs.begin(), expression.reads.inputs.end(), [&](std::size_t input) {
          return slots[input].from == Slot::From::parameters || slots[input].from == Slot::From::definition;
        });
  };
  bool uses = false;
  const auto look = [&](const ExpressionPlan& expression) { uses = uses || reads(plan_.slots, expression); };
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

}  // namespace enact::bulk
