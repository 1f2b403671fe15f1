// The file of keys, and what is sealed by them.
#include "store/key_ring.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

#include "store/hash.hpp"
#include "store/seal.hpp"

namespace enact::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view first_line = "enact-key-ring 1";
constexpr std::string_view sealed_start = "sealed:1:";
constexpr std::size_t id_digits = 8;
constexpr std::size_t lookup_size = 32;

Fault bad_ring(const fs::path& file, const Text& why) {
  return {.kind = Fault::Kind::invalid,
          .code = "store.key-ring",
          .message = {fmt::format("密钥环文件 {}：{}", file.string(), why.zh),
                      fmt::format("the key ring {}: {}", file.string(), why.en)},
          .help = {"用 --key-ring 或环境变量 ENACT_KEY_RING 指明空间的密钥环；新的用 `enact keys add` 建立",
                   "name the ring of the space by --key-ring or ENACT_KEY_RING; `enact keys add` makes a new "
                   "one"}};
}

Fault system_fault(const fs::path& file) {
  return bad_ring(file, {std::strerror(errno), std::strerror(errno)});
}

std::expected<void, Fault> write_private(const fs::path& file, std::string_view text) {
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (handle < 0) return std::unexpected(system_fault(file));
  const bool good =
      ::write(handle, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(handle) == 0;
  std::expected<void, Fault> result;
  if (!good) result = std::unexpected(system_fault(file));
  ::close(handle);
  if (!good) ::unlink(file.c_str());
  return result;
}

Bytes random_bytes(Random& random, std::size_t size) {
  Bytes bytes(size);
  random.fill(bytes);
  return bytes;
}

KeyRing::Key new_key(Cipher cipher, Random& random, const Date& today) {
  return {hex(random_bytes(random, id_digits / 2)), cipher, today,
          random_bytes(random, seal::key_size(cipher))};
}

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in(line);
  return {std::istream_iterator<std::string>(in), {}};
}

std::string_view lookup_name(Cipher cipher) {
  return cipher == Cipher::sm4 ? "HMAC-SM3" : "HMAC-SHA-256";
}

constexpr std::string_view stand_in_place = "stand-in";

// A key of its own for one purpose, made from another.
Bytes derived(Cipher cipher, BytesView from, std::string_view purpose) {
  Bytes key;
  for (int part = 1; key.size() < seal::key_size(cipher); ++part) {
    const Bytes more = seal::keyed_hash(cipher, from, fmt::format("{}\n{}", purpose, part));
    key.insert(key.end(), more.begin(), more.end());
  }
  key.resize(seal::key_size(cipher));
  return key;
}

}  // namespace

std::string_view cipher_name(Cipher cipher) {
  return cipher == Cipher::sm4 ? "SM4-CTR+HMAC-SM3" : "XChaCha20-Poly1305";
}

std::optional<Cipher> cipher_named(std::string_view name) {
  for (const Cipher cipher : {Cipher::xchacha20, Cipher::sm4}) {
    if (name == cipher_name(cipher)) return cipher;
  }
  return std::nullopt;
}

void KeyRing::set_lookup(Cipher cipher, Bytes secret) {
  lookup_cipher_ = cipher;
  lookup_ = std::move(secret);
  stand_in_key_ = derived(cipher, lookup_, "stand-in key");
}

std::string KeyRing::text() const {
  std::string out =
      fmt::format("{}\nlookup {} {}\n", first_line, lookup_name(lookup_cipher_), base64(lookup_));
  for (const Key& key : keys_) {
    out += fmt::format("key {} {} {} {}\n", key.id, cipher_name(key.cipher), key.made.to_string(),
                       base64(key.secret));
  }
  return out;
}

std::expected<std::shared_ptr<const KeyRing>, Fault> KeyRing::parse(const fs::path& file,
                                                                    std::string_view text) {
  const auto broken = [&](int line) {
    return std::unexpected(bad_ring(file, {fmt::format("第 {} 行不是密钥环的内容", line),
                                           fmt::format("line {} is none of a key ring", line)}));
  };
  const std::shared_ptr<KeyRing> ring(new KeyRing);
  std::istringstream in{std::string(text)};
  std::string line;
  if (!std::getline(in, line) || line != first_line) return broken(1);
  for (int number = 2; std::getline(in, line); ++number) {
    const auto words = words_of(line);
    if (words.size() == 3 && words[0] == "lookup" && ring->lookup_.empty()) {
      const auto secret = bytes_from_base64(words[2]);
      const bool sm3 = words[1] == lookup_name(Cipher::sm4);
      if (!secret || secret->size() != lookup_size || (!sm3 && words[1] != lookup_name(Cipher::xchacha20)))
        return broken(number);
      ring->set_lookup(sm3 ? Cipher::sm4 : Cipher::xchacha20, *secret);
    } else if (words.size() == 5 && words[0] == "key") {
      const auto cipher = cipher_named(words[2]);
      const auto made = Date::parse(words[3]);
      auto secret = bytes_from_base64(words[4]);
      if (words[1].size() != id_digits || ring->find(words[1]) != nullptr || !cipher || !made || !secret ||
          secret->size() != seal::key_size(*cipher))
        return broken(number);
      ring->keys_.push_back({words[1], *cipher, *made, std::move(*secret)});
    } else {
      return broken(number);
    }
  }
  if (ring->lookup_.empty() || ring->keys_.empty())
    return std::unexpected(bad_ring(file, {"没有密钥", "it holds no key"}));
  return ring;
}

