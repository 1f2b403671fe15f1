// Tables of casework and how case events fill them.
#include "casework/module.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "casework/allocation_run.hpp"
#include "casework/announcement.hpp"
#include "casework/case_file.hpp"
#include "casework/joint.hpp"
#include "casework/letters.hpp"
#include "casework/roster.hpp"
#include "casework/spot_check.hpp"
#include "casework/succession.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Event;
using store::Transaction;

constexpr std::string_view tables = R"sql(
CREATE TABLE case_file (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  subject TEXT NOT NULL,
  subject_name TEXT NOT NULL,
  personal INTEGER NOT NULL,
  policy TEXT NOT NULL,
  provision TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  matter_kind TEXT NOT NULL,
  matter_parts TEXT NOT NULL,
  matter_key TEXT NOT NULL CHECK (matter_key <> ''),
  event TEXT NOT NULL,
  mode TEXT NOT NULL,
  payee TEXT NOT NULL,
  status TEXT NOT NULL,
  status_zh TEXT NOT NULL,
  status_en TEXT NOT NULL,
  ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
  min_fen INTEGER,
  max_fen INTEGER,
  opened_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  changed INTEGER NOT NULL
) STRICT;
-- One case a matter open at a time, whoever asks and however many ask at once.
CREATE UNIQUE INDEX case_one_open ON case_file (matter_kind, matter_key) WHERE ended = 0;
CREATE INDEX case_by_change ON case_file (changed);
CREATE INDEX case_by_subject ON case_file (subject, changed);
CREATE INDEX case_by_status ON case_file (status, changed);
CREATE TABLE case_step (
  case_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  step TEXT NOT NULL,
  kind TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  opened TEXT NOT NULL,
  deadline TEXT,
  provisional INTEGER NOT NULL,
  PRIMARY KEY (case_id, place)
) STRICT;
CREATE INDEX case_step_by_unit ON case_step (unit, role, deadline);
CREATE TABLE case_unit (
  case_id TEXT NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (unit, case_id)
) STRICT;
CREATE INDEX case_unit_by_case ON case_unit (case_id);
CREATE TABLE case_notice (
  seq INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  unit TEXT NOT NULL,
  published TEXT NOT NULL,
  closes TEXT NOT NULL,
  min_fen INTEGER,
  max_fen INTEGER,
  result TEXT NOT NULL
) STRICT;
CREATE INDEX case_notice_by_case ON case_notice (case_id, seq);
CREATE INDEX case_notice_by_day ON case_notice (result, closes);
CREATE TABLE case_decision (
  case_id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  policy TEXT NOT NULL,
  provision TEXT NOT NULL,
  matter_parts TEXT NOT NULL,
  fen INTEGER NOT NULL,
  decided_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  decided TEXT NOT NULL
) STRICT;
CREATE INDEX case_decision_by_subject ON case_decision (subject);
CREATE TABLE matter_paid (
  seq INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  batch TEXT NOT NULL,
  line INTEGER NOT NULL,
  fen INTEGER NOT NULL CHECK (fen > 0),
  paid TEXT NOT NULL,
  UNIQUE (batch, line)
) STRICT;
CREATE INDEX matter_paid_by_subject ON matter_paid (subject, seq);
CREATE INDEX matter_paid_by_case ON matter_paid (case_id);
)sql";

// A payment that the bank returns opens its case again, though the matter may have a newer one by then: both
// stand, and the ledger's ceiling keeps them from being paid twice. Payments are looked up by matter, too.
constexpr std::string_view reopened_cases = R"sql(
ALTER TABLE case_file ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0;
DROP INDEX case_one_open;
CREATE UNIQUE INDEX case_one_open ON case_file (matter_kind, matter_key) WHERE ended = 0 AND reopened = 0;
CREATE INDEX case_by_matter ON case_file (matter_kind, matter_key);
)sql";

