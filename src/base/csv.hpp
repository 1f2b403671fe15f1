// Fields of CSV (RFC 4180).
#pragma once

#include <string>
#include <string_view>

namespace enact {

// In quotes where it has to be.
inline void append_csv(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

// The same for a file that people open in a spreadsheet: a text that a spreadsheet would take for a formula
// (it begins with = + - @, a tab or a carriage return) gets an apostrophe in front. Not for numbers.
inline void append_csv_text(std::string& out, std::string_view text) {
  constexpr std::string_view formula = "=+-@\t\r";
  if (text.empty() || formula.find(text.front()) == std::string_view::npos) return append_csv(out, text);
  append_csv(out, "'" + std::string(text));
}

}  // namespace enact
