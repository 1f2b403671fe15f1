// An ID token (OpenID Connect Core 1.0, 3.1.3.7) held against the provider's keys and against what was asked:
// pure, no requests.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "base/clock.hpp"

namespace enact::oidc {

struct Asked {
  std::string issuer = {};
  std::string client_id = {};
  std::string nonce = {};
  Instant now = {};
};
inline constexpr std::int64_t clock_skew_seconds = 120;  // by which the provider's clock may be off
inline constexpr std::int64_t oldest_token_seconds = 600;

enum class TokenFault {
  malformed,    // no signed token, or its claims are none
  algorithm,    // none of those accepted: RS, PS, ES with SHA-256, 384 or 512
  unknown_key,  // no key of the set is the one that it names: the provider may have changed its keys
  signature,
  issuer,
  audience,  // not for this client
  expired,
  not_yet,  // issued or valid in the future
  too_old,  // issued longer ago than a sign-in takes
  nonce,
  subject  // none, or too long
};
std::string_view fault_id(TokenFault fault);  // "unknown-key"

struct Claims {
  std::string subject = {};
  std::string acr = {};
  std::vector<std::string> amr = {};
  boost::json::object all = {};
  // A claim that is text; "" if there is none.
  std::string text(std::string_view name) const;
};

// `keys`: a JSON Web Key Set.
std::expected<Claims, TokenFault> read_id_token(std::string_view token, const boost::json::value& keys,
                                                const Asked& asked);

}  // namespace enact::oidc
