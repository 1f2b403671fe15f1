#include "identity/account_links.hpp"

#include <optional>

#include "store/hash.hpp"

namespace enact::identity {
namespace {

using store::Fault;

struct Link {
  std::int64_t id = 0;
  std::string account;
};

// The latest link of its account, not used and not run out. One that lasts twice as long as links do was
// issued before the clock was set back.
constexpr std::string_view good_link =
    "SELECT l.seq, l.account FROM account_link l WHERE l.expires_at > ? AND l.expires_at <= ? AND l.seq = "
    "(SELECT max(n.seq) FROM "
    "account_link n WHERE n.account = l.account) AND NOT EXISTS (SELECT 1 FROM account_link_used u WHERE "
    "u.link = l.seq)";

Instant latest_end(Instant now) {
  return {now.microseconds + 2 * link_seconds * 1'000'000};
}

std::expected<Link, Fault> find_link(const store::Reader& reader, std::string_view token, Instant now) {
  auto link = reader.first(std::string(good_link) + " AND l.token_hash = ?",
                           {now, latest_end(now), store::sha256(token)},
                           [](const store::Row& row) { return Link{row.integer(0), row.text(1)}; });
  if (link) return *link;
  return std::unexpected(Fault{.kind = Fault::Kind::forbidden,
                               .code = "identity.bad-link",
                               .message = {"链接无效、已使用、已过期或已被新的链接取代",
                                           "the link is wrong, used, run out, or replaced by a later one"},
                               .help = {"请向管理员索取新的链接", "ask the administrator for a new one"}});
}

std::expected<Account, Fault> enabled_account(const store::Reader& reader, std::string_view id) {
  auto account = find_account(reader, id);
  if (!account) {
    return std::unexpected(Fault{.kind = Fault::Kind::not_found,
                                 .code = "identity.no-account",
                                 .message = {"没有这个账号", "there is no such account"},
                                 .help = {"请刷新账号列表", "reload the list of accounts"}});
  }
  if (account->disabled) {
    return std::unexpected(Fault{.kind = Fault::Kind::conflict,
                                 .code = "identity.account-disabled",
                                 .message = {"账号已停用", "the account is disabled"},
                                 .help = {"请先启用", "enable it first"}});
  }
  return *account;
}

}  // namespace

std::string new_token(store::Database& database) {
  store::Bytes random(32);
  database.random(random);
  return store::hex(random);
}

std::expected<IssuedLink, Fault> issue_link(store::Transaction& tx, const store::Actor& actor,
                                            std::string_view account, std::string_view token) {
  auto found = enabled_account(tx, account);
  if (!found) return std::unexpected(std::move(found).error());
  const Instant expires{tx.now().microseconds + link_seconds * 1'000'000};
  tx.execute("INSERT INTO account_link (token_hash, account, at, expires_at) VALUES (?, ?, ?, ?)",
             {store::sha256(token), account, tx.now(), expires});
  auto event = tx.append({.stream_type = "account",
                          .stream_id = std::string(account),
                          .kind = "account.link-issued",
                          .actor = actor});
  if (!event) return std::unexpected(std::move(event).error());
  return IssuedLink{std::move(*found), std::string(token), expires};
}

std::expected<Account, Fault> redeem_link(store::Database& database, std::string_view token,
                                          std::string_view password, PasswordCost cost) {
  const auto owner = database.read([&](const store::Reader& reader) -> std::expected<Account, Fault> {
    const auto link = find_link(reader, token, database.clock().now());
    if (!link) return std::unexpected(link.error());
    return enabled_account(reader, link->account);
  });
  if (!owner) return owner;
  const auto hash = hash_password(password, owner->login, cost);
  if (!hash) return std::unexpected(hash.error());
  return database.write_as<Account>([&](store::Transaction& tx) -> std::expected<Account, Fault> {
    auto account = spend_link(tx, token);
    if (!account) return account;
    if (auto done = change_password(tx, {account->id, ""}, account->id, *hash); !done) {
      return std::unexpected(std::move(done).error());
    }
    return account;
  });
}

std::expected<Account, Fault> spend_link(store::Transaction& tx, std::string_view token) {
  const auto link = find_link(tx, token, tx.now());
  if (!link) return std::unexpected(link.error());
  auto account = enabled_account(tx, link->account);
  if (account) tx.execute("INSERT INTO account_link_used (link, at) VALUES (?, ?)", {link->id, tx.now()});
  return account;
}

bool has_link(const store::Reader& reader, std::string_view account, Instant now) {
  return reader.integer(std::string(good_link) + " AND l.account = ?", {now, latest_end(now), account})
      .has_value();
}

}  // namespace enact::identity
