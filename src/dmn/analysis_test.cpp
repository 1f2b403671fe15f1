// Gaps, overlaps and rows that never decide: each finding is true, and none is missing.
#include "dmn/analysis.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "dmn/table_test_support.hpp"

namespace enact::dmn {
namespace {

using feel::Mode;
using feel::Value;
using test::RandomTables;
using Kind = Finding::Kind;
using Rows = std::vector<std::size_t>;

// The rows that match, by trying them.
Rows matching(const DecisionTable& table, const std::vector<Value>& inputs) {
  Rows rows;
  feel::Evaluation evaluation(Mode::standard);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    bool matches = true;
    for (std::size_t i = 0; i < inputs.size() && matches; ++i) {
      const feel::ProgramPtr& test = table.rows[row].tests[i];
      if (!test) continue;
      const Value verdict = evaluation.evaluate_test(*test, inputs[i], inputs);
      matches = verdict.boolean() && *verdict.boolean();
    }
    if (matches) rows.push_back(row);
  }
  return rows;
}

// Every combination of probes.
void for_each_input(RandomTables& random, std::size_t columns,
                    const std::function<void(const std::vector<Value>&)>& visit) {
  std::vector<std::vector<Value>> probes;
  std::size_t count = 1;
  for (std::size_t i = 0; i < columns; ++i) {
    probes.push_back(random.probes(i));
    count *= probes.back().size();
  }
  for (std::size_t n = 0; n < count; ++n) {
    std::vector<Value> inputs;
    std::size_t rest = n;
    for (const std::vector<Value>& values : probes) {
      inputs.push_back(values[rest % values.size()]);
      rest /= values.size();
    }
    visit(inputs);
  }
}

std::int64_t output_of(const DecisionTable& table, std::size_t row) {
  feel::Evaluation evaluation(Mode::standard);
  return *evaluation.evaluate(*table.rows[row].outputs[0], std::vector<Value>(table.inputs.size()))
              .number()
              ->to_int64();
}

// What trying every probe finds.
struct Found {
  bool gap = false;
  std::set<std::pair<std::size_t, std::size_t>> pairs;
  std::set<std::size_t> deciding;
};

std::size_t decider(const DecisionTable& table, const Rows& rows) {
  if (table.hit_policy != HitPolicy::priority) return rows.front();
  const std::vector<Value>& allowed = table.outputs[0].allowed;
  return *std::min_element(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    const auto rank = [&](std::size_t row) {
      const Value output{Decimal(output_of(table, row))};
      return std::find_if(allowed.begin(), allowed.end(), [&](const Value& v) { return same(v, output); });
    };
    return std::pair(rank(a), a) < std::pair(rank(b), b);
  });
}

Found by_trying(const DecisionTable& table, RandomTables& random) {
  Found found;
  const bool one_decides = table.hit_policy == HitPolicy::first || table.hit_policy == HitPolicy::priority;
  for_each_input(random, table.inputs.size(), [&](const std::vector<Value>& inputs) {
    const Rows rows = matching(table, inputs);
    found.gap = found.gap || rows.empty();
    for (std::size_t a = 0; a < rows.size(); ++a) {
      for (std::size_t b = a + 1; b < rows.size(); ++b) {
        const bool differ = output_of(table, rows[a]) != output_of(table, rows[b]);
        if (table.hit_policy == HitPolicy::unique || differ) found.pairs.emplace(rows[a], rows[b]);
      }
    }
    if (!one_decides) {
      found.deciding.insert(rows.begin(), rows.end());
    } else if (!rows.empty()) {
      found.deciding.insert(decider(table, rows));
    }
  });
  return found;
}