std::expected<std::shared_ptr<const KeyRing>, Fault> KeyRing::load(const fs::path& file) {
  std::error_code error;
  const auto status = fs::status(file, error);
  if (status.type() == fs::file_type::not_found)
    return std::unexpected(bad_ring(file, {"没有这个文件", "there is no such file"}));
  if ((status.permissions() & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none) {
    return std::unexpected(
        bad_ring(file, {"其他用户可以访问（应为 0600）", "others may use it (it must have mode 0600)"}));
  }
  std::ifstream in(file, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  if (!in) return std::unexpected(system_fault(file));
  return parse(file, text);
}

std::expected<std::shared_ptr<const KeyRing>, Fault> KeyRing::make(const fs::path& file, Cipher cipher,
                                                                   Random& random, const Date& today) {
  const std::shared_ptr<KeyRing> ring(new KeyRing);
  ring->set_lookup(cipher, random_bytes(random, lookup_size));
  ring->keys_.push_back(new_key(cipher, random, today));
  if (auto written = write_private(file, ring->text()); !written) return std::unexpected(written.error());
  return ring;
}

std::expected<std::shared_ptr<const KeyRing>, Fault> KeyRing::add(const fs::path& file, Cipher cipher,
                                                                  Random& random, const Date& today) {
  const auto known = load(file);
  if (!known) return known;
  const std::shared_ptr<KeyRing> ring(new KeyRing(**known));
  ring->keys_.push_back(new_key(cipher, random, today));
  const fs::path beside = file.string() + ".new";
  if (auto written = write_private(beside, ring->text()); !written) return std::unexpected(written.error());
  std::error_code error;
  fs::rename(beside, file, error);
  if (error) return std::unexpected(bad_ring(file, {error.message(), error.message()}));
  return ring;
}

std::expected<std::shared_ptr<const KeyRing>, Fault> KeyRing::beside(const fs::path& folder) {
  if (const char* named = std::getenv("ENACT_KEY_RING"); named != nullptr && *named != '\0')
    return load(named);
  if (!folder.empty() && fs::exists(folder / key_ring_file)) return load(folder / key_ring_file);
  return nullptr;
}

const KeyRing::Key* KeyRing::find(std::string_view id) const {
  const auto found = std::ranges::find(keys_, id, &Key::id);
  return found == keys_.end() ? nullptr : &*found;
}

std::string_view KeyRing::sealed_by(std::string_view text) {
  if (!text.starts_with(sealed_start)) return {};
  text.remove_prefix(sealed_start.size());
  if (text.size() <= id_digits || text[id_digits] != ':') return {};
  return text.substr(0, id_digits);
}

std::string KeyRing::seal(std::string_view clear, std::string_view place, Random& random) const {
  const Key& key = newest();
  const Bytes nonce = random_bytes(random, seal::nonce_size(key.cipher));
  return fmt::format("{}{}:{}", sealed_start, key.id,
                     base64(seal::close(key.cipher, key.secret, clear, place, nonce)));
}

std::string KeyRing::unseal(std::string_view text, std::string_view place) const {
  const std::string_view id = sealed_by(text);
  if (id.empty()) return std::string(text);
  const Key* key = find(id);
  if (key == nullptr) {
    throw DatabaseError(DatabaseError::Kind::other,
                        fmt::format("the key ring has no key {} that sealed {}", id, place));
  }
  const auto bytes = bytes_from_base64(text.substr(sealed_start.size() + id_digits + 1));
  const auto clear = bytes ? seal::open(key->cipher, key->secret, *bytes, place) : std::nullopt;
  if (!clear) {
    throw DatabaseError(DatabaseError::Kind::corrupt,
                        fmt::format("what is sealed in {} was altered or moved", place));
  }
  return *clear;
}

std::string KeyRing::lookup(std::string_view field, std::string_view text) const {
  std::string whole(field);
  whole += '\0';
  whole += text;
  return hex(seal::keyed_hash(lookup_cipher_, lookup_, whole));
}

std::string KeyRing::stand_in(std::string_view text) const {
  // The nonce follows from the text: one that is used twice has sealed the same.
  Bytes nonce = seal::keyed_hash(lookup_cipher_, lookup_, fmt::format("stand-in nonce\n{}", text));
  nonce.resize(seal::nonce_size(lookup_cipher_));
  return hex(seal::close(lookup_cipher_, stand_in_key_, text, stand_in_place, nonce));
}

std::optional<std::string> KeyRing::stood_for(std::string_view stand_in) const {
  const auto bytes = bytes_from_hex(stand_in);
  return bytes ? seal::open(lookup_cipher_, stand_in_key_, *bytes, stand_in_place) : std::nullopt;
}

std::size_t KeyRing::stand_in_size(std::size_t text_size) const {
  return 2 * (text_size + seal::overhead(lookup_cipher_));
}

}  // namespace enact::store
