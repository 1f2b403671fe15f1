#include "identity/erasing.hpp"

#include <vector>

namespace enact::identity {

const std::string_view sign_in_erasing_tables = R"sql(
CREATE TABLE sign_in_erased (
  seq INTEGER PRIMARY KEY,
  before_at INTEGER NOT NULL,
  at INTEGER NOT NULL CHECK (at > before_at)
) STRICT;
DROP TRIGGER session_no_delete;
CREATE TRIGGER session_no_delete BEFORE DELETE ON session
  WHEN NOT EXISTS (SELECT 1 FROM sign_in_erased e WHERE old.expires_at < e.before_at)
  BEGIN SELECT RAISE(ABORT, 'a session is kept until its erasure is noted'); END;
DROP TRIGGER session_seen_no_delete;
CREATE TRIGGER session_seen_no_delete BEFORE DELETE ON session_seen
  WHEN NOT EXISTS (SELECT 1 FROM session s JOIN sign_in_erased e ON s.expires_at < e.before_at WHERE s.id = old.session_id)
  BEGIN SELECT RAISE(ABORT, 'session_seen is kept until its erasure is noted'); END;
DROP TRIGGER session_end_no_delete;
CREATE TRIGGER session_end_no_delete BEFORE DELETE ON session_end
  WHEN NOT EXISTS (SELECT 1 FROM session s JOIN sign_in_erased e ON s.expires_at < e.before_at WHERE s.id = old.session_id)
  BEGIN SELECT RAISE(ABORT, 'session_end is kept until its erasure is noted'); END;
DROP TRIGGER sign_in_attempt_no_delete;
CREATE TRIGGER sign_in_attempt_no_delete BEFORE DELETE ON sign_in_attempt
  WHEN NOT EXISTS (SELECT 1 FROM sign_in_erased e WHERE old.at < e.before_at)
  BEGIN SELECT RAISE(ABORT, 'an attempt is kept until its erasure is noted'); END;
DROP TRIGGER sign_in_success_no_delete;
CREATE TRIGGER sign_in_success_no_delete BEFORE DELETE ON sign_in_success
  WHEN NOT EXISTS (SELECT 1 FROM sign_in_attempt a JOIN sign_in_erased e ON a.at < e.before_at WHERE a.id = old.attempt_id)
  BEGIN SELECT RAISE(ABORT, 'sign_in_success is kept until its erasure is noted'); END;
DROP TRIGGER external_sign_in_no_delete;
CREATE TRIGGER external_sign_in_no_delete BEFORE DELETE ON external_sign_in
  WHEN NOT EXISTS (SELECT 1 FROM sign_in_erased e WHERE old.at < e.before_at)
  BEGIN SELECT RAISE(ABORT, 'external_sign_in is kept until its erasure is noted'); END;
DROP TRIGGER external_sign_in_step_no_delete;
CREATE TRIGGER external_sign_in_step_no_delete BEFORE DELETE ON external_sign_in_step
  WHEN NOT EXISTS (SELECT 1 FROM external_sign_in x JOIN sign_in_erased e ON x.at < e.before_at WHERE x.secret_hash = old.sign_in)
  BEGIN SELECT RAISE(ABORT, 'external_sign_in_step is kept until its erasure is noted'); END;
)sql";

namespace {

void note(store::Transaction& tx, Instant before) {
  tx.execute("INSERT INTO sign_in_erased (before_at, at) VALUES (?, ?)", {before, tx.now()});
}

}  // namespace

void erase_sessions(store::Transaction& tx, Instant before) {
  note(tx, before);
  for (const std::string_view table : {"session_seen", "session_end"}) {
    tx.execute("DELETE FROM " + std::string(table) +
                   " WHERE session_id IN (SELECT s.id FROM session s WHERE s.expires_at < ?)",
               {before});
  }
  tx.execute("DELETE FROM session WHERE expires_at < ?", {before});
}

void erase_sign_in_attempts(store::Transaction& tx, Instant before) {
  note(tx, before);
  // An attempt by a provider begins its rows in the same step, so that both have one time.
  constexpr std::string_view external =
      "SELECT x.secret_hash FROM external_sign_in x JOIN sign_in_attempt a ON a.id = x.attempt WHERE a.at < "
      "?";
  tx.execute("DELETE FROM external_sign_in_step WHERE sign_in IN (" + std::string(external) + ")", {before});
  tx.execute("DELETE FROM external_sign_in WHERE secret_hash IN (" + std::string(external) + ")", {before});
  tx.execute(
      "DELETE FROM sign_in_success WHERE attempt_id IN (SELECT a.id FROM sign_in_attempt a WHERE a.at < ?)",
      {before});
  tx.execute("DELETE FROM sign_in_attempt WHERE at < ?", {before});
}

std::string erased_key(std::string_view account) {
  return "erased:" + std::string(account);
}

std::expected<void, store::Fault> erase_account(store::Transaction& tx, const store::Actor& by,
                                                std::string_view account, std::string_view rule) {
  std::vector<store::FieldOfEvent> fields;
  for (const store::Event& event : store::stream_events(tx, "account", account)) {
    if (event.kind != "account.created") continue;
    for (const std::string_view field : {"login", "login_key", "name_zh", "name_en"})
      fields.push_back({event.id, "payload." + std::string(field)});
  }
  if (auto erased = store::erase_fields(tx, fields, by, rule); !erased) return erased;
  // As the projection computes it from what is left of the event.
  tx.execute("UPDATE account SET login = '', login_key = ?, name_zh = '', name_en = '' WHERE id = ?",
             {erased_key(account), account});
  return {};
}

std::expected<void, store::Fault> erase_external(store::Transaction& tx, const store::Actor& by,
                                                 std::string_view event, std::string_view rule) {
  const store::FieldOfEvent field{std::string(event), "payload.key"};
  if (auto erased = store::erase_fields(tx, {&field, 1}, by, rule); !erased) return erased;
  // As the projection computes it from what is left of the event; no row, if it was parted since.
  const auto linked = store::find_event(tx, event);
  tx.execute("UPDATE external_identity SET key = ? WHERE account = ? AND at = ?",
             {erased_key(linked->stream_id), linked->stream_id, linked->at});
  return {};
}

}  // namespace enact::identity
