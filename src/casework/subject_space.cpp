// A subject's own page: its record, what follows from it, its cases and what it was paid.
#include <algorithm>
#include <array>

#include "casework/claims.hpp"
#include "casework/joining.hpp"
#include "casework/refusals.hpp"
#include "casework/summaries.hpp"

namespace enact::casework {

bool may_read_record(const store::Reader& reader, const Context& context, const Person& person,
                     const store::Subject& subject) {
  identity::Target target{.units = {}, .subject = subject.id};
  reader.query(
      "SELECT DISTINCT u.unit FROM case_unit u JOIN case_file c ON c.id = u.case_id WHERE c.subject = ? AND "
      "c.status <> 'draft'",
      {subject.id}, [&](const store::Row& row) { target.units.push_back(row.text(0)); });
  if (const auto* type = context.determiner().model().subject(subject.type)) {
    for (const policy::FactDeclaration* fact : type->facts) {
      target.units.insert(target.units.end(), fact->attested_by.begin(), fact->attested_by.end());
    }
  }
  return identity::may(person.grants, identity::Action::read_record, target);
}

namespace {

using store::Param;

// Whether the same is due by attested facts alone, so that what was only declared beside them is not asked
// for.
bool due_by_attested(const determine::Determination& attested, const determine::ProvisionResult& provision,
                     const determine::Claim& claim, const store::Subject& subject) {
  const auto* same = find_provision(attested, provision.package->id, provision.provision->id);
  if (same == nullptr || claim.matter.key.empty()) return false;
  const auto found = find_claim(*same, subject, claim.matter.key);
  return found && confirmable(*same, **found) && claim.amount && (*found)->amount->min == claim.amount->min;
}

Entitlement entitlement_of(const store::Reader& reader, const determine::Determination& attested,
                           const determine::ProvisionResult& provision, const determine::Claim& claim,
                           const store::Subject& subject) {
  Entitlement made{
      .policy = provision.package->id,
      .provision = provision.provision->id,
      .matter_key = {},
      .confirmable = confirmable(provision, claim) || due_by_attested(attested, provision, claim, subject),
      .case_id = {},
      .case_status = {}};
  const auto matter = matter_of(provision, claim, subject);
  if (!matter) return made;
  made.matter_key = matter->key;
  // The open case if there is one, else the last.
  reader.query(
      "SELECT id, status FROM case_file WHERE matter_kind = ? AND matter_key = ? AND subject = ? ORDER BY "
      "ended, "
      "changed DESC LIMIT 1",
      {matter->kind, matter->key, subject.id}, [&](const store::Row& row) {
        made.case_id = row.text(0);
        made.case_status = row.text(1);
      });
  return made;
}

}  // namespace

bool attests_of(const Context& context, const Person& person, std::string_view type) {
  const auto* declared = context.determiner().model().subject(type);
  if (declared == nullptr) return false;
  return std::ranges::any_of(person.grants, [&](const identity::Grant& grant) {
    return !grant.unit.empty() &&
           std::ranges::any_of(declared->facts, [&](const policy::FactDeclaration* fact) {
             return std::ranges::find(fact->attested_by, grant.unit) != fact->attested_by.end();
           });
  });
}

std::expected<std::vector<PastFact>, store::Fault> subject_history(const store::Reader& reader,
                                                                   const Library& library,
                                                                   const Person& person,
                                                                   std::string_view subject_id) {
  const Context& context = *library.current();
  const auto asked = store::find_subject(reader, subject_id);
  if (!asked || !may_read_record(reader, context, person, *asked)) return std::unexpected(no_subject());
  const auto* type = context.determiner().model().subject(asked->type);
  std::vector<PastFact> past;
  for (store::Fact& fact : store::fact_history(reader, subject_id)) {
    const policy::FactDeclaration* declaration = type == nullptr ? nullptr : type->fact(fact.name);
    if (fact.supersedes) {
      for (PastFact& other : past)
        if (other.fact.seq == *fact.supersedes) other.superseded_on = fact.known_on;
    }
    Text title = declaration == nullptr ? Text{fact.name, fact.name} : declaration->title;
    past.push_back({std::move(fact), std::move(title), {}});
  }
  return past;
}

std::expected<SubjectSpace, store::Fault> subject_space(const store::Reader& reader, const Library& library,
                                                        const Person& person, std::string_view subject_id,
                                                        Instant now) {
  const Context& context = *library.current();
  const auto asked = store::find_subject(reader, subject_id);
  if (!asked || !may_read_record(reader, context, person, *asked)) return std::unexpected(no_subject());
  const Date today = now.legal_day();
  auto result = determine_record(reader, context, subject_id, today, now);
  if (!result) return std::unexpected(std::move(result).error());
  const auto attested = determine_record(reader, context, subject_id, today, now, {}, Taken::attested);
  if (!attested) return std::unexpected(attested.error());

  SubjectSpace space{.subject = result->record.subject,
                     .successions = successions_of(reader, subject_id),
                     .record = record_of(reader, context, subject_id, now),
                     .determination = std::move(result->determination),
                     .entitlements = {},
                     .cases = {},
                     .payments = paid_matters(reader, subject_id),
                     .unreadable = std::move(result->record.unreadable)};
  for (const determine::SubjectResult& subject : space.determination.subjects) {
    for (const determine::ProvisionResult& provision : subject.provisions) {
      if (provision.provision->procedure.empty()) continue;
      for (const determine::Claim& claim : provision.claims) {
        space.entitlements.push_back(
            entitlement_of(reader, attested->determination, provision, claim, space.subject));
      }
    }
  }
  const Reach reach = reach_of(person);
  std::vector<Param> params(reach.values.begin(), reach.values.end());
  params.emplace_back(subject_id);
  params.emplace_back(subject_id);
  space.cases = summaries(reader,
                          reach.condition +
                              " AND (c.subject = ? OR c.id IN (SELECT m.case_id FROM case_member m WHERE "
                              "m.subject = ?)) ORDER BY c.changed DESC LIMIT 500",
                          params, today);
  return space;
}

std::expected<std::string, store::Fault> read_identity(store::Transaction& tx, const Library& library,
                                                       const Person& person, std::string_view subject_id) {
  const auto asked = store::find_subject(tx, subject_id);
  if (!asked || !may_read_record(tx, *library.current(), person, *asked))
    return std::unexpected(no_subject());
  // For the unit by which it reads; the auditor and the subject's own read for none.
  const auto by = std::ranges::find_if(person.grants, [](const identity::Grant& grant) {
    return !grant.unit.empty() &&
           identity::scope_of(grant.role, identity::Action::read_record) != identity::Scope::none;
  });
  auto event = tx.append({.stream_type = "subject",
                          .stream_id = asked->id,
                          .kind = "subject.identity_read",
                          .actor = {person.account, by == person.grants.end() ? std::string() : by->unit}});
  if (!event) return std::unexpected(std::move(event).error());
  return asked->identity;
}

}  // namespace enact::casework
