// What the log's tree commits to: the leaf of an event. Each field enters by a salted digest, so that who
// verifies needs no field's value, and a field can be erased without breaking a proof
// (docs/event-log.md, "Leaves").
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/event.hpp"
#include "store/hash.hpp"

namespace enact::store {

// Format 1, of events written by the first version: the fields themselves, a salted digest of the payload and
// the leaf before it, always SHA-256. Format 2: salted digests of the fields, by the hash of the log.
inline constexpr int chained_leaf = 1;
inline constexpr int salted_leaf = 2;
inline constexpr std::size_t salt_size = 16;

// A field of an event as its leaf holds it: disclosed (value and salt) or by its digest alone.
struct LeafField {
  std::string name = {};  // "kind", "payload.reason"
  std::optional<std::string> value = {};
  Bytes salt = {};        // 16 bytes where there is a value
  Bytes commitment = {};  // hash(salt, value)
};

// The fields of an event in the order of its leaf: id, at (µs), clock, account, unit, stream type, id and
// version, kind, schema version, then "payload.NAME" for each member of the payload in its order ("payload"
// if it is no object). Numbers are decimal; members are the bytes of their JSON text.
struct NamedValue {
  std::string name = {};
  std::string value = {};
};
std::vector<NamedValue> fields_of(const Event& event);

// The members of a JSON object as they are written, escapes untouched, views into the text; nullopt if the
// text is no object.
struct JsonMember {
  std::string_view name = {};
  std::string_view value = {};
};
std::optional<std::vector<JsonMember>> json_members(std::string_view object);

// The salt of one field: made from the event's, so that one can be shown without the others.
Bytes field_salt(HashKind hash, BytesView event_salt, std::size_t number);
Bytes commitment(HashKind hash, BytesView salt, std::string_view value);
std::vector<LeafField> leaf_fields(HashKind hash, const Event& event);

// Format 2.
Bytes leaf_hash(HashKind hash, std::span<const LeafField> fields);
// Format 1: the bytes after the leaf's prefix, and their hash, given the leaf before (32 zeros at first).
Bytes chained_leaf_data(const Event& event, BytesView previous);
Bytes hash_of_chained(BytesView data);

}  // namespace enact::store
