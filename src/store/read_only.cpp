#include "store/read_only.hpp"

#include "store/database.hpp"
#include "store/faults.hpp"
#include "store/postgres.hpp"
#include "store/sqlite.hpp"

namespace enact::store {

ReadOnly::ReadOnly(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)), reader_(std::make_unique<Reader>(*connection_)) {}

std::expected<ReadOnly, Fault> ReadOnly::open(const std::string& place) {
  const bool postgres = is_postgres(place);
  const std::string where =
      postgres ? without_password(place) : (std::filesystem::path(place) / database_file).string();
  try {
    std::unique_ptr<Connection> connection;
    if (postgres) {
      connection = std::make_unique<PostgresConnection>(place);
    } else {
      connection = std::make_unique<SqliteConnection>(where, SqliteConnection::Use::read);
    }
    connection->begin_read();
    return ReadOnly(std::move(connection));
  } catch (const DatabaseError& error) {
    return std::unexpected(cannot_open(where, error.what()));
  }
}

}  // namespace enact::store
