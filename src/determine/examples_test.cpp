// Examples: one that is right passes; each thing that differs is told.
#include "determine/examples.hpp"

#include <gtest/gtest.h>

#include "determine/test_package.hpp"

namespace enact::determine {
namespace {

ExampleResult run(const std::string& expect, const std::string& head = "name: 例\non: 2027-06-30\n") {
  const std::string text =
      head + "facts:\n  unsaid: absent\n  subjects:\n    - 企业:\n        代码: " + test::credit_code() +
      "\n        登记地: \"990001\"\n        认定: [{ 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }]\n"
      "        项目: [{ 编号: P-1, 合格: true, 日期: 2026-05-01 }]\nexpect:\n" +
      expect;
  static const policy::PackagePtr package = test::sample_package();
  return run_example(std::make_shared<const Source>("example.yaml", text), package,
                     [](const std::string&) { return policy::PackagePtr(); });
}

TEST(Examples, WhatIsRightPasses) {
  const ExampleResult result = run(
      "  certain: 100000.00\n  max: 400000.00\n  provisions:\n"
      "    a1: { status: due, amount: 100000.00, claims: 1 }\n    b1: { status: due, band: [0, 300000.00] }\n"
      "    e1: { status: not_due }\n");
  EXPECT_TRUE(result.passed()) << render(result.diagnostics, Language::en)
                               << (result.differences.empty() ? "" : result.differences[0].en);
  EXPECT_EQ(result.name, "例");
}

TEST(Examples, EachDifferenceIsTold) {
  const std::pair<const char*, const char*> wrong[] = {
      {"  certain: 100000.01\n", "certain: expected 100,000.01, found 100,000.00"},
      {"  max: 100000.00\n", "max: expected 100,000.00, found 400,000.00"},
      {"  max: unknown\n", "max: expected unknown, found 400,000.00"},
      {"  provisions:\n    a1: { status: unknown }\n", "a1 status: expected unknown, found due"},
      {"  provisions:\n    a1: { amount: 1.00 }\n", "a1 amount: expected 1.00, found 100,000.00"},
      {"  provisions:\n    b1: { amount: 1.00 }\n", "b1 amount: expected 1.00, found [0.00, 300,000.00]"},
      {"  provisions:\n    b1: { band: [1, 300000] }\n",
       "b1 band: expected [1.00, 300,000.00], found [0.00, 300,000.00]"},
      {"  provisions:\n    a1: { claims: 2 }\n", "a1 claims: expected 2, found 1"},
      {"  provisions:\n    a1: { months: [2026-03-01, 2026-04-01] }\n",
       "a1 months: expected [2026-03-01, 2026-04-01], found —"},
      {"  payable: 0.00\n", "payable: expected 0.00, found 100,000.00"},
      {"  rankings: { a1: [R-1] }\n", "a1 ranking: expected [R-1], found []"},
      {"  provisions:\n    a1: { gives way to: [b1] }\n", "a1 gives way to: expected [b1], found []"},
      {"  errors: [decision.outside-band]\n", "errors: expected [decision.outside-band], found []"},
  };
  for (const auto& [expect, told] : wrong) {
    const ExampleResult result = run(expect);
    ASSERT_EQ(result.differences.size(), 1U) << expect << render(result.diagnostics, Language::en);
    EXPECT_EQ(result.differences[0].en, told);
    EXPECT_FALSE(result.passed());
  }
}

TEST(Examples, AnExampleWithErrorsDoesNotPass) {
  const std::pair<std::string, const char*> bad[] = {
      {"  provisions:\n    a9: { status: due }\n", "example.no-provision"},
      {"  certain: viel\n", "example.money"},
      {"  provisions:\n    b1: { band: 3 }\n", "example.band"},
      {"  provisions:\n    a1: { months: 2026-03-01 }\n", "example.months"},
  };
  for (const auto& [expect, code] : bad) {
    const ExampleResult result = run(expect);
    EXPECT_FALSE(result.passed()) << expect;
    ASSERT_FALSE(result.diagnostics.empty()) << expect;
    EXPECT_EQ(result.diagnostics[0].code, code);
  }
  const ExampleResult alone = run("  certain: 1\n", "name: 例\non: 2027-06-30\npackages: [policies/other]\n");
  ASSERT_FALSE(alone.diagnostics.empty());
  EXPECT_EQ(alone.diagnostics[0].code, "example.no-package");
}

}  // namespace
}  // namespace enact::determine
