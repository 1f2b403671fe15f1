// Lists of subjects and payments within a person's reach.
#include <fmt/format.h>

#include <algorithm>

#include "base/identity_number.hpp"
#include "casework/summaries.hpp"

namespace enact::casework {
namespace {

using store::Param;
using store::Row;

SubjectPage own_subjects(const store::Reader& reader, const Person& person) {
  SubjectPage page;
  for (const identity::Grant& grant : person.grants) {
    if (grant.subject.empty()) continue;
    if (auto subject = store::find_subject(reader, grant.subject))
      page.subjects.push_back(std::move(*subject));
  }
  page.total = std::ssize(page.subjects);
  return page;
}

SubjectPage subjects_of_cases(const store::Reader& reader, const Context& context, const Person& person,
                              std::string_view type, std::string_view contains, std::int64_t offset,
                              std::int64_t limit) {
  const Reach reach = reach_of(person);
  const std::string pattern = containing(contains);
  // A person's number stands sealed: it is found whole, or not at all.
  std::vector<std::string> numbered;
  if (is_identity_number(contains)) {
    for (const auto& known : context.determiner().model().subjects())
      if (auto found = store::find_subject(reader, known.base->name, contains))
        numbered.push_back(std::move(found->id));
  }
  std::string where = fmt::format(
      "s.id IN (SELECT c.subject FROM case_file c WHERE {}) AND (s.name LIKE ? ESCAPE '\\' OR (s.sealed = '' "
      "AND s.identity LIKE ? ESCAPE '\\')",
      reach.condition);
  std::vector<Param> params(reach.values.begin(), reach.values.end());
  params.emplace_back(pattern);
  params.emplace_back(pattern);
  for (const std::string& id : numbered) {
    where += " OR s.id = ?";
    params.emplace_back(id);
  }
  where += ")";
  if (!type.empty()) {
    where += " AND s.type = ?";
    params.emplace_back(type);
  }
  SubjectPage page;
  reader.query(fmt::format("SELECT count(*) FROM subject s WHERE {}", where), params,
               [&](const Row& row) { page.total = row.integer(0); });
  params.emplace_back(limit);
  params.emplace_back(offset);
  const std::string sql = fmt::format(
      "SELECT s.id FROM subject s WHERE {} ORDER BY s.type, s.name, s.id LIMIT ? OFFSET ?", where);
  std::vector<std::string> ids;
  reader.query(sql, params, [&](const Row& row) { ids.push_back(row.text(0)); });
  for (const std::string& id : ids)
    if (auto subject = store::find_subject(reader, id)) page.subjects.push_back(std::move(*subject));
  return page;
}

}  // namespace

SubjectPage list_subjects(const store::Reader& reader, const Context& context, const Person& person,
                          std::string_view type, std::string_view contains, std::int64_t offset,
                          std::int64_t limit) {
  const auto scope = identity::reach(person.grants, identity::Action::read_record);
  if (scope == identity::Scope::own_subject) return own_subjects(reader, person);
  if (scope == identity::Scope::none) return {};
  if (scope == identity::Scope::own_unit && !attests_of(context, person, type))
    return subjects_of_cases(reader, context, person, type, contains, offset, limit);
  return {.subjects = store::list_subjects(reader, type, contains, offset, limit),
          .total = store::count_subjects(reader, type, contains)};
}

std::vector<std::pair<PaidMatter, std::string>> reached_payments(const store::Reader& reader,
                                                                 const Person& person, std::int64_t limit) {
  const Reach reach = reach_of(person);
  std::vector<Param> params(reach.values.begin(), reach.values.end());
  params.emplace_back(limit);
  std::vector<std::pair<PaidMatter, std::string>> paid;
  reader.query(
      fmt::format("SELECT c.subject, c.id, c.reference, c.policy, c.provision, c.matter_kind, "
                  "c.matter_parts, c.matter_key, p.fen, p.paid, c.subject_name FROM matter_paid p JOIN "
                  "case_file c ON c.id = p.case_id WHERE {} ORDER BY p.seq LIMIT ?",
                  reach.condition),
      params, [&](const Row& row) {
        paid.emplace_back(PaidMatter{.subject = row.text(0),
                                     .case_id = row.text(1),
                                     .reference = row.text(2),
                                     .policy = row.text(3),
                                     .provision = row.text(4),
                                     .matter = {row.text(5), parts_of(row.view(6)), row.text(7)},
                                     .fen = Fen{row.integer(8)},
                                     .on = Date::parse(row.view(9)).value_or(Date{})},
                          row.text(10));
      });
  return paid;
}

}  // namespace enact::casework
