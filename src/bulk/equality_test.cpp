// The vector evaluator gives what the scalar one gives, to the last fen: random policies over random
// populations, with facts that are unknown, absent and incomplete.
#include <gtest/gtest.h>

#include "bulk/facts_source.hpp"
#include "bulk/run.hpp"
#include "bulk/test_population.hpp"

namespace enact::bulk {
namespace {

struct Checked {
  RunResult result;
  std::string plan;
};

// Totals added up from what is said of each subject.
class AddedUp {
 public:
  void add(const Segment& segment, const SegmentOutcomes& out) {
    Of& type = types_[segment.type];
    type.lanes.resize(out.lanes.size());
    for (std::size_t row = 0; row < out.rows; ++row) {
      type.all.add(out.least[row], out.greatest_at(row));
      for (std::size_t k = 0; k < out.lanes.size(); ++k) {
        const Outcomes& lane = out.lanes[k];
        if (!lane.least.empty()) type.lanes[k].add(lane.least[row], lane.greatest_at(row));
      }
    }
  }
  void expect(const RunResult& result) const {
    for (const auto& [name, totals] : result.types) {
      const Of& type = types_.at(name);
      type.all.expect(totals.least, totals.greatest, totals.unbounded);
      for (std::size_t k = 0; k < type.lanes.size(); ++k) {
        const LaneTotals& lane = totals.lanes[k];
        type.lanes[k].expect(lane.least, lane.greatest, lane.unbounded);
      }
    }
  }

 private:
  struct Sums {
    Sum least = 0;
    Sum greatest = 0;
    std::uint64_t unbounded = 0;
    void add(std::int64_t low, std::int64_t high) {
      least += low;
      if (high == no_bound) {
        ++unbounded;
      } else {
        greatest += high;
      }
    }
    void expect(Sum low, Sum high, std::uint64_t without) const {
      EXPECT_TRUE(least == low);
      EXPECT_TRUE(greatest == high);
      EXPECT_EQ(unbounded, without);
    }
  };
  struct Of {
    Sums all;
    std::vector<Sums> lanes;
  };
  std::map<std::string, Of> types_;
};

Checked check(const policy::PackagePtr& package, const std::string& lines, unsigned threads = 1) {
  const Engine engine({package}, {Date{2026, 12, 31}, std::nullopt, false});
  const auto source = facts_source(std::make_unique<test::TextInput>(lines, "population"),
                                   engine.determiner().model(), engine.wanted(), engine.question());
  RunOptions options;
  options.check = true;
  options.threads = threads;
  AddedUp added;
  options.each = [&](const Segment& segment, const SegmentOutcomes& out) { added.add(segment, out); };
  Checked checked{run(engine, *source, options), engine.plan_text(Language::en)};
  added.expect(checked.result);
  return checked;
}

std::string population(test::Draw& draw, int subjects, bool founded = false) {
  std::string lines;
  for (int i = 0; i < subjects; ++i)
    lines += test::random_subject(draw, static_cast<std::uint64_t>(i), founded) + "\n";
  return lines;
}

std::string first_differences(const RunResult& result) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(result.differences.size(), 5); ++i) {
    const Difference& d = result.differences[i];
    text += d.subject + " " + d.provision + ": " + d.columns + " | " + d.scalar + "\n";
  }
  return text;
}

TEST(Equality, HoldsForTheTestPackage) {
  test::Draw draw(1);
  const Checked checked = check(determine::test::sample_package(), population(draw, 1500));
  EXPECT_EQ(checked.result.checked, 1500U);
  EXPECT_TRUE(checked.result.rejected.empty());
  EXPECT_TRUE(checked.result.differences.empty()) << first_differences(checked.result) << checked.plan;
  // Most subjects need no scalar evaluator, or the test says nothing of columns.
  EXPECT_LT(checked.result.types.at("企业").scalar, 1300U) << checked.plan;
  const TypeTotals& totals = checked.result.types.at("企业");
  for (const LaneTotals& lane : totals.lanes) {
    EXPECT_EQ(lane.due + lane.not_due + lane.unknown, 1500U);
  }
}

TEST(Equality, HoldsForRandomPolicies) {
  std::uint64_t subjects = 0;
  std::uint64_t scalar = 0;
  std::uint64_t schedules = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    test::Draw draw(seed);
    const policy::FileSet files = test::random_files(draw);
    const policy::Loaded loaded = policy::load_package(files, "policies/yunxi-1");
    ASSERT_TRUE(loaded.ok()) << seed << render(loaded.diagnostics, Language::en);
    const Checked checked = check(loaded.package, population(draw, 120, true));
    EXPECT_TRUE(checked.result.differences.empty())
        << "seed " << seed << "\n"
        << first_differences(checked.result) << files.at("policies/yunxi-1/policy.md") << checked.plan;
    if (!checked.result.differences.empty()) break;
    if (files.at("policies/yunxi-1/policy.md").find("one claim: true") != std::string::npos &&
        checked.plan.find("yunxi-1/d1  over columns") != std::string::npos)
      ++schedules;
    subjects += checked.result.types.at("企业").subjects;
    scalar += checked.result.types.at("企业").scalar;
  }
  // Else little of it would be about columns.
  EXPECT_LT(scalar, subjects * 7 / 10);
  EXPECT_GT(schedules, 10U);
}

