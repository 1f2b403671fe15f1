// SHA-256 and hexadecimal text. The one place of the store that names a hash function.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/sql.hpp"

namespace enact::store {

Bytes sha256(BytesView data);
Bytes sha256(std::string_view data);
std::string sha256_hex(std::string_view data);
std::string hex(BytesView data);  // lower case
std::optional<Bytes> bytes_from_hex(std::string_view text);

}  // namespace enact::store
