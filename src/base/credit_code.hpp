// 统一社会信用代码, GB 32100-2015: 18 characters of 31 symbols, the last a check character.
#pragma once

#include <optional>
#include <string_view>

namespace enact {

enum class CreditCodeFault { length, symbol, check };

// nullopt: the code is good.
std::optional<CreditCodeFault> credit_code_fault(std::string_view code);
// The check character for the first 17; nullopt if they are not 17 characters of the alphabet.
std::optional<char> credit_code_check(std::string_view first_17);

}  // namespace enact
