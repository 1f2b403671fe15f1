// A list that people take out of the service: declared once, written as an Excel workbook or as CSV.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/calendar.hpp"
#include "base/diagnostic.hpp"
#include "base/money.hpp"

namespace enact::sheet {

// Nothing, a text, a count, an amount (in yuan), a day or a moment.
using Field = std::variant<std::monostate, std::string, std::int64_t, Fen, Date, Instant>;
Field field(const std::optional<Date>& date);
Field field(const std::optional<Fen>& fen);

struct Listing {
  Text title;
  std::vector<Text> columns;
  std::vector<std::vector<Field>> rows;  // each as long as `columns`
};

// Bytes of an .xlsx file. Throws as Workbook does.
std::string workbook_of(const Listing& listing, Language language);
// UTF-8 with a byte order mark; texts that a spreadsheet would take for formulas are guarded (base/csv.hpp),
// numbers stand as they are.
std::string csv_of(const Listing& listing, Language language);

}  // namespace enact::sheet
