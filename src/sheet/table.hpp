// A table as people keep it: the first sheet of an Excel workbook (.xlsx), or CSV. Cells as they were
// entered; what they mean is for the reader of the table to say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "base/diagnostic.hpp"

namespace enact::sheet {

struct Cell {
  enum class Kind : std::uint8_t { empty, text, number, boolean } kind = Kind::empty;
  // Text without blanks around it; a number as the shortest decimal that gives the workbook's number back
  // ("0.1", never "0.1000000000000000055"); a boolean as "true" or "false".
  std::string text = {};

  bool is_empty() const { return kind == Kind::empty; }
};

struct Table {
  std::vector<std::vector<Cell>> rows;  // rows[0] is row 1 of the sheet; rows may differ in length
  bool from_1904 = false;               // the workbook counts days from 1904
};

// What a file may hold at most. A workbook is a packed file, so that a small one can be very large inside.
struct Limits {
  std::size_t rows = 50'000;
  std::size_t columns = 200;
  std::size_t unpacked = std::size_t{256} * 1024 * 1024;  // bytes of all parts of a workbook
  std::size_t text = std::size_t{64} * 1024 * 1024;       // bytes of all cells
};

struct Unreadable {
  std::string code;  // "sheet.too-many-rows"
  Text message;
  Text help;
};

// The bytes of a file, an Excel workbook or CSV (UTF-8 or GB 18030, with or without a byte order mark), by
// its content. Of a formula the value that was saved with it is read.
std::expected<Table, Unreadable> read_table(std::string_view bytes, const Limits& limits = {});

// The rows of a CSV text (RFC 4180), each a list of cells, rows without anything left out; nullopt where a
// quote is not closed.
std::optional<std::vector<std::vector<std::string>>> csv_rows(std::string_view csv);

// The day that a number of a workbook stands for; nullopt if it is none or has a time of day.
std::optional<Date> day_of_serial(std::string_view number, bool from_1904);

}  // namespace enact::sheet
