// The turn of the day: drafts lapse and free their matter, units are told of what is overdue, once a day,
// also after a crash in between and on two servers.
#include "casework/day_turn.hpp"

#include <atomic>
#include <thread>

#include "casework/case_file.hpp"
#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using test::code;
using test::Town;

const Person supervisor = test::officer("督一", "市督办", identity::Role::handler);

DayTurn turned(Town& town) {
  const auto turn = turn_day(town.space.database(), town.library);
  if (!turn || !*turn) throw std::runtime_error("no turn");
  return **turn;
}

std::vector<InboxEntry> overdue_for(Town& town, const Person& person) {
  return town.read(
      [&](const store::Reader& reader) { return overdue(reader, person, town.today()).entries; });
}

TEST(DayTurn, ADraftOfAMatterThatNamesNoSubjectLapsesAndFreesIt) {
  Town town;
  // a2's matter is the project's number alone: whoever opens it first holds it.
  const std::string held = town.open("a2").value().case_id;
  const std::string other = town.add_enterprise("91B", "样例二厂", {});
  const Person rival{"企业二", {{identity::Role::applicant, "", other}}};
  const auto claim = [&] {
    return town.step([&](store::Transaction& tx) {
      return town.cases.open_case(tx, rival, {other, "sample-town", "a2", "", Mode::apply});
    });
  };
  EXPECT_EQ(code(claim()), "casework.matter-taken");
  const auto shown = town.detail(town.applicant, held).value().summary.open.front();
  // Opened Tuesday 10 March: twenty working days after it are over at the end of Tuesday 7 April.
  EXPECT_EQ(shown.deadline, Date::make(2026, 4, 7));
  EXPECT_EQ(shown.late, "lapse");
  EXPECT_EQ(shown.follows.en, "lapsed");
  town.days(28);  // 7 April
  EXPECT_EQ(turned(town).lapsed, 0);
  EXPECT_EQ(code(claim()), "casework.matter-taken");
  town.days(1);
  const DayTurn turn = turned(town);
  EXPECT_EQ(turn.lapsed, 1);
  EXPECT_EQ(turn.cases, 1);
  EXPECT_EQ(town.detail(town.applicant, held).value().summary.status, "lapsed");
  EXPECT_TRUE(claim());
  town.expect_sound();
}

TEST(DayTurn, TheDayFreesAMatterEvenIfTheTurnHasNotCome) {
  Town town;
  const std::string first = town.open("a2").value().case_id;
  town.days(29);
  const auto again = town.open("a2");
  ASSERT_TRUE(again);
  EXPECT_NE(again->case_id, first);
  EXPECT_EQ(town.detail(town.applicant, first).value().summary.status, "lapsed");
  EXPECT_EQ(turned(town).lapsed, 0) << "nothing is left for the turn";
  town.expect_sound();
}

TEST(DayTurn, ADayTurnedByAClockThatWasAheadKeepsNoOtherFromBeingTurned) {
  Town town;
  town.days(365);
  turned(town);
  town.days(-365);
  const std::string id = town.reach("受理");
  town.take(test::handler, id, "受理", "return", "缺页").value();
  town.days(29);
  EXPECT_EQ(turned(town).lapsed, 1);
  EXPECT_FALSE(turn_day(town.space.database(), town.library).value()) << "once a day";
  // An hour back over midnight: the day before was not turned yet, and is.
  town.space.clock.set(start_of_legal_day(town.today()));
  town.days(1);
  turned(town);
  town.space.advance(-3600);
  EXPECT_FALSE(turn_day(town.space.database(), town.library).value());
  town.expect_sound();
}

TEST(DayTurn, AnUnansweredCorrectionLapses) {
  Town town;
  const std::string id = town.reach("受理");
  town.take(test::handler, id, "受理", "return", "缺页").value();
  town.days(29);
  EXPECT_EQ(code(town.submit(id)), "procedure.term-over");
  EXPECT_EQ(turned(town).lapsed, 1);
  EXPECT_EQ(town.status(id), "lapsed");
}

