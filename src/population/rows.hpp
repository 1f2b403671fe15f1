// Rows of results on their way out: what is in them is said once, where they go decides how they are written.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"

namespace enact::population {

struct OutColumn {
  std::string name;
  enum class Type : std::uint8_t { text, amount, date } type = Type::text;
};

// Takes rows cell by cell, in the order of the columns. One thread.
class RowWriter {
 public:
  virtual ~RowWriter() = default;
  virtual void text(std::string_view text) = 0;
  virtual void amount(std::int64_t fen) = 0;  // not below zero
  virtual void date(const Date& date) = 0;
  virtual void nothing() = 0;
  virtual void end_row() = 0;
};

class RowSink {
 public:
  virtual ~RowSink() = default;
  // For the rows of one part; asked for by several threads at a time.
  virtual std::unique_ptr<RowWriter> writer() const = 0;
  // A writer of this sink, full; in the order in which rows are to stand, one at a time. Throws
  // std::runtime_error where it cannot be written.
  virtual void take(RowWriter& part) = 0;
  // All is there. Where this is not reached, no file and no table stays of what was taken.
  virtual void finish() = 0;
};

// CSV with a head: text quoted where it has to be, amounts in yuan with two digits, dates as 2026-03-10. What
// was taken is in `out` at once.
std::unique_ptr<RowSink> csv_stream(std::ostream& out, const std::vector<OutColumn>& columns,
                                    bool with_head = true);
// The same in a file, which gets its name when all is there.
std::unique_ptr<RowSink> csv_file(const std::string& path, const std::vector<OutColumn>& columns);
// A new table of a SQLite database, which is made if it is not there: amounts are whole fen, in columns with
// `_fen` after their name; dates are texts. All of it is one transaction.
std::unique_ptr<RowSink> sqlite_table(const std::string& path, const std::string& table,
                                      const std::vector<OutColumn>& columns);
// A new table of a PostgreSQL database, by COPY in its binary form: amounts are numeric(24,2) in yuan. All of
// it is one transaction. `connection`: a postgresql:// address or libpq's key = value form.
std::unique_ptr<RowSink> postgres_table(const std::string& connection, const std::string& table,
                                        const std::vector<OutColumn>& columns);

}  // namespace enact::population
