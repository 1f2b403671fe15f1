// Accounts and memberships: who may sign in, and for which unit or subject in which role. Every change is an
// event of the stream "account"; the tables are projections. Password hashes are kept apart, append-only,
// and never in an event.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "base/diagnostic.hpp"
#include "identity/permissions.hpp"
#include "store/database.hpp"

namespace enact::identity {

// Tables, projections and checks of this floor, for store::OpenOptions::modules.
store::Module module();

enum class AccountKind { enterprise, person, officer, treasury, auditor, administrator, visitor };
std::string_view account_kind_id(AccountKind kind);
std::optional<AccountKind> account_kind_from_id(std::string_view id);

struct Account {
  std::string id = {};
  std::string login = {};
  Text name = {};
  AccountKind kind = AccountKind::person;
  bool disabled = false;
  Instant created_at = {};
};

struct Membership {
  std::string account = {};
  Role role = Role::visitor;
  std::string unit = {};           // "" for an applicant
  std::string subject = {};        // "" for a role in a unit
  std::optional<Date> until = {};  // its last day; nullopt: until it is revoked
};

// Argon2id. `moderate` takes about half a second and 256 MiB, `interactive` 64 MiB; `test` is for tests only.
enum class PasswordCost { moderate, interactive, test };
// Hashing is slow on purpose: do it before the step, on a worker thread. Fault: invalid
// "identity.weak-password" (fewer than 10 characters, or the login itself), internal if memory is short.
std::expected<std::string, store::Fault> hash_password(std::string_view password, std::string_view login,
                                                       PasswordCost cost);
bool password_matches(std::string_view hash, std::string_view password);

struct NewAccount {
  std::string login = {};  // 1 to 64 characters without space; compared after NFKC and case folding
  Text name = {};
  AccountKind kind = AccountKind::person;
  std::string password_hash = {};            // from hash_password; "" : cannot sign in by password
  std::vector<Membership> memberships = {};  // their `account` is filled in
};
// Faults: invalid "identity.bad-login", conflict "identity.login-taken". Answers the account.
std::expected<Account, store::Fault> create_account(store::Transaction& tx, const store::Actor& actor,
                                                    const NewAccount& account);
// Ends all the account's sessions. Fault: not_found "identity.no-account".
std::expected<void, store::Fault> change_password(store::Transaction& tx, const store::Actor& actor,
                                                  std::string_view account, std::string_view password_hash);
// Disabling ends all sessions.
std::expected<void, store::Fault> set_disabled(store::Transaction& tx, const store::Actor& actor,
                                               std::string_view account, bool disabled);
// Granting what is there until the same day, or revoking what is not there, does nothing; granting it until
// another day changes the day. Faults: invalid "identity.bad-membership" if the role wants a unit or a
// subject and has none; conflict "identity.separation" if the account holds a role that does not go with it.
std::expected<void, store::Fault> grant(store::Transaction& tx, const store::Actor& actor,
                                        const Membership& membership);
std::expected<void, store::Fault> revoke(store::Transaction& tx, const store::Actor& actor,
                                         const Membership& membership);

std::optional<Account> find_account(const store::Reader& reader, std::string_view id);
std::optional<Account> find_account_by_login(const store::Reader& reader, std::string_view login);
std::vector<Account> list_accounts(const store::Reader& reader);  // by login
// All that was granted and not revoked, also what has run out.
std::vector<Membership> memberships(const store::Reader& reader, std::string_view account);
// What holds on a day.
std::vector<Grant> grants(const store::Reader& reader, std::string_view account, const Date& today);
std::vector<Account> list_accounts_of_subject(const store::Reader& reader, std::string_view subject);
std::vector<Account> members_of_unit(const store::Reader& reader, std::string_view unit, Role role);

// A new live space has no account: this makes a one-time token (its hash is stored, valid 24 hours) for
// making the first administrator. Fault: conflict "identity.has-administrator" once there is one.
std::expected<std::string, store::Fault> make_administrator_link(store::Database& database);
// Makes the administrator and spends the token. Fault: forbidden "identity.bad-link".
std::expected<Account, store::Fault> redeem_administrator_link(store::Database& database,
                                                               std::string_view token,
                                                               const NewAccount& account);

}  // namespace enact::identity
