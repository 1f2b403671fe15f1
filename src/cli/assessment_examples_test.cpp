// What the packages of this house compute from entries: their worked examples, and what must hold of a fund
// whatever its portfolio.
#include "cli/assessment_examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "cli/load_packages.hpp"
#include "cli/test_program.hpp"
#include "registers/sheet.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;

policy::PackagePtr package_of(const fs::path& folder) {
  const auto loaded = load_packages({folder.generic_string()}, Language::en);
  return loaded ? loaded->front() : nullptr;
}

class ExamplesOf : public testing::TestWithParam<std::string> {};
TEST_P(ExamplesOf, ComeOutToTheDigit) {
  const fs::path folder = fs::path(ENACT_ROOT) / "policies" / GetParam();
  const auto examples = run_assessment_examples(folder.generic_string(), package_of(folder));
  EXPECT_FALSE(examples.empty());
  for (const AssessmentExample& example : examples) {
    for (const Text& difference : example.differences) ADD_FAILURE() << example.name << ": " << difference.en;
  }
}
INSTANTIATE_TEST_SUITE_P(Packages, ExamplesOf, testing::Values("nanan-2025-2", "sample-farm"),
                         [](const auto& of) { return of.param == "sample-farm" ? "farm" : "town"; });

TEST(Examples, SayWhatComesOutOtherwise) {
  const fs::path folder = fs::temp_directory_path() / "enact-assessment-examples";
  fs::remove_all(folder);
  fs::create_directories(folder);
  std::ofstream(folder / "assessments.examples.yaml")
      << "- { name: 甲, of: 市属国企考核, on: 2027-01-01, values: { 利润总额: 1, 研发投入: 2 }, gives: { "
         "计入研发的利润: 4, 综合得分: none } }\n";
  const auto package = package_of(fs::path(ENACT_ROOT) / "policies/nanan-2025-2");
  const auto examples = run_assessment_examples(folder.generic_string(), package);
  ASSERT_EQ(examples.size(), 1U);
  ASSERT_EQ(examples[0].differences.size(), 1U);
  EXPECT_EQ(examples[0].differences[0].en, "计入研发的利润: expected 4, found 3");
  fs::remove_all(folder);
}

// Article 13: no negative finding for a single loss. Of any portfolio, writing one investment off alone
// changes no rating, whichever it is and however much it was worth.
RC_GTEST_PROP(Funds, AreNotRatedLowerForOneWriteOff, ()) {
  static const auto package = package_of(fs::path(ENACT_ROOT) / "policies/nanan-2025-2");
  static const registers::Book book(package);
  const policy::Register& fund = *book.find("科技创新基金考核");
  const auto count = *rc::gen::inRange<std::size_t>(1, 8);
  std::vector<int> worth;
  for (std::size_t i = 0; i < count; ++i) worth.push_back(*rc::gen::inRange(0, 10'000'000));
  const int paid_in = *rc::gen::inRange(1, 20'000'000);
  const int distributed = *rc::gen::inRange(0, 20'000'000);
  const int years = *rc::gen::inRange(1, 12);
  const auto rated = [&](std::optional<std::size_t> written_off) {
    std::string investments;
    std::int64_t net = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const bool gone = written_off == i;
      net += gone ? 0 : worth[i];
      investments += fmt::format(
          R"({}{{"项目":"{}","领域":"新材料","早期":true,"小型":true,"长期":true,"引进院所":false,"投资成本":1,)"
          R"("核销":{},"核销前估值":{}}})",
          i == 0 ? "" : ",", i, gone, gone ? worth[i] : 0);
    }
    const std::string json =
        fmt::format(R"({{"现金流":[{{"日期":"2020-01-01","金额":-{}}},{{"日期":"2020-06-01","金额":{}}}],)"
                    R"("估值":[{{"估值日期":"{}-01-01","净资产":{}}}],"投资":[{}]}})",
                    paid_in, distributed, 2020 + years, net, investments);
    registers::Values values;
    const auto given = registers::parse_exact(json);
    for (const auto& [name, part] : given->members) {
      values.emplace(name, registers::read_value(book, *fund.field(name), part).value());
    }
    const auto sheet =
        registers::compute_sheet(book, fund, std::move(values), Date::parse("2032-01-01").value(),
                                 [](const policy::Register&, std::string_view) { return std::nullopt; });
    return registers::shown_text(sheet.values.at("整体评级"));
  };
  const std::string before = rated(std::nullopt);
  RC_CLASSIFY(before != "观察期", "rated");
  for (std::size_t i = 0; i < count; ++i) RC_ASSERT(rated(i) == before);
}

}  // namespace
}  // namespace enact::cli
