// Hash functions and hexadecimal text. The one place of the store that names a hash function.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "store/sql.hpp"

namespace enact::store {

Bytes sha256(BytesView data);
Bytes sha256(std::string_view data);
std::string sha256_hex(std::string_view data);

// Which hash the event log of a space is built with: SHA-256, or SM3 (GB/T 32905) where it is required. Both
// give 32 bytes.
enum class HashKind { sha256, sm3 };
inline constexpr std::size_t hash_size = 32;
// Of the parts one after the other. Throws std::runtime_error if the libraries at hand have no SM3.
Bytes digest(HashKind kind, std::initializer_list<BytesView> parts);
std::string_view hash_name(HashKind kind);  // "SHA-256", "SM3"
std::optional<HashKind> hash_named(std::string_view name);

BytesView as_bytes(std::string_view text);
std::string_view as_text(BytesView bytes);
std::string hex(BytesView data);  // lower case
std::optional<Bytes> bytes_from_hex(std::string_view text);
std::string base64(BytesView data);  // with padding, RFC 4648 section 4
std::optional<Bytes> bytes_from_base64(std::string_view text);

}  // namespace enact::store
