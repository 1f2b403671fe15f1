#include "casework/retention_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "casework/retention_subjects.hpp"
#include "identity/erasing.hpp"
#include "store/erase_content.hpp"
#include "store/leaf.hpp"

namespace enact::casework {
namespace {

using store::Fault;
using Goes = RetentionKind::Goes;

// What holds a record of a case: it is open, something committed, payable or issued is not settled, or asked
// back and not received.
constexpr std::string_view held_by_case =
    "CASE WHEN c.ended = 0 THEN 'open' WHEN EXISTS (SELECT 1 FROM commitment k WHERE k.case_id = c.id AND "
    "k.committed_fen + k.payable_fen + k.issued_fen > 0) THEN 'owed' WHEN EXISTS (SELECT 1 FROM "
    "ledger_demand d JOIN commitment k ON k.id = d.commitment WHERE k.case_id = c.id AND d.received_fen + "
    "d.waived_fen < d.demanded_fen) THEN 'claim' ELSE '' END";

std::string of_case(std::string_view key, std::string_view from) {
  return fmt::format("SELECT {}, c.id, c.reference, c.updated_at, {} FROM {}", key, held_by_case, from);
}

// By the legal day on which each was over: eight hours before that of UTC.
std::string by_day(std::string_view table, std::string_view column) {
  const std::string number = fmt::format("(({} + 28800000000) / 86400000000)", column);
  return fmt::format("SELECT '' || {0}, '', '', max({1}), '' FROM {2} GROUP BY {0}", number, column, table);
}

// What a subject has declared of itself, if the city never dealt with it: no case, as applicant or member, no
// list of those to whom something is due, no register. Its matter was over with what came last.
constexpr std::string_view declared_facts =
    "SELECT '' || f.seq, '', '', (SELECT max(g.recorded_at) FROM fact g WHERE g.subject_id = f.subject_id), "
    "CASE WHEN EXISTS (SELECT 1 FROM membership m JOIN account a ON a.id = m.account WHERE m.subject = "
    "f.subject_id AND a.disabled = 0) THEN 'account' ELSE '' END FROM fact f WHERE f.source = 'declared' AND "
    "NOT EXISTS (SELECT 1 FROM case_file c WHERE c.subject = f.subject_id) AND NOT EXISTS (SELECT 1 FROM "
    "case_member m WHERE m.subject = f.subject_id) AND NOT EXISTS (SELECT 1 FROM roster_line l WHERE "
    "l.subject = f.subject_id)";

constexpr std::string_view closed_accounts =
    "SELECT a.id, '', '', (SELECT max(e.at) FROM event e WHERE e.stream_type = 'account' AND e.stream_id = "
    "a.id AND e.kind = 'account.disabled'), CASE WHEN a.id IN (SELECT e.account FROM event e JOIN case_file "
    "c ON c.id = e.stream_id WHERE e.stream_type = 'case' AND c.ended = 0) THEN 'open' ELSE '' END FROM "
    "account a WHERE a.disabled = 1";

// Identities at a provider: of closed accounts, and those that were parted from their account since.
std::string external_identities() {
  return fmt::format(
      "SELECT e.id, '', '', CASE WHEN a.disabled = 1 THEN (SELECT max(d.at) FROM event d WHERE d.stream_type "
      "= 'account' AND d.stream_id = a.id AND d.kind = 'account.disabled') ELSE (SELECT max(u.at) FROM event "
      "u WHERE u.stream_type = 'account' AND u.stream_id = a.id AND u.kind = 'account.external-unlinked') "
      "END, CASE WHEN a.disabled = 1 AND a.id IN (SELECT o.account FROM event o JOIN case_file c ON c.id = "
      "o.stream_id WHERE o.stream_type = 'case' AND c.ended = 0) THEN 'open' ELSE '' END FROM event e JOIN "
      "account a ON a.id = e.stream_id WHERE e.stream_type = 'account' AND e.kind = "
      "'account.external-linked' "
      "AND e.leaf_format = {} AND (a.disabled = 1 OR NOT EXISTS (SELECT 1 FROM external_identity x WHERE "
      "x.account = a.id AND x.at = e.at))",
      store::salted_leaf);
}

std::vector<RetentionKind> made() {
  return {
      {"objection",
       "objection_contact",
       {{"objection"}},
       {"name", "contact"},
       of_case("r.objection", "objection_contact r JOIN case_file c ON c.id = r.case_id")},
      {"payee",
       "case_payee",
       {{"id"}},
       {"account_number"},
       of_case("r.id", "case_payee r JOIN case_file c ON c.id = r.case_id")},
      {"payment",
       "payment_line",
       {{"batch"}, {"number", true}},
       {"payee_account"},
       of_case(
           "r.batch || '/' || r.number",
           "payment_line r JOIN commitment m ON m.id = r.commitment JOIN case_file c ON c.id = m.case_id")},
      {"document",
       "blob",
       {},
       {},
       of_case("r.case_id || '/' || r.hash",
               "case_document r JOIN case_file c ON c.id = r.case_id WHERE EXISTS (SELECT 1 FROM blob b "
               "WHERE b.hash = r.hash)"),
       Goes::content},
      {"signer",
       "event",
       {},
       {"payload.signed_by"},
       of_case("r.id", fmt::format("event r JOIN case_file c ON c.id = r.stream_id WHERE r.stream_type = "
                                   "'case' AND r.kind = 'case.evidence_added' AND r.leaf_format = {} AND "
                                   "r.payload LIKE '%\"signed_by\":\"%' AND r.payload NOT LIKE "
                                   "'%\"signed_by\":\"\"%'",
                                   store::salted_leaf)),
       Goes::member},
      {"register objection",
       "register_contact",
       {{"objection"}},
       {"name", "contact"},
       "SELECT r.objection, '', e.reference, e.updated_at, CASE WHEN e.ended = 1 THEN '' ELSE 'open' END "
       "FROM "
       "register_contact r JOIN register_entry e ON e.id = r.entry"},
      {"registration",
       "registration",
       {{"id"}},
       {"subject_identity", "contact"},
       "SELECT r.id, '', '', e.at, '' FROM registration r JOIN registration_end e ON e.registration = r.id"},
      {"declared fact",
       "fact",
       {{"seq", true}},
       {"value"},
       std::string(declared_facts),
       Goes::sealed,
       {{"register_entry", "NOT EXISTS (SELECT 1 FROM register_entry e WHERE e.subject = f.subject_id)"},
        {"call_bid", "NOT EXISTS (SELECT 1 FROM call_bid b WHERE b.subject = f.subject_id)"}}},
      subject_record_kind(),
      subject_name_kind(),
      {"account", "account", {}, {"name", "login"}, std::string(closed_accounts), Goes::account},
      {"external identity", "external_identity", {}, {"payload.key"}, external_identities(), Goes::external},
      {"session", "session", {}, {}, by_day("session", "expires_at"), Goes::sessions},
      {"sign-in attempt", "sign_in_attempt", {}, {}, by_day("sign_in_attempt", "at"), Goes::attempts}};
}

// Writes the seal of nothing over the columns of a row.
void seal_nothing(store::Transaction& tx, const RetentionKind& kind, const std::string& record) {
  std::string where;
  std::vector<std::string> parts;
  for (std::size_t i = 0, begin = 0; i < kind.key.size(); ++i) {
    where += fmt::format("{}{} = ?", i == 0 ? "" : " AND ", kind.key[i].name);
    const std::size_t end = i + 1 == kind.key.size() ? record.size() : record.find('/', begin);
    parts.push_back(record.substr(begin, end - begin));
    begin = end + 1;
  }
  for (const std::string_view column : kind.columns) {
    const std::string nothing = tx.seal("", store::sealed_place(kind.table, column, record));
    std::vector<store::Param> params{nothing};
    for (const std::string& part : parts) {
      if (kind.key[params.size() - 1].number) {
        params.emplace_back(static_cast<std::int64_t>(std::stoll(part)));
      } else {
        params.emplace_back(part);
      }
    }
    tx.execute(fmt::format("UPDATE {} SET {} = ? WHERE {}", kind.table, column, where), params);
  }
}

// How an account is told of things; of a floor above, whose table may not be there.
void seal_contacts(store::Transaction& tx, const std::string& account) {
  if (!tx.has_table("notify_contact")) return;
  const auto rows = tx.all("SELECT seq FROM notify_contact WHERE account = ?", {account},
                           [](const store::Row& row) { return row.integer(0); });
  for (const std::int64_t seq : rows) {
    for (const std::string_view column : {"mail", "phone"}) {
      const std::string nothing =
          tx.seal("", store::sealed_place("notify_contact", column, std::to_string(seq)));
      tx.execute(fmt::format("UPDATE notify_contact SET {} = ? WHERE seq = ?", column), {nothing, seq});
    }
  }
}

// The first moment after a legal day.
Instant end_of(const std::string& legal_day) {
  const Date day = Date::parse(legal_day).value_or(Date{});
  return start_of_legal_day(Date::from_days(day.days_since_1970() + 1));
}

}  // namespace

std::span<const RetentionKind> all_retention_kinds() {
  static const std::vector<RetentionKind> all = made();
  return all;
}

const RetentionKind* find_retention_kind(std::string_view id) {
  const auto kinds = all_retention_kinds();
  const auto found = std::ranges::find(kinds, id, &RetentionKind::id);
  return found == kinds.end() ? nullptr : &*found;
}

std::string erasure_of(const RetentionKind& kind, const std::string& record) {
  const bool by_kind = kind.goes == Goes::sessions || kind.goes == Goes::attempts || kind.of_subjects() ||
                       kind.table == "fact";
  return by_kind ? fmt::format("{}/{}", kind.id, record) : record;
}

std::string document_of(const Expired& record) {
  return record.record.substr(record.record.rfind('/') + 1);
}

std::expected<void, Fault> erase_one(store::Transaction& tx, const store::Actor& by,
                                     const RetentionKind& kind, const RetentionRule& rule,
                                     const Expired& record) {
  switch (kind.goes) {
    case Goes::sealed:
      seal_nothing(tx, kind, record.record);
      return {};
    case Goes::content:
      store::erase_blob(tx, document_of(record));
      return {};
    case Goes::member: {
      // No projection keeps it: a case is read from its events.
      const store::FieldOfEvent field{record.record, std::string(kind.columns.front())};
      return store::erase_fields(tx, {&field, 1}, by, rule.says);
    }
    case Goes::account:
      seal_contacts(tx, record.record);
      return identity::erase_account(tx, by, record.record, rule.says);
    case Goes::record:
      erase_subject_record(tx, record.record);
      return {};
    case Goes::name:
      erase_subject_name(tx, record.record);
      return {};
    case Goes::external:
      return identity::erase_external(tx, by, record.record, rule.says);
    case Goes::sessions:
      identity::erase_sessions(tx, end_of(record.record));
      return {};
    case Goes::attempts:
      identity::erase_sign_in_attempts(tx, end_of(record.record));
      return {};
  }
  return {};
}

}  // namespace enact::casework
