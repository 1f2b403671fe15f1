#include "identity/second_factor.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <boost/json.hpp>
#include <optional>

#include "identity/accounts.hpp"
#include "identity/totp.hpp"
#include "store/hash.hpp"

namespace enact::identity {
namespace {

using store::Fault;

constexpr std::size_t secret_bytes = 20;  // as long as the hash, RFC 4226 section 4
constexpr std::int64_t drift = 1;         // steps that a clock may be off

Fault bad_code() {
  return {.kind = Fault::Kind::forbidden,
          .code = "identity.bad-code",
          .message = {"动态验证码不正确或已使用", "the code is wrong or was used before"},
          .help = {"请输入验证器中当前的六位数字；如一直不对，请核对手机时间",
                   "enter the six digits that your app shows now; check the phone's clock if it never fits"}};
}

struct Factor {
  std::int64_t id = 0;
  store::Bytes secret;
};

std::string secret_place(std::int64_t id) {
  return store::sealed_place("account_totp", "secret", std::to_string(id));
}

// The account's last secret, if it stands so: "" begun, "confirmed".
std::optional<Factor> factor_of(const store::Reader& reader, std::string_view account,
                                std::string_view state) {
  return reader.first(
      "SELECT f.seq, f.secret FROM account_totp f WHERE f.account = ? AND f.seq = (SELECT max(g.seq) FROM "
      "account_totp g WHERE g.account = f.account) AND coalesce((SELECT s.state FROM account_totp_state s "
      "WHERE "
      "s.totp = f.seq ORDER BY s.seq DESC LIMIT 1), '') = ?",
      {account, state}, [&](const store::Row& row) {
        const store::Bytes kept = row.bytes(1);
        const std::string secret = reader.unseal({reinterpret_cast<const char*>(kept.data()), kept.size()},
                                                 secret_place(row.integer(0)));
        return Factor{row.integer(0), {secret.begin(), secret.end()}};
      });
}

// Spends the code if it is one of now and was not spent.
bool spend(store::Transaction& tx, const Factor& factor, std::string_view code) {
  const std::int64_t now = totp_counter(tx.now());
  for (std::int64_t counter = now - drift; counter <= now + drift; ++counter) {
    const std::string right = totp(factor.secret, counter);
    if (code.size() != right.size() || sodium_memcmp(code.data(), right.data(), right.size()) != 0) continue;
    // Codes of later than now were spent before the clock was set back: they spend none of now.
    if (tx.integer("SELECT 1 FROM totp_used WHERE totp = ? AND counter >= ? AND counter <= ?",
                   {factor.id, counter, now + drift}))
      return false;
    tx.execute("INSERT INTO totp_used (totp, counter) VALUES (?, ?)", {factor.id, counter});
    return true;
  }
  return false;
}

void set_state(store::Transaction& tx, const Factor& factor, std::string_view state) {
  tx.execute("INSERT INTO account_totp_state (totp, state, at) VALUES (?, ?, ?)",
             {factor.id, state, tx.now()});
}

std::expected<void, Fault> tell(store::Transaction& tx, const store::Actor& by, std::string_view account,
                                std::string_view kind) {
  const auto event = tx.append({.stream_type = "account",
                                .stream_id = std::string(account),
                                .expected_version = {},
                                .kind = std::string(kind),
                                .schema_version = 1,
                                .payload = "{}",
                                .actor = by});
  if (!event) return std::unexpected(event.error());
  return {};
}

// RFC 3986: everything but unreserved characters in percent.
std::string percent(std::string_view text) {
  std::string made;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 'a' && byte <= 'z') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    made += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return made;
}

}  // namespace

