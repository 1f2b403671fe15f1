// Who has become due between two days, from what units attest.
#include "bulk/newly_due.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bulk/attested.hpp"
#include "bulk/csv_source.hpp"
#include "bulk/facts_source.hpp"
#include "bulk/run.hpp"
#include "bulk/test_population.hpp"

namespace enact::bulk {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Date on{2026, 12, 31};

const Engine& engine() {
  static const Engine made({determine::test::sample_package()}, {on, std::nullopt, false});
  return made;
}

// The claims of all subjects, shortly: "a1 2026-03-01 100000.00".
std::vector<std::string> claims_of(ColumnSource& source, const Date& since) {
  std::vector<std::string> found;
  RunOptions options;
  options.each = [&](const Segment& segment, const SegmentOutcomes& out) {
    for (const NewClaim& claim : newly_due(engine(), segment, out, since)) {
      found.push_back(out.type->lanes[claim.lane].plan->provision->id + " " +
                      (claim.date ? claim.date->to_string() : "-") + " " + std::to_string(claim.least) +
                      (claim.was_unknown ? " was unknown" : ""));
    }
  };
  run(engine(), source, options);
  return found;
}

std::vector<std::string> claims_of(const std::string& facts, const Date& since, bool attested_only = true) {
  const auto source =
      facts_source(std::make_unique<test::TextInput>(facts, "facts"), engine().determiner().model(),
                   engine().wanted(), engine().question(), attested_only);
  return claims_of(*source, since);
}

// A fact that a unit attests; `more` after it: `, "on": "2026-06-01"`.
std::string attested(const std::string& name, const std::string& value, const std::string& more = "") {
  return "\"" + name + "\":{\"value\":" + value + ",\"attested_by\":\"市科局\"" + more + "}";
}

std::string subject(const std::string& facts) {
  return "{\"企业\":{\"代码\":\"" + determine::test::credit_code() + "\"," + facts + "}}\n";
}

const std::string of_this_town = attested("登记地", "\"990001\"");

std::string recognitions(const std::vector<std::string>& dates) {
  std::string items;
  for (const std::string& date : dates) {
    items += (items.empty() ? "" : ",") + ("{\"类别\":\"示范企业\",\"日期\":\"" + date) + "\",\"编号\":\"" +
             date + "\"}";
  }
  return "[" + items + "]";
}

TEST(NewlyDue, IsWhatWasNotDueOnTheEarlierDay) {
  const std::string facts =
      subject(of_this_town + "," + attested("认定", recognitions({"2026-03-01", "2026-07-01"})));
  EXPECT_THAT(claims_of(facts, {2026, 2, 1}),
              ElementsAre("a1 2026-03-01 10000000", "a1 2026-07-01 10000000"));
  // The claim of March was due in May already, so only that of July is new.
  EXPECT_THAT(claims_of(facts, {2026, 5, 1}), ElementsAre("a1 2026-07-01 10000000"));
  EXPECT_THAT(claims_of(facts, {2026, 7, 1}), IsEmpty());
}

TEST(NewlyDue, TellsWhatWasUndecidedBefore) {
  // In May nobody had said yet where the enterprise is registered.
  const std::string facts = subject(attested("登记地", "\"990001\"", ",\"on\":\"2026-06-01\"") + "," +
                                    attested("认定", recognitions({"2026-03-01"})));
  EXPECT_THAT(claims_of(facts, {2026, 5, 1}), ElementsAre("a1 2026-03-01 10000000 was unknown"));
}

TEST(NewlyDue, IsWhatBecameKnownLaterAsWell) {
  const std::string facts = subject(
      of_this_town + "," + attested("认定", recognitions({"2026-03-01"}), ",\"known_on\":\"2026-06-15\""));
  EXPECT_THAT(claims_of(facts, {2026, 5, 1}), ElementsAre("a1 2026-03-01 10000000"));
  EXPECT_THAT(claims_of(facts, {2026, 6, 15}), IsEmpty());
}

TEST(NewlyDue, DeclaredFactsDoNotCount) {
  const std::string declared = "\"认定\":" + recognitions({"2026-03-01"});
  const std::string facts = subject(of_this_town + "," + declared);
  EXPECT_THAT(claims_of(facts, {2026, 2, 1}), IsEmpty());
  EXPECT_THAT(claims_of(facts, {2026, 2, 1}, false), ElementsAre("a1 2026-03-01 10000000"));
  // Nor where whatever is not said is known to be absent: `not(some …)` must not be met by their going.
  const std::string absent = "unsaid: absent\nsubjects:\n- " + facts;
  EXPECT_THAT(claims_of(absent, {2026, 2, 1}), IsEmpty());
}

TEST(NewlyDue, OfAnAllowanceEachMonthIsAClaim) {
  const std::string trainee =
      "[{\"姓名\":\"甲\",\"开始\":\"2026-02-01\",\"结束\":\"2026-05-31\",\"中止\":[]}]";
  const std::string facts = subject(attested("学员", trainee));
  // February and March were due at the end of March; April and May, 1,000 yuan each, are new.
  EXPECT_THAT(claims_of(facts, {2026, 3, 31}), ElementsAre("d1 2026-04-01 100000", "d1 2026-05-01 100000"));
}

TEST(NewlyDue, ColumnsAreAttestedByTheUnitsThatStandForThem) {
  const auto listed = [](const std::vector<std::string>& units) {
    std::vector<CsvFile> files;
    const std::string code = determine::test::credit_code();
    files.push_back(
        {"企业", "",
         std::make_unique<test::TextInput>("代码,研发费用,营业收入\n" + code + ",600,10000\n", "a")});
    auto source = attested_columns(
        csv_source(std::move(files), engine().determiner().model(), engine().wanted(), false),
        engine().determiner().model(), units);
    return claims_of(*source, {2026, 1, 14});  // the day before the policy is in force
  };
  // The vocabulary has both figures attested by 市税局.
  EXPECT_THAT(listed({"市税局"}), ElementsAre("e1 - 0"));
  EXPECT_THAT(listed({"市科局"}), IsEmpty());
}

}  // namespace
}  // namespace enact::bulk
