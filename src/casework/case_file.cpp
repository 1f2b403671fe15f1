#include "casework/case_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "casework/case_state.hpp"
#include "casework/refusals.hpp"
#include "procedure/event_json.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;

std::vector<std::string> strings_of(const json::object& object, std::string_view key) {
  std::vector<std::string> strings;
  if (const json::value* found = object.if_contains(key)) {
    for (const json::value& one : found->as_array()) strings.emplace_back(one.as_string());
  }
  return strings;
}

CaseAmount amount_of(const json::object& object) {
  CaseAmount amount{Fen{integer_of(object, "min_fen")}, {}};
  if (object.contains("max_fen")) amount.max = Fen{integer_of(object, "max_fen")};
  return amount;
}

// What the opening event says once and for all.
std::optional<store::Fault> read_opening(const Library& library, const json::object& opened, CaseFile& file) {
  file.reference = string_of(opened, "reference");
  const json::object& subject = opened.at("subject").as_object();
  file.subject = {string_of(subject, "id"), string_of(subject, "type"), string_of(subject, "identity"),
                  string_of(subject, "name")};
  file.personal = subject.contains("personal");
  file.policy = string_of(opened, "policy");
  file.provision = string_of(opened, "provision");
  const json::object& matter = opened.at("matter").as_object();
  file.matter = {string_of(matter, "kind"), strings_of(matter, "parts"), string_of(matter, "key")};
  file.event = string_of(opened, "event");
  file.mode = mode_from_id(string_of(opened, "mode")).value_or(Mode::apply);
  file.units = strings_of(opened, "units");
  file.packages = strings_of(opened, "packages");
  file.context = library.at(file.packages);
  file.package = file.context ? file.context->package(file.policy) : nullptr;
  file.rule = file.package ? file.package->provision(file.provision) : nullptr;
  if (file.rule != nullptr) file.run.procedure = file.package->procedure(string_of(opened, "procedure_id"));
  if (file.run.procedure == nullptr) {
    return refuse(
        store::Fault::Kind::internal, "casework.package-missing",
        {fmt::format("办件 {} 所依据的政策包版本不在库中", file.reference),
         fmt::format("the package version that case {} was opened under is not kept", file.reference)},
        {"请把该版本的映像放回数据库", "put the image of that version back into the database"});
  }
  const json::object& parties = opened.at("parties").as_object();
  file.run.parties = {string_of(parties, "handler"), strings_of(parties, "opinions"),
                      string_of(parties, "payer")};
  // A term that reached into a year without a calendar is counted by the calendar that came later.
  const policy::PackagePtr current = library.current()->package(file.policy);
  file.calendar = current ? library.current() : file.context;
  file.run.working_days = &(current ? current : file.package)->working_days;
  return std::nullopt;
}

void read_decision(const store::Event& event, const json::object& payload, CaseFile& file) {
  const json::value* found = payload.if_contains("decision");
  if (found == nullptr) return;
  const json::object& decision = found->as_object();
  file.decision = CaseDecision{Fen{integer_of(decision, "fen")}, string_of(decision, "by"),
                               string_of(decision, "reason"), event.at.legal_day()};
}

// What was committed of the case. Events from before a case could be paid in parts do not say it.
void read_granted(const store::Event& event, const json::object& payload, CaseFile& file) {
  if (event.kind == "case.received")
    file.came_back[string_of(payload, "order")].count += integer_of(payload, "fen");
  if (payload.contains("granted")) {
    file.granted = Fen{integer_of(payload, "granted")};
    if (payload.contains("decision")) file.came_back.clear();
    return;
  }
  if (event.kind == "case.payable_cancelled") {
    file.granted.count = std::max<std::int64_t>(file.granted.count - integer_of(payload, "fen"), 0);
  } else if (event.kind == "case.step_done" && payload.contains("appropriation") && file.decision) {
    const json::value* run = payload.if_contains("allocation");
    file.granted.count += run == nullptr ? file.decision->amount.count : integer_of(run->as_object(), "fen");
  }
}

void read_members(const store::Event& event, const json::object& payload, CaseFile& file) {
  if (event.kind == "case.members_set") {
    file.share = static_cast<int>(integer_of(payload, "share"));
    file.by_shares = string_of(payload, "paid") == "shares";
    file.members.clear();
    for (const json::value& one : payload.at("members").as_array()) {
      const json::object& member = one.as_object();
      file.members.push_back({.subject = {string_of(member, "id"), string_of(member, "type"),
                                          string_of(member, "identity"), string_of(member, "name")},
                              .personal = member.contains("personal"),
                              .share = static_cast<int>(integer_of(member, "share")),
                              .state = Member::State::invited,
                              .reason = {},
                              .answered_at = {}});
    }
  }
  if (event.kind == "case.member_payee_set") {
    for (Member& member : file.members) {
      if (member.subject.id == string_of(payload, "subject")) member.payee = string_of(payload, "payee");
    }
  }
  const bool confirmed = event.kind == "case.member_confirmed";
  if (!confirmed && event.kind != "case.member_declined") return;
  for (Member& member : file.members) {
    if (member.subject.id != string_of(payload, "subject")) continue;
    member.state = confirmed ? Member::State::confirmed : Member::State::declined;
    member.reason = string_of(payload, "reason");
    member.answered_at = event.at;
  }
}

