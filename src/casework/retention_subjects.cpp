// See retention_subjects.hpp.
#include "casework/retention_subjects.hpp"

#include <fmt/format.h>

#include <vector>

#include "store/facts.hpp"

namespace enact::casework {
namespace {

// Those of subject s, as applicant or member.
constexpr std::string_view cases =
    "(SELECT o.id FROM case_file o WHERE o.subject = s.id UNION SELECT m.case_id FROM case_member m WHERE "
    "m.subject = s.id)";

// When something last happened with it.
std::string last_touched() {
  return fmt::format(
      "(SELECT max(t.at) FROM (SELECT s.at AS at UNION ALL SELECT max(f.recorded_at) FROM fact f WHERE "
      "f.subject_id = s.id UNION ALL SELECT max(c.updated_at) FROM case_file c WHERE c.id IN {}) t)",
      cases);
}

// What holds all that is kept of it. `first`: conditions that go before.
std::string held(std::string_view first) {
  return fmt::format(
      "CASE {1} WHEN EXISTS (SELECT 1 FROM case_file c WHERE c.ended = 0 AND c.id IN {0}) THEN 'open' "
      "WHEN EXISTS (SELECT 1 FROM commitment k WHERE k.committed_fen + k.payable_fen + k.issued_fen > 0 AND "
      "k.case_id IN {0}) THEN 'owed' "
      "WHEN EXISTS (SELECT 1 FROM ledger_demand d JOIN commitment k ON k.id = d.commitment WHERE "
      "d.received_fen + d.waived_fen < d.demanded_fen AND k.case_id IN {0}) THEN 'claim' "
      "WHEN EXISTS (SELECT 1 FROM spot_check_case x WHERE x.result = '' AND x.case_id IN {0}) THEN 'audit' "
      "WHEN EXISTS (SELECT 1 FROM event h WHERE h.stream_type = 'hold' AND h.kind = 'hold.set' AND "
      "h.stream_id IN {0} AND NOT EXISTS (SELECT 1 FROM event l WHERE l.stream_type = 'hold' AND l.stream_id "
      "= h.stream_id AND l.stream_version > h.stream_version)) THEN 'hold' "
      "WHEN EXISTS (SELECT 1 FROM roster_line r WHERE r.subject = s.id AND r.state IN ('listed', 'waiting')) "
      "THEN 'offer' "
      "WHEN EXISTS (SELECT 1 FROM succession u WHERE u.kind <> 'unrelated' AND (u.successor = s.id OR "
      "u.predecessor = s.id)) THEN 'family' "
      "WHEN EXISTS (SELECT 1 FROM membership m JOIN account a ON a.id = m.account WHERE m.subject = s.id AND "
      "a.disabled = 0) THEN 'account' ELSE '' END",
      cases, first);
}

RetentionKind kind(std::string_view id, RetentionKind::Goes goes, std::vector<std::string_view> columns,
                   std::string_view held_first, std::string_view which) {
  return {id,
          "subject",
          {},
          std::move(columns),
          fmt::format("SELECT s.id, '', '', {}, {}, s.type FROM subject s WHERE {}", last_touched(),
                      held(held_first), which),
          goes,
          {},
          {{"register_entry", "entry", "SELECT 1 FROM register_entry WHERE subject = ? AND ended = 0 LIMIT 1",
            "SELECT max(updated_at) FROM register_entry WHERE subject = ?"},
           {"call_bid", "bid", "SELECT 1 FROM call_bid WHERE subject = ? LIMIT 1"}}};
}

}  // namespace

RetentionKind subject_record_kind() {
  return kind("subject record", RetentionKind::Goes::record, {"fact.value"}, "",
              "EXISTS (SELECT 1 FROM fact f WHERE f.subject_id = s.id)");
}

// The record holds it, which has the name as well.
RetentionKind subject_name_kind() {
  return kind("subject name", RetentionKind::Goes::name, {"name"},
              "WHEN EXISTS (SELECT 1 FROM fact f WHERE f.subject_id = s.id AND NOT EXISTS (SELECT 1 FROM "
              "event e WHERE e.stream_type = 'erasure' AND e.stream_id = 'subject record/' || s.id AND e.at "
              "> f.recorded_at)) THEN 'record'",
              "s.name <> ''");
}

void erase_subject_record(store::Transaction& tx, const std::string& subject) {
  const auto facts = tx.all("SELECT seq FROM fact WHERE subject_id = ?", {subject},
                            [](const store::Row& row) { return row.integer(0); });
  for (const std::int64_t seq : facts) {
    const std::string nothing = tx.seal("", store::sealed_place("fact", "value", std::to_string(seq)));
    tx.execute("UPDATE fact SET value = ? WHERE seq = ?", {nothing, seq});
  }
}

void erase_subject_name(store::Transaction& tx, const std::string& subject) {
  store::rename_subject(tx, subject, "");
}

}  // namespace enact::casework
