// Binding, fetching, and errors as DatabaseError.
#include "store/postgres.hpp"

#include <fmt/format.h>

#include <charconv>
#include <exception>
#include <utility>
#include <vector>

#include "store/dialect.hpp"
#include "store/hash.hpp"

namespace enact::store {
namespace {

// Types by the numbers that PostgreSQL gives them (pg_type.dat); libpq has no names for them.
constexpr Oid bool_type = 16;
constexpr Oid bytes_type = 17;
constexpr Oid int8_type = 20;
constexpr Oid int2_type = 21;
constexpr Oid int4_type = 23;
constexpr Oid text_type = 25;
constexpr Oid numeric_type = 1700;

Oid type_of(const Param& param) {
  struct Types {
    Oid operator()(std::monostate) const { return 0; }
    Oid operator()(std::int64_t) const { return int8_type; }
    Oid operator()(std::string_view) const { return text_type; }
    Oid operator()(BytesView) const { return bytes_type; }
  };
  return std::visit(Types(), param.value());
}

DatabaseError::Kind kind_of(std::string_view state) {
  if (state.starts_with("23")) return DatabaseError::Kind::constraint;
  if (state == "53100") return DatabaseError::Kind::full;
  if (state.starts_with("57P")) return DatabaseError::Kind::lost;  // the server shuts the connection
  if (state.starts_with("58") || state == "XX001" || state == "XX002") return DatabaseError::Kind::io;
  return DatabaseError::Kind::other;
}

class PostgresRow final : public Row {
 public:
  PostgresRow(const PGresult* result, int row) : result_(result), row_(row), bytes_(PQnfields(result)) {}

  int columns() const override { return PQnfields(result_); }
  bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
  std::int64_t integer(int column) const override {
    require(column, is_integer(column), "integer");
    const std::string_view text = value(column);
    if (type(column) == bool_type) return text == "t" ? 1 : 0;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    require(column, error == std::errc() && end == text.data() + text.size(), "an integer of 64 bits");
    return number;
  }
  std::string_view view(int column) const override {
    require(column, !is_integer(column) && type(column) != bytes_type, "text");
    return value(column);
  }
  BytesView bytes_view(int column) const override {
    require(column, type(column) == bytes_type, "bytes");
    auto& kept = bytes_[static_cast<std::size_t>(column)];
    if (!kept) kept = bytes_from_hex(value(column).substr(2));  // behind "\x"
    require(column, kept.has_value(), "bytes");
    return *kept;
  }
  Param::Variant any(int column) const override {
    if (is_null(column)) return std::monostate();
    if (is_integer(column)) return integer(column);
    if (type(column) == bytes_type) return bytes_view(column);
    return view(column);
  }

 private:
  Oid type(int column) const { return PQftype(result_, column); }
  bool is_integer(int column) const {
    switch (type(column)) {
      case bool_type:
      case int2_type:
      case int4_type:
      case int8_type:
      case numeric_type:  // a sum
        return true;
      default:
        return false;
    }
  }
  std::string_view value(int column) const {
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }
  void require(int column, bool good, std::string_view name) const {
    if (good && !is_null(column)) return;
    throw DatabaseError(DatabaseError::Kind::other,
                        fmt::format("column {} `{}` is not {}", column, PQfname(result_, column), name));
  }

  const PGresult* result_;
  int row_;
  mutable std::vector<std::optional<Bytes>> bytes_;
};

}  // namespace

std::string without_password(std::string_view url) {
  const auto begin = url.find("://");
  const auto end = url.find('@');
  if (begin == std::string_view::npos || end == std::string_view::npos) return std::string(url);
  const auto colon = url.find(':', begin + 3);
  if (colon > end) return std::string(url);
  return fmt::format("{}{}", url.substr(0, colon), url.substr(end));
}

std::string with_schema(const std::string& url, std::string_view schema) {
  // Of an option that is there twice, libpq takes the last; of a setting in it, the server does.
  std::string options;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
      PQconninfoParse(url.c_str(), nullptr), PQconninfoFree);
  for (const PQconninfoOption* each = parsed.get(); each != nullptr && each->keyword != nullptr; ++each) {
    if (std::string_view(each->keyword) == "options" && each->val != nullptr) options = each->val;
  }
  options += " -csearch_path=\"";
  for (const char c : schema) {
    if (c == ' ' || c == '\\') options += '\\';
    options += c;
  }
  options += '"';
  std::string out = fmt::format("{}{}options=", url, url.contains('?') ? '&' : '?');
  for (const char c : options) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return out;
}

PostgresConnection::PostgresConnection(const std::string& url)
    : connection_(PQconnectdb(url.c_str()), PQfinish) {
  if (PQstatus(connection_.get()) != CONNECTION_OK) {
    throw DatabaseError(DatabaseError::Kind::lost, PQerrorMessage(connection_.get()));
  }
  PQsetNoticeProcessor(connection_.get(), [](void*, const char*) {}, nullptr);
  run_script("SET client_encoding = 'UTF8'; SET bytea_output = 'hex'; SET standard_conforming_strings = on;");
}

