// The decision of a table for given inputs, under each hit policy, in standard and in determination mode.
// Must not know where the table came from, nor how its matching rows are found (dmn/matches.hpp).
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "dmn/matches.hpp"
#include "feel/builtins.hpp"

namespace enact::dmn {
namespace {

using feel::Evaluation;
using feel::Mode;
using feel::Value;

Value unknown_because(Causes causes) {
  std::sort(causes.begin(), causes.end(), [](const feel::Cause& a, const feel::Cause& b) {
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

// The built-in that an aggregation is, so that perhaps-rows mean here what they mean in FEEL.
struct Aggregate {
  const feel::Builtin* builtin;
  std::size_t signature;  // the one over a single list
};

Aggregate aggregate(Aggregation aggregation) {
  static const auto named = [](const char* name) {
    const feel::Builtin& builtin = feel::builtins()[static_cast<std::size_t>(feel::find_builtin(name))];
    const std::vector<feel::TypePtr> types{feel::list_type(feel::any_type())};
    return Aggregate{&builtin, static_cast<std::size_t>(feel::match_positional(builtin, types))};
  };
  static const std::array<Aggregate, 4> all{named("sum"), named("min"), named("max"), named("count")};
  return all[static_cast<std::size_t>(aggregation) - 1];
}

bool equal_outputs(const Value& a, const Value& b) {
  return same(a, b) || equal(a, b).value_or(false);
}

class Decider {
 public:
  Decider(const DecisionTable& table, std::span<const Value> surroundings, std::span<const Value> inputs,
          Evaluation& evaluation)
      : table_(table), evaluation_(evaluation), matcher_(table, surroundings, inputs, evaluation) {}

  Value run() {
    if (auto error = matcher_.refused()) return *std::move(error);
    Matches found = matcher_.find();
    matches_ = std::move(found.rows);
    causes_ = std::move(found.causes);
    if (matches_.empty()) return without_match();
    // Where it may turn out that no row matches, the default is a result that no list with perhaps-items has.
    if (collects() && !certain() && matcher_.default_output()) return unknown_because(causes_);
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
        return list(true);
      case HitPolicy::output_order:
        return list(sort_by_priority());
      case HitPolicy::collect:
        return collect();
    }
    return {};
  }

 private:
  bool collects() const {
    return table_.hit_policy == HitPolicy::rule_order || table_.hit_policy == HitPolicy::output_order ||
           table_.hit_policy == HitPolicy::collect;
  }
  bool gives_list() const { return collects() && table_.aggregation == Aggregation::none; }
  bool certain() const {
    return std::any_of(matches_.begin(), matches_.end(), [](const Match& m) { return m.hit == Hit::yes; });
  }
  bool undecided() const {
    return std::any_of(matches_.begin(), matches_.end(), [](const Match& m) { return m.hit == Hit::maybe; });
  }

  Value without_match() {
    if (auto output = matcher_.default_output()) {
      return gives_list() ? feel::make_list({*std::move(output)}) : *std::move(output);
    }
    if (gives_list()) return feel::make_list({});
    if (table_.hit_policy == HitPolicy::collect) {
      // The sum of nothing is null in the standard; for rules about money it is none (docs/unknown.md).
      const bool sum = table_.aggregation == Aggregation::sum && evaluation_.mode() == Mode::determination;
      if (sum || table_.aggregation == Aggregation::count) return Value(Decimal(0));
    }
    return evaluation_.fail("dmn.no-match",
                            {"决策表“" + table_.name + "”没有适用于这些输入的行",
                             "decision table `" + table_.name + "` has no row for these inputs"});
  }

  Value unique() const {
    // One certain row is the result unless an undecided one turns out to match as well: an error.
    if (matches_.size() == 1 && !undecided()) return matches_.front().output;
    const auto certain =
        std::count_if(matches_.begin(), matches_.end(), [](const Match& m) { return m.hit == Hit::yes; });
    if (certain < 2) return unknown_because(causes_);
    return evaluation_.fail("dmn.several-match", {"决策表“" + table_.name + "”有多行同时适用，命中策略不允许",
                                                  "several rows of decision table `" + table_.name +
                                                      "` match, which its hit policy forbids"});
  }

  Value any() const {
    const Value& output = matches_.front().output;
    bool agree = true;
    bool certain = false;
    for (const Match& match : matches_) {
      agree = agree && equal_outputs(match.output, output);
      certain = certain || match.hit == Hit::yes;
    }
    if (agree && certain) return output;
    if (agree || undecided()) return unknown_because(causes_);
    return evaluation_.fail("dmn.any-disagrees", {"决策表“" + table_.name + "”适用的各行结果不一致",
                                                  "the matching rows of decision table `" + table_.name +
                                                      "` give different results"});
  }

  // The result is one of the rows' outputs; without a certain row the absence of any is a completion too,
  // whose result is the default or an error.
  Value one_of(std::span<const Match> candidates) {
    std::vector<Value> outputs;
    bool certain = false;
    for (const Match& match : candidates) {
      outputs.push_back(match.output);
      certain = certain || match.hit == Hit::yes;
    }
    if (certain) return hull(outputs, causes_);
    auto otherwise = matcher_.default_output();
    if (!otherwise) return unknown_because(causes_);
    outputs.push_back(*std::move(otherwise));
    return hull(outputs, causes_);
  }

  std::span<const Match> first_matches(std::size_t count) const { return {matches_.data(), count}; }

  Value first() { return one_of(first_matches(matches_.size())); }

  // Position of an output among the allowed values, output by output from left to right; what is not listed
  // comes last, and an output without a list does not count (8.2.10). nullopt: it is not known.
  std::optional<std::vector<std::size_t>> rank(const Value& output) const {
    std::vector<std::size_t> ranks;
    for (const OutputClause& clause : table_.outputs) {
      if (clause.allowed.empty()) continue;
      const Value& value = table_.outputs.size() == 1 ? output : *output.context()->find(clause.name);
      if (value.is_unknown() || value.band()) return std::nullopt;
      const auto found = std::find_if(clause.allowed.begin(), clause.allowed.end(),
                                      [&](const Value& v) { return equal_outputs(v, value); });
      ranks.push_back(static_cast<std::size_t>(found - clause.allowed.begin()));
    }
    return ranks;
  }

  // By decreasing priority, equal ones in the order of the table. False: an output is not known, and with it
  // the order.
  bool sort_by_priority() {
    std::vector<std::pair<std::vector<std::size_t>, std::size_t>> order;
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      auto ranks = rank(matches_[i].output);
      if (!ranks) return false;
      order.emplace_back(*std::move(ranks), i);
    }
    std::sort(order.begin(), order.end());
    MatchingRows sorted;
    for (const auto& [ranks, index] : order) sorted.push_back(std::move(matches_[index]));
    matches_ = std::move(sorted);
    return true;
  }

  Value priority() {
    if (!sort_by_priority()) return one_of(first_matches(matches_.size()));
    const auto certain =
        std::find_if(matches_.begin(), matches_.end(), [](const Match& m) { return m.hit == Hit::yes; });
    const std::size_t count = static_cast<std::size_t>(certain - matches_.begin()) + 1;
    return one_of(first_matches(std::min(count, matches_.size())));
  }

  Value list(bool ordered) const {
    auto made = std::make_shared<feel::List>();
    for (const Match& match : matches_) made->items.push_back(match.output);
    Causes causes = causes_;
    if (undecided()) {
      for (const Match& match : matches_) made->perhaps.push_back(match.hit == Hit::maybe);
    }
    if (!ordered) {
      made->open = true;
      for (const Match& match : matches_) add_causes(causes, causes_of(match.output));
    }
    if (!causes.empty()) made->causes = std::make_shared<const Causes>(std::move(causes));
    return Value(feel::ListPtr(std::move(made)));
  }

  Value collect() const {
    if (table_.aggregation == Aggregation::none) return list(true);
    if (table_.outputs.size() > 1 && table_.aggregation != Aggregation::count) {
      return evaluation_.fail("dmn.aggregate-of-several-outputs",
                              {"决策表“" + table_.name + "”有多个输出，不能求和或取最值",
                               "decision table `" + table_.name +
                                   "` has several outputs, which have no sum, "
                                   "least or greatest"});
    }
    const Value outputs = list(true);
    const Aggregate found = aggregate(table_.aggregation);
    return found.builtin->call(evaluation_, found.signature, std::span(&outputs, 1));
  }

  const DecisionTable& table_;
  Evaluation& evaluation_;
  Matcher matcher_;
  MatchingRows matches_;
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
  if (std::none_of(inputs.begin(), inputs.end(), [](const Value& v) { return v.is_unknown(); })) {
    return std::nullopt;
  }
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

}  // namespace enact::dmn
