// Holds the books against their transfers: every figure that is kept is computed again from what moved.
#include <fmt/format.h>

#include "ledger/ledger.hpp"

namespace enact::ledger {
namespace {

using store::Reader;
using store::Row;

// Reports each row of `figures` (what, kept, moved) whose two figures differ.
void report(const Reader& reader, std::string_view figures, std::string_view what,
            std::vector<std::string>& faults) {
  reader.query(fmt::format("SELECT what, kept, moved FROM ({}) figures WHERE kept <> moved", figures), {},
               [&](const Row& row) {
                 faults.push_back(fmt::format("{} {}: {} is kept, {} follows from the transfers", what,
                                              row.view(0), row.integer(1), row.integer(2)));
               });
}

constexpr std::string_view accounts_sql =
    "SELECT l.policy || ' ' || l.year || ' ' || l.unit || ' ' || a.purpose AS what, a.balance AS kept, "
    "coalesce((SELECT sum(t.fen) FROM transfer t WHERE t.line = a.line AND t.credit = a.purpose), 0) - "
    "coalesce((SELECT sum(t.fen) FROM transfer t WHERE t.line = a.line AND t.debit = a.purpose), 0) AS moved "
    "FROM ledger_account a JOIN ledger_line l ON l.id = a.line";

constexpr std::string_view lines_sql =
    "SELECT l.policy || ' ' || l.year || ' ' || l.unit AS what, sum(a.balance) AS kept, 0 AS moved FROM "
    "ledger_account a JOIN ledger_line l ON l.id = a.line GROUP BY l.id, l.policy, l.year, l.unit";

// One amount of every commitment against its transfers: what came into the account for it less what left.
std::string commitments_sql(std::string_view column, std::string_view purpose) {
  return fmt::format(
      "SELECT c.id AS what, c.{0} AS kept, coalesce((SELECT sum(CASE WHEN t.credit = '{1}' THEN t.fen WHEN "
      "t.debit = '{1}' THEN -t.fen ELSE 0 END) FROM transfer t WHERE t.commitment = c.id), 0) AS moved FROM "
      "commitment c",
      column, purpose);
}

constexpr std::string_view batched_sql =
    "SELECT c.id AS what, c.batched_fen AS kept, coalesce((SELECT sum(p.fen) FROM payment_line p WHERE "
    "p.commitment = c.id AND NOT EXISTS (SELECT 1 FROM batch_release r WHERE r.batch = p.batch) AND NOT "
    "EXISTS "
    "(SELECT 1 FROM batch_cancel x WHERE x.batch = p.batch)), 0) AS moved FROM commitment c";

std::string matters_sql(std::string_view column, std::string_view sum) {
  return fmt::format(
      "SELECT m.kind || ' ' || m.key AS what, m.{0} AS kept, coalesce((SELECT sum({1}) FROM commitment c "
      "WHERE "
      "c.matter = m.id), 0) AS moved FROM matter m",
      column, sum);
}

constexpr std::string_view ceilings_sql =
    "SELECT m.kind || ' ' || m.key AS what, m.ceiling_fen AS kept, coalesce((SELECT x.ceiling_fen FROM "
    "matter_ceiling x WHERE x.matter = m.id ORDER BY x.seq DESC LIMIT 1), -1) AS moved FROM matter m";

constexpr std::string_view claimed_sql =
    "SELECT c.id AS what, c.claimed_fen AS kept, coalesce((SELECT sum(d.demanded_fen - d.received_fen - "
    "d.waived_fen) FROM ledger_demand d WHERE d.commitment = c.id), 0) AS moved FROM commitment c";

constexpr std::string_view received_sql =
    "SELECT d.ledger_order AS what, d.received_fen AS kept, coalesce((SELECT sum(r.fen) FROM ledger_receipt "
    "r "
    "WHERE r.demand = d.ledger_order), 0) AS moved FROM ledger_demand d";

constexpr std::string_view booked_sql =
    "SELECT c.id AS what, coalesce((SELECT sum(d.received_fen) FROM ledger_demand d WHERE d.commitment = "
    "c.id), "
    "0) AS kept, coalesce((SELECT sum(t.fen) FROM transfer t WHERE t.commitment = c.id AND t.kind = "
    "'received'), 0) AS moved FROM commitment c";

}  // namespace

std::vector<std::string> find_imbalances(const Reader& reader) {
  std::vector<std::string> faults;
  report(reader, accounts_sql, "balance of", faults);
  report(reader, lines_sql, "sum of the accounts of", faults);
  for (const auto& [column, purpose] :
       {std::pair<std::string_view, std::string_view>{"committed_fen", "committed"},
        {"payable_fen", "payable"},
        {"issued_fen", "issued"},
        {"paid_fen", "paid"}}) {
    report(reader, commitments_sql(column, purpose), fmt::format("{} of commitment", column), faults);
  }
  report(reader, claimed_sql, "claimed_fen of commitment", faults);
  report(reader, received_sql, "received_fen of demand", faults);
  report(reader, booked_sql, "received for commitment", faults);
  report(reader, batched_sql, "batched_fen of commitment", faults);
  report(reader, matters_sql("committed_fen", "c.fen - c.cancelled_fen"), "committed_fen of matter", faults);
  report(reader, matters_sql("paid_fen", "c.paid_fen"), "paid_fen of matter", faults);
  report(reader, ceilings_sql, "ceiling_fen of matter", faults);
  return faults;
}

}  // namespace enact::ledger
