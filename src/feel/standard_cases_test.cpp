// The standard, expression by expression: each line of standard_cases/*.txt is `expression  =>  value`, or
// `=>  !code` for an error, which is null with that cause. Evaluated as DMN models are.
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "feel/evaluate_test_support.hpp"

namespace enact::feel {
namespace {

struct Outcome {
  Value value;
  Diagnostics errors;

  // As the lines are written.
  std::string text() const {
    if (!value.is_null() || errors.empty()) return to_string(value);
    return "!" + (value.null()->cause ? value.null()->cause->code : errors.back().code);
  }
};

Outcome outcome(const std::string& text) {
  CompileOptions options;
  options.mode = Mode::standard;
  options.chinese = false;
  const auto compiled = compile_expression(expression_text(text), {}, options);
  if (!compiled.program) return {{}, compiled.diagnostics};
  Evaluation evaluation(Mode::standard, *DateTime::parse("2026-11-23T08:30:00+08:00"));
  Outcome result{evaluation.evaluate(*compiled.program, {}), compiled.diagnostics};
  std::ranges::copy(evaluation.diagnostics(), std::back_inserter(result.errors));
  return result;
}

struct Line {
  int number;
  std::string expression;
  std::string result;
};

std::vector<Line> lines_of(const std::string& name) {
  std::ifstream file(std::string(ENACT_ROOT) + "/src/feel/standard_cases/" + name + ".txt");
  std::vector<Line> lines;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    const auto arrow = line.rfind("  =>  ");
    if (line.empty() || line.starts_with('#')) continue;
    EXPECT_NE(arrow, std::string::npos) << name << ":" << number;
    lines.push_back({number, line.substr(0, arrow), line.substr(arrow + 6)});
  }
  return lines;
}

class StandardCases : public ::testing::TestWithParam<const char*> {};

TEST_P(StandardCases, Hold) {
  const auto lines = lines_of(GetParam());
  ASSERT_GT(lines.size(), 50U);
  for (const auto& line : lines) {
    EXPECT_EQ(outcome(line.expression).text(), line.result)
        << GetParam() << ".txt:" << line.number << ": " << line.expression;
  }
}

INSTANTIATE_TEST_SUITE_P(Areas, StandardCases,
                         ::testing::Values("operators", "ranges_and_tests", "numbers_and_aggregates",
                                           "strings", "temporal", "lists_and_contexts", "syntax"),
                         [](const auto& area) { return std::string(area.param); });

// Every operator with every pair of kinds: what operators.txt does not list is null, with the error recorded.
TEST(StandardCases, OperatorsAreDefinedForNothingElse) {
  static constexpr std::array samples{"10",
                                      "\"a\"",
                                      "true",
                                      "@\"2021-01-02\"",
                                      "@\"10:10:10\"",
                                      "@\"10:10:10Z\"",
                                      "@\"2021-01-02T10:10:10\"",
                                      "@\"2021-01-02T10:10:10Z\"",
                                      "@\"P1Y\"",
                                      "@\"P1D\"",
                                      "[1]",
                                      "{a: 1}",
                                      "(function(x) x)",
                                      "[1..2]",
                                      "null"};
  static constexpr std::array operators{"+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">="};
  std::set<std::string> defined;
  for (auto& line : lines_of("operators")) defined.insert(std::move(line.expression));
  for (const std::string sign : operators) {
    for (const std::string a : samples) {
      for (const std::string b : samples) {
        const auto expression = a + " " + sign + " " + b;
        if (defined.contains(expression)) continue;
        const auto result = outcome(expression);
        EXPECT_TRUE(result.value.is_null() && !result.errors.empty()) << expression;
      }
    }
  }
}

}  // namespace
}  // namespace enact::feel
