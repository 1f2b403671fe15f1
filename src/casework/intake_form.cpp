// What a unit can bring in, and the Excel form for it.
#include <fmt/format.h>

#include <algorithm>

#include "casework/intake_parts.hpp"
#include "sheet/workbook.hpp"

namespace enact::casework {
namespace {

using policy::FactDeclaration;

constexpr int rows_of_form = 10'000;  // below the head, for which choices are offered

// The columns of a form, in order: whose, then what.
std::vector<const FactDeclaration*> form_columns(const IntakeColumns& columns) {
  std::vector<const FactDeclaration*> made = {columns.identity};
  const bool own = std::ranges::find(columns.values, columns.label) != columns.values.end();
  if (columns.label != nullptr && !own) made.push_back(columns.label);
  for (const FactDeclaration* each : columns.values) made.push_back(each);
  return made;
}

std::string note_of(const FactDeclaration& declaration, bool required, Language language) {
  const bool zh = language == Language::zh;
  std::string note = zh ? declaration.title.en : declaration.title.zh;
  note = zh ? declaration.name : note;
  if (required) note += zh ? "\n必填" : "\nrequired";
  if (declaration.type->unit == "元")
    note += zh ? "\n单位：元，最多两位小数" : "\nin yuan, at most two decimals";
  if (declaration.period)
    note += zh ? "\n导入时选择所属的" + declaration.period->title.zh
               : "\nits " + declaration.period->title.en + " is chosen when it is brought in";
  if (!declaration.help.empty()) note += "\n" + declaration.help.in(language);
  return note;
}

// What a column may hold.
void declare(sheet::Sheet& sheet, int place, const FactDeclaration& declaration) {
  using Format = sheet::Sheet::Format;
  const feel::Type& type = *declaration.type;
  if (type.kind == feel::Kind::date) return sheet.column_format(place, Format::date);
  if (type.kind == feel::Kind::number) {
    if (type.unit == "元") sheet.column_format(place, Format::yuan);
    return;
  }
  if (type.kind != feel::Kind::boolean) sheet.column_format(place, Format::text);
}

std::vector<std::string> choices_of(const FactDeclaration& declaration, Language language) {
  if (declaration.type->kind != feel::Kind::boolean) return declaration.type->codes;
  if (language == Language::zh) return {"是", "否"};
  return {"yes", "no"};
}

// A second sheet with the choices, a column for each column that has them.
void offer_choices(sheet::Workbook& book, sheet::Sheet& form,
                   const std::vector<const FactDeclaration*>& columns, Language language) {
  const std::string name = language == Language::zh ? "选项" : "choices";
  std::vector<std::vector<std::string>> lists;
  std::size_t longest = 0;
  for (int place = 0; place < static_cast<int>(columns.size()); ++place) {
    auto choices = choices_of(*columns[static_cast<std::size_t>(place)], language);
    if (choices.empty()) continue;
    form.column_choices(place, name, static_cast<int>(lists.size()), choices.size(), rows_of_form);
    longest = std::max(longest, choices.size());
    lists.push_back(std::move(choices));
  }
  if (lists.empty()) return;
  sheet::Sheet& sheet = book.sheet(name);
  for (std::size_t row = 0; row < longest; ++row) {
    for (const auto& list : lists) sheet.text(row < list.size() ? list[row] : "");
    sheet.end();
  }
}

}  // namespace

std::vector<IntakeShape> intake_shapes(const Context& context, std::string_view unit) {
  std::vector<IntakeShape> shapes;
  const auto add = [&](const IntakeRequest& request, const policy::SubjectType& type, const Text& title) {
    const auto columns = columns_of(context, request);
    if (!columns || columns->values.empty()) return;
    IntakeShape shape{.type = type.name, .type_title = type.title, .fact = request.fact, .title = title};
    for (const FactDeclaration* column : form_columns(*columns)) {
      shape.columns.push_back(column->title.zh);
      if (column->period && request.fact.empty() &&
          std::ranges::find(shape.periods, column->period->name, &policy::Period::name) ==
              shape.periods.end())
        shape.periods.push_back(*column->period);
    }
    shapes.push_back(std::move(shape));
  };
  for (const auto& type : context.determiner().model().subjects()) {
    IntakeRequest request{.type = type.base->name, .unit = std::string(unit)};
    add(request, *type.base, {"主体名录与单项信息", "subjects and their single facts"});
    for (const FactDeclaration* fact : type.facts) {
      if (fact->type->kind != feel::Kind::list || !attests(*fact, unit)) continue;
      request.fact = fact->name;
      add(request, *type.base, fact->title);
    }
  }
  return shapes;
}

std::string intake_form(const Context& context, const IntakeRequest& request, Language language) {
  sheet::Workbook book;
  sheet::Sheet& sheet = book.sheet(request.fact.empty() ? request.type : request.type + " " + request.fact);
  const auto columns = columns_of(context, request);
  if (!columns) return std::move(book).bytes();
  const auto shown = form_columns(*columns);
  std::vector<std::string> names;
  for (const FactDeclaration* column : shown) {
    const bool required = column == columns->identity || (columns->list != nullptr && column->required);
    names.push_back(column->title.in(language) + (required ? " *" : ""));
  }
  sheet.head(names);
  for (int place = 0; place < static_cast<int>(shown.size()); ++place) {
    const FactDeclaration& column = *shown[static_cast<std::size_t>(place)];
    declare(sheet, place, column);
    sheet.note(place, note_of(column, names[static_cast<std::size_t>(place)].ends_with('*'), language));
  }
  offer_choices(book, sheet, shown, language);
  return std::move(book).bytes();
}

}  // namespace enact::casework
