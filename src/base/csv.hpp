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

}  // namespace enact
