// Who a person is to a case: what it may see, as whom it acts in a step. Internal to the floor.
#pragma once

#include "casework/case_file.hpp"

namespace enact::casework {

bool may_see(const Person& person, const CaseFile& file);
// The permission that acting in a step of this kind wants.
identity::Action action_of(std::string_view step_kind);
// Whether the person belongs to the subject in whatever role. Who does takes no official step in its cases.
bool acts_for(const Person& person, std::string_view subject);
// The same for all who apply in a case, the subject and its members (who has declined does not).
bool acts_for_any(const Person& person, const CaseFile& file);
// Whether it may do this for the subject (identity::Action::prepare, apply).
bool may_for(const Person& person, identity::Action action, std::string_view subject);
// As whom the person acts in a step: for the unit asked for, else for the one that the step is open for and
// that the person is a member of in the step's role, else for any of its units.
procedure::Actor actor_for(const Person& person, const CaseFile& file, std::string_view step,
                           std::string_view unit);
// forbidden "casework.not-permitted" if the permission table does not let the person.
std::optional<store::Fault> permission_fault(const Person& person, const CaseFile& file,
                                             const procedure::Actor& actor, identity::Action action);
// Another case of the same matter is open, and what taking this one up is refused with then.
bool has_open_rival(const store::Reader& reader, const CaseFile& file);
store::Fault matter_open();
store::Actor stored(const procedure::Actor& actor);
// Loads a case that the person may see, else no_case().
std::expected<CaseFile, store::Fault> load_visible(const store::Reader& reader, const Library& library,
                                                   const Person& person, std::string_view case_id);

}  // namespace enact::casework
