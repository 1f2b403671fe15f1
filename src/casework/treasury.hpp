// Money: appropriations, payment batches over many cases, and what the bank answers, with the way back to
// each case: a paid line ends its case, a failed one asks its applicant for a correct account. Each function
// is one step in the caller's transaction, like those of casework/casework.hpp.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.hpp"
#include "ledger/bank_answer.hpp"
#include "ledger/batches.hpp"
#include "ledger/budget.hpp"
#include "ledger/ledger.hpp"
#include "ledger/reconcile.hpp"

namespace enact::casework {

// Appropriation line (policy, year, unit) gets `fen` more. Permission: appropriate, for the line's unit.
std::expected<ledger::LineState, store::Fault> appropriate(store::Transaction& tx, const Person& person,
                                                           const ledger::Line& line, Fen fen,
                                                           std::string_view document);
// The same with the budget's codes. Where the policy's package has a table of codes for the day (parameters
// 预算项目, 功能分类科目, 经济分类科目: lists of contexts with 代码), a code must stand in it. Fault: invalid
// "casework.unknown-code".
std::expected<ledger::LineState, store::Fault> appropriate(store::Transaction& tx, const Library& library,
                                                           const Person& person, const ledger::Line& line,
                                                           Fen fen, const ledger::BudgetCodes& codes);

// A batch of what is payable for these cases, each to the account that its applicant gave. What cannot be
// paid (no account, nothing payable, a family that was paid, one's own case) is left out and named
// (left_out_of); if it is everything, nothing is made. Faults: those of ledger::make_batch; of the first that
// is left out: conflict "casework.nothing-payable", "casework.payee-missing".
std::expected<ledger::Batch, store::Fault> make_batch(store::Transaction& tx, const Library& library,
                                                      const Person& person,
                                                      std::span<const std::string> case_ids);
// What two people approve is the batch as one sum, as the bank takes it: a batch in which a line must not be
// paid any more is refused whole, with all such lines named, and made anew without them.
std::expected<ledger::Batch, store::Fault> release_batch(store::Transaction& tx, const Library& library,
                                                         const Person& person, std::string_view batch);
std::expected<ledger::Batch, store::Fault> cancel_batch(store::Transaction& tx, const Library& library,
                                                        const Person& person, std::string_view batch);

struct BankResultRequest {
  std::string batch = {};
  int line = 0;
  ledger::BankResult result = ledger::BankResult::paid;
  std::string bank_ref = {};
  std::string reason = {};  // failed, returned
};
// The same result again does nothing and answers the line.
std::expected<ledger::BatchLine, store::Fault> record_bank_result(store::Transaction& tx,
                                                                  const Library& library,
                                                                  const Person& person,
                                                                  const BankResultRequest& request);
// A new draft batch of a failed or returned line, into the account that the case has now.
std::expected<ledger::Batch, store::Fault> reissue_line(store::Transaction& tx, const Library& library,
                                                        const Person& person, std::string_view batch,
                                                        int line);

// ---- views -------------------------------------------------------------------------------------------

struct Payable {
  ledger::Commitment commitment;
  std::string case_id;
  std::string reference;
  std::string subject_name;
  std::string provision;
  Text provision_title;
  std::string payee_masked;  // "某银行 ****1234"; "" if there is no account yet
};
struct TreasuryView {
  std::vector<ledger::LineState> lines;
  std::vector<Payable> payable;        // in no batch yet, oldest first
  std::vector<ledger::Batch> batches;  // newest first, without lines
};
// Permission: read_ledger. Fault: forbidden "casework.not-permitted".
std::expected<TreasuryView, store::Fault> treasury(const store::Reader& reader, const Person& person);
// With its lines, account numbers masked.
std::expected<ledger::Batch, store::Fault> batch(const store::Reader& reader, const Person& person,
                                                 std::string_view id);
// What was left out of it when it was made.
struct LeftOut {
  std::string case_id;
  std::string reference;
  std::string name;  // whose payment it is
  Fen fen;           // 0: nothing of the case was payable
  Text because;
};
std::vector<LeftOut> left_out_of(const store::Reader& reader, const ledger::Batch& batch);
// With full account numbers, for those who make or release it in the unit that pays; that they were read is
// an event. Fault: forbidden "casework.not-permitted" for everybody else.
std::expected<ledger::Batch, store::Fault> batch_accounts(store::Transaction& tx, const Person& person,
                                                          std::string_view id);
// A released batch as the bank's list, which holds full account numbers: an event likewise. Faults: as above;
// those of ledger::bank_list.
std::expected<sheet::Listing, store::Fault> batch_export(store::Transaction& tx, const Person& person,
                                                         std::string_view id);

// The year's list for the budget management system (ledger::budget_list). Permission: read_ledger.
std::expected<sheet::Listing, store::Fault> budget_export(const store::Reader& reader, const Person& person,
                                                          int year);
// A batch held against the bank's statement (ledger/reconcile.hpp). For those who make, release or settle it,
// since a statement holds account numbers.
std::expected<ledger::Reconciliation, store::Fault> reconcile_batch(const store::Reader& reader,
                                                                    const Person& person,
                                                                    std::string_view batch,
                                                                    std::string_view statement);
// What the bank answers, as a table, read against a released batch; writes nothing. For those who may record
// it. Fault also invalid "ledger.bad-answer".
std::expected<ledger::BankAnswer, store::Fault> read_bank_answer(const store::Reader& reader,
                                                                 const Person& person, std::string_view batch,
                                                                 const sheet::Table& table);

}  // namespace enact::casework
