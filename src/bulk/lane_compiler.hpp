// Compiles one provision into a lane: its events, and what holds of each. Internal to src/bulk (lanes.hpp).
#pragma once

#include "bulk/lanes.hpp"

namespace enact::bulk {

class LaneCompiler {
 public:
  // `in_alternative`: of several sets of provisions that hold it one is paid.
  LaneCompiler(ExpressionCompiler& compiler, const determine::PackagePlan& package,
               const determine::ProvisionPlan& plan, const Date& on, bool in_alternative)
      : compiler_(compiler),
        package_(package),
        plan_(plan),
        provision_(*plan.provision),
        on_(on),
        in_alternative_(in_alternative) {}

  Lane run();

 private:
  // Events and conditions (lane_compiler.cpp).

  // What the names of the provision's expressions stand for, as far as the expression sees them.
  const Environment& environment(const determine::ExpressionPlan& expression, const feel::Value& parameters,
                                 const std::vector<determine::Slot>& slots,
                                 const std::vector<feel::Value>& constants);
  const Environment& environment(const determine::ExpressionPlan& expression, const feel::Value& parameters);
  Binding bind(const determine::Slot& slot, const feel::Value& constant, const feel::Value& parameters);
  // A record, or a month, of which nothing is known.
  feel::Value nothing_known() const;
  static Binding of_expression(const Environment& environment);
  void events();
  // Each month of an item is an event of its own.
  void months();
  // All months of an item are one event.
  void schedule();
  bool reads_month(const determine::ExpressionPlan& expression) const;
  // One for each stretch of days with parameters of its own; one in all where none is read or the day of
  // asking counts.
  void variants();
  void add_variant(std::int64_t from, std::int64_t to, const Date& day);
  RegisterId truth(const Environment& env);
  bool uses_parameters() const;

  // Money (lane_money.cpp).
  AmountLane amount(const feel::Value& parameters);
  CapLane cap_lane(const determine::CapPlan& plan, const feel::Value& parameters);
  void matter();
  // What an open list could bring is judged for the subject; where that cannot be said, whoever's list is
  // open is left to the scalar evaluator.
  void further();
  FurtherLane further_lane(const feel::Value& parameters);
  RegisterId of_subject(RegisterId id) const;

  ExpressionCompiler& compiler_;
  const determine::PackagePlan& package_;
  const determine::ProvisionPlan& plan_;
  const policy::Provision& provision_;
  Date on_;
  bool in_alternative_;
  Lane lane_;
  DomainId items_ = -1;  // of the list
  bool months_ = false;
  bool further_ = false;  // of what an open list could bring
};

}  // namespace enact::bulk
