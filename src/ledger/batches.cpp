// Making, releasing and settling payment batches.
#include "ledger/batches.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "ledger/postings.hpp"

namespace enact::ledger {
namespace {

using store::Fault;
using store::Reader;
using store::Row;
using store::Transaction;

constexpr std::array<std::string_view, 4> batch_status_ids = {"draft", "released", "settled", "cancelled"};
constexpr std::array<std::string_view, 6> line_status_ids = {"draft",  "issued",   "paid",
                                                             "failed", "returned", "cancelled"};
constexpr std::size_t account_number_limit = 40;

Fault conflict(std::string code, Text message, Text help) {
  return {.kind = Fault::Kind::conflict,
          .code = std::move(code),
          .message = std::move(message),
          .help = std::move(help)};
}

Fault no_batch(std::string_view id) {
  return {.kind = Fault::Kind::not_found,
          .code = "ledger.no-batch",
          .message = {fmt::format("没有支付批次 {}", id), fmt::format("there is no payment batch {}", id)},
          .help = {"请刷新后重试", "reload and try again"}};
}

Fault no_batch_line(std::string_view batch, int line) {
  return {.kind = Fault::Kind::not_found,
          .code = "ledger.no-batch-line",
          .message = {fmt::format("支付批次 {} 没有第 {} 行", batch, line),
                      fmt::format("the payment batch {} has no line {}", batch, line)},
          .help = {"请核对行号", "check the number of the line"}};
}

Fault not_draft(const Batch& batch) {
  return conflict(
      "ledger.batch-not-draft",
      {fmt::format("支付批次 {} 已放行或已取消", batch.id),
       fmt::format("the payment batch {} is {} and no draft", batch.id, batch_status_id(batch.status))},
      {"请刷新后重试", "reload and try again"});
}

Fault bad_result(const BatchLine& line, std::string_view result) {
  return conflict(
      "ledger.bad-result",
      {fmt::format("第 {} 行现为“{}”，不能登记为“{}”", line.number, line_status_id(line.status), result),
       fmt::format("line {} is {} and cannot become {}", line.number, line_status_id(line.status), result)},
      {"请与银行回单核对", "check it against the bank's statement"});
}

std::optional<Fault> payee_fault(const Payee& payee, std::size_t number) {
  const auto in_account = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
  };
  if (!payee.name.empty() && !payee.bank.empty() && !payee.account_number.empty() &&
      payee.account_number.size() <= account_number_limit &&
      std::ranges::all_of(payee.account_number, in_account)) {
    return std::nullopt;
  }
  return Fault{
      .kind = Fault::Kind::invalid,
      .code = "ledger.bad-payee",
      .message = {fmt::format("第 {} 行的收款人、开户行或账号不完整，或账号含有非法字符", number),
                  fmt::format("line {} lacks the payee, the bank or a proper account number", number)},
      .help = {"账号只含数字、字母和连字符", "an account number has digits, letters and hyphens only"}};
}

std::string account_place(std::string_view batch, std::int64_t number) {
  return store::sealed_place("payment_line", "payee_account", fmt::format("{}/{}", batch, number));
}

std::vector<BatchLine> read_lines(const Reader& reader, std::string_view batch, bool released,
                                  bool cancelled) {
  return reader.all(
      "SELECT p.number, p.commitment, c.case_id, p.fen, p.payee_name, p.payee_bank, p.payee_account, "
      "p.purpose, r.result, r.reason, r.bank_ref, "
      "(SELECT again.batch FROM payment_line again WHERE again.reissue_of_batch = p.batch AND "
      "again.reissue_of_number = p.number AND NOT EXISTS "
      "(SELECT 1 FROM batch_cancel dropped WHERE dropped.batch = again.batch)) "
      "FROM payment_line p JOIN commitment c ON c.id = p.commitment LEFT JOIN "
      "payment_result r ON r.seq = (SELECT max(x.seq) FROM payment_result x WHERE x.batch = p.batch AND "
      "x.number = p.number) WHERE p.batch = ? ORDER BY p.number",
      {batch}, [&](const Row& row) {
        BatchLine line{.number = static_cast<int>(row.integer(0)),
                       .commitment = row.text(1),
                       .case_id = row.text(2),
                       .fen = {row.integer(3)},
                       .payee = {row.text(4), row.text(5),
                                 reader.unseal(row.view(6), account_place(batch, row.integer(0)))},
                       .purpose = row.text(7),
                       .status = cancelled  ? LineStatus::cancelled
                                 : released ? LineStatus::issued
                                            : LineStatus::draft,
                       .reason = row.optional_text(9).value_or(""),
                       .bank_ref = row.optional_text(10).value_or(""),
                       .reissued_in = row.optional_text(11).value_or("")};
        if (!row.is_null(8)) {
          line.status = row.view(8) == "paid"     ? LineStatus::paid
                        : row.view(8) == "failed" ? LineStatus::failed
                                                  : LineStatus::returned;
        }
        return line;
      });
}

constexpr std::string_view select_batch =
    "SELECT b.id, b.maker, b.made_at, r.releaser, r.at, x.batch, "
    "(SELECT sum(p.fen) FROM payment_line p WHERE p.batch = b.id), "
    "(SELECT count(*) FROM payment_line p WHERE p.batch = b.id AND NOT EXISTS (SELECT 1 FROM payment_result "
    "y "
    "WHERE y.batch = p.batch AND y.number = p.number)), b.event_id FROM payment_batch b LEFT JOIN "
    "batch_release r ON "
    "r.batch "
    "= b.id LEFT JOIN batch_cancel x ON x.batch = b.id";

Batch read_batch(const Row& row) {
  const bool released = !row.is_null(3);
  const bool cancelled = !row.is_null(5);
  const bool open = row.integer(7) > 0;
  return {.id = row.text(0),
          .maker = row.text(1),
          .releaser = row.optional_text(3).value_or(""),
          .made_at = row.instant(2),
          .released_at = row.optional_instant(4),
          .status = cancelled   ? BatchStatus::cancelled
                    : !released ? BatchStatus::draft
                    : open      ? BatchStatus::released
                                : BatchStatus::settled,
          .total = {row.integer(6)},
          .event_id = row.text(8),
          .lines = {}};
}

struct Original {
  std::string_view batch;
  int line;
};

std::expected<Batch, Fault> make(Transaction& tx, std::string_view maker,
                                 std::span<const BatchRequestLine> lines,
                                 const std::optional<Original>& reissue_of, std::string_view event_id) {
  if (lines.empty()) {
    return std::unexpected(Fault{.kind = Fault::Kind::invalid,
                                 .code = "ledger.empty-batch",
                                 .message = {"支付批次没有明细", "the payment batch has no line"},
                                 .help = {"请至少选择一笔", "choose at least one payment"}});
  }
  const std::string id = tx.new_id();
  tx.execute("INSERT INTO payment_batch (id, maker, made_at, event_id) VALUES (?, ?, ?, ?)",
             {id, maker, tx.now(), event_id});
  std::int64_t total = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const BatchRequestLine& line = lines[i];
    if (auto fault = amount_fault(line.fen)) return std::unexpected(std::move(*fault));
    total += line.fen.count;
    if (auto fault = amount_fault({total})) return std::unexpected(std::move(*fault));
    if (auto fault = payee_fault(line.payee, i + 1)) return std::unexpected(std::move(*fault));
    auto held = find_held(tx, line.commitment);
    if (!held) return std::unexpected(no_commitment(line.commitment));
    Commitment& commitment = held->commitment;
    // What came back on a year that is over is carried into the next one before it is paid again.
    if (auto fault = closed_fault(tx, commitment.line)) return std::unexpected(std::move(*fault));
    const Fen free{commitment.payable.count - commitment.batched.count};
    if (free < line.fen) {
      return std::unexpected(
          not_enough({"尚未编入批次的应付额", "what is payable and in no batch"}, line.fen, free));
    }
    commitment.batched.count += line.fen.count;
    update_amounts(tx, commitment);
    std::optional<std::string_view> original_batch;
    std::optional<std::int64_t> original_line;
    if (reissue_of) {
      original_batch = reissue_of->batch;
      original_line = reissue_of->line;
    }
    tx.execute(
        "INSERT INTO payment_line (batch, number, commitment, fen, payee_name, payee_bank, payee_account, "
        "purpose, reissue_of_batch, reissue_of_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {id, static_cast<std::int64_t>(i + 1), line.commitment, line.fen.count, line.payee.name,
         line.payee.bank,
         tx.seal(line.payee.account_number, account_place(id, static_cast<std::int64_t>(i + 1))),
         line.purpose, original_batch, original_line});
  }
  return *find_batch(tx, id);
}

