// The table of permissions, held against what each role must and must not do.
#include "identity/permissions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace enact::identity {
namespace {

TEST(Permissions, EveryRoleAndActionHasItsOwnId) {
  std::set<std::string_view> ids;
  for (const Role role : all_roles()) {
    EXPECT_TRUE(ids.insert(role_id(role)).second);
    EXPECT_EQ(role_from_id(role_id(role)), role);
    EXPECT_FALSE(role_name(role).zh.empty());
  }
  ids.clear();
  for (const Action action : all_actions()) {
    EXPECT_TRUE(ids.insert(action_id(action)).second);
    EXPECT_EQ(action_from_id(action_id(action)), action);
  }
  EXPECT_FALSE(role_from_id("boss"));
  EXPECT_FALSE(action_from_id(""));
}

TEST(Permissions, EveryActionIsSomebodys) {
  for (const Action action : all_actions()) {
    EXPECT_TRUE(std::ranges::any_of(all_roles(), [&](Role role) {
      return scope_of(role, action) != Scope::none;
    })) << action_id(action);
  }
}

TEST(Permissions, TheAuditorSeesAllAndChangesNothing) {
  const std::set<Action> reads = {Action::read_record,   Action::read_case,    Action::read_ledger,
                                  Action::read_overview, Action::use_lab,      Action::read_log,
                                  Action::read_accounts, Action::read_entries, Action::read_call};
  for (const Action action : all_actions()) {
    EXPECT_EQ(scope_of(Role::auditor, action), reads.contains(action) ? Scope::all : Scope::none)
        << action_id(action);
  }
}

TEST(Permissions, NoSingleRoleBothMakesAndReleasesOrDecidesAndPays) {
  for (const Role role : all_roles()) {
    const auto has = [&](Action action) { return scope_of(role, action) != Scope::none; };
    EXPECT_FALSE(has(Action::make_batch) && has(Action::release_batch)) << role_id(role);
    EXPECT_FALSE(has(Action::propose_order) && has(Action::approve_order)) << role_id(role);
    EXPECT_FALSE(has(Action::decide) && has(Action::commit)) << role_id(role);
    EXPECT_FALSE(has(Action::apply) && has(Action::accept_case)) << role_id(role);
    EXPECT_FALSE(has(Action::draft_policy) && has(Action::publish_policy)) << role_id(role);
  }
}

TEST(Permissions, TheAdministratorHasNoCaseAndNoMoney) {
  for (const Action action : {Action::read_case, Action::accept_case, Action::decide, Action::commit,
                              Action::make_batch, Action::release_batch, Action::read_record}) {
    EXPECT_EQ(scope_of(Role::administrator, action), Scope::none) << action_id(action);
  }
}

TEST(Permissions, WhoActsForASubjectDoesSoByDegrees) {
  const auto may_for = [](Role role, Action action) {
    return may(std::vector<Grant>{{role, "", "subject-1"}}, action, {{}, "subject-1"});
  };
  for (const Role role : {Role::manager, Role::applicant, Role::preparer, Role::reader}) {
    EXPECT_EQ(belongs(role), Belongs::to_subject);
    EXPECT_TRUE(may_for(role, Action::read_case) && may_for(role, Action::read_record)) << role_id(role);
    EXPECT_EQ(may_for(role, Action::prepare), role != Role::reader);
    EXPECT_EQ(may_for(role, Action::declare_facts), role != Role::reader);
    EXPECT_EQ(may_for(role, Action::apply), role == Role::manager || role == Role::applicant);
    EXPECT_EQ(may_for(role, Action::manage_members), role == Role::manager);
  }
}

TEST(Permissions, SeparationIsMutualAndSparesNoAdministratorOrAuditor) {
  for (const Role one : all_roles()) {
    for (const Role other : all_roles()) {
      EXPECT_EQ(may_hold_together(one, other), may_hold_together(other, one));
      if (one == other) continue;
      EXPECT_FALSE(may_hold_together(one, Role::administrator) && one != Role::administrator);
      EXPECT_FALSE(may_hold_together(one, Role::auditor) && one != Role::auditor);
    }
  }
  EXPECT_FALSE(may_hold_together(Role::treasury_maker, Role::treasury_checker));
  EXPECT_TRUE(may_hold_together(Role::handler, Role::reviewer));
}

TEST(Permissions, AnApplicantReachesItsOwnSubjectOnly) {
  const std::vector<Grant> grants = {{Role::applicant, "", "subject-1"}};
  EXPECT_TRUE(may(grants, Action::apply, {.subject = "subject-1"}));
  EXPECT_FALSE(may(grants, Action::apply, {.subject = "subject-2"}));
  EXPECT_FALSE(may(grants, Action::read_case, {.units = {"unit-1"}, .subject = "subject-2"}));
  EXPECT_FALSE(may(grants, Action::accept_case, {.units = {"unit-1"}, .subject = "subject-1"}));
  // A grant or a target without a subject reaches nothing, not everything.
  EXPECT_FALSE(may(grants, Action::apply, {}));
  EXPECT_FALSE(may(std::vector<Grant>{{Role::applicant, "", ""}}, Action::apply, {}));
}

TEST(Permissions, AUnitReachesWhatItLeadsOrAnswers) {
  const std::vector<Grant> grants = {{Role::handler, "unit-1", ""}, {Role::reviewer, "unit-2", ""}};
  EXPECT_TRUE(may(grants, Action::accept_case, {.units = {"unit-1", "unit-3"}}));
  EXPECT_FALSE(may(grants, Action::accept_case, {.units = {"unit-2"}}));
  EXPECT_TRUE(may(grants, Action::give_opinion, {.units = {"unit-2"}}));
  EXPECT_FALSE(may(grants, Action::give_opinion, {.units = {"unit-1"}}));
  const auto by = grants_for(grants, Action::read_case, {.units = {"unit-1", "unit-2"}});
  ASSERT_EQ(by.size(), 2U);
  EXPECT_EQ(by[1].unit, "unit-2");
  EXPECT_EQ(reach(grants, Action::read_case), Scope::own_unit);
  EXPECT_EQ(reach(grants, Action::release_batch), Scope::none);
}

TEST(Permissions, EverybodyMayReadWhatIsPublicAndObject) {
  EXPECT_TRUE(may({}, Action::read_public, {}));
  EXPECT_TRUE(may({}, Action::object, {}));
  for (const Action action : all_actions()) {
    if (action == Action::read_public || action == Action::object) continue;
    EXPECT_FALSE(may({}, action, {.units = {""}, .subject = ""})) << action_id(action);
    EXPECT_EQ(reach({}, action), Scope::none) << action_id(action);
  }
}

}  // namespace
}  // namespace enact::identity
