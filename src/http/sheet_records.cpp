#include "http/sheet_records.hpp"

#include <algorithm>

namespace enact::http {
namespace {

bool is_day(const policy::Register& made, const std::string& head) {
  return std::ranges::any_of(made.fields, [&](const policy::RegisterField& field) {
    const policy::FactDeclaration& declared = field.declared;
    const bool named = declared.name == head || declared.title.zh == head || declared.title.en == head;
    return named && declared.type && declared.type->kind == feel::Kind::date;
  });
}

}  // namespace

SheetRecords::SheetRecords(sheet::Table table, const policy::Register& made) : table_(std::move(table)) {
  if (table_.rows.empty()) return;
  for (const sheet::Cell& head : table_.rows.front()) days_.push_back(is_day(made, head.text));
  for (std::size_t row = 1; row < table_.rows.size(); ++row) {
    auto& cells = table_.rows[row];
    // A row may end where its last filled cell does.
    cells.resize(days_.size());
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (!days_[column] || cells[column].kind != sheet::Cell::Kind::number) continue;
      if (const auto day = sheet::day_of_serial(cells[column].text, table_.from_1904))
        cells[column].text = day->to_string();
    }
  }
}

bool SheetRecords::next(std::vector<Field>& fields) {
  fields.clear();
  if (next_ >= table_.rows.size()) return false;
  for (const sheet::Cell& cell : table_.rows[next_]) fields.push_back({cell.text, false});
  ++next_;
  return true;
}

std::string SheetRecords::place() const {
  return name_ + ":" + std::to_string(next_);
}

}  // namespace enact::http
