// What waits in the registers for a person: open steps of its units and roles, or of its subjects.
#include <fmt/format.h>

#include <algorithm>

#include "registers/people.hpp"
#include "registers/sight.hpp"

namespace enact::registers {
namespace {

using identity::Action;

struct Found {
  std::string entry;
  Waiting waiting;
};

void read_steps(const store::Reader& reader, std::string_view condition, store::Params params,
                std::vector<Found>& found) {
  reader.query(fmt::format("SELECT s.entry, s.step, s.title_zh, s.title_en, s.deadline FROM register_step s "
                           "JOIN register_entry e ON e.id = s.entry WHERE {}",
                           condition),
               params, [&](const store::Row& row) {
                 Found one{row.text(0), {}};
                 one.waiting.step = row.text(1);
                 one.waiting.step_title = {row.text(2), row.text(3)};
                 if (!row.is_null(4)) one.waiting.due = Date::parse(row.text(4));
                 found.push_back(std::move(one));
               });
}

// A step without a term that is not the first waits for nobody: the entry rests there.
bool rests(const policy::Procedure& life, const Waiting& waiting) {
  return !waiting.due && life.steps.front().id != waiting.step;
}

}  // namespace

WaitingPage waiting_entries(const store::Reader& reader, const Catalogue& catalogue, const Person& person,
                            const Date& today, std::size_t offset, std::size_t limit) {
  std::vector<Found> found;
  for (const identity::Grant& grant : person.grants) {
    const identity::Scope scope = identity::scope_of(grant.role, Action::act_on_entry);
    if (scope == identity::Scope::own_subject && !grant.subject.empty()) {
      const store::Param own[] = {grant.subject};
      read_steps(reader, "s.unit = '' AND e.subject = ?", own, found);
    } else if (scope == identity::Scope::own_unit && !grant.unit.empty()) {
      const store::Param own[] = {grant.unit, identity::role_id(grant.role)};
      read_steps(reader, "s.unit = ? AND (s.role = ? OR s.role = '')", own, found);
    }
  }
  WaitingPage page;
  for (Found& one : found) {
    auto row = visible_row(reader, catalogue, person, one.entry, today);
    if (!row || !row->whole) continue;
    const BookPtr book = catalogue.current(row->policy);
    const policy::Register* made = book ? book->find(row->register_id) : nullptr;
    const policy::Procedure* life = made == nullptr ? nullptr : book->package->procedure(made->life);
    if (life == nullptr || rests(*life, one.waiting)) continue;
    one.waiting.overdue = one.waiting.due && *one.waiting.due < today;
    one.waiting.register_title = made->title;
    one.waiting.entry = std::move(*row);
    page.entries.push_back(std::move(one.waiting));
  }
  // The nearest day first, what has none behind it.
  std::ranges::stable_sort(page.entries, [](const Waiting& left, const Waiting& right) {
    if (left.due.has_value() != right.due.has_value()) return left.due.has_value();
    return left.due && *left.due < *right.due;
  });
  const auto same = [](const Waiting& left, const Waiting& right) {
    return left.entry.id == right.entry.id && left.step == right.step;
  };
  const auto twice = std::ranges::unique(page.entries, same);  // by two roles
  page.entries.erase(twice.begin(), twice.end());
  page.total = static_cast<std::int64_t>(page.entries.size());
  page.entries.erase(page.entries.begin(), page.entries.begin() + static_cast<std::ptrdiff_t>(
                                                                      std::min(offset, page.entries.size())));
  if (page.entries.size() > limit) page.entries.resize(limit);
  return page;
}

std::vector<UnitLoad> loads(const store::Reader& reader, std::string_view policy, const Date& today) {
  // A notice that has run out is not late: it waits to be closed.
  return reader.all(
      "SELECT s.unit, count(*), count(CASE WHEN s.deadline < ? AND s.kind <> 'notice' THEN 1 END) FROM "
      "register_step s JOIN register_entry e ON e.id = s.entry WHERE e.policy = ? AND s.unit <> '' AND "
      "s.deadline IS NOT NULL GROUP BY s.unit ORDER BY s.unit",
      {today.to_string(), policy},
      [](const store::Row& row) { return UnitLoad{row.text(0), row.integer(1), row.integer(2)}; });
}

}  // namespace enact::registers