PostgresConnection::Result PostgresConnection::check(PGresult* raw, std::string_view what) {
  Result result(raw, PQclear);
  const ExecStatusType status = PQresultStatus(raw);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return result;
  const char* state = raw == nullptr ? nullptr : PQresultErrorField(raw, PG_DIAG_SQLSTATE);
  // A statement without any result is one whose connection went, whether or not libpq has noticed by now.
  const bool gone = raw == nullptr || !alive();
  const DatabaseError::Kind kind = gone ? DatabaseError::Kind::lost : kind_of(state == nullptr ? "" : state);
  if (kind == DatabaseError::Kind::lost) lost_ = true;
  throw DatabaseError(
      kind, fmt::format("{} ({}) in `{}`",
                        raw == nullptr ? PQerrorMessage(connection_.get()) : PQresultErrorMessage(raw),
                        state == nullptr ? "-" : state, what.substr(0, 200)));
}

const std::string& PostgresConnection::prepare(std::string_view sql, Params params) {
  std::string key(sql);
  std::vector<Oid> types;
  for (const Param& param : params) {
    types.push_back(type_of(param));
    key += fmt::format("\n{}", types.back());
  }
  const auto found = prepared_.find(key);
  if (found != prepared_.end()) return found->second;
  settle();
  std::string name = fmt::format("s{}", prepared_.size());
  check(PQprepare(connection_.get(), name.c_str(), postgres_statement(sql).c_str(),
                  static_cast<int>(types.size()), types.data()),
        sql);
  return prepared_.emplace(std::move(key), std::move(name)).first->second;
}

// Parameters as libpq takes them.
struct PostgresConnection::Bound {
  explicit Bound(Params params)
      : texts(params.size()), values(params.size()), lengths(params.size()), formats(params.size()) {
    for (std::size_t i = 0; i < params.size(); ++i) bind(i, params[i].value());
  }
  void bind(std::size_t i, const Param::Variant& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      texts[i] = std::to_string(*number);
      values[i] = texts[i].c_str();
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      if (text->find('\0') != std::string_view::npos) {
        throw DatabaseError(DatabaseError::Kind::constraint, "a text holds a zero byte");
      }
      texts[i] = *text;  // libpq wants it ended by zero
      values[i] = texts[i].c_str();
    } else if (const auto* bytes = std::get_if<BytesView>(&value)) {
      values[i] = bytes->empty() ? "" : reinterpret_cast<const char*>(bytes->data());
      lengths[i] = static_cast<int>(bytes->size());
      formats[i] = 1;
    }
  }
  int size() const { return static_cast<int>(values.size()); }

  std::vector<std::string> texts;
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
};

void PostgresConnection::send(std::string_view sql, Params params, std::string question) {
  const std::string& name = prepare(sql, params);
  const Bound bound(params);
  if (posted_.empty() && PQenterPipelineMode(connection_.get()) == 0) {
    throw DatabaseError(DatabaseError::Kind::other, PQerrorMessage(connection_.get()));
  }
  posted_.push_back({std::string(sql), std::move(question)});
  if (PQsendQueryPrepared(connection_.get(), name.c_str(), bound.size(), bound.values.data(),
                          bound.lengths.data(), bound.formats.data(), 0) == 0) {
    const std::string message = PQerrorMessage(connection_.get());
    const bool lost = !alive();
    if (!lost) settle();
    throw DatabaseError(lost ? DatabaseError::Kind::lost : DatabaseError::Kind::other, message);
  }
}

PostgresConnection::Result PostgresConnection::collect() {
  const std::vector<Posted> posted = std::exchange(posted_, {});
  PQpipelineSync(connection_.get());
  Result last(nullptr, PQclear);
  std::exception_ptr failed;
  // Of each statement its result and a null behind it; at the end that of the synchronisation.
  for (const auto& [sql, question] : posted) {
    PGresult* raw = PQgetResult(connection_.get());
    if (raw != nullptr) PQclear(PQgetResult(connection_.get()));
    try {
      last = check(raw, sql);
      const auto asked = question.empty() ? answers_.end() : answers_.find(question);
      if (asked != answers_.end()) asked->second = std::move(last);
    } catch (const DatabaseError&) {
      // Those behind the first that failed were not run, and say only that.
      if (!failed) failed = std::current_exception();
    }
  }
  PQclear(PQgetResult(connection_.get()));
  if (PQexitPipelineMode(connection_.get()) == 0) lost_ = true;
  if (failed) {
    count_write();
    answers_.clear();
    std::rethrow_exception(failed);
  }
  return last;
}

void PostgresConnection::post(std::string_view sql, Params params) {
  // So many short answers fit the socket: neither side can come to wait for the other.
  constexpr std::size_t most = 200;
  if (posted_.size() >= most) settle();
  count_write();
  answers_.clear();
  send(sql, params);
}

