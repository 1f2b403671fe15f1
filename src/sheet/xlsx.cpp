// The first sheet of an Excel workbook (ECMA-376, part 1, SpreadsheetML; either edition's namespaces).
#include <array>
#include <charconv>
#include <cmath>
#include <exception>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "sheet/table_parts.hpp"
#include "sheet/xml_reader.hpp"
#include "sheet/zip_parts.hpp"

namespace enact::sheet {
namespace {

// Leaves the reader: a limit is passed, or this is no workbook.
struct Refused : std::exception {
  explicit Refused(Unreadable what) : fault(std::move(what)) {}
  Unreadable fault;
};

// What a file may take of memory: every part unpacked, every text, every cell.
class Room {
 public:
  explicit Room(std::size_t bytes) : left_(bytes) {}
  void take(std::size_t bytes) {
    if (bytes > left_) throw Refused(too_large_inside());
    left_ -= bytes;
  }
  std::size_t& left() { return left_; }

 private:
  std::size_t left_;
};

std::string part_of(const ZipParts& parts, const std::string& name, Room& room) {
  ZipParts::Fault fault{};
  auto text = parts.read(name, room.left(), fault);
  if (!text) throw Refused(fault == ZipParts::Fault::too_large ? too_large_inside() : no_table());
  return std::move(*text);
}

void read_part(const ZipParts& parts, const std::string& name, Room& room, XmlHandler& handler) {
  const std::string xml = part_of(parts, name, room);
  if (!read_xml(xml, handler)) throw Refused(no_table());
}

// `target` of a relationship of a part in `folder`: "worksheets/sheet1.xml", "../a.xml", "/xl/a.xml".
std::string resolved(std::string_view folder, std::string_view target) {
  std::vector<std::string> path;
  const bool absolute = target.starts_with('/');
  for (const std::string_view text : {absolute ? std::string_view() : folder, target}) {
    for (const std::string& step : text::split(text, '/')) {
      if (step.empty() || step == ".") continue;
      if (step != "..") {
        path.push_back(step);
      } else if (!path.empty()) {
        path.pop_back();
      }
    }
  }
  std::string out;
  for (const std::string& step : path) out += (out.empty() ? "" : "/") + step;
  return out;
}

// The relationships of a part, by id and by the last word of their type.
class Relations final : public XmlHandler {
 public:
  Relations(const ZipParts& parts, const std::string& part, Room& room) {
    const std::size_t cut = part.rfind('/');
    folder_ = cut == std::string::npos ? "" : part.substr(0, cut);
    const std::string name = cut == std::string::npos ? part : part.substr(cut + 1);
    read_part(parts, (folder_.empty() ? "" : folder_ + "/") + "_rels/" + name + ".rels", room, *this);
  }
  void begin(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship" || attributes.get("TargetMode") == "External") return;
    const auto target = attributes.get("Target");
    if (!target) return;
    const std::string path = resolved(folder_, *target);
    if (const auto id = attributes.get("Id")) by_id_.emplace(*id, path);
    const std::string_view type = attributes.get("Type").value_or("");
    by_kind_.emplace(type.substr(type.rfind('/') + 1), path);
  }
  void end(std::string_view) override {}

  std::optional<std::string> by_id(const std::string& id) const { return find(by_id_, id); }
  std::optional<std::string> by_kind(const std::string& kind) const { return find(by_kind_, kind); }

 private:
  static std::optional<std::string> find(const std::map<std::string, std::string>& in,
                                         const std::string& key) {
    const auto found = in.find(key);
    return found == in.end() ? std::nullopt : std::optional(found->second);
  }

  std::string folder_;
  std::map<std::string, std::string> by_id_;
  std::map<std::string, std::string> by_kind_;
};

bool is_true(std::optional<std::string_view> value) {
  return value == "1" || value == "true";
}

// Which sheet is the first, and from when days are counted.
class Book final : public XmlHandler {
 public:
  void begin(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") from_1904 = is_true(attributes.get("date1904"));
    if (name == "sheet" && first_sheet.empty()) first_sheet = attributes.get("id").value_or("");
  }
  void end(std::string_view) override {}

  bool from_1904 = false;
  std::string first_sheet;  // its relationship
};

// Texts stand once in a workbook and are named by their place. A text may be in pieces, each with a format of
// its own; how it is pronounced (rPh) is no part of it.
class Texts final : public XmlHandler {
 public:
  explicit Texts(Room& room) : room_(room) {}
  void begin(std::string_view name, const XmlAttributes&) override {
    if (name == "si") piece_.clear();
    if (name == "rPh") ++spoken_;
    within_ = name == "t" && spoken_ == 0;
  }
  void end(std::string_view name) override {
    within_ = false;
    if (name == "rPh") --spoken_;
    if (name != "si") return;
    room_.take(piece_.size() + sizeof(std::string));
    all_.emplace_back(text::trim(piece_));
  }
  void text(std::string_view text) override {
    if (within_) piece_ += text;
  }

  // Null: there is none of that number.
  const std::string* at(std::size_t index) const { return index < all_.size() ? &all_[index] : nullptr; }

