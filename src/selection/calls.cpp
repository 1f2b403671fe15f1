// Steps on calls. See calls.hpp.
#include "selection/calls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "identity/accounts.hpp"
#include "selection/entries.hpp"
#include "selection/event_json.hpp"
#include "selection/module.hpp"
#include "selection/telling.hpp"
#include "store/event.hpp"

namespace enact::selection {
namespace {

namespace json = boost::json;
using store::Fault;

Fault fault(Fault::Kind kind, std::string code, Text message, Text help = {}) {
  return {.kind = kind, .code = std::move(code), .message = std::move(message), .help = std::move(help)};
}

Fault from_refusal(Refusal refusal) {
  using RefusalKind = Refusal::Kind;
  const Fault::Kind kind = refusal.kind == RefusalKind::invalid     ? Fault::Kind::invalid
                           : refusal.kind == RefusalKind::forbidden ? Fault::Kind::forbidden
                                                                    : Fault::Kind::conflict;
  return fault(kind, std::move(refusal.code), std::move(refusal.message), std::move(refusal.help));
}

std::string text_in(const json::object& from, std::string_view key) {
  const json::value* found = from.if_contains(key);
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
}

std::string new_seed(store::Transaction& tx) {
  // Two ids hold 148 random bits between them; their digest is the seed.
  return commitment(tx.new_id() + tx.new_id());
}

std::string seed_of(const store::Reader& reader, std::string_view call) {
  return reader.text("SELECT seed FROM call_seed WHERE call_id = ?", {call}).value_or("");
}

// Calls in which the expert sat, in the years of the rotation up to this one.
int recent_calls(const store::Reader& reader, const CallFile& file, std::string_view expert) {
  if (file.declared->panel.calls == 0) return 0;
  return static_cast<int>(
      reader
          .integer("SELECT count(DISTINCT m.call_id) FROM call_member m JOIN call_file c ON c.id = m.call_id "
                   "WHERE m.expert = ? AND m.standing <> 'left' AND m.call_id <> ? AND c.year > ?",
                   {expert, file.id, file.call.year - file.declared->panel.years})
          .value_or(0));
}

// Everything a draw depends on, as it stands now.
Given draw_given(const store::Reader& reader, const CallFile& file) {
  Given given;
  std::vector<ExpertOnRecord> experts;
  for (const EntryOnRecord& entry : entries_of(reader, file.policy, file.declared->experts)) {
    ExpertOnRecord expert = expert_on_record(*file.declared, entry);
    expert.recent_calls = recent_calls(reader, file, entry.id);
    const auto account = identity::find_account_by_login(reader, entry.text(file.declared->experts.account));
    if (account) given.accounts[entry.id] = account->id;
    experts.push_back(std::move(expert));
  }
  for (const Need& need : file.call.needs) {
    std::vector<BidOnRecord> bids;
    for (const std::string& id : file.call.judged_bids(need.id)) {
      if (const auto entry = entry_of(reader, id)) bids.push_back(bid_on_record(*file.declared, *entry));
    }
    given.candidates[need.id] = candidates(*file.declared, need.field, experts, bids);
  }
  return given;
}

std::vector<BidEntry> bids_on_record(const store::Reader& reader, const CallFile& file) {
  std::vector<BidEntry> bids;
  for (const EntryOnRecord& entry : entries_of(reader, file.policy, file.declared->bids))
    bids.push_back({entry.id, entry.text(file.declared->bids.need), entry.subject});
  // What took part in an earlier call of this competition is not bid again by standing in the register.
  std::erase_if(bids, [&](const BidEntry& bid) {
    return reader.integer("SELECT 1 FROM call_bid WHERE bid = ? AND call_id <> ?", {bid.id, file.id})
        .has_value();
  });
  return bids;
}

std::expected<store::Event, Fault> append(store::Transaction& tx, const CallFile& file, const Event& event,
                                          json::object payload) {
  payload["event"] = to_json(event);
  Call after = file.call;
  apply(file.rules(), after, event);
  payload["call_stage"] = stage_id(after.stage);
  return tx.append({.stream_type = std::string(stream),
                    .stream_id = file.id,
                    .expected_version = file.version,
                    .kind = "call." + std::string(kind_id(event.kind)),
                    .schema_version = 1,
                    .payload = json::serialize(payload),
                    .actor = {event.account, event.unit}});
}

Fault no_call() {
  return fault(Fault::Kind::not_found, "selection.no-call", {"没有这次遴选", "there is no such call"},
               {"请核对编号", "check its number"});
}

}  // namespace

Actor actor_of(const Person& person, std::string_view organiser) {
  Actor actor{.account = person.account, .unit = "", .roles = {}, .subjects = {}};
  actor.expert = identity::may(person.grants, identity::Action::judge_bids, {});
  for (const identity::Grant& grant : person.grants) {
    if (!grant.unit.empty() && grant.unit == organiser) {
      actor.unit = grant.unit;
      actor.roles.emplace_back(identity::role_id(grant.role));
    }
    if (grant.role == identity::Role::applicant && !grant.subject.empty())
      actor.subjects.push_back(grant.subject);
  }
  return actor;
}

std::expected<CallFile, Fault> load_call(const store::Reader& reader, const registers::Catalogue& catalogue,
                                         std::string_view id) {
  const std::vector<store::Event> events = store::stream_events(reader, stream, id);
  if (events.empty()) return std::unexpected(no_call());
  CallFile file;
  file.id = id;
  const json::object opened = json::parse(events.front().payload).as_object();
  file.reference = text_in(opened, "reference");
  file.policy = text_in(opened, "policy");
  file.seed = seed_of(reader, id);
  file.book = catalogue.at(text_in(opened, "package"));
  if (file.book) file.declared = policy::find_selection(*file.book->package, text_in(opened, "selection"));
  if (file.declared == nullptr) {
    return std::unexpected(
        fault(Fault::Kind::internal, "selection.package-missing",
              {"遴选所依据的政策包版本不在库中", "the package version of this call is not kept"},
              {"请把该版本的映像放回数据库", "put the image of that version back"}));
  }
  // The calendar of the package in force knows the newest year.
  const registers::BookPtr current = catalogue.current(file.policy);
  file.working_days = (current ? current : file.book)->package->working_days;
  for (const store::Event& stored : events) {
    const json::object payload = json::parse(stored.payload).as_object();
    const auto kind = kind_from_id(std::string_view(stored.kind).substr(stream.size() + 1));
    if (!kind) throw std::runtime_error("an event of a call of unknown kind: " + stored.kind);
    Event event = event_from_json(*kind, payload.at("event").as_object());
    apply(file.rules(), file.call, event);
    file.events.push_back({std::move(event), stored.at});
    file.version = stored.stream_version;
  }
  return file;
}

CallDoneOr Calls::open(store::Transaction& tx, const Person& person, const OpenCall& request) const {
  CallFile file;
  file.book = catalogue_.current(request.policy);
  if (file.book) file.declared = policy::find_selection(*file.book->package, request.selection);
  if (file.declared == nullptr) {
    return std::unexpected(fault(Fault::Kind::not_found, "selection.no-selection",
                                 {"没有这项遴选", "there is no such competition"},
                                 {"请核对政策和遴选名称", "check the policy and the competition"}));
  }
  file.id = tx.new_id();
  file.policy = request.policy;
  file.working_days = file.book->package->working_days;
  const Date today = tx.now().legal_day();
  const bool runs =
      tx.integer(
            "SELECT 1 FROM call_file WHERE policy = ? AND selection = ? AND year = ? AND mode = ? "
            "AND stage <> 'cancelled'",
            {request.policy, request.selection, today.year, policy::to_string(request.mode)})
          .has_value();
  if (file.declared->yearly && runs) {
    return std::unexpected(
        fault(Fault::Kind::conflict, "selection.this-year",
              {"本年度已以这种方式发布过", "there has been one in this mode this year"},
              {"每年一次；如需重来，请先终止", "it is held once a year; cancel it to begin anew"}));
  }
  const std::string seed = new_seed(tx);
  Event wanted;
  wanted.kind = Kind::opened;
  wanted.mode = request.mode;
  wanted.until = request.until;
  wanted.places = request.places;
  wanted.commitment = commitment(seed);
  if (file.declared->needs) {
    for (const EntryOnRecord& need : entries_of(tx, request.policy, *file.declared->needs)) {
      const bool chosen =
          request.needs.empty() || std::ranges::find(request.needs, need.id) != request.needs.end();
      if (chosen) wanted.needs.push_back({need.id, need.text(file.declared->needs->field)});
    }
  } else {
    wanted.needs.push_back({"", ""});
  }
  auto event = attempt(file.rules(), file.call, actor_of(person, file.declared->organiser), std::move(wanted),
                       {}, today);
  if (!event) return std::unexpected(from_refusal(std::move(event).error()));
  const auto number =
      tx.integer("SELECT count(*) FROM call_file WHERE policy = ? AND selection = ? AND year = ?",
                 {request.policy, request.selection, event->year})
          .value_or(0) +
      1;
  file.reference = fmt::format("{}-{}-{}", event->year, request.selection, number);
  tx.execute("INSERT INTO call_seed (call_id, seed, at) VALUES (?, ?, ?)", {file.id, seed, tx.now()});
  const auto stored = append(tx, file, *event,
                             {{"reference", file.reference},
                              {"policy", request.policy},
                              {"package", file.book->package->hash},
                              {"selection", request.selection},
                              {"organiser", file.declared->organiser},
                              {"title", {{"zh", file.declared->title.zh}, {"en", file.declared->title.en}}}});
  if (!stored) return std::unexpected(stored.error());
  return CallDone{file.id, file.reference, stored->stream_version, "open", ""};
}

CallDoneOr Calls::act(store::Transaction& tx, const Person& person, std::string_view call, Event wanted,
                      std::optional<std::int64_t> expected_version) const {
  auto loaded = load_call(tx, catalogue_, call);
  if (!loaded) return std::unexpected(std::move(loaded).error());
  const CallFile& file = *loaded;
  if (expected_version && *expected_version != file.version) {
    return std::unexpected(fault(Fault::Kind::conflict, "store.version-conflict",
                                 {"遴选已有新的进展", "the call has moved on"},
                                 {"请刷新后重试", "reload and try again"}));
  }
  Given given;
  if (wanted.kind == Kind::drawn || wanted.kind == Kind::replaced) given = draw_given(tx, file);
  given.seed = file.seed;
  if (wanted.kind == Kind::bids_closed) wanted.bids = bids_on_record(tx, file);
  if (wanted.kind == Kind::objected) wanted.objection = tx.new_id();
  const Date today = tx.now().legal_day();
  auto event = attempt(file.rules(), file.call, actor_of(person, file.declared->organiser), std::move(wanted),
                       given, today);
  if (!event) return std::unexpected(from_refusal(std::move(event).error()));
  const auto stored = append(tx, file, *event, {});
  if (!stored) return std::unexpected(stored.error());
  if (auto problem = tell(tx, file, *event)) return std::unexpected(std::move(*problem));
  const BidEntry* bid = file.call.bid(event->bid);
  if (facts_changed_ && bid != nullptr && tells(*file.declared, file.call, *event)) {
    if (auto problem = facts_changed_(tx, bid->subject)) return std::unexpected(std::move(*problem));
  }
  Call after = file.call;
  apply(file.rules(), after, *event);
  return CallDone{file.id, file.reference, stored->stream_version, std::string(stage_id(after.stage)),
                  event->objection};
}

}  // namespace enact::selection
