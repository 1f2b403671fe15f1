// The first sheet of an Excel workbook, through liborcus.
#include <array>
#include <charconv>
#include <cmath>
#include <exception>
#include <orcus/orcus_xlsx.hpp>
#include <orcus/spreadsheet/import_interface.hpp>
#include <utility>

#include "base/text.hpp"
#include "sheet/table_parts.hpp"

namespace enact::sheet {
namespace {

namespace ss = orcus::spreadsheet;

// Leaves the library's parser once a limit is passed.
struct Beyond : std::exception {
  explicit Beyond(Unreadable what) : fault(std::move(what)) {}
  Unreadable fault;
};

std::string decimal_of(double number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return {text.data(), end};
}

// Texts stand once in a workbook and are named by their place. Formats of parts of a text are not read.
class Strings final : public ss::iface::import_shared_strings {
 public:
  explicit Strings(std::size_t limit) : left_(limit) {}

  std::size_t append(std::string_view text) override {
    if (text.size() > left_) throw Beyond(too_large_inside());
    left_ -= text.size();
    all_.emplace_back(text::trim(text));
    return all_.size() - 1;
  }
  std::size_t add(std::string_view text) override { return append(text); }
  void set_segment_font(std::size_t) override {}
  void set_segment_bold(bool) override {}
  void set_segment_italic(bool) override {}
  void set_segment_font_name(std::string_view) override {}
  void set_segment_font_size(double) override {}
  void set_segment_font_color(ss::color_elem_t, ss::color_elem_t, ss::color_elem_t,
                              ss::color_elem_t) override {}
  void append_segment(std::string_view text) override { segments_ += text; }
  std::size_t commit_segments() override { return append(std::exchange(segments_, {})); }

  const std::string& at(std::size_t index) const { return all_.at(index); }

 private:
  std::vector<std::string> all_;
  std::string segments_;
  std::size_t left_;
};

class FirstSheet final : public ss::iface::import_sheet, public ss::iface::import_formula {
 public:
  FirstSheet(Table& table, const Strings& strings, const Limits& limits)
      : table_(table), strings_(strings), limits_(limits), left_(limits.text) {}

