// Opening a case: the claim of a subject becomes a draft, one for each matter at a time.
#include <fmt/format.h>

#include <algorithm>

#include "casework/claims.hpp"
#include "casework/confirming.hpp"
#include "casework/joint.hpp"
#include "casework/part_payment.hpp"
#include "casework/people.hpp"
#include "casework/refusals.hpp"
#include "casework/succession.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;

struct Existing {
  std::string id;
  std::string subject;
};

std::optional<Existing> open_case_of(const store::Reader& reader, const determine::Matter& matter) {
  return reader.first(
      "SELECT id, subject FROM case_file WHERE matter_kind = ? AND matter_key = ? AND ended = 0 "
      "ORDER BY reopened LIMIT 1",
      {matter.kind, matter.key}, [](const store::Row& row) { return Existing{row.text(0), row.text(1)}; });
}

std::int64_t next_number(const store::Reader& reader) {
  return reader.integer("SELECT max(number) FROM case_file", {}).value_or(0) + 1;
}

// Year, running number and six random digits: to be said on the telephone, not to be guessed.
std::string new_reference(store::Transaction& tx) {
  std::string random = tx.new_id();
  random = random.substr(random.size() - 6);
  std::ranges::transform(random, random.begin(),
                         [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
  return fmt::format("{}-{:06}-{}", tx.now().legal_day().year, next_number(tx), random);
}

bool name_is_personal(const policy::Package& package, std::string_view type) {
  const policy::SubjectType* subject = package.vocabulary.subject(type);
  const policy::FactDeclaration* label = subject == nullptr ? nullptr : subject->fact(subject->label);
  return label != nullptr && label->personal;
}

std::vector<std::string> units_of(const procedure::Run& run) {
  std::vector<std::string> units = {run.parties.handler};
  const auto add = [&](const std::string& unit) {
    if (!unit.empty() && std::ranges::find(units, unit) == units.end()) units.push_back(unit);
  };
  for (const std::string& unit : run.parties.opinions) add(unit);
  add(run.parties.payer);
  for (const policy::ProcedureStep& step : run.procedure->steps) {
    if (step.actor.starts_with("unit:")) add(step.actor.substr(5));
  }
  return units;
}

json::array strings(const std::vector<std::string>& texts) {
  json::array made;
  for (const std::string& text : texts) made.emplace_back(text);
  return made;
}

json::object opening(store::Transaction& tx, const CaseFile& file) {
  json::object subject{{"id", file.subject.id},
                       {"type", file.subject.type},
                       {"identity", file.subject.identity},
                       {"name", file.subject.name}};
  if (file.personal) subject["personal"] = true;
  const procedure::Parties& parties = file.run.parties;
  json::object payload{
      {"reference", new_reference(tx)},
      {"subject", std::move(subject)},
      {"policy", file.policy},
      {"provision", file.provision},
      {"title", text_json(file.rule->title)},
      {"packages", strings(file.packages)},
      {"matter",
       {{"kind", file.matter.kind}, {"parts", strings(file.matter.parts)}, {"key", file.matter.key}}},
      {"event", file.event},
      {"mode", mode_id(file.mode)},
      {"procedure_id", file.run.procedure->id},
      {"parties",
       {{"handler", parties.handler}, {"opinions", strings(parties.opinions)}, {"payer", parties.payer}}},
      {"units", strings(units_of(file.run))}};
  if (file.amount) payload["amount"] = amount_json(*file.amount);
  return payload;
}

Fault rest_lapsed(const std::string& reference) {
  return refuse(
      Fault::Kind::conflict, "casework.rest-lapsed",
      {fmt::format("该事项已按比例或次序部分兑付（办件 {}），按政策规定余额不再兑付", reference),
       fmt::format("a part was paid for it ({}), and by the policy the rest has lapsed", reference)},
      {"如有异议，请联系财政部门或牵头单位", "write to the treasury or the lead unit"});
}

Fault no_provision(const OpenRequest& request) {
  return refuse(Fault::Kind::not_found, "casework.no-provision",
                {fmt::format("没有可申请的条款 {}/{}", request.policy, request.provision),
                 fmt::format("there is no provision {}/{} to apply for", request.policy, request.provision)},
                {"请从政策条款中选择", "choose one of the policy's provisions"});
}

}  // namespace

std::string_view mode_id(Mode mode) {
  return mode == Mode::confirm ? "confirm" : "apply";
}

std::optional<Mode> mode_from_id(std::string_view id) {
  if (id == "apply") return Mode::apply;
  if (id == "confirm") return Mode::confirm;
  return std::nullopt;
}

DoneOr Casework::open_case(store::Transaction& tx, const Person& person, const OpenRequest& request) const {
  if (!acts_for(person, request.subject)) return std::unexpected(no_subject());
  if (!may_for(person, identity::Action::prepare, request.subject)) return std::unexpected(not_permitted());
  const ContextPtr& context = library_.current();
  const auto result = determine_record(tx, *context, request.subject, tx.now().legal_day(), tx.now(), {},
                                       taken_by(request.mode));
  if (!result) return std::unexpected(result.error());
  const auto* provision = find_provision(result->determination, request.policy, request.provision);
  if (provision == nullptr) return std::unexpected(no_provision(request));
  const policy::Package& package = *provision->package;

  CaseFile file;
  file.run.procedure = package.procedure(provision->provision->procedure);
  if (file.run.procedure == nullptr) return std::unexpected(no_provision(request));
  const store::Subject& subject = result->record.subject;

  // Looked for before the claim is judged: an open case is answered even if the facts have changed since.
  const auto existing_for = [&](const determine::Matter& matter) -> std::optional<DoneOr> {
    const auto existing = open_case_of(tx, matter);
    if (!existing) return std::nullopt;
    auto found = load_case(tx, library_, existing->id);
    if (!found) return std::unexpected(found.error());
    // A draft whose term is over is nobody's any more, whether or not the day's turn has come to it.
    if (const auto settled = settle_by_clock(tx, *found); !settled) return std::unexpected(settled.error());
    if (found->state.ended()) return std::nullopt;
    if (existing->subject != request.subject) {
      return std::unexpected(
          refuse(Fault::Kind::conflict, "casework.matter-taken",
                 {"该事项已由其他主体申请", "another subject has an open case of this matter"},
                 {"请联系牵头单位核对", "have the lead unit check it"}));
    }
    Done answer = done(*found);
    answer.existed = true;
    return answer;
  };
  const auto claim = find_claim(*provision, subject, request.matter);
  if (!claim) {
    const auto own = tx.first(
        "SELECT matter_kind, matter_key FROM case_file WHERE subject = ? AND matter_key = ? AND ended = 0",
        {request.subject, request.matter},
        [](const store::Row& row) { return determine::Matter{row.text(0), {}, row.text(1)}; });
    if (own) {
      if (auto existing = existing_for(*own)) return std::move(*existing);
    }
    if (request.mode != Mode::confirm) return std::unexpected(claim.error());
    return std::unexpected(not_due_by_attested(tx, *context, subject, request.policy, request.provision,
                                               request.matter, tx.now(), claim.error()));
  }
  file.matter = *matter_of(*provision, **claim, subject);
  tx.ahead([&] {
    open_case_of(tx, file.matter);
    open_in_family(tx, file.matter);
    joint_case_of(tx, request.subject, file.matter);
    next_number(tx);
  });
  if (auto existing = existing_for(file.matter)) return std::move(*existing);
  if (const auto other = open_in_family(tx, file.matter)) return std::unexpected(taken_in_family(*other));
  if (const auto joint = joint_case_of(tx, request.subject, file.matter); !joint.empty())
    return std::unexpected(taken_jointly(joint));
  if (const auto lapsed = lapsed_in(tx, file.matter, package.id, provision->provision->id))
    return std::unexpected(rest_lapsed(*lapsed));
  if (request.mode == Mode::confirm && !confirmable(*provision, **claim)) {
    return std::unexpected(not_confirmable());
  }
  if ((*claim)->estimate) {
    return std::unexpected(
        refuse(Fault::Kind::conflict, "casework.estimate",
               {"目前只是估算，尚无可申请的事项", "this is an estimate, nothing to apply for yet"},
               {"请在事项发生后申请", "apply once the event has come"}));
  }

  file.id = tx.new_id();
  file.subject = subject;
  file.personal = name_is_personal(package, subject.type);
  file.policy = package.id;
  file.provision = provision->provision->id;
  file.rule = provision->provision;
  file.package = provision->package;
  file.context = context;
  file.event = (*claim)->event;
  file.mode = request.mode;
  file.packages = context->hashes();
  file.amount = amount_of(**claim);
  file.run.parties = procedure::parties_of(package, *provision->provision);
  file.run.working_days = &package.working_days;

  const procedure::Event opened{
      .kind = procedure::Event::Kind::opened, .on = tx.now().legal_day(), .account = person.account};
  json::object payload = opening(tx, file);
  file.reference = string_of(payload, "reference");
  const auto event = append(tx, file, {person.account, ""}, "case.opened", &opened, std::move(payload));
  if (!event) return std::unexpected(event.error());
  return done(file);
}

}  // namespace enact::casework
