// What erasing does to the rows of an event.
#include "store/erase.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "store/log.hpp"

namespace enact::store {
namespace {

constexpr std::string_view payload_start = "payload.";

std::string_view empty_like(std::string_view value) {
  switch (value.front()) {
    case '"':
      return "\"\"";
    case '{':
      return "{}";
    case '[':
      return "[]";
    case 't':
    case 'f':
      return "false";
    case 'n':
      return "null";
    default:
      return "0";
  }
}

Fault refused(Fault::Kind kind, std::string_view code, const FieldOfEvent& wanted, const Text& why) {
  return {.kind = kind,
          .code = std::string(code),
          .message = {fmt::format("事件 {} 的字段 `{}`：{}", wanted.event_id, wanted.field, why.zh),
                      fmt::format("field `{}` of event {}: {}", wanted.field, wanted.event_id, why.en)},
          .help = {}};
}

// Keeps the salt of each field by itself, so that the event's own, from which all are made, can go.
void keep_salts_singly(Transaction& tx, HashKind hash, const Event& event) {
  if (tx.integer("SELECT 1 FROM event_field WHERE event_id = ? LIMIT 1", {event.id})) return;
  const auto fields = leaf_fields(hash, event);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    tx.execute("INSERT INTO event_field (event_id, number, salt) VALUES (?, ?, ?)",
               {event.id, static_cast<std::int64_t>(i), fields[i].salt});
  }
}

std::expected<void, Fault> erase_field(Transaction& tx, HashKind hash, const FieldOfEvent& wanted) {
  const auto event = find_event(tx, wanted.event_id);
  const auto fields = event ? standing_fields(tx, hash, *event) : std::vector<LeafField>();
  std::size_t number = 0;
  while (number < fields.size() && fields[number].name != wanted.field) ++number;
  if (number == fields.size() || !wanted.field.starts_with(payload_start)) {
    return std::unexpected(refused(Fault::Kind::not_found, "store.no-such-field", wanted,
                                   {"没有此字段，或不可单独删除", "there is none that can be erased"}));
  }
  if (event->leaf_format != salted_leaf) {
    return std::unexpected(refused(
        Fault::Kind::invalid, "store.not-erasable", wanted,
        {"旧格式事件的字段不能单独删除", "fields of an event of the first format cannot be erased singly"}));
  }
  if (!fields[number].value) {
    return std::unexpected(refused(Fault::Kind::conflict, "store.erased-before", wanted,
                                   {"此前已删除", "it was erased before"}));
  }
  keep_salts_singly(tx, hash, *event);
  tx.execute("UPDATE event_field SET salt = NULL, commitment = ? WHERE event_id = ? AND number = ?",
             {fields[number].commitment, event->id, static_cast<std::int64_t>(number)});
  std::string payload = event->payload;
  const auto members = json_members(event->payload).value();
  const std::string_view value = members[number - (fields.size() - members.size())].value;
  payload.replace(static_cast<std::size_t>(value.data() - event->payload.data()), value.size(),
                  empty_like(value));
  tx.execute("UPDATE event SET payload = ?, salt = ? WHERE id = ?",
             {payload, Bytes(salt_size, 0), event->id});
  return {};
}

}  // namespace

std::expected<void, Fault> erase_fields(Transaction& tx, std::span<const FieldOfEvent> fields,
                                        const Actor& actor, std::string_view rule) {
  const Log log = find_log(tx).value();
  boost::json::array names;
  for (const FieldOfEvent& field : fields) {
    if (auto erased = erase_field(tx, log.hash, field); !erased) return erased;
    names.push_back(boost::json::object{{"event", field.event_id}, {"field", field.field}});
  }
  const std::string payload =
      boost::json::serialize(boost::json::object{{"rule", rule}, {"fields", std::move(names)}});
  auto appended = tx.append({.stream_type = "log",
                             .stream_id = log.origin,
                             .kind = "log.erased",
                             .payload = payload,
                             .actor = actor});
  if (!appended) return std::unexpected(std::move(appended).error());
  return {};
}

}  // namespace enact::store
