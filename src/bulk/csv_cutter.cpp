// See csv_cutter.hpp.
#include "bulk/csv_cutter.hpp"

#include <charconv>
#include <stdexcept>

#include "base/text.hpp"
#include "bulk/csv_records.hpp"
#include "bulk/record_table.hpp"

namespace enact::bulk {
namespace {

std::vector<Records::Field> fields_of(CsvRecords& records) {
  std::vector<Records::Field> fields;
  records.next(fields);
  return fields;
}

bool blank(std::string_view record) {
  return record.empty() || record == "\r";
}

}  // namespace

std::unique_ptr<Records> CsvPart::records() const {
  return std::make_unique<CsvRecords>(text, name, rest_line);
}

CsvCutter::CsvCutter(std::unique_ptr<ByteInput> input) : scanner_(std::move(input)) {
  do {
    step();
  } while (ahead_ && blank(record_));
  if (!ahead_) throw std::runtime_error(name() + ": no head");
  head_ = record_;
  CsvRecords head(head_, name());
  const std::vector<Records::Field> fields = fields_of(head);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (text::trim(fields[i].text) == number_column && !number_at_) number_at_ = i;
  }
  head_ += '\n';
  step();
}

void CsvCutter::step() {
  ahead_ = scanner_.next(record_);
}

CsvPart CsvCutter::begun() const {
  return {name(), head_, scanner_.line()};
}

void CsvCutter::add(CsvPart& part) {
  part.text += record_;
  part.text += '\n';
  step();
}

std::optional<std::int64_t> CsvCutter::number() const {
  std::string_view field = record_;
  std::string unquoted;
  if (record_.find('"') == std::string_view::npos) {
    for (std::size_t i = 0; i < *number_at_; ++i) {
      const std::size_t comma = field.find(',');
      if (comma == std::string_view::npos) return std::nullopt;
      field.remove_prefix(comma + 1);
    }
    field = field.substr(0, field.find(','));
    if (field.ends_with('\r')) field.remove_suffix(1);
  } else {
    CsvRecords one(record_, name());
    const std::vector<Records::Field> fields = fields_of(one);
    if (fields.size() <= *number_at_) return std::nullopt;
    unquoted = fields[*number_at_].text;
    field = unquoted;
  }
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), number);
  if (error != std::errc() || end != field.data() + field.size()) return std::nullopt;
  return number;
}

CsvPart CsvCutter::subjects(std::size_t most, std::optional<std::int64_t>& last) {
  CsvPart part = begun();
  for (std::size_t taken = 0; ahead_ && taken < most; add(part)) {
    if (blank(record_)) continue;
    ++taken;
    if (!number_at_) {
      last = last.value_or(0) + 1;
    } else if (const auto said = number(); said && (!last || *said > *last)) {
      last = said;
    }
  }
  return part;
}

CsvPart CsvCutter::records_of(std::optional<std::int64_t> last) {
  CsvPart part = begun();
  for (; ahead_; add(part)) {
    if (!last || blank(record_)) continue;
    const auto said = number();
    if (said && *said > *last) break;
  }
  return part;
}

}  // namespace enact::bulk
