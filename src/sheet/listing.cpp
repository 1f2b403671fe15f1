#include "sheet/listing.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "base/csv.hpp"
#include "sheet/workbook.hpp"

namespace enact::sheet {
namespace {

// A moment as people of the space read it: the day and time in Asia/Shanghai.
std::string moment(Instant instant) {
  const Date day = instant.legal_day();
  const std::int64_t seconds = (instant.microseconds - start_of_legal_day(day).microseconds) / 1'000'000;
  return fmt::format("{} {:02}:{:02}:{:02}", day.to_string(), seconds / 3600, seconds / 60 % 60,
                     seconds % 60);
}

std::string plain_yuan(Fen fen) {
  return fmt::format("{}{}.{:02}", fen.count < 0 ? "-" : "", std::abs(fen.count) / 100,
                     std::abs(fen.count) % 100);
}

struct ToSheet {
  Sheet& out;
  void operator()(std::monostate) const { out.skip(); }
  void operator()(const std::string& text) const { out.text(text); }
  void operator()(std::int64_t count) const { out.count(count); }
  void operator()(Fen fen) const { out.yuan(fen); }
  void operator()(const Date& date) const { out.date(date); }
  void operator()(Instant instant) const { out.text(moment(instant)); }
};

struct ToCsv {
  std::string& out;
  void operator()(std::monostate) const {}
  void operator()(const std::string& text) const { append_csv_text(out, text); }
  void operator()(std::int64_t count) const { out += std::to_string(count); }
  void operator()(Fen fen) const { out += plain_yuan(fen); }
  void operator()(const Date& date) const { out += date.to_string(); }
  void operator()(Instant instant) const { out += moment(instant); }
};

}  // namespace

Field field(const std::optional<Date>& date) {
  return date ? Field(*date) : Field();
}
Field field(const std::optional<Fen>& fen) {
  return fen ? Field(*fen) : Field();
}

std::string workbook_of(const Listing& listing, Language language) {
  Workbook book;
  Sheet& sheet = book.sheet(listing.title.in(language));
  std::vector<std::string> names;
  for (const Text& column : listing.columns) names.push_back(column.in(language));
  sheet.head(names);
  for (const auto& row : listing.rows) {
    for (const Field& field : row) std::visit(ToSheet{sheet}, field);
    sheet.end();
  }
  return std::move(book).bytes();
}

std::string csv_of(const Listing& listing, Language language) {
  std::string out = "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < listing.columns.size(); ++i) {
    if (i > 0) out += ',';
    append_csv_text(out, listing.columns[i].in(language));
  }
  out += "\r\n";
  for (const auto& row : listing.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      std::visit(ToCsv{out}, row[i]);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace enact::sheet