// What follows by itself when a step is late, whom that was told, and the days on which the clock looked.
constexpr std::string_view late_steps = R"sql(
ALTER TABLE case_step ADD COLUMN late TEXT NOT NULL DEFAULT '' CHECK (late IN ('', 'lapse', 'tacit', 'escalate'));
ALTER TABLE case_step ADD COLUMN follows_zh TEXT NOT NULL DEFAULT '';
ALTER TABLE case_step ADD COLUMN follows_en TEXT NOT NULL DEFAULT '';
ALTER TABLE case_step ADD COLUMN tells TEXT NOT NULL DEFAULT '';
ALTER TABLE case_step ADD COLUMN escalated TEXT;
CREATE INDEX case_step_by_deadline ON case_step (deadline, case_id);
CREATE TABLE day_turn (
  day TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  cases INTEGER NOT NULL CHECK (cases >= 0),
  lapsed INTEGER NOT NULL CHECK (lapsed >= 0),
  tacit INTEGER NOT NULL CHECK (tacit >= 0),
  escalated INTEGER NOT NULL CHECK (escalated >= 0),
  failed INTEGER NOT NULL CHECK (failed >= 0)
) STRICT;
)sql";

// What does not belong into events: bank accounts, and who objected.
constexpr std::string_view own_tables = R"sql(
CREATE TABLE case_payee (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  name TEXT NOT NULL,
  bank TEXT NOT NULL,
  account_number TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE objection_contact (
  objection TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  name TEXT NOT NULL,
  contact TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
)sql";

// What lists of many cases are read by (bench/casework_bench.cpp).
constexpr std::string_view list_indexes = R"sql(
CREATE INDEX case_by_provision ON case_file (provision, policy, changed);
CREATE INDEX case_running ON case_file (changed) WHERE ended = 0;
)sql";

void insert_case(Transaction& tx, const Event& event, const json::object& payload) {
  const json::object& subject = payload.at("subject").as_object();
  const json::object& matter = payload.at("matter").as_object();
  const Text title = text_of(payload.at("title"));
  tx.execute(
      "INSERT INTO case_file (id, reference, version, subject, subject_name, personal, policy, provision, "
      "title_zh, title_en, matter_kind, matter_parts, matter_key, event, mode, payee, status, status_zh, "
      "status_en, "
      "ended, opened_at, updated_at, changed) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', "
      "'', '', 0, ?, ?, ?)",
      {event.stream_id, string_of(payload, "reference"), string_of(subject, "id"), string_of(subject, "name"),
       subject.contains("personal"), string_of(payload, "policy"), string_of(payload, "provision"), title.zh,
       title.en, string_of(matter, "kind"), json::serialize(matter.at("parts")), string_of(matter, "key"),
       string_of(payload, "event"), string_of(payload, "mode"), event.at, event.at, event.seq});
  for (const json::value& unit : payload.at("units").as_array()) {
    tx.execute("INSERT INTO case_unit (case_id, unit) VALUES (?, ?)",
               {event.stream_id, std::string(unit.as_string())});
  }
}

std::optional<std::int64_t> fen(const json::object& amount, std::string_view key) {
  if (!amount.contains(key)) return std::nullopt;
  return integer_of(amount, key);
}

void write_state(Transaction& tx, const Event& event, const json::object& state) {
  const Text title = text_of(state.at("title"));
  tx.execute("UPDATE case_file SET status = ?, status_zh = ?, status_en = ?, ended = ? WHERE id = ?",
             {string_of(state, "status"), title.zh, title.en, state.at("ended").as_bool(), event.stream_id});
  tx.execute("DELETE FROM case_step WHERE case_id = ?", {event.stream_id});
  std::int64_t place = 0;
  for (const json::value& one : state.at("open").as_array()) {
    const json::object& step = one.as_object();
    const Text step_title = text_of(step.at("title"));
    std::optional<std::string> deadline;
    if (step.contains("deadline")) deadline = string_of(step, "deadline");
    const bool provisional = step.contains("provisional") && step.at("provisional").as_bool();
    const Text follows = step.contains("follows") ? text_of(step.at("follows")) : Text{};
    std::optional<std::string> escalated;
    if (step.contains("escalated")) escalated = string_of(step, "escalated");
    tx.execute(
        "INSERT INTO case_step (case_id, place, step, kind, title_zh, title_en, unit, role, opened, "
        "deadline, "
        "provisional, late, follows_zh, follows_en, tells, escalated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?)",
        {event.stream_id, place++, string_of(step, "step"), string_of(step, "kind"), step_title.zh,
         step_title.en, string_of(step, "unit"), string_of(step, "role"), string_of(step, "opened"), deadline,
         provisional, string_of(step, "late"), follows.zh, follows.en, string_of(step, "tells"), escalated});
  }
  if (!state.at("decided").as_bool()) {
    tx.execute("DELETE FROM case_decision WHERE case_id = ?", {event.stream_id});
  }
}

