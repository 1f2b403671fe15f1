// Sign-in with its limits, and sessions that end by themselves.
#include "identity/sessions.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "identity/account_links.hpp"
#include "identity/second_factor.hpp"
#include "identity/sign_in_parts.hpp"
#include "store/hash.hpp"

namespace enact::identity {
namespace {

using store::Fault;

constexpr std::int64_t microseconds = 1'000'000;

Instant plus(Instant instant, std::int64_t seconds) {
  return {instant.microseconds + seconds * microseconds};
}

// The token is 256 random bits, so a plain hash of it is as good as a keyed one.
std::string csrf_of(std::string_view token) {
  std::string text = "csrf:";
  text += token;
  return store::sha256_hex(text);
}

Fault sign_in_failed() {
  return {.kind = Fault::Kind::forbidden,
          .code = "identity.sign-in-failed",
          .message = {"登录名或密码不正确", "the login or the password is wrong"},
          .help = {"请核对后重试；忘记密码请联系本单位管理员",
                   "check both and try again; if you forgot the password, ask your administrator"}};
}

Fault too_many_attempts(std::int64_t retry_after) {
  return {
      .kind = Fault::Kind::too_many,
      .code = "identity.too-many-attempts",
      .message = {fmt::format("登录失败次数过多，请在 {} 秒后重试", retry_after),
                  fmt::format("too many failed attempts to sign in; try again in {} seconds", retry_after)},
      .help = {"请稍后重试", "wait and try again"},
      .figures = {{"retry_after_seconds", retry_after}}};
}

// How long to wait until fewer than `limit` failed attempts stand in the window; 0 if that is so now.
// `column` is login_key or source.
std::int64_t seconds_to_wait(const store::Reader& reader, const SessionPolicy& policy,
                             std::string_view column, std::string_view value, std::int64_t limit,
                             Instant now) {
  const Instant since = plus(now, -policy.window_seconds);
  // The limit-th latest failure: once it leaves the window, another attempt is free. What lies ahead by more
  // than a window was counted before the clock was set back, and would lock for as long.
  const auto at = reader.integer(
      fmt::format("SELECT a.at FROM sign_in_attempt a WHERE a.{} = ? AND a.at > ? AND a.at <= ? AND NOT "
                  "EXISTS (SELECT 1 FROM "
                  "sign_in_success s WHERE s.attempt_id = a.id) ORDER BY a.at DESC LIMIT 1 OFFSET ?",
                  column),
      {value, since, plus(now, policy.window_seconds), limit - 1});
  if (!at) return 0;
  return std::max<std::int64_t>(1, (*at - since.microseconds + microseconds - 1) / microseconds);
}

}  // namespace

std::expected<SignInAttempt, Fault> begin_attempt(store::Transaction& tx, const SessionPolicy& policy,
                                                  std::string_view login_key, std::string_view source) {
  const std::int64_t wait =
      std::max(login_key.empty()
                   ? 0
                   : seconds_to_wait(tx, policy, "login_key", login_key, policy.failures_per_login, tx.now()),
               seconds_to_wait(tx, policy, "source", source, policy.failures_per_source, tx.now()));
  if (wait > 0) return std::unexpected(too_many_attempts(wait));
  SignInAttempt attempt{.id = tx.new_id(), .account = {}, .password_hash = {}};
  tx.execute("INSERT INTO sign_in_attempt (id, login_key, source, at) VALUES (?, ?, ?, ?)",
             {attempt.id, login_key, source, tx.now()});
  if (auto account = find_account_by_login(tx, login_key); account && !account->disabled) {
    attempt.account = account->id;
    attempt.password_hash =
        tx.text("SELECT password_hash FROM account_secret WHERE account = ? ORDER BY seq DESC LIMIT 1",
                {account->id})
            .value_or("");
  }
  return attempt;
}

std::expected<NewSession, Fault> open_session(store::Transaction& tx, const SessionPolicy& policy,
                                              const Account& account, std::string_view token,
                                              std::string_view source, std::string_view agent) {
  const std::string id = tx.new_id();
  const Instant expires = plus(tx.now(), policy.absolute_seconds);
  tx.execute(
      "INSERT INTO session (id, token_hash, account, started_at, expires_at, source, agent) VALUES (?, ?, ?, "
      "?, ?, ?, ?)",
      {id, store::sha256(token), account.id, tx.now(), expires, source, agent});
  auto event = tx.append({.stream_type = "account",
                          .stream_id = account.id,
                          .kind = "account.signed-in",
                          .payload = boost::json::serialize(boost::json::object{{"session", id}}),
                          .actor = {account.id, ""}});
  if (!event) return std::unexpected(std::move(event).error());
  return NewSession{std::string(token), csrf_of(token), account, expires, id};
}

namespace {

constexpr std::string_view select_session =
    "SELECT s.id, s.account, s.started_at, s.expires_at, s.source, s.agent, coalesce((SELECT max(v.at) FROM "
    "session_seen v WHERE v.session_id = s.id), s.started_at), (SELECT e.second_factor FROM "
    "external_sign_in_step e WHERE e.session = s.id) FROM session s WHERE NOT EXISTS (SELECT 1 FROM "
    "session_end e WHERE e.session_id = s.id)";

Session read_session(const store::Row& row) {
  Session session;
  session.id = row.text(0);
  session.account.id = row.text(1);
  session.started_at = row.instant(2);
  session.expires_at = row.instant(3);
  session.source = row.text(4);
  session.agent = row.text(5);
  session.last_seen = row.instant(6);
  session.external = !row.is_null(7);
  session.external_second_factor = session.external && row.integer(7) != 0;
  return session;
}

bool rests(const store::Reader& reader, const SessionPolicy& policy, const Session& session) {
  const bool concerned = std::ranges::any_of(session.grants, [&](const Grant& grant) {
    return std::ranges::find(policy.second_factor_roles, grant.role) != policy.second_factor_roles.end();
  });
  return concerned && !session.external_second_factor && !has_second_factor(reader, session.account.id);
}

bool holds(const Session& session, const SessionPolicy& policy, Instant now) {
  // One that was used later than now, by more than a wait, is from before the clock was set back: by its own
  // times it would hold for as long as the clock was ahead.
  return now < session.expires_at && now < plus(session.last_seen, policy.idle_seconds) &&
         session.last_seen <= plus(now, policy.idle_seconds);
}

}  // namespace

std::expected<NewSession, Fault> sign_in(store::Database& database, const SessionPolicy& policy,
                                         std::string_view login, std::string_view password,
                                         std::string_view source, std::string_view agent,
                                         std::string_view code) {
  if (!text::is_valid_utf8(login) || !text::is_valid_utf8(agent)) return std::unexpected(sign_in_failed());
  const std::string key = text::matter_form(login);
  // The attempt is counted before the password is compared, so that many at once do not slip through.
  const auto attempt = database.write_as<SignInAttempt>(
      [&](store::Transaction& tx) { return begin_attempt(tx, policy, key, source); });
  if (!attempt) return std::unexpected(attempt.error());
  if (attempt->password_hash.empty()) {
    // Takes as long as a comparison would, so that time does not tell which logins exist.
    [[maybe_unused]] const auto unused = hash_password(std::string(password) + "0123456789", "", policy.cost);
    return std::unexpected(sign_in_failed());
  }
  if (!password_matches(attempt->password_hash, password)) return std::unexpected(sign_in_failed());

  const std::string token = new_token(database);
  return database.write_as<NewSession>([&](store::Transaction& tx) -> std::expected<NewSession, Fault> {
    const auto account = find_account(tx, attempt->account);
    if (!account || account->disabled) return std::unexpected(sign_in_failed());
    if (auto checked = check_second_factor(tx, account->id, code); !checked) {
      return std::unexpected(std::move(checked).error());
    }
    tx.execute("INSERT INTO sign_in_success (attempt_id) VALUES (?)", {attempt->id});
    return open_session(tx, policy, *account, token, source, agent);
  });
}

std::expected<void, Fault> change_own_password(store::Database& database, const SessionPolicy& policy,
                                               const Account& account, std::string_view old_password,
                                               std::string_view new_password, std::string_view source) {
  const std::string key = text::matter_form(account.login);
  const auto attempt = database.write_as<SignInAttempt>(
      [&](store::Transaction& tx) { return begin_attempt(tx, policy, key, source); });
  if (!attempt) return std::unexpected(attempt.error());
  if (attempt->password_hash.empty() || !password_matches(attempt->password_hash, old_password)) {
    return std::unexpected(Fault{.kind = Fault::Kind::forbidden,
                                 .code = "identity.wrong-password",
                                 .message = {"当前密码不正确", "the current password is wrong"},
                                 .help = {"请核对后重试；忘记密码请联系管理员",
                                          "check it and try again, or ask the administrator for a link"}});
  }
  const auto hash = hash_password(new_password, account.login, policy.cost);
  if (!hash) return std::unexpected(hash.error());
  auto done = database.write([&](store::Transaction& tx) -> store::StepResult {
    tx.execute("INSERT INTO sign_in_success (attempt_id) VALUES (?)", {attempt->id});
    if (auto changed = change_password(tx, {account.id, ""}, account.id, *hash); !changed) {
      return std::unexpected(std::move(changed).error());
    }
    return std::string();
  });
  if (!done) return std::unexpected(std::move(done).error());
  return {};
}

std::optional<Session> find_session(store::Database& database, const SessionPolicy& policy,
                                    std::string_view token) {
  const Instant now = database.clock().now();
  auto session = database.read([&](const store::Reader& reader) -> std::optional<Session> {
    static const std::string sql = fmt::format("{} AND s.token_hash = ?", select_session);
    auto found = reader.first(sql, {store::sha256(token)}, read_session);
    if (!found || !holds(*found, policy, now)) return std::nullopt;
    auto account = find_account(reader, found->account.id);
    if (!account || account->disabled) return std::nullopt;
    found->account = std::move(*account);
    found->grants = grants(reader, found->account.id, now.legal_day());
    found->csrf = csrf_of(token);
    found->wants_second_factor = rests(reader, policy, *found);
    if (found->wants_second_factor) found->grants.clear();
    return found;
  });
  if (session && now >= plus(session->last_seen, std::max<std::int64_t>(1, policy.idle_seconds / 10))) {
    // Nobody waits for this; if it is refused or lost, the session only seems idle a little longer.
    database.submit(
        [id = session->id, now](store::Transaction& tx) -> store::StepResult {
          tx.execute("INSERT INTO session_seen (session_id, at) VALUES (?, ?)", {id, now});
          return std::string();
        },
        std::nullopt, [](const std::expected<store::Answer, Fault>&) {});
  }
  return session;
}

bool csrf_matches(const Session& session, std::string_view csrf) {
  return !session.csrf.empty() && session.csrf.size() == csrf.size() &&
         sodium_memcmp(session.csrf.data(), csrf.data(), csrf.size()) == 0;
}

std::expected<void, Fault> end_session(store::Transaction& tx, std::string_view account,
                                       std::string_view session) {
  if (!tx.integer("SELECT 1 FROM session WHERE id = ? AND account = ?", {session, account})) {
    return std::unexpected(Fault{.kind = Fault::Kind::not_found,
                                 .code = "identity.no-session",
                                 .message = {"没有这个会话", "there is no such session"},
                                 .help = {"请刷新会话列表", "reload the list of sessions"}});
  }
  tx.execute("INSERT INTO session_end (session_id, at) VALUES (?, ?) ON CONFLICT (session_id) DO NOTHING",
             {session, tx.now()});
  return {};
}

void end_all_sessions(store::Transaction& tx, std::string_view account) {
  tx.execute(
      "INSERT INTO session_end (session_id, at) SELECT s.id, ? FROM session s WHERE s.account = ? AND NOT "
      "EXISTS "
      "(SELECT 1 FROM session_end e WHERE e.session_id = s.id)",
      {tx.now(), account});
}

std::vector<Session> list_sessions(const store::Reader& reader, const SessionPolicy& policy, Instant now,
                                   std::string_view account) {
  static const std::string sql =
      fmt::format("{} AND s.account = ? ORDER BY s.started_at DESC, s.id DESC", select_session);
  auto sessions = reader.all(sql, {account}, read_session);
  std::erase_if(sessions, [&](const Session& session) { return !holds(session, policy, now); });
  const auto found = find_account(reader, account);
  for (Session& session : sessions) {
    if (found) session.account = *found;
    session.grants = grants(reader, account, now.legal_day());
  }
  return sessions;
}

}  // namespace enact::identity
