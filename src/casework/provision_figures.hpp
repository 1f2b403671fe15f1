// What each provision came to in a budget year, from the books: for the performance targets of the units that
// lead it, and for whoever answers for the money.
#pragma once

#include <expected>

#include "casework/casework.hpp"
#include "sheet/listing.hpp"

namespace enact::casework {

// One row a provision with money committed from the year's lines: 政策, 条款, 名称, 牵头单位, 办件数, 主体数,
// 已安排(元) (less what was given back), 已支付(元) (less what came back). Provisions whose leads are within
// the person's reach. Permission: read_overview (forbidden "casework.not-permitted").
std::expected<sheet::Listing, store::Fault> provision_figures(const store::Reader& reader,
                                                              const Library& library, const Person& person,
                                                              int year);

}  // namespace enact::casework
