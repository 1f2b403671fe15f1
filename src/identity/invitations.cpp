#include "identity/invitations.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "store/hash.hpp"

namespace enact::identity {
namespace {

namespace json = boost::json;
using store::Fault;

Fault no_invitation() {
  return refuse(Fault::Kind::not_found, "identity.no-invitation",
                {"没有这个待接受的邀请", "there is no such invitation that waits"},
                {"请刷新成员列表", "reload the list of members"});
}

constexpr std::string_view select_open =
    "SELECT i.id, i.subject, i.role, i.until, i.name, i.by_account, i.at, i.expires_at FROM invitation i "
    "WHERE "
    "i.expires_at > ? AND NOT EXISTS (SELECT 1 FROM invitation_end e WHERE e.invitation = i.id)";

Invitation read_invitation(const store::Row& row) {
  return {.id = row.text(0),
          .about = {.subject = row.text(1),
                    .role = role_from_id(row.view(2)).value_or(Role::visitor),
                    .until = Date::parse(row.view(3)),
                    .name = row.text(4)},
          .by = row.text(5),
          .at = row.instant(6),
          .expires_at = row.instant(7)};
}

std::expected<void, Fault> note(store::Transaction& tx, const store::Actor& by, std::string_view subject,
                                std::string_view kind, const json::object& payload) {
  auto event = tx.append({.stream_type = "membership",
                          .stream_id = std::string(subject),
                          .kind = std::string(kind),
                          .payload = json::serialize(payload),
                          .actor = by});
  if (!event) return std::unexpected(std::move(event).error());
  return {};
}

void end(store::Transaction& tx, std::string_view invitation, std::string_view how,
         std::string_view account) {
  tx.execute("INSERT INTO invitation_end (invitation, how, account, at) VALUES (?, ?, ?, ?)",
             {invitation, how, account, tx.now()});
}

}  // namespace

std::expected<Invitation, Fault> invite(store::Transaction& tx, const store::Actor& by,
                                        const NewInvitation& wanted, std::string_view token) {
  if (belongs(wanted.role) != Belongs::to_subject || wanted.subject.empty()) {
    return std::unexpected(refuse(Fault::Kind::invalid, "identity.bad-membership",
                                  {"只能邀请为主体的成员", "an invitation is to a role for a subject"},
                                  {"请选择主体的角色", "choose a role for subjects"}));
  }
  if (wanted.until && *wanted.until < tx.now().legal_day()) {
    return std::unexpected(refuse(Fault::Kind::invalid, "identity.past-day",
                                  {"截止日已过", "the last day is past"},
                                  {"请填写今天或以后的日期", "enter today or a later day"}));
  }
  Invitation made{.id = tx.new_id(),
                  .about = wanted,
                  .by = by.account,
                  .at = tx.now(),
                  .expires_at = {tx.now().microseconds + invitation_seconds * 1'000'000}};
  const std::string until = wanted.until ? wanted.until->to_string() : std::string();
  tx.execute(
      "INSERT INTO invitation (id, token_hash, subject, role, until, name, by_account, at, expires_at) "
      "VALUES "
      "(?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {made.id, store::sha256(token), wanted.subject, role_id(wanted.role), until, wanted.name, by.account,
       made.at, made.expires_at});
  json::object payload{{"invitation", made.id}, {"role", role_id(wanted.role)}};
  if (wanted.until) payload["until"] = until;
  if (auto noted = note(tx, by, wanted.subject, "invitation.made", payload); !noted) {
    return std::unexpected(std::move(noted).error());
  }
  return made;
}

std::expected<void, Fault> cancel_invitation(store::Transaction& tx, const store::Actor& by,
                                             std::string_view subject, std::string_view invitation) {
  const auto found = tx.first(std::string(select_open) + " AND i.id = ? AND i.subject = ?",
                              {tx.now(), invitation, subject}, read_invitation);
  if (!found) return std::unexpected(no_invitation());
  end(tx, found->id, "cancelled", by.account);
  return note(tx, by, subject, "invitation.cancelled", {{"invitation", found->id}});
}

std::vector<Invitation> open_invitations(const store::Reader& reader, std::string_view subject, Instant now) {
  return reader.all(std::string(select_open) + " AND i.subject = ? ORDER BY i.at, i.id", {now, subject},
                    read_invitation);
}

std::expected<Invitation, Fault> find_invitation(const store::Reader& reader, std::string_view token,
                                                 Instant now) {
  auto found = reader.first(std::string(select_open) + " AND i.token_hash = ?", {now, store::sha256(token)},
                            read_invitation);
  // One that lasts twice as long as invitations do was made before the clock was set back.
  if (found && found->expires_at.microseconds <= now.microseconds + 2 * invitation_seconds * 1'000'000)
    return *found;
  return std::unexpected(
      refuse(Fault::Kind::forbidden, "identity.bad-invitation",
             {"邀请链接无效、已使用、已撤回或已过期", "the invitation is wrong, used, cancelled or run out"},
             {"请向邀请人索取新的链接", "ask who invited you for a new one"}));
}

std::expected<Membership, Fault> accept_invitation(store::Transaction& tx, std::string_view token,
                                                   std::string_view account) {
  const auto found = find_invitation(tx, token, tx.now());
  if (!found) return std::unexpected(found.error());
  const store::Actor by{std::string(account), ""};
  const Membership membership{std::string(account), found->about.role, "", found->about.subject,
                              found->about.until};
  if (auto granted = grant(tx, by, membership); !granted) return std::unexpected(std::move(granted).error());
  end(tx, found->id, "accepted", account);
  if (auto noted = note(tx, by, found->about.subject, "invitation.accepted", {{"invitation", found->id}});
      !noted) {
    return std::unexpected(std::move(noted).error());
  }
  return membership;
}

std::expected<Account, Fault> accept_as_new(store::Transaction& tx, std::string_view token,
                                            const NewAccount& account) {
  // Looked at first, so that nobody learns which logins are taken without a link.
  if (auto found = find_invitation(tx, token, tx.now()); !found) {
    return std::unexpected(std::move(found).error());
  }
  NewAccount bare = account;
  bare.memberships.clear();
  auto made = create_account(tx, {}, bare);
  if (!made) return made;
  if (auto accepted = accept_invitation(tx, token, made->id); !accepted) {
    return std::unexpected(std::move(accepted).error());
  }
  return made;
}

std::vector<Member> members_of_subject(const store::Reader& reader, std::string_view subject) {
  std::vector<Member> members;
  for (Account& account : list_accounts_of_subject(reader, subject)) {
    for (Membership& held : memberships(reader, account.id)) {
      if (held.subject == subject) members.push_back({account, std::move(held)});
    }
  }
  return members;
}

std::expected<void, Fault> end_membership(store::Transaction& tx, const store::Actor& by,
                                          const Membership& membership) {
  if (membership.account == by.account) {
    return std::unexpected(refuse(Fault::Kind::forbidden, "identity.own-role",
                                  {"不得解除自己的身份", "nobody ends a membership of its own"},
                                  {"请由另一位主体管理员或平台管理员办理",
                                   "ask another manager of the subject, or the administrator"}));
  }
  for (const Membership& held : memberships(tx, membership.account)) {
    if (held.subject == membership.subject && held.role == membership.role) return revoke(tx, by, held);
  }
  return std::unexpected(refuse(Fault::Kind::not_found, "identity.no-member",
                                {"没有这位成员", "there is no such member"},
                                {"请刷新成员列表", "reload the list of members"}));
}

}  // namespace enact::identity
