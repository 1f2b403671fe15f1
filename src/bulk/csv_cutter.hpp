// Cuts records off a CSV text, as bytes: so many subjects, or the records of a list up to a subject. Internal
// to src/bulk (csv_source.hpp).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "bulk/csv_scanner.hpp"
#include "bulk/records.hpp"

namespace enact::bulk {

// A head with a part of its file behind it.
struct CsvPart {
  std::string name;  // of the file
  std::string text;
  std::uint64_t rest_line = 0;  // in which line of the file the part begins

  std::unique_ptr<Records> records() const;  // which must not outlive the part
};

class CsvCutter {
 public:
  // Reads the head; throws std::runtime_error where there is none.
  explicit CsvCutter(std::unique_ptr<ByteInput> input);

  const std::string& name() const { return scanner_.name(); }
  CsvPart head() const { return {name(), head_, 0}; }
  bool numbered() const { return number_at_.has_value(); }  // it has the column `#`
  bool ended() const { return !ahead_; }

  // The next `most` records, fewer if there are no more. `number`: of the last subject, counted on: what its
  // `#` says if that is greater than the one before, without such a column one more for each.
  CsvPart subjects(std::size_t most, std::optional<std::int64_t>& number);
  // Records up to the first whose number is greater; nullopt: all that there are.
  CsvPart records_of(std::optional<std::int64_t> number);

 private:
  void step();
  void add(CsvPart& part);
  CsvPart begun() const;
  std::optional<std::int64_t> number() const;  // of the record ahead; nullopt: it is no whole number

  CsvScanner scanner_;
  std::string head_;
  std::optional<std::size_t> number_at_;
  bool ahead_ = false;
  std::string_view record_;
};

}  // namespace enact::bulk
