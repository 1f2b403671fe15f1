// The decision of a table for given inputs, under each hit policy, in standard and in determination mode.
// Must not know where the table came from.
#include <algorithm>
#include <compare>
#include <optional>
#include <utility>

#include "dmn/table.hpp"
#include "feel/builtins.hpp"

namespace enact::dmn {
namespace {

using feel::Cause;
using feel::Evaluation;
using feel::Mode;
using feel::Value;

using Causes = std::vector<Cause>;

void add_causes(Causes& into, const Causes& more) {
  for (const Cause& cause : more) {
    if (std::find(into.begin(), into.end(), cause) == into.end()) into.push_back(cause);
  }
}

Value unknown_because(Causes causes) {
  std::sort(causes.begin(), causes.end(), [](const Cause& a, const Cause& b) {
    return std::pair(a.kind, a.what) < std::pair(b.kind, b.what);
  });
  return Value(feel::Unknown{std::make_shared<const Causes>(std::move(causes))});
}

struct Bound {
  Decimal value;
  bool open;
};

// The narrowest value that admits every one of `values`: the value itself if they agree, a band if all are
// numbers, else unknown.
Value hull(const std::vector<Value>& values, const Causes& causes) {
  const Value& first = values.front();
  if (std::all_of(values.begin(), values.end(), [&](const Value& v) { return same(v, first); })) return first;
  std::optional<Bound> low;
  std::optional<Bound> high;
  Causes all = causes;
  for (const Value& value : values) {
    add_causes(all, causes_of(value));
    Bound from, to;
    if (const Decimal* number = value.number()) {
      from = to = {*number, false};
    } else if (const feel::Band* band = value.band()) {
      from = {band->low, band->low_open};
      to = {band->high, band->high_open};
    } else {
      return unknown_because(std::move(all));
    }
    if (!low || from.value < low->value || (from.value == low->value && !from.open)) low = from;
    if (!high || to.value > high->value || (to.value == high->value && !to.open)) high = to;
  }
  return Value(feel::Band{.low = low->value,
                          .high = high->value,
                          .low_open = low->open,
                          .high_open = high->open,
                          .causes = std::make_shared<const Causes>(std::move(all))});
}

enum class Hit : std::uint8_t { yes, maybe };
struct Match {
  std::size_t row;
  Hit hit;
  Value output;
};

class Decider {
 public:
  Decider(const DecisionTable& table, std::span<const Value> surroundings, std::span<const Value> inputs,
          Evaluation& evaluation)
      : table_(table), evaluation_(evaluation) {
    scope_.assign(surroundings.begin(), surroundings.end());
    while (scope_.size() < table.surroundings) {
      scope_.push_back(feel::make_unknown({Cause::Kind::undecided, table.name, nullptr}));
    }
    scope_.insert(scope_.end(), inputs.begin(), inputs.end());
  }

  Value run() {
    find_matches();
    switch (table_.hit_policy) {
      case HitPolicy::unique:
        return unique();
      case HitPolicy::any:
        return any();
      case HitPolicy::first:
        return first();
      case HitPolicy::priority:
        return priority();
      case HitPolicy::rule_order:
        return list();
      case HitPolicy::output_order:
        sort_by_priority();
        return list();
      case HitPolicy::collect:
        return collect();
    }
    return {};
  }

 private:
  Mode mode() const { return evaluation_.mode(); }
  const Value& input(std::size_t index) const { return scope_[table_.surroundings + index]; }
  bool undecided() const {
    return std::any_of(matches_.begin(), matches_.end(), [](const Match& m) { return m.hit == Hit::maybe; });
  }

  void find_matches() {
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      bool no = false;
      Causes row_causes;
      for (std::size_t i = 0; i < table_.inputs.size() && !no; ++i) {
        const feel::ProgramPtr& test = table_.rows[row].tests[i];
        if (!test) continue;
        const Value result = evaluation_.evaluate_test(*test, input(i), scope_);
        if (const bool* decided = result.boolean()) {
          no = !*decided;
        } else if (result.is_unknown()) {
          add_causes(row_causes, causes_of(result));
        } else {
          no = true;  // null: the test does not hold (DMN 1.5, 8.2.8)
        }
      }
      if (no) continue;
      const Hit hit = row_causes.empty() ? Hit::yes : Hit::maybe;
      add_causes(causes_, row_causes);
      matches_.push_back({row, hit, output(table_.rows[row])});
      if (table_.hit_policy == HitPolicy::first && hit == Hit::yes) return;
    }
  }

