// Payment batches: made by one officer, released by another (four eyes), exported for the bank, and settled
// line by line as the bank answers. A failed line's money is payable again and may stand in another batch.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/ledger.hpp"
#include "sheet/listing.hpp"

namespace enact::ledger {

// Whose account the bank pays into.
struct Payee {
  std::string name = {};
  std::string bank = {};
  std::string account_number = {};
};

enum class BatchStatus { draft, released, settled, cancelled };
// `issued` once released; `failed` by the bank; `returned` after it was paid.
enum class LineStatus { draft, issued, paid, failed, returned, cancelled };
std::string_view batch_status_id(BatchStatus status);
std::string_view line_status_id(LineStatus status);

struct BatchLine {
  int number = 0;  // 1, 2, 3 … within the batch
  std::string commitment = {};
  std::string case_id = {};
  Fen fen = {};
  Payee payee = {};
  std::string purpose = {};  // what the bank statement says (用途)
  LineStatus status = LineStatus::draft;
  std::string reason = {};       // of the last result
  std::string bank_ref = {};     // of the last result
  std::string reissued_in = {};  // the batch that pays a failed or returned line again; "" : none
};

struct Batch {
  std::string id = {};
  std::string maker = {};     // account id
  std::string releaser = {};  // "" until released
  Instant made_at = {};
  std::optional<Instant> released_at = {};
  BatchStatus status = BatchStatus::draft;
  Fen total = {};
  std::string event_id = {};          // that made it
  std::vector<BatchLine> lines = {};  // empty in list_batches
};

struct BatchRequestLine {
  std::string commitment = {};
  Fen fen = {};
  Payee payee = {};
  std::string purpose = {};
};
// Reserves the payable money of each line. Faults: invalid "ledger.empty-batch", "ledger.bad-payee"; limit
// "ledger.not-enough"; not_found "ledger.no-commitment".
std::expected<Batch, store::Fault> make_batch(store::Transaction& tx, std::string_view maker,
                                              std::span<const BatchRequestLine> lines,
                                              std::string_view event_id);
// Faults: forbidden "ledger.four-eyes" if the releaser made it; conflict "ledger.batch-not-draft".
std::expected<Batch, store::Fault> release_batch(store::Transaction& tx, std::string_view batch,
                                                 std::string_view releaser, std::string_view event_id);
// Gives the reserved money free. Fault: conflict "ledger.batch-not-draft".
std::expected<Batch, store::Fault> cancel_batch(store::Transaction& tx, std::string_view batch,
                                                std::string_view event_id);

enum class BankResult { paid, failed, returned };
// Faults: conflict "ledger.bad-result" (paid or failed wants an issued line, returned a paid one); the same
// result with the same bank reference again does nothing.
std::expected<BatchLine, store::Fault> record_bank_result(store::Transaction& tx, std::string_view batch,
                                                          int line, BankResult result,
                                                          std::string_view bank_ref, std::string_view reason,
                                                          std::string_view event_id);
// A new draft batch of one failed or returned line, perhaps into a corrected account. Fault: conflict
// "ledger.not-failed".
std::expected<Batch, store::Fault> reissue_line(store::Transaction& tx, std::string_view maker,
                                                std::string_view batch, int line, const Payee& payee,
                                                std::string_view event_id);

std::optional<Batch> find_batch(const store::Reader& reader, std::string_view id);
std::vector<Batch> list_batches(const store::Reader& reader);  // newest first
// Every line that the commitments of a case ever had, oldest first, with its batch's id.
struct CaseLine {
  std::string batch = {};
  BatchLine line;
};
std::vector<CaseLine> batch_lines_of_case(const store::Reader& reader, std::string_view case_id);

// For the bank: 序号,收款人,开户行,账号,金额(元),用途,批次,流水. Fault: conflict "ledger.batch-not-released".
std::expected<sheet::Listing, store::Fault> bank_list(const store::Reader& reader, std::string_view batch);

}  // namespace enact::ledger
