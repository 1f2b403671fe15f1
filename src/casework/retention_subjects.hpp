// What retention erases of a subject once nothing has happened with it for the term: all that is on record of
// it, and then its name. Internal to the floor.
#pragma once

#include <string>
#include <string_view>

#include "casework/retention_kinds.hpp"

namespace enact::casework {

RetentionKind subject_record_kind();
RetentionKind subject_name_kind();

// Writes the seal of nothing over every value on record of the subject, attested or declared, all at once:
// of what some units attest without the others more could follow than anybody says. Nobody says anything of
// it then: what reads it is unknown.
void erase_subject_record(store::Transaction& tx, const std::string& subject);
// The name by which lists show it.
void erase_subject_name(store::Transaction& tx, const std::string& subject);

}  // namespace enact::casework
