// Signing in, limits, expiry, and ending sessions.
#include "identity/sessions.hpp"

#include <gtest/gtest.h>

#include <future>

#include "store/test_space.hpp"

namespace enact::identity {
namespace {

using store::TestSpace;
using store::Transaction;

class Sessions : public testing::Test {
 protected:
  Sessions() { account = make("zhang"); }

  std::string make(const std::string& login) {
    const std::string hash = hash_password(password, login, PasswordCost::test).value();
    return space.database()
        .write_as<Account>([&](Transaction& tx) {
          return create_account(tx, {},
                                {.login = login,
                                 .name = {"张", "Zhang"},
                                 .password_hash = hash,
                                 .memberships = {{.role = Role::handler, .unit = "unit-1"}}});
        })
        .value()
        .id;
  }
  std::expected<NewSession, store::Fault> sign(const std::string& login, const std::string& with,
                                               const std::string& source = "10.0.0.1") {
    return sign_in(space.database(), policy, login, with, source, "browser");
  }
  std::optional<Session> find(const std::string& token) {
    return find_session(space.database(), policy, token);
  }
  void change(const std::function<void(Transaction&)>& step) {
    ASSERT_TRUE(space.database().write([&](Transaction& tx) -> store::StepResult {
      step(tx);
      return "";
    }));
  }
  // Waits until what was submitted without waiting is written.
  void settle() {
    change([](Transaction&) {});
  }

  const std::string password = "a good long password";
  TestSpace space{{module()}};
  SessionPolicy policy{.idle_seconds = 600,
                       .absolute_seconds = 3600,
                       .window_seconds = 900,
                       .failures_per_login = 3,
                       .failures_per_source = 6,
                       .cost = PasswordCost::test};
  std::string account;
};

TEST_F(Sessions, BeginWithTheRightPassword) {
  const auto signed_in = sign("Zhang", password);
  ASSERT_TRUE(signed_in);
  EXPECT_EQ(signed_in->token.size(), 64U);
  EXPECT_EQ(signed_in->account.id, account);
  const auto session = find(signed_in->token);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->account.login, "zhang");
  ASSERT_EQ(session->grants.size(), 1U);
  EXPECT_EQ(session->grants[0].unit, "unit-1");
  EXPECT_EQ(session->source, "10.0.0.1");
  EXPECT_TRUE(csrf_matches(*session, signed_in->csrf));
  EXPECT_FALSE(csrf_matches(*session, ""));
  EXPECT_FALSE(csrf_matches(*session, signed_in->token));
  EXPECT_FALSE(csrf_matches(Session{}, ""));
  EXPECT_FALSE(find("x"));
  EXPECT_FALSE(find(""));
  EXPECT_NE(sign("zhang", password)->token, signed_in->token);
}

TEST_F(Sessions, TheTokenIsNotInTheDatabase) {
  const auto signed_in = sign("zhang", password);
  space.database().read([&](const store::Reader& reader) {
    reader.query("SELECT * FROM session", {}, [&](const store::Row& row) {
      for (int i = 0; i < row.columns(); ++i) {
        const auto value = row.any(i);
        if (const auto* text = std::get_if<std::string_view>(&value)) {
          EXPECT_EQ(text->find(signed_in->token), std::string_view::npos);
        }
        if (const auto* bytes = std::get_if<store::BytesView>(&value)) {
          EXPECT_EQ(bytes->size(), 32U);
        }
      }
    });
    return 0;
  });
}

TEST_F(Sessions, LoginAndPasswordAreNotToldApart) {
  const auto wrong = sign("zhang", "wrong password");
  const auto nobody = sign("nobody", password);
  ASSERT_FALSE(wrong);
  ASSERT_FALSE(nobody);
  EXPECT_EQ(wrong.error().code, "identity.sign-in-failed");
  EXPECT_EQ(nobody.error().code, wrong.error().code);
  EXPECT_EQ(nobody.error().message, wrong.error().message);
}

TEST_F(Sessions, TooManyFailuresLockTheLoginUntilTheWindowPasses) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(sign("zhang", "wrong password", "10.0.1." + std::to_string(i)).error().code,
              "identity.sign-in-failed");
    space.advance(100);
  }
  const auto locked = sign("ZHANG", password, "10.0.1.9");
  ASSERT_FALSE(locked);
  EXPECT_EQ(locked.error().code, "identity.too-many-attempts");
  EXPECT_EQ(locked.error().figure("retry_after_seconds"), 600);
  space.reopen();
  EXPECT_FALSE(sign("zhang", password, "10.0.1.9"));
  space.advance(599);
  EXPECT_FALSE(sign("zhang", password, "10.0.1.9"));
  space.advance(1);
  EXPECT_TRUE(sign("zhang", password, "10.0.1.9"));
}

