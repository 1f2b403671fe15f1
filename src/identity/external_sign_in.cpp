#include "identity/external_sign_in.hpp"

#include <optional>

#include "base/text.hpp"
#include "identity/account_links.hpp"
#include "identity/second_factor.hpp"
#include "identity/sign_in_parts.hpp"
#include "store/hash.hpp"

namespace enact::identity {
namespace {

using store::Fault;

Fault bad_attempt() {
  return {.kind = Fault::Kind::forbidden,
          .code = "identity.bad-attempt",
          .message = {"本次登录已失效或已使用", "this attempt to sign in has run out or was used"},
          .help = {"请重新发起登录", "begin to sign in again"}};
}

Fault disabled() {
  return {.kind = Fault::Kind::forbidden,
          .code = "identity.account-disabled",
          .message = {"账号已停用", "the account is disabled"},
          .help = {"如有疑问请联系管理员", "ask the administrator"}};
}

struct Proof {
  std::string account;
  bool second_factor = false;
};

// One that was begun later than now, by more than it lasts, is from before the clock was set back: by its own
// time it would stand for as long as the clock was ahead.
bool stands(const store::Reader& reader, const store::Bytes& key, Instant now) {
  const Instant latest{now.microseconds + external_seconds * 1'000'000};
  return reader
      .integer("SELECT 1 FROM external_sign_in WHERE secret_hash = ? AND expires_at > ? AND at <= ?",
               {key, now, latest})
      .has_value();
}

bool has_step(const store::Reader& reader, const store::Bytes& key, std::string_view step) {
  return reader.integer("SELECT 1 FROM external_sign_in_step WHERE sign_in = ? AND step = ?", {key, step})
      .has_value();
}

void add_step(store::Transaction& tx, const store::Bytes& key, std::string_view step, const Proof& proof,
              std::string_view session) {
  tx.execute(
      "INSERT INTO external_sign_in_step (sign_in, step, account, second_factor, session, at) VALUES (?, ?, "
      "?, "
      "?, ?, ?)",
      {key, step, proof.account, proof.second_factor, session, tx.now()});
}

// The proof of an attempt that still waits for its session.
std::expected<Proof, Fault> proof_of(const store::Reader& reader, const store::Bytes& key, Instant now) {
  auto proof = reader.first(
      "SELECT account, second_factor FROM external_sign_in_step WHERE sign_in = ? AND step = 'proved'", {key},
      [](const store::Row& row) { return Proof{row.text(0), row.integer(1) != 0}; });
  if (!proof || !stands(reader, key, now) || has_step(reader, key, "opened"))
    return std::unexpected(bad_attempt());
  return *proof;
}

}  // namespace

std::expected<void, Fault> begin_external(store::Transaction& tx, const SessionPolicy& policy,
                                          std::string_view secret, std::string_view source) {
  const auto attempt = begin_attempt(tx, policy, "", source);
  if (!attempt) return std::unexpected(attempt.error());
  const Instant expires{tx.now().microseconds + external_seconds * 1'000'000};
  tx.execute("INSERT INTO external_sign_in (secret_hash, attempt, at, expires_at) VALUES (?, ?, ?, ?)",
             {store::sha256(secret), attempt->id, tx.now(), expires});
  return {};
}

std::expected<void, Fault> take_external(store::Transaction& tx, std::string_view secret) {
  const store::Bytes key = store::sha256(secret);
  if (!stands(tx, key, tx.now()) || has_step(tx, key, "taken")) return std::unexpected(bad_attempt());
  add_step(tx, key, "taken", {}, "");
  return {};
}

std::expected<void, Fault> prove_external(store::Transaction& tx, std::string_view secret,
                                          std::string_view account, bool second_factor) {
  const store::Bytes key = store::sha256(secret);
  if (!stands(tx, key, tx.now()) || !has_step(tx, key, "taken") || has_step(tx, key, "proved"))
    return std::unexpected(bad_attempt());
  add_step(tx, key, "proved", {std::string(account), second_factor}, "");
  return {};
}

std::expected<NewSession, Fault> open_external(store::Database& database, const SessionPolicy& policy,
                                               std::string_view secret, std::string_view code,
                                               std::string_view source, std::string_view agent) {
  if (!text::is_valid_utf8(agent)) return std::unexpected(bad_attempt());
  const store::Bytes key = store::sha256(secret);
  std::string counted;
  if (!code.empty()) {
    // Counted before the code is compared, so that many at once do not slip through.
    auto attempt =
        database.write_as<std::string>([&](store::Transaction& tx) -> std::expected<std::string, Fault> {
          const auto proof = proof_of(tx, key, tx.now());
          if (!proof) return std::unexpected(proof.error());
          const auto account = find_account(tx, proof->account);
          if (!account) return std::unexpected(bad_attempt());
          auto begun = begin_attempt(tx, policy, text::matter_form(account->login), source);
          if (!begun) return std::unexpected(std::move(begun).error());
          return begun->id;
        });
    if (!attempt) return std::unexpected(std::move(attempt).error());
    counted = std::move(*attempt);
  }
  const std::string token = new_token(database);
  return database.write_as<NewSession>([&](store::Transaction& tx) -> std::expected<NewSession, Fault> {
    const auto proof = proof_of(tx, key, tx.now());
    if (!proof) return std::unexpected(proof.error());
    const auto account = find_account(tx, proof->account);
    if (!account || account->disabled) return std::unexpected(disabled());
    if (!proof->second_factor) {
      if (auto checked = check_second_factor(tx, account->id, code); !checked)
        return std::unexpected(std::move(checked).error());
    }
    if (!counted.empty()) tx.execute("INSERT INTO sign_in_success (attempt_id) VALUES (?)", {counted});
    tx.execute(
        "INSERT INTO sign_in_success (attempt_id) SELECT attempt FROM external_sign_in WHERE secret_hash = ?",
        {key});
    auto opened = open_session(tx, policy, *account, token, source, agent);
    if (opened) add_step(tx, key, "opened", *proof, opened->id);
    return opened;
  });
}

}  // namespace enact::identity