RC_GTEST_PROP(Analysis, FindsExactlyWhatTryingEveryInputFinds, ()) {
  RandomTables random(*rc::gen::arbitrary<std::uint64_t>(), Mode::standard);
  constexpr std::array<HitPolicy, 4> policies{HitPolicy::unique, HitPolicy::any, HitPolicy::first,
                                              HitPolicy::priority};
  const HitPolicy policy = policies[static_cast<std::size_t>(random.below(4))];
  const RandomTables::Shape shape{.columns = 1 + static_cast<std::size_t>(random.below(2)),
                                  .rows = 1 + static_cast<std::size_t>(random.below(6)),
                                  .constant = true};
  const DecisionTable table = random.table(shape, policy, policy != HitPolicy::unique);
  const Found expected = by_trying(table, random);
  AnalysisLimits limits;
  limits.findings = 1000;
  bool gap = false;
  std::set<std::pair<std::size_t, std::size_t>> pairs;
  std::set<std::size_t> unreachable;
  for (const Finding& finding : analyse(table, limits)) {
    switch (finding.kind) {
      case Kind::gap:
        gap = true;
        RC_ASSERT(matching(table, finding.witness).empty());
        break;
      case Kind::overlap:
      case Kind::conflict: {
        pairs.emplace(finding.rows[0], finding.rows[1]);
        const Rows rows = matching(table, finding.witness);
        for (const std::size_t row : finding.rows) RC_ASSERT(std::count(rows.begin(), rows.end(), row) == 1);
        break;
      }
      case Kind::unreachable:
        unreachable.insert(finding.rows[0]);
        break;
      case Kind::duplicate:
        RC_ASSERT(policy == HitPolicy::any);
        break;
      case Kind::not_analysed:
        RC_FAIL(finding.diagnostic.message.en);
    }
  }
  RC_ASSERT(gap == expected.gap);
  if (policy == HitPolicy::unique || policy == HitPolicy::any) RC_ASSERT(pairs == expected.pairs);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    RC_ASSERT(expected.deciding.contains(row) != unreachable.contains(row));
  }
}

// Larger tables with cells that are no constants: what is found is true, if not complete.
RC_GTEST_PROP(Analysis, FindsOnlyWhatIsTrue, ()) {
  RandomTables random(*rc::gen::arbitrary<std::uint64_t>(), Mode::standard);
  const HitPolicy policy = random.one_in(2) ? HitPolicy::unique : HitPolicy::first;
  const RandomTables::Shape shape{.columns = 1 + static_cast<std::size_t>(random.below(5)),
                                  .rows = 1 + static_cast<std::size_t>(random.below(20)),
                                  .constant = false};
  const DecisionTable table = random.table(shape, policy);
  std::set<std::size_t> unreachable;
  for (const Finding& finding : analyse(table)) {
    if (finding.kind == Kind::gap) RC_ASSERT(matching(table, finding.witness).empty());
    if (finding.kind == Kind::overlap) RC_ASSERT(matching(table, finding.witness).size() >= 2U);
    if (finding.kind == Kind::unreachable) unreachable.insert(finding.rows[0]);
  }
  for (int n = 0; n < 50; ++n) {
    std::vector<Value> inputs;
    for (std::size_t i = 0; i < shape.columns; ++i) {
      const std::vector<Value> probes = random.probes(i);
      inputs.push_back(probes[static_cast<std::size_t>(random.below(static_cast<int>(probes.size())))]);
    }
    const Rows rows = matching(table, inputs);
    if (policy == HitPolicy::first && !rows.empty()) RC_ASSERT(!unreachable.contains(rows.front()));
  }
}

feel::TypePtr levels(std::string_view name) {
  feel::Type type;
  type.kind = feel::Kind::string;
  type.name = "级别";
  type.codes = {"高", "中", "低"};
  return name == "级别" ? std::make_shared<const feel::Type>(type) : nullptr;
}

DecisionTable read_checked(const std::string& text) {
  const auto source = std::make_shared<const Source>("table.md", text);
  const ReadTable table =
      read_markdown_table({"表", source, {0, source->text().size()}}, feel::Scope(), levels, {});
  EXPECT_TRUE(table.table) << render(table.diagnostics, Language::en);
  return table.table ? *table.table : DecisionTable();
}

std::vector<std::string> messages(const std::string& text, const AnalysisLimits& limits = {}) {
  std::vector<std::string> found;
  for (const Finding& finding : analyse(read_checked(text), limits))
    found.push_back(finding.diagnostic.message.en);
  return found;
}

using Messages = std::vector<std::string>;

