// What units raise and hand each other: one unit is accountable at any time, with any number of others along,
// and until the day that was set.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>

#include "registers/test_town.hpp"

namespace enact::registers::test {
namespace {

const Person raiser = officer("教办", "市教局", identity::Role::handler);
const Person works = officer("工办", "市工局", identity::Role::handler);

std::string raise(Town& town) {
  return town
      .open(raiser, "任务", "", R"({"标题":"供地","提出单位":"市教局","领域":"机械","来源":"/cases/1"})")
      .value()
      .id;
}

std::string handed_to(const std::string& unit, const std::string& by, const std::string& along = "[]") {
  return fmt::format(R"({{"承办单位":"{}","期限":"{}","协办":{}}})", unit, by, along);
}

RegisterView view(Town& town, const Person& person) {
  return town
      .read([&](const store::Reader& reader) {
        return find_register_view(reader, town.catalogue, person, policy_id, "任务", town.today());
      })
      .value();
}

TEST(Tasks, AnyUnitRaisesForItselfAndTheKeeperTakesItUp) {
  Town town;
  EXPECT_TRUE(view(town, raiser).may_enter);
  EXPECT_EQ(code(town.open(raiser, "任务", "", R"({"标题":"供地","提出单位":"市工局","领域":"机械"})")),
            "register.not-permitted");
  EXPECT_EQ(code(town.open(education, "任务", "", R"({"标题":"供地","提出单位":"市教局","领域":"机械"})")),
            "register.not-permitted");  // a reviewer enters nothing
  EXPECT_EQ(code(town.open(raiser, "任务", "", R"({"标题":"供地","提出单位":"市教局"})")),
            "register.missing");
  EXPECT_EQ(code(town.open(raiser, "任务", "",
                           R"({"标题":"供地","提出单位":"市教局","领域":"机械","承办单位":"市工局"})")),
            "register.not-entered-here");
  const std::string id = raise(town);
  EXPECT_EQ(town.list(raiser, "任务")->total, 1);
  EXPECT_EQ(town.list(works, "任务")->total, 0);
  EXPECT_EQ(town.detail(auditor, id).timeline.front().unit, "市教局");
  // Handed over is handed over: who raised it neither changes nor moves it.
  EXPECT_EQ(code(town.change(raiser, id, R"({"标题":"改"})", "改")), "register.not-permitted");
  EXPECT_TRUE(town.detail(raiser, id).options.empty());
  EXPECT_FALSE(town.detail(keeper, id).options.empty());
  town.expect_sound();
}

TEST(Tasks, EndOnTheDayThatWasSetAndAreSeenByThoseAlong) {
  Town town;
  const std::string id = raise(town);
  const std::string day = town.today().add_days(2)->to_string();
  ASSERT_EQ(
      code(town.take(keeper, id, "交办", "dispatch", handed_to("市教局", day, R"([{"单位":"市工局"}])"))),
      "");
  EXPECT_EQ(town.list(works, "任务")->total, 1);
  EXPECT_TRUE(town.detail(works, id).options.empty());
  EntryRow row = town.list(keeper, "任务")->entries.at(0);
  ASSERT_TRUE(row.term);
  EXPECT_EQ(row.term->due.to_string(), day);
  EXPECT_EQ(row.term->unit, "市教局");
  EXPECT_FALSE(row.term->overdue);
  // The keeper sets another day, with its reason; the clock goes by that.
  const std::string later = town.today().add_days(4)->to_string();
  EXPECT_EQ(code(town.take(education, id, "承办", "transfer", "", "不属职责")), "");
  ASSERT_EQ(code(town.take(keeper, id, "交办", "dispatch", handed_to("市教局", later))), "");
  EXPECT_EQ(town.list(works, "任务")->total, 0);  // no longer along
  town.days(3);
  EXPECT_EQ(town.turn().escalated, 0);
  town.days(2);
  EXPECT_EQ(town.turn().escalated, 1);
  EXPECT_EQ(view(town, keeper).overdue, 1);
  EXPECT_EQ(town.list(keeper, "任务", {.overdue = true})->total, 1);
  EXPECT_EQ(town.list(raiser, "任务", {.overdue = true})->total, 0);  // does not see the register whole
  town.expect_sound();
}

TEST(Tasks, AreCountedByCode) {
  Town town;
  raise(town);
  raise(town);
  ASSERT_EQ(view(town, keeper).coverage.size(), 1U);
  EXPECT_EQ(view(town, keeper).coverage.at(0).code, "机械");
  EXPECT_EQ(view(town, keeper).coverage.at(0).count, 2);
  EXPECT_TRUE(view(town, works).coverage.empty());
}

const bool fewer_tasks = [] {
  return setenv("RC_PARAMS", "max_success=20 max_size=50", /*overwrite=*/0) == 0;
}();

RC_GTEST_PROP(Tasks, HaveExactlyOneUnitAccountableWhateverIsTried, ()) {
  Town town;
  const std::string id = raise(town);
  static const std::vector<std::string> units{"市教局", "市工局", "市科局"};
  static const std::vector<Person> reviewers{education, industry,
                                             officer("科审", "市科局", identity::Role::reviewer)};
  struct Tried {
    std::string step, outcome;
  };
  static const std::vector<Tried> moves{
      {"交办", "dispatch"}, {"承办", "transfer"}, {"承办", "report"}, {"验收", "again"}, {"验收", "done"}};
  const auto count = *rc::gen::inRange(1, 60);
  std::size_t handed = 0;
  for (int i = 0; i < count; ++i) {
    const Tried& move =
        moves[*rc::gen::weightedElement<std::size_t>({{4, 0}, {4, 1}, {1, 2}, {3, 3}, {1, 4}})];
    const bool anybody = *rc::gen::inRange(0, 6) == 0;
    const auto at = *rc::gen::inRange<std::size_t>(0, units.size());
    const Person& who = (move.step == "承办") != anybody ? reviewers[at] : keeper;
    const auto& along = units[*rc::gen::inRange<std::size_t>(0, units.size())];
    const std::string values =
        move.step == "交办" ? handed_to(units[at], "2026-12-01", fmt::format(R"([{{"单位":"{}"}}])", along))
                            : "";
    const bool done = town.take(who, id, move.step, move.outcome, values, "理由").has_value();
    handed += done && move.step == "交办" ? 1U : 0U;
    const auto open = town.read([&](const store::Reader& reader) {
      return reader.all("SELECT unit FROM register_step WHERE entry = ?", {id},
                        [](const store::Row& row) { return row.text(0); });
    });
    if (town.detail(auditor, id).row.ended) {
      RC_ASSERT(open.empty());
      break;
    }
    RC_ASSERT(open.size() == 1U);
    RC_ASSERT(!open.front().empty());
  }
  RC_TAG(handed > 1 ? "handed on" : "handed once at most");
  const auto differences = town.space.database().check();
  RC_ASSERT(differences.empty());
}

}  // namespace
}  // namespace enact::registers::test
