// One small typed layer over a relational database: 64-bit integers, UTF-8 text, bytes and null; prepared
// statements only, kept in a cache for each connection. SQL is SQLite's, with `?` for parameters
// in order; store/dialect.hpp says what of it becomes PostgreSQL's.
//
// A failing statement is exceptional and throws DatabaseError: what can fail in normal use (a limit, a
// stale version) is asked first and answered as a Fault; CHECK and UNIQUE stand behind as the last guard.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/calendar.hpp"

namespace enact::store {

class KeyRing;  // store/key_ring.hpp

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

class DatabaseError : public std::runtime_error {
 public:
  enum class Kind { constraint, full, io, corrupt, lost, other };  // lost: the connection
  DatabaseError(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

// A parameter. Borrows text and bytes: they must live until the statement has run.
class Param {
 public:
  Param(std::nullptr_t) {}  // NOLINT(google-explicit-constructor)
  // Any integer that fits 64 bits with a sign; a bool is 0 or 1.
  template <std::integral T>
    requires(std::is_signed_v<T> || sizeof(T) < sizeof(std::int64_t))
  Param(T value) : value_(static_cast<std::int64_t>(value)) {}          // NOLINT(google-explicit-constructor)
  Param(std::string_view value) : value_(value) {}                      // NOLINT(google-explicit-constructor)
  Param(const std::string& value) : value_(std::string_view(value)) {}  // NOLINT(google-explicit-constructor)
  Param(const char* value) : value_(std::string_view(value)) {}         // NOLINT(google-explicit-constructor)
  Param(BytesView value) : value_(value) {}                             // NOLINT(google-explicit-constructor)
  Param(const Bytes& value) : value_(BytesView(value)) {}               // NOLINT(google-explicit-constructor)
  Param(Instant value) : value_(value.microseconds) {}                  // NOLINT(google-explicit-constructor)
  template <class T>
  Param(const std::optional<T>& value) {  // NOLINT(google-explicit-constructor)
    if (value) value_ = Param(*value).value_;
  }

  using Variant = std::variant<std::monostate, std::int64_t, std::string_view, BytesView>;
  const Variant& value() const { return value_; }

 private:
  Variant value_;
};
using Params = std::span<const Param>;

// The current row of a running query; valid only inside the callback. Columns count from 0. Asking a null
// column for a value, or another type than stored, throws DatabaseError.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string_view view(int column) const = 0;  // until the next row
  virtual BytesView bytes_view(int column) const = 0;   // until the next row
  virtual int columns() const = 0;
  // The column's stored value whatever its type; views as above.
  virtual Param::Variant any(int column) const = 0;

  std::string text(int column) const { return std::string(view(column)); }
  Bytes bytes(int column) const;
  bool boolean(int column) const { return integer(column) != 0; }
  Instant instant(int column) const { return Instant{integer(column)}; }
  std::optional<std::int64_t> optional_integer(int column) const;
  std::optional<std::string> optional_text(int column) const;
  std::optional<Instant> optional_instant(int column) const;
};
using OnRow = std::function<void(const Row&)>;

// A connection of one kind of database. Not thread-safe; the Database hands it to one thread at a time.
class Connection {
 public:
  virtual ~Connection() = default;
  // Runs one statement; answers how many rows it changed (0 for a query).
  virtual std::int64_t run(std::string_view sql, Params params, const OnRow* on_row) = 0;
  // A statement of which nothing is asked but that it succeeds. It may be on its way when this returns: what
  // fails is told by the next statement that is run, at the latest by settle(). Parameters are taken over.
  virtual void post(std::string_view sql, Params params) { run(sql, params, nullptr); }
  // Sends on its way what was posted, without waiting.
  virtual void push() {}
  // Waits for all that was posted. Throws the first error among it.
  virtual void settle() {}
  // From here to stop_asking() queries are sent and give no rows; run afterwards with the same parameters
  // they find their answers, unless something was written in between. False: this database answers at once.
  virtual bool ask_ahead() { return false; }
  virtual void stop_asking() {}
  // How many statements were run or posted so far that may have changed something, or failed.
  std::int64_t writes() const { return writes_; }
  // Runs several statements without parameters (schemas, transaction control).
  virtual void run_script(std::string_view sql) = 0;
  // Runs the statements of a migration.
  virtual void run_schema(std::string_view sql) = 0;
  virtual bool in_transaction() const = 0;
  // Begins a transaction that sees one snapshot, or one that writes; the latter waits until nobody else
  // writes, in whatever process, and sees all that they have committed.
  virtual void begin_read() = 0;
  virtual void begin_write() = 0;
  virtual bool has_table(std::string_view name) = 0;
  // Settings under which an acknowledged step could be lost, as they are set; empty: none.
  virtual std::string unsafe_settings() = 0;
  // False once the connection is lost: another must be made.
  virtual bool alive() const = 0;