TEST(DayTurn, TellsTheDeclaredUnitOfWhatIsOverdueAndLetsItRead) {
  Town town;
  const std::string id = town.reach("受理");
  EXPECT_EQ(code(town.detail(supervisor, id)), "casework.no-case");
  town.days(8);  // five working days after Tuesday 10 March are over at the end of the 17th
  const auto late = overdue_for(town, test::handler);
  ASSERT_EQ(late.size(), 1U);
  EXPECT_EQ(late.front().step.step, "受理");
  EXPECT_EQ(late.front().step.tells, "市督办");
  EXPECT_FALSE(late.front().step.escalated);
  EXPECT_TRUE(overdue_for(town, supervisor).empty());
  EXPECT_EQ(turned(town).escalated, 1);
  ASSERT_EQ(overdue_for(town, supervisor).size(), 1U);
  EXPECT_EQ(overdue_for(town, supervisor).front().step.escalated, town.today());
  EXPECT_TRUE(town.detail(supervisor, id));
  const TimelineEntry told = town.detail(supervisor, id)->timeline.back();
  EXPECT_EQ(told.kind, "case.escalated");
  EXPECT_FALSE(told.step_title.empty());
  EXPECT_NE(told.step_title.zh, told.title.zh) << "what happened to a step is not its name";
  town.days(1);
  EXPECT_EQ(turned(town).escalated, 0) << "told once";
  EXPECT_TRUE(town.take(test::handler, id, "受理", "accept"));
  EXPECT_TRUE(overdue_for(town, supervisor).empty());
  town.expect_sound();
}

TEST(DayTurn, IsDoneOnceADay) {
  Town town;
  town.open().value();
  town.days(40);
  EXPECT_EQ(turned(town).lapsed, 1);
  const auto again = turn_day(town.space.database(), town.library);
  ASSERT_TRUE(again);
  EXPECT_FALSE(*again);
  town.space.reopen();
  EXPECT_FALSE(turn_day(town.space.database(), town.library).value()) << "also after a restart";
  const auto turns = town.read([](const store::Reader& reader) { return list_turns(reader, 10); });
  ASSERT_EQ(turns.size(), 1U);
  EXPECT_EQ(turns.front().lapsed, 1);
}

// Several servers on one database look at the same clock.
TEST(DayTurn, OfManyAtOnceOneIsRecordedAndEachCaseIsSettledOnce) {
  Town town;
  constexpr int drafts = 20;
  for (int i = 0; i < drafts; ++i) {
    const std::string number = std::to_string(i);
    const std::string id = town.add_enterprise("92" + number, "厂" + number, {"D-" + number});
    const Person owner{"主" + number, {{identity::Role::applicant, "", id}}};
    town.step([&](store::Transaction& tx) {
          return town.cases.open_case(tx, owner, {id, "sample-town", "a1", "", Mode::apply});
        })
        .value();
  }
  town.days(40);
  std::atomic<int> recorded = 0;
  {
    std::vector<std::jthread> servers;
    for (int i = 0; i < 4; ++i) {
      servers.emplace_back([&] {
        const auto turn = turn_day(town.space.database(), town.library);
        ASSERT_TRUE(turn);
        if (*turn) ++recorded;
      });
    }
  }
  EXPECT_EQ(recorded, 1);
  EXPECT_EQ(town.read([](const store::Reader& reader) {
    return reader.integer("SELECT count(*) FROM event WHERE kind = 'case.lapsed'", {}).value();
  }),
            drafts);
  town.expect_sound();
}

// What a turn does to a case is a step of its own: one that was cut short goes on where it stopped.
TEST(DayTurn, GoesOnAfterAnInterruption) {
  Town town;
  const std::string first = town.open("a1").value().case_id;
  const std::string second = town.open("a2").value().case_id;
  town.days(40);
  // As if the server had stopped after the first case.
  town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
        auto file = load_case(tx, town.library, first);
        return settle_by_clock(tx, *file)->lapsed;
      })
      .value();
  town.space.reopen();
  EXPECT_EQ(turned(town).lapsed, 1);
  for (const std::string& id : {first, second}) {
    EXPECT_EQ(town.read([&](const store::Reader& reader) {
      return reader.integer("SELECT count(*) FROM event WHERE kind = 'case.lapsed' AND stream_id = ?", {id})
          .value();
    }),
              1);
  }
  town.expect_sound();
}

}  // namespace
}  // namespace enact::casework
