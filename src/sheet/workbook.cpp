#include "sheet/workbook.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "base/text.hpp"

namespace enact::sheet {
namespace {

constexpr std::size_t longest_name = 31;      // of a sheet, in characters
constexpr std::size_t longest_text = 32'767;  // of a cell

// A folder of its own name that is gone in the end.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "enact-workbook-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder for a workbook");
    folder_ = pattern;
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  std::string path() const { return (folder_ / "workbook.xlsx").string(); }
  std::string bytes() const {
    std::ifstream file(path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
  }

 private:
  std::filesystem::path folder_;
};

std::string cut(std::string_view text, std::size_t longest) {
  auto points = text::code_points(text);
  if (points.size() <= longest) return std::string(text);
  points.resize(longest);
  return text::from_code_points(points);
}

// The double that is nearest to the yuan; what Excel shows with two places is the amount.
double cell_yuan(WideFen fen) {
  const bool negative = fen < 0;
  std::string digits;
  for (WideFen rest = negative ? -fen : fen; rest > 0; rest /= 10)
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
  while (digits.size() < 3) digits += '0';
  std::reverse(digits.begin(), digits.end());
  digits.insert(digits.size() - 2, ".");
  return std::strtod(((negative ? "-" : "") + digits).c_str(), nullptr);
}

}  // namespace

struct Sheet::Parts {
  lxw_worksheet* sheet;
  lxw_format* head;
  lxw_format* text;
  lxw_format* money;
  lxw_format* date;
  lxw_row_t row = 0;
  lxw_col_t column = 0;
};

Sheet::Sheet(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Sheet::~Sheet() = default;

void Sheet::head(const std::vector<std::string>& names) {
  for (const std::string& name : names)
    worksheet_write_string(parts_->sheet, parts_->row, parts_->column++, name.c_str(), parts_->head);
  worksheet_freeze_panes(parts_->sheet, 1, 0);
  worksheet_set_column(parts_->sheet, 0, 0, 28, nullptr);
  worksheet_set_column(parts_->sheet, 1, static_cast<lxw_col_t>(std::max<std::size_t>(names.size(), 2) - 1),
                       20, nullptr);
  end();
}

void Sheet::text(std::string_view text) {
  if (!text.empty())
    worksheet_write_string(parts_->sheet, parts_->row, parts_->column, cut(text, longest_text).c_str(),
                           nullptr);
  ++parts_->column;
}

void Sheet::count(std::int64_t number) {
  worksheet_write_number(parts_->sheet, parts_->row, parts_->column++, static_cast<double>(number), nullptr);
}

void Sheet::yuan(WideFen fen) {
  worksheet_write_number(parts_->sheet, parts_->row, parts_->column++, cell_yuan(fen), parts_->money);
}

void Sheet::date(const Date& date) {
  lxw_datetime day{};
  day.year = date.year;
  day.month = date.month;
  day.day = date.day;
  worksheet_write_datetime(parts_->sheet, parts_->row, parts_->column++, &day, parts_->date);
}

void Sheet::skip(int cells) {
  parts_->column = static_cast<lxw_col_t>(parts_->column + cells);
}

void Sheet::end() {
  ++parts_->row;
  parts_->column = 0;
}

void Sheet::column_format(int column, Format format) {
  lxw_format* chosen = format == Format::text   ? parts_->text
                       : format == Format::date ? parts_->date
                                                : parts_->money;
  const auto place = static_cast<lxw_col_t>(column);
  worksheet_set_column(parts_->sheet, place, place, 22, chosen);
}

void Sheet::column_choices(int column, std::string_view sheet, int from_column, std::size_t count, int rows) {
  // Not as a list in the rule itself: the library copies that into 255 bytes, which Chinese texts overrun.
  std::array<char, LXW_MAX_COL_NAME_LENGTH> name{};
  lxw_col_to_name(name.data(), static_cast<lxw_col_t>(from_column), 1);
  std::string range = fmt::format("='{0}'!{1}$1:{1}${2}", sheet, name.data(), count);
  lxw_data_validation rule{};
  rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
  rule.value_formula = range.data();
  const auto place = static_cast<lxw_col_t>(column);
  worksheet_data_validation_range(parts_->sheet, 1, place, static_cast<lxw_row_t>(rows), place, &rule);
}

void Sheet::note(int column, const std::string& note) {
  worksheet_write_comment(parts_->sheet, 0, static_cast<lxw_col_t>(column), note.c_str());
}

struct Workbook::Parts {
  TemporaryFile file;
  lxw_workbook* book = nullptr;
  lxw_format* head = nullptr;
  lxw_format* text = nullptr;
  lxw_format* money = nullptr;
  lxw_format* date = nullptr;
  std::vector<std::unique_ptr<Sheet>> sheets;
};

Workbook::Workbook() : parts_(std::make_unique<Parts>()) {
  parts_->book = workbook_new(parts_->file.path().c_str());
  if (parts_->book == nullptr) throw std::runtime_error("no workbook could be made");
  parts_->head = workbook_add_format(parts_->book);
  format_set_bold(parts_->head);
  format_set_text_wrap(parts_->head);
  parts_->text = workbook_add_format(parts_->book);
  format_set_num_format(parts_->text, "@");
  parts_->money = workbook_add_format(parts_->book);
  format_set_num_format(parts_->money, "#,##0.00");
  parts_->date = workbook_add_format(parts_->book);
  format_set_num_format(parts_->date, "yyyy-mm-dd");
}

Workbook::~Workbook() {
  if (parts_->book != nullptr) lxw_workbook_free(parts_->book);
}

Sheet& Workbook::sheet(std::string_view name) {
  std::string admitted = cut(name, longest_name);
  for (char& c : admitted)
    if (std::string_view("[]:*?/\\").find(c) != std::string_view::npos) c = ' ';
  lxw_worksheet* made = workbook_add_worksheet(parts_->book, admitted.c_str());
  if (made == nullptr) throw std::runtime_error("no sheet could be made: " + admitted);
  parts_->sheets.push_back(
      std::make_unique<Sheet>(std::make_unique<Sheet::Parts>(Sheet::Parts{.sheet = made,
                                                                          .head = parts_->head,
                                                                          .text = parts_->text,
                                                                          .money = parts_->money,
                                                                          .date = parts_->date})));
  return *parts_->sheets.back();
}

std::string Workbook::bytes() && {
  const lxw_error error = workbook_close(std::exchange(parts_->book, nullptr));
  if (error != LXW_NO_ERROR)
    throw std::runtime_error(std::string("the workbook could not be written: ") + lxw_strerror(error));
  return parts_->file.bytes();
}

}  // namespace enact::sheet
