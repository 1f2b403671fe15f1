// Whether every clause of the document is carried out by a provision or declared, with a reason, to be
// nothing that can be carried out; and whether no word that demands something is left without an answer.
// Knows quotations and words, not what provisions do.
#pragma once

#include <string>
#include <vector>

#include "policy/package.hpp"

namespace enact::policy {

// An entry of a `declaratory` block.
struct Declaratory {
  std::vector<Citation> citations;
  Text reason;
  struct Answer {
    std::string word;
    Text reason;
    Location location;
  };
  std::vector<Answer> answers;
  Location location;
};

// Fills use, provisions and reasons of the document's clauses and marks, and reports what is left.
void check_coverage(Package& package, const std::vector<Declaratory>& declaratory, Diagnostics& diagnostics);

}  // namespace enact::policy
