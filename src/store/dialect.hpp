// From the SQL in which the floors are written, SQLite's, to PostgreSQL's. Internal to the store.
//
// Statements: `?` becomes $1, $2 …; LIKE, which ignores the case of ASCII letters in SQLite, becomes ILIKE.
// Schemas: INTEGER is BIGINT, BLOB is BYTEA, STRICT goes (every table is); a lone INTEGER PRIMARY KEY counts
// up from the greatest when it is left out; triggers that refuse become functions that do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace enact::store {

std::string postgres_statement(std::string_view sql);
// The statements of a migration, one by one. Throws std::logic_error for a trigger that does anything else
// than refuse.
std::vector<std::string> postgres_schema(std::string_view script);

}  // namespace enact::store
