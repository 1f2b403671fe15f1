// Lists of registers and of entries: searched, filtered, sorted, summed, streamed.
#include <fmt/format.h>

#include <algorithm>

#include "registers/people.hpp"
#include "registers/refusals.hpp"
#include "registers/sight.hpp"
#include "store/text_index.hpp"

namespace enact::registers {
namespace {

using identity::Action;
using policy::Register;
using policy::RegisterField;
using store::Fault;

constexpr std::int64_t most_entries = 500;

bool meets(const Person& person, const store::Reader& reader, const policy::Package& package,
           const Register& made) {
  if (!made.shown.empty() || reads_register(person, package, made) || may_raise(person, package, made)) {
    return true;
  }
  // Whatever it keeps to itself otherwise, what is under notice is for everybody.
  if (reader.integer("SELECT 1 FROM register_entry WHERE policy = ? AND register = ? AND public = 1 LIMIT 1",
                     {package.id, made.id})) {
    return true;
  }
  for (const identity::Grant& grant : person.grants) {
    if (grant.subject.empty()) {
      // A unit to which a single entry was handed.
      if (!grant.unit.empty() &&
          reader.integer(
              "SELECT 1 FROM register_unit u JOIN register_entry e ON e.id = u.entry WHERE u.unit = ? "
              "AND e.policy = ? AND e.register = ? LIMIT 1",
              {grant.unit, package.id, made.id})) {
        return true;
      }
      continue;
    }
    const auto subject = store::find_subject(reader, grant.subject);
    if (subject && std::ranges::find(made.of, subject->type) != made.of.end()) return true;
  }
  return false;
}

// For one of its subjects, or for the unit that enters.
bool may_enter(const Person& person, const store::Reader& reader, const policy::Package& package,
               const Register& made) {
  const policy::ProcedureStep& first = package.procedure(made.life)->steps.front();
  if (first.actor == "applicant") {
    return std::ranges::any_of(person.grants, [&](const identity::Grant& grant) {
      const auto subject = grant.subject.empty() ? std::nullopt : store::find_subject(reader, grant.subject);
      return subject && std::ranges::find(made.of, subject->type) != made.of.end() &&
             identity::may(person.grants, Action::enter_entry, {{}, subject->id});
    });
  }
  constexpr std::string_view unit = "unit:";
  const std::string enters = first.actor.starts_with(unit) ? first.actor.substr(unit.size()) : made.keeper;
  return identity::may(person.grants, Action::enter_entry, {{enters}, {}}) ||
         may_raise(person, package, made);
}

// A step whose term is over; a notice that has run out is not late.
constexpr std::string_view has_late_step =
    "e.id IN (SELECT s.entry FROM register_step s WHERE s.deadline < ? AND s.kind <> 'notice')";

std::vector<RegisterView::Covered> coverage_of(const store::Reader& reader, const Register& made,
                                               const Condition& seen) {
  if (made.coverage.empty()) return {};
  std::vector<store::Param> params{made.coverage};
  params.insert(params.end(), seen.params().begin(), seen.params().end());
  std::vector<RegisterView::Covered> counts;
  reader.query(
      fmt::format("SELECT v.key, count(*) FROM register_entry e JOIN register_value v ON v.seq = e.seq AND "
                  "v.field = ? WHERE {} AND e.ended = 0{} GROUP BY v.key ORDER BY v.key",
                  seen.sql(), made.shown.empty() ? "" : " AND e.public = 1"),
      store::Params(params), [&](const store::Row& row) { counts.push_back({row.text(0), row.integer(1)}); });
  return counts;
}

RegisterView view_of(const store::Reader& reader, const Person& person, const BookPtr& book,
                     const Register& made, const Date& today) {
  RegisterView view{.book = book,
                    .made = &made,
                    .may_enter = may_enter(person, reader, *book->package, made),
                    .may_import = identity::may(person.grants, Action::import_entries, {{made.keeper}, {}}),
                    .counts = {},
                    .total = 0,
                    .overdue = 0,
                    .coverage = {}};
  Condition condition;
  condition.add("e.policy = ? AND e.register = ?", {book->package->id, made.id});
  const Sight sight(person, *book->package, made);
  sight.limit(condition);
  view.coverage = coverage_of(reader, made, condition);
  if (sight.whole_register()) {
    view.overdue = reader
                       .integer(fmt::format("SELECT count(*) FROM register_entry e WHERE e.policy = ? AND "
                                            "e.register = ? AND {}",
                                            has_late_step),
                                {book->package->id, made.id, today.to_string()})
                       .value_or(0);
  }
  reader.query(
      fmt::format("SELECT e.status, min(e.status_zh), min(e.status_en), count(*) FROM register_entry e "
                  "WHERE {} GROUP BY e.status ORDER BY e.status",
                  condition.sql()),
      condition.params(), [&](const store::Row& row) {
        view.counts.push_back({row.text(0), {row.text(1), row.text(2)}, row.integer(3)});
        view.total += row.integer(3);
      });
  return view;
}

Fault not_ordered(std::string_view field) {
  return refuse(Fault::Kind::invalid, "register.not-ordered",
                {fmt::format("不能按“{}”筛选或排序", field),
                 fmt::format("the list cannot be filtered or sorted by `{}`", field)},
                {"可用名称、代码、单位、日期、数字和引用字段",
                 "use the name, codes, units, dates, numbers and references"});
}

// A field that lists are ordered by, as far as the person sees it.
const RegisterField* ordered_field(const Register& made, std::string_view name, const Sight& sight) {
  const RegisterField* field = made.field(name);
  if (field == nullptr || field->value || (!field->shown && !sight.whole_register())) return nullptr;
  using feel::Kind;
  const Kind kind = field->declared.type->kind;
  if (kind == Kind::list || kind == Kind::context) return nullptr;
  const bool long_text = kind == Kind::string && field->name() != made.name && !field->unit &&
                         field->entry.empty() && field->declared.type->codes.empty();
  return long_text ? nullptr : field;
}

std::optional<Fault> add_filters(const Book& book, const Register& made, const EntryFilter& filter,
                                 const Sight& sight, const Date& today, Condition& condition) {
  if (!filter.status.empty()) condition.add("e.status = ?", {filter.status});
  if (!filter.subject.empty()) condition.add("e.subject = ?", {filter.subject});
  if (filter.overdue && sight.whole_register()) condition.add(has_late_step, {today.to_string()});
  if (filter.overdue && !sight.whole_register()) condition.add("e.seq < 0");
  const std::string query = store::text_query(filter.words);
  for (const auto& [name, given] : filter.fields) {
    const RegisterField* field = ordered_field(made, name, sight);
    if (field == nullptr) return not_ordered(name);
    const auto value = read_value(book, *field, given);
    if (!value) return bad_value(value.error());
    const auto key = order_key(*value);
    if (!key) continue;
    if (query.empty()) {
      condition.add(
          "e.seq IN (SELECT seq FROM register_value WHERE policy = ? AND register = ? AND field = ? AND key "
          "= "
          "?)",
          {book.package->id, made.id, name, *key});
    } else {
      // Words find few: each of these is asked for its value, not the value for all that have it.
      condition.add(
          "EXISTS (SELECT 1 FROM register_value v WHERE v.seq = e.seq AND v.field = ? AND v.key = ?)",
          {name, *key});
    }
  }
  if (!query.empty()) {
    condition.add("e.seq IN (SELECT rowid FROM register_text_index WHERE tokens MATCH ?)", {query});
  } else if (!filter.words.empty()) {
    condition.add("e.seq < 0");  // nothing that could be found was asked for
  }
  return std::nullopt;
}

std::vector<std::pair<std::string, std::string>> sums_of(const store::Reader& reader, const Register& made,
                                                         const Sight& sight, const Condition& condition) {
  std::vector<std::pair<std::string, Decimal>> sums;
  for (const RegisterField& field : made.fields) {
    if (field.summed && (field.shown || sight.whole_register())) sums.emplace_back(field.name(), Decimal(0));
  }
  if (!sums.empty()) {
    reader.query(fmt::format("SELECT e.content FROM register_entry e WHERE {}", condition.sql()),
                 condition.params(), [&](const store::Row& row) {
                   const Values values = stored_values(made, row.view(0));
                   for (auto& [name, sum] : sums) {
                     const auto value = values.find(name);
                     const Decimal* number = value == values.end() ? nullptr : value->second.number();
                     if (number != nullptr) sum = sum.add(*number).value_or(sum);
                   }
                 });
  }
  std::vector<std::pair<std::string, std::string>> written;
  for (const auto& [name, sum] : sums) written.emplace_back(name, sum.to_string());
  return written;
}

}  // namespace

std::vector<RegisterView> list_registers(const store::Reader& reader, const Catalogue& catalogue,
                                         const Person& person, const Date& today) {
  std::vector<RegisterView> views;
  for (const BookPtr& book : catalogue.current()) {
    for (const auto& made : book->package->registers) {
      if (!meets(person, reader, *book->package, *made)) continue;
      views.push_back(view_of(reader, person, book, *made, today));
    }
  }
  return views;
}

std::expected<RegisterView, Fault> find_register_view(const store::Reader& reader, const Catalogue& catalogue,
                                                      const Person& person, std::string_view policy,
                                                      std::string_view id, const Date& today) {
  const BookPtr book = catalogue.current(policy);
  const Register* made = book ? book->find(id) : nullptr;
  if (made == nullptr || !meets(person, reader, *book->package, *made)) return std::unexpected(no_register());
  return view_of(reader, person, book, *made, today);
}

std::expected<EntryPage, Fault> list_entries(const store::Reader& reader, const Catalogue& catalogue,
                                             const Person& person, std::string_view policy,
                                             std::string_view register_id, const EntryFilter& filter,
                                             const Date& today) {
  const BookPtr book = catalogue.current(policy);
  const Register* made = book ? book->find(register_id) : nullptr;
  if (made == nullptr || !meets(person, reader, *book->package, *made)) return std::unexpected(no_register());
  const Sight sight(person, *book->package, *made);
  Condition condition;
  condition.add("e.policy = ? AND e.register = ?", {book->package->id, made->id});
  sight.limit(condition);
  if (auto fault = add_filters(*book, *made, filter, sight, today, condition))
    return std::unexpected(std::move(*fault));

  EntryPage page;
  const bool falling = filter.sort.starts_with('-') || filter.sort.empty();
  const std::string by = filter.sort.starts_with('-') ? filter.sort.substr(1) : filter.sort;
  const bool by_field = !by.empty() && by != "updated" && by != "reference";
  // What is found by words and then sorted by a field is looked up once, for the page and the total; any
  // other page is read along an index and ends early.
  const bool gathered = by_field && !filter.words.empty();
  const auto count = [&] {
    reader.query(fmt::format("SELECT count(*) FROM register_entry e WHERE {}", condition.sql()),
                 condition.params(), [&](const store::Row& row) { page.total = row.integer(0); });
  };
  if (!gathered) count();
  page.sums = sums_of(reader, *made, sight, condition);

  std::string order = by == "reference" ? "e.seq" : "e.changed";
  std::string of_unit = "0";
  Condition whole;  // parameters stand in the order of the statement
  if (!sight.units().empty()) {
    of_unit = fmt::format("(SELECT count(*) FROM register_unit u WHERE u.entry = e.id AND u.unit IN ({}))",
                          places(sight.units().size()));
    for (const std::string& unit : sight.units()) whole.add_text(unit);
  }
  std::string from = "register_entry e";
  if (by_field) {
    if (ordered_field(*made, by, sight) == nullptr) return std::unexpected(not_ordered(by));
    from += " LEFT JOIN register_value v ON v.seq = e.seq AND v.field = ?";
    whole.add_text(by);
    order = "coalesce(v.key, '')";
  }
  const std::string direction = falling ? "DESC" : "ASC";
  std::vector<store::Param> params(whole.params().begin(), whole.params().end());
  params.insert(gathered ? params.begin() : params.end(), condition.params().begin(),
                condition.params().end());
  params.emplace_back(std::clamp<std::int64_t>(filter.limit, 0, most_entries));
  params.emplace_back(std::max<std::int64_t>(filter.offset, 0));
  const std::string found =
      gathered ? fmt::format("WITH found AS MATERIALIZED (SELECT e.seq FROM register_entry e WHERE {}) ",
                             condition.sql())
               : "";
  const std::string total = gathered ? "(SELECT count(*) FROM found)" : "0";
  const std::string where = gathered ? "e.seq IN (SELECT seq FROM found)" : condition.sql();
  reader.query(fmt::format("{}SELECT {}, {}, {} FROM {} WHERE {} ORDER BY {} {}, e.seq {} LIMIT ? OFFSET ?",
                           found, row_columns, of_unit, total, from, where, order, direction, direction),
               store::Params(params), [&](const store::Row& row) {
                 EntryRow entry = read_row(row);
                 entry.whole = sight.sees_whole(entry.subject, row.boolean(13), row.integer(15) > 0);
                 if (gathered) page.total = row.integer(16);
                 page.entries.push_back(std::move(entry));
               });
  if (gathered && page.entries.empty()) count();
  for (EntryRow& entry : page.entries) complete(reader, catalogue, person, *book, *made, today, entry);
  return page;
}

std::expected<void, Fault> for_each_public(const store::Reader& reader, const Catalogue& catalogue,
                                           std::string_view policy, std::string_view register_id,
                                           const Date& today,
                                           const std::function<void(const EntryRow&)>& on_entry) {
  const BookPtr book = catalogue.current(policy);
  const Register* made = book ? book->find(register_id) : nullptr;
  if (made == nullptr || made->shown.empty()) return std::unexpected(no_register());
  reader.query(
      fmt::format("SELECT {} FROM register_entry e WHERE e.policy = ? AND e.register = ? AND e.public = 1 "
                  "ORDER BY e.seq",
                  row_columns),
      {policy, register_id}, [&](const store::Row& row) {
        EntryRow entry = read_row(row);
        complete(reader, catalogue, {}, *book, *made, today, entry);
        on_entry(entry);
      });
  return {};
}

}  // namespace enact::registers
