// Terms of what is kept beside the events: what is erased when, what never, and that everything else holds.
#include "casework/retention.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "casework/retention_run.hpp"
#include "casework/test_town.hpp"
#include "identity/registrations.hpp"
#include "identity/sessions.hpp"

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
  EXPECT_EQ(record.since.legal_day(), town.today()) << "due since its term of thirty days was over";
  EXPECT_EQ(record.since.microseconds - record.over.microseconds, 30LL * 24 * 3600 * 1'000'000);
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

// ---- the terms that are shipped ------------------------------------------------------------------------

struct CommonTerms : Retention {
  CommonTerms() {
    std::ifstream in(std::string(ENACT_ROOT) + "/policies/common/retention.yaml");
    std::string text{std::istreambuf_iterator<char>(in), {}};
    auto read = read_retention_rules(std::make_shared<const Source>("retention.yaml", std::move(text)));
    if (!read) throw std::runtime_error(render(read.error(), Language::en));
    rules = std::move(*read);
  }
};

TEST_F(CommonTerms, EveryKindHasATerm) {
  for (const std::string& kind : retention_kinds()) {
    ASSERT_TRUE(rules.contains(kind)) << kind;
    EXPECT_FALSE(rules.at(kind).says.empty()) << kind;
  }
  EXPECT_EQ(rules.size(), retention_kinds().size());
}

TEST_F(CommonTerms, DocumentsStayTenYears) {
  const auto id = refused();
  const Date over = town.today();
  const auto hash = town.detail(handler, id)->evidence.front().hash;
  const auto until = [&](const Date& day) {
    town.days(day.days_since_1970() - town.today().days_since_1970());
  };
  const auto is_due = [&] {
    const auto due = list();
    return std::ranges::find(due, "document", &Expired::kind) != due.end();
  };
  until(*Date::make(over.year + 10, over.month, over.day - 1));
  EXPECT_FALSE(is_due()) << "a day short of ten years";
  until(*Date::make(over.year + 10, over.month, over.day + 1));
  ASSERT_TRUE(is_due());
  for (const Expired& one : list()) EXPECT_EQ(erase(one), "") << one.kind;
  EXPECT_EQ(code(town.read([&](const store::Reader& reader) {
              return evidence_content(reader, town.library, handler, id, hash);
            })),
            "casework.document-erased");
  EXPECT_EQ(town.detail(handler, id)->evidence.front().hash, hash);
  town.expect_sound();
}

TEST(RetentionRules, SlipsAreTold) {
  const auto code_of = [](const char* text) {
    const auto read = read_retention_rules(std::make_shared<const Source>("retention.yaml", text));
    return read ? std::string() : read.error().front().code;
  };
  EXPECT_EQ(code_of("payee: { days: 3, says: x, by clock: true }\n"), "");
  EXPECT_NE(code_of("payees: { days: 3, says: x }\n"), "");
  EXPECT_NE(code_of("payee: { days: 0, says: x }\n"), "");
  EXPECT_NE(code_of("payee: { says: x }\n"), "");
  EXPECT_NE(code_of("payee: { days: 3 }\n"), "");
}

// ---- why something is kept
// ---------------------------------------------------------------------------------

TEST_F(Retention, SaysWhyItKeepsWhatIsPastItsTerm) {
  rules = {{"payee", {60, "六十日"}}, {"document", {60, "六十日"}}};
  const auto why = [&] {
    std::set<std::string> reasons;
    for (const Expired& one : town.read([&](const store::Reader& reader) {
           return held_records(reader, rules, town.space.clock.now());
         }))
      reasons.insert(one.kind + " " + one.held);
    return reasons;
  };
  const auto id = town.reach("支付");
  const auto batch = town.batch({id}).value().id;
  EXPECT_TRUE(why().empty()) << "its term is not over";
  town.days(100);
  EXPECT_EQ(why(), (std::set<std::string>{"payee open", "document open"}));
  town.release(batch).value();
  town.bank(batch, ledger::BankResult::paid).value();
  town.days(60);
  EXPECT_TRUE(why().empty());
  EXPECT_EQ(hold(town.detail(handler, id)->summary.reference, true), "");
  EXPECT_EQ(why(), (std::set<std::string>{"payee hold", "document hold"}));
  EXPECT_TRUE(expired().empty());
}

// ---- kinds beside cases ----------------------------------------------------------------------------------

