// A whole population through the vector evaluator: segments are taken from a source, judged by as many
// threads as asked for, and handed on in order. Memory is bounded by the segments under way, whatever the
// population.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "bulk/engine.hpp"
#include "bulk/source.hpp"

namespace enact::bulk {

struct RunOptions {
  unsigned threads = 1;
  // Every subject also through the scalar evaluator, and compared.
  bool check = false;
  // Called in the order of the segments, one at a time; with neither this nor `prepare` only
  // totals are made.
  std::function<void(const Segment&, const SegmentOutcomes&)> each;
  // Called by the thread that judged the segment, several at a time: for what takes long. What it answers is
  // called in the order of the segments, one at a time, before `each`; the segment is gone after that. It may
  // move the outcomes by row away; their totals stay.
  std::function<std::function<void()>(const Segment&, SegmentOutcomes&)> prepare;
  // So many subjects at the beginning are done already, a whole number of segments: they are taken from the
  // source and passed over. Counted by `progress`, not in the result.
  std::uint64_t done = 0;
  // How many subjects are done; called one at a time, now and then.
  std::function<void(std::uint64_t)> progress;
};

// Where columns and the scalar evaluator differ, which is a fault of one of them.
struct Difference {
  std::string subject;    // "企业 91350583…" or the row
  std::string provision;  // "town-1/1a"; "" for the total
  std::string columns;
  std::string scalar;
};

struct RunResult {
  std::map<std::string, TypeTotals> types;  // by subject type
  std::vector<Rejected> rejected;
  std::vector<std::string> unused;  // subject types that no provision is for: their subjects get nothing
  std::uint64_t checked = 0;
  std::vector<Difference> differences;
};

// Throws std::runtime_error where the source cannot be read.
RunResult run(const Engine& engine, ColumnSource& source, const RunOptions& options);

// The text that identifies a row: of its identifying fact, else its number from 1.
std::string identity_of(const Segment& segment, const TypeProgram& type, std::size_t row);

}  // namespace enact::bulk
