// What is on record of a subject, its name, and identities at a provider go once nothing has happened for the
// term; what holds them is said, and the log holds as before.
#include <gmock/gmock.h>

#include <algorithm>

#include "casework/retention_run.hpp"
#include "casework/spot_check.hpp"
#include "casework/succession.hpp"
#include "casework/test_town.hpp"
#include "identity/external.hpp"

namespace enact::casework {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct SubjectRetention : testing::Test {
  SubjectRetention() : town({}, checked_town()) {}

  std::vector<Expired> list() {
    return town.read(
        [&](const store::Reader& reader) { return expired_records(reader, rules, town.space.clock.now()); });
  }
  std::vector<std::string> expired() {
    std::vector<std::string> out;
    for (const Expired& one : list()) out.push_back(one.kind + " " + one.record);
    return out;
  }
  std::vector<std::string> why(const std::string& subject) {
    std::vector<std::string> out;
    for (const Expired& one : town.read([&](const store::Reader& reader) {
           return held_records(reader, rules, town.space.clock.now());
         }))
      if (one.record == subject) out.push_back(one.held);
    return out;
  }
  template <class F>
  std::string done(F step) {
    return code(town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
      if (auto result = step(tx); !result) return std::unexpected(result.error());
      return 0;
    }));
  }
  std::string erase(const Expired& record) {
    return done([&](store::Transaction& tx) { return erase_record(tx, {"command:x", ""}, rules, record); });
  }
  std::string enter(const std::string& subject, const std::string& unit, const std::string& name,
                    const std::string& value) {
    return done([&](store::Transaction& tx) {
      return enter_fact(tx, town.library, {"某人", unit}, subject, {.name = name, .value = value});
    });
  }
  std::size_t facts_that_count(const std::string& subject) {
    return town
        .read([&](const store::Reader& reader) {
          return facts_of(reader, *town.library.current(), subject, town.today(), town.space.clock.now());
        })
        .value()
        .facts.subjects.front()
        .facts.size();
  }
  std::string name_of(const std::string& subject) {
    return town.read([&](const store::Reader& reader) { return store::find_subject(reader, subject)->name; });
  }
  // The case of the town's enterprise, paid.
  std::string paid() {
    const std::string id = town.reach("支付");
    const auto batch = town.batch({id}).value().id;
    town.release(batch).value();
    town.bank(batch, ledger::BankResult::paid).value();
    return id;
  }

  RetentionRules rules{{"subject record", {60, "六十日"}}};
  Town town;
};

TEST_F(SubjectRetention, AllThatIsOnRecordGoesAtOnceAndNothingDeclaredTakesItsPlace) {
  const std::string other = town.add_enterprise("91B", "样例二厂", {"C-2"});
  ASSERT_EQ(enter(other, "", "认定", R"([{"类别":"示范企业","日期":"2026-02-02","证书编号":"C-9"}])"), "");
  ASSERT_EQ(enter(other, "市督办", "认定", "[]"), "") << "complete by itself";
  town.reach("申请");  // a case of the first
  town.days(59);
  EXPECT_THAT(expired(), IsEmpty());
  town.days(1);
  EXPECT_THAT(expired(), ElementsAre("subject record " + other));
  EXPECT_GT(facts_that_count(other), 0U);
  EXPECT_EQ(erase(list().front()), "");
  EXPECT_EQ(facts_that_count(other), 0U);
  EXPECT_THAT(expired(), IsEmpty());
  const auto made = town.read([&](const store::Reader& reader) {
    return determine_record(reader, *town.library.current(), other, town.today(), town.space.clock.now());
  });
  EXPECT_EQ(made->determination.subjects.front().provisions.front().status, determine::Status::unknown)
      << "neither due nor refused";
  town.expect_sound();
}

TEST_F(SubjectRetention, ASubjectThatComesAgainHasATermAnew) {
  const std::string other = town.add_enterprise("91B", "样例二厂", {"C-2"});
  town.days(60);
  const auto due = list();
  EXPECT_EQ(erase(*std::ranges::find(due, other, &Expired::record)), "");
  ASSERT_EQ(enter(other, "市科局", "认定", R"([{"类别":"示范企业","日期":"2026-05-01","证书编号":"C-3"}])"),
            "");
  EXPECT_EQ(facts_that_count(other), 1U);
  town.days(59);
  EXPECT_THAT(expired(), ElementsAre("subject record " + town.enterprise));
  town.days(1);
  EXPECT_THAT(expired(), testing::Contains("subject record " + other));
}

