// A table read by the vocabulary: headings to facts or fields, cells to values.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ranges>

#include "base/text.hpp"
#include "casework/intake_parts.hpp"
#include "casework/record.hpp"
#include "policy/periods.hpp"

namespace enact::casework {
namespace {

using policy::FactDeclaration;
using sheet::Cell;

// A heading as it is compared: a template marks what must be filled in with an asterisk.
std::string heading(std::string_view text) {
  std::string_view trimmed = text::trim(text);
  while (trimmed.ends_with('*')) trimmed = text::trim(trimmed.substr(0, trimmed.size() - 1));
  return text::lower(text::nfc(trimmed));
}

bool names(const FactDeclaration& declaration, const std::string& wanted) {
  return heading(declaration.name) == wanted || heading(declaration.title.zh) == wanted ||
         heading(declaration.title.en) == wanted;
}

class TableReader {
 public:
  TableReader(const Context& context, const IntakeRequest& request, const sheet::Table& table)
      : model_(context.determiner().model()), request_(request), table_(table) {}

  ReadIntake run(const Context& context) {
    const auto columns = columns_of(context, request_);
    if (!columns) {
      head_error("", "intake.unknown-shape",
                 {fmt::format("词汇表中没有“{}”的“{}”", request_.type, request_.fact),
                  fmt::format("the vocabulary has no `{}` of `{}`", request_.fact, request_.type)},
                 {"请重新选择导入内容", "choose anew what to bring in"});
      return std::move(out_);
    }
    columns_ = *columns;
    if (columns_.list != nullptr && !attests(*columns_.list, request_.unit)) not_attested(*columns_.list, "");
    read_head();
    for (std::size_t row = 1; row < table_.rows.size(); ++row) {
      if (std::ranges::all_of(table_.rows[row], &Cell::is_empty)) continue;
      ++out_.rows;
      if (!out_.unusable) read_row(row);
    }
    if (out_.rows == 0 && !out_.unusable) {
      head_error("", "intake.no-rows", {"表格中没有数据行", "the table has no rows"},
                 {"第一行为表头，从第二行起填写", "the first row is the head; fill in from the second on"});
    }
    return std::move(out_);
  }

 private:
  void head_error(std::string column, std::string code, Text what, Text help) {
    out_.remarks.push_back({true, 1, std::move(column), std::move(code), std::move(what), std::move(help)});
    out_.unusable = true;
  }

  void not_attested(const FactDeclaration& declaration, const std::string& column) {
    const std::string units = text::join(declaration.attested_by, "、");
    head_error(
        column, "intake.not-attester",
        {fmt::format("“{}”不由{}核定", declaration.title.zh, request_.unit),
         fmt::format("`{}` is not attested by {}", declaration.name, request_.unit)},
        units.empty()
            ? Text{"该项由主体自行申报；请删除此列", "the subject declares it; remove the column"}
            : Text{"可核定的单位：" + units + "；请删除此列",
                   "it is attested by " + text::join(declaration.attested_by, ", ") + "; remove the column"});
  }

  const FactDeclaration* declared(const std::string& wanted) const {
    if (names(*columns_.identity, wanted)) return columns_.identity;
    for (const FactDeclaration* each : columns_.values)
      if (names(*each, wanted)) return each;
    if (columns_.label != nullptr && names(*columns_.label, wanted)) return columns_.label;
    return nullptr;
  }

  void read_head() {
    const auto& head = table_.rows.empty() ? std::vector<Cell>{} : table_.rows.front();
    places_.assign(width(), nullptr);
    headings_.assign(width(), "");
    for (std::size_t i = 0; i < width(); ++i) {
      const std::string text = i < head.size() ? head[i].text : "";
      headings_[i] = text;
      if (text.empty()) {
        if (column_has_cells(i))
          head_error(fmt::format("#{}", i + 1), "intake.no-heading",
                     {fmt::format("第 {} 列有内容而没有表头", i + 1),
                      fmt::format("column {} has cells and no heading", i + 1)},
                     {"补上表头或删除该列", "give it a heading or remove it"});
        continue;
      }
      read_heading(i, heading(text));
    }
    if (std::ranges::find(places_, columns_.identity) == places_.end()) {
      head_error(columns_.identity->title.zh, "intake.no-identity",
                 {fmt::format("缺少“{}”列", columns_.identity->title.zh),
                  fmt::format("the column `{}` is missing", columns_.identity->name)},
                 {"每行须写明是哪个主体", "every row must say whose it is"});
    }
    for (const FactDeclaration* field : columns_.values) {
      if (columns_.list == nullptr || !field->required || std::ranges::find(places_, field) != places_.end())
        continue;
      head_error(field->title.zh, "intake.no-required",
                 {fmt::format("缺少必填列“{}”", field->title.zh),
                  fmt::format("the column `{}` is missing, which is required", field->name)},
                 {"补上该列；可下载模板对照", "add it; the form shows all columns"});
    }
  }

