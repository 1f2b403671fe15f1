// Periods that facts belong to, as a vocabulary declares them.
#include "policy/periods.hpp"

#include <gmock/gmock.h>

#include "policy/test_sample.hpp"

namespace enact::policy {
namespace {

using test::changed;
using test::said;
using ::testing::HasSubstr;

constexpr std::string_view place = "      吸纳人数: { type: number<人>, min: 0, en: Hired }";

// The sample in which a fact belongs to a period.
FileSet with_period(const std::string& declared, const std::string& fact) {
  return changed(changed("vocabulary.yaml", "code lists:\n", declared + "code lists:\n"), "vocabulary.yaml",
                 place, fact);
}
const std::string of_the_year = "      吸纳人数: { type: number<人>, min: 0, en: Hired, period: 年度 }";

TEST(Periods, AreDeclaredInTheVocabulary) {
  const Loaded read =
      test::loaded(with_period("periods:\n  年度: { length: year, en: Year }\n", of_the_year));
  ASSERT_TRUE(read.ok()) << render(read.diagnostics, Language::en);
  const FactDeclaration& fact = *read.package->vocabulary.subject("企业")->fact("吸纳人数");
  ASSERT_TRUE(fact.period);
  EXPECT_EQ(fact.period->title.en, "Year");
  EXPECT_EQ(period_of(fact, Date{2026, 12, 31}), (Date{2026, 12, 31}));
  EXPECT_EQ(period_of(fact, Date{2026, 12, 30}), std::nullopt);
  EXPECT_EQ(period_of(fact, std::nullopt), std::nullopt);
  EXPECT_EQ(period_of(*read.package->vocabulary.subject("企业")->fact("营业收入"), Date{2026, 12, 31}),
            std::nullopt);
}

TEST(Periods, EndWithTheMonthsOfTheCalendar) {
  const Date day{2028, 2, 10};
  EXPECT_EQ(last_day_of(PeriodLength::month, day), (Date{2028, 2, 29}));
  EXPECT_EQ(last_day_of(PeriodLength::quarter, day), (Date{2028, 3, 31}));
  EXPECT_EQ(last_day_of(PeriodLength::half_year, day), (Date{2028, 6, 30}));
  EXPECT_EQ(last_day_of(PeriodLength::year, day), (Date{2028, 12, 31}));
  EXPECT_EQ(last_day_of(PeriodLength::half_year, {2028, 7, 1}), (Date{2028, 12, 31}));
}

TEST(Periods, SlipsAreNamed) {
  EXPECT_THAT(said(with_period("periods:\n  年度: { length: year, en: Year }\n",
                               "      吸纳人数: { type: number<人>, min: 0, en: Hired, period: 年渡 }")),
              HasSubstr("[policy.unknown-period]"));
  EXPECT_THAT(said(with_period("periods:\n  年度: { length: years, en: Year }\n", of_the_year)),
              HasSubstr("did you mean `year`?"));
  EXPECT_THAT(said(changed(with_period("periods:\n  年度: { length: year, en: Year }\n", of_the_year),
                           "vocabulary.yaml", "en: Registrations,", "en: Registrations, period: 年度,")),
              HasSubstr("[policy.period-of-list]"));
  EXPECT_THAT(said(changed(with_period("periods:\n  年度: { length: year, en: Year }\n", of_the_year),
                           "vocabulary.yaml", "en: First }", "en: First, period: 年度 }")),
              HasSubstr("[policy.period-of-field]"));
}

}  // namespace
}  // namespace enact::policy
