// Lists (名单) of those to whom a provision is due without having applied: made by the handling lead from
// attested facts alone, released by a second person, told to each subject. What pays money is offered:
// members confirm it with account and consent, and a case begins (免申即享), or decline it with a reason;
// what no one answers lapses. What gives something else than money is entered in the register that the
// package declares (policy::RegisterFill).
//
// A list is a stream of events ("roster", id); every function here is one step in the caller's transaction,
// like those of casework/casework.hpp. It decides nothing: a confirmation determines anew, and a matter that
// has a case, was paid or stands on another list is left out, with the reason.
//
// The events, kind and payload (JSON, schema version 1):
//   roster.made        number, policy, provision, title, unit, since, on, lines
//   roster.taken_out   line, reason; roster.put_back  line
//   roster.released    until, lines (number and subject of those told), entries (of the register, by line),
//                      left_out (line, reason: what was taken meanwhile)
//   roster.discarded   reason
//   roster.confirmed   line, case; roster.declined  line, reason; roster.lapsed  lines
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.hpp"
#include "registers/registers.hpp"
#include "store/facts.hpp"

namespace enact::casework {

struct RosterRequest {
  std::string policy = {};
  std::string provision = {};
  std::optional<Date> since = {};  // only what was not due on this earlier day by what was known then
};

// A claim that is due by attested facts. What stands against listing it is in `left_out`.
struct RosterFinding {
  store::Subject subject;
  determine::Matter matter;
  std::string event;          // the claim's, for people
  std::optional<Fen> amount;  // nullopt: no money
  int place = 0;              // on the ranking of all that are due; 0: not ranked
  Text why;                   // the event and the conditions that are met
  Text left_out = {};         // empty: it goes on the list
};
struct RosterFindings {
  Date on;
  std::vector<RosterFinding> found;
};
// Looks through the whole record: call it on a snapshot, not on the writer. Faults: not_found
// "casework.no-provision" (none that is listed for: neither a procedure nor a register that it fills);
// forbidden "casework.not-permitted" (not of the handling lead); invalid "casework.bad-since" (not before
// today).
std::expected<RosterFindings, store::Fault> find_due(const store::Reader& reader, const Library& library,
                                                     const Person& person, const RosterRequest& request,
                                                     Instant now);

// Each answers the list's id. `make_roster` numbers the findings from 1 in the order of their places, then of
// the subjects' names, and holds each against what has happened since they were found. Fault: conflict
// "casework.nothing-due" if there is nobody to list.
using RosterOr = std::expected<std::string, store::Fault>;
RosterOr make_roster(store::Transaction& tx, const Library& library, const Person& person,
                     const RosterRequest& request, const RosterFindings& findings);
// Before the release, by the lead's handlers. Faults: not_found "casework.no-roster", conflict
// "casework.roster-closed", "casework.roster-line", invalid "procedure.reason-required".
RosterOr take_out(store::Transaction& tx, const Person& person, std::string_view roster, int line,
                  std::string_view reason);
RosterOr put_back(store::Transaction& tx, const Person& person, std::string_view roster, int line);
RosterOr discard_roster(store::Transaction& tx, const Person& person, std::string_view roster,
                        std::string_view reason);
// By an approver of the lead who neither made nor changed it. Faults: forbidden "casework.four-eyes",
// "casework.own-case" (who acts for somebody on the list).
RosterOr release_roster(store::Transaction& tx, const Library& library, const registers::Registers& registers,
                        const Person& person, std::string_view roster);

// By those who may submit for the subject, until the last day. Faults: conflict "casework.offer-over",
// "casework.matter-open" (it has been applied for meanwhile), and those of opening and submitting a case.
DoneOr confirm_offer(store::Transaction& tx, const Casework& casework, const Person& person,
                     std::string_view roster, int line, const ledger::Payee& payee, bool consent);
RosterOr decline_offer(store::Transaction& tx, const Person& person, std::string_view roster, int line,
                       std::string_view reason);
// Offers whose last day has passed, list by list, by the turn of the day; answers how many lapsed.
std::expected<int, store::Fault> lapse_offers(store::Transaction& tx);

// ---- views -------------------------------------------------------------------------------------------

struct RosterLine {
  int line = 0;
  std::string subject;
  std::string subject_name;
  std::string matter_key;
  std::string event;
  std::optional<Fen> amount;
  int place = 0;
  Text why;
  // "listed", "taken_out" (by an officer), "left_out" (by rule), "waiting" (offered), "confirmed",
  // "declined", "lapsed", "entered" (in the register)
  std::string state;
  Text reason;
  std::string case_id;               // that the confirmation began
  std::string reference;             // its
  std::vector<std::string> entries;  // of the register: ids
};
struct RosterView {
  std::string id;
  std::int64_t number = 0;
  std::string policy;
  std::string provision;
  Text title;  // the provision's
  std::string unit;
  std::string register_id;  // that it fills; "" : it pays
  std::optional<Date> since;
  Date on;
  std::string state;  // "made", "released", "discarded"
  std::string reason;
  std::string made_by;      // account
  std::string released_by;  // "" : not yet
  Instant made_at;
  std::optional<Instant> released_at;
  std::optional<Date> until;  // last day on which an offer is answered
  std::int64_t lines = 0, listed = 0, waiting = 0, confirmed = 0, entered = 0;
  Fen total;  // of what is listed, waiting or confirmed
  // What the person asking may do now.
  bool may_change = false;
  bool may_release = false;
};
// A provision for which the person may make a list.
struct RosterChoice {
  std::string policy;
  std::string provision;
  Text title;
  std::string unit;
  std::string register_id;
  bool money = false;
};
std::vector<RosterChoice> roster_choices(const Library& library, const Person& person);
// Of the units that the person acts for, or all for an auditor; newest first.
std::vector<RosterView> rosters(const store::Reader& reader, const Person& person);
struct RosterDetail {
  RosterView roster;
  std::vector<RosterLine> lines;
};
// Fault: not_found "casework.no-roster".
std::expected<RosterDetail, store::Fault> roster_detail(const store::Reader& reader, const Person& person,
                                                        std::string_view roster);
// What a subject is offered or was entered for; newest first. Fault: not_found "casework.no-subject".
struct OfferView {
  RosterView roster;
  RosterLine line;
  bool open = false;  // can be answered on the day of reading
};
std::expected<std::vector<OfferView>, store::Fault> offers(const store::Reader& reader, const Person& person,
                                                           std::string_view subject, const Date& today);

// Internal to the floor: the projection's tables and how events fill them.
extern const std::string_view roster_tables;
void apply_roster(store::Transaction& tx, const store::Event& event);

}  // namespace enact::casework
