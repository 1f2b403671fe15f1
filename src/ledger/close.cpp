#include "ledger/close.hpp"

#include <fmt/format.h>

#include "ledger/orders.hpp"
#include "ledger/postings.hpp"

namespace enact::ledger {
namespace {

using store::Fault;
using store::Transaction;

Line next_year(const Line& line) {
  return {line.policy, line.year + 1, line.unit};
}

// One amount from an account of the old line to the same account of the new one, over the budget of both.
void carry(Transaction& tx, std::int64_t from, std::int64_t to, Purpose purpose, Fen fen,
           std::string_view old_commitment, std::string_view new_commitment, std::string_view event_id) {
  if (fen.count == 0) return;
  post(tx, {.line = from,
            .debit = purpose,
            .credit = Purpose::budget,
            .fen = fen,
            .kind = "carry_out",
            .commitment = old_commitment,
            .event_id = event_id});
  post(tx, {.line = to,
            .debit = Purpose::budget,
            .credit = purpose,
            .fen = fen,
            .kind = "carry_in",
            .commitment = new_commitment,
            .event_id = event_id});
}

void carry_commitment(Transaction& tx, const std::string& id, std::int64_t to, std::string_view event_id) {
  auto held = find_held(tx, id);
  Commitment& old = held->commitment;
  const Fen committed = old.committed;
  const Fen payable = old.payable;
  const Fen moved{committed.count + payable.count};
  old.committed = {};
  old.payable = {};
  old.cancelled.count += moved.count;
  update_amounts(tx, old);
  const std::string made = tx.new_id();
  // What was paid keeps the claim's name, and the rest goes on under one of its own: a claim has one
  // commitment that is not cancelled.
  const std::string claim = old.cancelled == old.fen ? old.claim : fmt::format("{}/{}", old.claim, made);
  tx.execute(
      "INSERT INTO commitment (id, line, matter, claim, case_id, fen, committed_fen, payable_fen, "
      "batched_fen, issued_fen, paid_fen, cancelled_fen, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, "
      "0, "
      "?)",
      {made, to, held->matter, claim, old.case_id, moved.count, committed.count, payable.count, tx.now()});
  carry(tx, held->line, to, Purpose::committed, committed, id, made, event_id);
  carry(tx, held->line, to, Purpose::payable, payable, id, made, event_id);
}

}  // namespace

std::optional<Fault> close_obstacle(const store::Reader& reader, const Line& line, Fen over) {
  const auto state = find_line(reader, line);
  if (!state) return no_line(line);
  if (over.count != 0) {
    if (auto fault = amount_fault(over)) return fault;
  }
  if (state->available < over) {
    return not_enough({"该指标的可用余额", "what is available of the appropriation"}, over, state->available);
  }
  const Fen batched{
      reader
          .integer("SELECT coalesce(sum(c.batched_fen), 0) FROM commitment c JOIN ledger_line l "
                   "ON l.id = c.line WHERE l.policy = ? AND l.year = ? AND l.unit = ?",
                   {line.policy, line.year, line.unit})
          .value_or(0)};
  if (state->issued.count != 0 || batched.count != 0) {
    return Fault{.kind = Fault::Kind::conflict,
                 .code = "ledger.line-busy",
                 .message = {fmt::format("尚有在途支付 {} 元、待放行批次 {} 元，不能年终结转",
                                         format_yuan(state->issued), format_yuan(batched)),
                             fmt::format("{} yuan are on their way and {} stand in draft batches",
                                         format_yuan(state->issued), format_yuan(batched))},
                 .help = {"请先登记银行回单，放行或撤销批次",
                          "record the bank's answers and release or cancel the batches first"},
                 .figures = {{"issued_fen", state->issued.count}, {"batched_fen", batched.count}}};
  }
  return closed_fault(reader, next_year(line));
}

void close_line(Transaction& tx, const Line& line, Fen over, std::string_view event_id) {
  const std::int64_t from = *line_id(tx, line);
  const std::int64_t to = ensure_line(tx, next_year(line));
  const auto open = tx.all(
      "SELECT id FROM commitment WHERE line = ? AND committed_fen + payable_fen > 0 ORDER BY made_at, id",
      {from}, [](const store::Row& row) { return row.text(0); });
  for (const std::string& id : open) carry_commitment(tx, id, to, event_id);
  carry(tx, from, to, Purpose::available, over, "", "", event_id);
  const Fen rest = find_line(tx, line)->available;
  if (rest.count > 0) {
    post(tx, {.line = from,
              .debit = Purpose::available,
              .credit = Purpose::budget,
              .fen = rest,
              .kind = "lapse",
              .event_id = event_id});
  }
  if (!is_closed(tx, line)) {
    tx.execute("INSERT INTO ledger_close (line, at, event_id) VALUES (?, ?, ?)", {from, tx.now(), event_id});
  }
}

}  // namespace enact::ledger
