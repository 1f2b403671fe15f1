// Around libpq. See postgres.hpp.
#include "population/postgres.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace enact::population {
namespace {

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

std::string without_break(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

bool is_postgres_address(std::string_view text) {
  return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

Postgres::Postgres(const std::string& connection) : connection_(PQconnectdb(connection.c_str())) {
  if (PQstatus(connection_) == CONNECTION_OK && PQsetClientEncoding(connection_, "UTF8") == 0) return;
  const std::string why = without_break(PQerrorMessage(connection_));
  PQfinish(connection_);
  throw std::runtime_error("PostgreSQL: " + why);
}

Postgres::~Postgres() {
  PQfinish(connection_);
}

void Postgres::fail(const std::string& doing) const {
  throw std::runtime_error("PostgreSQL: " + doing + ": " + without_break(PQerrorMessage(connection_)));
}

void Postgres::expect(pg_result* result, int status, const std::string& doing) const {
  if (PQresultStatus(result) != static_cast<ExecStatusType>(status)) fail(doing);
}

void Postgres::run(const std::string& sql) {
  const Result result(PQexec(connection_, sql.c_str()), &PQclear);
  expect(result.get(), PGRES_COMMAND_OK, sql);
}

std::string Postgres::text(const std::string& sql, std::initializer_list<std::string> parameters) {
  std::vector<const char*> values;
  for (const std::string& parameter : parameters) values.push_back(parameter.c_str());
  const Result result(PQexecParams(connection_, sql.c_str(), static_cast<int>(values.size()), nullptr,
                                   values.data(), nullptr, nullptr, 0),
                      &PQclear);
  expect(result.get(), PGRES_TUPLES_OK, sql);
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

std::vector<Postgres::ColumnInfo> Postgres::columns(const std::string& query) {
  const Result prepared(PQprepare(connection_, "", query.c_str(), 0, nullptr), &PQclear);
  expect(prepared.get(), PGRES_COMMAND_OK, query);
  const Result described(PQdescribePrepared(connection_, ""), &PQclear);
  expect(described.get(), PGRES_COMMAND_OK, query);
  std::vector<ColumnInfo> columns;
  for (int i = 0; i < PQnfields(described.get()); ++i)
    columns.push_back({PQfname(described.get(), i), PQftype(described.get(), i)});
  return columns;
}

std::string Postgres::literal(const std::string& text) {
  char* made = PQescapeLiteral(connection_, text.data(), text.size());
  if (made == nullptr) fail("a text");
  std::string quoted = made;
  PQfreemem(made);
  return quoted;
}

void Postgres::copy_out(const std::string& sql) {
  const Result result(PQexec(connection_, sql.c_str()), &PQclear);
  expect(result.get(), PGRES_COPY_OUT, sql);
}

bool Postgres::receive(std::string& bytes) {
  char* row = nullptr;
  const int size = PQgetCopyData(connection_, &row, 0);
  if (size > 0) {
    bytes.append(row, static_cast<std::size_t>(size));
    PQfreemem(row);
    return true;
  }
  if (size == -2) fail("COPY");
  const Result end(PQgetResult(connection_), &PQclear);
  expect(end.get(), PGRES_COMMAND_OK, "COPY");
  return false;
}

void Postgres::copy_in(const std::string& sql) {
  const Result result(PQexec(connection_, sql.c_str()), &PQclear);
  expect(result.get(), PGRES_COPY_IN, sql);
}

void Postgres::send(std::string_view bytes) {
  constexpr std::size_t most = std::size_t{1} << 20;  // libpq counts in int
  for (std::size_t at = 0; at < bytes.size(); at += most) {
    const std::string_view part = bytes.substr(at, most);
    if (PQputCopyData(connection_, part.data(), static_cast<int>(part.size())) != 1) fail("COPY");
  }
}

void Postgres::end_copy() {
  if (PQputCopyEnd(connection_, nullptr) != 1) fail("COPY");
  const Result end(PQgetResult(connection_), &PQclear);
  expect(end.get(), PGRES_COMMAND_OK, "COPY");
}

// Digits of base 10,000: how many, the power of the first, the sign, how many decimals are shown, the digits.
std::string numeric_of_fen(std::int64_t fen) {
  std::vector<std::int16_t> digits;
  for (std::int64_t whole = fen / 100; whole > 0; whole /= 10'000)
    digits.push_back(static_cast<std::int16_t>(whole % 10'000));
  std::reverse(digits.begin(), digits.end());
  const auto weight = static_cast<std::int16_t>(static_cast<int>(digits.size()) - 1);
  if (fen % 100 != 0) digits.push_back(static_cast<std::int16_t>(fen % 100 * 100));
  std::string bytes;
  append_network(bytes, static_cast<std::int16_t>(digits.size()));
  append_network(bytes, weight);
  append_network(bytes, std::int16_t{0});
  append_network(bytes, std::int16_t{2});
  for (const std::int16_t digit : digits) append_network(bytes, digit);
  return bytes;
}

std::string text_of_numeric(std::string_view bytes) {
  constexpr std::uint16_t negative = 0x4000;
  const auto at = [&](std::size_t word) { return read_network<std::int16_t>(bytes.substr(word * 2)); };
  const int count = at(0);
  const int weight = at(1);
  const auto sign = static_cast<std::uint16_t>(at(2));
  const int decimals = at(3);
  if (sign != 0 && sign != negative) return "";
  const auto digit = [&](int power) {  // of 10,000
    const int place = weight - power;
    return place >= 0 && place < count ? static_cast<int>(at(4 + static_cast<std::size_t>(place))) : 0;
  };
  std::string text = std::to_string(weight >= 0 ? digit(weight) : 0);
  for (int power = weight - 1; power >= 0; --power) {
    const std::string group = std::to_string(digit(power));
    text += std::string(4 - group.size(), '0') + group;
  }
  std::string fraction;
  for (int power = -1; static_cast<int>(fraction.size()) < decimals; --power) {
    const std::string group = std::to_string(digit(power));
    fraction += std::string(4 - group.size(), '0') + group;
  }
  fraction.resize(static_cast<std::size_t>(decimals));
  return (sign == negative ? "-" : "") + text + (fraction.empty() ? "" : "." + fraction);
}

}  // namespace enact::population
