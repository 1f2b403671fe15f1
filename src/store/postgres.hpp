// A connection of PostgreSQL through libpq. Only the store's backend names it; everybody else sees
// Connection.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/sql.hpp"

namespace enact::store {

// The URL as it may be shown: without its password.
std::string without_password(std::string_view url);

class PostgresConnection final : public Connection {
 public:
  // `url` as libpq takes it: postgres://user@host/database. Throws DatabaseError, Kind::lost if nobody
  // answers.
  explicit PostgresConnection(const std::string& url);

  // Statements are prepared once and kept. The whole result is fetched before the first row is shown, so that
  // `on_row` may use the connection.
  std::int64_t run(std::string_view sql, Params params, const OnRow* on_row) override;
  // Sent without waiting for the answer (libpq's pipeline mode): a step's statements wait once for the server
  // where it reads, and not once each.
  void post(std::string_view sql, Params params) override;
  void settle() override;
  void run_script(std::string_view sql) override;
  // Statements of a migration, translated (store/dialect.hpp).
  void run_schema(std::string_view sql) override;
  bool in_transaction() const override;
  void begin_read() override;
  void begin_write() override;
  bool has_table(std::string_view name) override;
  std::string unsafe_settings() override;
  bool alive() const override;

 private:
  using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;
  struct Bound;
  const std::string& prepare(std::string_view sql, Params params);
  Result check(PGresult* result, std::string_view what) const;
  void send(std::string_view sql, Params params);
  // Ends the pipeline and answers the result of its last statement.
  Result collect();

  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
  // By statement and types of its parameters: the same statement with a null is another one to the server.
  std::unordered_map<std::string, std::string> prepared_;
  std::vector<std::string> posted_;  // on their way; the connection is in pipeline mode while there are any
};

}  // namespace enact::store
