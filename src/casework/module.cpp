// How case events fill the tables of casework.
#include "casework/module.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "casework/allocation_run.hpp"
#include "casework/announcement.hpp"
#include "casework/case_file.hpp"
#include "casework/joint.hpp"
#include "casework/letters.hpp"
#include "casework/roster.hpp"
#include "casework/spot_check.hpp"
#include "casework/succession.hpp"
#include "casework/tables.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Event;
using store::Transaction;

std::string_view view_of(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  return found == nullptr || !found->is_string() ? std::string_view() : std::string_view(found->as_string());
}

// What an event says of a case's row. It is written at once: each writing touches the row's many indexes.
class CaseRow {
 public:
  // Borrows text until the row is written.
  void put(std::string_view column, store::Param value) {
    columns_.push_back(column);
    values_.push_back(value);
  }
  void insert(Transaction& tx) const {
    const std::vector<std::string_view> marks(columns_.size(), "?");
    tx.execute(fmt::format("INSERT INTO case_file ({}) VALUES ({})", fmt::join(columns_, ", "),
                           fmt::join(marks, ", ")),
               values_);
  }
  void update(Transaction& tx, std::string_view id) {
    values_.emplace_back(id);
    tx.execute(fmt::format("UPDATE case_file SET {} = ? WHERE id = ?", fmt::join(columns_, " = ?, ")),
               values_);
  }

 private:
  std::vector<std::string_view> columns_;
  std::vector<store::Param> values_;
};

std::int64_t number_of(std::string_view reference) {
  const auto begin = reference.find('-');
  std::int64_t number = 0;
  if (begin != std::string_view::npos) {
    std::from_chars(reference.data() + begin + 1, reference.data() + reference.size(), number);
  }
  return number;
}

std::optional<std::int64_t> fen(const json::object& amount, std::string_view key) {
  if (!amount.contains(key)) return std::nullopt;
  return integer_of(amount, key);
}

// Columns of a new case that no later event changes, and those that some event may set, as they begin.
void put_opening(CaseRow& row, const Event& event, const json::object& payload, std::string_view parts) {
  const json::object& subject = payload.at("subject").as_object();
  const json::object& matter = payload.at("matter").as_object();
  const json::object& title = payload.at("title").as_object();
  row.put("id", event.stream_id);
  row.put("reference", view_of(payload, "reference"));
  row.put("number", number_of(view_of(payload, "reference")));
  row.put("subject", view_of(subject, "id"));
  row.put("subject_name", view_of(subject, "name"));
  row.put("personal", subject.contains("personal"));
  row.put("policy", view_of(payload, "policy"));
  row.put("provision", view_of(payload, "provision"));
  row.put("title_zh", view_of(title, "zh"));
  row.put("title_en", view_of(title, "en"));
  row.put("matter_kind", view_of(matter, "kind"));
  row.put("matter_parts", parts);
  row.put("matter_key", view_of(matter, "key"));
  row.put("event", view_of(payload, "event"));
  row.put("mode", view_of(payload, "mode"));
  row.put("payee", "");
  row.put("opened_at", event.at);
}

void put_state(CaseRow& row, const json::object& state) {
  const json::object& title = state.at("title").as_object();
  row.put("status", view_of(state, "status"));
  row.put("status_zh", view_of(title, "zh"));
  row.put("status_en", view_of(title, "en"));
  row.put("ended", state.at("ended").as_bool());
}

void write_case(Transaction& tx, const Event& event, const json::object& payload) {
  CaseRow row;
  row.put("version", event.stream_version);
  row.put("updated_at", event.at);
  row.put("changed", event.seq);
  if (const json::value* amount = payload.if_contains("amount")) {
    row.put("min_fen", fen(amount->as_object(), "min_fen"));
    row.put("max_fen", fen(amount->as_object(), "max_fen"));
  }
  if (const json::value* moved = payload.if_contains("procedure")) {
    put_state(row, payload.at("state").as_object());
    if (view_of(moved->as_object(), "kind") == "reopened") row.put("reopened", 1);
  }
  if (event.kind == "case.payee_set") row.put("payee", view_of(payload, "payee"));
  if (event.kind != "case.opened") return row.update(tx, event.stream_id);

  const std::string parts = json::serialize(payload.at("matter").as_object().at("parts"));
  put_opening(row, event, payload, parts);
  row.insert(tx);
  for (const json::value& unit : payload.at("units").as_array()) {
    tx.execute("INSERT INTO case_unit (case_id, unit) VALUES (?, ?)",
               {event.stream_id, std::string_view(unit.as_string())});
  }
}

