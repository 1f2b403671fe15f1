// Synthetic subjects as lines of CSV. See synth.hpp and synth_rows.hpp.
#include "determine/synth_rows.hpp"

#include <algorithm>

#include "base/csv.hpp"
#include "determine/synth_draw.hpp"

namespace enact::determine {
namespace {

// Whether the fact has a column: another unplanned scalar is known of nobody.
bool has_column(const TypePlan& type, const FactPlan& fact) {
  const std::string& name = fact.declaration->name;
  const bool names = name == type.type->base->identity || name == type.type->base->label;
  return fact.record == nullptr && (fact.planned || fact.is_list() || names);
}

// The fields of a list that any of its records has, in the order of the vocabulary.
std::vector<const policy::FactDeclaration*> columns_of(const FactPlan& fact) {
  std::vector<const policy::FactDeclaration*> columns;
  for (const policy::FactDeclaration& field : fact.record->fields) {
    const bool told = std::any_of(fact.records.begin(), fact.records.end(), [&](const RecordPlan& record) {
      return std::any_of(record.fields.begin(), record.fields.end(),
                         [&](const auto& planned) { return planned.first == field.name; });
    });
    if (told || (field.type->kind == feel::Kind::list && !fact.records.empty())) columns.push_back(&field);
  }
  return columns;
}

void append_text(std::string_view text, std::string& out) {
  // Else it would be no value, or one that is known to be absent.
  if (text.empty() || text == "null") {
    out += '"';
    out += text;
    out += '"';
  } else {
    append_csv(out, text);
  }
}

void append_cell(const Maker& maker, const feel::Type& type, Draw& draw, std::string& out) {
  if (const auto* choice = std::get_if<Choice>(&maker)) {
    const std::string& chosen = draw.one_of(*choice);
    if (type.kind == feel::Kind::boolean) {
      out += chosen == "true" ? "true" : "false";
    } else {
      append_text(chosen, out);
    }
    return;
  }
  if (const auto* between = std::get_if<Between>(&maker)) {
    out += std::to_string(draw.figure(*between));
    return;
  }
  if (const auto* days = std::get_if<Days>(&maker)) {
    out += draw.day(*days).to_string();
    return;
  }
  if (const auto* flag = std::get_if<Flag>(&maker)) {
    out += draw.happens(flag->chance) ? "true" : "false";
    return;
  }
  std::string made;
  if (const auto* parts = std::get_if<Parts>(&maker)) draw.append(*parts, made);
  if (const auto* pattern = std::get_if<Pattern>(&maker)) draw.append(*pattern, made);
  append_text(made, out);
}

// The lines of a subject's records.
void append_records(const FactPlan& fact, const std::vector<const policy::FactDeclaration*>& columns,
                    std::uint64_t number, Draw& draw, std::string& out) {
  std::vector<std::string> cells(columns.size());
  for (const RecordPlan& record : fact.records) {
    if (!draw.happens(record.chance)) continue;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      cells[i].clear();
      if (columns[i]->type->kind == feel::Kind::list) cells[i] = "[]";
    }
    for (const auto& planned : record.fields) {
      const auto column = std::find_if(columns.begin(), columns.end(),
                                       [&](const auto* field) { return field->name == planned.first; });
      std::string& cell = cells[static_cast<std::size_t>(column - columns.begin())];
      cell.clear();
      append_cell(planned.second, *(*column)->type, draw, cell);
    }
    out += std::to_string(number);
    for (const std::string& cell : cells) {
      out += ',';
      out += cell;
    }
    out += '\n';
  }
}

}  // namespace

std::vector<SynthTable> synth_tables(const std::vector<TypePlan>& types) {
  std::vector<SynthTable> tables;
  for (const TypePlan& type : types) {
    SynthTable subjects{type.type->base->name, "", ""};
    std::vector<SynthTable> lists;
    for (const FactPlan& fact : type.facts) {
      if (has_column(type, fact)) {
        if (!subjects.head.empty()) subjects.head += ',';
        append_csv(subjects.head, fact.declaration->name);
      } else if (fact.record != nullptr) {
        lists.push_back({subjects.type, fact.declaration->name, "#"});
        for (const policy::FactDeclaration* field : columns_of(fact)) {
          lists.back().head += ',';
          append_csv(lists.back().head, field->name);
        }
      }
    }
    tables.push_back(std::move(subjects));
    std::move(lists.begin(), lists.end(), std::back_inserter(tables));
  }
  for (SynthTable& table : tables) table.head += '\n';
  return tables;
}

const std::vector<SynthTable>& Synth::tables() const {
  return plan_->tables;
}

std::vector<std::uint64_t> Synth::counts(std::uint64_t first, std::uint64_t count) const {
  std::vector<std::uint64_t> by_type(plan_->types.size());
  for (std::uint64_t number = first; number < first + count; ++number) {
    Draw draw(seed_of(number));
    ++by_type[static_cast<std::size_t>(&draw.type(*plan_) - plan_->types.data())];
  }
  std::vector<std::uint64_t> counts;
  std::size_t type = 0;
  for (std::size_t i = 0; i < plan_->tables.size(); ++i) {
    if (i > 0 && plan_->tables[i].list.empty()) ++type;
    counts.push_back(by_type[type]);
  }
  return counts;
}

void Synth::append_rows(std::uint64_t first, std::uint64_t count, std::span<const std::uint64_t> before,
                        std::span<std::string> rows) const {
  struct Lists {
    std::size_t table = 0;  // of the subjects; the lists come after it
    std::uint64_t number = 0;
    std::vector<std::vector<const policy::FactDeclaration*>> columns;  // by list
  };
  std::vector<Lists> types;
  std::size_t table = 0;
  for (const TypePlan& type : plan_->types) {
    Lists made;
    made.table = table++;
    made.number = before[made.table];
    for (const FactPlan& fact : type.facts) {
      if (fact.record == nullptr) continue;
      made.columns.push_back(columns_of(fact));
      ++table;
    }
    types.push_back(std::move(made));
  }
  for (std::uint64_t at = first; at < first + count; ++at) {
    Draw draw(seed_of(at));
    const TypePlan& type = draw.type(*plan_);
    Lists& lists = types[static_cast<std::size_t>(&type - plan_->types.data())];
    ++lists.number;
    std::string& line = rows[lists.table];
    bool first_cell = true;
    std::size_t list = 0;
    for (const FactPlan& fact : type.facts) {
      const bool told = !fact.planned || draw.happens(fact.known);
      if (fact.record != nullptr) {
        const std::size_t place = list++;
        if (told)
          append_records(fact, lists.columns[place], lists.number, draw, rows[lists.table + 1 + place]);
        continue;
      }
      if (!has_column(type, fact)) continue;
      if (!first_cell) line += ',';
      first_cell = false;
      if (!told) continue;
      if (type.makes_code(fact)) {
        line += draw.credit_code();
      } else if (fact.is_list()) {
        line += "[]";
      } else if (fact.maker) {
        append_cell(*fact.maker, *fact.declaration->type, draw, line);
      }
    }
    line += '\n';
  }
}

}  // namespace enact::determine
