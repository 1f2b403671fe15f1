// SHA-256 and SM3 through OpenSSL, base64 through libsodium.
#include "store/hash.hpp"

#include <openssl/evp.h>
#include <sodium.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace enact::store {
namespace {

// A hash of OpenSSL's, which uses the processor's own instructions where there are any. Looking an algorithm
// up and making a context cost more than hashing a leaf: each thread does it once.
class Hasher {
 public:
  explicit Hasher(const char* name)
      : algorithm_(EVP_MD_fetch(nullptr, name, nullptr), EVP_MD_free),
        context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    if (!algorithm_ || !context_) {
      throw std::runtime_error(std::string(name) + " cannot be computed: OpenSSL offers none here");
    }
  }
  Bytes hash(std::initializer_list<BytesView> parts) {
    bool good = EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) == 1;
    for (const BytesView part : parts) {
      good = good && EVP_DigestUpdate(context_.get(), part.data(), part.size()) == 1;
    }
    Bytes out(hash_size);
    good = good && EVP_DigestFinal_ex(context_.get(), out.data(), nullptr) == 1;
    if (!good) throw std::runtime_error("a hash could not be computed");
    return out;
  }

 private:
  std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm_;
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

Bytes sha256_of(std::initializer_list<BytesView> parts) {
  thread_local Hasher hasher("SHA256");
  return hasher.hash(parts);
}

Bytes sm3_of(std::initializer_list<BytesView> parts) {
  thread_local Hasher hasher("SM3");
  return hasher.hash(parts);
}

}  // namespace

Bytes digest(HashKind kind, std::initializer_list<BytesView> parts) {
  return kind == HashKind::sm3 ? sm3_of(parts) : sha256_of(parts);
}

std::string_view hash_name(HashKind kind) {
  return kind == HashKind::sm3 ? "SM3" : "SHA-256";
}

std::optional<HashKind> hash_named(std::string_view name) {
  for (const HashKind kind : {HashKind::sha256, HashKind::sm3}) {
    if (name == hash_name(kind)) return kind;
  }
  return std::nullopt;
}

BytesView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view as_text(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes sha256(BytesView data) {
  return sha256_of({data});
}

Bytes sha256(std::string_view data) {
  return sha256(as_bytes(data));
}

std::string sha256_hex(std::string_view data) {
  return hex(sha256(data));
}

std::string hex(BytesView data) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(data.size() * 2);
  for (const std::uint8_t byte : data) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::optional<Bytes> bytes_from_hex(std::string_view text) {
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes data;
  data.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]);
    const int low = digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    data.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return data;
}

std::string base64(BytesView data) {
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_ENCODED_LEN(data.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), data.data(), data.size(), variant);
  text.pop_back();  // the terminating zero
  return text;
}

std::optional<Bytes> bytes_from_base64(std::string_view text) {
  if (text.empty()) return Bytes{};  // libsodium may not be handed a null buffer
  Bytes data(text.size());
  std::size_t size = 0;
  if (sodium_base642bin(data.data(), data.size(), text.data(), text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0) {
    return std::nullopt;
  }
  data.resize(size);
  return data;
}

}  // namespace enact::store
