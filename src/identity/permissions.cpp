// The one table of permissions, and the names of roles and actions.
#include "identity/permissions.hpp"

#include <algorithm>
#include <array>

namespace enact::identity {
namespace {

struct RoleEntry {
  Role role;
  std::string_view id;
  std::string_view zh;
  std::string_view en;
};

constexpr std::array role_entries = {
    RoleEntry{Role::visitor, "visitor", "公众", "visitor"},
    RoleEntry{Role::applicant, "applicant", "申请人", "applicant"},
    RoleEntry{Role::handler, "handler", "经办", "handler"},
    RoleEntry{Role::reviewer, "reviewer", "审核", "reviewer"},
    RoleEntry{Role::approver, "approver", "审批", "approver"},
    RoleEntry{Role::drafter, "drafter", "政策起草", "policy drafter"},
    RoleEntry{Role::finance_reviewer, "finance_reviewer", "财政审核", "finance reviewer"},
    RoleEntry{Role::treasury_maker, "treasury_maker", "支付经办", "payment maker"},
    RoleEntry{Role::treasury_checker, "treasury_checker", "支付复核", "payment checker"},
    RoleEntry{Role::auditor, "auditor", "审计", "auditor"},
    RoleEntry{Role::administrator, "administrator", "管理员", "administrator"},
};

struct ActionEntry {
  Action action;
  std::string_view id;
};

constexpr std::array action_entries = {
    ActionEntry{Action::read_public, "read_public"},
    ActionEntry{Action::read_record, "read_record"},
    ActionEntry{Action::declare_facts, "declare_facts"},
    ActionEntry{Action::attest_facts, "attest_facts"},
    ActionEntry{Action::apply, "apply"},
    ActionEntry{Action::read_case, "read_case"},
    ActionEntry{Action::object, "object"},
    ActionEntry{Action::accept_case, "accept_case"},
    ActionEntry{Action::give_opinion, "give_opinion"},
    ActionEntry{Action::publish_notice, "publish_notice"},
    ActionEntry{Action::answer_objection, "answer_objection"},
    ActionEntry{Action::decide, "decide"},
    ActionEntry{Action::approve_case, "approve_case"},
    ActionEntry{Action::review_finance, "review_finance"},
    ActionEntry{Action::appropriate, "appropriate"},
    ActionEntry{Action::commit, "commit"},
    ActionEntry{Action::make_batch, "make_batch"},
    ActionEntry{Action::release_batch, "release_batch"},
    ActionEntry{Action::record_bank_result, "record_bank_result"},
    ActionEntry{Action::propose_order, "propose_order"},
    ActionEntry{Action::approve_order, "approve_order"},
    ActionEntry{Action::read_ledger, "read_ledger"},
    ActionEntry{Action::read_overview, "read_overview"},
    ActionEntry{Action::read_log, "read_log"},
    ActionEntry{Action::use_lab, "use_lab"},
    ActionEntry{Action::keep_scenario, "keep_scenario"},
    ActionEntry{Action::draft_policy, "draft_policy"},
    ActionEntry{Action::publish_policy, "publish_policy"},
    ActionEntry{Action::manage_accounts, "manage_accounts"},
    ActionEntry{Action::manage_space, "manage_space"},
};

struct Permission {
  Role role;
  Action action;
  Scope scope;
};

// What is not here is not permitted. The four eyes of one case or batch (who entered it does not release it)
// are checked where it is done; here stands who may do it at all.
constexpr std::array permissions = {
    Permission{Role::visitor, Action::read_public, Scope::all},
    Permission{Role::visitor, Action::object, Scope::all},

    Permission{Role::applicant, Action::read_record, Scope::own_subject},
    Permission{Role::applicant, Action::declare_facts, Scope::own_subject},
    Permission{Role::applicant, Action::apply, Scope::own_subject},
    Permission{Role::applicant, Action::read_case, Scope::own_subject},

    Permission{Role::handler, Action::read_record, Scope::own_unit},
    Permission{Role::handler, Action::attest_facts, Scope::own_unit},
    Permission{Role::handler, Action::read_case, Scope::own_unit},
    Permission{Role::handler, Action::accept_case, Scope::own_unit},
    Permission{Role::handler, Action::publish_notice, Scope::own_unit},
    Permission{Role::handler, Action::answer_objection, Scope::own_unit},
    Permission{Role::handler, Action::read_overview, Scope::own_unit},
    Permission{Role::handler, Action::use_lab, Scope::own_unit},
    Permission{Role::handler, Action::keep_scenario, Scope::own_unit},

    Permission{Role::reviewer, Action::read_record, Scope::own_unit},
    Permission{Role::reviewer, Action::read_case, Scope::own_unit},
    Permission{Role::reviewer, Action::give_opinion, Scope::own_unit},

    Permission{Role::approver, Action::read_record, Scope::own_unit},
    Permission{Role::approver, Action::read_case, Scope::own_unit},
    Permission{Role::approver, Action::decide, Scope::own_unit},
    Permission{Role::approver, Action::approve_case, Scope::own_unit},
    Permission{Role::approver, Action::read_overview, Scope::all},
    Permission{Role::approver, Action::use_lab, Scope::own_unit},
    Permission{Role::approver, Action::keep_scenario, Scope::own_unit},

    Permission{Role::drafter, Action::draft_policy, Scope::own_unit},
    Permission{Role::drafter, Action::read_overview, Scope::all},
    Permission{Role::drafter, Action::use_lab, Scope::own_unit},
    Permission{Role::drafter, Action::keep_scenario, Scope::own_unit},

    Permission{Role::finance_reviewer, Action::read_record, Scope::own_unit},
    Permission{Role::finance_reviewer, Action::read_case, Scope::own_unit},
    Permission{Role::finance_reviewer, Action::review_finance, Scope::own_unit},
    Permission{Role::finance_reviewer, Action::appropriate, Scope::own_unit},
    Permission{Role::finance_reviewer, Action::commit, Scope::own_unit},
    Permission{Role::finance_reviewer, Action::propose_order, Scope::own_unit},
    Permission{Role::finance_reviewer, Action::read_ledger, Scope::all},
    Permission{Role::finance_reviewer, Action::read_overview, Scope::all},
    Permission{Role::finance_reviewer, Action::use_lab, Scope::all},
    Permission{Role::finance_reviewer, Action::keep_scenario, Scope::own_unit},

    Permission{Role::treasury_maker, Action::read_case, Scope::own_unit},
    Permission{Role::treasury_maker, Action::make_batch, Scope::own_unit},
    Permission{Role::treasury_maker, Action::record_bank_result, Scope::own_unit},
    Permission{Role::treasury_maker, Action::propose_order, Scope::own_unit},
    Permission{Role::treasury_maker, Action::read_ledger, Scope::all},

    Permission{Role::treasury_checker, Action::read_case, Scope::own_unit},
    Permission{Role::treasury_checker, Action::release_batch, Scope::own_unit},
    Permission{Role::treasury_checker, Action::approve_order, Scope::own_unit},
    Permission{Role::treasury_checker, Action::read_ledger, Scope::all},

    Permission{Role::auditor, Action::read_record, Scope::all},
    Permission{Role::auditor, Action::read_case, Scope::all},
    Permission{Role::auditor, Action::read_ledger, Scope::all},
    Permission{Role::auditor, Action::read_overview, Scope::all},
    Permission{Role::auditor, Action::use_lab, Scope::all},
    Permission{Role::auditor, Action::read_log, Scope::all},

    Permission{Role::administrator, Action::publish_policy, Scope::all},
    Permission{Role::administrator, Action::manage_accounts, Scope::all},
    Permission{Role::administrator, Action::manage_space, Scope::all},
};

// Enumerations begin at 0 and are dense, so that an entry stands at its own number.
template <class Entries>
constexpr bool in_order(const Entries& entries, auto key) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (static_cast<std::size_t>(key(entries[i])) != i) return false;
  }
  return true;
}
static_assert(in_order(role_entries, [](const RoleEntry& entry) { return entry.role; }));
static_assert(in_order(action_entries, [](const ActionEntry& entry) { return entry.action; }));
static_assert(role_entries.back().role == Role::administrator);
static_assert(action_entries.back().action == Action::manage_space);

