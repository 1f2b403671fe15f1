// The check character of GB 32100-2015: weights 3^(i-1) mod 31 over an alphabet without I, O, S, V and Z.
#include "base/credit_code.hpp"

namespace enact {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t code_length = 18;
constexpr std::size_t modulus = 31;

static_assert(alphabet.size() == modulus);

}  // namespace

std::optional<char> credit_code_check(std::string_view first_17) {
  if (first_17.size() != code_length - 1) {
    return std::nullopt;
  }
  std::size_t sum = 0;
  std::size_t weight = 1;
  for (const char symbol : first_17) {
    const std::size_t value = alphabet.find(symbol);
    if (value == std::string_view::npos) {
      return std::nullopt;
    }
    sum += value * weight;
    weight = weight * 3 % modulus;
  }
  return alphabet[(modulus - sum % modulus) % modulus];
}

std::optional<CreditCodeFault> credit_code_fault(std::string_view code) {
  // Characters, not bytes: a full-width digit is a wrong symbol, not a wrong length.
  std::size_t characters = 0;
  for (const char byte : code) {
    characters += (static_cast<unsigned char>(byte) & 0xc0) != 0x80 ? 1U : 0U;
  }
  if (characters != code_length) {
    return CreditCodeFault::length;
  }
  if (code.find_first_not_of(alphabet) != std::string_view::npos) {
    return CreditCodeFault::symbol;
  }
  if (credit_code_check(code.substr(0, code_length - 1)) != code.back()) {
    return CreditCodeFault::check;
  }
  return std::nullopt;
}

}  // namespace enact