TEST_F(Retention, WhatIsDeclaredOfASubjectWithoutACaseGoes) {
  rules = {{"declared fact", {60, "六十日"}}};
  const auto declare = [&](const std::string& subject, const std::string& value) {
    return town
        .step([&](store::Transaction& tx) {
          return enter_fact(tx, town.library, {"某人", ""}, subject, {.name = "名称", .value = value});
        })
        .value()
        .seq;
  };
  const std::string other = town.add_enterprise("91B", "样例二厂", {"C-2"});
  const std::int64_t seq = declare(other, R"("二厂")");
  declare(town.enterprise, R"("一厂")");
  town.reach("申请");  // a case of the first
  town.days(59);
  EXPECT_TRUE(expired().empty());
  town.days(1);
  ASSERT_EQ(expired(), std::vector<std::string>{"declared fact"}) << "what units attest stays";
  EXPECT_EQ(list().front().record, std::to_string(seq));
  EXPECT_EQ(erase(list().front()), "");
  EXPECT_TRUE(expired().empty());
  const auto kept = town.read([&](const store::Reader& reader) { return store::find_fact(reader, seq); });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->value, "");
  const auto facts = town.read([&](const store::Reader& reader) {
    return facts_of(reader, *town.library.current(), other, town.today(), town.space.clock.now());
  });
  EXPECT_TRUE(facts->unreadable.empty()) << "nobody says anything any more";
  for (const determine::Fact& fact : facts->facts.subjects.front().facts) EXPECT_NE(fact.name, "名称");
  town.expect_sound();
}

TEST_F(Retention, WhoeverStillActsForASubjectKeepsWhatIsDeclared) {
  rules = {{"declared fact", {60, "六十日"}}};
  const auto account = town.step([&](store::Transaction& tx) {
    return identity::create_account(tx, {},
                                    {.login = "li",
                                     .name = {"李", "Li"},
                                     .kind = identity::AccountKind::enterprise,
                                     .memberships = {{"", identity::Role::applicant, "", town.enterprise}}});
  });
  ASSERT_TRUE(account);
  town.step([&](store::Transaction& tx) {
        return enter_fact(tx, town.library, {"某人", ""}, town.enterprise,
                          {.name = "名称", .value = R"("一")"});
      })
      .value();
  town.days(100);
  EXPECT_TRUE(expired().empty());
  const auto held = town.read(
      [&](const store::Reader& reader) { return held_records(reader, rules, town.space.clock.now()); });
  ASSERT_EQ(held.size(), 1U);
  EXPECT_EQ(held[0].held, "account");
}

TEST_F(Retention, AClosedAccountLosesItsNameAndLoginAndProofsHold) {
  rules = {{"account", {60, "六十日"}}};
  const auto make = [&](const std::string& login) {
    return town
        .step([&](store::Transaction& tx) {
          return identity::create_account(tx, {}, {.login = login, .name = {"姓名" + login, "Name"}});
        })
        .value()
        .id;
  };
  const auto close = [&](const std::string& id) {
    return code(town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
      if (auto done = identity::set_disabled(tx, {}, id, true); !done) return std::unexpected(done.error());
      return 0;
    }));
  };
  const std::string first = make("wang");
  const std::string second = make("zhao");
  make("qian");
  ASSERT_EQ(close(first), "");
  ASSERT_EQ(close(second), "");
  town.days(59);
  EXPECT_TRUE(expired().empty());
  town.days(1);
  ASSERT_EQ(expired(), (std::vector<std::string>{"account", "account"}));
  for (const Expired& one : list()) EXPECT_EQ(erase(one), "");
  EXPECT_TRUE(expired().empty());
  const auto shown =
      town.read([&](const store::Reader& reader) { return identity::find_account(reader, first); });
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->name.zh, "");
  EXPECT_EQ(shown->login, "");
  EXPECT_TRUE(shown->disabled);
  EXPECT_FALSE(town.read(
      [&](const store::Reader& reader) { return identity::find_account_by_login(reader, "wang"); }));
  make("wang");  // the login is free again
  town.expect_sound();
}

