// Notes, their signatures, and the key file.
#include "store/checkpoint.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

namespace enact::store {
namespace {

constexpr std::uint8_t ed25519 = 0x01;  // the algorithm's number in signed notes
constexpr std::size_t key_id_size = 4;
constexpr std::string_view signature_start = "— ";
constexpr std::string_view private_key_start = "PRIVATE+KEY+";

Bytes key_id(std::string_view name, BytesView public_key) {
  const std::uint8_t middle[] = {'\n', ed25519};
  Bytes id = digest(HashKind::sha256, {as_bytes(name), middle, public_key});
  id.resize(key_id_size);
  return id;
}

// "name+id+base64(algorithm, key)".
std::string key_text(std::string_view name, BytesView id, BytesView key) {
  Bytes tagged = {ed25519};
  tagged.insert(tagged.end(), key.begin(), key.end());
  return fmt::format("{}+{}+{}", name, hex(id), base64(tagged));
}

struct KeyParts {
  std::string name;
  Bytes id;
  Bytes key;  // 32 bytes
};

std::optional<KeyParts> parse_key(std::string_view text) {
  const auto first = text.find('+');
  if (first == std::string_view::npos || first == 0) return std::nullopt;
  const auto second = text.find('+', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto id = bytes_from_hex(text.substr(first + 1, second - first - 1));
  auto key = bytes_from_base64(text.substr(second + 1));
  if (!id || id->size() != key_id_size || !key || key->size() != 33 || key->front() != ed25519) {
    return std::nullopt;
  }
  key->erase(key->begin());
  return KeyParts{std::string(text.substr(0, first)), *id, std::move(*key)};
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return {};  // the last line is ended too
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

// The part of a note that is signed: to the last empty line, without it.
std::optional<std::string_view> signed_part(std::string_view note) {
  const auto end = note.rfind("\n\n");
  if (end == std::string_view::npos) return std::nullopt;
  return note.substr(0, end + 1);
}

Fault bad_key(const std::filesystem::path& file, const Text& why) {
  return {
      .kind = Fault::Kind::invalid,
      .code = "store.log-key",
      .message = {fmt::format("日志签名密钥文件 {}：{}", file.string(), why.zh),
                  fmt::format("the log's key file {}: {}", file.string(), why.en)},
      .help = {"请指定正确的密钥文件；新密钥会在文件不存在时生成，旧签名头仍可用旧公钥核验",
               "name the right file; a new key is made where there is none, and heads signed before still "
               "verify by the old public key"}};
}

Fault no_file(const std::filesystem::path& file) {
  Fault fault = bad_key(file, {std::strerror(errno), std::strerror(errno)});
  fault.kind = Fault::Kind::unavailable;
  return fault;
}

std::expected<void, Fault> write_private(const std::filesystem::path& file, std::string_view text) {
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (handle < 0) return std::unexpected(no_file(file));
  const bool good =
      ::write(handle, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(handle) == 0;
  std::expected<void, Fault> result;
  if (!good) result = std::unexpected(no_file(file));
  ::close(handle);
  if (!good) ::unlink(file.c_str());
  return result;
}

}  // namespace

std::optional<SignedHead> parse_head(std::string_view note) {
  const auto text = signed_part(note);
  if (!text) return std::nullopt;
  const auto lines = lines_of(*text);
  if (lines.size() < 3 || lines[0].empty()) return std::nullopt;
  SignedHead out{.head = {.origin = std::string(lines[0])}, .note = std::string(note)};
  const std::string_view size = lines[1];
  const auto [rest, error] = std::from_chars(size.data(), size.data() + size.size(), out.head.size);
  const auto root = bytes_from_base64(lines[2]);
  if (error != std::errc() || rest != size.data() + size.size() || out.head.size < 0 || !root ||
      root->size() != hash_size) {
    return std::nullopt;
  }
  out.head.root = *root;
  for (std::size_t i = 3; i < lines.size(); ++i) {
    if (lines[i].starts_with("at ")) {
      const auto at = Instant::parse(lines[i].substr(3));
      if (!at) return std::nullopt;
      out.head.at = *at;
    } else if (lines[i].starts_with("hash ")) {
      const auto hash = hash_named(lines[i].substr(5));
      if (!hash) return std::nullopt;
      out.head.hash = *hash;
    }
  }
  return out;
}

bool verifies(const SignedHead& head, std::string_view verifier) {
  const auto key = parse_key(verifier);
  const auto text = signed_part(head.note);
  if (!key || !text || key_id(key->name, key->key) != key->id) return false;
  for (const std::string_view line : lines_of(std::string_view(head.note).substr(text->size() + 1))) {
    const std::string start = fmt::format("{}{} ", signature_start, key->name);
    if (!line.starts_with(start)) continue;
    const auto bytes = bytes_from_base64(line.substr(start.size()));
    if (!bytes || bytes->size() != key_id_size + crypto_sign_BYTES) continue;
    const BytesView view(*bytes);
    if (!std::equal(key->id.begin(), key->id.end(), view.begin())) continue;
    if (crypto_sign_verify_detached(view.subspan(key_id_size).data(),
                                    reinterpret_cast<const unsigned char*>(text->data()), text->size(),
                                    key->key.data()) == 0) {
      return true;
    }
  }
  return false;
}

LogKey::LogKey(std::string name, Bytes seed)
    : name_(std::move(name)),
      seed_(std::move(seed)),
      public_(crypto_sign_PUBLICKEYBYTES),
      secret_(crypto_sign_SECRETKEYBYTES) {
  crypto_sign_seed_keypair(public_.data(), secret_.data(), seed_.data());
}

std::expected<LogKey, Fault> LogKey::load_or_make(const std::filesystem::path& file, std::string_view name,
                                                  Random& random) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto status = fs::status(file, error);
  if (status.type() == fs::file_type::not_found) {
    Bytes seed(crypto_sign_SEEDBYTES);
    random.fill(seed);
    LogKey key(std::string(name), seed);
    const std::string text = fmt::format("{}{}\n", private_key_start,
                                         key_text(key.name_, key_id(key.name_, key.public_), key.seed_));
    if (auto written = write_private(file, text); !written) return std::unexpected(written.error());
    return key;
  }
  if ((status.permissions() & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none) {
    return std::unexpected(
        bad_key(file, {"其他用户可以访问（应为 0600）", "others may use it (it must have mode 0600)"}));
  }
  std::ifstream in(file, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), {});
  if (!in) return std::unexpected(no_file(file));
  if (!text.empty() && text.back() == '\n') text.pop_back();
  std::optional<KeyParts> parts;
  if (text.starts_with(private_key_start)) {
    parts = parse_key(std::string_view(text).substr(private_key_start.size()));
  }
  if (parts) {
    LogKey key(parts->name, parts->key);
    if (key_id(key.name_, key.public_) == parts->id) return key;
  }
  return std::unexpected(bad_key(file, {"内容不是签名密钥", "its content is no signing key"}));
}

std::string LogKey::verifier() const {
  return key_text(name_, key_id(name_, public_), public_);
}

SignedHead LogKey::sign(const Head& head) const {
  const std::string text = fmt::format("{}\n{}\n{}\nat {}\nhash {}\n", head.origin, head.size,
                                       base64(head.root), head.at.to_string(), hash_name(head.hash));
  Bytes signature = key_id(name_, public_);
  signature.resize(key_id_size + crypto_sign_BYTES);
  crypto_sign_detached(signature.data() + key_id_size, nullptr,
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), secret_.data());
  return {head, fmt::format("{}\n{}{} {}\n", text, signature_start, name_, base64(signature))};
}

}  // namespace enact::store
