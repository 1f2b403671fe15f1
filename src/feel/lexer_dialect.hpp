// The Chinese spelling of FEEL, all of it in one place (the tables in lexer_dialect.cpp): keyword aliases,
// operator signs, multipliers of amounts, and full-width characters where code is expected.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/report.hpp"

namespace enact::feel {

struct KeywordAlias {
  std::string_view alias;
  std::string_view keyword;
};
std::span<const KeywordAlias> keyword_aliases();
// The standard keyword for a Chinese alias (`且` → "and"), empty if it is none.
std::string_view keyword_of_alias(std::string_view word);
// The standard operator for a sign that FEEL does not have (`≥` → ">="), empty if it is none.
std::string_view operator_of_sign(char32_t sign);

// The alias that a name holds directly behind one of the known names (`收入且`: 且), as it happens where
// the space before it was forgotten; empty if there is none.
std::string_view glued_alias(std::string_view name, std::span<const std::string> known);

// "100000" and "元" for ("10", "万元"); `word` may be "%". The unit is not looked up here.
struct Amount {
  std::string digits;
  std::string unit;
};
std::optional<Amount> read_amount(std::string_view digits, std::string_view word);

// A copy of the text in which full-width characters outside strings and comments are half-width, each run of
// them reported; `offsets[i]` is where byte i (and the end) stands in the original. Empty if there are none.
struct HalfWidth {
  std::string text;
  std::vector<std::size_t> offsets;
};
std::optional<HalfWidth> to_half_width(std::string_view text, Reporter* reporter);

}  // namespace enact::feel
