// Which facts an expression reads: found once in its program, filled with values by the evaluator's trace.
// Knows programs, not provisions.
#pragma once

#include <string>
#include <vector>

#include "feel/evaluate.hpp"

namespace enact::determine {

// A place of the program that reads an input, with the fields taken from it: input 3, ".研发费用".
struct ReadSite {
  feel::ir::NodeId node;
  std::size_t input;
  std::string suffix;
  std::string path = {};   // "企业.研发费用": the input's name and the suffix
  std::string first = {};  // "研发费用": the first name of the suffix
  std::size_t same = 0;    // index of the first site that reads the same
};

struct ProgramReads {
  std::vector<ReadSite> sites;             // longest chains only, in the order of the nodes
  std::vector<std::int32_t> site_of_node;  // index into sites, -1
  std::vector<std::size_t> inputs;         // inputs read, ascending
};
ProgramReads find_reads(const feel::ir::Program& program);

struct Traced {
  feel::Value value;
  std::vector<std::pair<const ReadSite*, feel::Value>> reads;  // in order of first reading
};
Traced evaluate_traced(feel::Evaluation& evaluation, const feel::ir::Program& program,
                       const ProgramReads& reads, std::span<const feel::Value> inputs);

}  // namespace enact::determine
