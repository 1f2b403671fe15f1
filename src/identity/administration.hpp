// What an administrator does with accounts of others, and the rules that bind it: it gives itself nothing,
// somebody who can sign in stays administrator, and an account of an enterprise or a person holds roles for
// subjects only. The same rules hold in the portal and on the command line. Each change is an event.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/account_links.hpp"
#include "identity/accounts.hpp"
#include "identity/external.hpp"

namespace enact::identity {

// Makes the account, without a password, and the link by which its holder sets one. Faults: those of
// create_account and give_role.
std::expected<IssuedLink, store::Fault> make_account(store::Transaction& tx, const store::Actor& by,
                                                     const NewAccount& account, std::string_view token);
// Faults: those of grant; forbidden "identity.own-role"; invalid "identity.kind-and-role",
// "identity.past-day".
std::expected<void, store::Fault> give_role(store::Transaction& tx, const store::Actor& by,
                                            const Membership& membership);
// Faults: forbidden "identity.own-role", conflict "identity.last-administrator", not_found
// "identity.no-account".
std::expected<void, store::Fault> take_role(store::Transaction& tx, const store::Actor& by,
                                            const Membership& membership);
// Disabling ends the sessions. Faults: not_found "identity.no-account", forbidden "identity.own-role",
// conflict "identity.last-administrator".
std::expected<void, store::Fault> disable_account(store::Transaction& tx, const store::Actor& by,
                                                  std::string_view account);
std::expected<void, store::Fault> enable_account(store::Transaction& tx, const store::Actor& by,
                                                 std::string_view account);
// For a lost phone. Faults: not_found "identity.no-account", "identity.no-second-factor".
std::expected<void, store::Fault> drop_second_factor(store::Transaction& tx, const store::Actor& by,
                                                     std::string_view account);
// Joins the account with a provider's subject, or parts them. Faults: forbidden "identity.own-role", those of
// identity/external.hpp.
std::expected<void, store::Fault> give_external(store::Transaction& tx, const store::Actor& by,
                                                std::string_view account, const ExternalSubject& external);
std::expected<void, store::Fault> drop_external(store::Transaction& tx, const store::Actor& by,
                                                std::string_view account, std::string_view issuer);
// Ends one session of another ("" : all). Faults: not_found "identity.no-account", "identity.no-session".
std::expected<void, store::Fault> end_sessions_of(store::Transaction& tx, const store::Actor& by,
                                                  std::string_view account, std::string_view session);

struct AccountFilter {
  std::string contains = {};  // in login or name
  std::string kind = {};
  std::string role = {};
  std::string unit = {};
  std::optional<bool> disabled = {};
  std::int64_t offset = 0;
  std::int64_t limit = 50;
};
struct AccountPage {
  std::vector<Account> accounts;  // by login
  std::int64_t total = 0;
};
AccountPage search_accounts(const store::Reader& reader, const AccountFilter& filter);

// How the account can be used.
struct AccountState {
  bool password = false;
  bool second_factor = false;
  bool link = false;  // waits to be used
  std::optional<Instant> last_sign_in = {};
};
AccountState account_state(const store::Reader& reader, std::string_view account, Instant now);

}  // namespace enact::identity
