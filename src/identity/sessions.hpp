// Signing in and staying signed in. A session's token is 256 random bits known to the browser only; the
// database keeps its hash. Attempts are counted in the database, so that the limit holds over restarts.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/accounts.hpp"
#include "store/database.hpp"

namespace enact::identity {

struct SessionPolicy {
  std::int64_t idle_seconds = 30 * 60;
  std::int64_t absolute_seconds = 12 * 3600;
  // Failed attempts within the window after which no more are tried, for one login and from one source.
  std::int64_t window_seconds = 15 * 60;
  std::int64_t failures_per_login = 10;
  std::int64_t failures_per_source = 50;
  // Roles that rest until their holder has a second factor in force, or came through a provider that asked
  // for one; empty: none.
  std::vector<Role> second_factor_roles = {};
  PasswordCost cost = PasswordCost::interactive;  // of the hash compared when the login does not exist
};

struct NewSession {
  std::string token = {};  // for the cookie; not recoverable later
  std::string csrf = {};   // for the header of every changing request
  Account account = {};
  Instant expires_at = {};  // absolute
  std::string id = {};
};

struct Session {
  std::string id = {};
  Account account = {};
  std::vector<Grant> grants = {};
  std::string csrf = {};
  Instant started_at = {};
  Instant last_seen = {};
  Instant expires_at = {};
  std::string source = {};
  std::string agent = {};
  bool wants_second_factor = false;     // a role of its rests until there is one: `grants` is empty
  bool external = false;                // opened through an identity provider
  bool external_second_factor = false;  // which said that it had asked for a second factor
};

// Slow (password hash): on a worker thread. `source` is the client's address, `agent` its description.
// Faults: forbidden "identity.sign-in-failed" (login and password are not told apart), too_many
// "identity.too-many-attempts" with figure retry_after_seconds; once the password is right, those of
// check_second_factor (identity/second_factor.hpp) for the code.
std::expected<NewSession, store::Fault> sign_in(store::Database& database, const SessionPolicy& policy,
                                                std::string_view login, std::string_view password,
                                                std::string_view source, std::string_view agent,
                                                std::string_view code = {});
// Slow likewise. By the holder, with the password it has; a wrong one counts as a failed attempt to sign in.
// Ends all its sessions. Faults: forbidden "identity.wrong-password", too_many as above, those of
// hash_password.
std::expected<void, store::Fault> change_own_password(store::Database& database, const SessionPolicy& policy,
                                                      const Account& account, std::string_view old_password,
                                                      std::string_view new_password, std::string_view source);
// The session of a token: not ended, not expired, the account not disabled. Records that it was seen, at
// most once in a tenth of the idle time.
std::optional<Session> find_session(store::Database& database, const SessionPolicy& policy,
                                    std::string_view token);
// Compares in constant time.
bool csrf_matches(const Session& session, std::string_view csrf);
// Ends one session of the account (by Session::id); ending an ended one does nothing. Fault: not_found.
std::expected<void, store::Fault> end_session(store::Transaction& tx, std::string_view account,
                                              std::string_view session);
void end_all_sessions(store::Transaction& tx, std::string_view account);
// Sessions that still hold, newest first; without csrf.
std::vector<Session> list_sessions(const store::Reader& reader, const SessionPolicy& policy, Instant now,
                                   std::string_view account);

}  // namespace enact::identity
