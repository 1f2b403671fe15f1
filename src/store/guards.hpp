// Triggers and references of a database set aside, within one transaction, where rows are moved or written
// anew as a whole. Internal to the store.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/sql.hpp"

namespace enact::store {

// What refuses changes, taken away; answers the statements that bring it back.
std::vector<std::string> lift_guards(Connection& to, std::span<const std::string> tables);

// The first column of a query's rows.
std::vector<std::string> names(const Reader& reader, std::string_view sql);

}  // namespace enact::store
