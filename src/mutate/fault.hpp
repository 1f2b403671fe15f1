// A single fault that an author of a package could make: one edit of one of its files, and what it means.
// Faults of expressions are found among their tokens (feel_faults.cpp), those of declarations in the YAML and
// the tables around them (yaml_faults.cpp). Runs nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "policy/load.hpp"

namespace enact::mutate {

enum class Kind : std::uint8_t {
  comparison,   // `>` for `>=`, `=` for `!=`, an end of a range that is counted or not
  connective,   // `and` for `or`
  quantifier,   // `some` for `every`
  negation,     // `not` left out
  arithmetic,   // `+` for `-`, `*` for `/`
  figure,       // a number by its last digit or tenfold, a day or a duration by one
  rounding,     // up for down
  operand,      // a part of a condition left out
  test,         // one of the values of `in (…)` left out
  filter,       // the predicate of a filter left out
  condition,    // a condition left out
  cap,          // a cap left out, or its time changed
  cap_key,      // what a cap is shared by left out
  validity,     // a first or last day moved by a day or left out
  event_date,   // `date` left out
  monthly,      // the first or last month moved, a schedule for claims by the month
  matter,       // a part of the matter left out
  stacking,     // highest for repeatable, the difference for nothing, deducted for on top
  alternative,  // of sets of provisions one left out, or a provision of a set
  benefit,      // left out
  ranking,      // a key left out or turned round
  row,          // a row of a decision table left out
  parameter,    // a value of a parameter left out
};
std::string_view to_string(Kind kind);

// Bytes of a file that become other bytes.
struct Edit {
  std::string file;
  Span span;
  std::string with;
};

struct Fault {
  // Says what the fault is, wherever it stands in its file: "3b / when.研发投入超限.rule / > → >=".
  std::string id;
  Kind kind = Kind::comparison;
  std::string of;                       // the provision, table, definition or parameter that it stands in
  std::vector<std::string> provisions;  // ids of the executable provisions that it may touch
  Location location;                    // what is changed, for people
  std::string before;                   // as the author has it; empty where the fault adds something
  std::string after;                    // empty where it leaves something out
  Edit edit;
};

// Every fault, in the order of the files and of their lines. `loaded`: what `files` gives, without errors.
// O(size of the package).
std::vector<Fault> faults_of(const policy::FileSet& files, std::string_view folder,
                             const policy::Loaded& loaded);

}  // namespace enact::mutate
