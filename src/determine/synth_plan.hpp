// What the subjects of a synthetic register look like, as synthetic.yaml says (docs/synthetic.md). Internal
// to src/determine.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "determine/facts.hpp"
#include "determine/synth.hpp"

namespace enact::determine {

// How one value is made.
struct Parts {
  std::vector<std::vector<std::string>> lists;  // one of each, joined
};
struct Choice {
  std::vector<std::pair<std::string, int>> weighted;
  int total = 0;
};
struct Between {
  std::int64_t from = 0;
  std::int64_t to = 0;
  double lean = 1;  // above 1: small figures are more frequent
};
struct Days {
  Date from;
  Date to;
};
struct Pattern {
  std::string text;  // `#` is a digit
};
struct Flag {
  double chance = 0.5;  // of true
};
using Maker = std::variant<Parts, Choice, Between, Days, Pattern, Flag>;

struct RecordPlan {
  double chance = 1;
  std::vector<std::pair<std::string, Maker>> fields;
};
struct FactPlan {
  const policy::FactDeclaration* declaration = nullptr;
  double known = 1;  // chance that the fact is told at all
  std::optional<Maker> maker;
  std::vector<RecordPlan> records;  // of a list
  bool planned = true;
  const policy::RecordType* record = nullptr;  // of a list of records

  bool is_list() const { return declaration->type->kind == feel::Kind::list; }
};
struct TypePlan {
  const FactModel::SubjectType* type = nullptr;
  std::uint64_t share = 1;
  std::vector<FactPlan> facts;  // in the order of the vocabulary; those that the plan does not speak of have
                                // neither a maker nor records

  // An identity that is made although the plan does not speak of it.
  bool makes_code(const FactPlan& fact) const {
    return !fact.planned && fact.declaration->format == "credit-code" &&
           fact.declaration->name == type->base->identity;
  }
};

struct Synth::Plan {
  std::vector<TypePlan> types;
  std::uint64_t shares = 0;
  std::vector<SynthTable> tables;
};

// Errors name their place in the file.
std::vector<TypePlan> read_synth_plan(const FactModel& model, const SourcePtr& hints,
                                      Diagnostics& diagnostics);

}  // namespace enact::determine