std::expected<Enrolment, Fault> begin_second_factor(store::Database& database, std::string_view account,
                                                    std::string_view issuer) {
  store::Bytes secret(secret_bytes);
  database.random(secret);
  return database.write_as<Enrolment>([&](store::Transaction& tx) -> std::expected<Enrolment, Fault> {
    if (has_second_factor(tx, account)) {
      return std::unexpected(Fault{.kind = Fault::Kind::conflict,
                                   .code = "identity.has-second-factor",
                                   .message = {"已启用动态验证码", "a second factor is in force already"},
                                   .help = {"如需更换，请先停用", "remove it first to set up another"}});
    }
    const auto found = find_account(tx, account);
    // Numbered here, since the seal names its row.
    const auto id = tx.integer("SELECT coalesce(max(seq), 0) + 1 FROM account_totp", {}).value();
    const std::string sealed =
        tx.seal({reinterpret_cast<const char*>(secret.data()), secret.size()}, secret_place(id));
    tx.execute("INSERT INTO account_totp (seq, account, secret, at) VALUES (?, ?, ?, ?)",
               {id, account, store::as_bytes(sealed), tx.now()});
    const std::string typed = base32(secret);
    return Enrolment{
        typed, fmt::format("otpauth://totp/{}:{}?secret={}&issuer={}", percent(issuer),
                           percent(found ? found->login : std::string(account)), typed, percent(issuer))};
  });
}

std::expected<void, Fault> confirm_second_factor(store::Transaction& tx, std::string_view account,
                                                 std::string_view code) {
  const auto factor = factor_of(tx, account, "");
  if (!factor) {
    return std::unexpected(Fault{.kind = Fault::Kind::conflict,
                                 .code = "identity.no-enrolment",
                                 .message = {"没有待启用的动态验证码", "no second factor is being set up"},
                                 .help = {"请重新开始设置", "begin again"}});
  }
  if (!spend(tx, *factor, code)) return std::unexpected(bad_code());
  set_state(tx, *factor, "confirmed");
  return tell(tx, {std::string(account), ""}, account, "account.second-factor-set");
}

std::expected<void, Fault> remove_second_factor(store::Transaction& tx, std::string_view account,
                                                std::string_view code) {
  const auto factor = factor_of(tx, account, "confirmed");
  if (!factor || !spend(tx, *factor, code)) return std::unexpected(bad_code());
  set_state(tx, *factor, "removed");
  return tell(tx, {std::string(account), ""}, account, "account.second-factor-removed");
}

std::expected<void, Fault> forget_second_factor(store::Transaction& tx, const store::Actor& by,
                                                std::string_view account) {
  const auto factor = factor_of(tx, account, "confirmed");
  if (!factor) {
    return std::unexpected(Fault{.kind = Fault::Kind::not_found,
                                 .code = "identity.no-second-factor",
                                 .message = {"该账号没有启用动态验证码", "the account has no second factor"},
                                 .help = {"无需解除", "there is nothing to remove"}});
  }
  set_state(tx, *factor, "removed");
  return tell(tx, by, account, "account.second-factor-removed");
}

bool has_second_factor(const store::Reader& reader, std::string_view account) {
  // Asked with every request of some sessions: without the secret.
  return reader
      .integer(
          "SELECT 1 FROM account_totp_state s WHERE s.state = 'confirmed' AND s.totp = (SELECT max(f.seq) "
          "FROM "
          "account_totp f WHERE f.account = ?) AND s.seq = (SELECT max(l.seq) FROM account_totp_state l "
          "WHERE "
          "l.totp = s.totp)",
          {account})
      .has_value();
}

std::expected<void, Fault> check_second_factor(store::Transaction& tx, std::string_view account,
                                               std::string_view code) {
  const auto factor = factor_of(tx, account, "confirmed");
  if (!factor) return {};
  if (code.empty()) {
    return std::unexpected(
        Fault{.kind = Fault::Kind::forbidden,
              .code = "identity.code-required",
              .message = {"请输入动态验证码", "the code of your app is needed"},
              .help = {"打开验证器应用，输入六位数字", "open the app and enter its six digits"}});
  }
  if (!spend(tx, *factor, code)) return std::unexpected(bad_code());
  return {};
}

}  // namespace enact::identity
