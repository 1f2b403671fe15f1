#include "identity/totp.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace enact::identity {
namespace {

const EVP_MD* algorithm(TotpHash hash) {
  if (hash == TotpHash::sha1) return EVP_sha1();
  return hash == TotpHash::sha256 ? EVP_sha256() : EVP_sha512();
}

}  // namespace

std::int64_t totp_counter(Instant at) {
  constexpr std::int64_t microseconds = 1'000'000;
  return at.microseconds / (totp_step * microseconds);
}

std::string totp(store::BytesView secret, std::int64_t counter, int digits, TotpHash hash) {
  std::array<std::uint8_t, 8> message{};
  for (std::size_t i = 0; i < message.size(); ++i) {
    message[message.size() - 1 - i] =
        static_cast<std::uint8_t>(static_cast<std::uint64_t>(counter) >> (8 * i));
  }
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (HMAC(algorithm(hash), secret.data(), static_cast<int>(secret.size()), message.data(), message.size(),
           digest.data(), &length) == nullptr) {
    throw std::runtime_error("HMAC is not available");
  }
  // RFC 4226, 5.3: four bytes from where the last nibble points, without the sign.
  const std::size_t offset = digest[length - 1] & 0x0F;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | digest[offset + i];
  number &= 0x7FFF'FFFF;
  std::uint32_t modulus = 1;
  for (int i = 0; i < digits; ++i) modulus *= 10;
  return fmt::format("{:0{}}", number % modulus, digits);
}

std::string base32(store::BytesView bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const std::uint8_t byte : bytes) {
    held = held << 8 | byte;
    bits += 8;
    while (bits >= 5) {
      text += alphabet[held >> (bits - 5) & 0x1F];
      bits -= 5;
    }
    held &= (1U << bits) - 1;
  }
  if (bits > 0) text += alphabet[held << (5 - bits) & 0x1F];
  return text;
}

}  // namespace enact::identity