  // What opens sealed values; null in a space that was opened without its key ring.
  const KeyRing* key_ring() const { return key_ring_.get(); }
  void use(std::shared_ptr<const KeyRing> ring) { key_ring_ = std::move(ring); }

 protected:
  void count_write() { ++writes_; }

 private:
  std::shared_ptr<const KeyRing> key_ring_;
  std::int64_t writes_ = 0;
};

// A consistent state of the database, to be read. What reads takes a Reader&, so it works on a snapshot
// and inside a step alike.
class Reader {
 public:
  explicit Reader(Connection& connection) : connection_(connection) {}
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  void query(std::string_view sql, std::initializer_list<Param> params, const OnRow& on_row) const {
    query(sql, Params(params.begin(), params.size()), on_row);
  }
  void query(std::string_view sql, Params params, const OnRow& on_row) const;
  // Rows as they are kept, persons' numbers replaced (store/stand_ins.hpp): to be held against each other.
  void query_kept(std::string_view sql, Params params, const OnRow& on_row) const {
    connection_.run(sql, params, &on_row);
  }
  bool has_table(std::string_view name) const { return connection_.has_table(name); }
  // All rows, each made by `make(row)`.
  template <class Make>
  auto all(std::string_view sql, std::initializer_list<Param> params, Make make) const {
    std::vector<std::invoke_result_t<Make, const Row&>> result;
    query(sql, params, [&](const Row& row) { result.push_back(make(row)); });
    return result;
  }
  // The first row, or nullopt.
  template <class Make>
  auto first(std::string_view sql, std::initializer_list<Param> params, Make make) const {
    std::optional<std::invoke_result_t<Make, const Row&>> result;
    query(sql, params, [&](const Row& row) {
      if (!result) result.emplace(make(row));
    });
    return result;
  }
  std::optional<std::int64_t> integer(std::string_view sql, std::initializer_list<Param> params) const;
  std::optional<std::string> text(std::string_view sql, std::initializer_list<Param> params) const;
  // Sends what `read` asks, so that what asks the same afterwards finds the answers on their way: statements
  // that would each wait for a server wait for it once. `read` sees no rows, and what it makes of that is of
  // no use. Once something is written the answers are dropped, and asked for again by who wants them.
  template <class F>
  void ahead(F read) const {
    if (!connection_.ask_ahead()) return;
    struct Asking {
      Connection& connection;
      ~Asking() { connection.stop_asking(); }
    } const asking{connection_};
    read();
  }
  // A value that was sealed (Transaction::seal) at this place; one that was not as it is. Throws
  // DatabaseError if it was altered or moved, or the space was opened without its key ring.
  std::string unseal(std::string_view text, std::string_view place) const;
  // The keyed hash by which a sealed value is found (KeyRing::lookup). Throws DatabaseError without a ring.
  std::string lookup(std::string_view field, std::string_view text) const;
  bool has_key_ring() const { return connection_.key_ring() != nullptr; }

 protected:
  Connection& connection_;  // NOLINT(misc-non-private-member-variables-in-classes)
};

}  // namespace enact::store
