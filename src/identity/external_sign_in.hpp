// An attempt to sign in through an identity provider, as the space remembers it: begun, its answer taken
// (once), the identity proved, a session opened. What names it is a secret that only the browser has; the
// database keeps its hash. Attempts count against the limits of sign-in (identity/sessions.hpp).
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "identity/sessions.hpp"

namespace enact::identity {

inline constexpr std::int64_t external_seconds = 10 * 60;  // from begun to opened

// Fault: too_many "identity.too-many-attempts".
std::expected<void, store::Fault> begin_external(store::Transaction& tx, const SessionPolicy& policy,
                                                 std::string_view secret, std::string_view source);
// Before the provider is asked: its answer to an attempt is taken once. Fault: forbidden
// "identity.bad-attempt" (none begun with this secret, taken before, run out).
std::expected<void, store::Fault> take_external(store::Transaction& tx, std::string_view secret);
// Whose identity was proved; `second_factor`: the provider said that it asked for one. Fault: as above.
std::expected<void, store::Fault> prove_external(store::Transaction& tx, std::string_view secret,
                                                 std::string_view account, bool second_factor);
// Opens the session of a proved attempt, once. Where the account has a second factor and the provider used
// none, its code is asked for; a wrong one counts as a failed attempt of the account. Faults: forbidden
// "identity.bad-attempt", "identity.account-disabled", those of check_second_factor; too_many.
std::expected<NewSession, store::Fault> open_external(store::Database& database, const SessionPolicy& policy,
                                                      std::string_view secret, std::string_view code,
                                                      std::string_view source, std::string_view agent);

}  // namespace enact::identity
