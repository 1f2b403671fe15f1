// What the budget management system knows money by (预算管理一体化): the document that appropriated it, the
// project and the classes of the budget's account titles, kept with each appropriation, and the books of a
// year as one list in a layout that such a system can read.
#pragma once

#include <optional>
#include <string>

#include "ledger/ledger.hpp"
#include "sheet/listing.hpp"

namespace enact::ledger {

struct BudgetCodes {
  std::string document = {};    // 指标文号
  std::string project = {};     // 项目代码
  std::string functional = {};  // 支出功能分类科目
  std::string economic = {};    // 政府预算支出经济分类科目
  friend bool operator==(const BudgetCodes&, const BudgetCodes&) = default;
};

// An appropriation with its codes.
std::expected<LineState, store::Fault> appropriate(store::Transaction& tx, const Line& line, Fen fen,
                                                   const BudgetCodes& codes, std::string_view event_id);
// Those of the line's last appropriation that has any, up to a transfer; while there is none, what was
// carried over from the year before has those of its line.
std::optional<BudgetCodes> codes_of(const store::Reader& reader, const Line& line,
                                    std::optional<std::int64_t> up_to = {});

// Every change of the year's appropriations and every payment, return and receipt, in the order in which they
// were booked. Of each line the changes of its appropriation add up to what the ledger says is appropriated,
// and payments, returns and receipts to what it says is paid, however many parts a case is paid in. A payment
// carries the codes that the line had when its money was committed, also after the year's end, and so does
// what comes back of it: of a case that is paid in parts, each part those of the money that it is paid from.
// Columns: 序号,日期,类型,政策,年度,预算单位,指标文号,项目代码,功能分类,经济分类,金额(元),批次,凭证. What
// takes away from a line's appropriation, and money that comes back, is negative; money that comes back to a
// year that is over has a second row, for it returns to the budget. 凭证 is the id of the event in the log.
sheet::Listing budget_list(const store::Reader& reader, int year);

}  // namespace enact::ledger
