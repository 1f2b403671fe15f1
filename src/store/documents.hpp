// What is kept as content: evidence attachments (blobs, named by their SHA-256), published images of policy
// packages, and messages that wait to be sent (outbox). Typing and scanning content is the caller's job.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace enact::store {

struct Blob {
  std::string hash = {};  // SHA-256, hexadecimal
  std::string media_type = {};
  Bytes content = {};
};
inline constexpr std::int64_t blob_limit = 20 * 1024 * 1024;

// Puts the content once, however often it is given. Faults: limit "store.blob-too-large", invalid
// "store.blob-empty". Answers the hash. Texts are kept packed (store/packing.hpp).
std::expected<std::string, Fault> put_blob(Transaction& tx, BytesView content, std::string_view media_type,
                                           std::int64_t limit = blob_limit);
// Throws DatabaseError (corrupt) where what is kept is damaged.
std::optional<Blob> find_blob(const Reader& reader, std::string_view hash);

struct Image {
  std::string hash = {};     // of the image, by whoever compiled it
  std::string package = {};  // "town-1"
  Bytes content = {};
  Instant published_at = {};
};
// Publishing what is published already does nothing. An image is never changed or removed. Fault: conflict
// "store.image-differs" if the hash is there with other content.
std::expected<void, Fault> publish_image(Transaction& tx, std::string_view hash, std::string_view package,
                                         BytesView content);
std::optional<Image> find_image(const Reader& reader, std::string_view hash);
std::optional<Image> latest_image(const Reader& reader, std::string_view package);
struct ImageEntry {
  std::string hash = {};
  std::string package = {};
  Instant published_at = {};
  std::int64_t size = 0;
};
std::vector<ImageEntry> list_images(const Reader& reader);  // newest first

struct Message {
  std::string id = {};
  std::string channel = {};  // "mail", "sms"
  std::string recipient = {};
  std::string subject = {};
  std::string body = {};
  std::string event_id = {};  // what it tells of
  Instant queued_at = {};
  int attempts = 0;
};
// `message.id` may be empty. `unique_key`: a message with a key that was queued before is not queued again.
// Answers whether it was queued.
bool queue_message(Transaction& tx, const Message& message, std::string_view unique_key);
// Not sent and due at `now`, oldest first.
std::vector<Message> due_messages(const Reader& reader, Instant now, std::int64_t limit);
void message_sent(Transaction& tx, std::string_view id);
// Will not be tried again.
void message_given_up(Transaction& tx, std::string_view id, std::string_view reason);
void message_failed(Transaction& tx, std::string_view id, std::string_view reason, Instant next_attempt);

}  // namespace enact::store
