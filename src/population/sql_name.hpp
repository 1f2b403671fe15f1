// Names in SQL.
#pragma once

#include <string>
#include <string_view>

namespace enact::population {

// `"name"`, with quotes within doubled: how SQLite and PostgreSQL take any name.
inline std::string quoted_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace enact::population
