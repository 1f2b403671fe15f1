// What stands in the registers of needs, bids and experts, as a call needs it. The one place of the floor
// that reads the registers' tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registers/exact_json.hpp"
#include "selection/conflict.hpp"
#include "store/sql.hpp"

namespace enact::selection {

struct EntryOnRecord {
  std::string id;
  std::string reference;
  std::string status;
  std::string subject;  // owner; "" : none
  std::string subject_name;
  std::string name;
  registers::ExactJson values;

  std::string text(std::string_view field) const;                // "" if absent
  std::vector<std::string> texts(std::string_view field) const;  // of a list; names of one text, apart
};

// Entries that are in one of the states (all that are no drafts, if none is named), oldest first.
std::vector<EntryOnRecord> entries_of(const store::Reader& reader, std::string_view policy,
                                      const policy::Selection::Entries& wanted);
std::optional<EntryOnRecord> entry_of(const store::Reader& reader, std::string_view id);

BidOnRecord bid_on_record(const policy::Selection& selection, const EntryOnRecord& entry);
// Without `recent_calls`.
ExpertOnRecord expert_on_record(const policy::Selection& selection, const EntryOnRecord& entry);
// What experts see of a bid: its values without the fields that are blind, as JSON.
std::string blind_values(const policy::Selection& selection, const EntryOnRecord& entry);

}  // namespace enact::selection
