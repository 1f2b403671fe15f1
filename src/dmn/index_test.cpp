// The index of a table: it gives what trying every row gives, and decides what it can.
#include "dmn/index.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "dmn/table_test_support.hpp"

namespace enact::dmn {
namespace {

using feel::Mode;
using feel::Value;
using test::RandomTables;

constexpr std::array<HitPolicy, 7> all_policies{
    HitPolicy::unique,     HitPolicy::any,          HitPolicy::first,  HitPolicy::priority,
    HitPolicy::rule_order, HitPolicy::output_order, HitPolicy::collect};

std::vector<std::string> codes_of(const Diagnostics& diagnostics) {
  std::vector<std::string> found;
  for (const Diagnostic& diagnostic : diagnostics) found.push_back(diagnostic.code);
  return found;
}

// Whether `some` is `all` with entries left out.
bool is_subsequence(const std::vector<std::string>& some, const std::vector<std::string>& all) {
  auto from = all.begin();
  for (const std::string& one : some) {
    from = std::find(from, all.end(), one);
    if (from == all.end()) return false;
    ++from;
  }
  return true;
}

void agrees_with_the_scan(Mode mode) {
  RandomTables random(*rc::gen::arbitrary<std::uint64_t>(), mode);
  const HitPolicy policy = all_policies[static_cast<std::size_t>(random.below(7))];
  const RandomTables::Shape shape{.columns = 1 + static_cast<std::size_t>(random.below(4)),
                                  .rows = 4 + static_cast<std::size_t>(random.below(100)),
                                  .constant = random.one_in(2)};
  const DecisionTable scanned = random.table(shape, policy, random.one_in(2));
  DecisionTable indexed = scanned;
  build_index(indexed);
  for (int n = 0; n < 12; ++n) {
    const bool odd = n >= 6;
    std::vector<Value> inputs;
    for (std::size_t i = 0; i < shape.columns; ++i) inputs.push_back(random.input(i, odd));
    feel::Evaluation by_scan(mode);
    feel::Evaluation by_index(mode);
    const Value expected = decide(scanned, inputs, by_scan);
    const Value got = decide(indexed, inputs, by_index);
    if (!same(expected, got)) {
      std::string shown;
      for (const Value& input : inputs) shown += to_string(input) + " ";
      RC_FAIL(shown + "\nscan: " + to_string(expected) + "\nindex: " + to_string(got));
    }
    // Cells of rows that another column excludes are not tried, so their errors are not reported.
    RC_ASSERT(is_subsequence(codes_of(by_index.diagnostics()), codes_of(by_scan.diagnostics())));
    if (!odd && shape.constant)
      RC_ASSERT(codes_of(by_index.diagnostics()) == codes_of(by_scan.diagnostics()));
  }
}

RC_GTEST_PROP(TableIndex, AgreesWithTryingEveryRowInStandardMode, ()) {
  agrees_with_the_scan(Mode::standard);
}

RC_GTEST_PROP(TableIndex, AgreesWithTryingEveryRowInDeterminationMode, ()) {
  agrees_with_the_scan(Mode::determination);
}

// A table of standard mode whose cells are given row by row.
DecisionTable table_of(const std::vector<std::vector<std::string>>& cells) {
  DecisionTable table;
  table.hit_policy = HitPolicy::collect;
  feel::CompileOptions options;
  options.mode = Mode::standard;
  feel::Scope scope;
  for (std::size_t i = 0; i < cells[0].size(); ++i) {
    table.inputs.push_back({"c" + std::to_string(i), feel::any_type()});
    scope.declare(table.inputs.back().name, feel::any_type());
  }
  table.outputs.push_back({.name = "", .type = feel::any_type(), .allowed = {}});
  for (const std::vector<std::string>& line : cells) {
    Row row;
    for (const std::string& cell : line) {
      row.tests.push_back(
          compile_unary_tests(feel::expression_text(cell), feel::any_type(), scope, options).program);
    }
    row.outputs.push_back(
        compile_expression(feel::expression_text(std::to_string(table.rows.size())), scope, options).program);
    table.rows.push_back(std::move(row));
  }
  build_index(table);
  return table;
}

std::vector<std::size_t> candidates(const DecisionTable& table, const std::vector<Value>& inputs) {
  std::vector<std::size_t> rows;
  const TableIndex::Candidates found = table.index->find(inputs);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if ((found.rows[row / 64] >> (row % 64) & 1U) != 0) rows.push_back(row);
  }
  return rows;
}

using Rows = std::vector<std::size_t>;

TEST(TableIndex, FindsTheRowsOfAValueWithoutTryingThem) {
  const DecisionTable table = table_of({{"1", "\"a\""},
                                        {"[2..5)", "-"},
                                        {"> 5", "not(\"a\", \"b\")"},
                                        {"date(\"2025-01-01\")", "\"b\""},  // of another kind: to be tried
                                        {"not(<= 3)", "[\"a\", \"c\"]"}});
  ASSERT_TRUE(table.index);
  const std::vector<Value> a{Value(Decimal(2)), Value("a")};
  EXPECT_EQ(candidates(table, a), (Rows{1}));
  const std::vector<Value> b{Value(Decimal(6)), Value("c")};
  EXPECT_EQ(candidates(table, b), (Rows{2, 4}));
  const std::vector<Value> c{Value(Decimal(1)), Value("b")};
  EXPECT_EQ(candidates(table, c), (Rows{3}));
  EXPECT_TRUE(table.index->must_try(0, 3));
  EXPECT_FALSE(table.index->must_try(0, 2));
  const ColumnFlags both{1, 1};
  EXPECT_EQ(table.index->find(a).decided, both);
}

TEST(TableIndex, LeavesValuesOfAnotherKindToTheCells) {
  const DecisionTable table = table_of({{"1"}, {"2"}, {"3"}, {"4"}});
  ASSERT_TRUE(table.index);
  const std::vector<Value> text{Value("1")};
  EXPECT_EQ(table.index->find(text).decided, ColumnFlags{0});
  EXPECT_EQ(candidates(table, text), (Rows{0, 1, 2, 3}));
  const std::vector<Value> null{Value()};
  EXPECT_EQ(candidates(table, null), Rows{}) << "equality with null is no error";
}

TEST(TableIndex, IsNotMadeWhereItCannotHelp) {
  EXPECT_FALSE(table_of({{"1"}}).index) << "too few rows";
  EXPECT_FALSE(table_of({{"-"}, {"-"}, {"-"}, {"-"}}).index);
  EXPECT_FALSE(table_of({{"= c0 + 1"}, {"c0"}, {"c0 - 1"}, {"-"}}).index);
}

TEST(TableIndex, TakesLittleMemoryWhateverTheRanges) {
  // Ranges that all overlap: as bit sets of every class they would take rows² / 4 bytes.
  std::vector<std::vector<std::string>> cells;
  const int rows = 2000;
  for (int i = 0; i < rows; ++i) {
    cells.push_back({"[" + std::to_string(i) + ".." + std::to_string(3 * rows - i) + "]"});
  }
  const DecisionTable table = table_of(cells);
  ASSERT_TRUE(table.index);
  EXPECT_LT(table.index->memory(), 2000U * 300U);
  const std::vector<Value> middle{Value(Decimal(rows))};
  EXPECT_EQ(candidates(table, middle).size(), 2000U);
  const std::vector<Value> edge{Value(Decimal(3))};
  EXPECT_EQ(candidates(table, edge), (Rows{0, 1, 2, 3}));
}

}  // namespace
}  // namespace enact::dmn