void write_decision(Transaction& tx, const Event& event, const json::object& decision) {
  if (!decision.contains("judged_fen")) return;  // the figure that the rules give: no judgement to remember
  tx.execute("DELETE FROM case_decision WHERE case_id = ?", {event.stream_id});
  tx.execute(
      "INSERT INTO case_decision (case_id, subject, policy, provision, matter_parts, fen, decided_by, "
      "reason, "
      "decided) SELECT id, subject, policy, provision, matter_parts, ?, ?, ?, ? FROM case_file WHERE id = ?",
      {integer_of(decision, "judged_fen"), string_of(decision, "by"), string_of(decision, "reason"),
       event.at.legal_day().to_string(), event.stream_id});
}

// The units of the place take part from the submission on.
void write_places(Transaction& tx, const Event& event, const json::object& moved) {
  const json::value* placed = moved.if_contains("placed");
  if (placed == nullptr) return;
  for (const auto& one : placed->as_object()) {
    tx.execute("INSERT INTO case_unit (case_id, unit) VALUES (?, ?) ON CONFLICT DO NOTHING",
               {event.stream_id, std::string(one.value().as_string())});
  }
}

// A notice that was published runs until the procedure leaves it.
void write_notice(Transaction& tx, const Event& event, const json::object& moved,
                  const json::object& payload) {
  const std::string kind = string_of(moved, "kind");
  if (kind == "notice_published") {
    std::optional<std::int64_t> min;
    std::optional<std::int64_t> max;
    if (const json::value* amount = payload.if_contains("amount")) {
      min = fen(amount->as_object(), "min_fen");
      max = fen(amount->as_object(), "max_fen");
    }
    tx.execute(
        "INSERT INTO case_notice (seq, case_id, unit, published, closes, min_fen, max_fen, result) VALUES "
        "(?, "
        "?, ?, ?, ?, ?, ?, '')",
        {event.seq, event.stream_id, string_of(moved, "unit"), string_of(moved, "on"),
         string_of(moved, "closes"), min, max});
    return;
  }
  for (const json::value& one : payload.at("state").at("open").as_array()) {
    const json::object& step = one.as_object();
    if (string_of(step, "kind") == "notice" && step.contains("deadline")) return;  // still runs
  }
  const bool upheld = kind == "objection_answered";
  // What has changed takes a running notice back; it is published again.
  const bool back = kind == "withdrawn" || kind == "changed";
  const std::string_view result = upheld ? "upheld" : back ? "withdrawn" : "closed";
  tx.execute("UPDATE case_notice SET result = ? WHERE case_id = ? AND result = ''",
             {result, event.stream_id});
}

// Money that came back is taken off what is on record as paid of the case, the last payment first.
void write_receipt(Transaction& tx, const Event& event, const json::object& payload) {
  struct Paid {
    std::int64_t seq;
    std::int64_t fen;
  };
  const auto paid =
      tx.all("SELECT seq, fen FROM matter_paid WHERE case_id = ? ORDER BY seq DESC", {event.stream_id},
             [](const store::Row& row) { return Paid{row.integer(0), row.integer(1)}; });
  std::int64_t left = integer_of(payload, "fen");
  for (const Paid& one : paid) {
    if (left == 0) break;
    const std::int64_t taken = std::min(left, one.fen);
    left -= taken;
    if (taken == one.fen) {
      tx.execute("DELETE FROM matter_paid WHERE seq = ?", {one.seq});
    } else {
      tx.execute("UPDATE matter_paid SET fen = fen - ? WHERE seq = ?", {taken, one.seq});
    }
  }
}

