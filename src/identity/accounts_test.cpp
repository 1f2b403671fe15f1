// Accounts, memberships and the first administrator; all of it rebuilt from events.
#include "identity/accounts.hpp"

#include <gtest/gtest.h>

#include "identity/sessions.hpp"
#include "store/test_space.hpp"

namespace enact::identity {
namespace {

using store::Fault;
using store::TestSpace;
using store::Transaction;

const store::Actor administrator{"account-0", ""};

std::expected<Account, Fault> make(TestSpace& space, const std::string& login,
                                   std::vector<Membership> memberships = {}) {
  return space.database().write_as<Account>([&](Transaction& tx) {
    return create_account(tx, administrator,
                          {.login = login,
                           .name = {"某人", "somebody"},
                           .kind = AccountKind::officer,
                           .memberships = memberships});
  });
}

std::expected<store::Answer, Fault> change(
    TestSpace& space, const std::function<std::expected<void, Fault>(Transaction&)>& step) {
  return space.database().write([&](Transaction& tx) -> store::StepResult {
    if (auto done = step(tx); !done) return std::unexpected(done.error());
    return "";
  });
}

TEST(Accounts, AreFoundByLoginWhateverItsCaseAndWidth) {
  TestSpace space({module()});
  const auto made = make(space, "Zhang.San");
  ASSERT_TRUE(made);
  space.database().read([&](const store::Reader& reader) {
    EXPECT_EQ(find_account_by_login(reader, "zhang.san")->id, made->id);
    EXPECT_EQ(find_account_by_login(reader, "ＺＨＡＮＧ.San")->login, "Zhang.San");
    EXPECT_FALSE(find_account_by_login(reader, "zhang"));
    EXPECT_EQ(find_account(reader, made->id)->name.zh, "某人");
    EXPECT_EQ(find_account(reader, made->id)->kind, AccountKind::officer);
    return 0;
  });
  EXPECT_EQ(make(space, "ZHANG.SAN").error().code, "identity.login-taken");
}

TEST(Accounts, RefuseBadLogins) {
  TestSpace space({module()});
  const std::string too_long(65, 'a');
  const std::string not_utf8 = "a\xff";
  for (const std::string& login :
       {std::string(), std::string("a b"), std::string("　"), too_long, not_utf8}) {
    const auto made = make(space, login);
    ASSERT_FALSE(made) << login;
    EXPECT_EQ(made.error().code, "identity.bad-login");
  }
  EXPECT_TRUE(make(space, std::string(64, 'a')));
}

TEST(Accounts, MembershipsComeAndGo) {
  TestSpace space({module()});
  const auto made = make(
      space, "a", {{.role = Role::handler, .unit = "unit-1"}, {.role = Role::applicant, .subject = "s-1"}});
  ASSERT_TRUE(made);
  const auto read = [&] {
    return space.database().read(
        [&](const store::Reader& reader) { return grants(reader, made->id, {2026, 3, 10}); });
  };
  ASSERT_EQ(read().size(), 2U);
  const Membership handler{made->id, Role::handler, "unit-1", ""};
  EXPECT_TRUE(change(space, [&](Transaction& tx) { return grant(tx, administrator, handler); }));
  EXPECT_EQ(read().size(), 2U);
  EXPECT_TRUE(change(space, [&](Transaction& tx) { return revoke(tx, administrator, handler); }));
  EXPECT_TRUE(change(space, [&](Transaction& tx) { return revoke(tx, administrator, handler); }));
  ASSERT_EQ(read().size(), 1U);
  EXPECT_EQ(read()[0].subject, "s-1");
  EXPECT_TRUE(change(space, [&](Transaction& tx) { return grant(tx, administrator, handler); }));
  space.database().read([&](const store::Reader& reader) {
    EXPECT_EQ(members_of_unit(reader, "unit-1", Role::handler).size(), 1U);
    EXPECT_TRUE(members_of_unit(reader, "unit-1", Role::reviewer).empty());
    return 0;
  });
  // created, 2 granted, revoked, granted: what changed nothing left no event.
  EXPECT_EQ(space.database().read([&](const store::Reader& reader) {
    return store::stream_version(reader, "account", made->id);
  }),
            5);
  EXPECT_TRUE(space.database().check().empty());
}

TEST(Accounts, AMembershipWantsAUnitOrASubjectAsItsRoleDoes) {
  TestSpace space({module()});
  for (const Membership& bad : std::vector<Membership>{{.role = Role::handler},
                                                       {.role = Role::handler, .subject = "s"},
                                                       {.role = Role::handler, .unit = "u", .subject = "s"},
                                                       {.role = Role::applicant, .unit = "u"},
                                                       {.role = Role::applicant},
                                                       {.role = Role::visitor}}) {
    const auto made = make(space, "a", {bad});
    ASSERT_FALSE(made) << role_id(bad.role);
    EXPECT_EQ(made.error().code, "identity.bad-membership");
  }
  // Nothing is left of the accounts that could not be made whole.
  EXPECT_TRUE(
      space.database().read([](const store::Reader& reader) { return list_accounts(reader); }).empty());
  EXPECT_TRUE(make(space, "a", {{.role = Role::auditor}}));
}

TEST(Accounts, AnUnknownOneCannotBeChanged) {
  TestSpace space({module()});
  EXPECT_EQ(
      change(space, [](Transaction& tx) { return set_disabled(tx, administrator, "x", true); }).error().code,
      "identity.no-account");
  EXPECT_EQ(change(space, [](Transaction& tx) { return change_password(tx, administrator, "x", "h"); })
                .error()
                .code,
            "identity.no-account");
  EXPECT_EQ(
      change(space, [](Transaction& tx) { return grant(tx, administrator, {"x", Role::auditor, "", ""}); })
          .error()
          .code,
      "identity.no-account");
}

TEST(Accounts, NoPasswordHashStandsInAnEvent) {
  TestSpace space({module()});
  const std::string hash = hash_password("a good long one", "a", PasswordCost::test).value();
  ASSERT_TRUE(space.database().write_as<Account>([&](Transaction& tx) {
    return create_account(tx, administrator, {.login = "a", .password_hash = hash});
  }));
  space.database().read([&](const store::Reader& reader) {
    for (const store::Event& event : store::events_after(reader, 0, 100)) {
      EXPECT_EQ(event.payload.find("argon2"), std::string::npos);
    }
    return 0;
  });
}

TEST(Passwords, AreHashedWithArgon2idAndWeakOnesRefused) {
  const auto hash = hash_password("correct horse", "zhang", PasswordCost::test);
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$"));
  EXPECT_NE(*hash, *hash_password("correct horse", "zhang", PasswordCost::test));
  EXPECT_TRUE(password_matches(*hash, "correct horse"));
  EXPECT_FALSE(password_matches(*hash, "correct horsf"));
  EXPECT_FALSE(password_matches(*hash, ""));
  EXPECT_FALSE(password_matches("", "correct horse"));
  EXPECT_FALSE(password_matches("not a hash", "correct horse"));
  EXPECT_EQ(hash_password("九个字的密码不够长", "zhang", PasswordCost::test).error().code,
            "identity.weak-password");
  EXPECT_TRUE(hash_password("十个字的密码刚刚够长", "zhang", PasswordCost::test));
  EXPECT_FALSE(hash_password("zhang.sanfeng", "Zhang.SanFeng", PasswordCost::test));
}

TEST(Passwords, TheServiceCostIsTheLibrarysInteractiveOne) {
  const auto hash = hash_password("correct horse", "zhang", PasswordCost::interactive);
  ASSERT_TRUE(hash);
  EXPECT_NE(hash->find("m=65536,t=2,p=1"), std::string::npos) << *hash;
}

TEST(AdministratorLink, MakesTheFirstAdministratorOnce) {
  TestSpace space({module()});
  const auto token = make_administrator_link(space.database());
  ASSERT_TRUE(token);
  const NewAccount wanted{.login = "root", .name = {"管理员", "administrator"}};
  EXPECT_EQ(redeem_administrator_link(space.database(), "guess", wanted).error().code, "identity.bad-link");
  const auto made = redeem_administrator_link(space.database(), *token, wanted);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->kind, AccountKind::administrator);
  EXPECT_EQ(space.database()
                .read([&](const store::Reader& reader) { return grants(reader, made->id, {2026, 3, 10}); })[0]
                .role,
            Role::administrator);
  NewAccount second = wanted;
  second.login = "root2";
  EXPECT_EQ(redeem_administrator_link(space.database(), *token, second).error().code, "identity.bad-link");
  EXPECT_EQ(make_administrator_link(space.database()).error().code, "identity.has-administrator");
}

TEST(AdministratorLink, ExpiresAfterADayAndAFailureDoesNotSpendIt) {
  TestSpace space({module()});
  const auto token = make_administrator_link(space.database());
  EXPECT_EQ(redeem_administrator_link(space.database(), *token, {.login = "a b"}).error().code,
            "identity.bad-login");
  space.advance(24 * 3600 - 1);
  const auto second = make_administrator_link(space.database());
  space.advance(1);
  EXPECT_EQ(redeem_administrator_link(space.database(), *token, {.login = "root"}).error().code,
            "identity.bad-link");
  EXPECT_TRUE(redeem_administrator_link(space.database(), *second, {.login = "root"}));
}

}  // namespace
}  // namespace enact::identity
