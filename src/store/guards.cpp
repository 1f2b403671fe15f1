// See guards.hpp.
#include "store/guards.hpp"

#include <fmt/format.h>

#include "store/sqlite.hpp"

namespace enact::store {
std::vector<std::string> names(const Reader& reader, std::string_view sql) {
  return reader.all(sql, {}, [](const Row& row) { return row.text(0); });
}

std::vector<std::string> lift_guards(Connection& to, std::span<const std::string> tables) {
  const Reader reader(to);
  std::vector<std::string> back;
  if (is_sqlite(to)) {
    back = names(reader, "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid");
    for (const std::string& name : names(reader, "SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
      to.run_script("DROP TRIGGER " + name);
    }
    return back;
  }
  constexpr std::string_view reference =
      " FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = "
      "c.connamespace WHERE c.contype = 'f' AND n.nspname = current_schema() ORDER BY t.relname, c.conname";
  back =
      names(reader, fmt::format("SELECT format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.relname, c.conname, "
                                "pg_get_constraintdef(c.oid)){}",
                                reference));
  for (const std::string& drop :
       names(reader, fmt::format("SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', t.relname, c.conname){}",
                                 reference))) {
    to.run_script(drop);
  }
  for (const std::string& table : tables) {
    to.run_script(fmt::format("ALTER TABLE {} DISABLE TRIGGER USER", table));
    back.push_back(fmt::format("ALTER TABLE {} ENABLE TRIGGER USER", table));
  }
  return back;
}

}  // namespace enact::store
