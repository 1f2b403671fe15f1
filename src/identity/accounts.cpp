// Accounts and memberships: each change asked for, checked, and appended as an event.
#include "identity/accounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "identity/account_links.hpp"
#include "identity/sessions.hpp"
#include "store/hash.hpp"

namespace enact::identity {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr std::array<std::string_view, 7> kind_ids = {"enterprise", "person",        "officer", "treasury",
                                                      "auditor",    "administrator", "visitor"};
constexpr std::size_t login_limit = 64;

Fault no_account(std::string_view id) {
  return {.kind = Fault::Kind::not_found,
          .code = "identity.no-account",
          .message = {fmt::format("没有账号 {}", id), fmt::format("there is no account {}", id)},
          .help = {"请刷新账号列表", "reload the list of accounts"}};
}

Fault bad_login(std::string_view login) {
  return {.kind = Fault::Kind::invalid,
          .code = "identity.bad-login",
          .message = {fmt::format("登录名 `{}` 不合规：1 至 {} 个字符，不含空白", login, login_limit),
                      fmt::format("`{}` cannot be a login: 1 to {} characters without spaces", login,
                                  login_limit)},
          .help = {"请换一个登录名", "choose another login"}};
}

Fault login_taken(std::string_view login) {
  return {
      .kind = Fault::Kind::conflict,
      .code = "identity.login-taken",
      .message = {fmt::format("登录名 `{}` 已被使用", login), fmt::format("the login `{}` is taken", login)},
      .help = {"请换一个登录名", "choose another login"}};
}

Fault bad_membership(const Membership& membership) {
  const Text name = role_name(membership.role);
  const bool applicant = belongs(membership.role) == Belongs::to_subject;
  return {.kind = Fault::Kind::invalid,
          .code = "identity.bad-membership",
          .message = {fmt::format("角色“{}”必须且只能属于一个{}", name.zh, applicant ? "主体" : "单位"),
                      fmt::format("the role `{}` belongs to one {} and nothing else", name.en,
                                  applicant ? "subject" : "unit")},
          .help = {"请选择后重新提交", "choose one and submit again"}};
}

bool well_formed(const Membership& membership) {
  const bool unit = !membership.unit.empty();
  const bool subject = !membership.subject.empty();
  switch (belongs(membership.role)) {
    case Belongs::to_nothing:
      return false;  // everybody has it, without a membership
    case Belongs::to_subject:
      return subject && !unit;
    case Belongs::to_unit:
      return unit && !subject;
    case Belongs::to_unit_or_none:
      return !subject;
  }
  return false;
}

Fault not_together(Role held, Role wanted) {
  const Text has = role_name(held);
  const Text wants = role_name(wanted);
  return {.kind = Fault::Kind::conflict,
          .code = "identity.separation",
          .message = {fmt::format("职责分离：同一账号已有“{}”，不得再有“{}”", has.zh, wants.zh),
                      fmt::format("separation of duties: the account is {} and cannot be {} as well", has.en,
                                  wants.en)},
          .help = {"管理员、审计不兼任其他角色，支付经办与支付复核不由一人担任；请另设账号，或先撤销已有角色",
                   "administrators and auditors hold no other role, and nobody both makes and releases "
                   "payments: use another account, or revoke the role it has"}};
}

std::optional<Fault> separation_fault(const store::Reader& reader, const Membership& wanted) {
  for (const Membership& held : memberships(reader, wanted.account)) {
    if (!may_hold_together(held.role, wanted.role)) return not_together(held.role, wanted.role);
  }
  return std::nullopt;
}

std::expected<void, Fault> append(store::Transaction& tx, const store::Actor& actor, std::string_view account,
                                  std::string_view kind, const json::object& payload) {
  auto event = tx.append({.stream_type = "account",
                          .stream_id = std::string(account),
                          .kind = std::string(kind),
                          .payload = json::serialize(payload),
                          .actor = actor});
  if (!event) return std::unexpected(std::move(event).error());
  return {};
}

json::object payload_of(const Membership& membership) {
  json::object payload{
      {"role", role_id(membership.role)}, {"unit", membership.unit}, {"subject", membership.subject}};
  if (membership.until) payload["until"] = membership.until->to_string();
  return payload;
}

Membership read_membership(const store::Row& row, std::string_view account, Role role) {
  return {std::string(account), role, row.text(1), row.text(2), Date::parse(row.view(3))};
}

// The membership as it stands, with the day until which it was granted.
std::optional<Membership> standing(const store::Reader& reader, const Membership& membership) {
  return reader.first(
      "SELECT role, unit, subject, until FROM membership WHERE account = ? AND role = ? AND unit = ? AND "
      "subject = ?",
      {membership.account, role_id(membership.role), membership.unit, membership.subject},
      [&](const store::Row& row) { return read_membership(row, membership.account, membership.role); });
}

void add_secret(store::Transaction& tx, std::string_view account, std::string_view hash) {
  tx.execute("INSERT INTO account_secret (account, password_hash, at) VALUES (?, ?, ?)",
             {account, hash, tx.now()});
}

constexpr std::string_view select_account =
    "SELECT a.id, a.login, a.name_zh, a.name_en, a.kind, a.disabled, a.created_at FROM account a";

Account read_account(const store::Row& row) {
  return {.id = row.text(0),
          .login = row.text(1),
          .name = {row.text(2), row.text(3)},
          .kind = account_kind_from_id(row.view(4)).value_or(AccountKind::visitor),
          .disabled = row.boolean(5),
          .created_at = row.instant(6)};
}

bool has_administrator(const store::Reader& reader) {
  return reader.integer("SELECT 1 FROM membership WHERE role = 'administrator' LIMIT 1", {}).has_value();
}

}  // namespace