TEST_F(Retention, SessionsAndAttemptsGoByTheirDay) {
  rules = {{"session", {180, "半年"}}, {"sign-in attempt", {180, "半年"}}};
  const identity::SessionPolicy policy{.cost = identity::PasswordCost::test};
  const std::string password = "a good long password";
  town.step([&](store::Transaction& tx) {
        return identity::create_account(
            tx, {},
            {.login = "wang",
             .name = {"王", "Wang"},
             .password_hash =
                 identity::hash_password(password, "wang", identity::PasswordCost::test).value()});
      })
      .value();
  const auto sign_in = [&] {
    EXPECT_EQ(code(identity::sign_in(town.space.database(), policy, "wang", password, "10.0.0.1", "agent")),
              "");
  };
  const auto rows = [&](const std::string& table) {
    return town.read(
        [&](const store::Reader& reader) { return reader.integer("SELECT count(*) FROM " + table, {}); });
  };
  sign_in();
  town.days(100);
  sign_in();
  town.days(85);
  ASSERT_EQ(expired(), (std::vector<std::string>{"sign-in attempt", "session"}));
  for (const Expired& one : list()) EXPECT_EQ(erase(one), "");
  EXPECT_TRUE(expired().empty());
  EXPECT_EQ(rows("session"), 1);
  EXPECT_EQ(rows("sign_in_attempt"), 1);
  EXPECT_EQ(rows("sign_in_success"), 1);
  // What is younger cannot be deleted.
  const auto deleted = [&] {
    try {
      return town
          .step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
            tx.execute("DELETE FROM session_end", {});
            tx.execute("DELETE FROM session_seen", {});
            tx.execute("DELETE FROM session", {});
            return 0;
          })
          .has_value();
    } catch (const std::exception&) {
      return false;
    }
  };
  EXPECT_FALSE(deleted());
  EXPECT_EQ(rows("session"), 1);
}

// ---- by two persons ---------------------------------------------------------------------------------------

struct TwoPersons : Retention {
  TwoPersons() {
    town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
          if (auto done = declare_rules(tx, {"command:x", ""}, rules); !done)
            return std::unexpected(done.error());
          return 0;
        })
        .value();
  }
  auto propose(const Person& person) {
    return town.step([&](store::Transaction& tx) { return propose_erasure(tx, person); });
  }
  auto confirm(const Person& person, const std::string& run) {
    return town.step([&](store::Transaction& tx) { return confirm_erasure(tx, person, run); });
  }
  auto turn_down(const Person& person, const std::string& run, const std::string& reason) {
    return town.step([&](store::Transaction& tx) { return refuse_erasure(tx, person, run, reason); });
  }
  const Person one = officer("管一", "", identity::Role::administrator);
  const Person two = officer("管二", "", identity::Role::administrator);
};

TEST_F(TwoPersons, OneProposesAndAnotherConfirms) {
  const auto id = refused();
  EXPECT_EQ(code(propose(one)), "casework.nothing-expired");
  town.days(400);
  EXPECT_EQ(code(propose(handler)), "casework.not-permitted");
  const auto run = propose(one);
  ASSERT_TRUE(run) << run.error().message.en;
  EXPECT_EQ(run->records.size(), 2U);
  EXPECT_EQ(code(propose(two)), "casework.run-open");
  EXPECT_EQ(code(confirm(one, run->id)), "casework.same-person");
  EXPECT_EQ(code(confirm(handler, run->id)), "casework.not-permitted");
  EXPECT_EQ(code(confirm(two, "none")), "casework.no-run");
  EXPECT_EQ(expired().size(), 2U) << "nothing is erased yet";
  const auto done = confirm(two, run->id);
  ASSERT_TRUE(done) << done.error().message.en;
  EXPECT_EQ(done->erased, 2);
  EXPECT_EQ(done->decided_by, "管二");
  EXPECT_TRUE(expired().empty());
  EXPECT_EQ(code(confirm(two, run->id)), "casework.run-decided");
  EXPECT_EQ(town.detail(handler, id)->objections.front().name, "");
  town.expect_sound();
}

TEST_F(TwoPersons, WhatIsHeldMeanwhileStaysAndWhatExpiresMeanwhileWaits) {
  const auto id = refused();
  town.days(40);  // who objected; the account only later
  const auto run = propose(one);
  ASSERT_TRUE(run);
  ASSERT_EQ(run->records.size(), 1U);
  town.days(100);
  EXPECT_EQ(expired().size(), 2U);
  const auto reference = town.detail(handler, id)->summary.reference;
  EXPECT_EQ(hold(reference, true), "");
  EXPECT_EQ(confirm(two, run->id)->erased, 0);
  EXPECT_EQ(hold(reference, false), "");
  EXPECT_EQ(expired().size(), 2U);
  const auto again = propose(two);
  ASSERT_TRUE(again);
  EXPECT_EQ(code(turn_down(one, again->id, "")), "casework.reason-missing");
  EXPECT_EQ(turn_down(one, again->id, "诉讼未决")->state, "refused");
  EXPECT_EQ(expired().size(), 2U);
  EXPECT_EQ(town.read([](const store::Reader& reader) { return erasure_runs(reader, 10); }).size(), 2U);
}

}  // namespace
}  // namespace enact::casework
