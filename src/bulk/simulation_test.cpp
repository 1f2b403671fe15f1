// A simulation says what two runs over the whole population say, whatever it runs again: random policies,
// random populations, random settings.
#include "bulk/simulation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fmt/format.h>

#include "bulk/comparison.hpp"
#include "bulk/facts_source.hpp"
#include "bulk/run.hpp"
#include "bulk/test_population.hpp"
#include "policy/levers.hpp"

namespace enact::bulk {
namespace {

const determine::Question question{Date{2026, 12, 31}, std::nullopt, false};

std::unique_ptr<ColumnSource> source_of(const Engine& engine, const std::string& lines) {
  return facts_source(std::make_unique<test::TextInput>(lines, "population"), engine.determiner().model(),
                      Wanted{}, question);
}

std::shared_ptr<const HeldPopulation> held(const policy::PackagePtr& package, const std::string& lines) {
  const Engine engine({package}, question);
  return std::make_shared<const HeldPopulation>(*source_of(engine, lines));
}

// Without sums near the end of 64 bits, several of which a whole run does not add up.
std::string population_of(test::Draw& draw, int subjects) {
  const std::string huge = "92233720368547758.07";
  std::string lines;
  for (int i = 0; i < subjects; ++i)
    lines += test::random_subject(draw, static_cast<std::uint64_t>(i)) + "\n";
  for (std::size_t at = lines.find(huge); at != std::string::npos; at = lines.find(huge, at))
    lines.replace(at, huge.size(), "9223372036.07");
  return lines;
}

// What a whole run says, subject by subject.
struct Whole {
  TypeTotals totals;
  std::vector<std::int64_t> least;
  std::vector<std::int64_t> greatest;
};
Whole whole(const policy::PackagePtr& package, const std::string& lines) {
  const Engine engine({package}, question);
  Whole made;
  RunOptions options;
  options.each = [&](const Segment&, const SegmentOutcomes& out) {
    made.least.insert(made.least.end(), out.least.begin(), out.least.end());
    for (std::size_t row = 0; row < out.rows; ++row) made.greatest.push_back(out.greatest_at(row));
  };
  const RunResult result = run(engine, *source_of(engine, lines), options);
  made.totals = result.types.at("企业");
  return made;
}

Budget budget_of(const TypeTotals& totals) {
  return {totals.least, totals.greatest, totals.unbounded};
}

void expect_lines(const std::vector<ProvisionLine>& lines, const TypeTotals& totals,
                  std::optional<LaneTotals> ProvisionLine::* version) {
  ASSERT_EQ(lines.size(), totals.lanes.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const LaneTotals& made = *(lines[i].*version);
    const LaneTotals& wanted = totals.lanes[i];
    EXPECT_EQ(made.due, wanted.due) << lines[i].provision->id;
    EXPECT_EQ(made.not_due, wanted.not_due) << lines[i].provision->id;
    EXPECT_EQ(made.unknown, wanted.unknown) << lines[i].provision->id;
    EXPECT_TRUE(made.least == wanted.least) << lines[i].provision->id;
    EXPECT_TRUE(made.greatest == wanted.greatest) << lines[i].provision->id;
    EXPECT_EQ(made.unbounded, wanted.unbounded) << lines[i].provision->id;
    EXPECT_EQ(made.reasons, wanted.reasons) << lines[i].provision->id;
  }
}

std::vector<Touched> touched_by(const policy::SetPackage& set) {
  std::vector<Touched> touched;
  for (const std::string& id : set.provisions) touched.push_back({set.package->id, id});
  return touched;
}

policy::PackagePtr random_package(test::Draw& draw) {
  const policy::Loaded loaded = policy::load_package(test::random_files(draw), "policies/yunxi-1");
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

// A figure of the lever's kind, or a day.
std::string random_value(const policy::Lever& lever, test::Draw& draw) {
  if (lever.type->kind == feel::Kind::date) return test::random_date(draw);
  return draw.one_of<std::string>({"0", "0.05", "0.3", "1", "1234.56", "100000", "99999.99", "700000"});
}

TEST(Simulation, OfAPackageWithItselfMovesNobody) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    test::Draw draw(seed);
    const policy::PackagePtr package = random_package(draw);
    const std::string lines = population_of(draw, 150);
    const Simulation simulation({package}, question, held(package, lines), 1);
    std::vector<Touched> all;
    for (const policy::Provision& one : package->provisions) all.push_back({package->id, one.id});
    const Outcome again = simulation.run({package}, all);
    EXPECT_EQ(again.again, again.parts.size());
    const Comparison made = Comparer(simulation).compare(again, nullptr, nullptr);
    EXPECT_EQ(made.effects.winners, 0U);
    EXPECT_EQ(made.effects.losers, 0U);
    EXPECT_EQ(made.effects.possible, 0U);
    EXPECT_TRUE(made.before == made.after);
    EXPECT_EQ(made.received_before.counts, made.received_after.counts);
    const Whole run = whole(package, lines);
    EXPECT_TRUE(made.before == budget_of(run.totals)) << seed;
    EXPECT_EQ(made.paid_before, run.totals.paid);
    expect_lines(made.provisions, run.totals, &ProvisionLine::before);
    expect_lines(made.provisions, run.totals, &ProvisionLine::after);
  }
}

TEST(Simulation, SaysWhatTwoWholeRunsSay) {
  std::size_t moved = 0;
  std::size_t kept = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    test::Draw draw(seed);
    const policy::PackagePtr package = random_package(draw);
    const std::string lines = population_of(draw, 150);
    const Simulation simulation({package}, question, held(package, lines), 2);
    const std::vector<policy::Lever> levers = policy::levers_of(*package);
    std::vector<policy::Setting> settings;
    for (std::uint64_t i = draw.below(3) + 1; i > 0; --i) {
      const policy::Lever& lever = draw.one_of(levers);
      const bool twice = std::any_of(settings.begin(), settings.end(),
                                     [&](const policy::Setting& s) { return s.lever == lever.id; });
      if (!twice) settings.push_back({lever.id, random_value(lever, draw)});
    }
    const auto set = policy::with_settings(package, settings);
    ASSERT_TRUE(set) << render(set.error(), Language::en);
    const Outcome after = simulation.run({set->package}, touched_by(*set));
    kept += after.parts.size() - after.again;
    const Comparison made = Comparer(simulation).compare(after, nullptr, nullptr);
    const Whole was = whole(package, lines);
    const Whole is = whole(set->package, lines);
    std::string what = fmt::format("seed {}", seed);
    for (const policy::Setting& one : settings) what += fmt::format(" {} = {}", one.lever, one.value);
    SCOPED_TRACE(what);
    EXPECT_TRUE(made.before == budget_of(was.totals));
    EXPECT_TRUE(made.after == budget_of(is.totals));
    EXPECT_EQ(made.paid_after, is.totals.paid);
    expect_lines(made.provisions, was.totals, &ProvisionLine::before);
    expect_lines(made.provisions, is.totals, &ProvisionLine::after);
    std::uint64_t winners = 0, losers = 0, possible = 0;
    Sum gains = 0, losses = 0;
    Histogram received;
    for (std::size_t i = 0; i < was.least.size(); ++i) {
      const std::int64_t more = is.least[i] - was.least[i];
      if (more > 0) ++winners, gains += more;
      if (more < 0) ++losers, losses -= more;
      if (more == 0 && is.greatest[i] != was.greatest[i]) ++possible;
      received.add(is.least[i]);
    }
    EXPECT_EQ(made.effects.winners, winners);
    EXPECT_EQ(made.effects.losers, losers);
    EXPECT_EQ(made.effects.possible, possible);
    EXPECT_TRUE(made.effects.gains == gains);
    EXPECT_TRUE(made.effects.losses == losses);
    EXPECT_EQ(made.received_after.counts, received.counts);
    EXPECT_TRUE(made.received_after.sums == received.sums);
    moved += winners + losers;
  }
  // Else the test says nothing of change, or nothing of what is kept.
  EXPECT_GT(moved, 500U);
  EXPECT_GT(kept, 50U);
}

