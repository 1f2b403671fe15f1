// A connection to PostgreSQL, and the bytes of its binary COPY.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_result;

namespace enact::population {

// Whether a population or a place for results is a PostgreSQL database: "postgresql://…" or "postgres://…".
bool is_postgres_address(std::string_view text);

class Postgres {
 public:
  // Throws std::runtime_error with what libpq says, as all of this does; a password is never shown.
  explicit Postgres(const std::string& connection);
  ~Postgres();
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;

  void run(const std::string& sql);
  // The first cell of the first row; "" where there is none or it is null.
  std::string text(const std::string& sql, std::initializer_list<std::string> parameters = {});
  struct ColumnInfo {
    std::string name;
    std::uint32_t type = 0;  // pg_type's oid
  };
  std::vector<ColumnInfo> columns(const std::string& query);
  std::string literal(const std::string& text);

  void copy_out(const std::string& sql);
  // Appends what comes next; false: all has come.
  bool receive(std::string& bytes);
  void copy_in(const std::string& sql);
  void send(std::string_view bytes);
  void end_copy();

 private:
  [[noreturn]] void fail(const std::string& doing) const;
  void expect(pg_result* result, int status, const std::string& doing) const;

  pg_conn* connection_ = nullptr;
};

// The beginning of every binary COPY, without the two empty words that follow it.
inline constexpr std::string_view copy_signature{"PGCOPY\n\xff\r\n\0", 11};

// pg_type's numbers of the types that are read.
namespace pg_type {
inline constexpr std::uint32_t boolean = 16, int8 = 20, int2 = 21, int4 = 23, text = 25, json = 114,
                               float8 = 701, bpchar = 1042, varchar = 1043, date = 1082, numeric = 1700,
                               jsonb = 3802;
}  // namespace pg_type

// 1970-01-01 in PostgreSQL's days, which begin with 2000-01-01.
inline constexpr std::int32_t postgres_epoch = 10957;

template <typename Integer>
void append_network(std::string& bytes, Integer value) {
  using Unsigned = std::make_unsigned_t<Integer>;
  for (int shift = static_cast<int>(sizeof(Integer)) * 8 - 8; shift >= 0; shift -= 8)
    bytes += static_cast<char>(static_cast<Unsigned>(value) >> shift & 0xff);
}
template <typename Integer>
Integer read_network(std::string_view bytes) {
  std::make_unsigned_t<Integer> value = 0;
  for (std::size_t i = 0; i < sizeof(Integer); ++i)
    value = static_cast<std::make_unsigned_t<Integer>>(value << 8 | static_cast<unsigned char>(bytes[i]));
  return static_cast<Integer>(value);
}

// A value of type numeric as it stands in binary: of fen in yuan, and as decimal text ("" for what is no
// number: NaN, infinities).
std::string numeric_of_fen(std::int64_t fen);
std::string text_of_numeric(std::string_view bytes);

}  // namespace enact::population
