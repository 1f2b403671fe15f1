// What the readers of the two kinds of file share. Internal to the floor.
#pragma once

#include "sheet/table.hpp"

namespace enact::sheet {

std::expected<Table, Unreadable> read_csv(std::string_view bytes, const Limits& limits);
std::expected<Table, Unreadable> read_xlsx(std::string_view bytes, const Limits& limits);

Unreadable no_table();
Unreadable too_many_rows(const Limits& limits);
Unreadable too_many_columns(const Limits& limits);
Unreadable too_large_inside();

}  // namespace enact::sheet
