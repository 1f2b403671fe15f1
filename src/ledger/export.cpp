// The bank's list of a released batch.
#include <fmt/format.h>

#include "ledger/batches.hpp"
#include "ledger/csv.hpp"

namespace enact::ledger {
std::expected<std::string, store::Fault> bank_csv(const store::Reader& reader, std::string_view id) {
  const auto batch = find_batch(reader, id);
  if (!batch) {
    return std::unexpected(store::Fault{
        .kind = store::Fault::Kind::not_found,
        .code = "ledger.no-batch",
        .message = {fmt::format("没有支付批次 {}", id), fmt::format("there is no payment batch {}", id)},
        .help = {"请刷新后重试", "reload and try again"}});
  }
  if (batch->status != BatchStatus::released && batch->status != BatchStatus::settled) {
    return std::unexpected(store::Fault{.kind = store::Fault::Kind::conflict,
                                        .code = "ledger.batch-not-released",
                                        .message = {fmt::format("支付批次 {} 尚未放行", id),
                                                    fmt::format("the payment batch {} is not released", id)},
                                        .help = {"放行后才能导出", "release it before it is exported"}});
  }
  std::string csv = "\xEF\xBB\xBF序号,收款人,开户行,账号,金额(元),用途,批次,流水\r\n";
  for (const BatchLine& line : batch->lines) {
    csv += fmt::format("{},{},{},{},{},{},{},{}-{}\r\n", line.number, csv_cell(line.payee.name),
                       csv_cell(line.payee.bank), csv_cell(line.payee.account_number),
                       csv_yuan(line.fen.count), csv_cell(line.purpose), batch->id, batch->id, line.number);
  }
  return csv;
}

}  // namespace enact::ledger
