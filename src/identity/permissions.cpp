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
    RoleEntry{Role::manager, "manager", "主体管理员", "manager of a subject"},
    RoleEntry{Role::applicant, "applicant", "申请人", "applicant"},
    RoleEntry{Role::preparer, "preparer", "代办填报", "preparer"},
    RoleEntry{Role::reader, "reader", "代办查阅", "reader"},
    RoleEntry{Role::handler, "handler", "经办", "handler"},
    RoleEntry{Role::reviewer, "reviewer", "审核", "reviewer"},
    RoleEntry{Role::approver, "approver", "审批", "approver"},
    RoleEntry{Role::drafter, "drafter", "政策起草", "policy drafter"},
    RoleEntry{Role::finance_reviewer, "finance_reviewer", "财政审核", "finance reviewer"},
    RoleEntry{Role::treasury_maker, "treasury_maker", "支付经办", "payment maker"},
    RoleEntry{Role::treasury_checker, "treasury_checker", "支付复核", "payment checker"},
    RoleEntry{Role::expert, "expert", "评审专家", "expert"},
    RoleEntry{Role::auditor, "auditor", "审计", "auditor"},
    RoleEntry{Role::administrator, "administrator", "管理员", "administrator"},
};

struct ActionEntry {
  Action action;
  std::string_view id;
  std::string_view zh;
  std::string_view en;
};

