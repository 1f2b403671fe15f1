// Cells of a table as values. See intake_parts.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

#include "base/text.hpp"
#include "casework/intake_parts.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using feel::Kind;
using sheet::Cell;

using Answer = std::expected<std::string, CellFault>;

std::string json_text(std::string_view text) {
  return json::serialize(json::value(json::string(text)));
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "2026/3/10", "2026.3.10", "2026年3月10日", "20260310" as "2026-03-10"; anything else as it is.
std::string date_text(std::string_view text) {
  std::vector<std::string> parts;
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      digits += text[i];
    } else if (!digits.empty()) {
      parts.push_back(std::exchange(digits, {}));
    }
  }
  if (!digits.empty()) parts.push_back(digits);
  if (parts.size() == 1 && parts[0].size() == 8 && text.size() == 8)
    parts = {parts[0].substr(0, 4), parts[0].substr(4, 2), parts[0].substr(6, 2)};
  if (parts.size() != 3 || parts[0].size() != 4 || parts[1].size() > 2 || parts[2].size() > 2)
    return std::string(text);
  const std::string made = fmt::format("{}-{:0>2}-{:0>2}", parts[0], parts[1], parts[2]);
  std::string rest(text);
  std::erase_if(rest, is_digit);
  constexpr std::array<std::string_view, 5> separators = {"", "--", "//", "..", "年月日"};
  return std::ranges::find(separators, rest) != separators.end() ? made : std::string(text);
}

Answer date_json(const Cell& cell, bool from_1904) {
  if (cell.kind == Cell::Kind::text) {
    const std::string text = date_text(cell.text);
    const bool formed = text.size() == 10 && text[4] == '-' && text[7] == '-';
    if (formed) return json_text(text);  // whether there is such a day, the vocabulary's reader says
  }
  if (cell.kind == Cell::Kind::number) {
    // A day written together as a number is more likely than one in the year 55,000.
    if (cell.text.size() == 8 && std::ranges::all_of(cell.text, is_digit))
      return json_text(date_text(cell.text));
    if (const auto day = sheet::day_of_serial(cell.text, from_1904)) return json_text(day->to_string());
  }
  return std::unexpected(
      CellFault{"intake.no-date",
                {fmt::format("“{}”不是日期", cell.text), fmt::format("`{}` is no date", cell.text)},
                {"写成 2026-03-10，或使用 Excel 的日期格式（不带时间）",
                 "write 2026-03-10, or use Excel's date format without a time"}});
}

Answer boolean_json(const Cell& cell) {
  constexpr std::array<std::string_view, 5> yes = {"true", "是", "yes", "有", "√"};
  constexpr std::array<std::string_view, 5> no = {"false", "否", "no", "无", "×"};
  const std::string said = text::lower(cell.text);
  if (cell.kind != Cell::Kind::number && std::ranges::find(yes, said) != yes.end()) return "true";
  if (cell.kind != Cell::Kind::number && std::ranges::find(no, said) != no.end()) return "false";
  return std::unexpected(CellFault{
      "intake.no-boolean",
      {fmt::format("“{}”不是“是”或“否”", cell.text), fmt::format("`{}` is neither yes nor no", cell.text)},
      {"写“是”或“否”；不清楚的留空", "write yes or no; leave it empty if it is not known"}});
}

Answer number_json(const Cell& cell) {
  std::string digits = cell.text;
  if (cell.kind == Cell::Kind::text) {
    std::erase(digits, ',');
    for (std::size_t at = digits.find("，"); at != std::string::npos; at = digits.find("，"))
      digits.erase(at, std::string_view("，").size());
  }
  const auto number = cell.kind == Cell::Kind::boolean ? std::nullopt : Decimal::parse(digits);
  if (number) return number->to_string();
  return std::unexpected(
      CellFault{"intake.no-number",
                {fmt::format("“{}”不是数字", cell.text), fmt::format("`{}` is no number", cell.text)},
                {"只写数字，不带单位；金额以元为单位，如 1234.56",
                 "write the number alone, without a unit; amounts in yuan, such as 1234.56"}});
}

// A number where a text is wanted: Excel keeps fifteen digits, so that longer ones are no longer what was
// entered.
Answer text_json(const Cell& cell) {
  if (cell.kind != Cell::Kind::number) return json_text(cell.text);
  const auto number = Decimal::parse(cell.text);
  const auto whole = number ? number->to_int64() : std::nullopt;
  constexpr std::int64_t kept = 999'999'999'999'999;
  if (whole && *whole <= kept && *whole >= 0) return json_text(std::to_string(*whole));
  if (number && !whole && cell.text.find('e') == std::string::npos) return json_text(cell.text);
  return std::unexpected(CellFault{
      "intake.long-number",
      {fmt::format("编号以数字保存为 {}，超过 Excel 能准确保存的 15 位", cell.text),
       fmt::format("the number was saved as {}: more than the 15 digits that Excel keeps", cell.text)},
      {"把该列设为文本格式后重新填写编号", "format the column as text and enter it anew"}});
}

}  // namespace

std::expected<std::string, CellFault> cell_json(const Cell& cell, const feel::Type& type, bool from_1904) {
  if (cell.is_empty()) return "null";
  switch (type.kind) {
    case Kind::date:
      return date_json(cell, from_1904);
    case Kind::boolean:
      return boolean_json(cell);
    case Kind::number:
      return number_json(cell);
    default:
      return text_json(cell);
  }
}

}  // namespace enact::casework
