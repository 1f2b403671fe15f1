// What the steps of the treasury share. Internal to the floor.
#pragma once

#include "casework/case_file.hpp"

namespace enact::casework {

// The unit for which the person does this for this line, or nullopt if it may not.
std::optional<store::Actor> acting(const Person& person, identity::Action action, const std::string& unit);
// An event of the stream "treasury".
std::expected<store::Event, store::Fault> note(store::Transaction& tx, const store::Actor& actor,
                                               std::string_view kind, boost::json::object payload);
// The case's open step of payment, or null.
const procedure::OpenStep* open_payment(const CaseFile& file);
procedure::Actor the_ledger(const std::string& unit);

}  // namespace enact::casework
