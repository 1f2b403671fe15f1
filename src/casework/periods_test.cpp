// Figures of a year: what is declared of a later year than the attested one counts for that year, and the
// columns of a whole space say the same as the record of each subject.
#include <gmock/gmock.h>

#include "bulk/engine.hpp"
#include "bulk/run.hpp"
#include "casework/test_town.hpp"
#include "population/store_source.hpp"

namespace enact::casework {
namespace {

using namespace test;
using ::testing::HasSubstr;

constexpr Date of_2025{2025, 12, 31};
constexpr Date of_2026{2026, 12, 31};

// The award is due where R&D is more than 5 % of the revenue.
policy::PackagePtr period_rules() {
  policy::FileSet files = package_files();
  std::string& text = files.at("policies/sample-town/policy.md");
  const std::string_view before = "amount: { value: 10万元";
  text.insert(text.find(before),
              "  研发占比: { rule: 企业.年研发 / 企业.年营收 > 5%, en: share of R&D in the revenue }\n");
  policy::Loaded loaded = policy::load_package(files, "policies/sample-town");
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

class YearTown : public Town {
 public:
  YearTown() : Town({}, period_rules()) {}

  std::string enter(const std::string& unit, const std::string& name, const std::string& value,
                    std::optional<Date> from) {
    return code(step([&](store::Transaction& tx) {
      return enter_fact(tx, library, {unit.empty() ? "企业一" : "某人", unit}, enterprise,
                        {.name = name, .value = value, .valid_from = from});
    }));
  }
  // As entries of before there were periods stand in a space: of no period.
  void stands_of_none(const std::string& unit, const std::string& name, const std::string& value) {
    step([&](store::Transaction& tx) {
      return store::add_fact(
          tx, {.subject_id = enterprise,
               .name = name,
               .value = value,
               .source = unit.empty() ? store::FactSource::declared : store::FactSource::attested,
               .attested_by = unit.empty() ? "企业一" : unit});
    }).value();
  }
  // Whether the award is due on a day, and each figure that this rests on with who attested it.
  std::string due_on(const Date& on) {
    const auto made =
        read([&](const store::Reader& reader) {
          return determine_record(reader, *library.current(), enterprise, on, space.clock.now());
        }).value();
    const auto& provision = made.determination.subjects.front().provisions.front();
    std::string said(determine::to_string(provision.status));
    for (const determine::ConditionResult& one : provision.conditions) {
      for (const determine::FactRead& fact : one.facts) {
        if (!fact.path.starts_with("企业.年")) continue;
        said += " " + fact.path.substr(fact.path.find('.') + 1) + "=" + feel::to_string(fact.value) + "/" +
                fact.provenance.attested_by;
      }
    }
    EXPECT_EQ(in_columns(on), determine::to_string(provision.status)) << on.to_string();
    return said;
  }

 private:
  // The same from the space as a whole.
  std::string in_columns(const Date& on) {
    if (space.on_postgres()) return std::string(determine::to_string(status_on(on)));
    const bulk::Engine engine({library.current()->packages().front()}, {on, std::nullopt, false});
    const auto source = population::store_source(space.folder(), engine.determiner().model(), engine.wanted(),
                                                 engine.question(), std::nullopt);
    std::string found;
    bulk::RunOptions how;
    how.check = true;
    how.each = [&](const bulk::Segment&, const bulk::SegmentOutcomes& out) {
      found = determine::to_string(bulk::finding::status_of(out.lanes.front().found[0]));
    };
    EXPECT_TRUE(bulk::run(engine, *source, how).differences.empty());
    return found;
  }
  determine::Status status_on(const Date& on) {
    return read([&](const store::Reader& reader) {
             return determine_record(reader, *library.current(), enterprise, on, space.clock.now());
           })
        .value()
        .determination.subjects.front()
        .provisions.front()
        .status;
  }
};

// A town in which the units have attested the figures of 2025.
struct Attested2025 : YearTown {
  Attested2025() {
    EXPECT_EQ(enter("市科局", "年研发", "10", of_2025), "");
    EXPECT_EQ(enter("市税局", "年营收", "1000", of_2025), "");
  }
};
constexpr const char* attested_figures = "not_due 年研发=10/市科局 年营收=1000/市税局";

TEST(Periods, WhatIsDeclaredOfALaterYearCountsForThatYear) {
  Attested2025 town;
  EXPECT_EQ(town.due_on({2026, 6, 30}), attested_figures);
  ASSERT_EQ(town.enter("", "年研发", "100", of_2026), "");
  ASSERT_EQ(town.enter("", "年营收", "1200", of_2026), "");
  EXPECT_EQ(town.due_on({2026, 12, 30}), attested_figures) << "the year is not over";
  EXPECT_EQ(town.due_on({2027, 2, 1}), "due 年研发=100/ 年营收=1200/") << "as declared";
  // What the units attest of the later year stands against it, and against whatever is declared of it later.
  ASSERT_EQ(town.enter("市科局", "年研发", "50", of_2026), "");
  EXPECT_EQ(town.due_on({2027, 2, 1}), "not_due 年研发=50/市科局 年营收=1200/");
  ASSERT_EQ(town.enter("", "年研发", "900", of_2026), "");
  EXPECT_EQ(town.due_on({2027, 2, 1}), "not_due 年研发=50/市科局 年营收=1200/");
  town.expect_sound();
}

TEST(Periods, WhatIsDeclaredOfTheAttestedYearOrAnEarlierOneDoesNotCount) {
  Attested2025 town;
  for (const Date& year : {of_2025, Date{2024, 12, 31}}) {
    ASSERT_EQ(town.enter("", "年研发", "900", year), "");
    ASSERT_EQ(town.enter("", "年营收", "1", year), "");
  }
  town.stands_of_none("", "年研发", "900");
  EXPECT_EQ(town.due_on({2026, 6, 30}), attested_figures);
  EXPECT_EQ(town.due_on({2027, 2, 1}), attested_figures);
}

TEST(Periods, FiguresOfTwoYearsAreNeverTakenTogether) {
  Attested2025 town;
  ASSERT_EQ(town.enter("", "年研发", "100", of_2026), "");
  EXPECT_EQ(town.due_on({2027, 2, 1}), attested_figures) << "the revenue of that year is not known";
  ASSERT_EQ(town.enter("", "年营收", "1200", of_2026), "");
  EXPECT_EQ(town.due_on({2027, 2, 1}), "due 年研发=100/ 年营收=1200/");
}

TEST(Periods, NeitherAreThoseThatUnitsAttest) {
  Attested2025 town;
  ASSERT_EQ(town.enter("市科局", "年研发", "100", of_2026), "");
  EXPECT_EQ(town.due_on({2027, 2, 1}), attested_figures);
  ASSERT_EQ(town.enter("市税局", "年营收", "1200", of_2026), "");
  EXPECT_EQ(town.due_on({2027, 2, 1}), "due 年研发=100/市科局 年营收=1200/市税局");
}

TEST(Periods, WhatIsAttestedForGoodStandsAgainstEveryYear) {
  YearTown town;
  town.stands_of_none("市科局", "年研发", "10");
  town.stands_of_none("市税局", "年营收", "1000");
  ASSERT_EQ(town.enter("", "年研发", "100", of_2026), "");
  EXPECT_EQ(town.due_on({2027, 2, 1}), attested_figures);
}

TEST(Periods, AnEntryNamesThePeriodByItsLastDay) {
  YearTown town;
  EXPECT_EQ(town.enter("", "年研发", "100", Date{2026, 3, 1}), "casework.not-a-period");
  EXPECT_EQ(town.enter("市科局", "年研发", "100", Date{2026, 12, 30}), "casework.not-a-period");
  EXPECT_EQ(town.enter("", "年研发", "100", std::nullopt), "casework.not-a-period");
  EXPECT_EQ(town.enter("市科局", "年研发", "100", std::nullopt), "casework.not-a-period");
  EXPECT_EQ(town.enter("市科局", "年研发", "100", of_2026), "");
  EXPECT_EQ(town.enter("", "营业收入", "100", Date{2026, 3, 1}), "") << "belongs to no period";
}

TEST(Periods, WhoReviewsIsToldOfWhatWaitsAndNotOfWhatCounts) {
  Attested2025 town;
  const auto told = [&] {
    town.space.clock.set(*Instant::parse("2027-02-01T01:00:00Z"));
    std::string all;
    for (const RecordFact& fact : town.read([&](const store::Reader& reader) {
           return record_of(reader, *town.library.current(), town.enterprise, town.space.clock.now());
         })) {
      for (const RecordFact::Entry& entry : fact.entries)
        if (entry.differs_from) all += fact.name + "=" + entry.value + " ";
    }
    return all;
  };
  ASSERT_EQ(town.enter("", "年研发", "100", of_2026), "");
  EXPECT_EQ(told(), "年研发=100 ") << "counts for nothing while the revenue is not known";
  ASSERT_EQ(town.enter("", "年营收", "1200", of_2026), "");
  EXPECT_EQ(told(), "");
}

}  // namespace
}  // namespace enact::casework
