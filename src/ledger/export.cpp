// The bank's list of a released batch.
#include <fmt/format.h>

#include "ledger/batches.hpp"

namespace enact::ledger {
namespace {

// Quoted where the format wants it; guarded where a spreadsheet would run it.
std::string cell(std::string_view text) {
  std::string safe(text);
  if (!safe.empty() && std::string_view("=+-@\t\r").find(safe.front()) != std::string_view::npos) {
    safe.insert(safe.begin(), '\'');
  }
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

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
    csv += fmt::format("{},{},{},{},{}.{:02},{},{},{}-{}\r\n", line.number, cell(line.payee.name),
                       cell(line.payee.bank), cell(line.payee.account_number), line.fen.count / 100,
                       line.fen.count % 100, cell(line.purpose), batch->id, batch->id, line.number);
  }
  return csv;
}

}  // namespace enact::ledger