// Who has said nothing of a list: what it could bring is judged over columns, by what is told of the subject.
TEST(Equality, HoldsForSubjectsWithoutLists) {
  for (std::uint64_t seed = 101; seed <= 130; ++seed) {
    test::Draw draw(seed);
    const policy::FileSet files = test::random_files(draw);
    const policy::Loaded loaded = policy::load_package(files, "policies/yunxi-1");
    ASSERT_TRUE(loaded.ok()) << seed << render(loaded.diagnostics, Language::en);
    std::string lines;
    for (std::uint64_t i = 0; i < 60; ++i)
      lines += test::random_subject(draw, i, true, draw.happens(60)) + "\n";
    const Checked checked = check(loaded.package, lines);
    EXPECT_TRUE(checked.result.differences.empty())
        << "seed " << seed << "\n"
        << first_differences(checked.result) << files.at("policies/yunxi-1/policy.md") << checked.plan;
  }
  const std::string lines = R"({"企业":{"代码":")" + determine::test::credit_code() +
                            R"(","登记地":"990001","研发费用":600,"营业收入":10000}})";
  const Checked plain = check(determine::test::sample_package(), lines);
  EXPECT_EQ(plain.result.types.at("企业").scalar, 0U) << plain.plan;
  EXPECT_GT(plain.result.types.at("企业").unbounded, 0U);
}

// An amount without an operation over columns, of facts that are not known: nobody is asked one by one.
TEST(Equality, AnAmountOfWhatIsNotKnownNeedsNoScalarEvaluator) {
  policy::FileSet files = determine::test::package_files();
  std::string& text = files["policies/yunxi-1/policy.md"];
  const std::string amount = "amount: 10万元";
  text.replace(text.find(amount), amount.size(), "amount: '10万元 + 企业.研发费用 / 7'");
  const policy::Loaded loaded = policy::load_package(files, "policies/yunxi-1");
  ASSERT_TRUE(loaded.ok()) << render(loaded.diagnostics, Language::en);
  const auto subject = [](const std::string& research) {
    return R"({"企业":{"代码":")" + determine::test::credit_code() +
           R"(","登记地":"990001","营业收入":10000,)" + research +
           R"("认定":[{"类别":"示范企业","日期":"2026-03-10","编号":"R"}],"项目":[],"投入":[],"学员":[]}})";
  };
  const Checked unknown = check(loaded.package, subject(""));
  EXPECT_TRUE(unknown.result.differences.empty()) << first_differences(unknown.result);
  const TypeTotals& totals = unknown.result.types.at("企业");
  EXPECT_EQ(totals.lanes[0].unknown, 1U);
  EXPECT_EQ(totals.unbounded, 1U);
  EXPECT_EQ(totals.scalar, 0U) << unknown.plan;
  for (const char* research : {R"("研发费用":700,)", R"("研发费用":null,)"}) {
    const Checked told = check(loaded.package, subject(research));
    EXPECT_TRUE(told.result.differences.empty()) << first_differences(told.result);
    EXPECT_EQ(told.result.types.at("企业").lanes[0].unknown, 0U) << research;
  }
}

// What cannot be computed because a fact is absent is a condition that is not met; with another that is
// unknown beside it, it is not. Who has no such fact is asked one by one in neither case.
TEST(Equality, ConditionsOfWhatIsAbsentNeedNoScalarEvaluator) {
  policy::FileSet files = determine::test::package_files();
  std::string& text = files["policies/yunxi-1/policy.md"];
  const std::string rule = "企业.研发费用 / 企业.营业收入 > 5%";
  ASSERT_NE(text.find(rule), std::string::npos);
  text.replace(text.find(rule), rule.size(), rule + " or 企业.研发费用 - 5元 > 企业.营业收入");
  const policy::Loaded loaded = policy::load_package(files, "policies/yunxi-1");
  ASSERT_TRUE(loaded.ok()) << render(loaded.diagnostics, Language::en);
  const auto asked = [&](const std::string& told) {
    const Checked checked = check(loaded.package, R"({"企业":{"代码":")" + determine::test::credit_code() +
                                                      R"(","登记地":"990001",)" + told +
                                                      R"("认定":[],"项目":[],"投入":[],"学员":[]}})");
    EXPECT_TRUE(checked.result.differences.empty()) << first_differences(checked.result);
    return checked.result.types.at("企业");
  };
  const TypeTotals absent = asked(R"("研发费用":null,"营业收入":100,)");
  EXPECT_EQ(absent.scalar, 0U);
  EXPECT_EQ(absent.lanes.back().not_due, 1U);
  EXPECT_EQ(asked(R"("研发费用":null,"营业收入":null,)").scalar, 0U);
  EXPECT_EQ(asked(R"("研发费用":null,)").lanes.back().unknown, 1U);
}

