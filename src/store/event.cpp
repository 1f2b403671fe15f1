// Reading events. Appending is the engine's.
#include "store/event.hpp"

#include <fmt/format.h>

#include "store/payload.hpp"

namespace enact::store {
namespace {

constexpr std::string_view columns =
    "seq, id, at, clock_source, account, unit, stream_type, stream_id, stream_version, kind, schema_version, "
    "payload, salt, leaf_format, leaf_hash, sealed";

Event read_row(const Row& row) {
  return {.seq = row.integer(0),
          .id = row.text(1),
          .at = row.instant(2),
          .clock_source = row.text(3),
          .actor = {row.text(4), row.text(5)},
          .stream_type = row.text(6),
          .stream_id = row.text(7),
          .stream_version = row.integer(8),
          .kind = row.text(9),
          .schema_version = static_cast<int>(row.integer(10)),
          .payload = row.text(11),
          .salt = row.bytes(12),
          .leaf_format = static_cast<int>(row.integer(13)),
          .leaf_hash = row.bytes(14),
          .withheld = row.boolean(15)};
}

// Opens what is sealed, if there is a ring.
auto reading(const Reader& reader) {
  return [&reader](const Row& row) {
    Event event = read_row(row);
    if (!event.withheld || !reader.has_key_ring()) return event;
    open_payload(reader, event);
    event.withheld = false;
    return event;
  };
}

}  // namespace

std::int64_t stream_version(const Reader& reader, std::string_view type, std::string_view id) {
  return reader
      .integer(
          "SELECT stream_version FROM event WHERE stream_type = ? AND stream_id = ? ORDER BY stream_version "
          "DESC "
          "LIMIT 1",
          {type, id})
      .value_or(0);
}

std::vector<Event> stream_events(const Reader& reader, std::string_view type, std::string_view id,
                                 std::int64_t after_version) {
  static const std::string sql = fmt::format(
      "SELECT {} FROM event WHERE stream_type = ? AND stream_id = ? AND stream_version > ? ORDER BY "
      "stream_version",
      columns);
  return reader.all(sql, {type, id, after_version}, reading(reader));
}

std::vector<Event> events_after(const Reader& reader, std::int64_t seq, std::int64_t limit) {
  static const std::string sql =
      fmt::format("SELECT {} FROM event WHERE seq > ? ORDER BY seq LIMIT ?", columns);
  return reader.all(sql, {seq, limit}, reading(reader));
}

void for_each_event(const Reader& reader, const std::function<void(const Event&)>& on_event) {
  // In pages, so that `on_event` may write through the same connection.
  constexpr std::int64_t page = 500;
  std::int64_t seq = 0;
  while (true) {
    const std::vector<Event> events = events_after(reader, seq, page);
    for (const Event& event : events) on_event(event);
    if (static_cast<std::int64_t>(events.size()) < page) return;
    seq = events.back().seq;
  }
}

std::string payload_of(const Reader& reader, std::int64_t seq) {
  static const std::string sql = fmt::format("SELECT {} FROM event WHERE seq = ?", columns);
  return reader.first(sql, {seq}, reading(reader)).value().payload;
}

std::optional<Event> find_event(const Reader& reader, std::string_view id) {
  static const std::string sql = fmt::format("SELECT {} FROM event WHERE id = ?", columns);
  return reader.first(sql, {id}, reading(reader));
}

bool has_sealed_events(const Reader& reader) {
  return reader.integer("SELECT 1 FROM event WHERE sealed = 1 LIMIT 1", {}).has_value();
}

std::optional<Event> last_event(const Reader& reader) {
  static const std::string sql = fmt::format("SELECT {} FROM event ORDER BY seq DESC LIMIT 1", columns);
  return reader.first(sql, {}, reading(reader));
}

}  // namespace enact::store