// The line, if it is there; otherwise the fault.
std::expected<BatchLine, Fault> line_of(const std::optional<Batch>& batch, std::string_view id, int number) {
  if (!batch) return std::unexpected(no_batch(id));
  const auto found = std::ranges::find(batch->lines, number, &BatchLine::number);
  if (found == batch->lines.end()) return std::unexpected(no_batch_line(id, number));
  return *found;
}

}  // namespace

std::string_view batch_status_id(BatchStatus status) {
  return batch_status_ids[static_cast<std::size_t>(status)];
}
std::string_view line_status_id(LineStatus status) {
  return line_status_ids[static_cast<std::size_t>(status)];
}

std::expected<Batch, Fault> make_batch(Transaction& tx, std::string_view maker,
                                       std::span<const BatchRequestLine> lines, std::string_view event_id) {
  return make(tx, maker, lines, std::nullopt, event_id);
}

std::expected<Batch, Fault> release_batch(Transaction& tx, std::string_view id, std::string_view releaser,
                                          std::string_view event_id) {
  const auto batch = find_batch(tx, id);
  if (!batch) return std::unexpected(no_batch(id));
  if (batch->maker == releaser) {
    return std::unexpected(
        Fault{.kind = Fault::Kind::forbidden,
              .code = "ledger.four-eyes",
              .message = {"编制批次的人不能放行该批次", "who made a batch does not release it"},
              .help = {"请由另一名复核人员放行", "another checker must release it"}});
  }
  if (batch->status != BatchStatus::draft) return std::unexpected(not_draft(*batch));
  tx.execute("INSERT INTO batch_release (batch, releaser, at, event_id) VALUES (?, ?, ?, ?)",
             {id, releaser, tx.now(), event_id});
  for (const BatchLine& line : batch->lines) {
    auto held = find_held(tx, line.commitment);
    Commitment& commitment = held->commitment;
    commitment.payable.count -= line.fen.count;
    commitment.batched.count -= line.fen.count;
    commitment.issued.count += line.fen.count;
    update_amounts(tx, commitment);
    post(tx, {.line = held->line,
              .debit = Purpose::payable,
              .credit = Purpose::issued,
              .fen = line.fen,
              .kind = "release",
              .commitment = line.commitment,
              .batch = id,
              .event_id = event_id});
  }
  return *find_batch(tx, id);
}