// Claims of one subject that come to more than 64 bits hold.
TEST(Equality, HoldsForAmountsBeyondSixtyFourBits) {
  policy::FileSet files = determine::test::package_files();
  std::string& text = files["policies/yunxi-1/policy.md"];
  const std::string amount = "amount: 10万元";
  text.replace(text.find(amount), amount.size(), "amount: '10万元 + 企业.研发费用'");
  const policy::Loaded loaded = policy::load_package(files, "policies/yunxi-1");
  ASSERT_TRUE(loaded.ok()) << render(loaded.diagnostics, Language::en);
  for (const int claims : {9'000, 9'400}) {  // of nearly 10^15 fen each; 9,223 of them are the most
    std::string lines = R"({"企业":{"代码":")" + determine::test::credit_code() +
                        R"(","登记地":"990001","研发费用":9999999000000,"认定":[)";
    for (int i = 0; i < claims; ++i) {
      lines += (i > 0 ? "," : "") + std::string(R"({"类别":"示范企业","日期":"2026-03-10","编号":")") +
               std::to_string(i) + R"("})";
    }
    const Checked checked = check(loaded.package, lines + "]}}");
    EXPECT_TRUE(checked.result.rejected.empty());
    EXPECT_TRUE(checked.result.differences.empty()) << first_differences(checked.result);
    EXPECT_EQ(checked.result.types.at("企业").scalar, claims > 9'223 ? 1U : 0U);
  }
}

policy::PackagePtr with_head(const std::string& head) {
  policy::FileSet files = determine::test::package_files();
  std::string& text = files["policies/yunxi-1/policy.md"];
  const std::string after = "sample: true\n";
  text.insert(text.find(after) + after.size(), head);
  const policy::Loaded loaded = policy::load_package(files, "policies/yunxi-1");
  EXPECT_TRUE(loaded.ok()) << render(loaded.diagnostics, Language::en);
  return loaded.package;
}

TEST(Equality, OfSetsOfProvisionsTheBetterIsPaid) {
  const policy::PackagePtr package =
      with_head("alternatives: [{ id: 择优, sets: [[a1], [c1]] }]\nstacking: { upper-level: deducted }\n");
  test::Draw draw(11);
  // 100,000 against 30 % of 1,000,000.
  const std::string both =
      R"({"企业":{"代码":")" + determine::test::credit_code() +
      R"(","登记地":"990001","认定":[{"类别":"示范企业","日期":"2026-03-10","编号":"R"}],)" +
      R"("投入":[{"编号":"T","金额":1000000,"日期":"2026-06-01"}]}})";
  const Checked one = check(package, both);
  EXPECT_TRUE(one.result.rejected.empty());
  EXPECT_TRUE(one.result.types.at("企业").least == 30'000'000);
  const Checked checked = check(package, population(draw, 800));
  EXPECT_EQ(checked.result.checked, 800U);
  EXPECT_TRUE(checked.result.differences.empty()) << first_differences(checked.result) << checked.plan;
  EXPECT_NE(checked.plan.find("it stands in an alternative"), std::string::npos);
}

TEST(Equality, ThreadsChangeNothing) {
  test::Draw draw(7);
  const std::string lines = population(draw, 3000);
  const Checked one = check(determine::test::sample_package(), lines, 1);
  const Checked two = check(determine::test::sample_package(), lines, 2);
  EXPECT_TRUE(one.result.types.at("企业").least == two.result.types.at("企业").least);
  EXPECT_EQ(one.result.types.at("企业").paid, two.result.types.at("企业").paid);
  EXPECT_TRUE(two.result.differences.empty());
}

TEST(Equality, ALineWithAnErrorIsSetAside) {
  test::Draw draw(3);
  const std::string lines = population(draw, 10) + "{\"企业\":{\"登记地\":\"99\"}}\n" + population(draw, 0);
  const Checked checked = check(determine::test::sample_package(), lines);
  ASSERT_EQ(checked.result.rejected.size(), 1U);
  EXPECT_EQ(checked.result.rejected.front().place, "population:11");
  EXPECT_EQ(checked.result.types.at("企业").subjects, 10U);
}

}  // namespace
}  // namespace enact::bulk
