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
          .ended = row.boolean(14),
          .names = {},
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

namespace {

// Of a row that is not seen whole, what is nobody's business but its owner's and the officials'.
void mask(const Book& book, const Register& made, EntryRow& row) {
  if (row.whole) return;
  if (!name_is_shown(made)) row.name = row.reference;
  if (owners_are_personal(*book.package, made)) {
    row.subject.clear();
    row.subject_name.clear();
  }
}

// The row as it is stored, if the person may see it.
std::optional<EntryRow> seen_row(const store::Reader& reader, const Catalogue& catalogue,
                                 const Person& person, std::string_view id) {
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
  mask(*book, *made, *row);
  return row;
}

}  // namespace

void complete(const store::Reader& reader, const Catalogue& catalogue, const Person& person, const Book& book,
              const Register& made, const Date& today, EntryRow& row) {
  const Values values = stored_values(made, row.values);
  Evaluator evaluator(book, made, values, today, values_in(reader));
  row.values = values_json(made, evaluator.completed(), !row.whole);
  mask(book, made, row);
  if (row.whole) {
    reader.query(
        "SELECT deadline, unit FROM register_step WHERE entry = ? AND deadline IS NOT NULL AND kind <> "
        "'notice' ORDER BY deadline, place LIMIT 1",
        {row.id}, [&](const store::Row& step) {
          if (const auto due = Date::parse(step.text(0)))
            row.term = EntryRow::Term{step.text(1), *due, *due < today};
        });
  }
  for (const policy::RegisterField& field : made.fields) {
    const auto value = values.find(field.name());
    if (field.entry.empty() || value == values.end() || (!field.shown && !row.whole)) continue;
    const std::string* target = value->second.text();
    const auto other = target == nullptr ? std::nullopt : seen_row(reader, catalogue, person, *target);
    if (other) row.names.emplace_back(field.name(), other->name);
  }
}

std::optional<EntryRow> visible_row(const store::Reader& reader, const Catalogue& catalogue,
                                    const Person& person, std::string_view id, const Date& today) {
  auto row = seen_row(reader, catalogue, person, id);
  if (!row) return std::nullopt;
  const BookPtr book = catalogue.current(row->policy);
  complete(reader, catalogue, person, *book, *book->find(row->register_id), today, *row);
  return row;
}

}  // namespace enact::registers
