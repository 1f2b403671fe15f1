// Sequencing, heads and proofs over the tables `log`, `tree_node` and `tree_head`.
#include "store/log.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace enact::store {
namespace {

KeptHead read_head(const Row& row) {
  auto parsed = parse_head(row.view(0));
  if (!parsed) throw DatabaseError(DatabaseError::Kind::corrupt, "a kept head is no note");
  return {std::move(*parsed), row.text(1)};
}

Fault no_such_tree(std::int64_t first, std::int64_t second, std::int64_t size) {
  return {
      .kind = Fault::Kind::invalid,
      .code = "store.no-such-tree",
      .message = {fmt::format("没有从 {} 条到 {} 条的一致性证明（日志现有 {} 条）", first, second, size),
                  fmt::format("there is no proof from {} to {} leaves; the log has {}", first, second, size)},
      .help = {"须 0 < first ≤ second ≤ 现有条数", "it must be 0 < first <= second <= the log's leaves"},
      .figures = {{"size", size}}};
}

Fault no_such_event(std::string_view id) {
  return {.kind = Fault::Kind::not_found,
          .code = "store.no-such-event",
          .message = {fmt::format("没有事件 {}", id), fmt::format("there is no event {}", id)},
          .help = {}};
}

Fault not_in_a_head(std::string_view id) {
  return {.kind = Fault::Kind::unavailable,
          .code = "store.not-in-a-head",
          .message = {fmt::format("事件 {} 尚未进入已签名的日志头", id),
                      fmt::format("no signed head holds the event {} yet", id)},
          .help = {"请稍后再试", "try again in a minute"}};
}

}  // namespace

std::optional<Log> find_log(const Reader& reader) {
  if (!reader.has_table("log")) return std::nullopt;
  return reader.first("SELECT origin, hash, size FROM log", {}, [](const Row& row) {
    return Log{row.text(0), hash_named(row.view(1)).value(), row.integer(2)};
  });
}

NodeReader node_reader(const Reader& reader) {
  return [&reader](int level, std::int64_t number) {
    const auto as_bytes_of = [](const Row& row) { return row.bytes(0); };
    auto node = level == 0
                    ? reader.first("SELECT leaf_hash FROM event WHERE seq = ?", {number + 1}, as_bytes_of)
                    : reader.first("SELECT hash FROM tree_node WHERE level = ? AND number = ?",
                                   {level, number}, as_bytes_of);
    if (!node) {
      throw DatabaseError(DatabaseError::Kind::corrupt,
                          fmt::format("the log's tree lacks node {} of level {}", number, level));
    }
    return std::move(*node);
  };
}

std::optional<std::int64_t> sequence(Transaction& tx, const Lease& lease, std::int64_t limit) {
  const Instant now = tx.now();
  const Instant until{now.microseconds + lease.microseconds};
  // A lease that reaches further than one can be taken for is from before the clock was set back.
  const std::int64_t taken = tx.change(
      "UPDATE log SET lease_holder = ?, lease_until = ? WHERE lease_holder = ? OR lease_until <= ? OR "
      "lease_until > ?",
      {lease.holder, until, lease.holder, now, until});
  if (taken == 0) return std::nullopt;
  const Log log = find_log(tx).value();
  const auto leaves = tx.all("SELECT leaf_hash FROM event WHERE seq > ? ORDER BY seq LIMIT ?",
                             {log.size, limit}, [](const Row& row) { return row.bytes(0); });
  if (leaves.empty()) return 0;
  Frontier tree(log.hash, log.size, node_reader(tx));
  for (const Bytes& leaf : leaves) {
    tree.push(leaf, [&](int level, std::int64_t number, const Bytes& hash) {
      tx.execute("INSERT INTO tree_node (level, number, hash) VALUES (?, ?, ?)", {level, number, hash});
    });
  }
  tx.execute("UPDATE log SET size = ?", {tree.size()});
  return static_cast<std::int64_t>(leaves.size());
}

