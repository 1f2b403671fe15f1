// The ledger's tables. What must never happen to money is forbidden here, whatever the code above does.
#include "ledger/ledger.hpp"

namespace enact::ledger {
namespace {

constexpr std::string_view tables = R"sql(
CREATE TABLE ledger_line (
  id INTEGER PRIMARY KEY,
  policy TEXT NOT NULL CHECK (policy <> ''),
  year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 9999),
  unit TEXT NOT NULL CHECK (unit <> ''),
  UNIQUE (policy, year, unit)
) STRICT;
CREATE TABLE ledger_account (
  line INTEGER NOT NULL REFERENCES ledger_line (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('budget', 'available', 'committed', 'payable', 'issued', 'paid')),
  balance INTEGER NOT NULL CHECK (CASE purpose WHEN 'budget' THEN balance <= 0 ELSE balance >= 0 END),
  PRIMARY KEY (line, purpose)
) STRICT;
CREATE TABLE matter (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind <> ''),
  key TEXT NOT NULL CHECK (key <> ''),
  ceiling_fen INTEGER NOT NULL,
  committed_fen INTEGER NOT NULL,
  paid_fen INTEGER NOT NULL,
  UNIQUE (kind, key),
  CHECK (0 <= paid_fen AND paid_fen <= committed_fen AND committed_fen <= ceiling_fen)
) STRICT;
CREATE TABLE matter_ceiling (
  seq INTEGER PRIMARY KEY,
  matter INTEGER NOT NULL REFERENCES matter (id),
  ceiling_fen INTEGER NOT NULL CHECK (ceiling_fen >= 0),
  event_id TEXT NOT NULL REFERENCES event (id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX matter_ceiling_by_matter ON matter_ceiling (matter, seq);
CREATE TABLE commitment (
  id TEXT PRIMARY KEY,
  line INTEGER NOT NULL REFERENCES ledger_line (id),
  matter INTEGER NOT NULL REFERENCES matter (id),
  claim TEXT NOT NULL CHECK (claim <> ''),
  case_id TEXT NOT NULL,
  fen INTEGER NOT NULL CHECK (fen > 0),
  committed_fen INTEGER NOT NULL CHECK (committed_fen >= 0),
  payable_fen INTEGER NOT NULL CHECK (payable_fen >= 0),
  batched_fen INTEGER NOT NULL CHECK (batched_fen BETWEEN 0 AND payable_fen),
  issued_fen INTEGER NOT NULL CHECK (issued_fen >= 0),
  paid_fen INTEGER NOT NULL CHECK (paid_fen >= 0),
  cancelled_fen INTEGER NOT NULL CHECK (cancelled_fen >= 0),
  made_at INTEGER NOT NULL,
  CHECK (committed_fen + payable_fen + issued_fen + paid_fen + cancelled_fen = fen)
) STRICT;
CREATE UNIQUE INDEX commitment_one_a_claim ON commitment (claim) WHERE cancelled_fen < fen;
CREATE INDEX commitment_by_case ON commitment (case_id, made_at);
CREATE INDEX commitment_by_matter ON commitment (matter);
CREATE INDEX commitment_to_batch ON commitment (made_at) WHERE batched_fen < payable_fen;
CREATE TABLE payment_batch (
  id TEXT PRIMARY KEY,
  maker TEXT NOT NULL CHECK (maker <> ''),
  made_at INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES event (id)
) STRICT;
CREATE TABLE payment_line (
  batch TEXT NOT NULL REFERENCES payment_batch (id),
  number INTEGER NOT NULL CHECK (number > 0),
  commitment TEXT NOT NULL REFERENCES commitment (id),
  fen INTEGER NOT NULL CHECK (fen > 0),
  payee_name TEXT NOT NULL,
  payee_bank TEXT NOT NULL,
  payee_account TEXT NOT NULL,
  purpose TEXT NOT NULL,
  reissue_of_batch TEXT,
  reissue_of_number INTEGER,
  PRIMARY KEY (batch, number),
  FOREIGN KEY (reissue_of_batch, reissue_of_number) REFERENCES payment_line (batch, number)
) STRICT;
CREATE INDEX payment_line_by_commitment ON payment_line (commitment);
CREATE INDEX payment_line_by_original ON payment_line (reissue_of_batch, reissue_of_number);
CREATE TABLE batch_release (
  batch TEXT PRIMARY KEY REFERENCES payment_batch (id),
  releaser TEXT NOT NULL CHECK (releaser <> ''),
  at INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES event (id)
) STRICT;
CREATE TRIGGER batch_release_four_eyes BEFORE INSERT ON batch_release
  WHEN (SELECT maker FROM payment_batch WHERE id = NEW.batch) = NEW.releaser
  BEGIN SELECT RAISE(ABORT, 'who made a batch does not release it'); END;
CREATE TABLE batch_cancel (
  batch TEXT PRIMARY KEY REFERENCES payment_batch (id),
  at INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES event (id)
) STRICT;
CREATE TABLE payment_result (
  seq INTEGER PRIMARY KEY,
  batch TEXT NOT NULL,
  number INTEGER NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('paid', 'failed', 'returned')),
  bank_ref TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES event (id),
  FOREIGN KEY (batch, number) REFERENCES payment_line (batch, number)
) STRICT;
CREATE INDEX payment_result_by_line ON payment_result (batch, number, seq);
CREATE TABLE transfer (
  id INTEGER PRIMARY KEY,
  line INTEGER NOT NULL,
  debit TEXT NOT NULL,
  credit TEXT NOT NULL CHECK (credit <> debit),
  fen INTEGER NOT NULL CHECK (fen > 0),
  kind TEXT NOT NULL,
  commitment TEXT REFERENCES commitment (id),
  batch TEXT REFERENCES payment_batch (id),
  event_id TEXT NOT NULL REFERENCES event (id),
  at INTEGER NOT NULL,
  FOREIGN KEY (line, debit) REFERENCES ledger_account (line, purpose),
  FOREIGN KEY (line, credit) REFERENCES ledger_account (line, purpose)
) STRICT;
CREATE INDEX transfer_by_commitment ON transfer (commitment, id);
CREATE INDEX transfer_by_line ON transfer (line, id);
)sql";

