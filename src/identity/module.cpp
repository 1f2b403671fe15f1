// The tables and projections of identity.
#include <boost/json.hpp>

#include "identity/accounts.hpp"
#include "identity/erasing.hpp"

namespace enact::identity {
namespace {

namespace json = boost::json;

constexpr std::string_view tables = R"sql(
CREATE TABLE account (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL,
  login_key TEXT NOT NULL UNIQUE,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind TEXT NOT NULL,
  disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE membership (
  account TEXT NOT NULL,
  role TEXT NOT NULL,
  unit TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (account, role, unit, subject)
) STRICT;
CREATE INDEX membership_by_unit ON membership (unit, role);
CREATE TABLE account_secret (
  seq INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX account_secret_by_account ON account_secret (account, seq);
CREATE TABLE sign_in_attempt (
  id TEXT PRIMARY KEY,
  login_key TEXT NOT NULL,
  source TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_attempt_by_login ON sign_in_attempt (login_key, at);
CREATE INDEX sign_in_attempt_by_source ON sign_in_attempt (source, at);
CREATE TABLE sign_in_success (
  attempt_id TEXT PRIMARY KEY REFERENCES sign_in_attempt (id)
) STRICT;
CREATE TABLE session (
  id TEXT PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  account TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  agent TEXT NOT NULL
) STRICT;
CREATE INDEX session_by_account ON session (account, started_at);
CREATE TABLE session_seen (
  seq INTEGER PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES session (id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_seen_by_session ON session_seen (session_id, at);
CREATE TABLE session_end (
  session_id TEXT PRIMARY KEY REFERENCES session (id),
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE administrator_link (
  token_hash BLOB PRIMARY KEY,
  at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE administrator_link_used (
  token_hash BLOB PRIMARY KEY REFERENCES administrator_link (token_hash),
  account TEXT NOT NULL
) STRICT;
)sql";

constexpr std::string_view second_factors = R"sql(
CREATE TABLE account_totp (
  seq INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  secret BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX account_totp_by_account ON account_totp (account, seq);
CREATE TABLE account_totp_state (
  seq INTEGER PRIMARY KEY,
  totp INTEGER NOT NULL REFERENCES account_totp (seq),
  state TEXT NOT NULL CHECK (state IN ('confirmed', 'removed')),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX account_totp_state_by_totp ON account_totp_state (totp, seq);
CREATE TABLE totp_used (
  totp INTEGER NOT NULL REFERENCES account_totp (seq),
  counter INTEGER NOT NULL,
  PRIMARY KEY (totp, counter)
) STRICT;
)sql";

// A link sets a password, once and within its time; the account's later links take its place.
constexpr std::string_view links = R"sql(
ALTER TABLE membership ADD COLUMN until TEXT NOT NULL DEFAULT '';
CREATE TABLE account_link (
  seq INTEGER PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  account TEXT NOT NULL,
  at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX account_link_by_account ON account_link (account, seq);
CREATE TABLE account_link_used (
  link INTEGER PRIMARY KEY REFERENCES account_link (seq),
  at INTEGER NOT NULL
) STRICT;
)sql";

// Invitations to act for a subject, and accounts that were registered by their holders.
constexpr std::string_view joining = R"sql(
CREATE INDEX membership_by_subject ON membership (subject);
CREATE TABLE invitation (
  id TEXT PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  role TEXT NOT NULL,
  until TEXT NOT NULL,
  name TEXT NOT NULL,
  by_account TEXT NOT NULL,
  at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX invitation_by_subject ON invitation (subject, at);
CREATE TABLE invitation_end (
  invitation TEXT PRIMARY KEY REFERENCES invitation (id),
  how TEXT NOT NULL CHECK (how IN ('accepted', 'cancelled')),
  account TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE registration (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  subject_type TEXT NOT NULL,
  subject_identity TEXT NOT NULL,
  subject_name TEXT NOT NULL,
  contact TEXT NOT NULL,
  source TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX registration_by_account ON registration (account, at);
CREATE INDEX registration_by_source ON registration (source, at);
CREATE TABLE registration_end (
  registration TEXT PRIMARY KEY REFERENCES registration (id),
  result TEXT NOT NULL CHECK (result IN ('confirmed', 'refused')),
  by_account TEXT NOT NULL,
  by_unit TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
)sql";

// Signing in through an identity provider: whose subject is whose, and attempts under way.
constexpr std::string_view providers = R"sql(
CREATE TABLE external_identity (
  account TEXT NOT NULL,
  issuer TEXT NOT NULL,
  key TEXT NOT NULL,
  by_account TEXT NOT NULL,
  how TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (account, issuer),
  UNIQUE (issuer, key)
) STRICT;
CREATE TABLE external_sign_in (
  secret_hash BLOB PRIMARY KEY,
  attempt TEXT NOT NULL REFERENCES sign_in_attempt (id),
  at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE external_sign_in_step (
  sign_in BLOB NOT NULL REFERENCES external_sign_in (secret_hash),
  step TEXT NOT NULL CHECK (step IN ('taken', 'proved', 'opened')),
  account TEXT NOT NULL,
  second_factor INTEGER NOT NULL CHECK (second_factor IN (0, 1)),
  session TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (sign_in, step)
) STRICT;
CREATE INDEX external_sign_in_step_by_session ON external_sign_in_step (session);
)sql";

std::string text_of(const json::object& payload, std::string_view name) {
  return std::string(payload.at(name).as_string());
}

void apply(store::Transaction& tx, const store::Event& event) {
  if (event.stream_type != "account") return;
  const json::value parsed = json::parse(event.payload);
  const json::object& payload = parsed.as_object();
  if (event.kind == "account.created") {
    // Of one whose name and login were erased another key keeps the place.
    std::string key = text_of(payload, "login_key");
    if (key.empty()) key = erased_key(event.stream_id);
    tx.execute(
        "INSERT INTO account (id, login, login_key, name_zh, name_en, kind, disabled, created_at) VALUES (?, "
        "?, "
        "?, ?, ?, ?, 0, ?)",
        {event.stream_id, text_of(payload, "login"), key, text_of(payload, "name_zh"),
         text_of(payload, "name_en"), text_of(payload, "kind"), event.at});
  } else if (event.kind == "account.disabled" || event.kind == "account.enabled") {
    tx.execute("UPDATE account SET disabled = ? WHERE id = ?",
               {event.kind == "account.disabled", event.stream_id});
  } else if (event.kind == "account.external-linked") {
    std::string key = text_of(payload, "key");
    if (key.empty()) key = erased_key(event.stream_id);
    tx.execute(
        "INSERT INTO external_identity (account, issuer, key, by_account, how, at) VALUES (?, ?, ?, ?, ?, ?)",
        {event.stream_id, text_of(payload, "issuer"), key, event.actor.account, text_of(payload, "how"),
         event.at});
  } else if (event.kind == "account.external-unlinked") {
    tx.execute("DELETE FROM external_identity WHERE account = ? AND issuer = ?",
               {event.stream_id, text_of(payload, "issuer")});
  } else if (event.kind == "membership.granted") {
    tx.execute(
        "INSERT INTO membership (account, role, unit, subject, until) VALUES (?, ?, ?, ?, ?) ON CONFLICT "
        "(account, role, unit, subject) DO UPDATE SET until = excluded.until",
        {event.stream_id, text_of(payload, "role"), text_of(payload, "unit"), text_of(payload, "subject"),
         payload.contains("until") ? text_of(payload, "until") : std::string()});
  } else if (event.kind == "membership.revoked") {
    tx.execute(
        "DELETE FROM membership WHERE account = ? AND role = ? AND unit = ? AND subject = ?",
        {event.stream_id, text_of(payload, "role"), text_of(payload, "unit"), text_of(payload, "subject")});
  }
}

}  // namespace

store::Module module() {
  std::string sql(tables);
  for (const char* table : {"account_secret", "sign_in_attempt", "sign_in_success", "session", "session_seen",
                            "session_end", "administrator_link", "administrator_link_used"}) {
    sql += store::append_only(table);
  }
  std::string factors(second_factors);
  for (const char* table : {"account_totp", "account_totp_state", "totp_used"}) {
    factors += store::append_only(table);
  }
  std::string by_link(links);
  for (const char* table : {"account_link", "account_link_used"}) by_link += store::append_only(table);
  std::string by_joining(joining);
  for (const char* table : {"invitation", "invitation_end", "registration", "registration_end"}) {
    by_joining += store::append_only(table);
  }
  std::string by_sealing =
      store::append_only_but_seals("account_totp", {"secret"}, {"seq", "account", "at"}, true);
  by_sealing +=
      store::append_only_but_seals("registration", {"subject_identity", "contact"},
                                   {"id", "account", "subject_type", "subject_name", "source", "at"});
  std::string by_provider(providers);
  for (const char* table : {"external_sign_in", "external_sign_in_step"})
    by_provider += store::append_only(table);
  return {.name = "identity",
          .migrations = {{1, "accounts, memberships and sessions", sql},
                         {2, "second factors", factors},
                         {3, "links that set a password, memberships that end", by_link},
                         {4, "invitations and registrations", by_joining},
                         {5, "sealed secrets and contacts", by_sealing},
                         {6, "identities of a provider", by_provider},
                         {7, "erasing sessions and attempts to sign in",
                          std::string(sign_in_erasing_tables) + store::append_only("sign_in_erased")}},
          .projections = {{"accounts", {"account", "membership", "external_identity"}, apply}},
          .sealed = {{"account_totp", {"seq"}, "secret", true},
                     {"registration", {"id"}, "subject_identity"},
                     {"registration", {"id"}, "contact"}}};
}

}  // namespace enact::identity
