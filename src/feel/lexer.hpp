// Text to tokens. Names with spaces are several tokens here; the parser joins them by what is in scope.
// Knows the spelling of literals and keywords, nothing of grammar.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "feel/report.hpp"

namespace enact::feel {

enum class TokenKind : std::uint8_t { end, name, number, string, symbol };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;          // as written (a string: decoded; a full-width symbol: its half-width form)
  std::string value;         // number: plain digits after multipliers and percent
  std::string unit;          // number: the word directly behind it
  std::string_view keyword;  // the standard's spelling if it is one, also of a Chinese alias; else empty
  Span span;
  bool space_before = false;

  bool is(std::string_view symbol) const { return kind == TokenKind::symbol && text == symbol; }
  bool is_keyword(std::string_view word) const { return keyword == word; }
};

// Always ends with an `end` token. Reports what cannot be read and goes on behind it; a reporter of null
// reads silently (names of a scope).
std::vector<Token> tokenize(std::string_view text, bool chinese, Reporter* reporter);

}  // namespace enact::feel
