// Encryption of single values at rest: second factors, account numbers, identity numbers, contacts. The keys
// stand in a file of their own, outside of the database and its backups, of mode 0600. Each value names the
// key that sealed it; the newest key seals, the older ones stay to read what they sealed. A value is bound to
// its place (table, column, row): moved elsewhere it does not open.
//
//   enact-key-ring 1
//   lookup HMAC-SHA-256 <base64>
//   key 5f0a… XChaCha20-Poly1305 2026-11-26 <base64>
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "base/clock.hpp"
#include "store/fault.hpp"
#include "store/sql.hpp"

namespace enact::store {

inline constexpr std::string_view key_ring_file = "key.ring";  // in the folder of a training space

enum class Cipher {
  xchacha20,  // XChaCha20-Poly1305 (libsodium), look-ups by HMAC-SHA-256
  sm4         // SM4-CTR (GB/T 32907), then HMAC-SM3 over place, counter and text (OpenSSL); look-ups too
};
std::string_view cipher_name(Cipher cipher);  // "XChaCha20-Poly1305", "SM4-CTR+HMAC-SM3"
std::optional<Cipher> cipher_named(std::string_view name);

class KeyRing {
 public:
  struct Key {
    std::string id = {};  // eight hexadecimal digits
    Cipher cipher = Cipher::xchacha20;
    Date made = {};
    Bytes secret = {};
  };

  // Fault: invalid "store.key-ring" (absent, to be read by others, no key ring), with what to do.
  static std::expected<std::shared_ptr<const KeyRing>, Fault> load(const std::filesystem::path& file);
  // Makes the file with one key; a file that is there is a Fault as above.
  static std::expected<std::shared_ptr<const KeyRing>, Fault> make(const std::filesystem::path& file,
                                                                   Cipher cipher, Random& random,
                                                                   const Date& today);
  // Adds a key to the file; it seals from the next start on. The file is replaced at once or not at all.
  static std::expected<std::shared_ptr<const KeyRing>, Fault> add(const std::filesystem::path& file,
                                                                  Cipher cipher, Random& random,
                                                                  const Date& today);

  // The ring that the environment names by ENACT_KEY_RING, else key.ring in the folder of the space; null if
  // there is neither. For who reads a space beside its service.
  static std::expected<std::shared_ptr<const KeyRing>, Fault> beside(const std::filesystem::path& folder);

  const std::vector<Key>& keys() const { return keys_; }  // oldest first; one at least
  const Key& newest() const { return keys_.back(); }

  // Text that says which key sealed it. `place`: where the value stands.
  std::string seal(std::string_view clear, std::string_view place, Random& random) const;
  // What was sealed; text that is not sealed as it is. Throws DatabaseError if the key is not in the ring, or
  // the text was altered or stands in another place.
  std::string unseal(std::string_view text, std::string_view place) const;
  // The same text in the same field always gives the same 64 hexadecimal digits, and nobody without the ring
  // can try texts against them.
  std::string lookup(std::string_view field, std::string_view text) const;

  // What stands for a short text for ever, whichever key is the newest: hexadecimal digits, the same for the
  // same text, of a size that goes by the text's; and back, nullopt if it is none of this ring's.
  std::string stand_in(std::string_view text) const;
  std::optional<std::string> stood_for(std::string_view stand_in) const;
  std::size_t stand_in_size(std::size_t text_size) const;

  // The id of the key that sealed the text; "" if it is not sealed.
  static std::string_view sealed_by(std::string_view text);

 private:
  KeyRing() = default;
  static std::expected<std::shared_ptr<const KeyRing>, Fault> parse(const std::filesystem::path& file,
                                                                    std::string_view text);
  std::string text() const;
  const Key* find(std::string_view id) const;
  void set_lookup(Cipher cipher, Bytes secret);

  Cipher lookup_cipher_ = Cipher::xchacha20;  // says by which hash
  Bytes lookup_;
  Bytes stand_in_key_;  // made from it
  std::vector<Key> keys_;
};

}  // namespace enact::store