// What changes money against its ordinary course. A demand's sums stand in one row under their CHECK, and the
// part of a commitment that is demanded back never exceeds what was paid of it.
constexpr std::string_view orders = R"sql(
ALTER TABLE commitment ADD COLUMN claimed_fen INTEGER NOT NULL DEFAULT 0
  CHECK (claimed_fen BETWEEN 0 AND paid_fen);
CREATE TABLE ledger_order (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('cancel', 'lower', 'move', 'demand', 'waive', 'close')),
  line INTEGER NOT NULL REFERENCES ledger_line (id),
  to_line INTEGER REFERENCES ledger_line (id),
  commitment TEXT REFERENCES commitment (id),
  demand TEXT REFERENCES ledger_order (id),
  fen INTEGER NOT NULL CHECK (fen >= 0),
  reason TEXT NOT NULL CHECK (reason <> ''),
  document TEXT NOT NULL,
  maker TEXT NOT NULL CHECK (maker <> ''),
  made_at INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES event (id)
) STRICT;
CREATE TABLE ledger_order_end (
  ledger_order TEXT PRIMARY KEY REFERENCES ledger_order (id),
  result TEXT NOT NULL CHECK (result IN ('approved', 'refused')),
  decider TEXT NOT NULL CHECK (decider <> ''),
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES event (id)
) STRICT;
CREATE TRIGGER ledger_order_four_eyes BEFORE INSERT ON ledger_order_end
  WHEN NEW.result = 'approved' AND
    (SELECT maker FROM ledger_order WHERE id = NEW.ledger_order) = NEW.decider
  BEGIN SELECT RAISE(ABORT, 'who proposed an order does not approve it'); END;
CREATE TABLE ledger_demand (
  ledger_order TEXT PRIMARY KEY REFERENCES ledger_order (id),
  commitment TEXT NOT NULL REFERENCES commitment (id),
  demanded_fen INTEGER NOT NULL CHECK (demanded_fen > 0),
  received_fen INTEGER NOT NULL CHECK (received_fen >= 0),
  waived_fen INTEGER NOT NULL CHECK (waived_fen >= 0),
  CHECK (received_fen + waived_fen <= demanded_fen)
) STRICT;
CREATE INDEX ledger_demand_by_commitment ON ledger_demand (commitment);
CREATE TABLE ledger_receipt (
  seq INTEGER PRIMARY KEY,
  demand TEXT NOT NULL REFERENCES ledger_demand (ledger_order),
  fen INTEGER NOT NULL CHECK (fen > 0),
  bank_ref TEXT NOT NULL CHECK (bank_ref <> ''),
  at INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES event (id),
  UNIQUE (demand, bank_ref)
) STRICT;
CREATE TABLE ledger_close (
  line INTEGER PRIMARY KEY REFERENCES ledger_line (id),
  at INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES event (id)
) STRICT;
CREATE TRIGGER ledger_closed_line BEFORE INSERT ON transfer
  WHEN NEW.kind IN ('appropriate', 'commit', 'approve', 'release', 'move_in', 'carry_in') AND
    EXISTS (SELECT 1 FROM ledger_close WHERE line = NEW.line)
  BEGIN SELECT RAISE(ABORT, 'the line is closed'); END;
)sql";

constexpr std::string_view budget = R"sql(
CREATE TABLE appropriation_codes (
  transfer INTEGER PRIMARY KEY REFERENCES transfer (id),
  document TEXT NOT NULL,
  project TEXT NOT NULL,
  functional TEXT NOT NULL,
  economic TEXT NOT NULL
) STRICT;
)sql";

}  // namespace

store::Module module() {
  std::string sql(tables);
  for (const char* table : {"ledger_line", "matter_ceiling", "payment_batch", "payment_line", "batch_release",
                            "batch_cancel", "payment_result", "transfer"}) {
    sql += store::append_only(table);
  }
  std::string later(orders);
  for (const char* table : {"ledger_order", "ledger_order_end", "ledger_receipt", "ledger_close"}) {
    later += store::append_only(table);
  }
  return {.name = "ledger",
          .migrations = {{1, "lines, matters, commitments, batches and transfers", sql},
                         {2, "orders under four eyes, demands and the end of a year", later},
                         {3, "codes of the budget",
                          std::string(budget) + store::append_only("appropriation_codes")},
                         {4, "sealed account numbers",
                          store::append_only_but_seals(
                              "payment_line", {"payee_account"},
                              {"batch", "number", "commitment", "fen", "payee_name", "payee_bank", "purpose",
                               "reissue_of_batch", "reissue_of_number"})}},
          .checks = {{"the ledger balances", find_imbalances}},
          .sealed = {{"payment_line", {"batch", "number"}, "payee_account"}}};
}

}  // namespace enact::ledger
