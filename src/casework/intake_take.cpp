// A previewed table written, in one step.
#include <fmt/format.h>

#include "casework/case_file.hpp"
#include "casework/intake_parts.hpp"
#include "casework/record.hpp"
#include "casework/refusals.hpp"
#include "casework/reliance.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;

std::optional<Fault> write_subject(store::Transaction& tx, const Context& context, const store::Actor& actor,
                                   const IntakeRequest& request, const IntakeSubject& planned,
                                   std::string_view intake, std::string& id) {
  if (planned.known) {
    id = planned.known->id;
  } else {
    auto made = store::add_subject(
        tx, {.id = {}, .type = request.type, .identity = planned.identity, .name = planned.name});
    if (!made) return std::move(made).error();
    id = made->id;
  }
  json::array facts;
  for (const IntakeFact& fact : planned.facts) {
    auto added = store::add_fact(
        tx, {.subject_id = id,
             .name = fact.name,
             .value = fact.value,
             .source = fact.attested ? store::FactSource::attested : store::FactSource::declared,
             .attested_by = fact.attested ? request.unit : actor.account,
             .evidence = request.evidence,
             .open = fact.open,
             .valid_from = fact.valid_from,
             .supersedes = fact.supersedes});
    if (!added) return std::move(added).error();
    if (planned.known && fact.attested) follow_name(tx, context, *planned.known, *added);
    facts.push_back(json::object{{"fact", added->seq}, {"name", added->name}});
  }
  const auto event =
      tx.append({.stream_type = "subject",
                 .stream_id = id,
                 .kind = "subject.facts_taken_in",
                 .payload = json::serialize(json::object{
                     {"intake", intake}, {"new", !planned.known.has_value()}, {"facts", std::move(facts)}}),
                 .actor = actor});
  if (!event) return event.error();
  return std::nullopt;
}

}  // namespace

std::expected<IntakePlan, Fault> take_intake(store::Transaction& tx, const Library& library,
                                             const store::Actor& actor, const IntakeRequest& request,
                                             const ReadIntake& read, std::string_view digest,
                                             bool good_only) {
  IntakePlan plan = plan_intake(tx, *library.current(), request, read);
  if (plan.digest != digest)
    return std::unexpected(refuse(Fault::Kind::conflict, "casework.intake-changed",
                                  {"预览之后登记内容有变化，没有写入任何内容",
                                   "the record has changed since the preview; nothing was written"},
                                  {"请重新预览后再确认", "look at a new preview and confirm that"}));
  const bool faulty = plan.unusable || plan.good_rows < plan.rows;
  if (plan.unusable || (faulty && !good_only))
    return std::unexpected(
        refuse(Fault::Kind::invalid, "casework.intake-faulty",
               {"表中有出错的行，没有写入任何内容", "rows are in error; nothing was written"},
               {"改正后重新上传，或只导入无误的行", "mend them, or take the good rows alone"}));
  if (plan.subjects.empty()) return plan;  // the same table again
  const std::string intake = tx.new_id();
  for (const IntakeSubject& subject : plan.subjects) {
    std::string id;
    if (auto fault = write_subject(tx, *library.current(), actor, request, subject, intake, id))
      return std::unexpected(std::move(*fault));
    if (auto fault = void_what_changed(tx, library, id)) return std::unexpected(std::move(*fault));
  }
  const auto event =
      tx.append({.stream_type = "intake",
                 .stream_id = intake,
                 .expected_version = 0,
                 .kind = "intake.taken",
                 .payload = json::serialize(json::object{{"type", request.type},
                                                         {"fact", request.fact},
                                                         {"evidence", request.evidence},
                                                         {"rows", plan.good_rows},
                                                         {"left_out", plan.rows - plan.good_rows},
                                                         {"new_subjects", plan.new_subjects},
                                                         {"new_facts", plan.new_facts},
                                                         {"corrections", plan.corrections},
                                                         {"digest", plan.digest}}),
                 .actor = actor});
  if (!event) return std::unexpected(event.error());
  return plan;
}

std::expected<std::string, Fault> attesting_unit(const Context& context, const Person& person,
                                                 std::string_view type, std::string_view wanted) {
  const auto* declared = context.determiner().model().subject(type);
  for (const identity::Grant& grant : person.grants) {
    if (declared == nullptr || grant.unit.empty() || (!wanted.empty() && grant.unit != wanted) ||
        identity::scope_of(grant.role, identity::Action::attest_facts) == identity::Scope::none)
      continue;
    for (const policy::FactDeclaration* fact : declared->facts)
      if (attests(*fact, grant.unit)) return grant.unit;
  }
  return std::unexpected(not_permitted());
}

}  // namespace enact::casework
