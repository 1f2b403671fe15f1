// See payload.hpp.
#include "store/payload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "base/identity_number.hpp"
#include "store/database.hpp"
#include "store/key_ring.hpp"
#include "store/log.hpp"

namespace enact::store {
namespace {

std::string member_place(std::string_view event_id, std::string_view member) {
  return sealed_place("event", "payload", fmt::format("{}/{}", event_id, member));
}

// The object with some members replaced; `changed` gives the new text of one, or nullopt.
std::string with_members(std::string_view object, const std::vector<JsonMember>& members,
                         const std::function<std::optional<std::string>(std::size_t)>& changed) {
  std::string out;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto text = changed(i);
    if (!text) continue;
    const auto begin = static_cast<std::size_t>(members[i].value.data() - object.data());
    out.append(object.substr(copied, begin - copied)).append(*text);
    copied = begin + members[i].value.size();
  }
  return out.append(object.substr(copied));
}

// A member's text without its quotes, if it is a text; seals need no escapes.
std::string_view unquoted(std::string_view value) {
  if (value.size() < 2 || value.front() != '"') return {};
  return value.substr(1, value.size() - 2);
}

std::string_view sealed_by(std::string_view value) {
  return KeyRing::sealed_by(unquoted(value));
}

bool has_older_seal(std::string_view payload, std::string_view newest) {
  const auto members = json_members(payload);
  return members && std::ranges::any_of(*members, [&](const JsonMember& member) {
           const std::string_view by = sealed_by(member.value);
           return !by.empty() && by != newest;
         });
}

}  // namespace

KeptPayload keep_payload(Transaction& tx, const Event& event, std::span<const LeafField> fields) {
  KeptPayload kept{.text = event.payload};
  if (event.leaf_format != salted_leaf || !tx.has_key_ring() || !holds_identity_number(event.payload))
    return kept;
  const auto members = json_members(event.payload);
  if (!members) return kept;
  const std::size_t first = fields.size() - members->size();
  kept.text = with_members(event.payload, *members, [&](std::size_t i) -> std::optional<std::string> {
    const JsonMember& member = (*members)[i];
    // What only looks like a seal is sealed too: reading takes it for one.
    if (!holds_identity_number(member.value) && sealed_by(member.value).empty()) return std::nullopt;
    kept.sealed.push_back(first + i);
    std::string clear(as_text(fields[first + i].salt));
    clear += member.value;
    return fmt::format("\"{}\"", tx.seal(clear, member_place(event.id, member.name)));
  });
  return kept;
}

void open_payload(const Reader& reader, Event& event) {
  const auto members = json_members(event.payload);
  if (!members) return;
  event.payload = with_members(event.payload, *members, [&](std::size_t i) -> std::optional<std::string> {
    const JsonMember& member = (*members)[i];
    if (sealed_by(member.value).empty()) return std::nullopt;
    const std::string clear = reader.unseal(unquoted(member.value), member_place(event.id, member.name));
    if (clear.size() < salt_size)
      throw DatabaseError(DatabaseError::Kind::corrupt,
                          fmt::format("a seal in event {} holds no value", event.id));
    const BytesView salt = as_bytes(clear).first(salt_size);
    event.own_salts.push_back({i, Bytes(salt.begin(), salt.end())});
    return clear.substr(salt_size);
  });
}

void hide_fields(Transaction& tx, std::string_view event_id, std::span<const LeafField> fields,
                 std::span<const std::size_t> numbers) {
  const bool kept_singly =
      tx.integer("SELECT 1 FROM event_field WHERE event_id = ? LIMIT 1", {event_id}).has_value();
  for (std::size_t i = 0; i < fields.size() && !kept_singly; ++i) {
    tx.execute("INSERT INTO event_field (event_id, number, salt) VALUES (?, ?, ?)",
               {event_id, static_cast<std::int64_t>(i), fields[i].salt});
  }
  for (const std::size_t number : numbers) {
    tx.execute(
        "UPDATE event_field SET salt = NULL, commitment = ? WHERE event_id = ? AND number = ? AND salt IS "
        "NOT "
        "NULL",
        {fields[number].commitment, event_id, static_cast<std::int64_t>(number)});
  }
}

std::vector<std::string> said_where_hidden(const Event& event, std::span<const LeafField> fields) {
  std::vector<std::string> said;
  if (std::ranges::all_of(fields, [](const LeafField& field) { return field.value.has_value(); }))
    return said;
  const auto standing = fields_of(event);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string& value = standing[i].value;
    const bool nothing = !value.empty() && value == empty_like(value);
    if (fields[i].value || nothing || (event.withheld && !sealed_by(value).empty())) continue;
    said.push_back(fields[i].name);
  }
  return said;
}

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

std::int64_t reseal_events(Transaction& tx, HashKind hash, std::string_view newest) {
  std::vector<std::int64_t> due;
  const std::vector<Param> format = {salted_leaf};
  tx.query_kept("SELECT seq, payload, sealed FROM event WHERE leaf_format = ?", format, [&](const Row& row) {
    const std::string_view payload = row.view(1);
    const bool wanting = row.boolean(2) ? has_older_seal(payload, newest) : holds_identity_number(payload);
    if (wanting) due.push_back(row.integer(0));
  });
  std::int64_t count = 0;
  for (const std::int64_t seq : due) {
    const Event event = events_after(tx, seq - 1, 1).front();
    const auto fields = standing_fields(tx, hash, event);
    const KeptPayload kept = keep_payload(tx, event, fields);
    if (kept.sealed.empty()) continue;  // no member's value holds the number
    hide_fields(tx, event.id, fields, kept.sealed);
    tx.execute("UPDATE event SET payload = ?, salt = ?, sealed = 1 WHERE seq = ?",
               {kept.text, Bytes(salt_size, 0), seq});
    ++count;
  }
  return count;
}

}  // namespace enact::store