std::string_view account_kind_id(AccountKind kind) {
  return kind_ids[static_cast<std::size_t>(kind)];
}

std::optional<AccountKind> account_kind_from_id(std::string_view id) {
  const auto found = std::ranges::find(kind_ids, id);
  if (found == kind_ids.end()) return std::nullopt;
  return static_cast<AccountKind>(found - kind_ids.begin());
}

std::expected<Account, Fault> create_account(store::Transaction& tx, const store::Actor& actor,
                                             const NewAccount& wanted) {
  const std::string key = text::is_valid_utf8(wanted.login) ? text::matter_form(wanted.login) : std::string();
  const bool has_space =
      std::ranges::any_of(wanted.login,
                          [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }) ||
      wanted.login.find("\u3000") != std::string::npos;
  if (key.empty() || has_space || text::length(wanted.login) > login_limit) {
    return std::unexpected(bad_login(wanted.login));
  }
  if (tx.integer("SELECT 1 FROM account WHERE login_key = ?", {key})) {
    return std::unexpected(login_taken(wanted.login));
  }
  const std::string id = tx.new_id();
  if (auto done = append(tx, actor, id, "account.created",
                         {{"login", wanted.login},
                          {"login_key", key},
                          {"name_zh", wanted.name.zh},
                          {"name_en", wanted.name.en},
                          {"kind", account_kind_id(wanted.kind)}});
      !done) {
    return std::unexpected(std::move(done).error());
  }
  if (!wanted.password_hash.empty()) add_secret(tx, id, wanted.password_hash);
  for (Membership membership : wanted.memberships) {
    membership.account = id;
    if (auto done = grant(tx, actor, membership); !done) return std::unexpected(std::move(done).error());
  }
  return *find_account(tx, id);
}

std::expected<void, Fault> change_password(store::Transaction& tx, const store::Actor& actor,
                                           std::string_view account, std::string_view password_hash) {
  if (!find_account(tx, account)) return std::unexpected(no_account(account));
  add_secret(tx, account, password_hash);
  end_all_sessions(tx, account);
  return append(tx, actor, account, "account.password-changed", {});
}

std::expected<void, Fault> set_disabled(store::Transaction& tx, const store::Actor& actor,
                                        std::string_view account, bool disabled) {
  const auto found = find_account(tx, account);
  if (!found) return std::unexpected(no_account(account));
  if (found->disabled == disabled) return {};
  if (disabled) end_all_sessions(tx, account);
  return append(tx, actor, account, disabled ? "account.disabled" : "account.enabled", {});
}

std::expected<void, Fault> grant(store::Transaction& tx, const store::Actor& actor,
                                 const Membership& membership) {
  if (!well_formed(membership)) return std::unexpected(bad_membership(membership));
  if (!find_account(tx, membership.account)) return std::unexpected(no_account(membership.account));
  if (const auto held = standing(tx, membership); held && held->until == membership.until) return {};
  if (auto fault = separation_fault(tx, membership)) return std::unexpected(std::move(*fault));
  return append(tx, actor, membership.account, "membership.granted", payload_of(membership));
}

std::expected<void, Fault> revoke(store::Transaction& tx, const store::Actor& actor,
                                  const Membership& membership) {
  if (!standing(tx, membership)) return {};
  return append(tx, actor, membership.account, "membership.revoked", payload_of(membership));
}

