#include "registers/sight.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "registers/constraints.hpp"
#include "registers/people.hpp"

namespace enact::registers {

using identity::Action;
using policy::Register;

void Condition::add_text(std::string text) {
  texts_.push_back(std::move(text));
  params_.emplace_back(texts_.back());
}

void Condition::add(std::string_view sql, std::initializer_list<std::string> texts) {
  if (!sql_.empty()) sql_ += " AND ";
  sql_ += sql;
  for (const std::string& text : texts) add_text(text);
}

std::string places(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += i == 0 ? "?" : ", ?";
  return out;
}

Sight::Sight(const Person& person, const policy::Package& package, const Register& made)
    : whole_(reads_register(person, package, made)) {
  for (const identity::Grant& grant : person.grants) {
    const identity::Scope scope = identity::scope_of(grant.role, Action::read_entries);
    if (scope == identity::Scope::own_subject && !grant.subject.empty()) subjects_.insert(grant.subject);
    if (scope == identity::Scope::own_unit && !grant.unit.empty()) units_.insert(grant.unit);
  }
}

void Sight::limit(Condition& condition) const {
  std::string sql = whole_ ? "(e.draft = 0" : "(e.public = 1";
  if (!subjects_.empty()) sql += fmt::format(" OR e.subject IN ({})", places(subjects_.size()));
  if (!whole_ && !units_.empty()) {
    sql += fmt::format(" OR (e.draft = 0 AND e.id IN (SELECT entry FROM register_unit WHERE unit IN ({})))",
                       places(units_.size()));
  }
  condition.add(sql + ")");
  for (const std::string& subject : subjects_) condition.add_text(subject);
  if (whole_) return;
  for (const std::string& unit : units_) condition.add_text(unit);
}

bool Sight::sees_whole(std::string_view subject, bool draft, bool of_unit) const {
  if (subjects_.contains(std::string(subject))) return true;
  return !draft && (whole_ || of_unit);
}

EntryRow read_row(const store::Row& row) {
  return {.id = row.text(0),
          .policy = row.text(1),
          .register_id = row.text(2),
          .reference = row.text(3),
          .name = row.text(4),
          .status = row.text(5),
          .status_title = {row.text(6), row.text(7)},
          .subject = row.text(8),
          .subject_name = row.text(9),
          .values = row.text(10),
          .shown = row.boolean(11),
          .updated_at = row.instant(12)};
}

bool owners_are_personal(const policy::Package& package, const Register& made) {
  return std::ranges::any_of(made.of, [&](const std::string& type) {
    const policy::SubjectType* subject = package.vocabulary.subject(type);
    const policy::FactDeclaration* label = subject == nullptr ? nullptr : subject->fact(subject->label);
    return label != nullptr && label->personal;
  });
}

bool name_is_shown(const Register& made) {
  const policy::RegisterField* name = made.field(made.name);
  return name != nullptr && name->shown;
}

void complete(const store::Reader& reader, const Book& book, const Register& made, const Date& today,
              EntryRow& row) {
  const Values values = stored_values(made, row.values);
  Evaluator evaluator(book, made, values, today, values_in(reader));
  row.values = values_json(made, evaluator.completed(), !row.whole);
  if (row.whole) return;
  if (!name_is_shown(made)) row.name = row.reference;
  if (owners_are_personal(*book.package, made)) {
    row.subject.clear();
    row.subject_name.clear();
  }
}

std::optional<EntryRow> visible_row(const store::Reader& reader, const Catalogue& catalogue,
                                    const Person& person, std::string_view id, const Date& today) {
  bool draft = false;
  auto row = reader.first(fmt::format("SELECT {} FROM register_entry e WHERE e.id = ?", row_columns), {id},
                          [&](const store::Row& one) {
                            draft = one.boolean(13);
                            return read_row(one);
                          });
  if (!row) return std::nullopt;
  const BookPtr book = catalogue.current(row->policy);
  const Register* made = book ? book->find(row->register_id) : nullptr;
  if (made == nullptr) return std::nullopt;
  const Sight sight(person, *book->package, *made);
  bool of_unit = false;
  for (const std::string& unit : sight.units()) {
    of_unit =
        of_unit || reader.integer("SELECT 1 FROM register_unit WHERE unit = ? AND entry = ?", {unit, id});
  }
  row->whole = sight.sees_whole(row->subject, draft, of_unit);
  if (!row->whole && !row->shown) return std::nullopt;
  complete(reader, *book, *made, today, *row);
  return row;
}

}  // namespace enact::registers
