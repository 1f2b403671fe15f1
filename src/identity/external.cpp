#include "identity/external.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/text.hpp"
#include "identity/sessions.hpp"
#include "store/hash.hpp"

namespace enact::identity {
namespace {

using store::Fault;

constexpr std::size_t longest_subject = 255;  // OpenID Connect Core 1.0, section 2

// A space without a key ring (tests only) hashes without a key.
std::string key_of(const store::Reader& reader, const ExternalSubject& external) {
  const std::string text = fmt::format("{}\n{}", external.issuer, external.subject);
  return reader.has_key_ring() ? reader.lookup("external", text) : store::sha256_hex(text);
}

bool has_link(const store::Reader& reader, std::string_view account, std::string_view issuer) {
  return reader.integer("SELECT 1 FROM external_identity WHERE account = ? AND issuer = ?", {account, issuer})
      .has_value();
}

std::expected<void, Fault> tell(store::Transaction& tx, const store::Actor& by, std::string_view account,
                                std::string_view kind, const boost::json::object& payload) {
  const auto event = tx.append({.stream_type = "account",
                                .stream_id = std::string(account),
                                .kind = std::string(kind),
                                .payload = boost::json::serialize(payload),
                                .actor = by});
  if (!event) return std::unexpected(event.error());
  return {};
}

std::optional<Account> if_free(const store::Reader& reader, std::optional<Account> account,
                               std::string_view issuer) {
  if (!account || account->disabled || account->kind != AccountKind::enterprise ||
      has_link(reader, account->id, issuer))
    return std::nullopt;
  return account;
}

}  // namespace

std::expected<void, Fault> link_external(store::Transaction& tx, const store::Actor& by,
                                         std::string_view account, const ExternalSubject& external,
                                         std::string_view how) {
  if (external.subject.empty() || external.subject.size() > longest_subject ||
      !text::is_valid_utf8(external.subject)) {
    return std::unexpected(
        Fault{.kind = Fault::Kind::invalid,
              .code = "identity.bad-external",
              .message = {"统一身份标识为空或过长", "the provider's subject is empty or too long"},
              .help = {"请填写身份提供方给出的用户标识（sub）", "enter the `sub` that the provider gives"}});
  }
  if (!find_account(tx, account)) {
    return std::unexpected(Fault{.kind = Fault::Kind::not_found,
                                 .code = "identity.no-account",
                                 .message = {"没有这个账号", "there is no such account"},
                                 .help = {"请刷新账号列表", "reload the list of accounts"}});
  }
  if (const auto owner = account_of(tx, external)) {
    if (owner->id == account) return {};
    return std::unexpected(
        Fault{.kind = Fault::Kind::conflict,
              .code = "identity.external-taken",
              .message = {"该统一身份已关联另一个账号", "this identity belongs to another account already"},
              .help = {"请用那个账号登录，或请管理员先解除关联",
                       "sign in with that account, or ask the administrator to undo it"}});
  }
  if (has_link(tx, account, external.issuer)) {
    return std::unexpected(
        Fault{.kind = Fault::Kind::conflict,
              .code = "identity.has-external",
              .message = {"该账号已关联另一个统一身份", "the account has another identity of this provider"},
              .help = {"请先解除原有关联", "undo the present link first"}});
  }
  return tell(tx, by, account, "account.external-linked",
              {{"issuer", external.issuer}, {"key", key_of(tx, external)}, {"how", how}});
}

std::expected<void, Fault> unlink_external(store::Transaction& tx, const store::Actor& by,
                                           std::string_view account, std::string_view issuer) {
  if (!has_link(tx, account, issuer)) {
    return std::unexpected(Fault{.kind = Fault::Kind::not_found,
                                 .code = "identity.no-external",
                                 .message = {"该账号没有关联统一身份", "the account has no such identity"},
                                 .help = {"无需解除", "there is nothing to undo"}});
  }
  end_all_sessions(tx, account);
  return tell(tx, by, account, "account.external-unlinked", {{"issuer", issuer}});
}

std::vector<ExternalLink> external_links(const store::Reader& reader, std::string_view account) {
  return reader.all(
      "SELECT issuer, at, by_account, how FROM external_identity WHERE account = ? ORDER BY issuer",
      {account}, [](const store::Row& row) {
        return ExternalLink{row.text(0), row.instant(1), row.text(2), row.text(3)};
      });
}

std::optional<Account> account_of(const store::Reader& reader, const ExternalSubject& external) {
  const auto id = reader.text("SELECT account FROM external_identity WHERE issuer = ? AND key = ?",
                              {external.issuer, key_of(reader, external)});
  return id ? find_account(reader, *id) : std::nullopt;
}

std::optional<Account> enterprise_by_login(const store::Reader& reader, std::string_view login,
                                           std::string_view issuer) {
  return if_free(reader, find_account_by_login(reader, login), issuer);
}

std::optional<Account> enterprise_by_subject(const store::Reader& reader, std::string_view subject,
                                             std::string_view issuer, const Date& today) {
  std::optional<Account> only;
  for (auto& account : list_accounts_of_subject(reader, subject)) {
    if (account.disabled) continue;
    bool manages = false;
    for (const auto& grant : grants(reader, account.id, today))
      manages = manages || (grant.role == Role::manager && grant.subject == subject);
    if (!manages) continue;
    if (only) return std::nullopt;  // which of them is not for a machine to say
    only = std::move(account);
  }
  return if_free(reader, std::move(only), issuer);
}

}  // namespace enact::identity