std::expected<Batch, Fault> cancel_batch(Transaction& tx, std::string_view id, std::string_view event_id) {
  const auto batch = find_batch(tx, id);
  if (!batch) return std::unexpected(no_batch(id));
  if (batch->status != BatchStatus::draft) return std::unexpected(not_draft(*batch));
  tx.execute("INSERT INTO batch_cancel (batch, at, event_id) VALUES (?, ?, ?)", {id, tx.now(), event_id});
  for (const BatchLine& line : batch->lines) {
    auto held = find_held(tx, line.commitment);
    held->commitment.batched.count -= line.fen.count;
    update_amounts(tx, held->commitment);
  }
  return *find_batch(tx, id);
}

std::expected<BatchLine, Fault> record_bank_result(Transaction& tx, std::string_view id, int number,
                                                   BankResult result, std::string_view bank_ref,
                                                   std::string_view reason, std::string_view event_id) {
  const auto found = line_of(find_batch(tx, id), id, number);
  if (!found) return std::unexpected(found.error());
  const BatchLine& line = *found;
  const LineStatus wanted = result == BankResult::paid     ? LineStatus::paid
                            : result == BankResult::failed ? LineStatus::failed
                                                           : LineStatus::returned;
  if (line.status == wanted && line.bank_ref == bank_ref) return line;
  const LineStatus needed = result == BankResult::returned ? LineStatus::paid : LineStatus::issued;
  if (line.status != needed) return std::unexpected(bad_result(line, line_status_id(wanted)));

  auto held = find_held(tx, line.commitment);
  Commitment& commitment = held->commitment;
  const std::int64_t fen = line.fen.count;
  Purpose from = Purpose::issued;
  Purpose to = Purpose::payable;
  if (result == BankResult::paid) {
    to = Purpose::paid;
    commitment.issued.count -= fen;
    commitment.paid.count += fen;
    tx.execute("UPDATE matter SET paid_fen = paid_fen + ? WHERE id = ?", {fen, held->matter});
  } else if (result == BankResult::failed) {
    commitment.issued.count -= fen;
    commitment.payable.count += fen;
  } else {
    if (commitment.paid.count - commitment.claimed.count < fen) {
      return std::unexpected(not_enough({"已付且未被追回的金额", "what was paid and is not demanded back"},
                                        line.fen, {commitment.paid.count - commitment.claimed.count}));
    }
    from = Purpose::paid;
    commitment.paid.count -= fen;
    commitment.payable.count += fen;
    tx.execute("UPDATE matter SET paid_fen = paid_fen - ? WHERE id = ?", {fen, held->matter});
  }
  update_amounts(tx, commitment);
  tx.execute(
      "INSERT INTO payment_result (batch, number, result, bank_ref, reason, at, event_id) VALUES (?, ?, ?, "
      "?, ?, "
      "?, ?)",
      {id, number, line_status_id(wanted), bank_ref, reason, tx.now(), event_id});
  post(tx, {.line = held->line,
            .debit = from,
            .credit = to,
            .fen = line.fen,
            .kind = line_status_id(wanted),
            .commitment = line.commitment,
            .batch = id,
            .event_id = event_id});
  return *line_of(find_batch(tx, id), id, number);
}

