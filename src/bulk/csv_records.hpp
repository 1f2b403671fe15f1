// Records of CSV text (RFC 4180: quotes, doubled quotes, line breaks within quotes), one after another from a
// stream of bytes. Knows nothing of columns.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/records.hpp"
#include "bulk/source.hpp"

namespace enact::bulk {

class CsvRecords final : public Records {
 public:
  explicit CsvRecords(std::unique_ptr<ByteInput> input);

  // A line without anything is no record. Throws where a quote is never closed.
  bool next(std::vector<Field>& fields) override;
  const std::string& name() const override { return input_->name(); }
  std::string place() const override { return name() + ":" + std::to_string(line_); }

 private:
  bool fill();
  bool scan_record();

  std::unique_ptr<ByteInput> input_;
  std::string buffer_;
  std::size_t at_ = 0;   // of what is not yet read
  std::size_t end_ = 0;  // of the record, once scanned
  bool finished_ = false;
  std::uint64_t line_ = 0;  // where the last record began, from 1
  std::uint64_t next_line_ = 1;
  std::vector<std::string> unquoted_;
};

}  // namespace enact::bulk
