#include "ledger/reconcile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/decimal.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "sheet/table.hpp"

namespace enact::ledger {
namespace {

using store::Fault;

constexpr std::size_t rows_limit = 20'000;

Fault bad_statement(int row, Text what) {
  return {.kind = Fault::Kind::invalid,
          .code = "ledger.bad-statement",
          .message = {fmt::format("对账单第 {} 行：{}", row, what.zh),
                      fmt::format("row {} of the statement: {}", row, what.en)},
          .help = {"请核对文件后重新上传", "mend the file and upload it again"},
          .figures = {{"row", row}}};
}

std::optional<Fen> amount_of(std::string text) {
  std::erase(text, ',');
  const auto yuan = Decimal::parse(text);
  return yuan ? exact_fen_from_yuan(*yuan) : std::nullopt;
}

// The line's number in "batch-line"; nullopt if it is another batch's or none.
std::optional<int> line_number(std::string_view reference, std::string_view batch) {
  if (!reference.starts_with(batch) || reference.size() < batch.size() + 2 ||
      reference[batch.size()] != '-') {
    return std::nullopt;
  }
  const auto number = Decimal::parse(reference.substr(batch.size() + 1));
  const auto whole = number ? number->to_int64() : std::nullopt;
  if (!whole || *whole < 1 || *whole > 1'000'000) return std::nullopt;
  return static_cast<int>(*whole);
}

std::optional<Mismatch> compare(const StatementRow& row, const BatchLine& line) {
  Mismatch found{.row = row.row, .line = line.number, .statement = row.fen, .books = line.fen};
  if (row.fen != line.fen) {
    found.kind = Mismatch::Kind::amount;
  } else if (row.account_number != line.payee.account_number) {
    found.kind = Mismatch::Kind::account;
  } else if (line.status == LineStatus::failed || line.status == LineStatus::returned) {
    found.kind = Mismatch::Kind::not_paid;
  } else if (line.status != LineStatus::paid) {
    found.kind = Mismatch::Kind::not_recorded;
  } else {
    return std::nullopt;
  }
  return found;
}

}  // namespace

std::expected<std::vector<StatementRow>, Fault> read_statement(std::string_view csv) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (csv.starts_with(mark)) csv.remove_prefix(mark.size());
  if (!text::is_valid_utf8(csv)) {
    return std::unexpected(bad_statement(1, {"不是 UTF-8 编码", "it is not UTF-8"}));
  }
  const auto rows = sheet::csv_rows(csv);
  if (!rows) return std::unexpected(bad_statement(1, {"引号没有闭合", "a quote is not closed"}));
  if (rows->empty()) return std::unexpected(bad_statement(1, {"没有表头", "there is no header"}));
  if (rows->size() > rows_limit) {
    return std::unexpected(bad_statement(1, {"行数过多，请分批上传", "too many rows: upload it in parts"}));
  }
  std::map<std::string, std::size_t, std::less<>> columns;
  for (std::size_t i = 0; i < rows->front().size(); ++i) columns.emplace(rows->front()[i], i);
  for (const char* wanted : {"流水", "账号", "金额(元)"}) {
    if (columns.contains(wanted)) continue;
    return std::unexpected(bad_statement(
        1, {fmt::format("缺少“{}”列", wanted), fmt::format("the column `{}` is missing", wanted)}));
  }
  std::vector<StatementRow> statement;
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const std::vector<std::string>& cells = (*rows)[i];
    const int number = static_cast<int>(i) + 1;
    const auto cell = [&](std::string_view column) {
      const auto found = columns.find(column);
      return found == columns.end() || found->second >= cells.size() ? std::string() : cells[found->second];
    };
    const auto fen = amount_of(cell("金额(元)"));
    if (!fen) {
      return std::unexpected(
          bad_statement(number, {fmt::format("金额“{}”不是整分的数", cell("金额(元)")),
                                 fmt::format("`{}` is not an amount of whole fen", cell("金额(元)"))}));
    }
    statement.push_back({.row = number,
                         .reference = cell("流水"),
                         .account_number = cell("账号"),
                         .fen = *fen,
                         .bank_ref = cell("银行流水号")});
  }
  return statement;
}