void read_event(const store::Event& event, const json::object& payload, CaseFile& file) {
  file.version = event.stream_version;
  if (const json::value* amount = payload.if_contains("amount")) {
    file.amount = amount_of(amount->as_object());
    if (!payload.contains("decision")) file.offered = file.amount;
  }
  if (payload.contains("snapshot")) file.snapshot = string_of(payload, "snapshot");
  if (payload.contains("explanation")) file.explanation = string_of(payload, "explanation");
  if (event.kind == "case.evidence_added") {
    file.evidence.push_back({string_of(payload, "hash"), string_of(payload, "kind"),
                             string_of(payload, "file_name"), string_of(payload, "media_type"),
                             integer_of(payload, "size"), event.at, string_of(payload, "signed_by")});
  } else if (event.kind == "case.evidence_removed") {
    std::erase_if(file.evidence, [&](const Evidence& one) { return one.hash == string_of(payload, "hash"); });
  } else if (event.kind == "case.payee_set") {
    file.payee = string_of(payload, "payee");
  }
  read_members(event, payload, file);
  if (const json::value* basis = payload.if_contains("basis")) {
    const json::object& moved = payload.at("procedure").as_object();
    Basis& relied = file.bases[{string_of(moved, "step"), string_of(moved, "unit")}];
    relied.clear();
    for (const auto& [name, digest] : basis->as_object()) relied[name] = digest.as_string();
  }
  if (event.kind == "case.part_committed") {
    file.parts.push_back({step_of_part(*file.run.procedure, payload),
                          Fen{integer_of(payload.at("allocation").as_object(), "fen")}});
  }
  read_granted(event, payload, file);
  read_decision(event, payload, file);
  const auto takes_part = [&](const std::string& unit) {
    if (std::ranges::find(file.units, unit) == file.units.end()) file.units.push_back(unit);
  };
  if (event.kind == "case.escalated") takes_part(string_of(payload, "told"));
  if (const json::value* moved = payload.if_contains("procedure")) {
    procedure::apply(file.run, file.state, procedure::event_of(moved->as_object()));
    for (const auto& [step, unit] : file.state.placed) takes_part(unit);
    if (!has_decision(file.state)) file.decision.reset();
  }
}

procedure::Run::Given given_of(const CaseFile& file) {
  procedure::Run::Given given{
      .amount = {}, .mode = std::string(mode_id(file.mode)), .provision = file.provision};
  if (file.decision) {
    given.amount = file.decision->amount;
  } else if (file.amount && file.amount->figure()) {
    given.amount = file.amount->min;
  }
  return given;
}

}  // namespace

json::object amount_json(const CaseAmount& amount) {
  json::object made{{"min_fen", amount.min.count}};
  if (amount.max) made["max_fen"] = amount.max->count;
  return made;
}

std::expected<CaseFile, store::Fault> read_case(const Library& library,
                                                std::span<const store::Event> events) {
  CaseFile file;
  file.id = events.front().stream_id;
  const json::object opened = parse_object(events.front().payload);
  if (auto fault = read_opening(library, opened, file)) return std::unexpected(std::move(*fault));
  for (const store::Event& event : events) read_event(event, parse_object(event.payload), file);
  file.run.given = given_of(file);
  return file;
}

std::expected<CaseFile, store::Fault> load_case(const store::Reader& reader, const Library& library,
                                                std::string_view case_id) {
  const auto events = store::stream_events(reader, stream, case_id);
  if (events.empty()) return std::unexpected(no_case());
  return read_case(library, events);
}

std::expected<store::Event, store::Fault> append(store::Transaction& tx, CaseFile& file,
                                                 const store::Actor& actor, std::string_view kind,
                                                 const procedure::Event* moved, json::object payload) {
  procedure::State after = file.state;
  if (moved != nullptr) {
    procedure::apply(file.run, after, *moved);
    payload["procedure"] = procedure::event_json(*moved);
    payload["state"] = state_json(after);
    if (file.decision && !has_decision(after) && file.offered) payload["amount"] = amount_json(*file.offered);
  }
  auto event = tx.append({.stream_type = std::string(stream),
                          .stream_id = file.id,
                          .expected_version = file.version,
                          .just_read = true,
                          .kind = std::string(kind),
                          .schema_version = 1,
                          .payload = json::serialize(payload),
                          .actor = actor});
  if (!event) return std::unexpected(std::move(event).error());
  read_event(*event, payload, file);
  return std::move(*event);
}

std::string step_of_part(const policy::Procedure& procedure, const json::object& payload) {
  if (payload.contains("step")) return string_of(payload, "step");
  const auto commitment = std::ranges::find(procedure.steps, "commit", &policy::ProcedureStep::kind);
  return commitment == procedure.steps.end() ? std::string() : commitment->id;
}

Done done(const CaseFile& file) {
  return {.case_id = file.id,
          .reference = file.reference,
          .version = file.version,
          .status = file.draft() ? "draft" : file.state.status(),
          .existed = false,
          .id = {}};
}

}  // namespace enact::casework
