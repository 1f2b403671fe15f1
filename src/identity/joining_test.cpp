// Invitations to act for a subject, and registering by oneself.
#include <gtest/gtest.h>

#include "identity/account_links.hpp"
#include "identity/invitations.hpp"
#include "identity/registrations.hpp"
#include "store/test_space.hpp"

namespace enact::identity {
namespace {

using store::Fault;
using store::TestSpace;
using store::Transaction;

class Joining : public testing::Test {
 protected:
  template <class T, class F>
  std::expected<T, Fault> step(F run) {
    return space.database().write_as<T>(run);
  }
  template <class F>
  std::string code(F run) {
    const auto done = space.database().write([&](Transaction& tx) -> store::StepResult {
      if (std::expected<void, Fault> changed = run(tx); !changed)
        return std::unexpected(std::move(changed).error());
      return std::string();
    });
    return done ? std::string() : done.error().code;
  }
  // The token of an invitation by the manager.
  std::string invited(const NewInvitation& wanted) {
    const auto token = new_token(space.database());
    EXPECT_TRUE(step<Invitation>([&](Transaction& tx) { return invite(tx, {"boss", ""}, wanted, token); }));
    return token;
  }
  std::expected<Account, Fault> accept(const std::string& token, const std::string& login) {
    return step<Account>([&](Transaction& tx) {
      return accept_as_new(
          tx, token,
          {.login = login, .name = {login, login}, .kind = AccountKind::enterprise, .password_hash = "x"});
    });
  }
  std::vector<Grant> granted(const std::string& account) {
    return space.database().read(
        [&](const store::Reader& reader) { return grants(reader, account, space.clock.now().legal_day()); });
  }
  std::expected<Registration, Fault> enter(const std::string& login, const std::string& source = "10.0.0.1") {
    return step<Registration>([&](Transaction& tx) {
      return register_account(
          tx,
          {.login = login, .name = {"王五", "王五"}, .kind = AccountKind::enterprise, .password_hash = "x"},
          {"企业", "91A", "一厂", "13800000000"}, source);
    });
  }

  TestSpace space{{module()}};
};

TEST_F(Joining, AnInvitationIsTakenUpOnceByItsRoleAndEnd) {
  const auto token = invited({"s-1", Role::preparer, Date{2026, 12, 31}, "代理公司"});
  EXPECT_EQ(accept("guess", "a").error().code, "identity.bad-invitation");
  const auto made = accept(token, "a");
  ASSERT_TRUE(made);
  const auto now = granted(made->id);
  ASSERT_EQ(now.size(), 1U);
  EXPECT_EQ(now[0].role, Role::preparer);
  EXPECT_EQ(now[0].subject, "s-1");
  EXPECT_EQ(accept(token, "b").error().code, "identity.bad-invitation");
  const auto members =
      space.database().read([](const store::Reader& reader) { return members_of_subject(reader, "s-1"); });
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].membership.until, (Date{2026, 12, 31}));
  space.advance(std::int64_t{300} * 24 * 3600);
  EXPECT_TRUE(granted(made->id).empty()) << "it ended with its last day";
  EXPECT_TRUE(space.database().check().empty());
}

TEST_F(Joining, AnAccountThatThereIsTakesUpASecondSubject) {
  const auto id = accept(invited({"s-1", Role::manager, {}, "甲"}), "a")->id;
  const auto token = invited({"s-2", Role::reader, {}, "甲"});
  EXPECT_TRUE(step<Membership>([&](Transaction& tx) { return accept_invitation(tx, token, id); }));
  EXPECT_EQ(granted(id).size(), 2U);
}

TEST_F(Joining, InvitationsRunOutAndAreTakenBack) {
  const auto late = invited({"s-1", Role::reader, {}, "甲"});
  space.advance(invitation_seconds);
  EXPECT_EQ(accept(late, "a").error().code, "identity.bad-invitation");
  const auto token = invited({"s-1", Role::reader, {}, "乙"});
  const auto open = space.database().read(
      [&](const store::Reader& reader) { return open_invitations(reader, "s-1", space.clock.now()); });
  ASSERT_EQ(open.size(), 1U) << "what ran out waits no more";
  const auto cancel = [&](const std::string& subject) {
    return code([&](Transaction& tx) { return cancel_invitation(tx, {"boss", ""}, subject, open[0].id); });
  };
  EXPECT_EQ(cancel("s-2"), "identity.no-invitation") << "another subject's";
  EXPECT_EQ(cancel("s-1"), "");
  EXPECT_EQ(cancel("s-1"), "identity.no-invitation");
  EXPECT_EQ(accept(token, "a").error().code, "identity.bad-invitation");
}

