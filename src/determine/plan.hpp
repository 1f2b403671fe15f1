// A package prepared for determining: for every expression where its names come from and which facts it
// reads. Made once at load, immutable, shared between threads. Knows nothing of facts' values.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "determine/parameters.hpp"
#include "determine/reads.hpp"
#include "policy/package.hpp"

namespace enact::determine {

// Names that the engine supplies to every expression (docs/policy-package.md).
inline constexpr std::string_view name_on = "查询日";
inline constexpr std::string_view name_policy = "政策";
inline constexpr std::string_view name_parameters = "参数";
inline constexpr std::string_view name_month = "月";
inline constexpr std::string_view name_month_index = "月序";

// Where one name of a scope comes from.
struct Slot {
  enum class From : std::uint8_t {
    on,
    policy,
    parameters,
    table,
    definition,
    subject,
    item,
    month,
    month_index,
    let
  } from;
  std::size_t index = 0;  // of the definition or let
  std::string name;
};

// Where what some expression reads stands among the slots; what none reads is not filled in.
struct SlotsRead {
  static constexpr std::int32_t none = -1;

  std::array<std::int32_t, 10> of{};     // by From, of those that occur once; else `none`
  std::vector<std::size_t> constants;    // slots of tables and of 政策
  std::vector<std::size_t> definitions;  // slots of definitions
  std::vector<std::int32_t> lets;        // one a let: its slot, or `none`

  std::int32_t slot(Slot::From from) const { return of[static_cast<std::size_t>(from)]; }
};

struct ExpressionPlan {
  const policy::Expression* expression = nullptr;
  ProgramReads reads;
  const feel::ir::Program& program() const { return *expression->program; }
};

struct CapPlan {
  const policy::Cap* cap = nullptr;
  ExpressionPlan amount;
  std::vector<ExpressionPlan> per;
};

struct ProvisionPlan {
  const policy::Provision* provision = nullptr;
  std::vector<Slot> slots;
  std::vector<feel::Value> constants;  // of the slots that never change: tables, 政策; else null
  std::optional<ExpressionPlan> list;  // of `each`
  std::optional<ExpressionPlan> date;
  std::optional<ExpressionPlan> month_from, month_to, month_count, month_amount;
  std::vector<ExpressionPlan> lets;
  std::vector<ExpressionPlan> conditions;
  std::optional<ExpressionPlan> amount;
  std::vector<CapPlan> caps;
  std::vector<ExpressionPlan> matter;
  std::vector<ExpressionPlan> ranks;
  // By let and by condition: whether it depends on the event (its item or month).
  std::vector<bool> let_of_event;
  std::vector<bool> condition_of_event;
  std::vector<bool> let_of_month;    // by let: whether it depends on 月 or 月序
  bool conditions_of_month = false;  // whether any condition does
  SlotsRead read;
  std::vector<std::string> assumptions;  // ids that touch its result

  bool has_money() const { return amount.has_value() || month_amount.has_value(); }
};

struct DefinitionPlan {
  const policy::Definition* definition = nullptr;
  std::vector<Slot> slots;
  std::vector<feel::Value> constants;
  ExpressionPlan rule;
};

struct PackagePlan {
  explicit PackagePlan(policy::PackagePtr package);

  policy::PackagePtr package;
  ParameterTimeline parameters;
  std::vector<DefinitionPlan> definitions;
  std::vector<ProvisionPlan> provisions;  // the executable ones

 private:
  std::map<std::string, feel::Value> tables_;
  feel::Value policy_;

  std::vector<Slot> slots_of(const feel::ir::Program& widest, const policy::Provision* provision,
                             const std::string& subject) const;
  std::vector<feel::Value> constants_of(const std::vector<Slot>& slots) const;
  ProvisionPlan plan(const policy::Provision& provision) const;
};

}  // namespace enact::determine