 private:
  Room& room_;
  std::vector<std::string> all_;
  std::string piece_;
  bool within_ = false;
  int spoken_ = 0;
};

std::string decimal_of(double number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return {text.data(), end};
}

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "AB12" as column and row from 0; nullopt: it is no place.
std::optional<std::pair<std::size_t, std::size_t>> place_of(std::string_view text) {
  constexpr std::size_t most_letters = 3;
  std::size_t column = 0;
  std::size_t letters = 0;
  for (; letters < text.size() && text[letters] >= 'A' && text[letters] <= 'Z'; ++letters)
    column = column * 26 + static_cast<std::size_t>(text[letters] - 'A' + 1);
  const auto row = number_of<std::uint32_t>(text.substr(letters));
  if (letters == 0 || letters > most_letters || !row || *row == 0) return std::nullopt;
  return std::pair(column - 1, std::size_t{*row} - 1);
}

class FirstSheet final : public XmlHandler {
 public:
  FirstSheet(Table& table, const Texts& texts, const Limits& limits, Room& room)
      : table_(table), texts_(texts), limits_(limits), room_(room), text_left_(limits.text) {}

  void begin(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "row") {
      const auto said = attributes.get("r");
      const auto row = said ? number_of<std::uint32_t>(*said) : std::nullopt;
      if (said && (!row || *row == 0)) throw Refused(no_table());
      row_ = row ? std::size_t{*row} - 1 : next_row_;
      next_row_ = row_ + 1;
      next_column_ = 0;
    } else if (name == "c") {
      const auto said = attributes.get("r");
      const auto place = said ? place_of(*said) : std::pair(next_column_, row_);
      if (!place) throw Refused(no_table());
      std::tie(column_, row_) = *place;
      next_column_ = column_ + 1;
      kind_ = attributes.get("t").value_or("n");
      value_.clear();
    } else if (name == "rPh") {
      ++spoken_;
    }
    within_ = name == "v" || (name == "t" && spoken_ == 0);
  }
  void end(std::string_view name) override {
    within_ = false;
    if (name == "rPh") --spoken_;
    if (name == "c") cell();
  }
  void text(std::string_view text) override {
    if (within_) value_ += text;
  }

 private:
  // Of a formula the value that was saved with it; an error ("#N/A") is a text, which whoever reads it will
  // name.
  void cell() {
    if (kind_ == "s") {
      const auto index = number_of<std::uint32_t>(text::trim(value_));
      const std::string* shared = index ? texts_.at(*index) : nullptr;
      if (shared == nullptr && !value_.empty()) throw Refused(no_table());
      if (shared != nullptr) put(Cell::Kind::text, *shared);
    } else if (kind_ == "b") {
      if (!value_.empty()) put(Cell::Kind::boolean, is_true(text::trim(value_)) ? "true" : "false");
    } else if (kind_ == "n") {
      const auto number = number_of<double>(text::trim(value_));
      if (number && std::isfinite(*number)) put(Cell::Kind::number, decimal_of(*number));
    } else if (kind_ == "d") {
      const std::string_view day = text::trim(value_);
      put(Cell::Kind::text, std::string(day.substr(0, day.find("T00:00:00"))));
    } else {
      put(Cell::Kind::text, std::string(text::trim(value_)));
    }
  }
  void put(Cell::Kind kind, std::string text) {
    if (text.empty()) return;
    if (row_ >= limits_.rows) throw Refused(too_many_rows(limits_));
    if (column_ >= limits_.columns) throw Refused(too_many_columns(limits_));
    if (text.size() > text_left_) throw Refused(too_large_inside());
    text_left_ -= text.size();
    if (table_.rows.size() <= row_) table_.rows.resize(row_ + 1);
    auto& cells = table_.rows[row_];
    if (cells.size() <= column_) {
      room_.take((column_ + 1 - cells.size()) * sizeof(Cell));
      cells.resize(column_ + 1);
    }
    cells[column_] = {kind, std::move(text)};
  }

  Table& table_;
  const Texts& texts_;
  const Limits& limits_;
  Room& room_;
  std::size_t text_left_;
  std::size_t row_ = 0;
  std::size_t column_ = 0;
  std::size_t next_row_ = 0;
  std::size_t next_column_ = 0;
  std::string kind_;
  std::string value_;
  bool within_ = false;
  int spoken_ = 0;
};

Table read_book(const ZipParts& parts, const Limits& limits) {
  Room room(limits.unpacked);
  const auto book_part = Relations(parts, "", room).by_kind("officeDocument");
  if (!book_part) throw Refused(no_table());
  Book book;
  read_part(parts, *book_part, room, book);
  const Relations relations(parts, *book_part, room);
  const auto sheet_part = relations.by_id(book.first_sheet);
  if (!sheet_part) throw Refused(no_table());
  Texts texts(room);
  if (const auto part = relations.by_kind("sharedStrings")) read_part(parts, *part, room, texts);
  Table table;
  table.from_1904 = book.from_1904;
  FirstSheet sheet(table, texts, limits, room);
  read_part(parts, *sheet_part, room, sheet);
  return table;
}

}  // namespace

std::expected<Table, Unreadable> read_xlsx(std::string_view bytes, const Limits& limits) {
  const auto parts = ZipParts::open(bytes);
  if (!parts) return std::unexpected(no_table());
  try {
    return read_book(*parts, limits);
  } catch (const Refused& refused) {
    return std::unexpected(refused.fault);
  }
}

}  // namespace enact::sheet