  Value output(const Row& row) {
    if (table_.outputs.size() == 1) return evaluation_.evaluate(*row.outputs.front(), scope_);
    std::vector<std::pair<std::string, Value>> entries;
    entries.reserve(row.outputs.size());
    for (std::size_t i = 0; i < row.outputs.size(); ++i) {
      entries.emplace_back(table_.outputs[i].name, evaluation_.evaluate(*row.outputs[i], scope_));
    }
    return feel::make_context(std::move(entries));
  }

  Value no_match() const {
    return evaluation_.fail("dmn.no-match",
                            {"决策表“" + table_.name + "”没有适用于这些输入的行",
                             "decision table `" + table_.name + "` has no row for these inputs"});
  }

  Value several() const {
    return evaluation_.fail("dmn.several-match", {"决策表“" + table_.name + "”有多行同时适用，命中策略不允许",
                                                  "several rows of decision table `" + table_.name +
                                                      "` match, which its hit policy forbids"});
  }

  // The candidates of which one is the result; whether a match is certain. Without certainty the absence of
  // any match is a completion too, and that is an error.
  Value one_of(const std::vector<Value>& candidates, bool certain) const {
    if (candidates.empty()) return no_match();
    if (certain) return hull(candidates, causes_);
    return unknown_because(causes_);
  }

  Value unique() const {
    std::vector<Value> sure;
    for (const Match& match : matches_) {
      if (match.hit == Hit::yes) sure.push_back(match.output);
    }
    if (sure.size() > 1) return several();
    if (sure.empty() && matches_.empty()) return no_match();
    // One certain row is the result unless an undecided one turns out to match as well: an error.
    return sure.size() == 1 && matches_.size() == 1 ? sure.front() : unknown_because(causes_);
  }

  Value any() const {
    if (matches_.empty()) return no_match();
    const Value& output = matches_.front().output;
    bool agree = true;
    bool certain = false;
    for (const Match& match : matches_) {
      agree = agree && same(match.output, output);
      certain = certain || match.hit == Hit::yes;
    }
    if (!agree && !undecided()) {
      return evaluation_.fail("dmn.any-disagrees", {"决策表“" + table_.name + "”适用的各行结果不一致",
                                                    "the matching rows of decision table `" + table_.name +
                                                        "` give different results"});
    }
    return agree && certain ? output : unknown_because(causes_);
  }

  Value first() const {
    std::vector<Value> candidates;
    for (const Match& match : matches_) candidates.push_back(match.output);
    return one_of(candidates, !matches_.empty() && matches_.back().hit == Hit::yes);
  }

  // Position of an output among the allowed values, output by output; what is not listed comes last.
  std::vector<std::size_t> rank(const Value& output) const {
    std::vector<std::size_t> ranks;
    for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
      const Value* value = &output;
      if (table_.outputs.size() > 1) value = output.context()->find(table_.outputs[i].name);
      const std::vector<Value>& allowed = table_.outputs[i].allowed;
      const auto found =
          std::find_if(allowed.begin(), allowed.end(), [&](const Value& v) { return same(v, *value); });
      ranks.push_back(static_cast<std::size_t>(found - allowed.begin()));
    }
    return ranks;
  }

  void sort_by_priority() {
    std::sort(matches_.begin(), matches_.end(), [&](const Match& a, const Match& b) {
      return std::pair(rank(a.output), a.row) < std::pair(rank(b.output), b.row);
    });
  }

  Value priority() {
    sort_by_priority();
    std::vector<Value> candidates;
    for (const Match& match : matches_) {
      candidates.push_back(match.output);
      if (match.hit == Hit::yes) return one_of(candidates, true);
    }
    return one_of(candidates, false);
  }

  Value list() const {
    if (matches_.empty() && mode() == Mode::standard) return no_match();
    auto made = std::make_shared<feel::List>();
    for (const Match& match : matches_) made->items.push_back(match.output);
    if (undecided()) {
      for (const Match& match : matches_) made->perhaps.push_back(match.hit == Hit::maybe);
      made->causes = std::make_shared<const Causes>(causes_);
    }
    return Value(feel::ListPtr(std::move(made)));
  }

  Value collect() const {
    if (table_.aggregation == Aggregation::none) return list();
    if (matches_.empty()) {
      if (mode() == Mode::standard) return no_match();
      const bool zero = table_.aggregation == Aggregation::sum || table_.aggregation == Aggregation::count;
      return zero ? Value(Decimal(0)) : no_match();
    }
    return call(aggregate_name(), list());
  }

  const char* aggregate_name() const {
    switch (table_.aggregation) {
      case Aggregation::sum:
        return "sum";
      case Aggregation::min:
        return "min";
      case Aggregation::max:
        return "max";
      default:
        return "count";
    }
  }

