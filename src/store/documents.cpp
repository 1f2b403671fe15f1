// Blobs, images and the outbox in their append-only tables.
#include "store/documents.hpp"

#include <fmt/format.h>

#include "store/hash.hpp"
#include "store/identities.hpp"
#include "store/packing.hpp"

namespace enact::store {

std::expected<std::string, Fault> put_blob(Transaction& tx, BytesView content, std::string_view media_type,
                                           std::int64_t limit) {
  const auto size = static_cast<std::int64_t>(content.size());
  if (content.empty()) {
    return std::unexpected(Fault{.kind = Fault::Kind::invalid,
                                 .code = "store.blob-empty",
                                 .message = {"文件是空的", "the file is empty"},
                                 .help = {"请选择有内容的文件", "choose a file with content"}});
  }
  if (size > limit) {
    return std::unexpected(
        Fault{.kind = Fault::Kind::limit,
              .code = "store.blob-too-large",
              .message = {fmt::format("文件有 {} 字节，超过上限 {} 字节", size, limit),
                          fmt::format("the file has {} bytes, more than the limit of {}", size, limit)},
              .help = {"请压缩或分成几个文件", "compress it or split it into several files"},
              .figures = {{"size", size}, {"limit", limit}}});
  }
  std::string hash = hex(sha256(content));
  const auto packed = pack_text(content, media_type);
  BytesView kept = packed ? BytesView(*packed) : content;
  std::string sealed;
  if (tx.has_key_ring() && is_sealed_at_rest(content, media_type)) {
    sealed = tx.seal(as_text(kept), blob_place(hash));
    kept = as_bytes(sealed);
  }
  tx.execute(
      "INSERT INTO blob (hash, media_type, content, packing, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO "
      "NOTHING",
      {hash, media_type, kept, packed ? zstd_packing : "", tx.now()});
  return hash;
}

std::optional<Blob> find_blob(const Reader& reader, std::string_view hash) {
  return reader.first("SELECT hash, media_type, content, packing FROM blob WHERE hash = ?", {hash},
                      [&](const Row& row) {
                        Blob blob{row.text(0), row.text(1), {}};
                        std::string opened;
                        BytesView kept = row.bytes_view(2);
                        // Nothing of another type is sealed, whatever it begins with.
                        if (blob.media_type == sealed_media_type) {
                          opened = reader.unseal(as_text(kept), blob_place(hash));
                          kept = as_bytes(opened);
                        }
                        blob.content = unpack_bytes(row.view(3), kept, blob_limit);
                        return blob;
                      });
}

namespace {

Image read_image(const Row& row) {
  return {row.text(0), row.text(1), row.bytes(2), row.instant(3)};
}

}  // namespace

std::expected<void, Fault> publish_image(Transaction& tx, std::string_view hash, std::string_view package,
                                         BytesView content) {
  if (const auto there = find_image(tx, hash)) {
    if (there->package == package &&
        std::equal(content.begin(), content.end(), there->content.begin(), there->content.end())) {
      return {};
    }
    return std::unexpected(
        Fault{.kind = Fault::Kind::conflict,
              .code = "store.image-differs",
              .message = {fmt::format("政策包映像 {} 已发布，但内容不同", hash),
                          fmt::format("the image {} is published with other content", hash)},
              .help = {"请重新编译政策包后再发布", "compile the package again and publish that"}});
  }
  tx.execute("INSERT INTO image (hash, package, content, published_at) VALUES (?, ?, ?, ?)",
             {hash, package, content, tx.now()});
  return {};
}

std::optional<Image> find_image(const Reader& reader, std::string_view hash) {
  return reader.first("SELECT hash, package, content, published_at FROM image WHERE hash = ?", {hash},
                      read_image);
}

std::optional<Image> latest_image(const Reader& reader, std::string_view package) {
  return reader.first(
      "SELECT hash, package, content, published_at FROM image WHERE package = ? ORDER BY seq DESC LIMIT 1",
      {package}, read_image);
}

std::vector<ImageEntry> list_images(const Reader& reader) {
  return reader.all(
      "SELECT hash, package, published_at, length(content) FROM image ORDER BY seq DESC", {},
      [](const Row& row) { return ImageEntry{row.text(0), row.text(1), row.instant(2), row.integer(3)}; });
}

namespace {

std::string recipient_place(std::string_view id) {
  return sealed_place("message", "recipient", id);
}

}  // namespace

bool queue_message(Transaction& tx, const Message& message, std::string_view unique_key) {
  if (tx.integer("SELECT 1 FROM message WHERE unique_key = ?", {unique_key})) return false;
  const std::string id = message.id.empty() ? tx.new_id() : message.id;
  tx.execute(
      "INSERT INTO message (id, unique_key, channel, recipient, subject, body, event_id, queued_at) VALUES "
      "(?, "
      "?, ?, ?, ?, ?, ?, ?)",
      {id, unique_key, message.channel, tx.seal(message.recipient, recipient_place(id)), message.subject,
       message.body, message.event_id, tx.now()});
  return true;
}

std::vector<Message> due_messages(const Reader& reader, Instant now, std::int64_t limit) {
  // An attempt without a next one has sent the message. One of later than now was made before the clock was
  // set back: nobody waits for what it put off.
  return reader.all(
      "SELECT m.id, m.channel, m.recipient, m.subject, m.body, m.event_id, m.queued_at, "
      "(SELECT count(*) FROM message_attempt a WHERE a.message_id = m.id) FROM message m "
      "WHERE NOT EXISTS (SELECT 1 FROM message_attempt a WHERE a.message_id = m.id "
      "AND (a.next_attempt IS NULL OR (a.next_attempt > ? AND a.at <= ?))) ORDER BY m.seq LIMIT ?",
      {now, now, limit}, [&](const Row& row) {
        return Message{row.text(0),
                       row.text(1),
                       reader.unseal(row.view(2), recipient_place(row.view(0))),
                       row.text(3),
                       row.text(4),
                       row.text(5),
                       row.instant(6),
                       static_cast<int>(row.integer(7))};
      });
}

void message_sent(Transaction& tx, std::string_view id) {
  tx.execute("INSERT INTO message_attempt (message_id, at, next_attempt, reason) VALUES (?, ?, NULL, '')",
             {id, tx.now()});
}

void message_given_up(Transaction& tx, std::string_view id, std::string_view reason) {
  tx.execute("INSERT INTO message_attempt (message_id, at, next_attempt, reason) VALUES (?, ?, NULL, ?)",
             {id, tx.now(), reason});
}

void message_failed(Transaction& tx, std::string_view id, std::string_view reason, Instant next_attempt) {
  tx.execute("INSERT INTO message_attempt (message_id, at, next_attempt, reason) VALUES (?, ?, ?, ?)",
             {id, tx.now(), next_attempt, reason});
}

}  // namespace enact::store
