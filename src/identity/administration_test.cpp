// What administrators may do with accounts, and the rules that bind them.
#include "identity/administration.hpp"

#include <gtest/gtest.h>

#include "identity/sessions.hpp"
#include "store/test_space.hpp"

namespace enact::identity {
namespace {

using store::Fault;
using store::TestSpace;
using store::Transaction;

constexpr std::string_view password = "a good long password";

class Administration : public testing::Test {
 protected:
  Administration() { root = ready("root", AccountKind::administrator, {{.role = Role::administrator}}); }

  // A step that answers nothing; "" or the fault's code.
  template <class F>
  std::string code(F step) {
    const auto done = space.database().write([&](Transaction& tx) -> store::StepResult {
      if (std::expected<void, Fault> changed = step(tx); !changed)
        return std::unexpected(std::move(changed).error());
      return std::string();
    });
    return done ? std::string() : done.error().code;
  }
  std::expected<IssuedLink, Fault> make(const std::string& login, AccountKind kind,
                                        std::vector<Membership> roles) {
    const auto token = new_token(space.database());
    return space.database().write_as<IssuedLink>([&](Transaction& tx) {
      return make_account(
          tx, by(), {.login = login, .name = {login, login}, .kind = kind, .memberships = roles}, token);
    });
  }
  std::expected<Account, Fault> redeem(std::string_view token, std::string_view with = password) {
    return redeem_link(space.database(), token, with, PasswordCost::test);
  }
  // An account whose holder has set its password.
  std::string ready(const std::string& login, AccountKind kind, std::vector<Membership> roles) {
    return redeem(make(login, kind, std::move(roles)).value().token).value().id;
  }
  std::string give(const std::string& account, Membership membership) {
    membership.account = account;
    return code([&](Transaction& tx) { return give_role(tx, by(), membership); });
  }
  std::string take(const std::string& account, Membership membership) {
    membership.account = account;
    return code([&](Transaction& tx) { return take_role(tx, by(), membership); });
  }
  std::string disable(const std::string& account) {
    return code([&](Transaction& tx) { return disable_account(tx, by(), account); });
  }
  std::expected<NewSession, Fault> sign(const std::string& login, std::string_view with) {
    return sign_in(space.database(), policy, login, with, "10.0.0.1", "browser");
  }
  std::vector<Grant> granted(const std::string& account) {
    return space.database().read(
        [&](const store::Reader& reader) { return grants(reader, account, space.clock.now().legal_day()); });
  }
  store::Actor by() const { return {acting, ""}; }