  void read_heading(std::size_t place, const std::string& wanted) {
    const std::string& text = headings_[place];
    const FactDeclaration* found = declared(wanted);
    if (found == nullptr) {
      if (columns_.list == nullptr) {
        for (const FactDeclaration* fact : columns_.type->facts)
          if (names(*fact, wanted)) return no_scalar(*fact, text);
      }
      std::vector<std::string> known;
      for (const FactDeclaration* each : columns_.values) known.push_back(each->title.zh);
      const auto near = text::nearest(text, known);
      head_error(
          text, "intake.unknown-column",
          {fmt::format("没有名为“{}”的列", text), fmt::format("there is no column `{}`", text)},
          near ? Text{"是否应为“" + *near + "”？", "did you mean `" + *near + "`?"}
               : Text{"改为模板中的列名，或删除该列", "use a heading of the form, or remove the column"});
      return;
    }
    if (std::ranges::find(places_, found) != places_.end()) {
      head_error(text, "intake.column-twice",
                 {fmt::format("“{}”列出现了两次", text), fmt::format("the column `{}` occurs twice", text)},
                 {"只保留一列", "keep one of them"});
      return;
    }
    places_[place] = found;
    // Of a form whose column is left empty nothing is taken.
    if (columns_.list == nullptr && found->period && !policy::period_of(*found, request_.period) &&
        column_has_cells(place))
      no_period(*found, text);
  }

  void no_period(const FactDeclaration& fact, const std::string& column) {
    const Text& period = fact.period->title;
    head_error(column, "intake.no-period", of_no_period(fact, request_.period),
               {fmt::format("请选择数据所属的{}；不同期间的数据分开导入", period.zh),
                fmt::format("choose its {}; figures of several are brought in one by one", period.en)});
  }

  void no_scalar(const FactDeclaration& fact, const std::string& column) {
    if (fact.type->kind != feel::Kind::list) return not_attested(fact, column);
    head_error(column, "intake.list-column",
               {fmt::format("“{}”有多项，不能放在一列中", fact.title.zh),
                fmt::format("`{}` is a list and does not fit into a column", fact.name)},
               {"请用该项自己的模板导入，每项一行", "bring it in by its own form, a row an item"});
  }

  std::size_t width() const {
    std::size_t most = 0;
    for (const auto& row : table_.rows) most = std::max(most, row.size());
    return most;
  }
  bool column_has_cells(std::size_t column) const {
    return std::ranges::any_of(table_.rows | std::views::drop(1), [&](const auto& row) {
      return column < row.size() && !row[column].is_empty();
    });
  }

  void error(std::int64_t row, const std::string& column, std::string code, Text what, Text help) {
    out_.remarks.push_back({true, row, column, std::move(code), std::move(what), std::move(help)});
    good_ = false;
  }

  // The value of a cell; nullopt if the cell is empty or in error.
  std::optional<feel::Value> value(std::int64_t row, std::size_t place, const Cell& cell) {
    const FactDeclaration& declaration = *places_[place];
    const auto json = cell_json(cell, *declaration.type, table_.from_1904);
    if (!json) {
      error(row, headings_[place], json.error().code, json.error().what, json.error().help);
      return std::nullopt;
    }
    auto read = determine::read_fact_value(*json, declaration, model_);
    for (const Diagnostic& diagnostic : read.diagnostics)
      if (diagnostic.severity == Severity::error)
        error(row, headings_[place], diagnostic.code, diagnostic.message, diagnostic.help);
    if (has_errors(read.diagnostics) || cell.is_empty()) return std::nullopt;
    return std::move(read.value);
  }

