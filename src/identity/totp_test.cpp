// The vectors of RFC 6238, appendix B, and of RFC 4648, section 10; and the second factor of an account.
#include "identity/totp.hpp"

#include <gtest/gtest.h>

#include "identity/accounts.hpp"
#include "identity/second_factor.hpp"
#include "identity/sessions.hpp"
#include "store/hash.hpp"
#include "store/test_space.hpp"

namespace enact::identity {
namespace {

store::BytesView bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string repeated(std::size_t length) {
  std::string secret;
  for (std::size_t i = 0; i < length; ++i) secret += static_cast<char>('0' + (i + 1) % 10);
  return secret;
}

TEST(Totp, GivesTheCodesOfTheStandard) {
  struct Vector {
    std::int64_t second;
    const char* sha1;
    const char* sha256;
    const char* sha512;
  };
  for (const Vector& one : {Vector{59, "94287082", "46119246", "90693936"},
                            Vector{1111111109, "07081804", "68084774", "25091201"},
                            Vector{1111111111, "14050471", "67062674", "99943326"},
                            Vector{1234567890, "89005924", "91819424", "93441116"},
                            Vector{2000000000, "69279037", "90698825", "38618901"},
                            Vector{20000000000, "65353130", "77737706", "47863826"}}) {
    const std::int64_t counter = totp_counter({one.second * 1'000'000});
    EXPECT_EQ(totp(bytes(repeated(20)), counter, 8), one.sha1) << one.second;
    EXPECT_EQ(totp(bytes(repeated(32)), counter, 8, TotpHash::sha256), one.sha256) << one.second;
    EXPECT_EQ(totp(bytes(repeated(64)), counter, 8, TotpHash::sha512), one.sha512) << one.second;
  }
}

TEST(Totp, WritesBase32AsAppsReadIt) {
  EXPECT_EQ(base32(bytes("")), "");
  EXPECT_EQ(base32(bytes("f")), "MY");
  EXPECT_EQ(base32(bytes("fo")), "MZXQ");
  EXPECT_EQ(base32(bytes("foo")), "MZXW6");
  EXPECT_EQ(base32(bytes("foob")), "MZXW6YQ");
  EXPECT_EQ(base32(bytes("fooba")), "MZXW6YTB");
  EXPECT_EQ(base32(bytes("foobar")), "MZXW6YTBOI");
}

struct SecondFactor : testing::Test {
  void SetUp() override {
    NewAccount made;
    made.login = "officer";
    made.name = {"官", "officer"};
    made.kind = AccountKind::officer;
    made.password_hash = hash_password("long enough password", "officer", PasswordCost::test).value();
    account = space.database()
                  .write_as<Account>([&](store::Transaction& tx) { return create_account(tx, {}, made); })
                  .value()
                  .id;
  }
  // The code that an app would show, from what the database keeps.
  std::string code(int steps = 0) {
    const auto secret = space.database().read([&](const store::Reader& reader) {
      return reader.first("SELECT seq, secret FROM account_totp ORDER BY seq DESC LIMIT 1", {},
                          [&](const store::Row& row) {
                            const store::Bytes kept = row.bytes(1);
                            return reader.unseal({reinterpret_cast<const char*>(kept.data()), kept.size()},
                                                 "account_totp.secret/" + std::to_string(row.integer(0)));
                          });
    });
    return totp(store::as_bytes(*secret), totp_counter(space.clock.now()) + steps);
  }
  std::string enter(const std::string& one_time, const std::string& password = "long enough password") {
    const auto opened = sign_in(space.database(), policy, "officer", password, "here", "test", one_time);
    return opened ? "" : opened.error().code;
  }
  template <class F>
  std::string step(F f) {
    const auto done = space.database().write([&](store::Transaction& tx) -> store::StepResult {
      if (auto changed = f(tx); !changed) return std::unexpected(changed.error());
      return std::string();
    });
    return done ? "" : done.error().code;
  }
  std::string confirm(const std::string& one_time) {
    return step([&](store::Transaction& tx) { return confirm_second_factor(tx, account, one_time); });
  }
  std::string remove(const std::string& one_time) {
    return step([&](store::Transaction& tx) { return remove_second_factor(tx, account, one_time); });
  }