  TestSpace space{{module()}};
  SessionPolicy policy{.failures_per_login = 3, .cost = PasswordCost::test};
  std::string acting = "another";
  std::string root;
};

TEST_F(Administration, ALinkSetsThePasswordOnceAndWithinADay) {
  const auto made = make("li", AccountKind::officer, {{.role = Role::handler, .unit = "unit-1"}});
  ASSERT_TRUE(made);
  EXPECT_EQ(sign("li", password).error().code, "identity.sign-in-failed");
  EXPECT_EQ(redeem("guess").error().code, "identity.bad-link");
  EXPECT_EQ(redeem(made->token, "short").error().code, "identity.weak-password");
  EXPECT_EQ(redeem(made->token).value().login, "li") << "a refused password does not spend the link";
  EXPECT_EQ(redeem(made->token).error().code, "identity.bad-link");
  EXPECT_TRUE(sign("li", password));

  const auto late = make("late", AccountKind::officer, {}).value();
  space.advance(link_seconds);
  EXPECT_EQ(redeem(late.token).error().code, "identity.bad-link");
}

TEST_F(Administration, ALinkOfAClockThatWasAheadIsNotGoodForAsLong) {
  space.advance(365 * 24 * 3600);
  const auto ahead = make("li", AccountKind::officer, {}).value();
  space.advance(-365 * 24 * 3600);
  EXPECT_EQ(redeem(ahead.token).error().code, "identity.bad-link");
  const auto near = make("wang", AccountKind::officer, {}).value();
  space.advance(-3600);
  EXPECT_TRUE(redeem(near.token)) << "an hour is no matter";
}

TEST_F(Administration, ANewLinkReplacesTheOldAndEndsSessionsWhenUsed) {
  const auto id = ready("li", AccountKind::officer, {});
  const auto session = sign("li", password).value();
  const auto issue = [&] {
    const auto token = new_token(space.database());
    return space.database()
        .write_as<IssuedLink>([&](Transaction& tx) { return issue_link(tx, by(), id, token); })
        .value();
  };
  const auto first = issue();
  const auto second = issue();
  EXPECT_EQ(redeem(first.token).error().code, "identity.bad-link");
  EXPECT_TRUE(find_session(space.database(), policy, session.token)) << "nothing changed yet";
  EXPECT_TRUE(redeem(second.token, "another long password"));
  EXPECT_FALSE(find_session(space.database(), policy, session.token));
  EXPECT_FALSE(sign("li", password));
  EXPECT_TRUE(sign("li", "another long password"));
  const auto third = issue();
  EXPECT_EQ(disable(id), "");
  EXPECT_EQ(redeem(third.token).error().code, "identity.account-disabled");
}

TEST_F(Administration, TheTokenIsNotInTheDatabase) {
  const auto made = make("li", AccountKind::officer, {}).value();
  space.database().read([&](const store::Reader& reader) {
    reader.query("SELECT token_hash FROM account_link ORDER BY seq DESC LIMIT 1", {},
                 [&](const store::Row& row) { EXPECT_NE(store::hex(row.bytes(0)), made.token); });
    store::for_each_event(reader, [&](const store::Event& event) {
      EXPECT_EQ(event.payload.find(made.token), std::string::npos);
    });
    return 0;
  });
}

TEST_F(Administration, SomebodyWhoCanSignInStaysAdministrator) {
  EXPECT_EQ(disable(root), "identity.last-administrator");
  EXPECT_EQ(take(root, {.role = Role::administrator}), "identity.last-administrator");
  EXPECT_EQ(give(root, {.role = Role::administrator, .until = Date{2026, 12, 31}}),
            "identity.last-administrator");
  // One who has not set a password yet, or whose role ends, does not count.
  const auto second = make("second", AccountKind::administrator, {{.role = Role::administrator}}).value();
  EXPECT_EQ(disable(root), "identity.last-administrator");
  ready("third", AccountKind::administrator, {{.role = Role::administrator, .until = Date{2026, 12, 31}}});
  EXPECT_EQ(disable(root), "identity.last-administrator");
  ASSERT_TRUE(redeem(second.token));
  EXPECT_EQ(disable(root), "");
  EXPECT_EQ(disable(second.account.id), "identity.last-administrator");
}

TEST_F(Administration, AnAdministratorGivesItselfNothing) {
  ready("second", AccountKind::administrator, {{.role = Role::administrator}});
  acting = root;
  EXPECT_EQ(give(root, {.role = Role::handler, .unit = "unit-1"}), "identity.own-role");
  EXPECT_EQ(take(root, {.role = Role::administrator}), "identity.own-role");
  EXPECT_EQ(disable(root), "identity.own-role");
}

TEST_F(Administration, DutiesAreSeparate) {
  for (const Role role : all_roles()) {
    if (role == Role::visitor || role == Role::administrator) continue;
    Membership membership{.role = role};
    if (belongs(role) == Belongs::to_unit) membership.unit = "unit-1";
    if (belongs(role) == Belongs::to_subject) membership.subject = "s-1";
    EXPECT_EQ(give(root, membership), "identity.separation") << role_id(role);
  }
  const auto maker =
      ready("maker", AccountKind::treasury, {{.role = Role::treasury_maker, .unit = "unit-1"}});
  EXPECT_EQ(give(maker, {.role = Role::treasury_checker, .unit = "unit-1"}), "identity.separation");
  EXPECT_EQ(give(maker, {.role = Role::treasury_checker, .unit = "unit-2"}), "identity.separation");
  EXPECT_EQ(give(maker, {.role = Role::administrator}), "identity.separation");
  EXPECT_EQ(give(maker, {.role = Role::auditor}), "identity.separation");
  EXPECT_EQ(give(maker, {.role = Role::finance_reviewer, .unit = "unit-1"}), "");
  const auto both = make(
      "both", AccountKind::treasury,
      {{.role = Role::treasury_maker, .unit = "unit-1"}, {.role = Role::treasury_checker, .unit = "unit-1"}});
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().code, "identity.separation");
  EXPECT_FALSE(space.database().read([](const store::Reader& reader) {
    return find_account_by_login(reader, "both").has_value();
  })) << "nothing is left of a refused account";
}

TEST_F(Administration, AnEnterprisesAccountIsNoOfficers) {
  const auto id = ready("firm", AccountKind::enterprise, {{.role = Role::manager, .subject = "s-1"}});
  EXPECT_EQ(give(id, {.role = Role::handler, .unit = "unit-1"}), "identity.kind-and-role");
  EXPECT_EQ(give(id, {.role = Role::applicant, .subject = "s-2"}), "");
}

TEST_F(Administration, ARoleEndsWithItsLastDay) {
  const auto id = ready("li", AccountKind::officer, {});
  EXPECT_EQ(give(id, {.role = Role::handler, .unit = "unit-1", .until = Date{2026, 3, 9}}),
            "identity.past-day");
  EXPECT_EQ(give(id, {.role = Role::handler, .unit = "unit-1", .until = Date{2026, 3, 10}}), "");
  policy.idle_seconds = policy.absolute_seconds = 86'400;
  const auto session = sign("li", password).value();
  EXPECT_EQ(find_session(space.database(), policy, session.token)->grants.size(), 1U);
  space.advance(15 * 3600);  // past midnight in the place
  EXPECT_TRUE(granted(id).empty());
  EXPECT_TRUE(find_session(space.database(), policy, session.token)->grants.empty())
      << "also within a session";
  // Granting it anew without an end makes it lasting.
  EXPECT_EQ(give(id, {.role = Role::handler, .unit = "unit-1"}), "");
  EXPECT_EQ(granted(id).size(), 1U);
  EXPECT_TRUE(space.database().check().empty());
}

TEST_F(Administration, EndsSessionsOfOthers) {
  const auto id = ready("li", AccountKind::officer, {});
  const auto one = sign("li", password).value();
  const auto two = sign("li", password).value();
  const auto sessions = space.database().read(
      [&](const store::Reader& reader) { return list_sessions(reader, policy, space.clock.now(), id); });
  ASSERT_EQ(sessions.size(), 2U);
  EXPECT_EQ(code([&](Transaction& tx) { return end_sessions_of(tx, by(), id, sessions[0].id); }), "");
  EXPECT_EQ(find_session(space.database(), policy, one.token).has_value() +
                find_session(space.database(), policy, two.token).has_value(),
            1);
  EXPECT_EQ(code([&](Transaction& tx) { return end_sessions_of(tx, by(), root, sessions[1].id); }),
            "identity.no-session");
  EXPECT_EQ(code([&](Transaction& tx) { return end_sessions_of(tx, by(), id, ""); }), "");
  EXPECT_FALSE(find_session(space.database(), policy, one.token));
  EXPECT_FALSE(find_session(space.database(), policy, two.token));
}

TEST_F(Administration, OnesOwnPasswordWantsTheOldOneAndCountsWrongOnes) {
  ready("li", AccountKind::officer, {});
  const auto account = space.database().read(
      [](const store::Reader& reader) { return find_account_by_login(reader, "li").value(); });
  const auto change = [&](std::string_view old, std::string_view fresh) {
    const auto done = change_own_password(space.database(), policy, account, old, fresh, "10.0.0.2");
    return done ? std::string() : done.error().code;
  };
  EXPECT_EQ(change("wrong password", "another long password"), "identity.wrong-password");
  EXPECT_EQ(change(password, "short"), "identity.weak-password");
  EXPECT_EQ(change(password, "another long password"), "");
  EXPECT_TRUE(sign("li", "another long password"));
  EXPECT_EQ(change(password, "a third long password"), "identity.wrong-password");
  EXPECT_EQ(change("another long password", "a third long password"), "identity.too-many-attempts");
}

TEST_F(Administration, AccountsAreSearched) {
  ready("Li.Si", AccountKind::officer, {{.role = Role::handler, .unit = "unit-1"}});
  ready("firm", AccountKind::enterprise, {{.role = Role::manager, .subject = "s-1"}});
  const auto logins = [&](const AccountFilter& filter) {
    return space.database().read([&](const store::Reader& reader) {
      const auto page = search_accounts(reader, filter);
      EXPECT_GE(page.total, static_cast<std::int64_t>(page.accounts.size()));
      std::string out;
      for (const Account& account : page.accounts) out += account.login + " ";
      return out;
    });
  };
  EXPECT_EQ(logins({}), "firm Li.Si root ");
  EXPECT_EQ(logins({.contains = "li."}), "Li.Si ");
  EXPECT_EQ(logins({.contains = "%"}), "");
  EXPECT_EQ(logins({.role = "manager"}), "firm ");
  EXPECT_EQ(logins({.unit = "unit-1"}), "Li.Si ");
  EXPECT_EQ(logins({.kind = "administrator"}), "root ");
  EXPECT_EQ(logins({.disabled = true}), "");
  EXPECT_EQ(logins({.offset = 1, .limit = 1}), "Li.Si ");
}

}  // namespace
}  // namespace enact::identity
