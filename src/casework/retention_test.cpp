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

TEST_F(Retention, AccountsInLinesOfSettledBatchesGo) {
  rules = {{"payment", {60, "六十日"}}};
  const auto id = town.reach("支付");
  const auto batch = town.batch({id}).value().id;
  town.days(100);
  EXPECT_TRUE(expired().empty()) << "not released";
  town.release(batch).value();
  town.days(100);
  EXPECT_TRUE(expired().empty()) << "on its way";
  town.bank(batch, ledger::BankResult::paid).value();
  town.days(60);
  ASSERT_EQ(expired(), std::vector<std::string>{"payment"});
  const auto record = list().front();
  EXPECT_EQ(record.record, batch + "/1");
  const auto standing = [&] {
    return town.read([&](const store::Reader& reader) {
      return reader.unseal(
          reader.text("SELECT payee_account FROM payment_line WHERE batch = ?", {batch}).value(),
          store::sealed_place("payment_line", "payee_account", record.record));
    });
  };
  EXPECT_EQ(standing(), account.account_number);
  EXPECT_EQ(erase(record), "");
  EXPECT_EQ(standing(), "");
  EXPECT_TRUE(expired().empty());
  EXPECT_TRUE(town.detail(finance, id)) << "the case is shown as before";
  town.expect_sound();
}

TEST_F(Retention, ADocumentGoesOnceEveryCaseThatHasItIsOver) {
  rules = {{"document", {60, "六十日"}}};
  const auto id = refused();
  const auto hash = town.detail(handler, id)->evidence.front().hash;
  const auto content = [&] {
    return code(town.read([&](const store::Reader& reader) {
      return evidence_content(reader, town.library, handler, id, hash);
    }));
  };
  // Another case, still open, has the same document.
  const std::string other = town.add_enterprise("91B", "样例二厂", {"C-2"});
  const Person second{"企业二", {{identity::Role::applicant, "", other}}};
  const auto open = town.step([&](store::Transaction& tx) {
    return town.cases.open_case(tx, second, {other, "sample-town", "a1", "", Mode::apply});
  });
  ASSERT_TRUE(open);
  ASSERT_TRUE(town.step([&](store::Transaction& tx) {
    return town.cases.add_evidence(tx, second, {open->case_id, "认定证书", "同一份.pdf", bytes(pdf)});
  }));
  town.days(60);
  EXPECT_TRUE(expired().empty()) << "the other case needs it";
  ASSERT_TRUE(town.step(
      [&](store::Transaction& tx) { return town.cases.withdraw(tx, second, open->case_id, "不再申请"); }));
  EXPECT_TRUE(expired().empty()) << "its term has begun";
  town.days(60);
  ASSERT_EQ(expired(), (std::vector<std::string>{"document", "document"}));
  EXPECT_EQ(content(), "");
  const auto records = list();
  EXPECT_EQ(erase(records[0]), "");
  EXPECT_EQ(content(), "casework.document-erased");
  EXPECT_EQ(erase(records[1]), "casework.not-expired") << "it is gone already";
  EXPECT_EQ(town.detail(handler, id)->evidence.front().hash, hash) << "that it was there stands";
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
  const auto held = town.read(held_cases);
  ASSERT_EQ(held.size(), 1U);
  EXPECT_EQ(held[0].reference, reference);
  EXPECT_EQ(held[0].reason, "诉讼");
  EXPECT_EQ(hold(reference, false), "");
  EXPECT_TRUE(town.read(held_cases).empty());
  EXPECT_EQ(erase(record), "");
  const auto erased = town.read([](const store::Reader& reader) { return erased_records(reader, 10); });
  ASSERT_EQ(erased.size(), 1U);
  EXPECT_EQ(erased[0].reference, reference);
  EXPECT_EQ(erased[0].kind, record.kind);
  EXPECT_EQ(erased[0].says, rules.at(record.kind).says);
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

TEST_F(Retention, RulesAreDeclaredOnRecord) {
  const auto declare = [&] {
    return code(town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
      if (auto done = declare_rules(tx, {"command:x", ""}, rules); !done)
        return std::unexpected(done.error());
      return 0;
    }));
  };
  EXPECT_TRUE(town.read(declared_rules).empty());
  EXPECT_EQ(declare(), "");
  EXPECT_EQ(town.read(declared_rules), rules);
  EXPECT_EQ(declare(), "");
  rules["payee"].days = 90;
  EXPECT_EQ(declare(), "");
  EXPECT_EQ(town.read(declared_rules), rules);
  EXPECT_EQ(town.read([](const store::Reader& reader) {
    return reader.integer("SELECT count(*) FROM event WHERE kind = 'retention.declared'", {});
  }),
            2)
      << "once for each";
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
