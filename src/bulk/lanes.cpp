// The provisions of a type, and what they share. See lanes.hpp.
#include "bulk/lanes.hpp"

#include <map>
#include <set>

#include "bulk/lane_compiler.hpp"
#include "determine/prepared.hpp"
#include "determine/subject_view.hpp"

namespace enact::bulk {
namespace {

using determine::DefinitionPlan;
using determine::ExpressionPlan;
using determine::PackagePlan;
using determine::ProvisionPlan;
using determine::Slot;

// All names that programs of the type's provisions might read: what no rule reads is never loaded.
Wanted wanted_by(const determine::Determiner& determiner, const determine::FactModel::SubjectType& type) {
  std::set<std::string> names{std::string(determine::event_date_field), type.base->identity};
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
