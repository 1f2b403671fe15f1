#include "casework/people.hpp"

#include <algorithm>

#include "casework/joint.hpp"
#include "casework/refusals.hpp"
#include "casework/succession.hpp"

namespace enact::casework {

using identity::Action;

bool may_see(const Person& person, const CaseFile& file) {
  const bool joins = std::ranges::any_of(file.members, [&](const Member& member) {
    return member.state != Member::State::declined && may_for(person, Action::read_case, member.subject.id);
  });
  // A draft is its applicants' own business.
  if (joins || file.draft()) return joins || may_for(person, Action::read_case, file.subject.id);
  return identity::may(person.grants, Action::read_case, {file.units, file.subject.id});
}

Action action_of(std::string_view step_kind) {
  if (step_kind == "apply") return Action::apply;
  if (step_kind == "opinions") return Action::give_opinion;
  if (step_kind == "notice") return Action::publish_notice;
  if (step_kind == "decide") return Action::decide;
  if (step_kind == "approve") return Action::approve_case;
  if (step_kind == "finance") return Action::review_finance;
  if (step_kind == "commit") return Action::commit;
  if (step_kind == "pay") return Action::make_batch;
  return Action::accept_case;
}

bool acts_for(const Person& person, std::string_view subject) {
  return std::ranges::any_of(person.grants, [&](const identity::Grant& grant) {
    return !grant.subject.empty() && grant.subject == subject;
  });
}

bool acts_for_any(const Person& person, const CaseFile& file) {
  return acts_for(person, file.subject.id) || std::ranges::any_of(file.members, [&](const Member& member) {
           return member.state != Member::State::declined && acts_for(person, member.subject.id);
         });
}

bool may_for(const Person& person, Action action, std::string_view subject) {
  return identity::may(person.grants, action, {{}, std::string(subject)});
}

procedure::Actor actor_for(const Person& person, const CaseFile& file, std::string_view step,
                           std::string_view unit) {
  procedure::Actor actor{.account = person.account, .unit = std::string(unit), .roles = {}};
  const policy::ProcedureStep* declared = file.run.step(step);
  if (declared != nullptr && declared->actor == "applicant") {
    actor.unit.clear();
    actor.applicant = acts_for(person, file.subject.id);
    return actor;
  }
  if (actor.unit.empty() && declared != nullptr) {
    for (const identity::Grant& grant : person.grants) {
      const bool fits = declared->role.empty() || identity::role_id(grant.role) == declared->role;
      if (fits && file.state.open_step(step, grant.unit) != nullptr) actor.unit = grant.unit;
    }
  }
  for (const identity::Grant& grant : person.grants) {
    if (actor.unit.empty()) actor.unit = grant.unit;
    if (!grant.unit.empty() && grant.unit == actor.unit)
      actor.roles.emplace_back(identity::role_id(grant.role));
  }
  return actor;
}

std::optional<store::Fault> permission_fault(const Person& person, const CaseFile& file,
                                             const procedure::Actor& actor, Action action) {
  // Who acts for the applicant acts as no official in its cases, whoever of the applicant's entered them.
  if (!actor.applicant && acts_for_any(person, file)) return own_case();
  std::vector<identity::Grant> as = person.grants;
  std::erase_if(as, [&](const identity::Grant& grant) {
    return actor.applicant ? grant.subject != file.subject.id : grant.unit != actor.unit;
  });
  if (identity::may(as, action, {{actor.unit}, file.subject.id})) return std::nullopt;
  return not_permitted();
}

bool has_open_rival(const store::Reader& reader, const CaseFile& file) {
  return reader
             .integer(
                 "SELECT 1 FROM case_file WHERE matter_kind = ? AND matter_key = ? AND ended = 0 AND id <> ?",
                 {file.matter.kind, file.matter.key, file.id})
             .has_value() ||
         open_in_family(reader, file.matter).has_value() || has_joint_rival(reader, file);
}

store::Fault matter_open() {
  return refuse(store::Fault::Kind::conflict, "casework.matter-open",
                {"该事项已有在办的办件", "another case of this matter is open"},
                {"请在该办件中继续办理", "go on in that case"});
}

store::Actor stored(const procedure::Actor& actor) {
  return {actor.account, actor.unit};
}

std::expected<CaseFile, store::Fault> load_visible(const store::Reader& reader, const Library& library,
                                                   const Person& person, std::string_view case_id) {
  auto file = load_case(reader, library, case_id);
  if (file && !may_see(person, *file)) return std::unexpected(no_case());
  return file;
}

}  // namespace enact::casework
