// Authenticated encryption of one value with one key. Internal to the store: everybody else has a KeyRing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "store/key_ring.hpp"

namespace enact::store::seal {

std::size_t key_size(Cipher cipher);
std::size_t nonce_size(Cipher cipher);
std::size_t overhead(Cipher cipher);  // by how much close() is longer than what it closes
// Nonce, ciphertext and tag, one after the other; the tag covers `place` too.
Bytes close(Cipher cipher, BytesView key, std::string_view clear, std::string_view place, BytesView nonce);
// nullopt if key, place or bytes are not those of close().
std::optional<std::string> open(Cipher cipher, BytesView key, BytesView sealed, std::string_view place);
// HMAC-SHA-256, or HMAC-SM3 for Cipher::sm4.
Bytes keyed_hash(Cipher cipher, BytesView key, std::string_view text);

}  // namespace enact::store::seal
