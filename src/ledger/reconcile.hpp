// Holding a batch against the bank's statement: what matches, and of the rest exactly what does not (对账).
// Reads only; what is to be recorded is recorded line by line (ledger/batches.hpp).
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/batches.hpp"

namespace enact::ledger {

// One row of a statement. `reference` is the 流水 of bank_list ("batch-line").
struct StatementRow {
  int row = 0;  // in the file, the header is 1
  std::string reference = {};
  std::string account_number = {};
  Fen fen = {};
  std::string bank_ref = {};
};
// UTF-8 CSV (RFC 4180, a byte order mark is skipped) with a header that names 流水, 账号 and 金额(元) in any
// order, and 银行流水号 if there is one; other columns are not read. Fault: invalid "ledger.bad-statement"
// with the row, figure "row".
std::expected<std::vector<StatementRow>, store::Fault> read_statement(std::string_view csv);

struct Mismatch {
  enum class Kind {
    not_in_batch,  // the bank paid what this batch does not hold
    twice,         // the bank paid a line twice
    amount,        // another amount
    account,       // into another account
    not_recorded,  // the bank paid, the books do not say so yet
    not_paid,      // the books say failed or returned, the bank paid
    missing        // the books say paid, the statement does not hold it
  } kind = Kind::not_in_batch;
  int row = 0;   // of the statement; 0: none
  int line = 0;  // of the batch; 0: none
  Fen statement = {};
  Fen books = {};
};
std::string_view mismatch_id(Mismatch::Kind kind);
Text mismatch_words(const Mismatch& mismatch);

struct Reconciliation {
  int matched = 0;
  Fen matched_fen = {};
  Fen statement_fen = {};  // of all rows
  Fen books_fen = {};      // of all lines that the books call paid
  std::vector<Mismatch> mismatches = {};
};
// Fault: not_found "ledger.no-batch".
std::expected<Reconciliation, store::Fault> reconcile(const store::Reader& reader, std::string_view batch,
                                                      const std::vector<StatementRow>& statement);

}  // namespace enact::ledger