// d1 pays by the month for the matter that a1 pays for: the higher offer, 100,000, is all that is owed.
TEST(Simulation, StacksWhatIsPaidByTheMonthWithTheRest) {
  policy::FileSet files = determine::test::package_files();
  std::string& text = files["policies/yunxi-1/policy.md"];
  const auto change = [&](const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  };
  change("monthly: { from: 学员.开始, to: 学员.结束 }",
         "monthly: { from: 学员.开始, to: 学员.结束, amount: 1000元 }");
  change("amount: 1000元\nmatter: { kind: 人月, parts: [学员.姓名, 月] }",
         "matter: { kind: 认定, parts: [企业.代码, 学员.姓名] }");
  const policy::Loaded loaded = policy::load_package(files, "policies/yunxi-1");
  ASSERT_TRUE(loaded.ok()) << render(loaded.diagnostics, Language::en);
  const std::string lines = R"({"企业":{"代码":")" + determine::test::credit_code() +
                            R"(","登记地":"990001","研发费用":1,"营业收入":100,"项目":[],"投入":[],)"
                            R"("认定":[{"类别":"示范企业","日期":"2026-03-01","编号":"甲"}],)"
                            R"("学员":[{"姓名":"甲","开始":"2026-02-01","结束":"2026-02-28","中止":[]}]}})" +
                            "\n";
  const Whole run = whole(loaded.package, lines);
  EXPECT_TRUE(run.totals.least == 100'000'00);
  const Simulation simulation({loaded.package}, question, held(loaded.package, lines), 1);
  const Comparison made = Comparer(simulation).compare(simulation.base(), nullptr, nullptr);
  EXPECT_TRUE(made.before == budget_of(run.totals));
  expect_lines(made.provisions, run.totals, &ProvisionLine::before);
}

