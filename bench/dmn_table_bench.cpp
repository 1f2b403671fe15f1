// How long one look-up in a decision table takes, by size and hit policy: a code, a range of numbers and a
// day, of which some cells are `-`. Reading and indexing are measured apart.
#include <benchmark/benchmark.h>

#include <memory>
#include <random>

#include "dmn/index.hpp"
#include "dmn/table.hpp"

namespace {

using namespace enact;
using feel::Value;

struct Made {
  dmn::DecisionTable table;
  std::vector<std::vector<Value>> inputs;
};

std::string day(std::int64_t number) {
  return Date::from_days(number).to_string();
}

// Rows in groups by code; in a group the ranges of numbers follow each other, so that one row matches, and a
// last row takes what is left. In every fourth group the day is `-`.
Made make(std::size_t rows, dmn::HitPolicy policy) {
  constexpr std::size_t group = 20;
  Made made;
  made.table.hit_policy = policy;
  feel::CompileOptions options;
  options.mode = feel::Mode::standard;
  feel::Scope scope;
  const std::vector<std::pair<std::string, feel::TypePtr>> columns{
      {"code", feel::simple_type(feel::Kind::string)},
      {"amount", feel::number_type("")},
      {"on", feel::simple_type(feel::Kind::date)}};
  for (const auto& [name, type] : columns) {
    scope.declare(name, type);
    made.table.inputs.push_back({name, type});
  }
  made.table.outputs.push_back({.name = "", .type = feel::number_type(""), .allowed = {}});
  const std::int64_t first_day = Date{2026, 1, 1}.days_since_1970();
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t code = i / group;
    const std::size_t low = i % group * 1000;
    const bool last = i % group == group - 1;
    const std::array<std::string, 3> cells{
        "\"code-" + std::to_string(code) + "\"",
        last ? ">= " + std::to_string(low)
             : "[" + std::to_string(low) + ".." + std::to_string(low + 1000) + ")",
        code % 4 == 3 ? "-" : ">= date(\"" + day(first_day + static_cast<std::int64_t>(code)) + "\")"};
    dmn::Row row;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      row.tests.push_back(
          compile_unary_tests(feel::expression_text(cells[c]), columns[c].second, scope, options).program);
    }
    row.outputs.push_back(
        compile_expression(feel::expression_text(std::to_string(i) + " * 2"), scope, options).program);
    made.table.rows.push_back(std::move(row));
  }
  std::mt19937 random(7);
  for (int n = 0; n < 1000; ++n) {
    made.inputs.push_back({Value("code-" + std::to_string(random() % (rows / group + 1))),
                           Value(Decimal(static_cast<std::int64_t>(random() % (group * 1000)))),
                           Value(Date::from_days(first_day + static_cast<std::int64_t>(random() % 4000)))});
  }
  return made;
}

void look_up(benchmark::State& state, dmn::HitPolicy policy, bool indexed) {
  Made made = make(static_cast<std::size_t>(state.range(0)), policy);
  if (indexed) dmn::build_index(made.table);
  feel::Evaluation evaluation(feel::Mode::standard);
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(decide(made.table, made.inputs[next], evaluation));
    next = (next + 1) % made.inputs.size();
  }
  if (indexed) state.counters["index bytes"] = static_cast<double>(made.table.index->memory());
}

void unique(benchmark::State& state) {
  look_up(state, dmn::HitPolicy::unique, true);
}
BENCHMARK(unique)->Arg(20)->Arg(400)->Arg(4'000)->Arg(40'000)->Unit(benchmark::kMicrosecond);

void first(benchmark::State& state) {
  look_up(state, dmn::HitPolicy::first, true);
}
BENCHMARK(first)->Arg(20)->Arg(400)->Arg(4'000)->Arg(40'000)->Unit(benchmark::kMicrosecond);

void every_row_tried(benchmark::State& state) {
  look_up(state, dmn::HitPolicy::unique, false);
}
BENCHMARK(every_row_tried)->Arg(20)->Arg(400)->Arg(4'000)->Unit(benchmark::kMicrosecond);

void indexing(benchmark::State& state) {
  Made made = make(static_cast<std::size_t>(state.range(0)), dmn::HitPolicy::unique);
  for (auto _ : state) dmn::build_index(made.table);
}
BENCHMARK(indexing)->Arg(20)->Arg(400)->Arg(4'000)->Arg(40'000)->Unit(benchmark::kMicrosecond);

}  // namespace
