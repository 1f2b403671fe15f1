// What a provision's events are paid: amount, caps, matter, and what an open list could bring. See
// lane_compiler.hpp.
#include <algorithm>

#include "bulk/lane_compiler.hpp"
#include "determine/amounts.hpp"
#include "determine/prepared.hpp"

namespace enact::bulk {

using determine::ExpressionPlan;
using feel::Kind;
using feel::Value;

AmountLane LaneCompiler::amount(const Value& parameters) {
  AmountLane made;
  // A month of a schedule has no row: the evaluator is given it beside its record.
  months_ = months_ || lane_.schedule.has_value();
  const Environment& env = environment(plan_.month_amount ? *plan_.month_amount : *plan_.amount, parameters);
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

CapLane LaneCompiler::cap_lane(const determine::CapPlan& plan, const Value& parameters) {
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

void LaneCompiler::matter() {
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

void LaneCompiler::further() {
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

FurtherLane LaneCompiler::further_lane(const Value& parameters) {
  FurtherLane made;
  for (const ExpressionPlan& condition : plan_.conditions) {
    Operation verdict;
    verdict.op = VectorOp::verdict;
    verdict.kind = Kind::boolean;
    verdict.a = of_subject(truth(environment(condition, parameters)));
    made.conditions.push_back(compiler_.emit(std::move(verdict)));
  }
  if (!lane_.money) return made;
  const Environment& env = environment(plan_.month_amount ? *plan_.month_amount : *plan_.amount, parameters);
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

RegisterId LaneCompiler::of_subject(RegisterId id) const {
  if (compiler_.domain_of(id) != 0) throw Unsupported("it is not told of the subject alone");
  return id;
}

}  // namespace enact::bulk
