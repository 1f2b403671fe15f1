// Excel workbooks written: sheets row by row, amounts as number cells, the first row as a frozen head.
//
//   Workbook book;
//   Sheet& sheet = book.sheet("支付");
//   sheet.head({"事项", "金额（元）"});
//   sheet.text("…"); sheet.yuan(Fen{12345}); sheet.end();
//   std::string bytes = std::move(book).bytes();
//
// Throws std::runtime_error where no temporary file can be written: the library writes files only, so that a
// workbook goes through one of the system's temporary folder.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "base/money.hpp"

namespace enact::sheet {

__extension__ using WideFen = __int128;  // sums over many

class Sheet {
 public:
  struct Parts;  // of the library
  explicit Sheet(std::unique_ptr<Parts> parts);
  ~Sheet();
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;

  void head(const std::vector<std::string>& names);
  // Each fills the next cell of the row.
  void text(std::string_view text);  // always a text cell: never a formula, digits stay as they are
  void count(std::int64_t number);
  void yuan(WideFen fen);
  void yuan(Fen fen) { yuan(WideFen{fen.count}); }
  void date(const Date& date);
  void skip(int cells = 1);
  void end();  // of the row

  // For forms to be filled in. Columns count from 0, for `rows` rows below the head.
  enum class Format { text, date, yuan };
  void column_format(int column, Format format);
  // From the first `count` cells of a column of another sheet.
  void column_choices(int column, std::string_view sheet, int from_column, std::size_t count, int rows);
  void note(int column, const std::string& note);  // on the head's cell

 private:
  std::unique_ptr<Parts> parts_;
};

class Workbook {
 public:
  Workbook();
  ~Workbook();
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  // A new sheet; its name is cut to what Excel admits. Owned by the workbook.
  Sheet& sheet(std::string_view name);
  // The file; nothing may be written afterwards.
  std::string bytes() &&;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace enact::sheet
