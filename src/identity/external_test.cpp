// Linking subjects of a provider to accounts, and attempts to sign in with them.
#include "identity/external.hpp"

#include <gtest/gtest.h>

#include "identity/account_links.hpp"
#include "identity/external_sign_in.hpp"
#include "identity/second_factor.hpp"
#include "identity/totp.hpp"
#include "store/test_space.hpp"

namespace enact::identity {
namespace {

using store::TestSpace;
using store::Transaction;

const std::string issuer = "https://id.example";
const std::string secret(64, 'a');

class External : public testing::Test {
 protected:
  External() { zhang = make("zhang", AccountKind::officer, {{.role = Role::handler, .unit = "u"}}); }

  std::string make(const std::string& login, AccountKind kind, std::vector<Membership> memberships) {
    return space.database()
        .write_as<Account>([&](Transaction& tx) {
          return create_account(
              tx, {}, {.login = login, .name = {login, login}, .kind = kind, .memberships = memberships});
        })
        .value()
        .id;
  }
  template <class F>
  std::string code_of(F step) {  // "" : done
    const auto done = space.database().write([&](Transaction& tx) -> store::StepResult {
      if (std::expected<void, store::Fault> result = step(tx); !result)
        return std::unexpected(result.error());
      return "";
    });
    return done ? "" : done.error().code;
  }
  std::string link(const std::string& account, const std::string& subject) {
    return code_of([&](Transaction& tx) {
      return link_external(tx, {"admin", ""}, account, {issuer, subject}, "holder");
    });
  }
  std::string begin(const std::string& with, const std::string& source = "10.0.0.1") {
    return code_of([&](Transaction& tx) { return begin_external(tx, policy, with, source); });
  }
  std::string take(const std::string& with) {
    return code_of([&](Transaction& tx) { return take_external(tx, with); });
  }
  std::string prove(const std::string& with, bool factor = false) {
    return code_of([&](Transaction& tx) { return prove_external(tx, with, zhang, factor); });
  }
  std::expected<NewSession, store::Fault> open(const std::string& code = "") {
    return open_external(space.database(), policy, secret, code, "10.0.0.1", "browser");
  }
  std::optional<Account> owner(const std::string& subject) {
    return space.database().read(
        [&](const store::Reader& reader) { return account_of(reader, {issuer, subject}); });
  }
  // A second factor of zhang in force; answers its code of now.
  std::string set_factor() {
    const auto begun = begin_second_factor(space.database(), zhang, "Enact").value();
    store::Bytes bytes;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : begun.secret) {
      held = (held << 5) | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.push_back(static_cast<std::uint8_t>(held >> bits));
      }
    }
    const auto code = [&] { return totp(bytes, totp_counter(space.database().clock().now())); };
    EXPECT_EQ(code_of([&](Transaction& tx) { return confirm_second_factor(tx, zhang, code()); }), "");
    space.advance(60);
    return code();
  }

  TestSpace space{{module()}};
  SessionPolicy policy{.failures_per_login = 3, .failures_per_source = 6, .cost = PasswordCost::test};
  std::string zhang;
};

TEST_F(External, ASubjectHasOneAccountAndAnAccountOneSubject) {
  EXPECT_EQ(owner("u-1"), std::nullopt);
  EXPECT_EQ(link(zhang, "u-1"), "");
  EXPECT_EQ(link(zhang, "u-1"), "") << "again does nothing";
  ASSERT_TRUE(owner("u-1"));
  EXPECT_EQ(owner("u-1")->id, zhang);
  EXPECT_EQ(link(zhang, "u-2"), "identity.has-external");
  const auto li = make("li", AccountKind::officer, {});
  EXPECT_EQ(link(li, "u-1"), "identity.external-taken");
  EXPECT_EQ(link(li, ""), "identity.bad-external");
  EXPECT_EQ(link(li, std::string(256, 'x')), "identity.bad-external");
  EXPECT_EQ(link("nobody", "u-3"), "identity.no-account");
  EXPECT_EQ(code_of([&](Transaction& tx) { return unlink_external(tx, {}, zhang, issuer); }), "");
  EXPECT_EQ(owner("u-1"), std::nullopt);
  EXPECT_EQ(code_of([&](Transaction& tx) { return unlink_external(tx, {}, zhang, issuer); }),
            "identity.no-external");
  EXPECT_EQ(link(li, "u-1"), "");
  EXPECT_TRUE(space.database().check().empty()) << "the table is what the events say";
}

