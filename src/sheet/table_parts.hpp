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

// Bytes of all parts of a zip file once unpacked, as its directory declares them; nullopt if it has no
// directory that can be read. What a part really holds beyond that is not unpacked.
std::optional<std::size_t> unpacked_size(std::string_view zip);

}  // namespace enact::sheet
