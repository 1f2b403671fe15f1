// Subjects that come to the space with the accounts that act for them.
#pragma once

#include <expected>
#include <string>

#include "casework/casework.hpp"
#include "casework/library.hpp"
#include "store/facts.hpp"

namespace enact::casework {

struct NewSubject {
  std::string type = {};
  std::string identity = {};  // as its type identifies it: a credit code, an identity number
  std::string name = {};
};
// By the declaration of the type's identity in the packages in force: form and check character. Faults:
// invalid "casework.no-subject-type", "casework.bad-identity", "casework.bad-value" (the name).
std::expected<void, store::Fault> check_subject(const Context& context, const NewSubject& subject);
// The subject of this type and identity, made if there is none, with its identity and its name declared by
// the actor. Faults: as check_subject.
std::expected<store::Subject, store::Fault> subject_for(store::Transaction& tx, const Library& library,
                                                        const store::Actor& actor, const NewSubject& subject);
// What identifies a subject, whole, for somebody who may read its record but sees it masked; that it was read
// is an event. Fault: not_found "casework.no-subject".
std::expected<std::string, store::Fault> read_identity(store::Transaction& tx, const Library& library,
                                                       const Person& person, std::string_view subject);
// Whether the type is of natural persons: its name or its identity is declared personal.
bool is_of_persons(const Context& context, std::string_view type);

}  // namespace enact::casework