constexpr auto roles = [] {
  std::array<Role, role_entries.size()> result{};
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = role_entries[i].role;
  return result;
}();
constexpr auto actions = [] {
  std::array<Action, action_entries.size()> result{};
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = action_entries[i].action;
  return result;
}();

bool covers(const Grant& grant, Action action, const Target& target) {
  switch (scope_of(grant.role, action)) {
    case Scope::all:
      return true;
    case Scope::own_unit:
      return !grant.unit.empty() && std::ranges::find(target.units, grant.unit) != target.units.end();
    case Scope::own_subject:
      return !grant.subject.empty() && grant.subject == target.subject;
    case Scope::none:
      break;
  }
  return false;
}

}  // namespace

std::string_view role_id(Role role) {
  return role_entries[static_cast<std::size_t>(role)].id;
}
std::string_view action_id(Action action) {
  return action_entries[static_cast<std::size_t>(action)].id;
}

std::optional<Role> role_from_id(std::string_view id) {
  for (const RoleEntry& entry : role_entries) {
    if (entry.id == id) return entry.role;
  }
  return std::nullopt;
}

std::optional<Action> action_from_id(std::string_view id) {
  for (const ActionEntry& entry : action_entries) {
    if (entry.id == id) return entry.action;
  }
  return std::nullopt;
}

Text role_name(Role role) {
  const RoleEntry& entry = role_entries[static_cast<std::size_t>(role)];
  return {std::string(entry.zh), std::string(entry.en)};
}

std::span<const Role> all_roles() {
  return roles;
}
std::span<const Action> all_actions() {
  return actions;
}

Scope scope_of(Role role, Action action) {
  for (const Permission& permission : permissions) {
    if (permission.role == role && permission.action == action) return permission.scope;
  }
  return Scope::none;
}

bool may(std::span<const Grant> grants, Action action, const Target& target) {
  return covers(Grant{}, action, target) ||
         std::ranges::any_of(grants, [&](const Grant& grant) { return covers(grant, action, target); });
}

Scope reach(std::span<const Grant> grants, Action action) {
  Scope furthest = scope_of(Role::visitor, action);
  for (const Grant& grant : grants) furthest = std::max(furthest, scope_of(grant.role, action));
  return furthest;
}

std::vector<Grant> grants_for(std::span<const Grant> grants, Action action, const Target& target) {
  std::vector<Grant> result;
  std::ranges::copy_if(grants, std::back_inserter(result),
                       [&](const Grant& grant) { return covers(grant, action, target); });
  return result;
}

}  // namespace enact::identity
