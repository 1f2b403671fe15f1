// One transfer at a time.
#include "ledger/postings.hpp"

#include <fmt/format.h>

#include "ledger/orders.hpp"

namespace enact::ledger {

std::optional<store::Fault> amount_fault(Fen fen) {
  if (fen.count > 0 && fen.count <= fen_limit) return std::nullopt;
  return store::Fault{.kind = store::Fault::Kind::invalid,
                      .code = "ledger.bad-amount",
                      .message = {fmt::format("金额 {} 元不在允许范围内：须大于零且不超过 {} 元",
                                              format_yuan(fen), format_yuan({fen_limit})),
                                  fmt::format("{} yuan is not an amount to book: above zero, at most {}",
                                              format_yuan(fen), format_yuan({fen_limit}))},
                      .help = {"请核对金额", "check the amount"},
                      .figures = {{"fen", fen.count}}};
}

store::Fault not_enough(Text what, Fen needed, Fen available) {
  return {.kind = store::Fault::Kind::limit,
          .code = "ledger.not-enough",
          .message = {fmt::format("{}只有 {} 元，不足 {} 元", what.zh, format_yuan(available),
                                  format_yuan(needed)),
                      fmt::format("{} is {} yuan, less than the {} asked for", what.en,
                                  format_yuan(available), format_yuan(needed))},
          .help = {"请刷新后核对金额", "reload and check the amount"},
          .figures = {{"needed_fen", needed.count}, {"available_fen", available.count}}};
}

std::string show(const Line& line) {
  return fmt::format("{} {} {}", line.policy, line.year, line.unit);
}

store::Fault no_commitment(std::string_view id) {
  return {.kind = store::Fault::Kind::not_found,
          .code = "ledger.no-commitment",
          .message = {fmt::format("没有支出承诺 {}", id), fmt::format("there is no commitment {}", id)},
          .help = {"请刷新后重试", "reload and try again"}};
}

void post(store::Transaction& tx, const Posting& posting) {
  tx.execute("UPDATE ledger_account SET balance = balance - ? WHERE line = ? AND purpose = ?",
             {posting.fen.count, posting.line, purpose_id(posting.debit)});
  tx.execute("UPDATE ledger_account SET balance = balance + ? WHERE line = ? AND purpose = ?",
             {posting.fen.count, posting.line, purpose_id(posting.credit)});
  const auto or_null = [](std::string_view text) -> std::optional<std::string_view> {
    if (text.empty()) return std::nullopt;
    return text;
  };
  tx.execute(
      "INSERT INTO transfer (line, debit, credit, fen, kind, commitment, batch, event_id, at) VALUES (?, ?, "
      "?, "
      "?, ?, ?, ?, ?, ?)",
      {posting.line, purpose_id(posting.debit), purpose_id(posting.credit), posting.fen.count, posting.kind,
       or_null(posting.commitment), or_null(posting.batch), posting.event_id, tx.now()});
}

std::int64_t ensure_line(store::Transaction& tx, const Line& line) {
  if (const auto known = line_id(tx, line)) return *known;
  const auto id = tx.integer("INSERT INTO ledger_line (policy, year, unit) VALUES (?, ?, ?) RETURNING id",
                             {line.policy, line.year, line.unit});
  for (const Purpose purpose : {Purpose::budget, Purpose::available, Purpose::committed, Purpose::payable,
                                Purpose::issued, Purpose::paid}) {
    tx.execute("INSERT INTO ledger_account (line, purpose, balance) VALUES (?, ?, 0)",
               {*id, purpose_id(purpose)});
  }
  return *id;
}

std::optional<store::Fault> closed_fault(const store::Reader& reader, const Line& line) {
  if (!is_closed(reader, line)) return std::nullopt;
  return store::Fault{.kind = store::Fault::Kind::conflict,
                      .code = "ledger.line-closed",
                      .message = {fmt::format("预算指标（{}）已年终结转，不能再记账", show(line)),
                                  fmt::format("the appropriation {} is closed", show(line))},
                      .help = {"请使用下一年度的预算指标", "use the next year's appropriation"}};
}

store::Fault no_line(const Line& line) {
  return {.kind = store::Fault::Kind::not_found,
          .code = "ledger.no-line",
          .message = {fmt::format("没有预算指标（{}）", show(line)),
                      fmt::format("there is no appropriation {}", show(line))},
          .help = {"请先录入预算指标", "enter the appropriation first"}};
}

std::optional<std::int64_t> line_id(const store::Reader& reader, const Line& line) {
  return reader.integer("SELECT id FROM ledger_line WHERE policy = ? AND year = ? AND unit = ?",
                        {line.policy, line.year, line.unit});
}

std::optional<Held> find_held(const store::Reader& reader, std::string_view id) {
  const auto commitment = find_commitment(reader, id);
  if (!commitment) return std::nullopt;
  return reader.first("SELECT line, matter FROM commitment WHERE id = ?", {id}, [&](const store::Row& row) {
    return Held{*commitment, row.integer(0), row.integer(1)};
  });
}

void update_amounts(store::Transaction& tx, const Commitment& commitment) {
  tx.execute(
      "UPDATE commitment SET committed_fen = ?, payable_fen = ?, batched_fen = ?, issued_fen = ?, paid_fen = "
      "?, cancelled_fen = ?, claimed_fen = ? WHERE id = ?",
      {commitment.committed.count, commitment.payable.count, commitment.batched.count,
       commitment.issued.count, commitment.paid.count, commitment.cancelled.count, commitment.claimed.count,
       commitment.id});
}

}  // namespace enact::ledger
