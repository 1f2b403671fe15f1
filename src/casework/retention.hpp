// Erasing what was kept beside the events about persons, once its term is over: who objected and how they are
// reached, the accounts that cases and lines of batches paid into, the documents of cases, what somebody
// entered to register. A sealed value is written over by the seal of nothing, a document's content goes, with
// an event a record (stream "erasure"); events, projections, ledger and determinations stay as they are, so
// that every proof holds as before. Nothing is erased of a case that is open, that money is still owed for,
// asked back or on its way, or that is held; nor a document that another case, a letter or a register has.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace enact::casework {

// The kinds of records that can be erased: "objection", "payee", "payment", "document", "register objection",
// "registration".
std::vector<std::string> retention_kinds();

struct RetentionRule {
  std::int64_t days = 0;  // after the matter was over, as its last event says
  std::string says = {};  // by what rule: stands in the event
  bool operator==(const RetentionRule&) const = default;
};
using RetentionRules = std::map<std::string, RetentionRule, std::less<>>;  // by kind

// The rules that were declared last, by whoever runs the space; none yet: empty.
RetentionRules declared_rules(const store::Reader& reader);
// Declares rules: an event, if they are not those that stand. Fault: a version conflict.
std::expected<void, store::Fault> declare_rules(store::Transaction& tx, const store::Actor& by,
                                                const RetentionRules& rules);

struct Expired {
  std::string kind = {};
  std::string record = {};     // key of its row
  std::string case_id = {};    // "" : of no case
  std::string reference = {};  // of the case
  Instant over = {};           // when the matter was over
};
// Records whose term is over, not erased yet; oldest first. Those of cases that are held are not among them.
std::vector<Expired> expired_records(const store::Reader& reader, const RetentionRules& rules, Instant now);
// Erases one of them, if it is expired still. Wants the key ring. Fault: conflict "casework.not-expired".
std::expected<void, store::Fault> erase_record(store::Transaction& tx, const store::Actor& by,
                                               const RetentionRules& rules, const Expired& record);

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
