#include "identity/administration.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "identity/second_factor.hpp"
#include "identity/sessions.hpp"

namespace enact::identity {
namespace {

using store::Fault;

Fault own_role() {
  return refuse(Fault::Kind::forbidden, "identity.own-role",
                {"管理员不得更改自己的角色或停用自己", "an administrator changes nothing of its own account"},
                {"请由另一位管理员办理", "ask another administrator"});
}

Fault last_administrator() {
  return refuse(
      Fault::Kind::conflict, "identity.last-administrator",
      {"这是最后一个可用的管理员账号，不得停用或撤销其角色",
       "this is the last administrator who can sign in: it is not disabled and keeps its role"},
      {"请先设立另一位管理员，并由其设置密码", "make another administrator and let it set a password"});
}

Fault no_account() {
  return refuse(Fault::Kind::not_found, "identity.no-account", {"没有这个账号", "there is no such account"},
                {"请刷新账号列表", "reload the list of accounts"});
}

// Whether an enabled administrator who has a password stands beside this account.
bool another_administrator(const store::Reader& reader, std::string_view account) {
  return reader
      .integer(
          "SELECT 1 FROM account a WHERE a.id <> ? AND a.disabled = 0 AND EXISTS (SELECT 1 FROM membership m "
          "WHERE m.account = a.id AND m.role = 'administrator' AND m.until = '') AND EXISTS (SELECT 1 FROM "
          "account_secret s WHERE s.account = a.id) LIMIT 1",
          {account})
      .has_value();
}

bool is_administrator(const store::Reader& reader, std::string_view account) {
  return reader
      .integer("SELECT 1 FROM membership WHERE account = ? AND role = 'administrator' LIMIT 1", {account})
      .has_value();
}

// The account may lose what makes it an administrator.
std::optional<Fault> needed_fault(const store::Reader& reader, std::string_view account) {
  if (!is_administrator(reader, account) || another_administrator(reader, account)) return std::nullopt;
  return last_administrator();
}

std::optional<Fault> kind_fault(const Account& account, Role role) {
  const bool of_a_subject = account.kind == AccountKind::enterprise || account.kind == AccountKind::person;
  if (!of_a_subject || belongs(role) == Belongs::to_subject) return std::nullopt;
  const Text name = role_name(role);
  return refuse(Fault::Kind::invalid, "identity.kind-and-role",
                {fmt::format("企业和个人的账号不能有角色“{}”", name.zh),
                 fmt::format("an account of an enterprise or a person cannot be {}", name.en)},
                {"请为工作人员另设账号", "make an account for the officer"});
}

std::expected<void, Fault> note(store::Transaction& tx, const store::Actor& by, std::string_view account,
                                std::string_view kind) {
  auto event = tx.append(
      {.stream_type = "account", .stream_id = std::string(account), .kind = std::string(kind), .actor = by});
  if (!event) return std::unexpected(std::move(event).error());
  return {};
}

// A pattern of LIKE for whatever holds the text.
std::string within(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

// The account that `by` changes; never its own.
std::expected<Account, Fault> others(const store::Reader& reader, const store::Actor& by,
                                     std::string_view account) {
  auto found = find_account(reader, account);
  if (!found) return std::unexpected(no_account());
  if (found->id == by.account) return std::unexpected(own_role());
  return *found;
}

}  // namespace

std::expected<IssuedLink, Fault> make_account(store::Transaction& tx, const store::Actor& by,
                                              const NewAccount& account, std::string_view token) {
  NewAccount bare = account;
  bare.memberships.clear();
  auto made = create_account(tx, by, bare);
  if (!made) return std::unexpected(std::move(made).error());
  for (Membership membership : account.memberships) {
    membership.account = made->id;
    if (auto given = give_role(tx, by, membership); !given) return std::unexpected(std::move(given).error());
  }
  return issue_link(tx, by, made->id, token);
}

std::expected<void, Fault> give_role(store::Transaction& tx, const store::Actor& by,
                                     const Membership& membership) {
  const auto account = others(tx, by, membership.account);
  if (!account) return std::unexpected(account.error());
  if (auto fault = kind_fault(*account, membership.role)) return std::unexpected(std::move(*fault));
  if (membership.until && *membership.until < tx.now().legal_day()) {
    return std::unexpected(refuse(Fault::Kind::invalid, "identity.past-day",
                                  {"截止日已过", "the last day is past"},
                                  {"请填写今天或以后的日期", "enter today or a later day"}));
  }
  // An end that is set for an administrator's role would leave the space without one on that day.
  if (membership.role == Role::administrator && membership.until) {
    if (auto fault = needed_fault(tx, account->id)) return std::unexpected(std::move(*fault));
  }
  return grant(tx, by, membership);
}

std::expected<void, Fault> take_role(store::Transaction& tx, const store::Actor& by,
                                     const Membership& membership) {
  const auto account = others(tx, by, membership.account);
  if (!account) return std::unexpected(account.error());
  if (membership.role == Role::administrator) {
    if (auto fault = needed_fault(tx, account->id)) return std::unexpected(std::move(*fault));
  }
  return revoke(tx, by, membership);
}

std::expected<void, Fault> disable_account(store::Transaction& tx, const store::Actor& by,
                                           std::string_view account) {
  const auto found = others(tx, by, account);
  if (!found) return std::unexpected(found.error());
  if (auto fault = needed_fault(tx, found->id)) return std::unexpected(std::move(*fault));
  return set_disabled(tx, by, found->id, true);
}

std::expected<void, Fault> enable_account(store::Transaction& tx, const store::Actor& by,
                                          std::string_view account) {
  return set_disabled(tx, by, account, false);
}

std::expected<void, Fault> drop_second_factor(store::Transaction& tx, const store::Actor& by,
                                              std::string_view account) {
  if (!find_account(tx, account)) return std::unexpected(no_account());
  return forget_second_factor(tx, by, account);
}

std::expected<void, Fault> give_external(store::Transaction& tx, const store::Actor& by,
                                         std::string_view account, const ExternalSubject& external) {
  if (by.account == account) return std::unexpected(own_role());
  return link_external(tx, by, account, external, "administrator");
}

std::expected<void, Fault> drop_external(store::Transaction& tx, const store::Actor& by,
                                         std::string_view account, std::string_view issuer) {
  if (by.account == account) return std::unexpected(own_role());
  return unlink_external(tx, by, account, issuer);
}

std::expected<void, Fault> end_sessions_of(store::Transaction& tx, const store::Actor& by,
                                           std::string_view account, std::string_view session) {
  if (!find_account(tx, account)) return std::unexpected(no_account());
  if (session.empty()) {
    end_all_sessions(tx, account);
  } else if (auto ended = end_session(tx, account, session); !ended) {
    return ended;
  }
  return note(tx, by, account, "account.sessions-ended");
}

AccountPage search_accounts(const store::Reader& reader, const AccountFilter& filter) {
  std::string where = "1 = 1";
  std::vector<store::Param> params;
  const std::string contains = within(text::matter_form(filter.contains));
  const std::string name = within(filter.contains);
  if (!filter.contains.empty()) {
    where +=
        " AND (a.login_key LIKE ? ESCAPE '\\' OR a.name_zh LIKE ? ESCAPE '\\' OR a.name_en LIKE ? ESCAPE "
        "'\\')";
    params.insert(params.end(), {store::Param(contains), store::Param(name), store::Param(name)});
  }
  if (!filter.kind.empty()) {
    where += " AND a.kind = ?";
    params.emplace_back(filter.kind);
  }
  if (filter.disabled) {
    where += " AND a.disabled = ?";
    params.emplace_back(*filter.disabled);
  }
  if (!filter.role.empty() || !filter.unit.empty()) {
    where += " AND EXISTS (SELECT 1 FROM membership m WHERE m.account = a.id";
    if (!filter.role.empty()) {
      where += " AND m.role = ?";
      params.emplace_back(filter.role);
    }
    if (!filter.unit.empty()) {
      where += " AND m.unit = ?";
      params.emplace_back(filter.unit);
    }
    where += ")";
  }
  AccountPage page;
  reader.query(fmt::format("SELECT count(*) FROM account a WHERE {}", where), params,
               [&](const store::Row& row) { page.total = row.integer(0); });
  params.emplace_back(filter.limit);
  params.emplace_back(filter.offset);
  std::vector<std::string> ids;
  reader.query(
      fmt::format("SELECT a.id FROM account a WHERE {} ORDER BY a.login_key LIMIT ? OFFSET ?", where), params,
      [&](const store::Row& row) { ids.push_back(row.text(0)); });
  for (const std::string& id : ids) {
    if (auto account = find_account(reader, id)) page.accounts.push_back(std::move(*account));
  }
  return page;
}

AccountState account_state(const store::Reader& reader, std::string_view account, Instant now) {
  const auto last = reader.integer("SELECT max(started_at) FROM session WHERE account = ?", {account});
  return {.password =
              reader.integer("SELECT 1 FROM account_secret WHERE account = ? LIMIT 1", {account}).has_value(),
          .second_factor = has_second_factor(reader, account),
          .link = has_link(reader, account, now),
          .last_sign_in = last ? std::optional(Instant{*last}) : std::nullopt};
}

}  // namespace enact::identity