constexpr std::array action_entries = {
    ActionEntry{Action::read_public, "read_public", "查阅公开内容", "read what is public"},
    ActionEntry{Action::read_record, "read_record", "查阅主体档案", "read a subject’s record"},
    ActionEntry{Action::declare_facts, "declare_facts", "填报信息", "declare facts"},
    ActionEntry{Action::attest_facts, "attest_facts", "核验信息", "attest facts"},
    ActionEntry{Action::prepare, "prepare", "填写申请", "prepare an application"},
    ActionEntry{Action::apply, "apply", "提交、确认、撤回申请", "submit, confirm, withdraw"},
    ActionEntry{Action::manage_members, "manage_members", "管理主体成员", "manage who acts for a subject"},
    ActionEntry{Action::read_case, "read_case", "查阅事项", "read cases"},
    ActionEntry{Action::object, "object", "对公示提出异议", "object to a notice"},
    ActionEntry{Action::accept_case, "accept_case", "受理", "accept cases"},
    ActionEntry{Action::give_opinion, "give_opinion", "会审", "give opinions"},
    ActionEntry{Action::publish_notice, "publish_notice", "发布公示", "publish notices"},
    ActionEntry{Action::answer_objection, "answer_objection", "答复异议", "answer objections"},
    ActionEntry{Action::decide, "decide", "决定", "decide"},
    ActionEntry{Action::approve_case, "approve_case", "批准", "approve"},
    ActionEntry{Action::review_finance, "review_finance", "财政审核", "review finance"},
    ActionEntry{Action::appropriate, "appropriate", "登记指标", "enter appropriations"},
    ActionEntry{Action::commit, "commit", "安排资金", "commit money"},
    ActionEntry{Action::make_batch, "make_batch", "编制支付批次", "make payment batches"},
    ActionEntry{Action::release_batch, "release_batch", "放行支付批次", "release payment batches"},
    ActionEntry{Action::record_bank_result, "record_bank_result", "登记银行结果", "record bank results"},
    ActionEntry{Action::propose_order, "propose_order", "提出资金调整", "propose orders"},
    ActionEntry{Action::approve_order, "approve_order", "批准资金调整", "approve orders"},
    ActionEntry{Action::read_ledger, "read_ledger", "查阅资金账", "read the ledger"},
    ActionEntry{Action::read_overview, "read_overview", "查阅总览", "read the overview"},
    ActionEntry{Action::read_log, "read_log", "查阅事件日志", "read the event log"},
    ActionEntry{Action::use_lab, "use_lab", "使用政策实验室", "use the policy lab"},
    ActionEntry{Action::keep_scenario, "keep_scenario", "保存方案", "keep scenarios"},
    ActionEntry{Action::run_call, "run_call", "组织评选", "run calls"},
    ActionEntry{Action::read_call, "read_call", "查阅评选", "read calls"},
    ActionEntry{Action::judge_bids, "judge_bids", "评审打分", "judge bids"},
    ActionEntry{Action::read_entries, "read_entries", "查阅登记项", "read entries of registers"},
    ActionEntry{Action::enter_entry, "enter_entry", "填写登记项", "enter entries"},
    ActionEntry{Action::act_on_entry, "act_on_entry", "办理登记项", "act on entries"},
    ActionEntry{Action::import_entries, "import_entries", "导入登记项", "import entries"},
    ActionEntry{Action::draft_policy, "draft_policy", "起草政策", "draft policies"},
    ActionEntry{Action::publish_policy, "publish_policy", "发布政策", "publish policies"},
    ActionEntry{Action::confirm_registration, "confirm_registration", "确认注册", "confirm registrations"},
    ActionEntry{Action::read_accounts, "read_accounts", "查阅账号与权限", "read accounts and permissions"},
    ActionEntry{Action::manage_accounts, "manage_accounts", "管理账号", "manage accounts"},
    ActionEntry{Action::manage_space, "manage_space", "管理空间", "manage the space"},
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

    Permission{Role::manager, Action::read_record, Scope::own_subject},
    Permission{Role::manager, Action::declare_facts, Scope::own_subject},
    Permission{Role::manager, Action::prepare, Scope::own_subject},
    Permission{Role::manager, Action::apply, Scope::own_subject},
    Permission{Role::manager, Action::read_case, Scope::own_subject},
    Permission{Role::manager, Action::manage_members, Scope::own_subject},
    Permission{Role::manager, Action::read_entries, Scope::own_subject},
    Permission{Role::manager, Action::enter_entry, Scope::own_subject},
    Permission{Role::manager, Action::act_on_entry, Scope::own_subject},

    Permission{Role::applicant, Action::read_record, Scope::own_subject},
    Permission{Role::applicant, Action::declare_facts, Scope::own_subject},
    Permission{Role::applicant, Action::prepare, Scope::own_subject},
    Permission{Role::applicant, Action::apply, Scope::own_subject},
    Permission{Role::applicant, Action::read_case, Scope::own_subject},
    Permission{Role::applicant, Action::read_entries, Scope::own_subject},
    Permission{Role::applicant, Action::enter_entry, Scope::own_subject},
    Permission{Role::applicant, Action::act_on_entry, Scope::own_subject},

    Permission{Role::preparer, Action::read_record, Scope::own_subject},
    Permission{Role::preparer, Action::declare_facts, Scope::own_subject},
    Permission{Role::preparer, Action::prepare, Scope::own_subject},
    Permission{Role::preparer, Action::read_case, Scope::own_subject},
    Permission{Role::preparer, Action::read_entries, Scope::own_subject},
    Permission{Role::preparer, Action::enter_entry, Scope::own_subject},

    Permission{Role::reader, Action::read_record, Scope::own_subject},
    Permission{Role::reader, Action::read_case, Scope::own_subject},
    Permission{Role::reader, Action::read_entries, Scope::own_subject},

    Permission{Role::handler, Action::read_record, Scope::own_unit},
    Permission{Role::handler, Action::attest_facts, Scope::own_unit},
    Permission{Role::handler, Action::read_case, Scope::own_unit},
    Permission{Role::handler, Action::accept_case, Scope::own_unit},
    Permission{Role::handler, Action::publish_notice, Scope::own_unit},
    Permission{Role::handler, Action::answer_objection, Scope::own_unit},
    Permission{Role::handler, Action::read_overview, Scope::own_unit},
    Permission{Role::handler, Action::use_lab, Scope::own_unit},
    Permission{Role::handler, Action::keep_scenario, Scope::own_unit},
    Permission{Role::handler, Action::confirm_registration, Scope::all},
    Permission{Role::handler, Action::read_entries, Scope::own_unit},
    Permission{Role::handler, Action::enter_entry, Scope::own_unit},
    Permission{Role::handler, Action::act_on_entry, Scope::own_unit},
    Permission{Role::handler, Action::import_entries, Scope::own_unit},

    Permission{Role::reviewer, Action::read_record, Scope::own_unit},
    Permission{Role::reviewer, Action::read_case, Scope::own_unit},
    Permission{Role::reviewer, Action::give_opinion, Scope::own_unit},
    Permission{Role::reviewer, Action::read_entries, Scope::own_unit},
    Permission{Role::reviewer, Action::act_on_entry, Scope::own_unit},

    Permission{Role::approver, Action::read_record, Scope::own_unit},
    Permission{Role::approver, Action::read_case, Scope::own_unit},
    Permission{Role::approver, Action::decide, Scope::own_unit},
    Permission{Role::approver, Action::approve_case, Scope::own_unit},
    Permission{Role::approver, Action::read_overview, Scope::all},
    Permission{Role::approver, Action::use_lab, Scope::own_unit},
    Permission{Role::approver, Action::keep_scenario, Scope::own_unit},
    Permission{Role::approver, Action::read_entries, Scope::own_unit},
    Permission{Role::approver, Action::act_on_entry, Scope::own_unit},

    Permission{Role::handler, Action::run_call, Scope::own_unit},
    Permission{Role::approver, Action::run_call, Scope::own_unit},
    Permission{Role::handler, Action::read_call, Scope::own_unit},
    Permission{Role::approver, Action::read_call, Scope::own_unit},
    Permission{Role::auditor, Action::read_call, Scope::all},
    Permission{Role::expert, Action::judge_bids, Scope::all},

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
    Permission{Role::auditor, Action::read_accounts, Scope::all},
    Permission{Role::auditor, Action::read_entries, Scope::all},

    Permission{Role::administrator, Action::publish_policy, Scope::all},
    Permission{Role::administrator, Action::confirm_registration, Scope::all},
    Permission{Role::administrator, Action::read_accounts, Scope::all},
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

Text action_name(Action action) {
  const ActionEntry& entry = action_entries[static_cast<std::size_t>(action)];
  return {std::string(entry.zh), std::string(entry.en)};
}

Belongs belongs(Role role) {
  switch (role) {
    case Role::visitor:
      return Belongs::to_nothing;
    case Role::manager:
    case Role::applicant:
    case Role::preparer:
    case Role::reader:
      return Belongs::to_subject;
    case Role::expert:
    case Role::auditor:
    case Role::administrator:
      return Belongs::to_unit_or_none;
    default:
      return Belongs::to_unit;
  }
}

bool may_hold_together(Role one, Role other) {
  if (one == other) return true;
  const auto either = [&](Role role) { return one == role || other == role; };
  if (either(Role::administrator) || either(Role::auditor)) return false;
  return !(either(Role::treasury_maker) && either(Role::treasury_checker));
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