  // The built-in of that name over one list, so that perhaps-rows mean here what they mean in FEEL.
  Value call(const char* name, const Value& list) const {
    const feel::Builtin& builtin = feel::builtins()[static_cast<std::size_t>(feel::find_builtin(name))];
    const std::vector<feel::TypePtr> types{feel::list_type(feel::any_type())};
    const int signature = feel::match_positional(builtin, types);
    return builtin.call(evaluation_, static_cast<std::size_t>(signature), std::span(&list, 1));
  }

  const DecisionTable& table_;
  Evaluation& evaluation_;
  std::vector<Value> scope_;
  std::vector<Match> matches_;
  Causes causes_;
};

// The values that an unknown input may take, where its type lists them; empty: not to be listed.
std::vector<Value> possible_values(const feel::Type* type) {
  std::vector<Value> values;
  if (type == nullptr) return values;
  if (type->kind == feel::Kind::boolean) return {Value(true), Value(false)};
  for (const std::string& code : type->codes) values.emplace_back(code);
  return values;
}

constexpr std::size_t most_completions = 512;

// With unknown inputs whose values can be listed: the hull over all of them. nullopt: they cannot, or are too
// many, and the rows are judged undecided instead.
std::optional<Value> over_completions(const DecisionTable& table, std::span<const Value> surroundings,
                                      std::span<const Value> inputs, Evaluation& evaluation) {
  std::vector<std::pair<std::size_t, std::vector<Value>>> open;
  std::size_t completions = 1;
  Causes causes;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i].is_unknown()) continue;
    std::vector<Value> values = possible_values(table.inputs[i].type.get());
    completions *= values.size();
    if (values.empty() || completions > most_completions) return std::nullopt;
    add_causes(causes, causes_of(inputs[i]));
    open.emplace_back(i, std::move(values));
  }
  if (open.empty()) return std::nullopt;
  std::vector<Value> completed(inputs.begin(), inputs.end());
  std::vector<Value> results;
  for (std::size_t n = 0; n < completions; ++n) {
    std::size_t rest = n;
    for (const auto& [index, values] : open) {
      completed[index] = values[rest % values.size()];
      rest /= values.size();
    }
    results.push_back(Decider(table, surroundings, completed, evaluation).run());
  }
  return hull(results, causes);
}

}  // namespace

Value decide(const DecisionTable& table, std::span<const Value> surroundings, std::span<const Value> inputs,
             Evaluation& evaluation) {
  if (evaluation.mode() == Mode::determination) {
    if (auto value = over_completions(table, surroundings, inputs, evaluation)) return *value;
  }
  return Decider(table, surroundings, inputs, evaluation).run();
}

Value decide(const DecisionTable& table, std::span<const Value> inputs, Evaluation& evaluation) {
  return decide(table, {}, inputs, evaluation);
}

Value as_function(std::shared_ptr<const DecisionTable> table, std::vector<Value> surroundings) {
  auto function = std::make_shared<feel::Function>();
  for (const InputClause& input : table->inputs) function->parameters.push_back(input.name);
  function->type = function_type(*table);
  function->call = [table, surroundings = std::move(surroundings)](Evaluation& evaluation,
                                                                   std::span<const Value> arguments) {
    std::vector<Value> inputs;
    for (std::size_t i = 0; i < table->inputs.size(); ++i) {
      Value value = i < arguments.size() ? arguments[i] : Value();
      if (table->inputs[i].type && !value.is_unknown() && !value.band())
        value = coerce(value, *table->inputs[i].type);
      inputs.push_back(std::move(value));
    }
    return decide(*table, surroundings, inputs, evaluation);
  };
  return Value(feel::FunctionPtr(std::move(function)));
}

feel::TypePtr function_type(const DecisionTable& table) {
  std::vector<feel::Field> parameters;
  for (const InputClause& input : table.inputs) {
    parameters.push_back({input.name, input.type ? input.type : feel::any_type()});
  }
  feel::TypePtr result;
  if (table.outputs.size() == 1) {
    result = table.outputs.front().type;
  } else {
    std::vector<feel::Field> fields;
    for (const OutputClause& output : table.outputs) {
      fields.push_back({output.name, output.type ? output.type : feel::any_type()});
    }
    result = feel::context_type(std::move(fields));
  }
  if (!result) result = feel::any_type();
  const bool list = table.hit_policy == HitPolicy::rule_order ||
                    table.hit_policy == HitPolicy::output_order ||
                    (table.hit_policy == HitPolicy::collect && table.aggregation == Aggregation::none);
  if (list) result = feel::list_type(result);
  if (table.aggregation == Aggregation::count) result = feel::number_type("");
  return feel::function_type(std::move(parameters), std::move(result));
}

}  // namespace enact::dmn
