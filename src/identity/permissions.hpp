// Who may do what: one table of role and action, with how far it reaches. The http floor asks it for every
// route, casework for every step; nothing else decides. Units come from policy packages and are ids here.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace enact::identity {

enum class Role {
  visitor,           // 公众: anybody, without signing in
  manager,           // 主体管理员: acts for a subject and says who else does
  applicant,         // 申请人: acts for a subject, submits
  preparer,          // 代办填报: prepares for a subject what others submit
  reader,            // 代办查阅: sees what is a subject's
  handler,           // 经办
  reviewer,          // 审核, gives a unit's opinion
  approver,          // 审批
  drafter,           // 起草: writes policy packages
  finance_reviewer,  // 财政审核
  treasury_maker,    // 支付经办
  treasury_checker,  // 支付复核, 放行
  expert,            // 评审专家: sits on panels
  auditor,           // 审计: sees all, changes nothing
  administrator      // 管理员: accounts and the space, no case and no money
};

enum class Action {
  read_public,     // policies, coverage, public notices, self-check
  read_record,     // a subject's facts and what it is due
  declare_facts,   // by the subject
  attest_facts,    // by a unit
  prepare,         // make and change a draft
  apply,           // submit, confirm, withdraw a case
  manage_members,  // who acts for a subject
  read_case,
  object,       // to a public notice
  accept_case,  // accept, ask for corrections, return
  give_opinion,
  publish_notice,
  answer_objection,
  decide,        // the amount or the refusal, by the lead
  approve_case,  // city government or head of unit
  review_finance,
  appropriate,  // enter budget appropriations
  commit,       // commitment against an appropriation
  make_batch,
  release_batch,
  record_bank_result,
  propose_order,  // cancel, lower, move, demand back, close the year
  approve_order,  // by another
  read_ledger,
  read_overview,  // figures over all cases
  read_log,       // event log and its proofs
  use_lab,        // what a change of a policy would cost, over the whole register
  keep_scenario,  // of the policy lab, for a unit
  run_call,       // a competition, for its organiser
  read_call,      // its bids, panels and contracts, before they are public
  judge_bids,     // on the panels that one was drawn for
  read_entries,   // of registers, beyond what is public
  enter_entry,    // open an entry of a register
  act_on_entry,   // take its steps, as its life cycle lets one
  import_entries,
  draft_policy,
  publish_policy,
  confirm_registration,  // that an account belongs to a subject
  read_accounts,         // accounts, their roles and sessions, the table of permissions
  manage_accounts,
  manage_space
};

// How far a permission reaches: nowhere, the subjects or units the account is a member for, or everywhere.
enum class Scope { none, own_subject, own_unit, all };

std::string_view role_id(Role role);        // "treasury_maker"
std::string_view action_id(Action action);  // "release_batch"
std::optional<Role> role_from_id(std::string_view id);
std::optional<Action> action_from_id(std::string_view id);
Text role_name(Role role);  // 支付复核 / payment checker
Text action_name(Action action);
std::span<const Role> all_roles();
std::span<const Action> all_actions();

// What a membership in a role belongs to: nothing (everybody has the role without one), one subject, one
// unit, or a unit if there is one.
enum class Belongs { to_nothing, to_subject, to_unit, to_unit_or_none };
Belongs belongs(Role role);
// Separation of duties within one account: an administrator and an auditor hold no other role, nobody makes
// payments and releases them.
bool may_hold_together(Role one, Role other);

// The table itself. What it does not list is none.
Scope scope_of(Role role, Action action);

// One membership of an account, as permission sees it.
struct Grant {
  Role role = Role::visitor;
  std::string unit = {};     // for roles in a unit
  std::string subject = {};  // subject id, for an applicant
};
// Who asks: an account ("" : the public) with its grants.
struct Person {
  std::string account;
  std::vector<Grant> grants;
};
// What the action is about; several units if it concerns several (the leads and reviewers of a case).
struct Target {
  std::vector<std::string> units = {};
  std::string subject = {};
};

// True if a grant's role reaches the target. Everybody has Role::visitor beside the grants.
bool may(std::span<const Grant> grants, Action action, const Target& target);
// The furthest scope that any grant gives: none means the action is not for these grants at all.
Scope reach(std::span<const Grant> grants, Action action);
// The grants by which the target is reached (which unit one acts for).
std::vector<Grant> grants_for(std::span<const Grant> grants, Action action, const Target& target);

}  // namespace enact::identity
