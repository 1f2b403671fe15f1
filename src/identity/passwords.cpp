// Passwords through libsodium's Argon2id.
#include <fmt/format.h>
#include <sodium.h>

#include "base/text.hpp"
#include "identity/accounts.hpp"

namespace enact::identity {
namespace {

constexpr std::size_t least_characters = 10;

struct Limits {
  unsigned long long operations;
  std::size_t memory;
};

Limits limits_of(PasswordCost cost) {
  switch (cost) {
    case PasswordCost::moderate:
      return {crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE};
    case PasswordCost::interactive:
      return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
    case PasswordCost::test:
      break;
  }
  return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
}

}  // namespace

std::expected<std::string, store::Fault> hash_password(std::string_view password, std::string_view login,
                                                       PasswordCost cost) {
  if (text::length(password) < least_characters || text::matter_form(password) == text::matter_form(login)) {
    return std::unexpected(
        store::Fault{.kind = store::Fault::Kind::invalid,
                     .code = "identity.weak-password",
                     .message = {fmt::format("密码至少 {} 个字符，且不得与登录名相同", least_characters),
                                 fmt::format("a password has at least {} characters and is not the login",
                                             least_characters)},
                     .help = {"请换一个密码", "choose another password"}});
  }
  const Limits limits = limits_of(cost);
  char hash[crypto_pwhash_STRBYTES];
  if (sodium_init() < 0 ||
      crypto_pwhash_str(hash, password.data(), password.size(), limits.operations, limits.memory) != 0) {
    return std::unexpected(
        store::Fault{.kind = store::Fault::Kind::internal,
                     .code = "identity.no-memory",
                     .message = {"内存不足，无法处理密码", "not enough memory to hash a password"},
                     .help = {"请稍后重试", "try again in a moment"}});
  }
  return std::string(hash);
}

bool password_matches(std::string_view hash, std::string_view password) {
  const std::string text(hash);
  return sodium_init() >= 0 && text.size() < crypto_pwhash_STRBYTES &&
         crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

}  // namespace enact::identity