void write_payment(Transaction& tx, const Event& event, const json::object& payload) {
  if (event.kind == "case.received") return write_receipt(tx, event, payload);
  if (event.kind != "case.paid" && event.kind != "case.payment_returned") return;
  const std::string batch = string_of(payload, "batch");
  const std::int64_t line = integer_of(payload, "line");
  if (event.kind == "case.paid") {
    tx.execute(
        "INSERT INTO matter_paid (seq, case_id, subject, batch, line, fen, paid) SELECT ?, id, subject, ?, "
        "?, "
        "?, ? FROM case_file WHERE id = ?",
        {event.seq, batch, line, integer_of(payload, "fen"), event.at.legal_day().to_string(),
         event.stream_id});
  } else {
    tx.execute("DELETE FROM matter_paid WHERE batch = ? AND line = ?", {batch, line});
  }
}

void write_turn(Transaction& tx, const Event& event) {
  const json::object turn = parse_object(event.payload);
  tx.execute(
      "INSERT INTO day_turn (day, at, cases, lapsed, tacit, escalated, failed) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {string_of(turn, "day"), event.at, integer_of(turn, "cases"), integer_of(turn, "lapsed"),
       integer_of(turn, "tacit"), integer_of(turn, "escalated"), integer_of(turn, "failed")});
}

void apply(Transaction& tx, const Event& event) {
  if (event.kind == "clock.day_turned") write_turn(tx, event);
  if (event.stream_type == "subject") apply_succession(tx, event);
  if (event.kind == "unit.seal_set" || event.kind == "case.letter_issued" ||
      event.kind == "case.letter_stamped")
    apply_letter(tx, event);
  if (event.stream_type != stream) return;
  const json::object payload = parse_object(event.payload);
  if (event.kind == "case.opened") insert_case(tx, event, payload);
  tx.execute("UPDATE case_file SET version = ?, updated_at = ?, changed = ? WHERE id = ?",
             {event.stream_version, event.at, event.seq, event.stream_id});
  if (const json::value* amount = payload.if_contains("amount")) {
    tx.execute("UPDATE case_file SET min_fen = ?, max_fen = ? WHERE id = ?",
               {fen(amount->as_object(), "min_fen"), fen(amount->as_object(), "max_fen"), event.stream_id});
  }
  if (const json::value* decision = payload.if_contains("decision")) {
    write_decision(tx, event, decision->as_object());
  }
  if (const json::value* moved = payload.if_contains("procedure")) {
    if (string_of(moved->as_object(), "kind") == "reopened") {
      tx.execute("UPDATE case_file SET reopened = 1 WHERE id = ?", {event.stream_id});
    }
    write_notice(tx, event, moved->as_object(), payload);
    write_state(tx, event, payload.at("state").as_object());
    write_places(tx, event, moved->as_object());
  }
  if (event.kind == "case.members_set" || event.kind == "case.member_confirmed" ||
      event.kind == "case.member_declined") {
    apply_members(tx, event);
  }
  if (event.kind == "case.payee_set") {
    tx.execute("UPDATE case_file SET payee = ? WHERE id = ?", {string_of(payload, "payee"), event.stream_id});
  }
  if (event.kind == "case.escalated") {
    tx.execute("INSERT INTO case_unit (case_id, unit) VALUES (?, ?) ON CONFLICT DO NOTHING",
               {event.stream_id, string_of(payload, "told")});
  }
  write_payment(tx, event, payload);
}

