// Signed heads of the event log, as others can read and keep them: a checkpoint (c2sp.org/tlog-checkpoint) in
// a signed note (c2sp.org/signed-note), signed with Ed25519:
//
//   enact/0195…            the log's origin
//   1234                   leaves
//   Y29t…                  root, base64
//   at 2026-03-10T01:00:00Z
//   hash SHA-256
//
//   — enact/0195… 8J2k…    key name, base64 of 4 bytes of key id and the signature
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/calendar.hpp"
#include "base/clock.hpp"
#include "store/fault.hpp"
#include "store/hash.hpp"

namespace enact::store {

struct Head {
  std::string origin = {};
  std::int64_t size = 0;
  Bytes root = {};
  Instant at = {};
  HashKind hash = HashKind::sha256;
};

// A head as it was read from a note: `note` is what the signature covers and what is kept.
struct SignedHead {
  Head head = {};
  std::string note = {};
};
// nullopt if the text is no note of a head; says nothing of its signature.
std::optional<SignedHead> parse_head(std::string_view note);

// Whether the note bears a signature that verifies by `verifier` ("name+key id+base64", as verifier() gives).
bool verifies(const SignedHead& head, std::string_view verifier);

// The log's signing key. It lives in a file of its own, outside the database and its backups.
class LogKey {
 public:
  // Reads the key file, or makes one that only its owner may read. `name` is the new key's: the log's origin.
  // Faults: invalid "store.log-key" if the file is no key, or others may read it; unavailable if it cannot be
  // read or made.
  static std::expected<LogKey, Fault> load_or_make(const std::filesystem::path& file, std::string_view name,
                                                   Random& random);
  std::string verifier() const;  // the public half, for who verifies
  SignedHead sign(const Head& head) const;

 private:
  LogKey(std::string name, Bytes seed);
  std::string name_;
  Bytes seed_;  // what the file keeps
  Bytes public_;
  Bytes secret_;
};

}  // namespace enact::store