std::optional<SignedHead> sign_head(Transaction& tx, const LogKey& key) {
  const Log log = find_log(tx).value();
  if (log.size == 0 || tx.integer("SELECT 1 FROM tree_head WHERE size = ?", {log.size})) return std::nullopt;
  const Frontier tree(log.hash, log.size, node_reader(tx));
  SignedHead head = key.sign(
      {.origin = log.origin, .size = log.size, .root = tree.root(), .at = tx.now(), .hash = log.hash});
  tx.execute("INSERT INTO tree_head (size, at, note, verifier) VALUES (?, ?, ?, ?)",
             {log.size, tx.now(), head.note, key.verifier()});
  return head;
}

std::optional<KeptHead> latest_head(const Reader& reader) {
  return reader.first("SELECT note, verifier FROM tree_head ORDER BY size DESC LIMIT 1", {}, read_head);
}

std::vector<KeptHead> heads_after(const Reader& reader, std::int64_t after, std::int64_t limit) {
  return reader.all("SELECT note, verifier FROM tree_head WHERE size > ? ORDER BY size LIMIT ?",
                    {after, limit}, read_head);
}

std::expected<std::vector<Bytes>, Fault> prove_consistency(const Reader& reader, std::int64_t first,
                                                           std::int64_t second) {
  const Log log = find_log(reader).value();
  if (first <= 0 || first > second || second > log.size) {
    return std::unexpected(no_such_tree(first, second, log.size));
  }
  return consistency_proof(log.hash, first, second, node_reader(reader));
}

std::expected<Inclusion, Fault> prove_inclusion(const Reader& reader, std::string_view event_id) {
  const auto event = find_event(reader, event_id);
  if (!event) return std::unexpected(no_such_event(event_id));
  auto head = latest_head(reader);
  if (!head || head->signed_head.head.size < event->seq) return std::unexpected(not_in_a_head(event_id));
  const Log log = find_log(reader).value();
  Inclusion out{.position = event->seq - 1, .leaf = event->leaf_hash};
  if (event->leaf_format == salted_leaf) {
    out.fields = standing_fields(reader, log.hash, *event);
    for (LeafField& field : out.fields) {
      field.value.reset();
      field.salt.clear();
    }
  }
  out.proof = inclusion_proof(log.hash, out.position, head->signed_head.head.size, node_reader(reader));
  out.head = std::move(*head);
  return out;
}

std::vector<LeafField> standing_fields(const Reader& reader, HashKind hash, const Event& event) {
  // The salt of an event of which something was erased or sealed is all zeros; those of its fields are kept
  // singly.
  if (std::any_of(event.salt.begin(), event.salt.end(), [](std::uint8_t byte) { return byte != 0; })) {
    return leaf_fields(hash, event);
  }
  const auto values = fields_of(event);
  std::vector<LeafField> fields;
  const auto disclose = [&](LeafField& field, const std::string& value, Bytes salt) {
    field.value = value;
    field.salt = std::move(salt);
    field.commitment = commitment(hash, field.salt, value);
  };
  reader.query("SELECT salt, commitment FROM event_field WHERE event_id = ? ORDER BY number", {event.id},
               [&](const Row& row) {
                 if (fields.size() == values.size()) return;
                 const NamedValue& standing = values[fields.size()];
                 LeafField& field = fields.emplace_back();
                 field.name = standing.name;
                 if (row.is_null(0)) {
                   field.commitment = row.bytes(1);
                 } else {
                   disclose(field, standing.value, row.bytes(0));
                 }
               });
  if (fields.size() != values.size()) return leaf_fields(hash, event);  // shows as a leaf that differs
  const auto members = json_members(event.payload);
  for (const auto& [place, salt] : event.own_salts) {
    const std::size_t number = values.size() - members->size() + place;
    LeafField& field = fields[number];
    // A value that is not the one which was sealed stays hidden, and shows as that.
    if (commitment(hash, salt, values[number].value) == field.commitment)
      disclose(field, values[number].value, salt);
  }
  return fields;
}

}  // namespace enact::store
