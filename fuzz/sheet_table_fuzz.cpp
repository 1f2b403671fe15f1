// No bytes break the reader of tables, be they a workbook or CSV, and nothing comes out above the limits.
#include <cstdint>
#include <string_view>

#include "require.hpp"
#include "sheet/table.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enact;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const sheet::Limits limits{.rows = 200, .columns = 20, .unpacked = 1 << 20, .text = 1 << 16};
  const auto table = sheet::read_table(bytes, limits);
  if (!table) {
    fuzz::require(!table.error().message.zh.empty() && !table.error().code.empty());
    return 0;
  }
  fuzz::require(table->rows.size() <= limits.rows);
  std::size_t text = 0;
  for (const auto& row : table->rows) {
    fuzz::require(row.size() <= limits.columns);
    for (const auto& cell : row) {
      text += cell.text.size();
      if (cell.kind == sheet::Cell::Kind::number) sheet::day_of_serial(cell.text, table->from_1904);
    }
  }
  fuzz::require(text <= limits.text);
  return 0;
}
