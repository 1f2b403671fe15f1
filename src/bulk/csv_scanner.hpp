// Finds where the records of CSV text begin and end (RFC 4180: a line break within quotes ends none), in a
// stream of bytes. Knows nothing of what is in them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "bulk/source.hpp"

namespace enact::bulk {

class CsvScanner {
 public:
  explicit CsvScanner(std::unique_ptr<ByteInput> input);
  // A text in memory, which must outlive the scanner; `name` for messages.
  CsvScanner(std::string_view text, std::string name);

  // The next record without its line break, which may be empty; valid until the next call. False: no more.
  // Throws std::runtime_error where a quote is never closed.
  bool next(std::string_view& record);
  std::uint64_t line() const { return line_; }  // where it began, from 1
  const std::string& name() const { return name_; }

 private:
  bool fill();
  bool scan();

  std::unique_ptr<ByteInput> input_;  // null: all of it is there
  std::string name_;
  std::string buffer_;     // what was read of the input
  std::string_view text_;  // what there is, in the buffer or in memory
  std::size_t at_ = 0;     // of what is not yet read
  std::size_t end_ = 0;    // of the record, once scanned
  bool finished_ = false;
  bool quotes_ = false;  // in the record, once scanned
  std::uint64_t line_ = 0;
  std::uint64_t next_line_ = 1;
};

}  // namespace enact::bulk