  store::TestSpace space{{module()}};
  SessionPolicy policy{.failures_per_login = 100, .failures_per_source = 100, .cost = PasswordCost::test};
  std::string account;
};

TEST_F(SecondFactor, ARoleRestsUntilItIsSet) {
  EXPECT_EQ(step([&](store::Transaction& tx) {
              return grant(tx, {}, {.account = account, .role = Role::approver, .unit = "u"});
            }),
            "");
  policy.second_factor_roles = {Role::approver};
  const auto token =
      sign_in(space.database(), policy, "officer", "long enough password", "here", "test")->token;
  const auto found = [&] { return find_session(space.database(), policy, token).value(); };
  EXPECT_TRUE(found().wants_second_factor);
  EXPECT_TRUE(found().grants.empty());
  ASSERT_TRUE(begin_second_factor(space.database(), account, "Enact"));
  EXPECT_TRUE(found().wants_second_factor) << "not yet in force";
  EXPECT_EQ(confirm(code()), "");
  EXPECT_FALSE(found().wants_second_factor);
  EXPECT_EQ(found().grants.size(), 1U);
  EXPECT_EQ(remove(code(1)), "");
  EXPECT_TRUE(found().wants_second_factor) << "also within a session";
  policy.second_factor_roles = {Role::administrator};
  EXPECT_FALSE(found().wants_second_factor) << "another role";
}

TEST_F(SecondFactor, IsInForceOnceItIsConfirmedAndEachCodeIsGoodOnce) {
  EXPECT_EQ(enter(""), "");
  EXPECT_EQ(confirm("000000"), "identity.no-enrolment");
  const auto begun = begin_second_factor(space.database(), account, "兑现 Enact").value();
  EXPECT_EQ(begun.secret.size(), 32U);
  EXPECT_EQ(begun.uri, "otpauth://totp/%E5%85%91%E7%8E%B0%20Enact:officer?secret=" + begun.secret +
                           "&issuer=%E5%85%91%E7%8E%B0%20Enact");
  EXPECT_EQ(enter(""), "") << "not yet in force";
  EXPECT_EQ(confirm(code(5)), "identity.bad-code");
  EXPECT_EQ(confirm(code()), "");
  EXPECT_EQ(enter(""), "identity.code-required");
  EXPECT_EQ(enter(code()), "identity.bad-code") << "used to confirm";
  space.advance(30);
  EXPECT_EQ(enter(code(), "wrong password here"), "identity.sign-in-failed")
      << "a code does not tell of a password";
  EXPECT_EQ(enter(code()), "");
  EXPECT_EQ(enter(code()), "identity.bad-code") << "used";
  EXPECT_EQ(enter(code(-1)), "identity.bad-code") << "older than the last that was used";
  EXPECT_EQ(begin_second_factor(space.database(), account, "x").error().code, "identity.has-second-factor");
}

TEST_F(SecondFactor, ToleratesAClockThatIsHalfAMinuteOffAndNoMore) {
  begin_second_factor(space.database(), account, "x").value();
  EXPECT_EQ(confirm(code(-1)), "");
  space.advance(300);
  EXPECT_EQ(enter(code(2)), "identity.bad-code");
  EXPECT_EQ(enter(code(-2)), "identity.bad-code");
  EXPECT_EQ(enter(code(1)), "");
}

TEST_F(SecondFactor, ACodeSpentByAClockThatWasAheadLocksNobodyOut) {
  begin_second_factor(space.database(), account, "x").value();
  EXPECT_EQ(confirm(code()), "");
  space.advance(365 * 24 * 3600);
  EXPECT_EQ(enter(code()), "");
  space.advance(-365 * 24 * 3600 + 60);
  EXPECT_EQ(enter(code()), "");
  EXPECT_EQ(enter(code()), "identity.bad-code") << "used";
}

TEST_F(SecondFactor, ItsSecretStandsSealedInTheDatabase) {
  ASSERT_TRUE(begin_second_factor(space.database(), account, "Enact"));
  space.database().read([](const store::Reader& reader) {
    reader.query("SELECT secret FROM account_totp", {}, [](const store::Row& row) {
      const store::Bytes kept = row.bytes(0);
      EXPECT_FALSE(
          store::KeyRing::sealed_by({reinterpret_cast<const char*>(kept.data()), kept.size()}).empty());
    });
    return 0;
  });
}

TEST_F(SecondFactor, IsRemovedWithACodeOnly) {
  begin_second_factor(space.database(), account, "x").value();
  confirm(code());
  EXPECT_EQ(remove("123"), "identity.bad-code");
  space.advance(60);
  EXPECT_EQ(remove(code()), "");
  EXPECT_EQ(enter(""), "");
  EXPECT_TRUE(begin_second_factor(space.database(), account, "x"));
}

TEST_F(SecondFactor, WrongCodesCountAsFailedAttempts) {
  begin_second_factor(space.database(), account, "x").value();
  confirm(code());
  policy.failures_per_login = 3;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(enter("000000"), "identity.bad-code");
  space.advance(60);
  EXPECT_EQ(enter(code()), "identity.too-many-attempts");
}

}  // namespace
}  // namespace enact::identity
