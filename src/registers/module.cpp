// How events of entries fill the tables.
#include "registers/module.hpp"

#include "registers/entry_file.hpp"
#include "registers/tables.hpp"
#include "store/text_index.hpp"

namespace enact::registers {
namespace {

namespace json = boost::json;
using store::Event;
using store::Transaction;

// The row's own columns, which the rows of other tables repeat.
struct Place {
  std::int64_t seq = 0;
  std::string policy;
  std::string register_id;
  std::string subject;
};

void insert_entry(Transaction& tx, const Event& event, const json::object& payload) {
  std::string subject;
  std::string subject_name;
  if (const json::value* owner = payload.if_contains("subject")) {
    subject = string_of(owner->as_object(), "id");
    subject_name = string_of(owner->as_object(), "name");
  }
  tx.execute(
      "INSERT INTO register_entry (seq, id, reference, year, number, version, policy, register, subject, "
      "subject_name, name, status, status_zh, status_en, ended, draft, public, content, opened_at, "
      "updated_at, changed) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, '', '', '', '', 0, 0, 0, '{}', ?, ?, ?)",
      {event.seq, event.stream_id, string_of(payload, "reference"), integer_of(payload, "year"),
       integer_of(payload, "number"), string_of(payload, "policy"), string_of(payload, "register"), subject,
       subject_name, event.at, event.at, event.seq});
}

void write_version(Transaction& tx, const Event& event, const json::object& payload) {
  const std::string content = string_of(payload, "values");
  tx.execute("UPDATE register_entry SET content = ? WHERE id = ?", {content, event.stream_id});
  tx.execute(
      "INSERT INTO register_entry_version (entry, version, known_on, valid_from, content, account, unit, "
      "reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {event.stream_id, event.stream_version, event.at, string_of(payload, "valid_from"), content,
       event.actor.account, event.actor.unit, string_of(payload, "reason")});
}

void write_claims(Transaction& tx, const std::string& id, const json::object& now) {
  tx.execute("DELETE FROM register_unique WHERE entry = ?", {id});
  for (const json::value& one : now.at("keys").as_array()) {
    const json::object& row = one.as_object();
    tx.execute("INSERT INTO register_unique (scope, key, entry) VALUES (?, ?, ?)",
               {string_of(row, "scope"), string_of(row, "key"), id});
  }
  tx.execute("DELETE FROM register_span WHERE entry = ?", {id});
  for (const json::value& one : now.at("spans").as_array()) {
    const json::object& row = one.as_object();
    tx.execute(
        "INSERT INTO register_span (entry, scope, key, starts, ends, amount, bound) VALUES (?, ?, ?, ?, ?, "
        "?, "
        "?)",
        {id, string_of(row, "scope"), string_of(row, "key"), integer_of(row, "starts"),
         integer_of(row, "ends"), integer_of(row, "amount"), integer_of(row, "bound")});
  }
  tx.execute("DELETE FROM register_reference WHERE entry = ?", {id});
  for (const json::value& one : now.at("references").as_array()) {
    const json::object& row = one.as_object();
    tx.execute("INSERT INTO register_reference (entry, field, target) VALUES (?, ?, ?)",
               {id, string_of(row, "field"), string_of(row, "target")});
  }
}

void write_steps(Transaction& tx, const std::string& id, const json::object& now) {
  tx.execute("DELETE FROM register_step WHERE entry = ?", {id});
  std::int64_t place = 0;
  for (const json::value& one : now.at("open").as_array()) {
    const json::object& step = one.as_object();
    const Text title = text_of(step.at("title"));
    std::optional<std::string> deadline;
    if (step.contains("deadline")) deadline = string_of(step, "deadline");
    tx.execute(
        "INSERT INTO register_step (entry, place, step, kind, title_zh, title_en, unit, role, opened, "
        "deadline) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {id, place++, string_of(step, "step"), string_of(step, "kind"), title.zh, title.en,
         string_of(step, "unit"), string_of(step, "role"), string_of(step, "opened"), deadline});
  }
  tx.execute("DELETE FROM register_unit WHERE entry = ?", {id});
  for (const json::value& unit : now.at("units").as_array()) {
    tx.execute("INSERT INTO register_unit (unit, entry) VALUES (?, ?) ON CONFLICT DO NOTHING",
               {std::string(unit.as_string()), id});
  }
}

