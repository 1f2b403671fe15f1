// Stored facts of a subject as a determination takes them: the one place where rows become what counts on a
// day. Knows nothing of payments, decisions and predecessors.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "determine/facts.hpp"
#include "store/facts.hpp"

namespace enact::population {

// A fact that its declaration does not take counts as unknown.
struct UnreadableFact {
  std::string name;
  Diagnostics why;
};
struct CountedFacts {
  std::vector<determine::Fact> facts;
  std::vector<UnreadableFact> unreadable;
};
// `stored`: what was known of one subject of this type at some moment (store::facts_known_at). What has ended
// before `on`, was erased, or is declared by no package, is left out; of the rest counts what stands on that
// day (determine/standing.hpp). `attested_only`: nothing declared counts, only what identifies the subject.
CountedFacts counted_facts(std::span<const store::Fact> stored, const determine::FactModel& model,
                           const determine::FactModel::SubjectType& type, const Date& on, bool attested_only);

// The last moment of a legal day: what was known on the day was known by then.
Instant last_moment_of(const Date& day);

}  // namespace enact::population