std::string_view mismatch_id(Mismatch::Kind kind) {
  switch (kind) {
    case Mismatch::Kind::not_in_batch:
      return "not_in_batch";
    case Mismatch::Kind::twice:
      return "twice";
    case Mismatch::Kind::amount:
      return "amount";
    case Mismatch::Kind::account:
      return "account";
    case Mismatch::Kind::not_recorded:
      return "not_recorded";
    case Mismatch::Kind::not_paid:
      return "not_paid";
    default:
      return "missing";
  }
}

Text mismatch_words(const Mismatch& one) {
  const std::string bank = format_yuan(one.statement);
  const std::string books = format_yuan(one.books);
  switch (one.kind) {
    case Mismatch::Kind::not_in_batch:
      return {fmt::format("对账单第 {} 行（{} 元）不在本批次中", one.row, bank),
              fmt::format("row {} of the statement ({} yuan) is not of this batch", one.row, bank)};
    case Mismatch::Kind::twice:
      return {
          fmt::format("批次第 {} 笔在对账单中出现两次（第 {} 行，{} 元）", one.line, one.row, bank),
          fmt::format("line {} stands twice in the statement (row {}, {} yuan)", one.line, one.row, bank)};
    case Mismatch::Kind::amount:
      return {fmt::format("批次第 {} 笔应付 {} 元，银行付 {} 元", one.line, books, bank),
              fmt::format("line {} is {} yuan, the bank paid {}", one.line, books, bank)};
    case Mismatch::Kind::account:
      return {fmt::format("批次第 {} 笔付到了另一账号", one.line),
              fmt::format("line {} was paid into another account", one.line)};
    case Mismatch::Kind::not_recorded:
      return {fmt::format("批次第 {} 笔银行已付 {} 元，账上尚未登记", one.line, bank),
              fmt::format("line {} was paid ({} yuan) and is not recorded yet", one.line, bank)};
    case Mismatch::Kind::not_paid:
      return {fmt::format("批次第 {} 笔账上为失败或退汇，银行却付了 {} 元", one.line, bank),
              fmt::format("line {} failed or came back in the books, the bank paid {} yuan", one.line, bank)};
    default:
      return {
          fmt::format("批次第 {} 笔账上已付 {} 元，对账单中没有", one.line, books),
          fmt::format("line {} is paid in the books ({} yuan) and not in the statement", one.line, books)};
  }
}

std::expected<Reconciliation, Fault> reconcile(const store::Reader& reader, std::string_view id,
                                               const std::vector<StatementRow>& statement) {
  const auto batch = find_batch(reader, id);
  if (!batch) {
    return std::unexpected(Fault{.kind = Fault::Kind::not_found,
                                 .code = "ledger.no-batch",
                                 .message = {"没有这个支付批次", "there is no such batch"},
                                 .help = {"请刷新后重试", "reload and try again"}});
  }
  Reconciliation result;
  std::map<int, int> seen;  // line → rows
  for (const StatementRow& row : statement) {
    result.statement_fen.count += row.fen.count;
    const auto number = line_number(row.reference, id);
    const auto line =
        number ? std::ranges::find(batch->lines, *number, &BatchLine::number) : batch->lines.end();
    if (line == batch->lines.end()) {
      result.mismatches.push_back({Mismatch::Kind::not_in_batch, row.row, 0, row.fen, {}});
    } else if (seen[line->number]++ > 0) {
      result.mismatches.push_back({Mismatch::Kind::twice, row.row, line->number, row.fen, line->fen});
    } else if (const auto mismatch = compare(row, *line)) {
      result.mismatches.push_back(*mismatch);
    } else {
      ++result.matched;
      result.matched_fen.count += row.fen.count;
    }
  }
  for (const BatchLine& line : batch->lines) {
    if (line.status != LineStatus::paid) continue;
    result.books_fen.count += line.fen.count;
    if (!seen.contains(line.number)) {
      result.mismatches.push_back({Mismatch::Kind::missing, 0, line.number, {}, line.fen});
    }
  }
  return result;
}

}  // namespace enact::ledger
