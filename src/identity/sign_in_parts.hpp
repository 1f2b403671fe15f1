// What signing in by password and through a provider have in common. Internal to this floor.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "identity/sessions.hpp"

namespace enact::identity {

struct SignInAttempt {
  std::string id = {};
  std::string account = {};        // "" if there is no such login
  std::string password_hash = {};  // "" if it has none or is disabled
};
// Counts an attempt, which is a failed one until sign_in_success names it. `login_key` "" : it is not known
// yet whose. Fault: too_many "identity.too-many-attempts".
std::expected<SignInAttempt, store::Fault> begin_attempt(store::Transaction& tx, const SessionPolicy& policy,
                                                         std::string_view login_key, std::string_view source);
// Opens a session for the token, with its event.
std::expected<NewSession, store::Fault> open_session(store::Transaction& tx, const SessionPolicy& policy,
                                                     const Account& account, std::string_view token,
                                                     std::string_view source, std::string_view agent);

}  // namespace enact::identity