TEST(Analysis, SaysAGapInOneSentence) {
  EXPECT_EQ(messages("| U | 级: 级别 | 数: number | **果: number** |\n|---|---|---|---|\n"
                     "| 1 | \"高\" | - | 1 |\n| 2 | \"中\" | < 10 | 2 |\n| 3 | \"中\" | [20..30] | 3 |\n"),
            (Messages{"decision table `表`: no row for 级 = \"低\"",
                      "decision table `表`: no row for 级 = \"中\" and 数 in ([10..20), > 30) (such as 级 = "
                      "\"中\", 数 = 10)"}));
}

TEST(Analysis, KnowsThatDaysFollowEachOther) {
  const std::string whole =
      "| U | 日: date | **果: number** |\n|---|---|---|\n| 1 | `<= date(\"2025-06-30\")` | 1 |\n"
      "| 2 | `>= date(\"2025-07-01\")` | 2 |\n";
  EXPECT_EQ(messages(whole), Messages{});
  std::string broken = whole;
  broken.replace(broken.find("07-01"), 5, "07-03");
  EXPECT_EQ(messages(broken),
            (Messages{"decision table `表`: no row for 日 in (@\"2025-06-30\"..@\"2025-07-03\") "
                      "(such as 日 = @\"2025-07-01\")"}));
}

TEST(Analysis, TakesAnyOtherTextAsOneCase) {
  EXPECT_EQ(
      messages(
          "| U | 文: string | **果: number** |\n|---|---|---|\n| 1 | \"甲\" | 1 |\n| 2 | \"乙\" | 2 |\n"),
      (Messages{"decision table `表`: no row for not(文 in (\"乙\", \"甲\")) (such as 文 = \"其他\")"}));
  EXPECT_EQ(messages("| U | 文: string | **果: number** |\n|---|---|---|\n| 1 | \"甲\" | 1 |\n| 2 | "
                     "not(\"甲\") | 2 |\n"),
            Messages{});
}

TEST(Analysis, ADefaultOrAListHasNoGaps) {
  const std::string body =
      " | 数: number | **果: number** |\n|---|---|---|\n| 1 | < 10 | 1 |\n| 2 | > 20 | 2 |\n";
  for (const char* policy : {"R", "C", "C+", "C#"})
    EXPECT_EQ(messages("| " + (policy + body)), Messages{}) << policy;
  for (const char* policy : {"U", "A", "F", "C<", "C>"}) {
    EXPECT_EQ(messages("| " + (policy + body)).size(), 1U) << policy;
  }
  DecisionTable table = read_checked("| U" + body);
  table.outputs[0].default_value = table.rows[0].outputs[0];
  EXPECT_TRUE(analyse(table).empty());
}

TEST(Analysis, PointsAtBothRowsOfAnOverlap) {
  const DecisionTable table = read_checked(
      "| U | 数: number | **果: number** |\n|---|---|---|\n| 1 | <= 10 | 1 |\n| 2 | >= 10 | 2 |\n");
  const std::vector<Finding> found = analyse(table);
  ASSERT_EQ(found.size(), 1U);
  const Diagnostic& diagnostic = found[0].diagnostic;
  EXPECT_EQ(diagnostic.code, "dmn.table-overlap");
  EXPECT_EQ(diagnostic.severity, Severity::error);
  EXPECT_EQ(diagnostic.message.en,
            "decision table `表`: rows 1 and 2 both match 数 = 10, which hit policy U forbids");
  EXPECT_EQ(diagnostic.location.source->position(diagnostic.location.span.begin).line, 4);
  ASSERT_EQ(diagnostic.labels.size(), 1U);
  const Location& other = diagnostic.labels[0].location;
  EXPECT_EQ(other.source->position(other.span.begin).line, 3);
}

TEST(Analysis, AnyForbidsOnlyRowsThatDisagree) {
  const std::string body =
      " | 数: number | **果: number** |\n|---|---|---|\n| 1 | - | 1 |\n| 2 | >= 10 | 1.0 |\n";
  EXPECT_EQ(messages("| A" + body), Messages{});
  std::string differs = body;
  differs.replace(differs.find("1.0"), 3, "2");
  EXPECT_EQ(
      messages("| A" + differs),
      (Messages{"decision table `表`: rows 1 and 2 both match 数 >= 10 (such as 数 = 10) with different "
                "results, which hit policy A forbids"}));
}