  ss::iface::import_formula* get_formula() override { return this; }
  void set_auto(ss::row_t row, ss::col_t column, std::string_view text) override {
    put(row, column, Cell::Kind::text, std::string(text::trim(text)));
  }
  void set_string(ss::row_t row, ss::col_t column, ss::string_id_t index) override {
    put(row, column, Cell::Kind::text, strings_.at(index));
  }
  void set_value(ss::row_t row, ss::col_t column, double value) override {
    if (!std::isfinite(value)) return;
    put(row, column, Cell::Kind::number, decimal_of(value));
  }
  void set_bool(ss::row_t row, ss::col_t column, bool value) override {
    put(row, column, Cell::Kind::boolean, value ? "true" : "false");
  }
  void set_date_time(ss::row_t row, ss::col_t column, int year, int month, int day, int, int,
                     double) override {
    const Date date{year, static_cast<std::int8_t>(month), static_cast<std::int8_t>(day)};
    put(row, column, Cell::Kind::text, date.to_string());
  }
  void set_format(ss::row_t, ss::col_t, std::size_t) override {}
  void set_format(ss::row_t, ss::col_t, ss::row_t, ss::col_t, std::size_t) override {}
  void fill_down_cells(ss::row_t, ss::col_t, ss::row_t) override {}
  ss::range_size_t get_sheet_size() const override { return {1'048'576, 16'384}; }

  // Of a formula its saved result.
  void set_position(ss::row_t row, ss::col_t column) override {
    row_ = row;
    column_ = column;
  }
  void set_formula(ss::formula_grammar_t, std::string_view) override {}
  void set_shared_formula_index(std::size_t) override {}
  void set_result_value(double value) override { set_value(row_, column_, value); }
  void set_result_string(std::string_view value) override { set_auto(row_, column_, value); }
  void set_result_empty() override {}
  void set_result_bool(bool value) override { set_bool(row_, column_, value); }
  void commit() override {}

 private:
  void put(ss::row_t row, ss::col_t column, Cell::Kind kind, std::string text) {
    if (kind == Cell::Kind::text && text.empty()) return;
    if (row < 0 || column < 0) throw Beyond(no_table());
    const auto r = static_cast<std::size_t>(row);
    const auto c = static_cast<std::size_t>(column);
    if (r >= limits_.rows) throw Beyond(too_many_rows(limits_));
    if (c >= limits_.columns) throw Beyond(too_many_columns(limits_));
    if (text.size() > left_) throw Beyond(too_large_inside());
    left_ -= text.size();
    if (table_.rows.size() <= r) table_.rows.resize(r + 1);
    auto& cells = table_.rows[r];
    if (cells.size() <= c) cells.resize(c + 1);
    cells[c] = {kind, std::move(text)};
  }

  Table& table_;
  const Strings& strings_;
  const Limits& limits_;
  std::size_t left_;
  ss::row_t row_ = 0;
  ss::col_t column_ = 0;
};

// Sheets beyond the first are read over.
class OtherSheet final : public ss::iface::import_sheet {
 public:
  void set_auto(ss::row_t, ss::col_t, std::string_view) override {}
  void set_string(ss::row_t, ss::col_t, ss::string_id_t) override {}
  void set_value(ss::row_t, ss::col_t, double) override {}
  void set_bool(ss::row_t, ss::col_t, bool) override {}
  void set_date_time(ss::row_t, ss::col_t, int, int, int, int, int, double) override {}
  void set_format(ss::row_t, ss::col_t, std::size_t) override {}
  void set_format(ss::row_t, ss::col_t, ss::row_t, ss::col_t, std::size_t) override {}
  void fill_down_cells(ss::row_t, ss::col_t, ss::row_t) override {}
  ss::range_size_t get_sheet_size() const override { return {1'048'576, 16'384}; }
};

class Settings final : public ss::iface::import_global_settings {
 public:
  explicit Settings(Table& table) : table_(table) {}
  void set_origin_date(int year, int, int) override { table_.from_1904 = year == 1904; }
  void set_default_formula_grammar(ss::formula_grammar_t) override {}
  ss::formula_grammar_t get_default_formula_grammar() const override { return ss::formula_grammar_t::xlsx; }
  void set_character_set(orcus::character_set_t) override {}

 private:
  Table& table_;
};

// "AB12" as a place; what is none has a negative one.
class Cells final : public ss::iface::import_reference_resolver {
 public:
  ss::src_address_t resolve_address(std::string_view text) override {
    constexpr int most = 100'000'000;
    int column = 0;
    int row = 0;
    for (const char c : text) {
      if (c >= 'A' && c <= 'Z' && column < most) column = column * 26 + (c - 'A' + 1);
      if (c >= '0' && c <= '9' && row < most) row = row * 10 + (c - '0');
    }
    return {0, row - 1, column - 1};
  }
  ss::src_range_t resolve_range(std::string_view text) override {
    const auto colon = text.find(':');
    const auto last = colon == std::string_view::npos ? text : text.substr(colon + 1);
    return {resolve_address(text.substr(0, colon)), resolve_address(last)};
  }
};

class Factory final : public ss::iface::import_factory {
 public:
  Factory(Table& table, const Limits& limits)
      : strings_(limits.text), first_(table, strings_, limits), settings_(table) {}

  ss::iface::import_global_settings* get_global_settings() override { return &settings_; }
  ss::iface::import_shared_strings* get_shared_strings() override { return &strings_; }
  ss::iface::import_reference_resolver* get_reference_resolver(ss::formula_ref_context_t) override {
    return &cells_;
  }
  ss::iface::import_sheet* append_sheet(ss::sheet_t index, std::string_view name) override {
    if (index == 0) first_name_ = name;
    return at(index);
  }
  ss::iface::import_sheet* get_sheet(std::string_view name) override {
    return at(name == first_name_ ? 0 : 1);
  }
  ss::iface::import_sheet* get_sheet(ss::sheet_t index) override { return at(index); }
  void finalize() override {}

 private:
  ss::iface::import_sheet* at(ss::sheet_t index) {
    if (index == 0) return &first_;
    return &other_;
  }

  Strings strings_;
  FirstSheet first_;
  std::string first_name_;
  OtherSheet other_;
  Settings settings_;
  Cells cells_;
};

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i-- > 0;) value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

}  // namespace

std::optional<std::size_t> unpacked_size(std::string_view zip) {
  constexpr std::size_t end_size = 22;
  constexpr std::size_t entry_size = 46;
  const auto end = zip.rfind("PK\x05\x06");
  if (end == std::string_view::npos || end + end_size > zip.size()) return std::nullopt;
  std::size_t at = little_endian(zip, end + 16, 4);
  std::size_t total = 0;
  for (std::uint32_t left = little_endian(zip, end + 10, 2); left > 0; --left) {
    if (at + entry_size > zip.size() || zip.substr(at, 4) != "PK\x01\x02") return std::nullopt;
    total += little_endian(zip, at + 24, 4);
    at += entry_size + little_endian(zip, at + 28, 2) + little_endian(zip, at + 30, 2) +
          little_endian(zip, at + 32, 2);
  }
  return total;
}

std::expected<Table, Unreadable> read_xlsx(std::string_view bytes, const Limits& limits) {
  const auto size = unpacked_size(bytes);
  if (!size) return std::unexpected(no_table());
  if (*size > limits.unpacked) return std::unexpected(too_large_inside());
  try {
    Table table;
    Factory factory(table, limits);
    orcus::orcus_xlsx reader(&factory);
    reader.read_stream(bytes);
    return table;
  } catch (const Beyond& beyond) {
    return std::unexpected(beyond.fault);
  } catch (const std::exception&) {  // the library's many, for a file that is no workbook
    return std::unexpected(no_table());
  }
}

}  // namespace enact::sheet
