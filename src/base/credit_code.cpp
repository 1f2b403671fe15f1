// The check character of GB 32100-2015: weights 3^(i-1) mod 31 over an alphabet without I, O, S, V and Z.
#include "base/credit_code.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace enact {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t code_length = 18;
constexpr std::size_t modulus = 31;

static_assert(alphabet.size() == modulus);

constexpr std::uint8_t no_symbol = 0xff;
// By byte. Whole registers are checked: a search for every character would be half of what a cell costs.
constexpr std::array<std::uint8_t, 256> values = [] {
  std::array<std::uint8_t, 256> made{};
  made.fill(no_symbol);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    made[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  return made;
}();

std::uint8_t value_of(char symbol) {
  return values[static_cast<unsigned char>(symbol)];
}

}  // namespace

std::optional<char> credit_code_check(std::string_view first_17) {
  if (first_17.size() != code_length - 1) {
    return std::nullopt;
  }
  std::size_t sum = 0;
  std::size_t weight = 1;
  for (const char symbol : first_17) {
    const std::size_t value = value_of(symbol);
    if (value == no_symbol) {
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
  if (std::any_of(code.begin(), code.end(), [](char symbol) { return value_of(symbol) == no_symbol; })) {
    return CreditCodeFault::symbol;
  }
  if (credit_code_check(code.substr(0, code_length - 1)) != code.back()) {
    return CreditCodeFault::check;
  }
  return std::nullopt;
}

}  // namespace enact
