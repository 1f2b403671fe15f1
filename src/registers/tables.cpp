// Rows of an entry carry the seq of the event that opened it: lists come in the order of entering, and a
// rebuild numbers them alike. What constraints promise is refused by the database itself, whoever asks.
#include "registers/tables.hpp"

#include <string_view>

#include "store/module.hpp"
#include "store/text_index.hpp"

namespace enact::registers {
namespace {

constexpr std::string_view tables = R"sql(
CREATE TABLE register_entry (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  reference TEXT NOT NULL UNIQUE,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  version INTEGER NOT NULL,
  policy TEXT NOT NULL,
  register TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_name TEXT NOT NULL,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  status_zh TEXT NOT NULL,
  status_en TEXT NOT NULL,
  ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
  draft INTEGER NOT NULL CHECK (draft IN (0, 1)),
  public INTEGER NOT NULL CHECK (public IN (0, 1)),
  content TEXT NOT NULL,
  clock INTEGER,
  opened_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  UNIQUE (year, number)
) STRICT;
CREATE INDEX register_entry_by_change ON register_entry (policy, register, changed);
CREATE INDEX register_entry_by_status ON register_entry (policy, register, status, changed);
CREATE INDEX register_entry_public ON register_entry (policy, register, public, changed);
CREATE INDEX register_entry_by_subject ON register_entry (subject, policy, register, changed);
CREATE INDEX register_entry_by_clock ON register_entry (clock, seq);
CREATE TABLE register_entry_version (
  entry TEXT NOT NULL,
  version INTEGER NOT NULL,
  known_on INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  content TEXT NOT NULL,
  account TEXT NOT NULL,
  unit TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (entry, version)
) STRICT;
CREATE TABLE register_unique (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT;
CREATE INDEX register_unique_by_entry ON register_unique (entry);
CREATE TABLE register_span (
  entry TEXT NOT NULL,
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  bound INTEGER NOT NULL,
  PRIMARY KEY (entry, scope),
  CHECK (starts < ends)
) STRICT;
CREATE INDEX register_span_by_key ON register_span (scope, key, starts);
-- The sum over a stretch is greatest where one of its spans begins: at the new one's beginning or within it.
CREATE TRIGGER register_span_within_bound BEFORE INSERT ON register_span
  WHEN EXISTS (
    SELECT 1 FROM (
      SELECT new.starts AS moment
      UNION
      SELECT p.starts FROM register_span p
        WHERE p.scope = new.scope AND p.key = new.key AND p.starts > new.starts AND p.starts < new.ends
    ) m WHERE new.amount + (
      SELECT coalesce(sum(s.amount), 0) FROM register_span s
        WHERE s.scope = new.scope AND s.key = new.key AND s.starts <= m.moment AND s.ends > m.moment
    ) > new.bound
  )
  BEGIN SELECT RAISE(ABORT, 'register spans pass their bound'); END;
CREATE TRIGGER register_span_no_update BEFORE UPDATE ON register_span
  BEGIN SELECT RAISE(ABORT, 'register spans are written anew'); END;
CREATE TABLE register_reference (
  entry TEXT NOT NULL,
  field TEXT NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (entry, field)
) STRICT;
CREATE INDEX register_reference_by_target ON register_reference (target, entry);
CREATE TABLE register_value (
  seq INTEGER NOT NULL,
  field TEXT NOT NULL,
  policy TEXT NOT NULL,
  register TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (seq, field)
) STRICT;
CREATE INDEX register_value_by_key ON register_value (policy, register, field, key, seq);
CREATE TABLE register_text (
  seq INTEGER PRIMARY KEY,
  tokens TEXT NOT NULL
) STRICT;
CREATE TABLE register_step (
  entry TEXT NOT NULL,
  place INTEGER NOT NULL,
  step TEXT NOT NULL,
  kind TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  opened TEXT NOT NULL,
  deadline TEXT,
  PRIMARY KEY (entry, place)
) STRICT;
CREATE INDEX register_step_by_unit ON register_step (unit, role, deadline);
CREATE TABLE register_unit (
  unit TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (unit, entry)
) STRICT;
CREATE INDEX register_unit_by_entry ON register_unit (entry);
CREATE TABLE register_told (
  entry TEXT NOT NULL,
  place INTEGER NOT NULL,
  subject TEXT NOT NULL,
  fact TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (entry, place)
) STRICT;
CREATE INDEX register_told_by_subject ON register_told (subject, fact);
CREATE TABLE register_turn (
  day TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  entries INTEGER NOT NULL CHECK (entries >= 0),
  lapsed INTEGER NOT NULL CHECK (lapsed >= 0),
  tacit INTEGER NOT NULL CHECK (tacit >= 0),
  escalated INTEGER NOT NULL CHECK (escalated >= 0),
  failed INTEGER NOT NULL CHECK (failed >= 0)
) STRICT;
)sql";

// What does not belong into events: who objected.
constexpr std::string_view own_tables = R"sql(
CREATE TABLE register_contact (
  objection TEXT PRIMARY KEY,
  entry TEXT NOT NULL,
  name TEXT NOT NULL,
  contact TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
)sql";

}  // namespace

std::string entry_tables() {
  return std::string(tables) + store::text_index("register_text") + std::string(own_tables) +
         store::append_only("register_contact");
}

std::string deadline_index() {
  return "CREATE INDEX register_step_by_deadline ON register_step (deadline);";
}

std::string sealing_tables() {
  return store::append_only_but_seals("register_contact", {"name", "contact"}, {"objection", "entry", "at"});
}

}  // namespace enact::registers
