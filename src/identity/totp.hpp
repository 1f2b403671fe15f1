// One-time passwords by time (RFC 6238 over RFC 4226), and base32 (RFC 4648, without padding) as
// authenticator apps read secrets.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.hpp"
#include "store/sql.hpp"

namespace enact::identity {

inline constexpr std::int64_t totp_step = 30;  // seconds
enum class TotpHash { sha1, sha256, sha512 };  // apps know SHA-1 only

std::int64_t totp_counter(Instant at);
// `digits`: 6 to 8.
std::string totp(store::BytesView secret, std::int64_t counter, int digits = 6,
                 TotpHash hash = TotpHash::sha1);
std::string base32(store::BytesView bytes);

}  // namespace enact::identity