// Two enterprises of the town recognised once each, one of another town.
std::string three_recognised() {
  std::string lines;
  int number = 1;
  for (const char* place : {"990001", "990001", "990002"}) {
    const std::string code = determine::test::credit_code(fmt::format("91990001MA2X{:05}", 10000 + number));
    lines += fmt::format(R"({{"企业":{{"代码":"{}","登记地":"{}","研发费用":{},"营业收入":10000,)"
                         R"("认定":[{{"类别":"示范企业","日期":"2026-03-01","编号":"N-{}"}}],)"
                         R"("项目":[],"投入":[],"学员":[]}}}})",
                         code, place, number * 100, number);
    lines += "\n";
    ++number;
  }
  return lines;
}

TEST(Comparison, GroupsLimitsAndQuantiles) {
  const policy::PackagePtr package = determine::test::sample_package();
  const Simulation simulation({package}, question, held(package, three_recognised()), 1);
  const auto set = policy::with_settings(package, std::vector<policy::Setting>{{"a1/amount", "12万元"}});
  ASSERT_TRUE(set) << render(set.error(), Language::en);
  EXPECT_EQ(set->provisions, std::vector<std::string>{"a1"});
  const Outcome after = simulation.run({set->package}, touched_by(*set));
  EXPECT_EQ(after.again, 1U);
  const auto grouping = group_by(simulation.population(), "登记地");
  ASSERT_TRUE(grouping);
  LimitOptions limit;
  limit.budget = 200'000'00;  // of 240,000 yuan
  limit.ranked = order_by(simulation.population(), "研发费用");
  ASSERT_TRUE(limit.ranked);
  const Comparison made = Comparer(simulation).compare(after, &*grouping, &limit);
  // Two of three are of the town: 2 × 100,000 before, 2 × 120,000 after.
  EXPECT_TRUE(made.before.least == 200'000'00);
  EXPECT_TRUE(made.after.least == 240'000'00);
  EXPECT_EQ(made.effects.winners, 2U);
  EXPECT_EQ(made.effects.gain_quantiles, (std::vector<std::int64_t>(7, 20'000'00)));
  EXPECT_EQ(made.effects.gained.counts[band_of(20'000'00)], 2);
  EXPECT_EQ(bound_of(band_of(20'000'00)), 20'000'00);
  ASSERT_EQ(made.groups.size(), 3U);  // not known, and two towns
  EXPECT_EQ(made.groups[0].subjects, 0U);
  EXPECT_EQ(made.groups[1].name, "990001");
  EXPECT_EQ(made.groups[1].winners, 2U);
  EXPECT_TRUE(made.groups[1].after == 240'000'00);
  EXPECT_EQ(made.groups[2].winners, 0U);
  EXPECT_TRUE(made.groups[2].after == 0);
  ASSERT_EQ(made.limited.size(), 3U);
  for (const Limited& one : made.limited) {
    EXPECT_TRUE(one.given == 200'000'00);
    EXPECT_EQ(one.claimants, 2U);
    const bool shared = one.rule == determine::AllocationRule::pro_rata;
    // 100,000 each; or 120,000 and 80,000.
    EXPECT_EQ(one.in_full, shared ? 0U : 1U);
    EXPECT_EQ(one.in_part, shared ? 2U : 1U);
    EXPECT_EQ(one.quantiles.front(), shared ? 100'000'00 : 80'000'00);
  }
  ASSERT_EQ(made.articles.size(), 1U);
  EXPECT_TRUE(made.articles[0].after.least == 240'000'00);
  ASSERT_EQ(made.payers.size(), 1U);
  EXPECT_EQ(made.payers[0].name, "财政");
}

TEST(Comparison, TellsWhichProvisionsOfAChangedPackageDiffer) {
  policy::FileSet files = determine::test::package_files();
  std::string& text = files["policies/yunxi-1/policy.md"];
  const std::string from = "验收合格: 项目.合格 = true";
  text.replace(text.find(from), from.size(), "验收合格: 项目.合格 != false");
  const policy::Loaded changed = policy::load_package(files, "policies/yunxi-1");
  ASSERT_TRUE(changed.ok()) << render(changed.diagnostics, Language::en);
  const std::vector<Touched> touched = touched_between(*determine::test::sample_package(), *changed.package);
  ASSERT_EQ(touched.size(), 1U);
  EXPECT_EQ(touched.front().provision, "b1");
}

TEST(Distribution, QuantilesAreByNearestRank) {
  // Of 10 amounts: 0 % the first, 10 % the first, 25 % the third (2.5 up), 50 % the fifth, 75 % the eighth,
  // 90 % the ninth, 100 % the tenth.
  std::vector<std::int64_t> amounts{100, 90, 80, 70, 60, 50, 40, 30, 20, 10};
  EXPECT_EQ(quantiles(amounts), (std::vector<std::int64_t>{10, 10, 30, 50, 80, 90, 100}));
  std::vector<std::int64_t> none;
  EXPECT_TRUE(quantiles(none).empty());
}

RC_GTEST_PROP(DistributionProperty, EveryAmountLiesInItsBand, ()) {
  const auto fen = *rc::gen::inRange<std::int64_t>(1, 1LL << 60);
  const std::size_t band = band_of(fen);
  RC_ASSERT(fen <= bound_of(band));
  if (band > 0) RC_ASSERT(fen > bound_of(band - 1));
}

}  // namespace
}  // namespace enact::bulk
