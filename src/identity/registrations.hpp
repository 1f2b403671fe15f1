// Registering by oneself: somebody makes an account and says for which subject it is to act. The account can
// sign in and do nothing until an officer or an administrator has confirmed it; then it is the subject's
// manager. What was entered (name, contact, identity) stands in a table of its own, never in an event.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/accounts.hpp"

namespace enact::identity {

struct NewRegistration {
  std::string type = {};      // of the subject
  std::string identity = {};  // its credit code or identity number, checked by the caller
  std::string name = {};      // of the subject
  std::string contact = {};   // how the account's holder is reached
};
struct Registration {
  std::string id = {};
  std::string account = {};
  NewRegistration about = {};
  Instant at = {};
  std::string state = {};  // "open", "confirmed", "refused"
  std::string reason = {};
};

// How many one address makes in a day.
inline constexpr std::int64_t registrations_per_source = 20;
// Fault: too_many "identity.too-many-registrations": asked before a password is hashed.
std::expected<void, store::Fault> may_register(const store::Reader& reader, std::string_view source,
                                               Instant now);
// Makes the account and the registration. Faults: as may_register, create_account; invalid
// "identity.bad-registration" (something is empty or too long).
std::expected<Registration, store::Fault> register_account(store::Transaction& tx, const NewAccount& account,
                                                           const NewRegistration& about,
                                                           std::string_view source);
// Oldest first; "" : whatever their state.
std::vector<Registration> list_registrations(const store::Reader& reader, std::string_view state,
                                             std::int64_t limit);
std::vector<Registration> registrations_of(const store::Reader& reader, std::string_view account);
std::optional<Registration> find_registration(const store::Reader& reader, std::string_view id);
// The account becomes manager of the subject. Faults: not_found "identity.no-registration", conflict
// "identity.registration-ended", forbidden "identity.own-role" (one's own), those of grant.
std::expected<void, store::Fault> confirm_registration(store::Transaction& tx, const store::Actor& by,
                                                       std::string_view registration,
                                                       std::string_view subject);
// Faults: as above, invalid "identity.reason-missing".
std::expected<void, store::Fault> refuse_registration(store::Transaction& tx, const store::Actor& by,
                                                      std::string_view registration, std::string_view reason);

}  // namespace enact::identity
