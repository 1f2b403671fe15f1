// Conflicts of interest between an expert and a bid, found from what is on record: same employer, persons and
// bodies that the expert's entry lists (kin, co-authors, former employers), the expert's own bid. What an
// expert declares is added by the call. Names are compared as matters are: width, case, spaces and brackets
// do not tell them apart; two persons of one name are taken for one, on the safe side. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/selection.hpp"
#include "selection/draw.hpp"

namespace enact::selection {

enum class ConflictKind : std::uint8_t {
  own_bid,        // the expert is of the team, or bids
  same_employer,  // employed by the bidder
  partner,        // employed by a body that takes part in the bid
  listed,         // a person or body of the bid stands in the expert's list
  declared        // by the expert
};
std::string_view conflict_id(ConflictKind kind);  // "same_employer"
Text conflict_title(std::string_view id);         // also of "rotation"

struct ExpertOnRecord {
  std::string id;
  std::string person;
  std::string employer;
  std::vector<std::string> listed;
  std::vector<std::string> fields;
  int recent_calls = 0;  // calls that the expert sat in, in the years of the rotation
};

struct BidOnRecord {
  std::string id;
  std::string bidder;                 // name of the body or person
  std::vector<std::string> team;      // persons
  std::vector<std::string> partners;  // bodies
};

// Every conflict of the expert with the bid, each kind once, by kind.
std::vector<ConflictKind> conflicts(const policy::Selection::Conflicts& rules, const ExpertOnRecord& expert,
                                    const BidOnRecord& bid);

// What the draw of a panel needs: each expert with all that stands against it over these bids.
// `field`: of the need; empty: everybody counts as of the field.
std::vector<Candidate> candidates(const policy::Selection& selection, std::string_view field,
                                  std::span<const ExpertOnRecord> experts, std::span<const BidOnRecord> bids);

// Persons or bodies as one text of an entry names them: apart by 、，,；; or line ends.
std::vector<std::string> names_in(std::string_view text);

}  // namespace enact::selection
