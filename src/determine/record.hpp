// The record of a determination: all that it takes to compute it once more, and what it gave. Replaying it
// answers whether the result is the same, byte for byte, or what differs. Texts come in and go out; where
// records and images are kept is the caller's business. docs/determination.md, "Replay".
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "determine/determine.hpp"
#include "determine/differences.hpp"

namespace enact::determine {

struct Record {
  int engine = 0;  // version of the language's meaning under which the result was computed
  struct Policy {
    std::string hash;
    std::string image;  // "": kept elsewhere, found by the hash
  };
  std::vector<Policy> policies;  // in the order in which they were determined
  std::string facts_name;        // as messages name the facts file
  std::string facts;             // the facts file, as it was read
  Question question;
  std::string result;  // JSON of the determination
};

// One JSON document; the images and the result stand in it as they are.
std::string to_json(const Record& record);
// A text that is no record is a Diagnostic ("record.broken").
std::expected<Record, Diagnostics> read_record(std::string_view text);

struct Replay {
  std::string result;  // as computed now
  bool identical = false;
  std::vector<ResultDifference> differences;  // none although not identical: only their order differs
};
// Computes the record once more. `packages` are those of its images, in the record's order. Facts that can no
// longer be read are Diagnostics.
std::expected<Replay, Diagnostics> replay(const Record& record, std::vector<policy::PackagePtr> packages);

}  // namespace enact::determine