  void read_row(std::size_t at) {
    const auto row = static_cast<std::int64_t>(at + 1);
    const auto& cells = table_.rows[at];
    IntakeEntry entry{.row = row};
    good_ = true;
    for (std::size_t place = 0; place < places_.size(); ++place) {
      const FactDeclaration* declaration = places_[place];
      if (declaration == nullptr) continue;
      const Cell cell = place < cells.size() ? cells[place] : Cell{};
      auto read = value(row, place, cell);
      const bool is_value = std::ranges::find(columns_.values, declaration) != columns_.values.end();
      if (declaration == columns_.identity) {
        if (cell.is_empty())
          error(row, headings_[place], "intake.no-identity",
                {fmt::format("没有填写“{}”", declaration->title.zh),
                 fmt::format("`{}` is not filled in", declaration->name)},
                {"每行须写明是哪个主体", "every row must say whose it is"});
        if (read && read->text() != nullptr) entry.identity = *read->text();
        continue;
      }
      if (declaration == columns_.label && read && read->text() != nullptr) entry.name = *read->text();
      if (!is_value) continue;
      if (read) entry.values.push_back({declaration, std::move(*read), headings_[place]});
      if (declaration->required && cell.is_empty() && columns_.list != nullptr)
        error(row, headings_[place], "facts.missing-field",
              {fmt::format("没有填写必填的“{}”", declaration->title.zh),
               fmt::format("`{}` is required and not filled in", declaration->name)},
              {"补上后重新上传", "fill it in and upload again"});
    }
    if (columns_.list == nullptr && !entry.identity.empty()) refuse_twice(entry);
    if (good_) out_.entries.push_back(std::move(entry));
  }

  void refuse_twice(const IntakeEntry& entry) {
    const auto [first, is_new] = rows_.emplace(text::matter_form(entry.identity), entry.row);
    if (is_new) return;
    error(entry.row, columns_.identity->title.zh, "facts.subject-twice",
          {fmt::format("{} 在第 {} 行已出现", entry.identity, first->second),
           fmt::format("{} is in row {} already", entry.identity, first->second)},
          {"每个主体只保留一行", "keep one row a subject"});
  }

  const determine::FactModel& model_;
  const IntakeRequest& request_;
  const sheet::Table& table_;
  IntakeColumns columns_;
  std::vector<const FactDeclaration*> places_;  // a column's; null: not read
  std::vector<std::string> headings_;
  std::map<std::string, std::int64_t> rows_;  // where a subject was first
  bool good_ = true;
  ReadIntake out_;
};

}  // namespace

bool attests(const FactDeclaration& declaration, std::string_view unit) {
  return std::ranges::find(declaration.attested_by, unit) != declaration.attested_by.end();
}

std::optional<Date> first_day(const IntakeRequest& request, const FactDeclaration& declaration) {
  if (!request.fact.empty()) return std::nullopt;
  return declaration.period ? request.period : request.on;
}

std::optional<IntakeColumns> columns_of(const Context& context, const IntakeRequest& request) {
  const determine::FactModel& model = context.determiner().model();
  IntakeColumns made{.type = model.subject(request.type)};
  if (made.type == nullptr) return std::nullopt;
  made.identity = made.type->fact(made.type->base->identity);
  made.label = made.type->fact(made.type->base->label);
  if (made.identity == nullptr) return std::nullopt;
  if (request.fact.empty()) {
    for (const FactDeclaration* fact : made.type->facts) {
      if (fact != made.identity && fact->type->kind != feel::Kind::list && attests(*fact, request.unit))
        made.values.push_back(fact);
    }
    return made;
  }
  made.list = made.type->fact(request.fact);
  if (made.list == nullptr || made.list->type->kind != feel::Kind::list || !made.list->type->element)
    return std::nullopt;
  made.record = model.record(made.list->type->element->name);
  if (made.record == nullptr) return std::nullopt;
  for (const FactDeclaration& field : made.record->fields) {
    if (field.type->kind != feel::Kind::list) made.values.push_back(&field);
  }
  return made;
}

ReadIntake read_intake(const Context& context, const IntakeRequest& request, const sheet::Table& table) {
  return TableReader(context, request, table).run(context);
}

}  // namespace enact::casework
