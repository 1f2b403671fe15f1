// `enact account`: accounts of a space from the machine itself, for when no administrator can sign in. The
// rules are those of the portal (identity/administration.hpp); events name the user of this machine.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/space.hpp"
#include "identity/administration.hpp"
#include "store/facts.hpp"

namespace enact::cli {
namespace {

using store::Fault;

struct AccountOptions {
  std::string data;
  bool training = false;
  Language language = Language::zh;
  std::string login;
  std::string name;
  std::string kind = "officer";
  std::string role;
  std::string unit;
  std::string subject;
  std::string until;
  std::string key_ring;
};

Fault invalid(std::string code, Text message, Text help) {
  return {.kind = Fault::Kind::invalid,
          .code = std::move(code),
          .message = std::move(message),
          .help = std::move(help)};
}

Fault no_login(const std::string& login) {
  return {.kind = Fault::Kind::not_found,
          .code = "identity.no-account",
          .message = {"没有登录名 " + login, "there is no login " + login},
          .help = {"`enact account list` 列出账号", "`enact account list` lists the accounts"}};
}

// The unit is one of the packages in force, the subject one on record.
std::expected<identity::Membership, Fault> membership_of(Space& space, const AccountOptions& options) {
  const auto role = identity::role_from_id(options.role);
  if (!role) {
    std::string known;
    for (const auto each : identity::all_roles())
      if (each != identity::Role::visitor) known += (known.empty() ? "" : ", ") + std::string(role_id(each));
    return std::unexpected(invalid("identity.no-role",
                                   {"没有角色 " + options.role, "there is no role " + options.role},
                                   {"角色：" + known, "roles: " + known}));
  }
  identity::Membership out{"", *role, options.unit, "", Date::parse(options.until)};
  if (!options.until.empty() && !out.until) {
    return std::unexpected(invalid("identity.bad-day", {"截止日不是日期", "--until is no date"},
                                   {"写成 2026-12-31", "write it like 2026-12-31"}));
  }
  if (!options.unit.empty()) {
    std::vector<std::string> hashes;
    for (const Space::Served& each : space.publish({}).served) hashes.push_back(each.hash);
    const auto library = space.library(hashes);
    const auto& packages = library->current()->packages();
    if (std::ranges::none_of(packages, [&](const auto& package) { return package->unit(options.unit); })) {
      return std::unexpected(invalid(
          "identity.no-unit",
          {"空间的政策中没有单位 " + options.unit, "no package of the space names a unit " + options.unit},
          {"先用 `enact publish` 发布政策", "publish the package first: `enact publish`"}));
    }
  }
  if (options.subject.empty()) return out;
  const auto id = space.database().read([&](const store::Reader& reader) {
    if (const auto found = store::find_subject(reader, options.subject)) return found->id;
    for (const auto& type : reader.all("SELECT DISTINCT type FROM subject", {},
                                       [](const store::Row& row) { return row.text(0); })) {
      if (const auto found = store::find_subject(reader, type, options.subject)) return found->id;
    }
    return std::string();
  });
  if (id.empty()) {
    return std::unexpected(
        invalid("identity.no-subject",
                {"没有主体 " + options.subject, "there is no subject " + options.subject + " on record"},
                {"请核对统一社会信用代码", "check its credit code"}));
  }
  out.subject = id;
  return out;
}

void print_link(const identity::IssuedLink& link, Language language) {
  std::cout << Text{fmt::format("请将此链接交给 {} 本人（24 小时内有效，仅一次）：\n/set-password#{}\n",
                                link.account.login, link.token),
                    fmt::format("hand this to the holder of {} (once, within 24 hours); in the portal:\n"
                                "/set-password#{}\n",
                                link.account.login, link.token)}
                   .in(language);
}

int list(Space& space, const AccountOptions& options) {
  space.database().read([&](const store::Reader& reader) {
    for (const identity::Account& account : identity::list_accounts(reader)) {
      const auto state = identity::account_state(reader, account.id, space.database().clock().now());
      std::string roles;
      for (const identity::Membership& held : identity::memberships(reader, account.id)) {
        roles += fmt::format("{}{}{}{}", roles.empty() ? "" : ", ", identity::role_id(held.role),
                             held.unit.empty() && held.subject.empty() ? "" : "@", held.unit + held.subject);
        if (held.until) roles += " – " + held.until->to_string();
      }
      std::cout << fmt::format("{}\t{}\t{}\t{}\t{}\n", account.login, account_kind_id(account.kind),
                               account.disabled ? "disabled"
                               : state.password ? "enabled"
                                                : "no password",
                               account.name.in(options.language), roles);
    }
    return 0;
  });
  return Exit::ok;
}

int create(Space& space, const AccountOptions& options) {
  identity::NewAccount account;
  account.login = options.login;
  account.name = {options.name, options.name};
  const auto kind = identity::account_kind_from_id(options.kind);
  if (!kind) throw std::runtime_error("no such kind of account: " + options.kind);
  account.kind = *kind;
  if (!options.role.empty()) {
    auto membership = membership_of(space, options);
    if (!membership) return refuse(membership.error(), options.language);
    account.memberships.push_back(std::move(*membership));
  }
  const auto token = identity::new_token(space.database());
  const auto made = space.database().write_as<identity::IssuedLink>(
      [&](store::Transaction& tx) { return identity::make_account(tx, by_command(), account, token); });
  if (!made) return refuse(made.error(), options.language);
  print_link(*made, options.language);
  return Exit::ok;
}

// Runs a change of the account with the login.
template <class F>
int change(Space& space, const AccountOptions& options, F step) {
  const auto done = space.database().write([&](store::Transaction& tx) -> store::StepResult {
    const auto account = identity::find_account_by_login(tx, options.login);
    if (!account) return std::unexpected(no_login(options.login));
    std::expected<void, Fault> changed = step(tx, account->id);
    if (!changed) return std::unexpected(std::move(changed).error());
    return std::string();
  });
  return done ? Exit::ok : refuse(done.error(), options.language);
}

int role(Space& space, const AccountOptions& options, bool give) {
  const auto wanted = membership_of(space, options);
  if (!wanted) return refuse(wanted.error(), options.language);
  return change(space, options, [&](store::Transaction& tx, const std::string& account) {
    identity::Membership membership = *wanted;
    membership.account = account;
    return give ? identity::give_role(tx, by_command(), membership)
                : identity::take_role(tx, by_command(), membership);
  });
}

int grant_role(Space& space, const AccountOptions& options) {
  return role(space, options, true);
}
int revoke_role(Space& space, const AccountOptions& options) {
  return role(space, options, false);
}
int disable(Space& space, const AccountOptions& options) {
  return change(space, options, [](store::Transaction& tx, const std::string& account) {
    return identity::disable_account(tx, by_command(), account);
  });
}
int enable(Space& space, const AccountOptions& options) {
  return change(space, options, [](store::Transaction& tx, const std::string& account) {
    return identity::enable_account(tx, by_command(), account);
  });
}

int reset(Space& space, const AccountOptions& options, bool second_factor) {
  const auto token = identity::new_token(space.database());
  const auto issued = space.database().write_as<identity::IssuedLink>(
      [&](store::Transaction& tx) -> std::expected<identity::IssuedLink, Fault> {
        const auto account = identity::find_account_by_login(tx, options.login);
        if (!account) return std::unexpected(no_login(options.login));
        if (second_factor) {
          if (auto gone = identity::drop_second_factor(tx, by_command(), account->id); !gone)
            return std::unexpected(std::move(gone).error());
        }
        return identity::issue_link(tx, by_command(), account->id, token);
      });
  if (!issued) return refuse(issued.error(), options.language);
  print_link(*issued, options.language);
  return Exit::ok;
}

}  // namespace

std::function<int()> declare_account(CLI::App& app) {
  auto options = std::make_shared<AccountOptions>();
  auto second_factor = std::make_shared<bool>(false);
  auto chosen = std::make_shared<std::function<int(Space&, const AccountOptions&)>>();
  app.require_subcommand(1);
  auto writes = std::make_shared<bool>(true);
  const auto part = [&](const char* name, const char* about,
                        std::function<int(Space&, const AccountOptions&)> run, bool of_one) {
    CLI::App* sub = app.add_subcommand(name, about);
    sub->callback([chosen, writes, of_one, run = std::move(run)] {
      *chosen = run;
      *writes = of_one;  // the list alone only reads
    });
    add_place(*sub, options->data, "the space", true)->required();
    sub->add_flag("--training", options->training, "it is a training space");
    add_key_ring(*sub, options->key_ring);
    if (of_one) sub->add_option("LOGIN", options->login, "login of the account")->required();
    add_language(*sub, options->language);
    return sub;
  };
  const auto add_role = [&](CLI::App* sub, bool required) {
    sub->add_option("--role", options->role, "handler, approver, treasury_maker, administrator …")
        ->required(required)
        ->option_text("ROLE");
    sub->add_option("--unit", options->unit, "unit of the packages in force")->option_text("UNIT");
    sub->add_option("--subject", options->subject, "credit code or id of a subject")->option_text("CODE");
  };
  part("list", "logins, kinds, states, names and roles, one account a line", list, false);
  CLI::App* made = part("create", "make an account, and print the link to set its password", create, true);
  made->add_option("--name", options->name, "name of its holder")->required()->option_text("NAME");
  made->add_option("--kind", options->kind,
                   "enterprise, person, officer (default), treasury, auditor or administrator")
      ->option_text("KIND");
  add_role(made, false);
  CLI::App* granted = part("grant", "grant a role", grant_role, true);
  add_role(granted, true);
  granted->add_option("--until", options->until, "its last day")->option_text("DAY");
  add_role(part("revoke", "revoke a role", revoke_role, true), true);
  part("disable", "disable an account and end its sessions", disable, true);
  part("enable", "enable an account again", enable, true);
  part(
      "reset", "print a link by which the holder sets a new password",
      [second_factor](Space& space, const AccountOptions& given) {
        return reset(space, given, *second_factor);
      },
      true)
      ->add_flag("--second-factor", *second_factor, "also remove the second factor");
  return [options, chosen, writes]() -> int {
    auto space =
        Space::open(options->data, options->training ? store::SpaceKind::training : store::SpaceKind::live,
                    std::nullopt, {.file = options->key_ring, .needed = *writes});
    if (!space) return refuse(space.error(), options->language);
    const int result = (*chosen)(**space, *options);
    (*space)->database().stop();
    return result;
  };
}

}  // namespace enact::cli