TEST_F(SubjectRetention, TheNameGoesAfterTheRecord) {
  rules["subject name"] = {60, "六十日"};
  town.days(60);
  EXPECT_THAT(expired(), ElementsAre("subject record " + town.enterprise));
  EXPECT_THAT(why(town.enterprise), ElementsAre("record"));
  EXPECT_EQ(erase(list().front()), "");
  ASSERT_THAT(expired(), ElementsAre("subject name " + town.enterprise));
  EXPECT_EQ(name_of(town.enterprise), "样例一厂");
  EXPECT_EQ(erase(list().front()), "");
  EXPECT_EQ(name_of(town.enterprise), "");
  EXPECT_THAT(expired(), IsEmpty());
  town.expect_sound();
}

TEST_F(SubjectRetention, ATermMayBeForSomeTypesOnly) {
  town.days(60);
  rules["subject record"].of = {"个人"};
  EXPECT_THAT(expired(), IsEmpty());
  rules["subject record"].of = {"个人", "企业"};
  EXPECT_THAT(expired(), ElementsAre("subject record " + town.enterprise));
  const auto read = [](const char* text) {
    return read_retention_rules(std::make_shared<const Source>("retention.yaml", text));
  };
  EXPECT_THAT(read("subject name: { days: 3, says: x, of: [个人] }\n")->at("subject name").of,
              ElementsAre("个人"));
  EXPECT_FALSE(read("payee: { days: 3, says: x, of: [个人] }\n")) << "belongs to no type of subjects";
  ASSERT_EQ(done([&](store::Transaction& tx) { return declare_rules(tx, {"command:x", ""}, rules); }), "");
  EXPECT_EQ(town.read([](const store::Reader& reader) { return declared_rules(reader); }), rules);
}

TEST_F(SubjectRetention, WhatIsOpenOwedOrAskedBackIsKept) {
  const std::string id = town.reach("支付");
  town.days(100);
  EXPECT_THAT(why(town.enterprise), ElementsAre("open"));
  const auto batch = town.batch({id}).value().id;
  town.release(batch).value();
  town.bank(batch, ledger::BankResult::paid).value();
  town.days(60);
  EXPECT_THAT(expired(), ElementsAre("subject record " + town.enterprise));
  const std::string reference = town.detail(handler, id)->summary.reference;
  ASSERT_EQ(done([&](store::Transaction& tx) { return hold_case(tx, {"审计", ""}, reference, "诉讼"); }), "");
  EXPECT_THAT(why(town.enterprise), ElementsAre("hold"));
  ASSERT_EQ(done([&](store::Transaction& tx) { return release_case(tx, {"审计", ""}, reference, "终结"); }),
            "");
  EXPECT_THAT(why(town.enterprise), IsEmpty());
}

TEST_F(SubjectRetention, WhatAnObjectionKeepsOpenIsKept) {
  const std::string id = town.reach("公示");
  town.publish(id).value();
  town.object(id).value();
  town.days(5000);
  EXPECT_THAT(why(town.enterprise), ElementsAre("open"));
}

TEST_F(SubjectRetention, WhatIsBeingAuditedIsKept) {
  for (const char* login : {"审计一", "审计二"}) {
    ASSERT_EQ(done([&](store::Transaction& tx) {
                return identity::create_account(tx, {},
                                                {.login = login,
                                                 .name = {login, login},
                                                 .memberships = {{"", identity::Role::auditor, "", ""}}});
              }),
              "");
  }
  const Date first = town.today();
  paid();
  town.days(1);
  const Date last = *town.today().add_days(-1);
  const std::string check =
      town.step([&](store::Transaction& tx) {
            return open_spot_check(tx, town.library, finance, {"sample-town", "市财局", first, last});
          })
          .value();
  town.step([&](store::Transaction& tx) { return draw_spot_check(tx, finance, check); }).value();
  town.days(100);
  EXPECT_THAT(why(town.enterprise), ElementsAre("audit"));
  const SpotCheck drawn =
      town.read([&](const store::Reader& reader) { return spot_checks(reader, auditor).value().at(0); });
  const auto& one = drawn.cases.front();
  const Person inspector{one.inspector, {{identity::Role::auditor, "", ""}}};
  ASSERT_EQ(code(town.step([&](store::Transaction& tx) {
              return record_inspection(tx, inspector, check, one.case_id, Inspected::ok, "");
            })),
            "");
  EXPECT_THAT(why(town.enterprise), IsEmpty());
}

