#include "ledger/bank_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/decimal.hpp"
#include "base/money.hpp"
#include "base/text.hpp"

namespace enact::ledger {
namespace {

using store::Fault;

enum class Column { reference, line, result, bank_ref, reason, amount };

// Headings of the bank's list (bank_list) and what banks call the rest.
const std::map<std::string, Column, std::less<>>& headings() {
  static const std::map<std::string, Column, std::less<>> known{
      {"流水", Column::reference},      {"reference", Column::reference},
      {"序号", Column::line},           {"行号", Column::line},
      {"line", Column::line},           {"结果", Column::result},
      {"支付结果", Column::result},     {"result", Column::result},
      {"银行流水号", Column::bank_ref}, {"bank reference", Column::bank_ref},
      {"原因", Column::reason},         {"失败原因", Column::reason},
      {"reason", Column::reason},       {"金额(元)", Column::amount},
      {"金额（元）", Column::amount},   {"amount (yuan)", Column::amount}};
  return known;
}

std::optional<BankResult> result_named(const std::string& word) {
  static const std::map<std::string, BankResult, std::less<>> known{
      {"成功", BankResult::paid},        {"支付成功", BankResult::paid},   {"已付", BankResult::paid},
      {"已支付", BankResult::paid},      {"paid", BankResult::paid},       {"success", BankResult::paid},
      {"失败", BankResult::failed},      {"支付失败", BankResult::failed}, {"failed", BankResult::failed},
      {"退回", BankResult::returned},    {"退汇", BankResult::returned},   {"已退回", BankResult::returned},
      {"returned", BankResult::returned}};
  const auto found = known.find(text::lower(word));
  return found == known.end() ? std::nullopt : std::optional(found->second);
}

LineStatus status_of(BankResult result) {
  if (result == BankResult::paid) return LineStatus::paid;
  return result == BankResult::failed ? LineStatus::failed : LineStatus::returned;
}

Fault bad_answer(Text what) {
  return {.kind = Fault::Kind::invalid,
          .code = "ledger.bad-answer",
          .message = std::move(what),
          .help = {"表头须有“流水”或“序号”，以及“结果”；可在导出的银行文件上加列填写",
                   "the header names `reference` or `line`, and `result`; add a column to the exported list"},
          .figures = {}};
}

class AnswerReader {
 public:
  AnswerReader(const sheet::Table& table, const Batch& batch) : table_(table), batch_(batch) {}

  std::expected<BankAnswer, Fault> run() {
    if (table_.rows.empty()) return std::unexpected(bad_answer({"文件是空的", "the file is empty"}));
    for (std::size_t i = 0; i < table_.rows[0].size(); ++i) {
      const auto found = headings().find(text::lower(table_.rows[0][i].text));
      if (found != headings().end()) columns_.emplace(found->second, i);
    }
    const bool named = columns_.contains(Column::reference) || columns_.contains(Column::line);
    if (!named || !columns_.contains(Column::result))
      return std::unexpected(bad_answer({"表头不全", "the header is not complete"}));
    BankAnswer answer;
    for (std::size_t row = 1; row < table_.rows.size(); ++row) {
      if (std::ranges::all_of(table_.rows[row], &sheet::Cell::is_empty)) continue;
      answer.rows.push_back(read_row(row));
    }
    // Which of two rows of one line is right is for the bank to say.
    for (AnswerRow& row : answer.rows) {
      const auto same = [&](const AnswerRow& other) { return row.line != 0 && other.line == row.line; };
      if (std::ranges::count_if(answer.rows, same) > 1)
        row.faults.push_back({"同一行出现两次", "this line occurs twice"});
    }
    if (answer.rows.empty())
      return std::unexpected(bad_answer({"表格中没有数据行", "the table has no rows"}));
    for (const BatchLine& line : batch_.lines) {
      if (line.status == LineStatus::issued && !seen_.contains(line.number))
        answer.silent.push_back(line.number);
    }
    return answer;
  }

 private:
  std::string cell(std::size_t row, Column column) const {
    const auto found = columns_.find(column);
    const auto& cells = table_.rows[row];
    return found == columns_.end() || found->second >= cells.size() ? "" : cells[found->second].text;
  }

  const BatchLine* line_of(std::size_t row) const {
    std::string said = cell(row, Column::reference);
    if (said.empty()) {
      said = cell(row, Column::line);
    } else if (said.starts_with(batch_.id + "-")) {
      said.erase(0, batch_.id.size() + 1);
    } else {
      return nullptr;
    }
    const auto number = Decimal::parse(said);
    const auto whole = number ? number->to_int64() : std::nullopt;
    const auto found =
        std::ranges::find_if(batch_.lines, [&](const BatchLine& one) { return whole == one.number; });
    return found == batch_.lines.end() ? nullptr : &*found;
  }

  AnswerRow read_row(std::size_t row) {
    AnswerRow made{.row = static_cast<int>(row) + 1,
                   .bank_ref = cell(row, Column::bank_ref),
                   .reason = cell(row, Column::reason)};
    const std::string word = cell(row, Column::result);
    made.result = result_named(word);
    if (!made.result)
      made.faults.push_back({fmt::format("结果“{}”不认识，可用：成功、失败、退回", word),
                             fmt::format("`{}` is no result: paid, failed or returned", word)});
    const BatchLine* line = line_of(row);
    if (line == nullptr) {
      made.faults.push_back({"不是本批次的行", "this is no line of this batch"});
      return made;
    }
    made.line = line->number;
    seen_.insert(line->number);
    check(*line, row, made);
    return made;
  }

  void check(const BatchLine& line, std::size_t row, AnswerRow& made) {
    if (std::string said = cell(row, Column::amount); !said.empty()) {
      std::erase(said, ',');
      const auto yuan = Decimal::parse(said);
      if (!yuan || exact_fen_from_yuan(*yuan) != line.fen)
        made.faults.push_back(
            {fmt::format("金额“{}”与批次的 {} 元不符", said, format_yuan(line.fen)),
             fmt::format("the amount `{}` is not the batch's {} yuan", said, format_yuan(line.fen))});
    }
    if (!made.result) return;
    if (*made.result != BankResult::paid && made.reason.empty())
      made.faults.push_back({"失败或退回须写明原因", "a failed or returned payment needs its reason"});
    const bool same = line.status == status_of(*made.result);
    made.recorded = same && (made.bank_ref.empty() || made.bank_ref == line.bank_ref);
    const LineStatus before = *made.result == BankResult::returned ? LineStatus::paid : LineStatus::issued;
    if (!made.recorded && line.status != before)
      made.faults.push_back({"这一行现在的状态不能登记这个结果", "the line is in no state for this result"});
  }

  const sheet::Table& table_;
  const Batch& batch_;
  std::map<Column, std::size_t> columns_;
  std::set<int> seen_;
};

}  // namespace

std::expected<BankAnswer, Fault> read_bank_answer(const sheet::Table& table, const Batch& batch) {
  return AnswerReader(table, batch).run();
}

}  // namespace enact::ledger
