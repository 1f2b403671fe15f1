// Erasing what is kept about persons once its term is over: who objected and how they are reached, the
// accounts that cases and lines of batches paid into, the documents of cases, who signed a commitment, what
// somebody entered to register, what was declared of subjects that never had a case, all that is on record of
// subjects with which nothing has happened for long, and their names, names and logins of closed accounts and
// their identities at a provider, sessions and attempts to sign in. What each kind is and how it goes:
// retention_kinds.hpp. Each record's erasure is an event (stream "erasure"); what else is in the log, the
// ledger and the determinations stays, so that every proof holds as before. Nothing is erased of what is
// held: by a case that is open, by money that is still owed or asked back, by a legal hold, by another that
// has the same document.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "store/database.hpp"

namespace enact::casework {

// The kinds of records that can be erased: "objection", "payee", …
std::vector<std::string> retention_kinds();

struct RetentionRule {
  std::int64_t days = 0;  // after the matter was over, as its last event says
  std::string says = {};  // by what rule: stands in the event
  // Whether a run by the clock may erase it; else one administrator proposes and another confirms
  // (retention_run.hpp).
  bool by_clock = false;
  std::vector<std::string> of = {};  // of kinds of subjects: the types that it is for; empty: all
  bool operator==(const RetentionRule&) const = default;
};
using RetentionRules = std::map<std::string, RetentionRule, std::less<>>;  // by kind

// From a file: `kind: { days: 1095, says: …, by clock: true, of: [TYPE] }`. Every slip with its place.
std::expected<RetentionRules, Diagnostics> read_retention_rules(const SourcePtr& source);
// The rules that were declared last, by whoever runs the space; none yet: empty.
RetentionRules declared_rules(const store::Reader& reader);
// Declares rules: an event, if they are not those that stand. Fault: a version conflict.
std::expected<void, store::Fault> declare_rules(store::Transaction& tx, const store::Actor& by,
                                                const RetentionRules& rules);

struct Expired {
  std::string kind = {};
  std::string record = {};     // key of its row; of sessions and attempts a legal day
  std::string case_id = {};    // "" : of no case
  std::string reference = {};  // of the case
  Instant over = {};           // when the matter was over, or last changed while it is held
  // Why it is kept though its term is over: "open", "owed", "claim", "hold", "shared", "account", "audit",
  // "offer", "family", "record", "entry", "bid"; "": it is not.
  std::string held = {};
  Instant since = {};  // its term is over since then
};
// Records whose term is over, not erased yet; oldest first, those that are held left out.
std::vector<Expired> expired_records(const store::Reader& reader, const RetentionRules& rules, Instant now);
// Those that are held, likewise.
std::vector<Expired> held_records(const store::Reader& reader, const RetentionRules& rules, Instant now);
// Erases one of them, if it is expired still. Wants the key ring. Fault: conflict "casework.not-expired".
std::expected<void, store::Fault> erase_record(store::Transaction& tx, const store::Actor& by,
                                               const RetentionRules& rules, const Expired& record);
// Those of the records that are expired still, in one step; answers how many they were.
std::expected<std::int64_t, store::Fault> erase_records(store::Transaction& tx, const store::Actor& by,
                                                        const RetentionRules& rules,
                                                        const std::vector<Expired>& records);

// A legal hold: nothing of the case is erased until it is released. Faults: not_found "casework.no-case"
// (by reference number); invalid "casework.reason-missing"; conflict "casework.held", "casework.not-held".
std::expected<void, store::Fault> hold_case(store::Transaction& tx, const store::Actor& by,
                                            std::string_view reference, std::string_view reason);
std::expected<void, store::Fault> release_case(store::Transaction& tx, const store::Actor& by,
                                               std::string_view reference, std::string_view reason);
// What was erased, newest first.
struct Erased {
  std::string kind = {};
  std::string record = {};
  std::string reference = {};  // of the case; "" : of none
  Instant at = {};
  std::string account = {};  // who did it
  std::string says = {};     // by what rule
};
std::vector<Erased> erased_records(const store::Reader& reader, std::int64_t limit);
// Cases that are held now, with the reason; oldest hold first.
struct Held {
  std::string reference = {};
  std::string reason = {};
  Instant since = {};
};
std::vector<Held> held_cases(const store::Reader& reader);
bool is_held(const store::Reader& reader, std::string_view case_id);

}  // namespace enact::casework
