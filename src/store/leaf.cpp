// Encodings of leaves. They never change while events of their format exist.
#include "store/leaf.hpp"

#include <array>

namespace enact::store {
namespace {

constexpr std::uint8_t leaf_prefix = 0x00;  // RFC 6962: tells a leaf from a node
constexpr std::uint8_t salt_prefix = 0x02;  // tells a derived salt from both

using Number = std::array<std::uint8_t, 8>;
Number number_bytes(std::int64_t value) {
  Number out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (56 - 8 * i));
  }
  return out;
}

void put(Bytes& out, BytesView bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}
void put(Bytes& out, std::int64_t value) {
  put(out, BytesView(number_bytes(value)));
}
// Length first, so that no two different sequences of fields encode alike.
void put_sized(Bytes& out, BytesView bytes) {
  put(out, static_cast<std::int64_t>(bytes.size()));
  put(out, bytes);
}
void put_sized(Bytes& out, std::string_view text) {
  put_sized(out, as_bytes(text));
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Reads JSON that is known to be well formed; a text that is not makes it stop, never run past the end.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  void spaces() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  bool take(char c) {
    spaces();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  // What stands between the quotes; nullopt if no text stands here.
  std::optional<std::string_view> string() {
    if (!take('"')) return std::nullopt;
    const std::size_t begin = at_;
    if (!skip_string()) return std::nullopt;
    return text_.substr(begin, at_ - 1 - begin);
  }
  // A whole value, without the spaces around it.
  std::optional<std::string_view> value() {
    spaces();
    const std::size_t begin = at_;
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        if (!skip_string()) return std::nullopt;
        --at_;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if (depth > 0 && (c == '}' || c == ']')) {
        --depth;
      } else if (depth == 0 && (c == ',' || c == '}')) {
        break;
      }
    }
    std::size_t end = at_;
    while (end > begin && is_space(text_[end - 1])) --end;
    if (end == begin || depth != 0) return std::nullopt;
    return text_.substr(begin, end - begin);
  }
  bool at_end() {
    spaces();
    return at_ == text_.size();
  }

 private:
  // From behind the opening quote to behind the closing one.
  bool skip_string() {
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '"') {
        ++at_;
        return true;
      }
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::vector<JsonMember>> json_members(std::string_view object) {
  Scanner scanner(object);
  if (!scanner.take('{')) return std::nullopt;
  std::vector<JsonMember> members;
  if (scanner.take('}')) return scanner.at_end() ? std::optional(members) : std::nullopt;
  do {
    const auto name = scanner.string();
    if (!name || !scanner.take(':')) return std::nullopt;
    const auto value = scanner.value();
    if (!value) return std::nullopt;
    members.push_back({*name, *value});
  } while (scanner.take(','));
  if (!scanner.take('}') || !scanner.at_end()) return std::nullopt;
  return members;
}

std::vector<NamedValue> fields_of(const Event& event) {
  std::vector<NamedValue> fields{{"id", event.id},
                                 {"at", std::to_string(event.at.microseconds)},
                                 {"clock", event.clock_source},
                                 {"account", event.actor.account},
                                 {"unit", event.actor.unit},
                                 {"stream_type", event.stream_type},
                                 {"stream_id", event.stream_id},
                                 {"stream_version", std::to_string(event.stream_version)},
                                 {"kind", event.kind},
                                 {"schema_version", std::to_string(event.schema_version)}};
  const auto members = json_members(event.payload);
  if (!members) {
    fields.push_back({"payload", event.payload});
    return fields;
  }
  for (const JsonMember& member : *members) {
    fields.push_back({"payload." + std::string(member.name), std::string(member.value)});
  }
  return fields;
}

Bytes field_salt(HashKind hash, BytesView event_salt, std::size_t number) {
  const Number place = number_bytes(static_cast<std::int64_t>(number));
  Bytes salt = digest(hash, {BytesView(&salt_prefix, 1), event_salt, place});
  salt.resize(salt_size);
  return salt;
}

Bytes commitment(HashKind hash, BytesView salt, std::string_view value) {
  return digest(hash, {salt, as_bytes(value)});
}

std::vector<LeafField> leaf_fields(HashKind hash, const Event& event) {
  std::vector<LeafField> fields;
  for (NamedValue& field : fields_of(event)) {
    LeafField out{.name = std::move(field.name), .value = std::move(field.value)};
    out.salt = field_salt(hash, event.salt, fields.size());
    out.commitment = commitment(hash, out.salt, *out.value);
    fields.push_back(std::move(out));
  }
  return fields;
}

Bytes leaf_hash(HashKind hash, std::span<const LeafField> fields) {
  Bytes data = {leaf_prefix, salted_leaf};
  put(data, static_cast<std::int64_t>(fields.size()));
  for (const LeafField& field : fields) {
    put_sized(data, field.name);
    put(data, BytesView(field.commitment));
  }
  return digest(hash, {data});
}

Bytes chained_leaf_data(const Event& event, BytesView previous) {
  Bytes data = {chained_leaf};
  put_sized(data, previous);
  put(data, event.seq);
  put_sized(data, event.id);
  put(data, event.at.microseconds);
  put_sized(data, event.clock_source);
  put_sized(data, event.actor.account);
  put_sized(data, event.actor.unit);
  put_sized(data, event.stream_type);
  put_sized(data, event.stream_id);
  put(data, event.stream_version);
  put_sized(data, event.kind);
  put(data, std::int64_t{event.schema_version});
  put_sized(data, BytesView(digest(HashKind::sha256, {event.salt, as_bytes(event.payload)})));
  return data;
}

Bytes hash_of_chained(BytesView data) {
  return digest(HashKind::sha256, {BytesView(&leaf_prefix, 1), data});
}

}  // namespace enact::store
