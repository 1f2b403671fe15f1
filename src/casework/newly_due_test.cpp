// A list since a day and `enact run --newly-due` are one rule: the earlier day is asked what was on record at
// its end, lists of several units included.
#include <gmock/gmock.h>

#include <set>

#include "bulk/newly_due.hpp"
#include "bulk/run.hpp"
#include "casework/roster.hpp"
#include "casework/test_town.hpp"
#include "population/store_source.hpp"

namespace enact::casework {
namespace {

using namespace test;
using Keys = std::set<std::string>;

class DueTown : public Town {
 public:
  // What a unit attests of the recognitions: one, by its number; answers the entry's.
  std::int64_t attest(const std::string& unit, const std::string& number, std::optional<Date> from = {},
                      std::optional<std::int64_t> supersedes = {}, const std::string& more = "") {
    const std::string value =
        fmt::format(R"([{{"类别":"示范企业","日期":"2026-02-01","证书编号":"{}"{}}}])", number, more);
    return step([&](store::Transaction& tx) {
             return enter_fact(
                 tx, library, {"某人", unit}, enterprise,
                 {.name = "认定", .value = value, .valid_from = from, .supersedes = supersedes});
           })
        .value()
        .seq;
  }
  std::int64_t first_recognition() {
    return read([&](const store::Reader& reader) {
      return reader.integer("SELECT seq FROM fact WHERE name = '认定' ORDER BY seq LIMIT 1", {}).value();
    });
  }

  // The numbers of the certificates for which the award has become due since a day, both ways.
  Keys new_since(const Date& since) {
    const Keys listed = by_roster(since);
    if (!space.on_postgres()) {
      EXPECT_EQ(by_run(since), listed) << since.to_string();
    }
    return listed;
  }

 private:
  Keys by_roster(const Date& since) {
    const auto found = read([&](const store::Reader& reader) {
      return find_due(reader, library, handler, {.policy = "sample-town", .provision = "a1", .since = since},
                      space.clock.now());
    });
    Keys keys;
    for (const RosterFinding& one : found.value().found) keys.insert(one.matter.parts.back());
    return keys;
  }
  Keys by_run(const Date& since) {
    const bulk::Engine engine({library.current()->packages().front()}, {today(), std::nullopt, false});
    const auto source = population::store_source(space.folder(), engine.determiner().model(), engine.wanted(),
                                                 engine.question(), since);
    Keys keys;
    bulk::RunOptions how;
    how.each = [&](const bulk::Segment& segment, const bulk::SegmentOutcomes& out) {
      for (const bulk::NewClaim& claim : bulk::newly_due(engine, segment, out, since))
        if (claim.matter.kind == "认定") keys.insert(claim.matter.parts.back());
    };
    bulk::run(engine, *source, how);
    return keys;
  }
};

TEST(NewlyDue, AUnitThatJoinsAListMakesNothingNewOfWhatWasDue) {
  DueTown town;  // one recognition, attested by 市科局 since the space was made
  const Date before = *town.today().add_days(-1);
  const Date began = town.today();
  town.days(20);
  const Date joined = town.today();
  town.attest("市督办", "C-2", joined);
  town.days(20);
  EXPECT_EQ(town.new_since(before), (Keys{"C-1", "C-2"}));
  EXPECT_EQ(town.new_since(began), Keys{"C-2"}) << "the united list begins on the day of its latest part";
  EXPECT_EQ(town.new_since(*joined.add_days(-1)), Keys{"C-2"});
  EXPECT_EQ(town.new_since(joined), Keys{});
}

TEST(NewlyDue, ACorrectionMakesNothingNewOfWhatWasDue) {
  DueTown town;
  const Date began = town.today();
  town.days(20);
  town.attest("市科局", "C-1", std::nullopt, town.first_recognition(), R"(,"有效期至":"2029-01-31")");
  town.days(20);
  EXPECT_EQ(town.new_since(*began.add_days(-1)), Keys{"C-1"});
  EXPECT_EQ(town.new_since(began), Keys{});
}

TEST(NewlyDue, WhatHeldOnTheEarlierDayAndNoLongerDoesIsNotNew) {
  DueTown town;
  const Date began = town.today();
  town.days(20);
  // The list as it was until today ends; another with the same recognition and one more begins.
  town.step([&](store::Transaction& tx) {
        return enter_fact(tx, town.library, {"某人", "市科局"}, town.enterprise,
                          {.name = "认定",
                           .value = R"([{"类别":"示范企业","日期":"2026-02-01","证书编号":"C-1"},)"
                                    R"({"类别":"示范企业","日期":"2026-02-15","证书编号":"C-3"}])",
                           .valid_from = town.today()});
      })
      .value();
  town.days(1);
  EXPECT_EQ(town.new_since(began), Keys{"C-3"});
}

}  // namespace
}  // namespace enact::casework
