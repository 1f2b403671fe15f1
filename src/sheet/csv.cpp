// CSV as spreadsheets save it, in UTF-8 or GB 18030.
#include <unicode/ucnv.h>

#include <memory>

#include "base/text.hpp"
#include "sheet/table_parts.hpp"

namespace enact::sheet {
namespace {

// GB 18030 is what spreadsheets of Chinese systems save as CSV.
std::optional<std::string> utf8_of(std::string_view bytes) {
  if (text::is_valid_utf8(bytes)) return std::string(bytes);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open("gb18030", &status), &ucnv_close);
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::u16string wide(bytes.size(), u'\0');
  const auto length = ucnv_toUChars(from.get(), wide.data(), static_cast<std::int32_t>(wide.size()),
                                    bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  if (U_FAILURE(status)) return std::nullopt;
  std::string out;
  for (std::int32_t i = 0; i < length; ++i) {
    char32_t point = wide[static_cast<std::size_t>(i)];
    if (point >= 0xD800 && point < 0xDC00 && i + 1 < length) {
      const char32_t low = wide[static_cast<std::size_t>(++i)];
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    }
    text::append_utf8(out, point);
  }
  return out;
}

// What was guarded against spreadsheets when it was written (base/csv.hpp) is read as it was.
std::string_view without_guard(std::string_view text) {
  constexpr std::string_view formula = "=+-@";
  const bool guarded =
      text.size() > 1 && text.front() == '\'' && formula.find(text[1]) != std::string_view::npos;
  return guarded ? text.substr(1) : text;
}

// Calls `on_row` for every row with its cells, also for one without anything.
template <class OnRow>
bool scan(std::string_view csv, OnRow on_row) {
  std::vector<std::string> row;
  std::string cell;
  bool quoted = false;
  const auto end_row = [&] {
    row.push_back(std::move(cell));
    cell.clear();
    const bool more = on_row(std::move(row));
    row.clear();
    return more;
  };
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < csv.size() && csv[i + 1] == '"') {
        cell += c;
        ++i;
      } else {
        quoted = false;
      }
    } else if (c == '"' && cell.empty()) {
      quoted = true;
    } else if (c == ',') {
      row.push_back(std::move(cell));
      cell.clear();
    } else if (c == '\n') {
      if (!end_row()) return true;
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (quoted) return false;
  if (!cell.empty() || !row.empty()) end_row();
  return true;
}

}  // namespace

std::optional<std::vector<std::vector<std::string>>> csv_rows(std::string_view csv) {
  std::vector<std::vector<std::string>> rows;
  const bool whole = scan(csv, [&](std::vector<std::string> row) {
    if (row.size() > 1 || !row.front().empty()) rows.push_back(std::move(row));
    return true;
  });
  if (!whole) return std::nullopt;
  return rows;
}

std::expected<Table, Unreadable> read_csv(std::string_view bytes, const Limits& limits) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const auto text = utf8_of(bytes);
  if (!text || text->find('\0') != std::string::npos) return std::unexpected(no_table());
  Table table;
  std::optional<Unreadable> fault;
  const bool whole = scan(*text, [&](const std::vector<std::string>& row) {
    if (table.rows.size() >= limits.rows) fault = too_many_rows(limits);
    if (row.size() > limits.columns) fault = too_many_columns(limits);
    if (fault) return false;
    std::vector<Cell>& cells = table.rows.emplace_back();
    for (const std::string& each : row) {
      const auto trimmed = without_guard(text::trim(each));
      cells.push_back({trimmed.empty() ? Cell::Kind::empty : Cell::Kind::text, std::string(trimmed)});
    }
    return true;
  });
  if (fault) return std::unexpected(std::move(*fault));
  if (!whole) {
    return std::unexpected(
        Unreadable{"sheet.open-quote",
                   {"CSV 文件中有引号没有配对", "a quote in the CSV file is never closed"},
                   {"请在表格软件中打开后重新另存", "open it in a spreadsheet and save it anew"}});
  }
  return table;
}

}  // namespace enact::sheet
