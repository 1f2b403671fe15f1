// The projection of lists.
#include "casework/case_file.hpp"
#include "casework/roster.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;

std::optional<std::int64_t> optional_integer(const json::object& object, std::string_view key) {
  if (!object.contains(key)) return std::nullopt;
  return integer_of(object, key);
}

std::optional<std::string> optional_string(const json::object& object, std::string_view key) {
  if (!object.contains(key)) return std::nullopt;
  return string_of(object, key);
}

void insert_roster(store::Transaction& tx, const store::Event& event, const json::object& made) {
  const Text title = text_of(made.at("title"));
  tx.execute(
      "INSERT INTO roster (id, number, policy, provision, title_zh, title_en, unit, register, since, day, "
      "state, reason, made_by, released_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'made', '', ?, "
      "'', ?)",
      {event.stream_id, integer_of(made, "number"), string_of(made, "policy"), string_of(made, "provision"),
       title.zh, title.en, event.actor.unit, string_of(made, "register"), optional_string(made, "since"),
       string_of(made, "on"), event.actor.account, event.at});
  for (const json::value& one : made.at("lines").as_array()) {
    const json::object& line = one.as_object();
    const json::object& subject = line.at("subject").as_object();
    const json::object& matter = line.at("matter").as_object();
    const Text why = text_of(line.at("why"));
    const bool left_out = line.contains("left_out");
    const Text reason = left_out ? text_of(line.at("left_out")) : Text{};
    tx.execute(
        "INSERT INTO roster_line (roster, line, subject, subject_name, personal, matter_kind, matter_key, "
        "event, "
        "fen, place, why_zh, why_en, state, reason_zh, reason_en, case_id, entries) VALUES (?, ?, ?, ?, ?, "
        "?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?, '', '[]')",
        {event.stream_id, integer_of(line, "line"), string_of(subject, "id"), string_of(subject, "name"),
         subject.contains("personal"), string_of(matter, "kind"), string_of(matter, "key"),
         string_of(line, "event"), optional_integer(line, "fen"), integer_of(line, "place"), why.zh, why.en,
         left_out ? "left_out" : "listed", reason.zh, reason.en});
  }
}

void set_line(store::Transaction& tx, const std::string& roster, std::int64_t line, std::string_view state,
              const Text& reason) {
  tx.execute("UPDATE roster_line SET state = ?, reason_zh = ?, reason_en = ? WHERE roster = ? AND line = ?",
             {state, reason.zh, reason.en, roster, line});
}

void release(store::Transaction& tx, const store::Event& event, const json::object& released) {
  const std::string& id = event.stream_id;
  tx.execute(
      "UPDATE roster SET state = 'released', released_by = ?, released_at = ?, until_day = ? WHERE id = ?",
      {event.actor.account, event.at, optional_string(released, "until"), id});
  for (const json::value& one : released.at("left_out").as_array()) {
    const json::object& line = one.as_object();
    set_line(tx, id, integer_of(line, "line"), "left_out", text_of(line.at("reason")));
  }
  for (const json::value& one : released.at("lines").as_array()) {
    const json::object& line = one.as_object();
    const json::array& entries = line.at("entries").as_array();
    tx.execute(
        "UPDATE roster_line SET state = ?, entries = ? WHERE roster = ? AND line = ?",
        {entries.empty() ? "waiting" : "entered", json::serialize(entries), id, integer_of(line, "line")});
  }
}

}  // namespace

const std::string_view roster_tables = R"sql(
CREATE TABLE roster (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  policy TEXT NOT NULL,
  provision TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  unit TEXT NOT NULL,
  register TEXT NOT NULL,
  since TEXT,
  day TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('made', 'released', 'discarded')),
  reason TEXT NOT NULL,
  made_by TEXT NOT NULL,
  released_by TEXT NOT NULL CHECK (released_by <> made_by),
  made_at INTEGER NOT NULL,
  released_at INTEGER,
  until_day TEXT
) STRICT;
CREATE INDEX roster_by_unit ON roster (unit, number);
CREATE TABLE roster_line (
  roster TEXT NOT NULL,
  line INTEGER NOT NULL,
  subject TEXT NOT NULL,
  subject_name TEXT NOT NULL,
  personal INTEGER NOT NULL CHECK (personal IN (0, 1)),
  matter_kind TEXT NOT NULL,
  matter_key TEXT NOT NULL CHECK (matter_key <> ''),
  event TEXT NOT NULL,
  fen INTEGER CHECK (fen > 0),
  place INTEGER NOT NULL CHECK (place >= 0),
  why_zh TEXT NOT NULL,
  why_en TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('listed', 'taken_out', 'left_out', 'waiting', 'confirmed', 'declined',
    'lapsed', 'entered')),
  reason_zh TEXT NOT NULL,
  reason_en TEXT NOT NULL,
  case_id TEXT NOT NULL,
  entries TEXT NOT NULL,
  PRIMARY KEY (roster, line)
) STRICT;
-- A matter stands on one list at a time, whoever makes lists and however many at once.
CREATE UNIQUE INDEX roster_one_offer ON roster_line (matter_kind, matter_key)
  WHERE state IN ('listed', 'waiting');
CREATE INDEX roster_line_by_subject ON roster_line (subject, roster);
CREATE INDEX roster_line_by_matter ON roster_line (matter_kind, matter_key);
)sql";

void apply_roster(store::Transaction& tx, const store::Event& event) {
  if (event.stream_type != "roster") return;
  const json::object payload = parse_object(event.payload);
  const std::string& id = event.stream_id;
  if (event.kind == "roster.made") return insert_roster(tx, event, payload);
  if (event.kind == "roster.released") return release(tx, event, payload);
  const std::string reason = string_of(payload, "reason");
  if (event.kind == "roster.discarded") {
    tx.execute("UPDATE roster SET state = 'discarded', reason = ? WHERE id = ?", {reason, id});
    tx.execute(
        "UPDATE roster_line SET state = 'left_out', reason_zh = '名单已作废', reason_en = 'the list was "
        "discarded' WHERE roster = ? AND state = 'listed'",
        {id});
    return;
  }
  if (event.kind == "roster.lapsed") {
    for (const json::value& line : payload.at("lines").as_array()) {
      set_line(tx, id, line.as_int64(), "lapsed", {});
    }
    return;
  }
  const std::int64_t line = integer_of(payload, "line");
  if (event.kind == "roster.taken_out") set_line(tx, id, line, "taken_out", {reason, reason});
  if (event.kind == "roster.put_back") set_line(tx, id, line, "listed", {});
  if (event.kind == "roster.declined") set_line(tx, id, line, "declined", {reason, reason});
  if (event.kind == "roster.confirmed") {
    tx.execute("UPDATE roster_line SET state = 'confirmed', case_id = ? WHERE roster = ? AND line = ?",
               {string_of(payload, "case"), id, line});
  }
}

}  // namespace enact::casework
