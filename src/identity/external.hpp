// Which account a subject of an identity provider (issuer, sub; src/oidc) signs in to. A link is made once,
// by an administrator, by the account's holder, by a one-time link, or by a claim of the provider that names
// an enterprise; never by a name or an address that looks alike. Neither events nor tables hold `sub`, only
// its keyed hash: for some providers it is a number of a person.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/accounts.hpp"

namespace enact::identity {

struct ExternalSubject {
  std::string issuer = {};
  std::string subject = {};
};
struct ExternalLink {
  std::string issuer = {};
  Instant at = {};
  std::string by = {};   // account id; the holder's own where it linked itself
  std::string how = {};  // "administrator", "holder", "link", "claim"
};

// An event of the account says so. Linking what is linked already does nothing. Faults: conflict
// "identity.external-taken" (the subject belongs to another account), "identity.has-external" (the account
// has another subject of that issuer); not_found "identity.no-account"; invalid "identity.bad-external"
// (empty, or longer than 255 bytes).
std::expected<void, store::Fault> link_external(store::Transaction& tx, const store::Actor& by,
                                                std::string_view account, const ExternalSubject& external,
                                                std::string_view how);
// Ends the account's sessions. Fault: not_found "identity.no-external".
std::expected<void, store::Fault> unlink_external(store::Transaction& tx, const store::Actor& by,
                                                  std::string_view account, std::string_view issuer);
std::vector<ExternalLink> external_links(const store::Reader& reader, std::string_view account);
// Whose subject it is; also of an account that is disabled.
std::optional<Account> account_of(const store::Reader& reader, const ExternalSubject& external);

// The account that a provider's claim about an enterprise names: by login, or the only one that manages the
// subject. It is an enterprise's, enabled, and without a subject of that issuer; nullopt otherwise. Officers
// and administrators are never found so.
std::optional<Account> enterprise_by_login(const store::Reader& reader, std::string_view login,
                                           std::string_view issuer);
std::optional<Account> enterprise_by_subject(const store::Reader& reader, std::string_view subject,
                                             std::string_view issuer, const Date& today);

}  // namespace enact::identity