void write_finding(Transaction& tx, const Place& place, const json::object& now) {
  tx.execute("DELETE FROM register_value WHERE seq = ?", {place.seq});
  for (const json::value& one : now.at("fields").as_array()) {
    const json::object& row = one.as_object();
    tx.execute("INSERT INTO register_value (seq, field, policy, register, key) VALUES (?, ?, ?, ?, ?)",
               {place.seq, string_of(row, "field"), place.policy, place.register_id, string_of(row, "key")});
  }
  store::put_tokens(tx, "register_text", place.seq, store::text_tokens(string_of(now, "search")));
}

void write_told(Transaction& tx, const std::string& id, const Place& place, const json::object& now) {
  tx.execute("DELETE FROM register_told WHERE entry = ?", {id});
  std::int64_t number = 0;
  for (const json::value& one : now.at("told").as_array()) {
    const json::object& row = one.as_object();
    tx.execute("INSERT INTO register_told (entry, place, subject, fact, value) VALUES (?, ?, ?, ?, ?)",
               {id, number++, place.subject, string_of(row, "fact"), string_of(row, "value")});
  }
}

void write_now(Transaction& tx, const Event& event, const json::object& now) {
  const Text title = text_of(now.at("title"));
  std::optional<std::int64_t> clock;
  if (now.contains("clock")) clock = integer_of(now, "clock");
  tx.execute(
      "UPDATE register_entry SET version = ?, name = ?, status = ?, status_zh = ?, status_en = ?, ended = ?, "
      "draft = ?, public = ?, clock = ?, updated_at = ?, changed = ? WHERE id = ?",
      {event.stream_version, string_of(now, "name"), string_of(now, "status"), title.zh, title.en,
       now.at("ended").as_bool(), now.at("draft").as_bool(), now.at("public").as_bool(), clock, event.at,
       event.seq, event.stream_id});
  const auto place = tx.first(
      "SELECT seq, policy, register, subject FROM register_entry WHERE id = ?", {event.stream_id},
      [](const store::Row& row) { return Place{row.integer(0), row.text(1), row.text(2), row.text(3)}; });
  write_claims(tx, event.stream_id, now);
  write_steps(tx, event.stream_id, now);
  write_finding(tx, place.value(), now);
  write_told(tx, event.stream_id, *place, now);
}

void write_turn(Transaction& tx, const Event& event) {
  const json::object turn = parse_object(event.payload);
  tx.execute(
      "INSERT INTO register_turn (day, at, entries, lapsed, tacit, escalated, failed) VALUES (?, ?, ?, ?, ?, "
      "?, ?)",
      {string_of(turn, "day"), event.at, integer_of(turn, "entries"), integer_of(turn, "lapsed"),
       integer_of(turn, "tacit"), integer_of(turn, "escalated"), integer_of(turn, "failed")});
}

void apply(Transaction& tx, const Event& event) {
  if (event.kind == "clock.registers_turned") return write_turn(tx, event);
  if (event.stream_type != stream) return;
  const json::object payload = parse_object(event.payload);
  if (event.kind == "entry.opened" || event.kind == "entry.imported") insert_entry(tx, event, payload);
  if (payload.contains("values")) write_version(tx, event, payload);
  write_now(tx, event, payload.at("now").as_object());
}

}  // namespace

store::Module module() {
  return {
      .name = "registers",
      .migrations = {{1, "entries of registers", entry_tables()},
                     {2, "sealed contacts", sealing_tables()},
                     {3, "steps by their last day", deadline_index()}},
      .projections = {{.name = "registers",
                       .tables = {"register_entry", "register_entry_version", "register_unique",
                                  "register_span", "register_reference", "register_value", "register_text",
                                  "register_step", "register_unit", "register_told", "register_turn"},
                       .apply = apply,
                       .text_tables = {"register_text"}}},
      .checks = {},
      .sealed = {{"register_contact", {"objection"}, "name"},
                 {"register_contact", {"objection"}, "contact"}}};
}

}  // namespace enact::registers
