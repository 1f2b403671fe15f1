// See tables.hpp.
#include "casework/tables.hpp"

#include <string>
#include <string_view>

#include "casework/allocation_run.hpp"
#include "casework/announcement.hpp"
#include "casework/joint.hpp"
#include "casework/letters.hpp"
#include "casework/roster.hpp"
#include "casework/spot_check.hpp"
#include "casework/succession.hpp"

namespace enact::casework {
namespace {

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

// The running number that a reference shows (open_case.cpp). Counting the cases instead would read all of
// them.
constexpr std::string_view case_numbers = R"sql(
ALTER TABLE case_file ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
CREATE INDEX case_by_number ON case_file (number);
)sql";

constexpr std::string_view part_columns = R"sql(
ALTER TABLE case_file ADD COLUMN granted_fen INTEGER NOT NULL DEFAULT 0 CHECK (granted_fen >= 0);
ALTER TABLE case_file ADD COLUMN lapsed_fen INTEGER NOT NULL DEFAULT 0 CHECK (lapsed_fen >= 0);
CREATE INDEX case_lapsed ON case_file (matter_kind, matter_key) WHERE lapsed_fen > 0;
)sql";

// Which case uses which uploaded document, also one that was taken out again: for who erases them.
constexpr std::string_view document_tables = R"sql(
CREATE TABLE case_document (
  case_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (case_id, hash)
) STRICT;
CREATE INDEX case_document_by_hash ON case_document (hash);
)sql";

}  // namespace

std::vector<store::Migration> migrations() {
  std::string sql(tables);
  sql += own_tables;
  sql += store::append_only("case_payee");
  sql += store::append_only("objection_contact");
  const std::string sealing =
      store::append_only_but_seals("case_payee", {"account_number"},
                                   {"id", "case_id", "name", "bank", "at"}) +
      store::append_only_but_seals("objection_contact", {"name", "contact"}, {"objection", "case_id", "at"});
  return {{1, "cases", sql},
          {2, "cases that are opened again", std::string(reopened_cases)},
          {3, "late steps and the turn of days", std::string(late_steps)},
          {4, "successions", std::string(succession_tables)},
          {5, "announcements", std::string(announcement_tables)},
          {6, "sealed account numbers and contacts", sealing},
          {7, "lists of many cases", std::string(list_indexes)},
          {8, "lists of those to whom something is due", std::string(roster_tables)},
          {9, "allocations of short appropriations", std::string(allocation_tables)},
          {10, "spot checks", std::string(spot_check_tables) + store::append_only("spot_check_seed")},
          {11, "letters and seals", std::string(letter_tables)},
          {12, "what announcements ask for", std::string(announcement_columns)},
          {13, "joint applications", std::string(member_tables)},
          {14, "documents of cases", std::string(document_tables)},
          {16, "stamped letters", std::string(stamped_letter_tables)},
          {20, "parts of what was decided", std::string(part_columns)},
          {21, "allocations that a lead proposes", std::string(allocation_leads)},
          {22, "accounts of members", std::string(member_accounts)},
          {30, "numbers of cases", std::string(case_numbers)},
          {31, "cases that a released allocation leaves out", std::string(allocation_left_out)}};
}

}  // namespace enact::casework
