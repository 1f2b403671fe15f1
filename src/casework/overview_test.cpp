// The overview: what was opened, what runs and is late, and what was paid, counted as the cases have it.
#include "casework/overview.hpp"

#include "casework/test_town.hpp"
#include "registers/module.hpp"
#include "selection/module.hpp"

namespace enact::casework {
namespace {

using namespace test;

class Overviews : public ::testing::Test {
 protected:
  Overview seen_by(const Person& person, int year) {
    return town
        .read([&](const store::Reader& reader) {
          return overview(reader, town.library, catalogue, person, "sample-town", year, town.today());
        })
        .value();
  }
  const ProvisionFigures& figures(const Overview& view, std::string_view provision) {
    for (const ArticleFigures& article : view.articles) {
      for (const ProvisionFigures& one : article.provisions) {
        if (one.provision->id == provision) return one;
      }
    }
    throw std::out_of_range("provision");
  }

  Town town{{registers::module(), selection::module()}};
  registers::Catalogue catalogue{{package()}};
};

TEST_F(Overviews, CountsWhatRunsAndWhatWasPaid) {
  const int year = town.today().year;
  const std::string paid = town.reach("支付");
  const auto batch = town.batch({paid}).value();
  town.release(batch.id).value();
  town.bank(batch.id, ledger::BankResult::paid).value();
  town.reach("受理", "a2");
  town.open("a2");  // the same matter: the case that runs

  const Overview view = seen_by(auditor, year);
  EXPECT_TRUE(view.whole);
  const ProvisionFigures& award = figures(view, "a1");
  EXPECT_EQ(award.opened, 1);
  EXPECT_EQ(award.running, 0);
  EXPECT_EQ(award.ended, 1);
  EXPECT_EQ(award.committed.count, 10'000'000);
  EXPECT_EQ(award.paid.count, 10'000'000);
  EXPECT_EQ(award.paid_cases, 1);
  EXPECT_EQ(award.paid_before.count, 0);
  const ProvisionFigures& subsidy = figures(view, "a2");
  EXPECT_EQ(subsidy.opened, 1);
  EXPECT_EQ(subsidy.running, 1);
  EXPECT_EQ(subsidy.running_most.count, 30'000'000) << "the band's end";
  EXPECT_EQ(subsidy.unbounded, 0);
  EXPECT_EQ(subsidy.overdue, 0);
  ASSERT_EQ(view.lines.size(), 1U);
  EXPECT_EQ(view.lines.front().paid.count, 10'000'000);

  std::int64_t opened = 0;
  std::int64_t fen = 0;
  for (const MonthFigures& month : view.months) {
    opened += month.opened;
    fen += month.paid.count;
  }
  EXPECT_EQ(opened, 2);
  EXPECT_EQ(fen, 10'000'000);
  EXPECT_EQ(view.months.at(town.today().month - 1).paid.count, 10'000'000);

  const Overview next = seen_by(auditor, year + 1);
  EXPECT_EQ(figures(next, "a1").opened, 0);
  EXPECT_EQ(figures(next, "a1").paid_before.count, 10'000'000) << "for comparing with the year before";
  EXPECT_EQ(figures(next, "a2").running, 1) << "what runs, runs today";
  EXPECT_EQ(next.first_year, year);
}

TEST_F(Overviews, SaysWhoIsLate) {
  town.reach("受理", "a2");
  town.days(60);
  const Overview view = seen_by(auditor, town.today().year);
  EXPECT_EQ(figures(view, "a2").overdue, 1);
  ASSERT_FALSE(view.units.empty());
  EXPECT_EQ(view.units.front().unit, "市科局");
  EXPECT_EQ(view.units.front().steps, 1);
  EXPECT_EQ(view.units.front().overdue, 1);
  EXPECT_LT(view.units.front().oldest.value(), town.today());
}

TEST_F(Overviews, DraftsAreNotCounted) {
  town.reach("申请");
  EXPECT_EQ(figures(seen_by(auditor, town.today().year), "a1").opened, 0);
}

TEST_F(Overviews, AUnitSeesItsOwnAndOthersNothing) {
  town.reach("受理", "a2");
  const Overview own = seen_by(handler, town.today().year);
  EXPECT_FALSE(own.whole);
  EXPECT_EQ(figures(own, "a2").running, 1);
  EXPECT_TRUE(own.lines.empty());
  const Overview other = seen_by(officer("农一", "市农局", identity::Role::handler), town.today().year);
  EXPECT_EQ(figures(other, "a2").running, 0);
  EXPECT_TRUE(other.units.empty());
  const auto refused = town.read([&](const store::Reader& reader) {
    return overview(reader, town.library, catalogue, town.applicant, "sample-town", 2026, town.today());
  });
  EXPECT_EQ(code(refused), "casework.not-permitted");
}

TEST(CaseLists, AreSearched) {
  Town town;
  town.reach("受理");
  const auto found = [&](const std::string& words) {
    return town
        .read([&](const store::Reader& reader) {
          return list_cases(reader, auditor, {.contains = words}, town.today());
        })
        .total;
  };
  EXPECT_EQ(found("样例一"), 1);
  EXPECT_EQ(found("2026-"), 1);
  EXPECT_EQ(found("2025-"), 0);
  EXPECT_EQ(found("样例二厂"), 0);
  EXPECT_EQ(found("%"), 0) << "no wildcard";
}

}  // namespace
}  // namespace enact::casework
