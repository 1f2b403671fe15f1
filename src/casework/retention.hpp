// Erasing what was kept beside the events about persons, once its term is over: who objected and how they are
// reached, the accounts that cases paid into, what somebody entered to register. The sealed value is written
// over by the seal of nothing, with an event a record (stream "erasure"); events, projections, ledger and
// determinations stay as they are, so that every proof holds as before. Nothing is erased of a case that is
// open, that money is still owed for, asked back or on its way, or that is held.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace enact::casework {

// The kinds of records that can be erased: "objection", "payee", "registration".
std::vector<std::string> retention_kinds();

struct RetentionRule {
  std::int64_t days = 0;  // after the matter was over, as its last event says
  std::string says = {};  // by what rule: stands in the event
};
using RetentionRules = std::map<std::string, RetentionRule, std::less<>>;  // by kind

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
bool is_held(const store::Reader& reader, std::string_view case_id);

}  // namespace enact::casework
