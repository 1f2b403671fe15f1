// Spot checks: what is drawn follows from a seed that was committed before, for anybody to draw again.
#include "casework/spot_check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "casework/test_town.hpp"
#include "selection/draw.hpp"

namespace enact::casework {
namespace {

using namespace test;

class CheckTown : public Town {
 public:
  CheckTown() : Town({}, checked_town()) {
    for (const auto& [login, role, unit] :
         {std::tuple("审计一", identity::Role::auditor, ""),
          std::tuple("审计二", identity::Role::auditor, ""),
          std::tuple("财审二", identity::Role::finance_reviewer, "市财局")}) {
      inspectors.push_back(
          step([&](store::Transaction& tx) {
            return identity::create_account(
                tx, {}, {.login = login, .name = {login, login}, .memberships = {{"", role, unit, ""}}});
          })
              .value()
              .id);
    }
  }
  void pay_one(const std::string& code_of) {
    enterprise = add_enterprise(code_of, "样例" + code_of, {"C-" + code_of});
    applicant = {"成员" + code_of, {{identity::Role::applicant, "", enterprise}}};
    const std::string id = reach("支付");
    const auto made = batch({id}).value();
    release(made.id).value();
    bank(made.id, ledger::BankResult::paid).value();
  }
  SpotCheckOr open_check(const Date& from, const Date& to, const Person& who = finance) {
    return step([&](store::Transaction& tx) {
      return open_spot_check(tx, library, who, {"sample-town", "市财局", from, to});
    });
  }
  SpotCheckOr draw(const std::string& id, const Person& who = finance) {
    return step([&](store::Transaction& tx) { return draw_spot_check(tx, who, id); });
  }
  SpotCheck check() {
    return read([&](const store::Reader& reader) { return spot_checks(reader, auditor).value().at(0); });
  }
  std::vector<std::string> inspectors;
};

TEST(SpotCheck, DrawsFromACommittedSeedForAnybodyToDrawAgain) {
  CheckTown town;
  const Date first = town.today();
  for (const char* one : {"93A", "93B", "93C"}) town.pay_one(one);
  EXPECT_EQ(code(town.open_check(first, town.today())), "casework.bad-period") << "today is not over";
  town.days(1);
  const Date last = *town.today().add_days(-1);
  EXPECT_EQ(code(town.open_check(first, last, maker)), "casework.not-permitted");
  const std::string id = town.open_check(first, last).value();
  const SpotCheck before = town.check();
  EXPECT_EQ(before.wanted, 2) << "40 % of three, rounded up";
  EXPECT_EQ(before.cases.size(), 3U);
  EXPECT_TRUE(before.seed.empty());
  // What is paid later is not drawn from.
  town.pay_one("93D");
  town.draw(id).value();
  EXPECT_EQ(code(town.draw(id)), "casework.check-drawn");
  const SpotCheck drawn =
      town.read([&](const store::Reader& reader) { return published_draw(reader, id).value(); });
  EXPECT_EQ(drawn.commitment, before.commitment);
  EXPECT_EQ(selection::commitment(drawn.seed), drawn.commitment);
  ASSERT_EQ(drawn.cases.size(), 3U);
  for (std::size_t i = 0; i < drawn.cases.size(); ++i) {
    EXPECT_EQ(drawn.cases[i].lot, selection::lot(drawn.seed, drawn.cases[i].case_id));
    EXPECT_EQ(drawn.cases[i].drawn, i < 2) << "the smallest lots";
    if (i > 0) {
      EXPECT_LT(drawn.cases[i - 1].lot, drawn.cases[i].lot);
    }
  }
  // So are inspectors.
  for (const SpotCheckCase& one : town.check().cases) {
    const auto best = std::ranges::min(town.inspectors, {}, [&](const std::string& account) {
      return selection::lot(drawn.seed, one.case_id + ":" + account);
    });
    EXPECT_EQ(one.inspector, best);
  }
  town.expect_sound();
}

TEST(SpotCheck, TheDrawnInspectorRecordsWhatIsFound) {
  CheckTown town;
  const Date first = town.today();
  town.pay_one("93A");
  town.days(1);
  const std::string id = town.open_check(first, *town.today().add_days(-1)).value();
  town.draw(id).value();
  const SpotCheckCase drawn = town.check().cases.at(0);
  const auto record = [&](const std::string& who, Inspected result, const std::string& remark) {
    return code(town.step([&](store::Transaction& tx) {
      return record_inspection(tx, Person{who, {}}, id, drawn.case_id, result, remark);
    }));
  };
  EXPECT_EQ(record("", Inspected::ok, ""), "casework.not-permitted");
  EXPECT_EQ(record("somebody", Inspected::ok, ""), "casework.not-permitted");
  EXPECT_EQ(record(drawn.inspector, Inspected::claw_back, " "), "procedure.reason-required");
  EXPECT_EQ(record(drawn.inspector, Inspected::claw_back, "证书已被撤销"), "");
  EXPECT_EQ(town.check().cases.at(0).result, "claw_back");
  EXPECT_EQ(town.check().cases.at(0).remark, "证书已被撤销");
  town.expect_sound();
}

TEST(SpotCheck, WithoutADeclaredShareNothingIsDrawn) {
  Town town;
  EXPECT_EQ(code(town.step([&](store::Transaction& tx) {
              return open_spot_check(
                  tx, town.library, finance,
                  {"sample-town", "市财局", *Date::make(2026, 1, 1), *Date::make(2026, 1, 2)});
            })),
            "casework.no-share");
}

}  // namespace
}  // namespace enact::casework
