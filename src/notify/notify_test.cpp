// What is told, and that it is carried once: real cases, and a real conversation with a mail server.
#include <gmock/gmock.h>

#include "casework/day_turn.hpp"
#include "casework/roster.hpp"
#include "casework/test_town.hpp"
#include "notify/sender.hpp"
#include "notify/test_smtp_server.hpp"

namespace enact::notify {
namespace {

using casework::test::Town;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class Notify : public ::testing::Test {
 protected:
  Notify() : town({notify::module()}) {
    applicant =
        account("企业一", {"", identity::Role::applicant, "", town.enterprise}, {"owner@example.com", ""});
    account("科一", {"", identity::Role::handler, "市科局", ""}, {"handler@example.com", ""});
    options.mail = {.server = smtp.url(), .from = "enact@city.example", .require_tls = false};
    options.portal = "https://portal.example";
  }

  std::string account(const std::string& login, identity::Membership membership, const Contact& contact) {
    return town
        .step([&](store::Transaction& tx) -> std::expected<std::string, store::Fault> {
          auto made = identity::create_account(
              tx, {}, {.login = login, .name = {login, login}, .memberships = {std::move(membership)}});
          if (!made) return std::unexpected(made.error());
          if (auto set = set_contact(tx, made->id, contact); !set) return std::unexpected(set.error());
          return made->id;
        })
        .value();
  }
  std::vector<std::string> kinds(const std::vector<identity::Grant>& grants) {
    return town.read([&](const store::Reader& reader) {
      std::vector<std::string> found;
      for (const Notification& one : notifications_for(reader, grants, 0, 100))
        found.insert(found.begin(), one.kind);
      return found;
    });
  }
  std::int64_t carry() { return carry_once(town.space.database(), options, "server-1"); }
  void carry_all() {
    for (int i = 0; i < 20; ++i) carry();
  }
  std::vector<std::string> recipients() const {
    std::vector<std::string> found;
    for (const test::Mail& mail : smtp.mails()) found.push_back(mail.to);
    return found;
  }
  static std::string header(const test::Mail& mail, const std::string& name) {
    const auto at = mail.data.find(name + ": ");
    return at == std::string::npos ? "" : mail.data.substr(at, mail.data.find('\n', at) - at);
  }

  test::SmtpServer smtp;
  Town town;
  std::string applicant;
  SenderOptions options;
};

TEST_F(Notify, TellsEachWhatConcernsIt) {
  const std::string id = town.reach("支付");
  const auto batch = town.batch({id}).value();
  town.release(batch.id).value();
  town.bank(batch.id, ledger::BankResult::paid).value();
  EXPECT_THAT(kinds(town.applicant.grants), ElementsAre("notice", "decision", "paid"));
  EXPECT_THAT(kinds(casework::test::industry.grants), ElementsAre("todo"));
  EXPECT_THAT(kinds(casework::test::officer("x", "市财局", identity::Role::reviewer).grants), ElementsAre());
  town.expect_sound();
}

TEST_F(Notify, TellsThoseOnAListAndWhoIsToReleaseIt) {
  const casework::RosterRequest request{.policy = "sample-town", .provision = "a1"};
  const auto findings = town.read([&](const store::Reader& reader) {
                              return casework::find_due(reader, town.library, casework::test::handler,
                                                        request, town.space.clock.now());
                            })
                            .value();
  const std::string id =
      town.step([&](store::Transaction& tx) {
            return casework::make_roster(tx, town.library, casework::test::handler, request, findings);
          })
          .value();
  EXPECT_THAT(kinds(casework::test::approver.grants), ElementsAre("roster"));
  EXPECT_THAT(kinds(town.applicant.grants), ElementsAre());
  const registers::Catalogue catalogue({casework::test::package()});
  const registers::Registers none(catalogue);
  town.step([&](store::Transaction& tx) {
        return casework::release_roster(tx, town.library, none, casework::test::approver, id);
      })
      .value();
  EXPECT_THAT(kinds(town.applicant.grants), ElementsAre("offer"));
  carry_all();
  EXPECT_THAT(recipients(), ElementsAre("owner@example.com"));
  EXPECT_THAT(smtp.mails().at(0).data, HasSubstr("ZXhhbXBsZS9lbnRlcnByaXNlCg==")) << "…example/enterprise";
  town.days(60);
  casework::turn_day(town.space.database(), town.library).value();
  EXPECT_THAT(kinds(town.applicant.grants), ElementsAre("offer", "offer_lapsed"));
  town.expect_sound();
}

TEST_F(Notify, TellsOfCorrectionsRefusalsAndFailedPayments) {
  const std::string id = town.reach("受理");
  town.take(casework::test::handler, id, "受理", "return", "缺少公章").value();
  EXPECT_THAT(kinds(town.applicant.grants), ElementsAre("correction"));
  town.submit(id).value();
  town.take(casework::test::handler, id, "受理", "reject", "不符合").value();
  EXPECT_THAT(kinds(town.applicant.grants), ElementsAre("correction", "ended"));
  // The handler was given the work twice.
  EXPECT_THAT(kinds(casework::test::handler.grants), ElementsAre("todo", "todo"));
}

TEST_F(Notify, TellsOnceOfWhatIsOverdue) {
  town.reach("受理");
  town.days(12);
  ASSERT_TRUE(casework::turn_day(town.space.database(), town.library));
  town.days(1);
  ASSERT_TRUE(casework::turn_day(town.space.database(), town.library));
  EXPECT_THAT(kinds(casework::test::handler.grants), ElementsAre("todo", "overdue"));
  EXPECT_THAT(kinds(casework::test::officer("x", "市督办", identity::Role::handler).grants),
              ElementsAre("overdue"));
  town.expect_sound();
}

TEST_F(Notify, UnreadUntilSeen) {
  const std::string id = town.reach("受理");
  town.take(casework::test::handler, id, "受理", "return", "缺少公章").value();
  const auto unread_now = [&] {
    return town.read(
        [&](const store::Reader& reader) { return unread(reader, applicant, town.applicant.grants); });
  };
  EXPECT_EQ(unread_now(), 1);
  const auto newest = town.read([&](const store::Reader& reader) {
    return notifications_for(reader, town.applicant.grants, 0, 1).at(0).seq;
  });
  for (const std::int64_t up_to : {newest, newest - 1})  // never backwards
    ASSERT_TRUE(town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
      mark_seen(tx, applicant, up_to);
      return 0;
    }));
  EXPECT_EQ(unread_now(), 0);
}