// What is on record as paid of a case is what the ledger has paid of its commitments.
std::vector<std::string> find_unpaid(const store::Reader& reader) {
  return reader.all(
      "SELECT c.id, c.reference, coalesce((SELECT sum(p.fen) FROM matter_paid p WHERE p.case_id = c.id), 0) "
      "AS "
      "said, coalesce((SELECT sum(k.paid_fen) FROM commitment k WHERE k.case_id = c.id), 0) AS booked FROM "
      "case_file c WHERE coalesce((SELECT sum(p.fen) FROM matter_paid p WHERE p.case_id = c.id), 0) <> "
      "coalesce((SELECT sum(k.paid_fen) FROM commitment k WHERE k.case_id = c.id), 0)",
      {}, [](const store::Row& row) {
        return fmt::format("case {} says {} fen are paid, the ledger {}", row.text(1), row.integer(2),
                           row.integer(3));
      });
}

// Which case uses which uploaded document, also one that was taken out again: for who erases them.
constexpr std::string_view document_tables = R"sql(
CREATE TABLE case_document (
  case_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (case_id, hash)
) STRICT;
CREATE INDEX case_document_by_hash ON case_document (hash);
)sql";

void apply_document(Transaction& tx, const Event& event) {
  if (event.kind != "case.evidence_added") return;
  tx.execute("INSERT INTO case_document (case_id, hash) VALUES (?, ?) ON CONFLICT (case_id, hash) DO NOTHING",
             {event.stream_id, string_of(parse_object(event.payload), "hash")});
}

}  // namespace

store::Module module() {
  std::string sql(tables);
  sql += own_tables;
  sql += store::append_only("case_payee");
  sql += store::append_only("objection_contact");
  const std::string sealing =
      store::append_only_but_seals("case_payee", {"account_number"},
                                   {"id", "case_id", "name", "bank", "at"}) +
      store::append_only_but_seals("objection_contact", {"name", "contact"}, {"objection", "case_id", "at"});
  return {
      .name = "casework",
      .migrations = {{1, "cases", sql},
                     {2, "cases that are opened again", std::string(reopened_cases)},
                     {3, "late steps and the turn of days", std::string(late_steps)},
                     {4, "successions", std::string(succession_tables)},
                     {5, "announcements", std::string(announcement_tables)},
                     {6, "sealed account numbers and contacts", sealing},
                     {7, "lists of many cases", std::string(list_indexes)},
                     {8, "lists of those to whom something is due", std::string(roster_tables)},
                     {9, "allocations of short appropriations", std::string(allocation_tables)},
                     {10, "spot checks",
                      std::string(spot_check_tables) + store::append_only("spot_check_seed")},
                     {11, "letters and seals", std::string(letter_tables)},
                     {12, "what announcements ask for", std::string(announcement_columns)},
                     {13, "joint applications", std::string(member_tables)},
                     {14, "documents of cases", std::string(document_tables)},
                     {16, "stamped letters", std::string(stamped_letter_tables)}},
      .projections =
          {{.name = "cases",
            .tables = {"case_file", "case_step", "case_unit", "case_notice", "case_decision", "matter_paid",
                       "day_turn", "succession", "case_letter", "letter_stamped", "unit_seal", "case_member"},
            .apply = apply},
           {.name = "announcements", .tables = {"announcement"}, .apply = apply_announcement},
           {.name = "lists", .tables = {"roster", "roster_line"}, .apply = apply_roster},
           {.name = "allocations", .tables = {"allocation", "allocation_case"}, .apply = apply_allocation},
           {.name = "documents", .tables = {"case_document"}, .apply = apply_document},
           {.name = "spot checks", .tables = {"spot_check", "spot_check_case"}, .apply = apply_spot_check}},
      .checks = {{"cases and ledger agree on what is paid", find_unpaid}},
      .sealed = {{"case_payee", {"id"}, "account_number"},
                 {"objection_contact", {"objection"}, "name"},
                 {"objection_contact", {"objection"}, "contact"}}};
}

}  // namespace enact::casework