std::expected<Batch, Fault> reissue_line(Transaction& tx, std::string_view maker, std::string_view id,
                                         int number, const Payee& payee, std::string_view event_id) {
  const auto line = line_of(find_batch(tx, id), id, number);
  if (!line) return std::unexpected(line.error());
  if (!line->reissued_in.empty() ||
      (line->status != LineStatus::failed && line->status != LineStatus::returned)) {
    return std::unexpected(
        conflict("ledger.not-failed",
                 {fmt::format("第 {} 行没有失败或退回，或已重新支付", number),
                  fmt::format("line {} has not failed, or was issued again already", number)},
                 {"请刷新后重试", "reload and try again"}));
  }
  const BatchRequestLine request{line->commitment, line->fen, payee, line->purpose};
  return make(tx, maker, std::span(&request, 1), Original{id, number}, event_id);
}

std::optional<Batch> find_batch(const Reader& reader, std::string_view id) {
  static const std::string sql = fmt::format("{} WHERE b.id = ?", select_batch);
  auto batch = reader.first(sql, {id}, read_batch);
  if (batch) {
    batch->lines = read_lines(reader, id, !batch->releaser.empty(), batch->status == BatchStatus::cancelled);
  }
  return batch;
}

std::vector<Batch> list_batches(const Reader& reader) {
  static const std::string sql = fmt::format("{} ORDER BY b.made_at DESC, b.id DESC", select_batch);
  return reader.all(sql, {}, read_batch);
}

std::vector<CaseLine> batch_lines_of_case(const Reader& reader, std::string_view case_id) {
  std::vector<CaseLine> result;
  const auto ids = reader.all(
      "SELECT DISTINCT b.id, b.made_at FROM payment_batch b JOIN payment_line p ON p.batch = b.id JOIN "
      "commitment "
      "c ON c.id = p.commitment WHERE c.case_id = ? ORDER BY b.made_at, b.id",
      {case_id}, [](const Row& row) { return row.text(0); });
  for (const std::string& id : ids) {
    const auto batch = find_batch(reader, id);
    for (const BatchLine& line : batch->lines) {
      if (line.case_id == case_id) result.push_back({id, line});
    }
  }
  return result;
}

}  // namespace enact::ledger
