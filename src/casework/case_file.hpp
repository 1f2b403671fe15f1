// A case as its events tell it: read whole for every step, small enough for that. Internal to the floor.
//
// The events of a case, kind and payload (JSON, schema version 1). Every one holds `procedure` (the event of
// src/procedure) if it moves the procedure, and then `state`, what it left behind, so that projections need
// no package to be rebuilt:
//   case.opened               reference, subject, policy, provision, title, packages, matter, event, mode,
//                             procedure_id, parties, units, amount
//   case.evidence_added       hash, kind, file_name, media_type, size; of a commitment that was agreed to:
//                             agreed, signed_by, package
//   case.evidence_removed     hash
//   case.member_payee_set     subject, payee (row of case_payee), bank, masked
//   case.members_set          share (of the subject), paid ("lead" or "shares"), members: [{id, type,
//   identity, name, personal?, share,
//                             matter_key}]
//   case.member_confirmed, case.member_declined      subject, reason
//   case.payee_set            payee (row of case_payee), masked
//   case.part_committed       step, allocation, appropriation, granted, snapshot, explanation: a part was
//                             committed, and the step stays open for the rest
//   case.rest_given_up        fen, reason; case.settled: what was committed is paid already
//   case.step_done            basis (of a review), amount, snapshot, explanation, decision, minutes,
//   appropriation: as far as the step has them case.notice_published     amount case.objected (who it was
//   stands in objection_contact) case.objection_answered, case.withdrawn case.batched, case.released,
//   case.unbatched batch, line, fen case.payment_failed       batch, line, fen, reason case.paid batch, line,
//   fen case.payment_returned     batch, line, fen, reason
#pragma once

#include <map>

#include <boost/json.hpp>

#include "casework/casework.hpp"
#include "store/facts.hpp"
#include "store/json_members.hpp"

namespace enact::casework {

inline constexpr std::string_view stream = "case";

struct Evidence {
  std::string hash;
  std::string kind;
  std::string file_name;
  std::string media_type;
  std::int64_t size = 0;
  Instant added_at;
  std::string signed_by = {};  // of a commitment that was agreed to here: who did
};

// Who applies together with the subject (casework/joint.hpp). A share is in hundredths of a per cent.
struct Member {
  enum class State : std::uint8_t { invited, confirmed, declined };
  store::Subject subject;
  bool personal = false;  // its name is personal data
  int share = 0;
  State state = State::invited;
  std::string reason;  // why it declined
  Instant answered_at;
  std::string payee = {};  // row of case_payee: into which its share is paid; "" : none
};

// The amount of a case: a figure, or the bounds of a band that is still to be decided.
struct CaseAmount {
  Fen min;
  std::optional<Fen> max;
  bool figure() const { return max && *max == min; }
  friend bool operator==(const CaseAmount&, const CaseAmount&) = default;
};

struct CaseDecision {
  Fen amount;  // to be paid
  std::string by;
  std::string reason;
  Date on;
};

// A part of what was decided, committed while the rest waits (casework/part_payment.hpp).
struct CommittedPart {
  std::string step;  // that stays open
  Fen fen;
};

// What an answer relied on: a digest of the values that the claim read of each fact, by the fact's name, and
// of the amount (policy::amount_name).
using Basis = std::map<std::string, std::string>;

struct CaseFile {
  std::string id;
  std::int64_t version = 0;
  std::string reference;
  store::Subject subject;
  bool personal = false;  // the subject's name is personal data
  std::string policy;
  std::string provision;
  determine::Matter matter;
  std::string event;
  Mode mode = Mode::apply;
  std::vector<std::string> units;  // that take part
  std::vector<Evidence> evidence;
  std::vector<Member> members;        // of a joint application, beside the subject
  int share = 0;                      // of the subject in it
  bool by_shares = false;             // everybody is paid its share; else the subject is paid all
  std::string payee;                  // row of case_payee; "" : none
  std::optional<CaseAmount> amount;   // as decided, else as determined
  std::optional<CaseAmount> offered;  // as determined: what a void decision falls back to
  std::optional<CaseDecision> decision;
  // Of what was decided: committed so far, less what an order cancelled before it was paid. Below the
  // decision it is a part, and the rest waits (casework/part_payment.hpp).
  Fen granted;
  // Of that, paid back on demands since the decision, by the order that demanded it.
  std::map<std::string, Fen> came_back;
  std::vector<CommittedPart> parts;  // all that there ever were
  std::string snapshot;              // blob of the determination's JSON; "" before the first submission
  std::string explanation;  // blob of the provision's explanation; "" before, and in events of earlier days
  std::vector<std::string> packages;
  std::map<std::pair<std::string, std::string>, Basis> bases;  // of the last answer by step and unit

  ContextPtr context;   // keeps what follows alive
  ContextPtr calendar;  // whose working days count: the packages in force know the newest year
  policy::PackagePtr package;
  const policy::Provision* rule = nullptr;
  procedure::Run run;
  procedure::State state;

  bool draft() const { return state.done.empty() && !state.ended(); }
};

// Reads the case. Faults: no_case(); internal "casework.package-missing".
std::expected<CaseFile, store::Fault> load_case(const store::Reader& reader, const Library& library,
                                                std::string_view case_id);
// The same from events at hand (not empty).
std::expected<CaseFile, store::Fault> read_case(const Library& library, std::span<const store::Event> events);

// Appends one event, with what it does to the procedure, and brings `file` up to date. Fault:
// "store.version-conflict".
std::expected<store::Event, store::Fault> append(store::Transaction& tx, CaseFile& file,
                                                 const store::Actor& actor, std::string_view kind,
                                                 const procedure::Event* moved, boost::json::object payload);

// Does what the clock has left to do in the case today (procedure::due_by_clock), each with its event, and
// what follows for its money. Again on the same day it is nothing.
struct Settled {
  int lapsed = 0;
  int tacit = 0;
  int escalated = 0;
};
std::expected<Settled, store::Fault> settle_by_clock(store::Transaction& tx, CaseFile& file);

// The step whose part a "case.part_committed" says was committed. Events of earlier days do not name it: it
// is the procedure's step of commitment.
std::string step_of_part(const policy::Procedure& procedure, const boost::json::object& payload);

Done done(const CaseFile& file);
boost::json::object amount_json(const CaseAmount& amount);
using store::integer_of;
using store::parse_object;
using store::string_of;
using store::text_json;
using store::text_of;

}  // namespace enact::casework
