// XChaCha20-Poly1305 through libsodium; SM4 in counter mode and HMAC-SM3 over it through OpenSSL, whose 3.0
// has no SM4-GCM.
#include "store/seal.hpp"

#include <openssl/evp.h>
#include <sodium.h>

#include <memory>
#include <stdexcept>

#include "store/hash.hpp"

namespace enact::store::seal {
namespace {

constexpr std::size_t sm4_key = 16;
constexpr std::size_t sm4_block = 16;
constexpr std::size_t mac_key = 32;
constexpr std::size_t mac_size = 32;

Bytes hmac(const char* hash, BytesView key, BytesView text) {
  Bytes out(mac_size);
  std::size_t size = 0;
  if (EVP_Q_mac(nullptr, "HMAC", nullptr, hash, nullptr, key.data(), key.size(), text.data(), text.size(),
                out.data(), out.size(), &size) == nullptr ||
      size != mac_size) {
    throw std::runtime_error(std::string("HMAC cannot be computed: OpenSSL offers no ") + hash);
  }
  return out;
}

// Counter mode: the same for both ways.
Bytes sm4_counter(BytesView key, BytesView counter, BytesView text) {
  static const std::unique_ptr<EVP_CIPHER, decltype(&EVP_CIPHER_free)> cipher(
      EVP_CIPHER_fetch(nullptr, "SM4-CTR", nullptr), EVP_CIPHER_free);
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                EVP_CIPHER_CTX_free);
  Bytes out(text.size() + sm4_block);
  int size = 0;
  if (!cipher || !context ||
      EVP_EncryptInit_ex2(context.get(), cipher.get(), key.data(), counter.data(), nullptr) != 1 ||
      EVP_EncryptUpdate(context.get(), out.data(), &size, text.data(), static_cast<int>(text.size())) != 1) {
    throw std::runtime_error("SM4 cannot be computed: OpenSSL offers none here");
  }
  out.resize(static_cast<std::size_t>(size));
  return out;
}

// What the code covers: place and rest, told apart by the length of the first.
Bytes covered(std::string_view place, BytesView rest) {
  Bytes out;
  const auto size = static_cast<std::uint64_t>(place.size());
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(size >> shift));
  const BytesView text = as_bytes(place);
  out.insert(out.end(), text.begin(), text.end());
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

Bytes close_sm4(BytesView key, BytesView clear, std::string_view place, BytesView nonce) {
  Bytes out(nonce.begin(), nonce.end());
  const Bytes text = sm4_counter(key.first(sm4_key), nonce, clear);
  out.insert(out.end(), text.begin(), text.end());
  const Bytes mac = hmac("SM3", key.subspan(sm4_key), covered(place, out));
  out.insert(out.end(), mac.begin(), mac.end());
  return out;
}

std::optional<Bytes> open_sm4(BytesView key, BytesView sealed, std::string_view place) {
  if (sealed.size() < sm4_block + mac_size) return std::nullopt;
  const BytesView text = sealed.first(sealed.size() - mac_size);
  const Bytes mac = hmac("SM3", key.subspan(sm4_key), covered(place, text));
  if (sodium_memcmp(mac.data(), sealed.last(mac_size).data(), mac_size) != 0) return std::nullopt;
  return sm4_counter(key.first(sm4_key), text.first(sm4_block), text.subspan(sm4_block));
}

Bytes close_xchacha(BytesView key, BytesView clear, std::string_view place, BytesView nonce) {
  Bytes out(nonce.begin(), nonce.end());
  out.resize(nonce.size() + clear.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + nonce.size(), nullptr, clear.data(), clear.size(),
                                             as_bytes(place).data(), place.size(), nullptr, nonce.data(),
                                             key.data());
  return out;
}

std::optional<Bytes> open_xchacha(BytesView key, BytesView sealed, std::string_view place) {
  constexpr std::size_t nonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t tag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (sealed.size() < nonce + tag) return std::nullopt;
  Bytes out(sealed.size() - nonce - tag);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, sealed.data() + nonce,
                                                 sealed.size() - nonce, as_bytes(place).data(), place.size(),
                                                 sealed.data(), key.data()) != 0) {
    return std::nullopt;
  }
  return out;
}

}  // namespace

std::size_t key_size(Cipher cipher) {
  return cipher == Cipher::sm4 ? sm4_key + mac_key : crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
}

std::size_t nonce_size(Cipher cipher) {
  return cipher == Cipher::sm4 ? sm4_block : crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
}

std::size_t overhead(Cipher cipher) {
  return nonce_size(cipher) +
         (cipher == Cipher::sm4 ? mac_size : std::size_t{crypto_aead_xchacha20poly1305_ietf_ABYTES});
}

Bytes close(Cipher cipher, BytesView key, std::string_view clear, std::string_view place, BytesView nonce) {
  return cipher == Cipher::sm4 ? close_sm4(key, as_bytes(clear), place, nonce)
                               : close_xchacha(key, as_bytes(clear), place, nonce);
}

std::optional<std::string> open(Cipher cipher, BytesView key, BytesView sealed, std::string_view place) {
  const auto clear = cipher == Cipher::sm4 ? open_sm4(key, sealed, place) : open_xchacha(key, sealed, place);
  if (!clear) return std::nullopt;
  return std::string(clear->begin(), clear->end());
}

Bytes keyed_hash(Cipher cipher, BytesView key, std::string_view text) {
  return hmac(cipher == Cipher::sm4 ? "SM3" : "SHA256", key, as_bytes(text));
}

}  // namespace enact::store::seal
