// Records of CSV text with their fields (RFC 4180: quotes, doubled quotes), one after another from a stream
// of bytes. Knows nothing of columns.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/csv_scanner.hpp"
#include "bulk/records.hpp"

namespace enact::bulk {

class CsvRecords final : public Records {
 public:
  // `rest_line`: of a head with a part of its file behind it, in which line of the file the part begins; 0:
  // the whole of it.
  explicit CsvRecords(std::unique_ptr<ByteInput> input, std::uint64_t rest_line = 0)
      : scanner_(std::move(input)), rest_line_(rest_line) {}
  // A text in memory, which must outlive the records.
  CsvRecords(std::string_view text, std::string name, std::uint64_t rest_line = 0)
      : scanner_(text, std::move(name)), rest_line_(rest_line) {}

  // A line without anything is no record. Throws where a quote is never closed.
  bool next(std::vector<Field>& fields) override;
  const std::string& name() const override { return scanner_.name(); }
  std::string place() const override { return name() + ":" + std::to_string(line_); }

 private:
  CsvScanner scanner_;
  std::uint64_t rest_line_;
  bool head_given_ = false;
  std::optional<std::uint64_t> shift_;  // of the lines of the part, wrapping round
  std::uint64_t line_ = 0;              // where the last record began, from 1
  std::vector<std::string> unquoted_;
};

}  // namespace enact::bulk