TEST_F(Joining, InvitationsAreToRolesForSubjectsOnly) {
  for (const Role role : all_roles()) {
    const auto token = new_token(space.database());
    const auto made = step<Invitation>(
        [&](Transaction& tx) { return invite(tx, {"boss", ""}, {"s-1", role, {}, "甲"}, token); });
    EXPECT_EQ(made.has_value(), belongs(role) == Belongs::to_subject) << role_id(role);
  }
  const auto token = new_token(space.database());
  EXPECT_EQ(step<Invitation>([&](Transaction& tx) {
              return invite(tx, {"boss", ""}, {"s-1", Role::reader, Date{2026, 3, 9}, "甲"}, token);
            })
                .error()
                .code,
            "identity.past-day");
}

TEST_F(Joining, AManagerEndsMembershipsButItsOwn) {
  const auto boss = accept(invited({"s-1", Role::manager, {}, "甲"}), "boss")->id;
  const auto id = accept(invited({"s-1", Role::applicant, {}, "乙"}), "a")->id;
  const auto end = [&](const std::string& account, Role role, const std::string& subject) {
    return code(
        [&](Transaction& tx) { return end_membership(tx, {boss, ""}, {account, role, "", subject}); });
  };
  EXPECT_EQ(end(boss, Role::manager, "s-1"), "identity.own-role");
  EXPECT_EQ(end(id, Role::applicant, "s-2"), "identity.no-member");
  EXPECT_EQ(end(id, Role::applicant, "s-1"), "");
  EXPECT_TRUE(granted(id).empty());
  EXPECT_EQ(end(id, Role::applicant, "s-1"), "identity.no-member");
}

TEST_F(Joining, ARegisteredAccountDoesNothingUntilItIsConfirmed) {
  const auto made = enter("wang");
  ASSERT_TRUE(made);
  EXPECT_TRUE(granted(made->account).empty());
  const auto confirm = [&](const store::Actor& by) {
    return code([&](Transaction& tx) { return confirm_registration(tx, by, made->id, "s-1"); });
  };
  EXPECT_EQ(confirm({made->account, ""}), "identity.own-role");
  EXPECT_EQ(confirm({"officer", "unit-1"}), "");
  ASSERT_EQ(granted(made->account).size(), 1U);
  EXPECT_EQ(granted(made->account)[0].role, Role::manager);
  EXPECT_EQ(confirm({"officer", "unit-1"}), "identity.registration-ended");
  EXPECT_EQ(code([&](Transaction& tx) { return confirm_registration(tx, {"o", ""}, "none", "s-1"); }),
            "identity.no-registration");
}

TEST_F(Joining, ARefusalWantsAReasonAndGivesNothing) {
  const auto made = enter("wang").value();
  const auto refuse = [&](const std::string& reason) {
    return code([&](Transaction& tx) { return refuse_registration(tx, {"officer", ""}, made.id, reason); });
  };
  EXPECT_EQ(refuse(" "), "identity.reason-missing");
  EXPECT_EQ(refuse("不是本单位人员"), "");
  const auto own = space.database().read(
      [&](const store::Reader& reader) { return registrations_of(reader, made.account); });
  ASSERT_EQ(own.size(), 1U);
  EXPECT_EQ(own[0].state, "refused");
  EXPECT_EQ(own[0].reason, "不是本单位人员");
  EXPECT_TRUE(granted(made.account).empty());
  EXPECT_TRUE(space.database().read(
      [](const store::Reader& reader) { return list_registrations(reader, "open", 10).empty(); }));
}

TEST_F(Joining, OneAddressDoesNotRegisterWithoutEnd) {
  for (std::int64_t i = 0; i < registrations_per_source; ++i) ASSERT_TRUE(enter("firm" + std::to_string(i)));
  EXPECT_EQ(enter("more").error().code, "identity.too-many-registrations");
  EXPECT_TRUE(enter("more", "10.0.0.2"));
  space.advance(std::int64_t{25} * 3600);
  EXPECT_TRUE(enter("later"));
}

TEST_F(Joining, WhatWasEnteredStandsInNoEvent) {
  ASSERT_TRUE(enter("wang"));
  space.database().read([](const store::Reader& reader) {
    store::for_each_event(reader, [](const store::Event& event) {
      EXPECT_EQ(event.payload.find("13800000000"), std::string::npos) << event.payload;
      EXPECT_EQ(event.payload.find("91A"), std::string::npos) << event.payload;
    });
    return 0;
  });
}

}  // namespace
}  // namespace enact::identity
