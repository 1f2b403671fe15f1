// A second factor for signing in: a time-based one-time password of an authenticator app. Set up in two
// steps, so that nobody is shut out by a secret that never reached the app; each code is good once. The
// secret stands sealed in a table of its own (store/key_ring.hpp), never in an event.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "store/database.hpp"

namespace enact::identity {

struct Enrolment {
  std::string secret = {};  // base32, to be typed
  std::string uri = {};     // otpauth://…, to be scanned
};
// A new secret, not yet in force; an earlier one that was not confirmed is forgotten. Fault: conflict
// "identity.has-second-factor".
std::expected<Enrolment, store::Fault> begin_second_factor(store::Database& database,
                                                           std::string_view account, std::string_view issuer);
// In force from now on. Faults: conflict "identity.no-enrolment", forbidden "identity.bad-code".
std::expected<void, store::Fault> confirm_second_factor(store::Transaction& tx, std::string_view account,
                                                        std::string_view code);
// By the account itself, with a code. Fault: forbidden "identity.bad-code".
std::expected<void, store::Fault> remove_second_factor(store::Transaction& tx, std::string_view account,
                                                       std::string_view code);
// By an administrator, for a phone that is lost. Fault: not_found "identity.no-second-factor".
std::expected<void, store::Fault> forget_second_factor(store::Transaction& tx, const store::Actor& by,
                                                       std::string_view account);
bool has_second_factor(const store::Reader& reader, std::string_view account);
// For signing in: nothing if the account has none. Faults: forbidden "identity.code-required",
// "identity.bad-code" (wrong, of another time, or used before).
std::expected<void, store::Fault> check_second_factor(store::Transaction& tx, std::string_view account,
                                                      std::string_view code);

}  // namespace enact::identity
