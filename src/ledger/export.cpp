// The bank's list of a released batch.
#include <fmt/format.h>

#include "ledger/batches.hpp"

namespace enact::ledger {
std::expected<sheet::Listing, store::Fault> bank_list(const store::Reader& reader, std::string_view id) {
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
  sheet::Listing list{.title = {fmt::format("支付批次 {}", id), fmt::format("payment batch {}", id)},
                      .columns = {{"序号", "line"},
                                  {"收款人", "payee"},
                                  {"开户行", "bank"},
                                  {"账号", "account number"},
                                  {"金额(元)", "amount (yuan)"},
                                  {"用途", "purpose"},
                                  {"批次", "batch"},
                                  {"流水", "reference"}},
                      .rows = {}};
  for (const BatchLine& line : batch->lines) {
    list.rows.push_back({std::int64_t{line.number}, line.payee.name, line.payee.bank,
                         line.payee.account_number, line.fen, line.purpose, batch->id,
                         fmt::format("{}-{}", batch->id, line.number)});
  }
  return list;
}

}  // namespace enact::ledger