std::optional<Account> find_account(const store::Reader& reader, std::string_view id) {
  static const std::string sql = fmt::format("{} WHERE a.id = ?", select_account);
  return reader.first(sql, {id}, read_account);
}

std::optional<Account> find_account_by_login(const store::Reader& reader, std::string_view login) {
  if (!text::is_valid_utf8(login)) return std::nullopt;
  static const std::string sql = fmt::format("{} WHERE a.login_key = ?", select_account);
  return reader.first(sql, {text::matter_form(login)}, read_account);
}

std::vector<Account> list_accounts(const store::Reader& reader) {
  static const std::string sql = fmt::format("{} ORDER BY a.login_key", select_account);
  return reader.all(sql, {}, read_account);
}

std::vector<Membership> memberships(const store::Reader& reader, std::string_view account) {
  std::vector<Membership> result;
  reader.query(
      "SELECT role, unit, subject, until FROM membership WHERE account = ? ORDER BY role, unit, subject",
      {account}, [&](const store::Row& row) {
        // A role that this version does not know gives no permission.
        if (const auto role = role_from_id(row.view(0)))
          result.push_back(read_membership(row, account, *role));
      });
  return result;
}

std::vector<Grant> grants(const store::Reader& reader, std::string_view account, const Date& today) {
  std::vector<Grant> result;
  for (Membership& membership : memberships(reader, account)) {
    if (membership.until && *membership.until < today) continue;
    result.push_back({membership.role, std::move(membership.unit), std::move(membership.subject)});
  }
  return result;
}

std::vector<Account> list_accounts_of_subject(const store::Reader& reader, std::string_view subject) {
  static const std::string sql = fmt::format(
      "{} WHERE EXISTS (SELECT 1 FROM membership m WHERE m.account = a.id AND m.subject = ?) ORDER BY "
      "a.login_key",
      select_account);
  return reader.all(sql, {subject}, read_account);
}

std::vector<Account> members_of_unit(const store::Reader& reader, std::string_view unit, Role role) {
  static const std::string sql = fmt::format(
      "{} JOIN membership m ON m.account = a.id WHERE m.unit = ? AND m.role = ? AND a.disabled = 0 ORDER BY "
      "a.login_key",
      select_account);
  return reader.all(sql, {unit, role_id(role)}, read_account);
}

std::expected<std::string, Fault> make_administrator_link(store::Database& database) {
  std::string token = new_token(database);
  auto done = database.write([&](store::Transaction& tx) -> store::StepResult {
    if (has_administrator(tx)) {
      return std::unexpected(Fault{.kind = Fault::Kind::conflict,
                                   .code = "identity.has-administrator",
                                   .message = {"本空间已有管理员", "this space has an administrator"},
                                   .help = {"请由管理员新增账号", "ask the administrator for an account"}});
    }
    tx.execute("INSERT INTO administrator_link (token_hash, at, expires_at) VALUES (?, ?, ?)",
               {store::sha256(token), tx.now(), tx.now().microseconds + link_seconds * 1'000'000});
    return std::string();
  });
  if (!done) return std::unexpected(std::move(done).error());
  return token;
}

std::expected<Account, Fault> redeem_administrator_link(store::Database& database, std::string_view token,
                                                        const NewAccount& account) {
  return database.write_as<Account>([&](store::Transaction& tx) -> std::expected<Account, Fault> {
    const store::Bytes hash = store::sha256(token);
    const bool good = tx.integer(
                            "SELECT 1 FROM administrator_link l WHERE l.token_hash = ? AND l.expires_at > ? "
                            "AND l.expires_at <= ? AND "
                            "NOT EXISTS "
                            "(SELECT 1 FROM administrator_link_used u WHERE u.token_hash = l.token_hash)",
                            {hash, tx.now(), tx.now().microseconds + 2 * link_seconds * 1'000'000})
                          .has_value();
    if (!good || has_administrator(tx)) {
      return std::unexpected(Fault{
          .kind = Fault::Kind::forbidden,
          .code = "identity.bad-link",
          .message = {"管理员链接无效、已使用或已过期", "the administrator link is wrong, used or expired"},
          .help = {"请重新启动服务以取得新的链接", "restart the service for a new link"}});
    }
    NewAccount administrator = account;
    administrator.kind = AccountKind::administrator;
    administrator.memberships = {{.role = Role::administrator}};
    auto made = create_account(tx, {}, administrator);
    if (made) {
      tx.execute("INSERT INTO administrator_link_used (token_hash, account) VALUES (?, ?)", {hash, made->id});
    }
    return made;
  });
}

}  // namespace enact::identity
