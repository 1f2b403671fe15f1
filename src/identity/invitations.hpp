// Who acts for a subject: an account with a role for it (manager, applicant, preparer, reader), perhaps until
// a day. It gets there by an invitation, a one-time link that says subject, role and end; whoever holds the
// link takes it up with an account, its own or a new one. The token is 256 random bits; the database keeps
// its hash. Events stand in the stream "membership" of the subject.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/accounts.hpp"

namespace enact::identity {

inline constexpr std::int64_t invitation_seconds = 7 * 24 * 3600;

struct NewInvitation {
  std::string subject = {};
  Role role = Role::applicant;
  std::optional<Date> until = {};  // last day of the membership
  std::string name = {};           // who is invited, for whoever looks at the list
};
struct Invitation {
  std::string id = {};
  NewInvitation about = {};
  std::string by = {};  // account
  Instant at = {};
  Instant expires_at = {};
};
// Faults: invalid "identity.bad-membership" (a role that is none for subjects), "identity.past-day".
std::expected<Invitation, store::Fault> invite(store::Transaction& tx, const store::Actor& by,
                                               const NewInvitation& wanted, std::string_view token);
// Fault: not_found "identity.no-invitation", also if it is used, run out, or another subject's.
std::expected<void, store::Fault> cancel_invitation(store::Transaction& tx, const store::Actor& by,
                                                    std::string_view subject, std::string_view invitation);
// Those that wait, oldest first.
std::vector<Invitation> open_invitations(const store::Reader& reader, std::string_view subject, Instant now);
// What a link invites to. Fault: forbidden "identity.bad-invitation" (unknown, used, cancelled, run out).
std::expected<Invitation, store::Fault> find_invitation(const store::Reader& reader, std::string_view token,
                                                        Instant now);

// Takes an invitation up with an account that there is, and spends it. Faults: as find_invitation, grant.
std::expected<Membership, store::Fault> accept_invitation(store::Transaction& tx, std::string_view token,
                                                          std::string_view account);
// With a new account (its password hash made before). Faults: as above, create_account.
std::expected<Account, store::Fault> accept_as_new(store::Transaction& tx, std::string_view token,
                                                   const NewAccount& account);

struct Member {
  Account account = {};
  Membership membership = {};
};
std::vector<Member> members_of_subject(const store::Reader& reader, std::string_view subject);
// By a manager of the subject; its own membership another one ends. Faults: forbidden "identity.own-role",
// not_found "identity.no-member".
std::expected<void, store::Fault> end_membership(store::Transaction& tx, const store::Actor& by,
                                                 const Membership& membership);

}  // namespace enact::identity
