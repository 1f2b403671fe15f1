// Comparing two days, claim by claim. See newly_due.hpp.
#include "bulk/newly_due.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "bulk/run.hpp"

namespace enact::bulk {
namespace {

using determine::Claim;
using determine::Status;

using Key = std::tuple<std::size_t, std::string, std::int64_t>;  // lane, matter, day of the event

Key key_of(std::size_t lane, const Claim& claim) {
  constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();
  return {lane, claim.matter.key, claim.date ? claim.date->days_since_1970() : never};
}

bool any_due(const SegmentOutcomes& out, std::size_t row) {
  return std::any_of(out.lanes.begin(), out.lanes.end(),
                     [&](const Outcomes& lane) { return lane.found[row] == finding::due; });
}

// How many claims there are of each, due and undecided.
struct Before {
  std::size_t due = 0;
  std::size_t unknown = 0;
};

std::map<Key, Before> claims_before(const determine::SubjectResult& subject) {
  std::map<Key, Before> before;
  for (std::size_t k = 0; k < subject.provisions.size(); ++k) {
    for (const Claim& claim : subject.provisions[k].claims) {
      Before& counts = before[key_of(k, claim)];
      ++(claim.status == Status::due ? counts.due : counts.unknown);
    }
  }
  return before;
}

}  // namespace

std::vector<NewClaim> newly_due(const Engine& engine, const Segment& segment, const SegmentOutcomes& out,
                                const Date& since) {
  determine::Question now = engine.question();
  now.explain = false;
  determine::Question then = now;
  then.on = since;
  then.known_on = since;
  std::vector<NewClaim> found;
  for (std::size_t row = 0; row < out.rows; ++row) {
    if (!any_due(out, row)) continue;
    determine::Facts facts;
    facts.subjects.push_back(subject_of(segment, row));
    facts.unsaid_absent = segment.unsaid_absent;
    const determine::Determination later = engine.determiner().determine(facts, now);
    if (!segment.earlier.empty()) facts.subjects.front() = segment.earlier[row];
    const determine::Determination earlier = engine.determiner().determine(facts, then);
    std::map<Key, Before> before = claims_before(earlier.subjects.front());
    const determine::SubjectResult& subject = later.subjects.front();
    for (std::size_t k = 0; k < subject.provisions.size(); ++k) {
      for (const Claim& claim : subject.provisions[k].claims) {
        if (claim.status != Status::due) continue;
        Before& counts = before[key_of(k, claim)];
        if (counts.due > 0) {
          --counts.due;
          continue;
        }
        NewClaim made;
        made.subject = identity_of(segment, *out.type, row);
        made.lane = k;
        made.matter = claim.matter;
        made.date = claim.date;
        made.money = claim.money;
        if (claim.amount) {
          made.least = claim.amount->min.count;
          made.greatest = claim.amount->max ? claim.amount->max->count : no_bound;
        }
        if (counts.unknown > 0) {
          --counts.unknown;
          made.was_unknown = true;
        }
        found.push_back(std::move(made));
      }
    }
  }
  return found;
}

}  // namespace enact::bulk
