// The triggers behind "append-only".
#include "store/module.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace enact::store {

std::string append_only(std::string_view table) {
  return fmt::format(
      "CREATE TRIGGER {0}_no_update BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); "
      "END;\n"
      "CREATE TRIGGER {0}_no_delete BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); "
      "END;\n",
      table);
}

std::string append_only_but_seals(const std::string& table, const std::vector<std::string>& sealed,
                                  const std::vector<std::string>& kept, bool bytes) {
  std::vector<std::string> conditions;
  for (const std::string& column : sealed) {
    // One column at a time. As text, bytes are themselves in SQLite and hexadecimal in PostgreSQL.
    conditions.push_back(
        bytes ? fmt::format("(NEW.{0} = OLD.{0} OR substr(CAST(NEW.{0} AS TEXT), 1, 9) = 'sealed:1:' OR "
                            "substr(CAST(NEW.{0} AS TEXT), 1, 20) = '\\x7365616c65643a313a')",
                            column)
              : fmt::format("(NEW.{0} = OLD.{0} OR substr(NEW.{0}, 1, 9) = 'sealed:1:')", column));
  }
  for (const std::string& column : kept) {
    conditions.push_back(
        fmt::format("coalesce(CAST(NEW.{0} AS TEXT), '') = coalesce(CAST(OLD.{0} AS TEXT), '')", column));
  }
  return fmt::format(
      "DROP TRIGGER {0}_no_update;\n"
      "CREATE TRIGGER {0}_no_update BEFORE UPDATE ON {0} WHEN NOT ({1}) "
      "BEGIN SELECT RAISE(ABORT, '{0} is append-only but for its seals'); END;\n",
      table, fmt::join(conditions, " AND "));
}

std::string sealed_place(std::string_view table, std::string_view column, std::string_view key) {
  return fmt::format("{}.{}/{}", table, column, key);
}

}  // namespace enact::store