TEST_F(Notify, SendsByMailWhatMatters) {
  const std::string id = town.reach("受理");
  town.take(casework::test::handler, id, "受理", "return", "缺少公章").value();
  carry_all();
  ASSERT_THAT(recipients(), ElementsAre("owner@example.com")) << "a to-do stays in the portal";
  const test::Mail mail = smtp.mails().at(0);
  EXPECT_EQ(mail.from, "enact@city.example");
  EXPECT_THAT(header(mail, "Subject"), HasSubstr("=?UTF-8?B?"));
  EXPECT_THAT(header(mail, "Message-ID"), HasSubstr("@city.example>"));
  EXPECT_EQ(mail.data.find("缺少公章"), std::string::npos) << "reasons stay in the portal";
}

TEST_F(Notify, NeverDoublesAndNeverLoses) {
  const std::string id = town.reach("支付");
  carry_all();
  carry_all();
  const auto first = recipients();
  EXPECT_THAT(first, UnorderedElementsAre("owner@example.com", "owner@example.com"));  // notice, decision
  town.space.reopen();
  carry_all();
  EXPECT_EQ(recipients(), first) << "a restart sends nothing again";
  ASSERT_TRUE(town.space.database().rebuild());
  carry_all();
  EXPECT_EQ(recipients(), first) << "nor do projections made anew";
}

// Handed over, and the server went away before it could mark that.
TEST_F(Notify, ACrashBetweenSendingAndMarkingSendsOnceMoreUnderTheSameId) {
  const std::string id = town.reach("受理");
  town.take(casework::test::handler, id, "受理", "return", "缺少公章").value();
  auto& database = town.space.database();
  ASSERT_EQ(queue_new(database, {.mail = true}).value(), 1);
  const auto taken = take_due(database, "server-1", std::chrono::seconds(300), 10).value();
  ASSERT_EQ(taken.size(), 1U);
  ASSERT_TRUE(send_mail(taken[0], options.mail, database.clock().now()));
  town.space.reopen();
  EXPECT_EQ(carry(), 0) << "the lease of the dead server still holds";
  town.space.advance(301);
  EXPECT_EQ(carry(), 1);
  EXPECT_EQ(carry(), 0);
  const auto mails = smtp.mails();
  ASSERT_EQ(mails.size(), 2U);
  EXPECT_EQ(header(mails[0], "Message-ID"), header(mails[1], "Message-ID"));
}

TEST_F(Notify, AClockThatWasAheadHoldsNothingBack) {
  const std::string id = town.reach("受理");
  town.take(casework::test::handler, id, "受理", "return", "缺少公章").value();
  auto& database = town.space.database();
  ASSERT_EQ(queue_new(database, {.mail = true}).value(), 1);
  town.space.advance(365 * 24 * 3600);
  smtp.answer_recipients("451 later");
  EXPECT_EQ(carry(), 0) << "put off to a year from now";
  town.space.advance(61);
  ASSERT_EQ(take_due(database, "server-1", std::chrono::seconds(300), 10).value().size(), 1U);
  town.space.advance(-365 * 24 * 3600);
  smtp.answer_recipients("250 ok");
  EXPECT_EQ(carry(), 1) << "neither the pause nor the lease of then counts";
}

