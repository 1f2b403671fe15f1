// Who sees what of a call: one place. Before bids are closed nobody but the organiser's register sees them;
// experts see the bids of their panels without what is blind, and their own sheets only; scores are seen by
// nobody before scoring is closed, by the public with the result.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "selection/calls.hpp"

namespace enact::selection {

struct Sight {
  bool officer = false;                                    // of the organiser, or an auditor
  bool result = false;                                     // it is public
  std::vector<std::pair<std::string, std::string>> seats;  // need and expert of the person's own panels
  std::vector<std::string> own_bids;                       // of the subjects that the person acts for
  CallStage stage = CallStage::none;

  bool bidders() const { return result || officer; }
  bool panels() const { return result || officer; }
  bool scores() const;                            // of others
  bool bid(const BidEntry& bid) const;            // that there is such a bid
  bool content(const BidEntry& bid) const;        // its values, blind for an expert
  bool whole_content(const BidEntry& bid) const;  // and what is blind to experts
  bool contract(const BidEntry& bid) const { return officer || own(bid); }
  bool own(const BidEntry& bid) const;
};
Sight sight_of(const Person& person, const CallFile& file);

struct CallSummary {
  std::string id;
  std::string reference;
  std::string policy;
  std::string selection;
  Text title;
  std::string organiser;
  std::string mode;
  int year = 0;
  std::string until;
  std::string closes;  // "" : not published
  std::string stage;
  Instant updated_at;
  bool organises = false;  // the person, in any role of the organiser
  bool judges = false;
  bool bids = false;
};
// Every call, newest change first; calls are public.
std::vector<CallSummary> list_calls(const store::Reader& reader, const Person& person);

}  // namespace enact::selection
