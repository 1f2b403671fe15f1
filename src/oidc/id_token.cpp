#include "oidc/id_token.hpp"

#include <cjose/cjose.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>

namespace enact::oidc {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_token = 64 * 1024;
constexpr std::size_t longest_subject = 255;  // Core 1.0, section 2
constexpr std::size_t least_rsa_bits = 2048;

using Jws = std::unique_ptr<cjose_jws_t, decltype(&cjose_jws_release)>;
struct ReleaseKey {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
using Key = std::unique_ptr<cjose_jwk_t, ReleaseKey>;

// What signs by an algorithm: "RSA", "EC"; "" for those that are not accepted, among them `none` and those
// with a shared secret.
std::string_view key_type(std::string_view algorithm) {
  constexpr std::string_view rsa[] = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"};
  constexpr std::string_view elliptic[] = {"ES256", "ES384", "ES512"};
  if (std::ranges::find(rsa, algorithm) != std::end(rsa)) return "RSA";
  if (std::ranges::find(elliptic, algorithm) != std::end(elliptic)) return "EC";
  return {};
}

std::string text_of(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

std::string header_of(cjose_header_t* header, const char* name) {
  cjose_err error{};
  const char* value = cjose_header_get(header, name, &error);
  return value == nullptr ? std::string() : std::string(value);
}

// The keys that may have signed: of the algorithm's type, for signatures, of the id that the token names.
std::vector<Key> candidates(const json::value& keys, std::string_view algorithm, std::string_view id) {
  std::vector<Key> out;
  const auto* set = keys.if_object();
  const auto* list = set == nullptr ? nullptr : set->if_contains("keys");
  if (list == nullptr || !list->is_array()) return out;
  for (const auto& each : list->get_array()) {
    const auto* key = each.if_object();
    if (key == nullptr || text_of(*key, "kty") != key_type(algorithm)) continue;
    if (key->contains("use") && text_of(*key, "use") != "sig") continue;
    if (key->contains("alg") && text_of(*key, "alg") != algorithm) continue;
    if (!id.empty() && text_of(*key, "kid") != id) continue;
    const std::string text = json::serialize(*key);
    cjose_err error{};
    Key imported(cjose_jwk_import(text.c_str(), text.size(), &error));
    if (!imported) continue;
    if (key_type(algorithm) == "RSA" && cjose_jwk_get_keysize(imported.get(), &error) < least_rsa_bits)
      continue;
    out.push_back(std::move(imported));
  }
  return out;
}

// The claims of a token that one of the keys signed.
std::expected<json::object, TokenFault> signed_claims(std::string_view token, const json::value& keys) {
  cjose_err error{};
  if (token.size() > longest_token) return std::unexpected(TokenFault::malformed);
  const Jws jws(cjose_jws_import(token.data(), token.size(), &error), &cjose_jws_release);
  if (!jws) return std::unexpected(TokenFault::malformed);
  cjose_header_t* header = cjose_jws_get_protected(jws.get());
  if (header == nullptr) return std::unexpected(TokenFault::malformed);
  const std::string algorithm = header_of(header, "alg");
  if (key_type(algorithm).empty()) return std::unexpected(TokenFault::algorithm);
  // What a token declares critical has to be understood; nothing of the kind is (RFC 7515, 4.1.11).
  const std::unique_ptr<char, decltype(&std::free)> critical(cjose_header_get_raw(header, "crit", &error),
                                                             &std::free);
  if (critical) return std::unexpected(TokenFault::malformed);
  const auto tried = candidates(keys, algorithm, header_of(header, "kid"));
  if (tried.empty()) return std::unexpected(TokenFault::unknown_key);
  const bool good = std::ranges::any_of(
      tried, [&](const Key& key) { return cjose_jws_verify(jws.get(), key.get(), &error); });
  if (!good) return std::unexpected(TokenFault::signature);
  std::uint8_t* bytes = nullptr;
  std::size_t length = 0;
  if (!cjose_jws_get_plaintext(jws.get(), &bytes, &length, &error))
    return std::unexpected(TokenFault::malformed);
  boost::system::error_code failure;
  auto claims = json::parse({reinterpret_cast<const char*>(bytes), length}, failure);
  if (failure || !claims.is_object()) return std::unexpected(TokenFault::malformed);
  return std::move(claims.as_object());
}

// Seconds since 1970; nullopt if the claim is absent or no number.
std::optional<std::int64_t> seconds_of(const json::object& claims, std::string_view name) {
  const auto* found = claims.if_contains(name);
  if (found == nullptr || !found->is_number()) return std::nullopt;
  boost::system::error_code failure;
  if (const auto whole = found->to_number<std::int64_t>(failure); !failure) return whole;
  const double fraction = found->to_number<double>(failure);
  constexpr double far = 1e12;
  if (failure || !(fraction > -far && fraction < far)) return std::nullopt;
  return static_cast<std::int64_t>(fraction);
}

std::vector<std::string> texts_of(const json::object& claims, std::string_view name) {
  std::vector<std::string> out;
  const auto* found = claims.if_contains(name);
  if (found == nullptr) return out;
  if (found->is_string()) out.emplace_back(found->as_string());
  if (found->is_array())
    for (const auto& each : found->get_array())
      if (each.is_string()) out.emplace_back(each.as_string());
  return out;
}

std::optional<TokenFault> fault_in(const json::object& claims, const Asked& asked) {
  if (text_of(claims, "iss") != asked.issuer) return TokenFault::issuer;
  const auto audience = texts_of(claims, "aud");
  if (std::ranges::find(audience, asked.client_id) == audience.end()) return TokenFault::audience;
  if ((audience.size() > 1 || claims.contains("azp")) && text_of(claims, "azp") != asked.client_id)
    return TokenFault::audience;
  const auto expires = seconds_of(claims, "exp");
  const auto issued = seconds_of(claims, "iat");
  if (!expires || !issued) return TokenFault::malformed;
  const std::int64_t now = asked.now.microseconds / 1'000'000;
  if (*expires <= now - clock_skew_seconds) return TokenFault::expired;
  if (*issued > now + clock_skew_seconds) return TokenFault::not_yet;
  if (const auto from = seconds_of(claims, "nbf"); from && *from > now + clock_skew_seconds)
    return TokenFault::not_yet;
  if (*issued < now - oldest_token_seconds - clock_skew_seconds) return TokenFault::too_old;
  if (asked.nonce.empty() || text_of(claims, "nonce") != asked.nonce) return TokenFault::nonce;
  const std::string subject = text_of(claims, "sub");
  if (subject.empty() || subject.size() > longest_subject) return TokenFault::subject;
  return std::nullopt;
}

}  // namespace

std::string_view fault_id(TokenFault fault) {
  switch (fault) {
    case TokenFault::malformed:
      return "malformed";
    case TokenFault::algorithm:
      return "algorithm";
    case TokenFault::unknown_key:
      return "unknown-key";
    case TokenFault::signature:
      return "signature";
    case TokenFault::issuer:
      return "issuer";
    case TokenFault::audience:
      return "audience";
    case TokenFault::expired:
      return "expired";
    case TokenFault::not_yet:
      return "not-yet";
    case TokenFault::too_old:
      return "too-old";
    case TokenFault::nonce:
      return "nonce";
    case TokenFault::subject:
      break;
  }
  return "subject";
}

std::string Claims::text(std::string_view name) const {
  return text_of(all, name);
}

std::expected<Claims, TokenFault> read_id_token(std::string_view token, const json::value& keys,
                                                const Asked& asked) {
  auto claims = signed_claims(token, keys);
  if (!claims) return std::unexpected(claims.error());
  if (const auto fault = fault_in(*claims, asked)) return std::unexpected(*fault);
  return Claims{text_of(*claims, "sub"), text_of(*claims, "acr"), texts_of(*claims, "amr"), *claims};
}

}  // namespace enact::oidc