void write_steps(Transaction& tx, const Event& event, const json::object& state) {
  if (event.stream_version > 1) tx.execute("DELETE FROM case_step WHERE case_id = ?", {event.stream_id});
  std::int64_t place = 0;
  for (const json::value& one : state.at("open").as_array()) {
    const json::object& step = one.as_object();
    const json::object& title = step.at("title").as_object();
    std::optional<std::string_view> deadline;
    if (step.contains("deadline")) deadline = view_of(step, "deadline");
    const bool provisional = step.contains("provisional") && step.at("provisional").as_bool();
    const json::object follows = step.contains("follows") ? step.at("follows").as_object() : json::object();
    std::optional<std::string_view> escalated;
    if (step.contains("escalated")) escalated = view_of(step, "escalated");
    tx.execute(
        "INSERT INTO case_step (case_id, place, step, kind, title_zh, title_en, unit, role, opened, "
        "deadline, "
        "provisional, late, follows_zh, follows_en, tells, escalated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?)",
        {event.stream_id, place++, view_of(step, "step"), view_of(step, "kind"), view_of(title, "zh"),
         view_of(title, "en"), view_of(step, "unit"), view_of(step, "role"), view_of(step, "opened"),
         deadline, provisional, view_of(step, "late"), view_of(follows, "zh"), view_of(follows, "en"),
         view_of(step, "tells"), escalated});
  }
  if (event.stream_version > 1 && !state.at("decided").as_bool()) {
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

// How much of what was decided is committed, and what of it has lapsed.
void write_granted(Transaction& tx, const Event& event, const json::object& payload) {
  if (payload.contains("decision"))
    tx.execute("UPDATE case_file SET lapsed_fen = 0 WHERE id = ?", {event.stream_id});
  if (!payload.contains("granted")) return;
  tx.execute("UPDATE case_file SET granted_fen = ? WHERE id = ?",
             {integer_of(payload, "granted"), event.stream_id});
  if (event.kind == "case.part_committed") {
    tx.execute("UPDATE case_file SET status_zh = ?, status_en = ? WHERE id = ?",
               {"部分已安排，余额待安排", "granted in part, the rest waits for money", event.stream_id});
  }
  // Every part was cancelled again: the case waits as one that got nothing.
  if (event.kind == "case.payable_cancelled" && integer_of(payload, "granted") == 0) {
    tx.execute(
        "UPDATE case_file SET status_zh = (SELECT min(s.title_zh) FROM case_step s WHERE s.case_id = "
        "case_file.id), status_en = (SELECT min(s.title_en) FROM case_step s WHERE s.case_id = case_file.id) "
        "WHERE id = ? AND EXISTS (SELECT 1 FROM case_step s WHERE s.case_id = case_file.id AND s.kind = "
        "'commit')",
        {event.stream_id});
  }
  const json::value* run = payload.if_contains("allocation");
  if (run == nullptr || string_of(run->as_object(), "rest") != to_string(RestRule::lapses)) return;
  tx.execute("UPDATE case_file SET lapsed_fen = ? WHERE id = ?",
             {integer_of(run->as_object(), "due") - integer_of(run->as_object(), "fen"), event.stream_id});
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
  write_case(tx, event, payload);
  if (const json::value* decision = payload.if_contains("decision")) {
    write_decision(tx, event, decision->as_object());
  }
  write_granted(tx, event, payload);
  if (const json::value* moved = payload.if_contains("procedure")) {
    if (event.stream_version > 1) write_notice(tx, event, moved->as_object(), payload);
    write_steps(tx, event, payload.at("state").as_object());
    write_places(tx, event, moved->as_object());
  }
  if (event.kind == "case.members_set" || event.kind == "case.member_confirmed" ||
      event.kind == "case.member_declined" || event.kind == "case.member_payee_set") {
    apply_members(tx, event);
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

void apply_document(Transaction& tx, const Event& event) {
  if (event.kind != "case.evidence_added") return;
  tx.execute("INSERT INTO case_document (case_id, hash) VALUES (?, ?) ON CONFLICT (case_id, hash) DO NOTHING",
             {event.stream_id, string_of(parse_object(event.payload), "hash")});
}

}  // namespace

store::Module module() {
  return {
      .name = "casework",
      .migrations = migrations(),
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
