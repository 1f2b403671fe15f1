// The pinned determinations of cases computed once more, from the images and facts that were pinned with
// them: identical, byte for byte, or what differs. Only reads; a difference is told and never written over.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casework/library.hpp"
#include "determine/differences.hpp"
#include "store/database.hpp"

namespace enact::casework {

enum class ReplayOutcome : std::uint8_t { identical, different, impossible };
std::string_view to_string(ReplayOutcome outcome);

struct ReplayedStep {
  std::string case_id;
  std::string reference;
  std::string event;  // id in the event log
  std::string step;   // of the procedure: "决定"
  Date on;            // day of asking
  int engine = 0;     // version of the language's meaning under which it was computed
  ReplayOutcome outcome = ReplayOutcome::impossible;
  std::vector<determine::ResultDifference> differences;  // none although different: only their order differs
  Text because;                                          // why impossible
};

// Every pinned determination of the case with this reference or id, in the order of its events; of all cases,
// by their reference, if it is empty. Takes about as long as the determinations took.
std::vector<ReplayedStep> replay_cases(const store::Reader& reader, const Library& library,
                                       std::string_view reference);

struct ReplayCount {
  std::size_t identical = 0;
  std::size_t different = 0;
  std::size_t impossible = 0;
};
ReplayCount count_of(std::span<const ReplayedStep> steps);

}  // namespace enact::casework
