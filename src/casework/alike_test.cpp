// A subject with another's characteristics is told to who reviews, and nothing follows until a unit rules.
#include <gtest/gtest.h>

#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

// Alike by name and by certificates; the revenue stands for what makes an earlier one worth knowing.
policy::PackagePtr watching_town() {
  const policy::FileSet files = {
      {"policies/sample-town/official.txt", official},
      {"policies/sample-town/policy.md",
       fmt::format(fmt::runtime(front), store::sha256_hex(official)) + articles},
      {"policies/sample-town/vocabulary.yaml", vocabulary},
      {"policies/sample-town/units.yaml", units},
      {"policies/sample-town/procedures.yaml", procedures},
      {"policies/sample-town/parameters/working-days.yaml", working_days},
      {"policies/sample-town/parameters/alike.yaml",
       "同一主体特征:\n  title: { zh: 特征, en: Characteristics }\n  type: list<string>\n  ask: [市科局]\n"
       "  values:\n    - { value: '[\"企业.名称\", \"企业.认定.证书编号\", \"农户.名称\"]', source: 样例 }\n"
       "前身情形:\n  title: { zh: 情形, en: History }\n  type: list<string>\n  ask: [市科局]\n"
       "  values:\n    - { value: '[\"企业.营业收入\"]', source: 样例 }\n"}};
  policy::Loaded loaded = policy::load_package(files, "policies/sample-town");
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

struct Alikeness : testing::Test {
  void declare(const std::string& subject, const std::string& name, const std::string& value) {
    town.step([&](store::Transaction& tx) {
          return enter_fact(tx, town.library, {"某人", ""}, subject, {.name = name, .value = value});
        })
        .value();
  }
  // Of the newer one's case.
  std::vector<CautionView> told(const Person& person = handler) {
    std::vector<CautionView> alike;
    CaseDetail detail = town.detail(person, case_id).value();
    for (CautionView& one : detail.cautions)
      if (one.kind == "alike") alike.push_back(std::move(one));
    return alike;
  }
  std::string rule(SuccessionKind kind) {
    return code(town.step([&](store::Transaction& tx) {
      return record_succession(tx, town.library, {"税一", "市税局"}, town.enterprise,
                               {.kind = kind, .other = "91A", .on = town.today()});
    }));
  }

  Alikeness() {
    older = town.enterprise;
    town.enterprise = town.add_enterprise("91N", "样例新厂", {"C-7"});
    town.applicant = {"企业新", {{identity::Role::applicant, "", town.enterprise}}};
    case_id = town.reach("受理");
  }

  Town town{{}, watching_town()};
  std::string older;
  std::string case_id;
};

TEST_F(Alikeness, IsToldOfOneWithAHistoryOnly) {
  declare(town.enterprise, "名称", R"("样例精工厂")");
  declare(older, "名称", R"(" 样例精工厂 ")");
  EXPECT_TRUE(told().empty()) << "the other was neither paid nor has it a history";
  declare(older, "营业收入", "5");
  ASSERT_EQ(told().size(), 1U);
  EXPECT_NE(told()[0].title.zh.find("名称"), std::string::npos) << told()[0].title.zh;
  EXPECT_NE(told()[0].title.zh.find("营业收入"), std::string::npos);
  EXPECT_EQ(told()[0].what, "样例一厂 91A");
  EXPECT_TRUE(told(town.applicant).empty()) << "for who reviews";
}

TEST_F(Alikeness, GoesByItemsOfListsAndByPayments) {
  declare(town.enterprise, "认定", R"([{"类别":"其他","日期":"2026-02-03","证书编号":"C-1"}])");
  EXPECT_TRUE(told().empty());
  const std::string newer = town.enterprise;
  const Person applicant = town.applicant;
  town.enterprise = older;
  town.applicant = {"企业一", {{identity::Role::applicant, "", older}}};
  const auto batch = town.batch({town.reach("支付")}).value().id;
  town.release(batch).value();
  town.bank(batch, ledger::BankResult::paid).value();
  town.enterprise = newer;
  town.applicant = applicant;
  ASSERT_EQ(told().size(), 1U);
  EXPECT_NE(told()[0].title.zh.find("证书编号"), std::string::npos);
  EXPECT_NE(told()[0].title.zh.find("曾获兑付"), std::string::npos);
}

TEST_F(Alikeness, WhatManyHaveInCommonTellsNothing) {
  const std::string subject = town.enterprise;
  declare(subject, "名称", R"("同一座大楼")");
  declare(older, "名称", R"("同一座大楼")");
  declare(older, "营业收入", "5");
  ASSERT_EQ(told().size(), 1U);
  for (std::size_t i = 2; i <= AlikeIndex::most_sharing; ++i) {
    const std::string other = town.add_enterprise(fmt::format("91M{}", i), fmt::format("样例{}厂", i), {});
    declare(other, "名称", R"("同一座大楼")");
  }
  EXPECT_TRUE(told().empty());
}

TEST_F(Alikeness, HasNoEffectAndEndsWithARuling) {
  declare(town.enterprise, "名称", R"("样例精工厂")");
  declare(older, "名称", R"("样例精工厂")");
  declare(older, "营业收入", "5");
  town.take(handler, case_id, "受理", "accept").value();
  EXPECT_EQ(town.status(case_id), "会审") << "nothing stands in its way";
  ASSERT_EQ(told().size(), 1U);
  ASSERT_EQ(rule(SuccessionKind::unrelated), "");
  EXPECT_TRUE(told().empty());
  const auto seq = town.read(
      [&](const store::Reader& reader) { return successions_of(reader, town.enterprise).front().seq; });
  town.step([&](store::Transaction& tx) {
        return withdraw_succession(tx, town.library, {"税一", "市税局"}, seq, "误");
      })
      .value();
  EXPECT_EQ(told().size(), 1U);
  ASSERT_EQ(rule(SuccessionKind::refounded), "");
  EXPECT_TRUE(told().empty());
  const auto cautions = town.detail(handler, case_id).value().cautions;
  ASSERT_EQ(cautions.size(), 1U);
  EXPECT_EQ(cautions[0].kind, "refounded");
  town.expect_sound();
}

TEST_F(Alikeness, IsNamedToThoseWhoMayReadTheOther) {
  declare(town.enterprise, "名称", R"("样例精工厂")");
  declare(older, "名称", R"("样例精工厂")");
  declare(older, "营业收入", "5");
  // Takes part in the case and attests no fact of enterprises.
  ASSERT_EQ(told(industry).size(), 1U);
  EXPECT_EQ(told(industry)[0].what, "");
}

}  // namespace
}  // namespace enact::casework
