// What erasing does to the rows of an event.
#include "store/erase.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "store/log.hpp"
#include "store/payload.hpp"

namespace enact::store {
namespace {

constexpr std::string_view payload_start = "payload.";

Fault refused(Fault::Kind kind, std::string_view code, const FieldOfEvent& wanted, const Text& why) {
  return {.kind = kind,
          .code = std::string(code),
          .message = {fmt::format("事件 {} 的字段 `{}`：{}", wanted.event_id, wanted.field, why.zh),
                      fmt::format("field `{}` of event {}: {}", wanted.field, wanted.event_id, why.en)},
          .help = {}};
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
  hide_fields(tx, event->id, fields, std::vector{number});
  Event left = *event;
  const auto members = json_members(event->payload).value();
  const std::string_view value = members[number - (fields.size() - members.size())].value;
  left.payload.replace(static_cast<std::size_t>(value.data() - event->payload.data()), value.size(),
                       empty_like(value));
  const KeptPayload kept = keep_payload(tx, left, fields);
  tx.execute("UPDATE event SET payload = ?, salt = ?, sealed = ? WHERE id = ?",
             {kept.text, Bytes(salt_size, 0), std::int64_t{!kept.sealed.empty()}, event->id});
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
