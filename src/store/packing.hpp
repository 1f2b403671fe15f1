// Content as it is kept at rest: texts of some length by Zstandard (RFC 8878) where that makes them smaller,
// with a checksum; anything else as it is. What a case pins are JSON documents, three for each step that
// determines: packed they take 0.8 KB of 2.1 on average (docs/decisions/store.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "store/sql.hpp"

namespace enact::store {

inline constexpr std::string_view zstd_packing = "zstd";  // as rows name it; "" : not packed
// nullopt: no text, or it would not get smaller.
std::optional<Bytes> pack_text(BytesView content, std::string_view media_type);
// What is kept, packed by `method` or not. Throws DatabaseError (corrupt) where the bytes are not what
// pack_text made, or would give more than `limit`; (other) for a method that this version does not know.
Bytes unpack_bytes(std::string_view method, BytesView kept, std::int64_t limit);

}  // namespace enact::store
