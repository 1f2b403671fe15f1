// How each provision of a subject type is run over columns: which events there are, what each condition,
// amount and matter reads, compiled with everything that the provisions share. What cannot be compiled says
// why and is left to the scalar evaluator, event by event or as a whole (docs/decisions/bulk.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bulk/expression_compiler.hpp"
#include "bulk/vector_program.hpp"
#include "determine/determine.hpp"
#include "determine/plan.hpp"

namespace enact::bulk {

// Beyond, stacking takes an amount for boundless.
inline constexpr std::int64_t most_fen = 1'000'000'000'000'000;

// An amount of money: a figure or a band known beforehand, or a register in yuan. Where the register cannot
// say it (or there is none), `row` says what the scalar evaluator is to make of the row.
struct AmountLane {
  bool fixed = false;
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  RegisterId figure = no_register;
  std::optional<RowExpression> row;
};

struct CapLane {
  const policy::Cap* cap = nullptr;
  std::size_t place = 0;  // among those of the provision
  std::int64_t limit = 0;
  std::vector<RegisterId> key;  // registers that must be known
  std::vector<Leaf> key_leaves;
};

// What holds over a stretch of days in which no parameter changes.
struct Variant {
  std::int64_t from = 0;  // days since 1970-01-01, both included
  std::int64_t to = 0;
  std::vector<RegisterId> conditions;  // verdicts, in the order of the provision's
  std::optional<AmountLane> amount;
  std::vector<CapLane> caps;
};

// A part of a matter: a text known beforehand, or a column.
struct MatterPart {
  std::optional<std::string> text;
  Leaf leaf;
  RegisterId loaded = no_register;
};

// The months of a record that make one claim: which there are, as the scalar evaluator says of the row.
struct ScheduleLane {
  RowExpression from;
  std::optional<RowExpression> to;
  std::optional<RowExpression> count;
};

// What more an open list could bring, of which nothing is known: conditions, amount and caps with the record
// unknown, over the subjects.
struct FurtherLane {
  std::vector<RegisterId> conditions;  // verdicts, in the order of the provision's
  RegisterId amount = no_register;     // none: unknown, or one that is settled, above zero
  std::vector<CapLane> caps;           // that claims share, by what is told of the subject
};

struct Lane {
  enum class How : std::uint8_t {
    vector,  // all of it
    events,  // columns tell which subjects have events; those go to the scalar evaluator
    scalar,  // every subject goes to the scalar evaluator
  } how = How::scalar;
  std::string why;  // not all of it

  const determine::PackagePlan* package = nullptr;
  const determine::ProvisionPlan* plan = nullptr;
  bool money = false;
  bool estimate = false;
  std::string list;  // of `each`; empty: the subject itself
  DomainId domain = 0;
  bool months = false;  // the domain is that of the months of the list's records
  std::optional<ScheduleLane> schedule;
  bool by_parameters = false;          // its expressions may depend on parameters
  std::optional<FurtherLane> further;  // absent: whoever's list is open goes to the scalar evaluator
  RegisterId event = no_register;      // which records are events; none: all
  RegisterId date = no_register;       // of the event, also of a subject; none: it has no date of its own
  std::optional<Date> fixed_date;      // of the subject as an event, where it is the same for all
  std::vector<Variant> variants;
  std::vector<MatterPart> matter;
  int group = -1;  // claims of one group may be for one matter or draw on one cap
};

// Everything for one subject type; immutable.
struct TypeProgram {
  const determine::FactModel::SubjectType* type = nullptr;
  VectorProgram program;
  std::vector<Lane> lanes;  // the provisions of the type, packages in order, then the document's order
  int groups = 0;
  std::vector<bool> shared;  // by group: whether more than one claim of a subject may be in it
  Wanted wanted;
};

TypeProgram compile_type(const determine::Determiner& determiner,
                         const determine::FactModel::SubjectType& type, const Date& on);

}  // namespace enact::bulk