TEST_F(External, NoEventHoldsTheSubject) {
  EXPECT_EQ(link(zhang, "350583199001011234"), "");
  space.database().read([](const store::Reader& reader) {
    reader.query("SELECT payload FROM event", {}, [](const store::Row& row) {
      EXPECT_EQ(row.text(0).find("350583199001011234"), std::string::npos);
    });
    return 0;
  });
}

TEST_F(External, AClaimFindsAnEnterpriseAloneAndNeverAnOfficer) {
  const auto of = [&](const std::string& subject) {
    const auto found = space.database().read([&](const store::Reader& reader) {
      return enterprise_by_subject(reader, subject, issuer, *Date::parse("2026-11-26"));
    });
    return found ? found->id : std::string();
  };
  const auto by_login = [&](const std::string& login) {
    const auto found = space.database().read(
        [&](const store::Reader& reader) { return enterprise_by_login(reader, login, issuer); });
    return found ? found->id : std::string();
  };
  const auto first = make("first", AccountKind::enterprise, {{.role = Role::manager, .subject = "s-1"}});
  make("helper", AccountKind::enterprise, {{.role = Role::preparer, .subject = "s-1"}});
  make("officer", AccountKind::officer, {{.role = Role::manager, .subject = "s-2"}});
  EXPECT_EQ(of("s-1"), first);
  EXPECT_EQ(of("s-2"), "") << "an officer";
  EXPECT_EQ(of("s-3"), "") << "nobody";
  EXPECT_EQ(by_login("first"), first);
  EXPECT_EQ(by_login("officer"), "");
  EXPECT_EQ(by_login("zhang"), "");
  make("second", AccountKind::enterprise, {{.role = Role::manager, .subject = "s-1"}});
  EXPECT_EQ(of("s-1"), "") << "two of them";
  EXPECT_EQ(link(first, "u-9"), "");
  EXPECT_EQ(by_login("first"), "") << "it has one already";
}

TEST_F(External, AnAttemptIsTakenProvedAndOpenedOnce) {
  EXPECT_EQ(take(secret), "identity.bad-attempt") << "not begun";
  EXPECT_EQ(begin(secret), "");
  EXPECT_EQ(prove(secret), "identity.bad-attempt") << "not taken";
  EXPECT_EQ(take(secret), "");
  EXPECT_EQ(take(secret), "identity.bad-attempt") << "replayed";
  EXPECT_EQ(open().error().code, "identity.bad-attempt") << "not proved";
  EXPECT_EQ(prove(secret), "");
  EXPECT_EQ(prove(secret), "identity.bad-attempt");
  const auto session = open();
  ASSERT_TRUE(session) << session.error().code;
  EXPECT_EQ(open().error().code, "identity.bad-attempt");
  const auto found = find_session(space.database(), policy, session->token);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->account.id, zhang);
  EXPECT_TRUE(found->external);
  EXPECT_FALSE(found->external_second_factor);
}

TEST_F(External, AnAttemptRunsOut) {
  EXPECT_EQ(begin(secret), "");
  space.advance(external_seconds);
  EXPECT_EQ(take(secret), "identity.bad-attempt");
}

