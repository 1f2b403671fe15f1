#include "store/read_only.hpp"

#include "store/database.hpp"
#include "store/faults.hpp"
#include "store/sqlite.hpp"

namespace enact::store {

ReadOnly::ReadOnly(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)), reader_(std::make_unique<Reader>(*connection_)) {}

std::expected<ReadOnly, Fault> ReadOnly::open(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / database_file;
  try {
    auto connection = std::make_unique<SqliteConnection>(file, SqliteConnection::Use::read);
    connection->run_script("BEGIN");
    return ReadOnly(std::move(connection));
  } catch (const DatabaseError& error) {
    return std::unexpected(cannot_open(file, error.what()));
  }
}

}  // namespace enact::store
