// What a bank answers to a batch, as a table of its lines with their results (回盘文件), read against the
// batch: each row with what is wrong in it, and which lines it says nothing of. Reads only; results are
// recorded by record_bank_result (ledger/batches.hpp).
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "ledger/batches.hpp"
#include "sheet/table.hpp"

namespace enact::ledger {

struct AnswerRow {
  int row = 0;   // in the file, the header is 1
  int line = 0;  // of the batch; 0: it names none
  std::optional<BankResult> result = {};
  std::string bank_ref = {};
  std::string reason = {};
  bool recorded = false;          // the books say so already, under the same number of the bank
  std::vector<Text> faults = {};  // empty: it can be recorded
};

struct BankAnswer {
  std::vector<AnswerRow> rows;  // in the order of the file, rows without anything left out
  std::vector<int> silent;      // issued lines that it says nothing of
};

// The header names 流水 or 序号 (the line), 结果 (result), and if there are 银行流水号, 原因 and 金额(元), in
// any order, in Chinese or English; other columns are not read. Fault: invalid "ledger.bad-answer" where the
// header lacks one or there are no rows.
std::expected<BankAnswer, store::Fault> read_bank_answer(const sheet::Table& table, const Batch& batch);

}  // namespace enact::ledger
