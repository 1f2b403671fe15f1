#include "sheet/table.hpp"

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "sheet/table_parts.hpp"

namespace enact::sheet {

Unreadable no_table() {
  return {"sheet.no-table",
          {"不是可读取的 Excel（.xlsx）或 CSV 文件",
           "this is no Excel workbook (.xlsx) and no CSV file that can be read"},
          {"请在 Excel 中另存为 .xlsx 后重试；旧版 .xls 与加密的文件不能读取",
           "save it as .xlsx in Excel and try again; old .xls files and encrypted ones cannot be read"}};
}

Unreadable too_many_rows(const Limits& limits) {
  return {"sheet.too-many-rows",
          {fmt::format("表格超过 {} 行", limits.rows),
           fmt::format("the table has more than {} rows", limits.rows)},
          {"请分成几个文件分别导入", "split it into several files"}};
}

Unreadable too_many_columns(const Limits& limits) {
  return {"sheet.too-many-columns",
          {fmt::format("表格超过 {} 列", limits.columns),
           fmt::format("the table has more than {} columns", limits.columns)},
          {"请只保留需要的列", "keep only the columns that are needed"}};
}

Unreadable too_large_inside() {
  return {"sheet.too-large",
          {"文件解压后过大，不予读取", "the file is too large once unpacked and is not read"},
          {"请删除图片、空白行列等多余内容后重试", "remove pictures, empty rows and columns, and try again"}};
}

std::expected<Table, Unreadable> read_table(std::string_view bytes, const Limits& limits) {
  if (bytes.starts_with("PK\x03\x04")) return read_xlsx(bytes, limits);
  return read_csv(bytes, limits);
}

std::optional<Date> day_of_serial(std::string_view number, bool from_1904) {
  const auto serial = Decimal::parse(number);
  const auto days = serial ? serial->to_int64() : std::nullopt;
  if (!days || *days < 0 || *days > 2'958'465) return std::nullopt;  // 9999-12-31
  // 1900 is a leap year there: day 60 is its 29 February, and the days before it are one off.
  const Date origin = from_1904 ? Date{1904, 1, 1} : *days > 60 ? Date{1899, 12, 30} : Date{1899, 12, 31};
  if (!from_1904 && (*days == 60 || *days == 0)) return std::nullopt;
  return origin.add_days(*days);
}

}  // namespace enact::sheet
