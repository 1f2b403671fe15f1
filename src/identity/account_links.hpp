// One-time links by which the holder of an account sets its password: for a new account, and for one whose
// password is lost. The token is 256 random bits; the database keeps its hash.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "identity/accounts.hpp"

namespace enact::identity {

inline constexpr std::int64_t link_seconds = 24 * 3600;

// 256 random bits in hexadecimal.
std::string new_token(store::Database& database);

struct IssuedLink {
  Account account = {};
  std::string token = {};  // not recoverable later
  Instant expires_at = {};
};
// Makes `token` a link of the account; earlier ones of it are good no more. An event says that it was issued.
// Faults: not_found "identity.no-account", conflict "identity.account-disabled".
std::expected<IssuedLink, store::Fault> issue_link(store::Transaction& tx, const store::Actor& actor,
                                                   std::string_view account, std::string_view token);
// Slow (password hash): on a worker thread. Sets the password, ends the account's sessions, spends the link.
// Answers the account. Faults: forbidden "identity.bad-link" (unknown, used, run out or replaced), those of
// hash_password.
std::expected<Account, store::Fault> redeem_link(store::Database& database, std::string_view token,
                                                 std::string_view password, PasswordCost cost);
// Spends the link without a password, for who proved an identity with it (identity/external.hpp). Answers the
// account. Faults: as above.
std::expected<Account, store::Fault> spend_link(store::Transaction& tx, std::string_view token);
// Whether a link of the account waits to be used.
bool has_link(const store::Reader& reader, std::string_view account, Instant now);

}  // namespace enact::identity