TEST_F(Sessions, TooManyFailuresLockTheSourceForAllLogins) {
  make("li");
  for (int i = 0; i < 6; ++i) EXPECT_FALSE(sign("nobody" + std::to_string(i), password));
  EXPECT_EQ(sign("li", password).error().code, "identity.too-many-attempts");
  EXPECT_TRUE(sign("li", password, "10.0.0.2"));
}

TEST_F(Sessions, SuccessesDoNotCount) {
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(sign("zhang", password)) << i;
}

TEST_F(Sessions, ManyAttemptsAtOnceDoNotSlipThroughTheLimit) {
  std::vector<std::future<std::string>> attempts;
  for (int i = 0; i < 16; ++i) {
    attempts.push_back(std::async(std::launch::async, [&, i] {
      return sign("zhang", "wrong password", "10.0.2." + std::to_string(i)).error().code;
    }));
  }
  int tried = 0;
  for (auto& attempt : attempts) tried += attempt.get() == "identity.sign-in-failed" ? 1 : 0;
  EXPECT_EQ(tried, 3);
}

TEST_F(Sessions, EndWhenIdleAndAtTheLatestAfterTheirTime) {
  const auto idle = sign("zhang", password);
  space.advance(599);
  EXPECT_TRUE(find(idle->token));
  settle();
  space.advance(599);
  EXPECT_TRUE(find(idle->token));
  settle();
  space.advance(600);
  EXPECT_FALSE(find(idle->token));

  const auto busy = sign("zhang", password);
  for (int i = 0; i < 12; ++i) {
    EXPECT_TRUE(find(busy->token)) << i;
    settle();
    space.advance(300);
  }
  EXPECT_FALSE(find(busy->token));
}

TEST_F(Sessions, AClockThatWasAheadNeitherKeepsSessionsNorLocksAnybodyOut) {
  for (const std::int64_t ahead : {std::int64_t{3600}, std::int64_t{365 * 24 * 3600}}) {
    SCOPED_TRACE(ahead);
    const auto before = sign("zhang", password);
    ASSERT_TRUE(before);
    space.advance(ahead);
    EXPECT_FALSE(find(before->token)) << "idle for so long";
    const auto then = sign("zhang", password);
    ASSERT_TRUE(then);
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(sign("zhang", "a wrong password here"));
    EXPECT_EQ(sign("zhang", password).error().code, "identity.too-many-attempts");
    space.advance(-ahead);
    EXPECT_FALSE(find(then->token)) << "it would hold for as long as the clock was ahead";
    EXPECT_TRUE(find(before->token)) << "idle for no time, as it turns out";
    EXPECT_TRUE(sign("zhang", password)) << "nobody is locked out until the clock has come there again";
    space.advance(1000);
  }
}

TEST_F(Sessions, AreListedAndEndedByTheirAccountOnly) {
  const std::string other = make("li");
  const auto first = sign("zhang", password);
  space.advance(1);
  const auto second = sign("zhang", password, "10.0.0.7");
  const auto list = [&] {
    return space.database().read([&](const store::Reader& reader) {
      return list_sessions(reader, policy, space.clock.now(), account);
    });
  };
  ASSERT_EQ(list().size(), 2U);
  EXPECT_EQ(list()[0].source, "10.0.0.7");
  const std::string id = list()[0].id;
  change([&](Transaction& tx) { EXPECT_EQ(end_session(tx, other, id).error().code, "identity.no-session"); });
  EXPECT_TRUE(find(second->token));
  change([&](Transaction& tx) {
    EXPECT_TRUE(end_session(tx, account, id));
    EXPECT_TRUE(end_session(tx, account, id));
  });
  EXPECT_FALSE(find(second->token));
  EXPECT_TRUE(find(first->token));
  EXPECT_EQ(list().size(), 1U);
}

TEST_F(Sessions, AllEndWithAChangeOfPasswordOrADisabledAccount) {
  const auto first = sign("zhang", password);
  const std::string changed = hash_password("another password", "zhang", PasswordCost::test).value();
  change([&](Transaction& tx) { EXPECT_TRUE(change_password(tx, {}, account, changed)); });
  EXPECT_FALSE(find(first->token));
  EXPECT_FALSE(sign("zhang", password));
  const auto second = sign("zhang", "another password");
  ASSERT_TRUE(second);
  change([&](Transaction& tx) { EXPECT_TRUE(set_disabled(tx, {}, account, true)); });
  EXPECT_FALSE(find(second->token));
  EXPECT_FALSE(sign("zhang", "another password"));
  change([&](Transaction& tx) { EXPECT_TRUE(set_disabled(tx, {}, account, false)); });
  EXPECT_FALSE(find(second->token));
  EXPECT_TRUE(sign("zhang", "another password"));
  EXPECT_TRUE(space.database().check().empty());
}

}  // namespace
}  // namespace enact::identity
