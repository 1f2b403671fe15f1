// Finding the rows that match, and evaluating what they put out.
#include "dmn/matches.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "dmn/index.hpp"

namespace enact::dmn {

using feel::Value;

void add_causes(Causes& into, const Causes& more) {
  for (const feel::Cause& cause : more) {
    if (std::find(into.begin(), into.end(), cause) == into.end()) into.push_back(cause);
  }
}

Matcher::Matcher(const DecisionTable& table, std::span<const Value> surroundings,
                 std::span<const Value> inputs, feel::Evaluation& evaluation)
    : table_(table), evaluation_(evaluation), scope_(inputs) {
  if (table.surroundings == 0) return;
  joined_.reserve(table.surroundings + inputs.size());
  joined_.assign(surroundings.begin(), surroundings.end());
  while (joined_.size() < table.surroundings) {
    joined_.push_back(feel::make_unknown({feel::Cause::Kind::undecided, table.name, nullptr}));
  }
  joined_.insert(joined_.end(), inputs.begin(), inputs.end());
  scope_ = joined_;
}

std::optional<Value> Matcher::refused() {
  for (std::size_t i = 0; i < table_.inputs.size(); ++i) {
    const InputClause& clause = table_.inputs[i];
    if (!clause.allowed) continue;
    const Value verdict = evaluation_.evaluate_test(*clause.allowed, input(i), scope_);
    const bool* allowed = verdict.boolean();
    if (verdict.is_unknown() || (allowed && *allowed)) continue;
    const std::string value = to_string(input(i));
    const std::string name = clause.name.empty() ? std::to_string(i + 1) : clause.name;
    return evaluation_.fail(
        "dmn.input-not-allowed",
        {"决策表“" + table_.name + "”的输入“" + name + "”不允许取值 " + value,
         "input `" + name + "` of decision table `" + table_.name + "` may not be " + value});
  }
  return std::nullopt;
}

Matches Matcher::find() {
  Matches found;
  if (!table_.index) {
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      Causes causes;
      if (try_row(row, {}, causes) && add(row, std::move(causes), found)) break;
    }
    return found;
  }
  const TableIndex::Candidates candidates = table_.index->find(scope_.subspan(table_.surroundings));
  for (std::size_t word = 0; word < candidates.rows.size(); ++word) {
    for (std::uint64_t bits = candidates.rows[word]; bits != 0; bits &= bits - 1) {
      const std::size_t row = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
      Causes causes;
      if (try_row(row, {candidates.decided.data(), candidates.decided.size()}, causes) &&
          add(row, std::move(causes), found))
        return found;
    }
  }
  return found;
}

bool Matcher::try_row(std::size_t row, std::span<const std::uint8_t> decided, Causes& causes) {
  for (std::size_t i = 0; i < table_.inputs.size(); ++i) {
    const feel::ProgramPtr& test = table_.rows[row].tests[i];
    if (!test || (!decided.empty() && decided[i] != 0 && !table_.index->must_try(i, row))) continue;
    const Value result = evaluation_.evaluate_test(*test, input(i), scope_);
    if (const bool* holds = result.boolean()) {
      if (!*holds) return false;
    } else if (result.is_unknown()) {
      add_causes(causes, causes_of(result));
    } else {
      return false;  // null: the test does not hold (DMN 1.5, 8.2.8)
    }
  }
  return true;
}

bool Matcher::add(std::size_t row, Causes causes, Matches& found) {
  const Hit hit = causes.empty() ? Hit::yes : Hit::maybe;
  add_causes(found.causes, causes);
  found.rows.push_back({row, hit, output(table_.rows[row])});
  return table_.hit_policy == HitPolicy::first && hit == Hit::yes;
}

Value Matcher::output(const Row& row) {
  if (table_.outputs.size() == 1) return evaluation_.evaluate(*row.outputs.front(), scope_);
  std::vector<std::pair<std::string, Value>> entries;
  entries.reserve(row.outputs.size());
  for (std::size_t i = 0; i < row.outputs.size(); ++i) {
    entries.emplace_back(table_.outputs[i].name, evaluation_.evaluate(*row.outputs[i], scope_));
  }
  return feel::make_context(std::move(entries));
}

std::optional<Value> Matcher::default_output() {
  std::vector<std::pair<std::string, Value>> entries;
  bool given = false;
  for (const OutputClause& clause : table_.outputs) {
    given = given || clause.default_value;
    entries.emplace_back(
        clause.name, clause.default_value ? evaluation_.evaluate(*clause.default_value, scope_) : Value());
  }
  if (!given) return std::nullopt;
  return entries.size() == 1 ? std::move(entries.front().second) : feel::make_context(std::move(entries));
}

}  // namespace enact::dmn