TEST_F(SubjectRetention, WhoIsInAFamilyOrActedForIsKept) {
  const std::string other = town.add_enterprise("91B", "样例二厂", {"C-2"});
  const std::string third = town.add_enterprise("91C", "样例三厂", {"C-3"});
  ASSERT_EQ(done([&](store::Transaction& tx) {
              return record_succession(tx, town.library, {"税一", "市税局"}, other,
                                       {SuccessionKind::merged, "91A", town.today(), "样市监〔2026〕1号"});
            }),
            "");
  ASSERT_EQ(done([&](store::Transaction& tx) {
              return identity::create_account(tx, {},
                                              {.login = "li",
                                               .name = {"李", "Li"},
                                               .kind = identity::AccountKind::enterprise,
                                               .memberships = {{"", identity::Role::applicant, "", third}}});
            }),
            "");
  town.days(100);
  EXPECT_THAT(expired(), IsEmpty());
  EXPECT_THAT(why(town.enterprise), ElementsAre("family")) << "its lists are part of the other's";
  EXPECT_THAT(why(other), ElementsAre("family"));
  EXPECT_THAT(why(third), ElementsAre("account"));
}

TEST_F(SubjectRetention, GoesByTwoAdministrators) {
  ASSERT_EQ(done([&](store::Transaction& tx) { return declare_rules(tx, {"command:x", ""}, rules); }), "");
  town.days(60);
  const Person one = officer("管一", "", identity::Role::administrator);
  const Person two = officer("管二", "", identity::Role::administrator);
  const auto run = town.step([&](store::Transaction& tx) { return propose_erasure(tx, one); }).value();
  EXPECT_EQ(code(town.step([&](store::Transaction& tx) { return confirm_erasure(tx, one, run.id); })),
            "casework.same-person");
  EXPECT_EQ(town.step([&](store::Transaction& tx) { return confirm_erasure(tx, two, run.id); })->erased, 1);
  EXPECT_EQ(facts_that_count(town.enterprise), 0U);
  town.expect_sound();
}

TEST_F(SubjectRetention, AnIdentityAtAProviderGoesWithItsAccountOrOnceItWasParted) {
  rules = {{"external identity", {60, "六十日"}}};
  const identity::ExternalSubject first{"https://id.example", "sub-1"};
  const identity::ExternalSubject second{"https://id.example", "sub-2"};
  const auto make = [&](const std::string& login, const identity::ExternalSubject& external) {
    const std::string id =
        town.step([&](store::Transaction& tx) {
              return identity::create_account(tx, {}, {.login = login, .name = {login, login}});
            })
            .value()
            .id;
    EXPECT_EQ(
        done([&](store::Transaction& tx) { return identity::link_external(tx, {}, id, external, "holder"); }),
        "");
    return id;
  };
  const std::string closed = make("wang", first);
  const std::string parted = make("zhao", second);
  const std::string standing = make("qian", {"https://id.example", "sub-3"});
  town.days(1);
  ASSERT_EQ(done([&](store::Transaction& tx) { return identity::set_disabled(tx, {}, closed, true); }), "");
  ASSERT_EQ(done([&](store::Transaction& tx) {
              return identity::unlink_external(tx, {}, parted, "https://id.example");
            }),
            "");
  town.days(59);
  EXPECT_THAT(expired(), IsEmpty());
  town.days(1);
  ASSERT_EQ(list().size(), 2U);
  for (const Expired& one : list()) EXPECT_EQ(erase(one), "");
  EXPECT_THAT(expired(), IsEmpty());
  const auto account_of = [&](const identity::ExternalSubject& external) {
    const auto found =
        town.read([&](const store::Reader& reader) { return identity::account_of(reader, external); });
    return found ? found->id : "";
  };
  EXPECT_EQ(account_of(first), "");
  EXPECT_EQ(account_of({"https://id.example", "sub-3"}), standing);
  make("sun", first);  // it can be joined to another account
  town.expect_sound();
}

}  // namespace
}  // namespace enact::casework
