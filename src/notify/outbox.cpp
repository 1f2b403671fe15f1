#include "notify/outbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "notify/rules.hpp"

namespace enact::notify {
namespace {

using store::Row;
using store::Transaction;

constexpr std::int64_t at_once = 500;  // notifications a step
constexpr std::size_t troubles_shown = 50;
// What is older stays in the portal: a space that begins to send does not send its past.
constexpr std::chrono::days too_old{30};

struct Cursor {
  std::int64_t seq = 0;
  int place = 0;
};

Cursor cursor_of(const store::Reader& reader) {
  return reader
      .first("SELECT seq, place FROM notify_cursor WHERE one = 1", {},
             [](const Row& row) { return Cursor{row.integer(0), static_cast<int>(row.integer(1))}; })
      .value_or(Cursor{});
}

void keep_cursor(Transaction& tx, const Cursor& cursor) {
  tx.execute(
      "INSERT INTO notify_cursor (one, seq, place) VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET seq = "
      "excluded.seq, place = excluded.place",
      {cursor.seq, cursor.place});
}

std::string body_of(const Notification& one, const OutboxOptions& options) {
  const bool of_case = !one.case_id.empty();
  const std::string page = of_case            ? "/cases/" + one.case_id
                           : one.unit.empty() ? std::string("/enterprise")
                                              : std::string("/rosters");
  const std::string link = options.portal.empty() ? "" : fmt::format("\n{}{}\n", options.portal, page);
  return fmt::format("{}\n{}\n{} {}\n\n{}\n{}\n{} {}\n{}", one.title.zh, one.about.zh,
                     of_case ? "办件编号" : "名单编号", one.reference, one.title.en, one.about.en,
                     of_case ? "Case" : "List", one.reference, link);
}

std::int64_t queue_for(Transaction& tx, const Notification& one, const OutboxOptions& options) {
  const bool stale = one.at.microseconds < tx.now().microseconds - std::chrono::microseconds(too_old).count();
  if (stale || !is_sent(one.kind)) return 0;
  std::int64_t queued = 0;
  for (const std::string& account : accounts_of(tx, one)) {
    const Contact contact = contact_of(tx, account);
    const auto queue = [&](std::string_view channel, const std::string& recipient, const std::string& body) {
      store::Message message{.channel = std::string(channel),
                             .recipient = recipient,
                             .subject = fmt::format("{}（{}）", one.title.zh, one.reference),
                             .body = body,
                             .event_id = one.event_id};
      const std::string key = fmt::format("notify/{}/{}/{}/{}", one.seq, one.place, account, channel);
      queued += store::queue_message(tx, message, key) ? 1 : 0;
    };
    if (options.mail && !contact.mail.empty()) queue("mail", contact.mail, body_of(one, options));
    if (options.messages && !contact.phone.empty())
      queue("sms", contact.phone, fmt::format("{}：{}，编号 {}", one.title.zh, one.about.zh, one.reference));
  }
  return queued;
}

}  // namespace

std::expected<std::int64_t, store::Fault> queue_new(store::Database& database, const OutboxOptions& options) {
  const bool any = database.read([](const store::Reader& reader) {
    const Cursor cursor = cursor_of(reader);
    return !notifications_after(reader, cursor.seq, cursor.place, 1).empty();
  });
  if (!any) return 0;
  return database.write_as<std::int64_t>([&](Transaction& tx) -> std::expected<std::int64_t, store::Fault> {
    Cursor cursor = cursor_of(tx);
    std::int64_t queued = 0;
    for (const Notification& one : notifications_after(tx, cursor.seq, cursor.place, at_once)) {
      queued += queue_for(tx, one, options);
      cursor = {one.seq, one.place};
    }
    keep_cursor(tx, cursor);
    return queued;
  });
}

std::expected<std::vector<store::Message>, store::Fault> take_due(store::Database& database,
                                                                  std::string_view holder,
                                                                  std::chrono::seconds lease,
                                                                  std::int64_t limit) {
  // Looked at without a step first: most of the time there is nothing.
  const bool any = database.read([&](const store::Reader& reader) {
    return !store::due_messages(reader, database.clock().now(), 1).empty();
  });
  if (!any) return std::vector<store::Message>();
  return database.write_as<std::vector<store::Message>>(
      [&](Transaction& tx) -> std::expected<std::vector<store::Message>, store::Fault> {
        const Instant until{tx.now().microseconds + std::chrono::microseconds(lease).count()};
        // A lease that reaches further than one can be taken for is from before the clock was set back.
        tx.execute("DELETE FROM notify_lease WHERE until <= ? OR until > ?", {tx.now(), until});
        std::vector<store::Message> taken;
        for (store::Message& message : store::due_messages(tx, tx.now(), limit + at_once)) {
          if (std::ssize(taken) == limit) break;
          if (tx.integer("SELECT 1 FROM notify_lease WHERE message_id = ?", {message.id})) continue;
          tx.execute("INSERT INTO notify_lease (message_id, holder, until) VALUES (?, ?, ?)",
                     {message.id, holder, until});
          taken.push_back(std::move(message));
        }
        return taken;
      });
}

std::chrono::seconds pause_after(int attempts) {
  constexpr std::array<std::chrono::seconds, 6> pauses = {std::chrono::minutes(1),  std::chrono::minutes(5),
                                                          std::chrono::minutes(30), std::chrono::hours(2),
                                                          std::chrono::hours(6),    std::chrono::hours(24)};
  return pauses[static_cast<std::size_t>(std::clamp<int>(attempts, 0, std::ssize(pauses) - 1))];
}

std::expected<void, store::Fault> mark_sent(store::Database& database, std::string_view id) {
  auto done = database.write([&](Transaction& tx) -> store::StepResult {
    store::message_sent(tx, id);
    tx.execute("DELETE FROM notify_lease WHERE message_id = ?", {id});
    return std::string();
  });
  if (!done) return std::unexpected(std::move(done).error());
  return {};
}

std::expected<void, store::Fault> mark_failed(store::Database& database, const store::Message& message,
                                              std::string_view reason, bool retry) {
  auto done = database.write([&](Transaction& tx) -> store::StepResult {
    if (retry && message.attempts + 1 < most_attempts) {
      const auto pause = std::chrono::microseconds(pause_after(message.attempts));
      store::message_failed(tx, message.id, reason, Instant{tx.now().microseconds + pause.count()});
    } else {
      store::message_given_up(tx, message.id, reason);
    }
    tx.execute("DELETE FROM notify_lease WHERE message_id = ?", {message.id});
    return std::string();
  });
  if (!done) return std::unexpected(std::move(done).error());
  return {};
}

OutboxState outbox_state(const store::Reader& reader) {
  OutboxState state;
  // The last attempt of a message: without a next one it is done with, without a reason it was sent.
  reader.query(
      "SELECT count(*), sum(CASE WHEN a.seq IS NOT NULL AND a.next_attempt IS NULL AND a.reason = '' THEN 1 "
      "ELSE 0 "
      "END), sum(CASE WHEN a.seq IS NOT NULL AND a.next_attempt IS NULL AND a.reason <> '' THEN 1 ELSE 0 "
      "END) FROM "
      "message m LEFT JOIN message_attempt a ON a.message_id = m.id AND a.seq = (SELECT max(b.seq) FROM "
      "message_attempt b WHERE b.message_id = m.id)",
      {}, [&](const Row& row) {
        state.sent = row.optional_integer(1).value_or(0);
        state.given_up = row.optional_integer(2).value_or(0);
        state.waiting = row.integer(0) - state.sent - state.given_up;
      });
  reader.query(
      "SELECT m.id, m.channel, a.at, a.reason, a.next_attempt FROM message_attempt a JOIN message m ON m.id "
      "= "
      "a.message_id WHERE a.reason <> '' ORDER BY a.seq DESC LIMIT ?",
      {static_cast<std::int64_t>(troubles_shown)}, [&](const Row& row) {
        state.troubles.push_back({row.text(0), row.text(1), row.instant(2), row.text(3), row.is_null(4)});
      });
  return state;
}

}  // namespace enact::notify
