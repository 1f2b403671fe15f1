// Terms of what is kept beside the events: what is erased when, what never, and that everything else holds.
#include "casework/retention.hpp"

#include <gtest/gtest.h>

#include "casework/test_town.hpp"
#include "identity/registrations.hpp"

namespace enact::casework {
namespace {

using namespace test;

struct Retention : testing::Test {
  std::vector<std::string> expired() {
    std::vector<std::string> out;
    for (const auto& one : list()) out.push_back(one.kind);
    return out;
  }
  std::vector<Expired> list() {
    return town.read(
        [&](const store::Reader& reader) { return expired_records(reader, rules, town.space.clock.now()); });
  }
  std::string erase(const Expired& record) {
    return code(town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
      if (auto done = erase_record(tx, {"command:x", ""}, rules, record); !done)
        return std::unexpected(done.error());
      return 0;
    }));
  }
  std::string hold(const std::string& reference, bool held, const std::string& reason = "诉讼") {
    return code(town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
      auto done = held ? hold_case(tx, {"审计", ""}, reference, reason)
                       : release_case(tx, {"审计", ""}, reference, reason);
      if (!done) return std::unexpected(done.error());
      return 0;
    }));
  }
  std::string clear(const std::string& table, const std::string& column, const std::string& key,
                    const std::string& record) {
    return town.read([&](const store::Reader& reader) {
      const auto kept =
          reader.text("SELECT " + column + " FROM " + table + " WHERE " + key + " = ?", {record}).value();
      return reader.unseal(kept, store::sealed_place(table, column, record));
    });
  }
  // A case that somebody objected to and that was refused in the end.
  std::string refused() {
    const auto id = town.reach("公示");
    town.publish(id).value();
    const auto objection = town.object(id).value().id;
    town.answer(id, objection, true).value();
    town.take(handler, id, "受理", "reject", "不符合").value();
    return id;
  }

  RetentionRules rules{
      {"objection", {30, "三十日"}}, {"payee", {60, "六十日"}}, {"registration", {10, "十日"}}};
  Town town;
};

TEST_F(Retention, WhatIsOverIsErasedAfterItsTermAndTheRestHolds) {
  const auto id = refused();
  EXPECT_TRUE(expired().empty());
  town.days(29);
  EXPECT_TRUE(expired().empty());
  town.days(1);
  ASSERT_EQ(expired(), std::vector<std::string>{"objection"});
  const auto record = list().front();
  EXPECT_EQ(clear("objection_contact", "name", "objection", record.record), "张三");
  EXPECT_EQ(erase(record), "");
  EXPECT_EQ(clear("objection_contact", "name", "objection", record.record), "");
  EXPECT_EQ(clear("objection_contact", "contact", "objection", record.record), "");
  EXPECT_EQ(erase(record), "casework.not-expired") << "once";
  EXPECT_EQ(town.detail(handler, id)->objections.front().name, "");
  town.days(30);
  ASSERT_EQ(expired(), std::vector<std::string>{"payee"});
  EXPECT_EQ(erase(list().front()), "");
  EXPECT_TRUE(expired().empty());
  EXPECT_EQ(town.detail(handler, id)->timeline.size(), town.detail(auditor, id)->timeline.size());
  town.expect_sound();
}

TEST_F(Retention, NothingOfAnOpenCaseOrOfMoneyThatIsOwedIsErased) {
  town.reach("支付");
  town.days(5000);
  EXPECT_TRUE(expired().empty()) << "money is owed";
}

TEST_F(Retention, APaidCaseIsErasedOnceItsTermIsOver) {
  const auto id = town.reach("支付");
  const auto batch = town.batch({id}).value().id;
  town.release(batch).value();
  town.days(100);
  EXPECT_TRUE(expired().empty()) << "on its way";
  town.bank(batch, ledger::BankResult::paid).value();
  town.days(60);
  ASSERT_EQ(expired(), std::vector<std::string>{"payee"});
  EXPECT_EQ(erase(list().front()), "");
  town.expect_sound();
}

TEST_F(Retention, AHeldCaseStays) {
  const auto id = refused();
  const auto reference = town.detail(handler, id)->summary.reference;
  EXPECT_EQ(hold("nothing", true), "casework.no-case");
  EXPECT_EQ(hold(reference, true, ""), "casework.reason-missing");
  EXPECT_EQ(hold(reference, false), "casework.not-held");
  EXPECT_EQ(hold(reference, true), "");
  EXPECT_EQ(hold(reference, true), "casework.held");
  town.days(400);
  EXPECT_TRUE(expired().empty());
  EXPECT_EQ(hold(reference, false), "");
  EXPECT_EQ(expired().size(), 2U);
  const auto record = list().front();
  EXPECT_EQ(hold(reference, true), "");
  EXPECT_EQ(erase(record), "casework.not-expired") << "held since it was listed";
}

TEST_F(Retention, ARegistrationThatEndedLosesWhatWasEntered) {
  const auto made = town.step([&](store::Transaction& tx) {
    return identity::register_account(tx, {.login = "wang", .name = {"王", "Wang"}},
                                      {"企业", "91Z", "王厂", "0595-1"}, "10.0.0.1");
  });
  ASSERT_TRUE(made);
  town.days(100);
  EXPECT_TRUE(expired().empty()) << "it waits";
  ASSERT_EQ(code(town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
              if (auto done = identity::refuse_registration(tx, {"管", ""}, made->id, "查无此人"); !done)
                return std::unexpected(done.error());
              return 0;
            })),
            "");
  town.days(10);
  ASSERT_EQ(expired(), std::vector<std::string>{"registration"});
  EXPECT_EQ(erase(list().front()), "");
  EXPECT_EQ(clear("registration", "contact", "id", made->id), "");
  EXPECT_EQ(clear("registration", "subject_identity", "id", made->id), "");
  town.expect_sound();
}

TEST_F(Retention, AKindWithoutARuleIsKept) {
  refused();
  town.days(5000);
  rules = {{"payee", {60, "六十日"}}};
  EXPECT_EQ(expired(), std::vector<std::string>{"payee"});
  rules.clear();
  EXPECT_TRUE(expired().empty());
}

}  // namespace
}  // namespace enact::casework