TEST_F(Notify, TwoSendersNeverCarryTheSame) {
  town.reach("支付");
  auto& database = town.space.database();
  ASSERT_TRUE(queue_new(database, {.mail = true}));
  const auto one = take_due(database, "server-1", std::chrono::seconds(300), 10).value();
  const auto other = take_due(database, "server-2", std::chrono::seconds(300), 10).value();
  EXPECT_EQ(one.size(), 2U);
  EXPECT_EQ(other.size(), 0U);
}

TEST_F(Notify, TriesAgainLaterAndGivesUpWhatIsRefused) {
  const std::string id = town.reach("受理");
  town.take(casework::test::handler, id, "受理", "return", "缺少公章").value();
  const auto state = [&] {
    return town.read([](const store::Reader& reader) { return outbox_state(reader); });
  };
  smtp.answer_recipients("451 later");
  EXPECT_EQ(carry(), 0);
  EXPECT_EQ(carry(), 0) << "not before the pause is over";
  EXPECT_EQ(state().waiting, 1);
  ASSERT_EQ(state().troubles.size(), 1U);
  EXPECT_EQ(state().troubles[0].reason.find("owner@"), std::string::npos) << "no addresses in the log";
  town.space.advance(61);
  smtp.answer_recipients("250 ok");
  EXPECT_EQ(carry(), 1);
  EXPECT_EQ(state().sent, 1);
  town.submit(id).value();
  town.take(casework::test::handler, id, "受理", "reject", "不符合").value();
  smtp.answer_recipients("550 no such user");
  carry_all();
  EXPECT_EQ(state().given_up, 1);
  EXPECT_EQ(state().waiting, 0);
}

TEST_F(Notify, ASpaceThatBeginsToSendDoesNotSendItsPast) {
  town.reach("支付");
  town.days(40);
  carry_all();
  EXPECT_THAT(recipients(), ElementsAre());
}

TEST_F(Notify, KeepsNoAddressInTheClear) {
  town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
        store::queue_message(tx, {.channel = "mail", .recipient = "owner@example.com"}, "one");
        return 0;
      })
      .value();
  town.read([&](const store::Reader& reader) {
    int rows = 0;
    for (const char* sql : {"SELECT mail FROM notify_contact", "SELECT recipient FROM message"}) {
      reader.query(sql, {}, [&](const store::Row& row) {
        ++rows;
        EXPECT_EQ(row.text(0).find("example.com"), std::string::npos) << sql;
      });
    }
    EXPECT_GE(rows, 3);
    EXPECT_EQ(contact_of(reader, applicant).mail, "owner@example.com");
    EXPECT_EQ(contact_of(reader, applicant).phone, "");
    EXPECT_EQ(store::due_messages(reader, Instant{INT64_MAX}, 9).back().recipient, "owner@example.com");
    return 0;
  });
}

TEST_F(Notify, PausesGrowAndEnd) {
  EXPECT_LT(pause_after(0), pause_after(1));
  EXPECT_EQ(pause_after(50), std::chrono::hours(24));
}

TEST_F(Notify, RefusesAddressesThatCouldBreakAMail) {
  for (const std::string bad : {"a@b", "a b@c.d", "a@b.c\r\nBcc: x@y.z", "<a@b.c>", "a@b@c.d", "名@例.中"}) {
    EXPECT_FALSE(town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
      if (auto set = set_contact(tx, applicant, {.mail = bad}); !set) return std::unexpected(set.error());
      return 0;
    })) << bad;
  }
}

TEST(MailText, KeepsLongChineseSubjectsWhole) {
  std::string subject;
  for (int i = 0; i < 40; ++i) subject += "兑";
  const std::string text = mail_text({.id = "m1", .recipient = "a@b.cd", .subject = subject, .body = "正文"},
                                     {.from = "x@city.example"}, Instant{0});
  std::size_t words = 0;
  for (std::size_t at = text.find("=?UTF-8?B?"); at != std::string::npos;
       at = text.find("=?UTF-8?B?", at + 1))
    ++words;
  EXPECT_EQ(words, 3U);
  EXPECT_THAT(text, HasSubstr("Message-ID: <m1@city.example>\r\n"));
  EXPECT_THAT(text, HasSubstr("Date: Thu, 1 Jan 1970 08:00:00 +0800\r\n"));
}

}  // namespace
}  // namespace enact::notify