TEST_F(External, AClockThatStepsLocksNobodyOutAndKeepsNoAttemptOpen) {
  const Instant right = space.clock.now();
  const auto at = [&](std::int64_t seconds) { space.clock.set({right.microseconds + seconds * 1'000'000}); };
  constexpr std::int64_t year = 366 * 86'400;
  // Begun while it was right, asked while it is ahead: too late, and good again when it is right again.
  ASSERT_EQ(begin(secret), "");
  at(year);
  EXPECT_EQ(take(secret), "identity.bad-attempt");
  // Begun while it is ahead: as many as an address may begin.
  const std::string ahead(64, 'b');
  ASSERT_EQ(begin(ahead), "");
  for (int i = 1; i < policy.failures_per_source; ++i) {
    EXPECT_EQ(begin(std::string(64, static_cast<char>('b' + i))), "");
  }
  EXPECT_EQ(begin(std::string(64, 'z')), "identity.too-many-attempts");
  at(0);
  EXPECT_EQ(take(ahead), "identity.bad-attempt") << "it would stand for a year";
  EXPECT_EQ(begin(std::string(64, 'y')), "");
  EXPECT_EQ(take(secret), "");
  EXPECT_EQ(prove(secret), "");
  // Back by less than an attempt lasts, in the middle of one: it goes on.
  at(-external_seconds / 2);
  EXPECT_TRUE(open());
}

TEST_F(External, ASecondFactorIsAskedForUnlessTheProviderDid) {
  const std::string code = set_factor();
  ASSERT_EQ(begin(secret), "");
  ASSERT_EQ(take(secret), "");
  ASSERT_EQ(prove(secret), "");
  EXPECT_EQ(open().error().code, "identity.code-required");
  EXPECT_EQ(open("000000").error().code, "identity.bad-code");
  EXPECT_TRUE(open(code));

  const std::string other(64, 'b');
  ASSERT_EQ(begin(other), "");
  ASSERT_EQ(take(other), "");
  ASSERT_EQ(prove(other, true), "");
  const auto session = open_external(space.database(), policy, other, "", "10.0.0.1", "browser");
  ASSERT_TRUE(session);
  EXPECT_TRUE(find_session(space.database(), policy, session->token)->external_second_factor);
  policy.second_factor_roles = {Role::handler};
  EXPECT_FALSE(find_session(space.database(), policy, session->token)->wants_second_factor);
}

TEST_F(External, CodesAreGuessedThreeTimes) {
  set_factor();
  ASSERT_EQ(begin(secret), "");
  ASSERT_EQ(take(secret), "");
  ASSERT_EQ(prove(secret), "");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(open("000000").error().code, "identity.bad-code");
  EXPECT_EQ(open("000000").error().code, "identity.too-many-attempts");
}

TEST_F(External, ASourceBeginsNoMoreThanItMayFail) {
  for (int i = 0; i < 6; ++i) EXPECT_EQ(begin(std::string(64, static_cast<char>('a' + i))), "");
  EXPECT_EQ(begin(std::string(64, 'z')), "identity.too-many-attempts");
  EXPECT_EQ(begin(std::string(64, 'y'), "10.0.0.2"), "");
}

TEST_F(External, ADisabledAccountIsNotOpened) {
  ASSERT_EQ(begin(secret), "");
  ASSERT_EQ(take(secret), "");
  ASSERT_EQ(prove(secret), "");
  ASSERT_EQ(code_of([&](Transaction& tx) { return set_disabled(tx, {}, zhang, true); }), "");
  EXPECT_EQ(open().error().code, "identity.account-disabled");
}

TEST_F(External, ALinkIsSpentWithoutAPassword) {
  const std::string token(64, 'c');
  ASSERT_EQ(code_of([&](Transaction& tx) -> std::expected<void, store::Fault> {
              const auto issued = issue_link(tx, {}, zhang, token);
              if (!issued) return std::unexpected(issued.error());
              return {};
            }),
            "");
  const auto spend = [&] {
    return code_of([&](Transaction& tx) -> std::expected<void, store::Fault> {
      const auto account = spend_link(tx, token);
      if (!account) return std::unexpected(account.error());
      EXPECT_EQ(account->id, zhang);
      return {};
    });
  };
  EXPECT_EQ(spend(), "");
  EXPECT_EQ(spend(), "identity.bad-link");
}

}  // namespace
}  // namespace enact::identity
