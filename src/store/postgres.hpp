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
// The URL of another schema of the same database, with the other settings of this one.
std::string with_schema(const std::string& url, std::string_view schema);

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
  void push() override;
  void settle() override;
  bool ask_ahead() override { return ++asking_ > 0; }
  void stop_asking() override { --asking_; }
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
  Result check(PGresult* result, std::string_view what);
  // `question`: names the answer that is asked for ahead; empty for other statements.
  void send(std::string_view sql, Params params, std::string question = {});
  // Ends the pipeline and answers the result of its last statement.
  Result collect();
  // The answer to a query that was asked ahead; null if it was not, or something was written since.
  std::shared_ptr<PGresult> answered(std::string_view sql, Params params);
  std::int64_t show(PGresult* result, const OnRow* on_row) const;

  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
  // By statement and types of its parameters: the same statement with a null is another one to the server.
  std::unordered_map<std::string, std::string> prepared_;
  struct Posted {
    std::string sql;
    std::string question;
  };
  std::vector<Posted> posted_;  // on their way; the connection is in pipeline mode while there are any
  int asking_ = 0;
  bool lost_ = false;  // libpq may learn of it only when it reads again
  // What was asked ahead, by statement and parameters: null while it is on its way.
  std::unordered_map<std::string, std::shared_ptr<PGresult>> answers_;
};

}  // namespace enact::store