TEST(Analysis, NamesTheRowsThatTakePrecedence) {
  EXPECT_EQ(
      messages("| F | 数: number | 真: boolean | **果: number** |\n|---|---|---|---|\n| 1 | < 10 | - | 1 |\n"
               "| 2 | >= 10 | - | 2 |\n| 3 | 5 | true | 3 |\n| 4 | - | - | 4 |\n| 5 | [7..3] | - | 5 |\n"),
      (Messages{
          "decision table `表`: row 5 matches no input",
          "decision table `表`: row 3 never decides: where it matches, row 1 takes precedence",
          "decision table `表`: row 4 never decides: where it matches, one of rows 1, 2 takes precedence"}));
}

TEST(Analysis, DoesNotJudgeRowsForNull) {
  EXPECT_EQ(
      messages(
          "| F | 数: number | **果: number** |\n|---|---|---|\n| 1 | not(null) | 1 |\n| 2 | null | 2 |\n"),
      Messages{});
}

TEST(Analysis, ReportsRepeatedRowsOfAList) {
  EXPECT_EQ(
      messages(
          "| C+ | 数: number | **果: number** |\n|---|---|---|\n| 1 | < 10 | 1 |\n| 2 | not(>= 10) | 1 |\n"
          "| 3 | < 10 | 2 |\n"),
      (Messages{"decision table `表`: row 2 repeats row 1"}));
}

TEST(Analysis, SaysWhichColumnsItLeavesOut) {
  EXPECT_EQ(
      messages("| F | 数: number | 限: number | **果: number** |\n|---|---|---|---|\n| 1 | < 限 | - | 1 |\n"
               "| 2 | >= 限 | > 0 | 2 |\n| 3 | - | > 0 | 3 |\n| 4 | 5 | > 1 | 4 |\n"),
      (Messages{"decision table `表`: cells of column `数` are no constants; they were not considered in the "
                "search for gaps and overlaps",
                "decision table `表`: row 4 never decides: where it matches, row 3 takes precedence"}));
}

TEST(Analysis, LooksOnlyAtInputsThatAreAllowed) {
  DecisionTable table = read_checked(
      "| U | 数: number | **果: number** |\n|---|---|---|\n| 1 | [1..10] | 1 |\n| 2 | (10..20] | 2 |\n");
  ASSERT_EQ(analyse(table).size(), 1U);
  const auto allow = [&](const char* tests) {
    table.inputs[0].allowed =
        compile_unary_tests(feel::expression_text(tests), table.inputs[0].type, feel::Scope(), {}).program;
  };
  allow("[1..20]");
  EXPECT_TRUE(analyse(table).empty());
  allow("[1..21]");
  ASSERT_EQ(analyse(table).size(), 1U);
  EXPECT_EQ(analyse(table)[0].diagnostic.message.en,
            "decision table `表`: no row for 数 in (20..21] (such as 数 = 21)");
}

TEST(Analysis, CountsWhatItDoesNotReport) {
  std::string text = "| U | 数: number | 文: string | **果: number** |\n|---|---|---|---|\n";
  for (int i = 0; i < 9; ++i) {
    text += fmt::format("| {} | {} | not(\"甲{}\") | {} |\n", i, i, i, i);
  }
  AnalysisLimits limits;
  limits.findings = 3;
  const Messages found = messages(text, limits);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_NE(found.back().find("at least"), std::string::npos) << found.back();
}

TEST(Analysis, GivesUpOnTablesBeyondItsLimits) {
  std::string text = "| U | 数: number | **果: number** |\n|---|---|---|\n";
  for (int i = 0; i < 50; ++i) text += fmt::format("| {} | > {} | {} |\n", i, i, i);
  AnalysisLimits limits;
  limits.regions = 20;
  const std::vector<Finding> found = analyse(read_checked(text), limits);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, Kind::not_analysed);
  EXPECT_EQ(found[0].diagnostic.severity, Severity::note);
}

}  // namespace
}  // namespace enact::dmn