void PostgresConnection::push() {
  if (!posted_.empty()) PQflush(connection_.get());  // what fails shows when it is settled
}

void PostgresConnection::settle() {
  if (!posted_.empty()) collect();
}

namespace {

std::string question_of(std::string_view sql, Params params) {
  struct Add {
    std::string& question;
    void operator()(std::monostate) const { question += "\nn"; }
    void operator()(std::int64_t value) const { question += fmt::format("\ni{}", value); }
    void operator()(std::string_view value) const {
      question += fmt::format("\nt{} {}", value.size(), value);
    }
    void operator()(BytesView value) const { question += fmt::format("\nb{} {}", value.size(), hex(value)); }
  };
  std::string question(sql);
  for (const Param& param : params) std::visit(Add{question}, param.value());
  return question;
}

}  // namespace

std::shared_ptr<PGresult> PostgresConnection::answered(std::string_view sql, Params params) {
  if (answers_.empty()) return {};
  const std::string question = question_of(sql, params);
  auto asked = answers_.find(question);
  if (asked != answers_.end() && !asked->second) {
    settle();
    asked = answers_.find(question);
  }
  return asked == answers_.end() ? nullptr : asked->second;
}

std::int64_t PostgresConnection::show(PGresult* result, const OnRow* on_row) const {
  if (on_row != nullptr) {
    for (int row = 0; row < PQntuples(result); ++row) (*on_row)(PostgresRow(result, row));
  }
  if (std::string_view(PQcmdStatus(result)).starts_with("SELECT")) return 0;
  const std::string_view changed = PQcmdTuples(result);
  std::int64_t count = 0;
  std::from_chars(changed.data(), changed.data() + changed.size(), count);
  return count;
}

std::int64_t PostgresConnection::run(std::string_view sql, Params params, const OnRow* on_row) {
  if (asking_ > 0) {
    constexpr std::size_t most = 500;  // kept: who reads on and on writes nothing that would drop them
    if (answers_.size() >= most) answers_.clear();
    std::string question = question_of(sql, params);
    if (answers_.try_emplace(question, nullptr).second) send(sql, params, std::move(question));
    return 0;
  }
  if (const auto found = answered(sql, params)) return show(found.get(), on_row);
  Result result(nullptr, PQclear);
  try {
    if (posted_.empty()) {
      const std::string& name = prepare(sql, params);
      const Bound bound(params);
      result = check(PQexecPrepared(connection_.get(), name.c_str(), bound.size(), bound.values.data(),
                                    bound.lengths.data(), bound.formats.data(), 0),
                     sql);
    } else {
      send(sql, params);
      result = collect();
    }
  } catch (const DatabaseError&) {
    count_write();
    throw;
  }
  if (!std::string_view(PQcmdStatus(result.get())).starts_with("SELECT")) {
    count_write();
    answers_.clear();
  }
  return show(result.get(), on_row);
}

void PostgresConnection::run_script(std::string_view sql) {
  settle();
  answers_.clear();
  const Result result = check(PQexec(connection_.get(), std::string(sql).c_str()), sql);
  // Of a transaction in which a statement has failed, COMMIT makes a ROLLBACK and calls it success.
  if (sql == "COMMIT" && std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    throw DatabaseError(DatabaseError::Kind::other, "the transaction had failed and was rolled back");
  }
}

void PostgresConnection::run_schema(std::string_view sql) {
  settle();
  for (const std::string& statement : postgres_schema(sql)) {
    check(PQexec(connection_.get(), statement.c_str()), statement);
  }
}

bool PostgresConnection::in_transaction() const {
  const PGTransactionStatusType status = PQtransactionStatus(connection_.get());
  return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN;
}

void PostgresConnection::begin_read() {
  run_script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

void PostgresConnection::begin_write() {
  // One writer at a time in each schema, as in SQLite: steps need no retries for what others do, and events
  // are numbered in the order in which they are committed. The lock is asked for first, and each statement
  // after it sees what had been committed by then (READ COMMITTED).
  run_script(
      "BEGIN ISOLATION LEVEL READ COMMITTED; "
      "SELECT pg_advisory_xact_lock(hashtextextended('enact:' || current_schema(), 0))");
}

std::string PostgresConnection::unsafe_settings() {
  std::string out;
  for (const char* name : {"fsync", "full_page_writes", "synchronous_commit"}) {
    const auto value = Reader(*this).text("SELECT current_setting(?)", {name});
    if (value == "off") out += (out.empty() ? "" : ", ") + std::string(name) + " = off";
  }
  return out;
}

bool PostgresConnection::has_table(std::string_view name) {
  return Reader(*this)
      .integer("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?", {name})
      .has_value();
}

bool PostgresConnection::alive() const {
  return !lost_ && PQstatus(connection_.get()) == CONNECTION_OK;
}

}  // namespace enact::store
