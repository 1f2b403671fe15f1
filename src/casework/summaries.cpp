#include "casework/summaries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "base/text.hpp"

namespace enact::casework {
namespace {

using store::Param;
using store::Row;

constexpr std::string_view columns =
    "c.id, c.reference, c.version, c.subject, c.subject_name, c.policy, c.provision, c.title_zh, c.title_en, "
    "c.matter_key, c.event, c.mode, c.status, c.status_zh, c.status_en, c.ended, c.min_fen, c.max_fen, "
    "c.opened_at, c.updated_at";

CaseSummary read_summary(const Row& row) {
  CaseSummary summary{.id = row.text(0),
                      .reference = row.text(1),
                      .version = row.integer(2),
                      .subject = row.text(3),
                      .subject_name = row.text(4),
                      .policy = row.text(5),
                      .provision = row.text(6),
                      .provision_title = {row.text(7), row.text(8)},
                      .matter_key = row.text(9),
                      .event = row.text(10),
                      .mode = mode_from_id(row.view(11)).value_or(Mode::apply),
                      .status = row.text(12),
                      .status_title = {row.text(13), row.text(14)},
                      .ended = row.boolean(15),
                      .amount = {},
                      .max = {},
                      .open = {},
                      .opened_at = row.instant(18),
                      .updated_at = row.instant(19)};
  const auto min = row.optional_integer(16);
  const auto max = row.optional_integer(17);
  if (min && max == min) {
    summary.amount = Fen{*min};
  } else if (max) {
    summary.max = Fen{*max};
  }
  return summary;
}

constexpr std::string_view step_columns =
    "s.case_id, s.step, s.kind, s.title_zh, s.title_en, s.unit, s.role, s.opened, s.deadline, s.provisional, "
    "s.late, s.follows_zh, s.follows_en, s.tells, s.escalated";

OpenStepView read_step(const Row& row, const Date& today) {
  OpenStepView step{.step = row.text(1),
                    .kind = row.text(2),
                    .title = {row.text(3), row.text(4)},
                    .unit = row.text(5),
                    .role = row.text(6),
                    .opened = Date::parse(row.view(7)).value_or(Date{}),
                    .deadline = {},
                    .provisional = row.boolean(9),
                    .overdue = false,
                    .late = row.text(10),
                    .follows = {row.text(11), row.text(12)},
                    .tells = row.text(13),
                    .escalated = {}};
  if (const auto escalated = row.optional_text(14)) step.escalated = Date::parse(*escalated);
  if (const auto deadline = row.optional_text(8)) step.deadline = Date::parse(*deadline);
  // A notice that has run out is not late: it waits to be closed.
  step.overdue = step.deadline && *step.deadline < today && step.kind != "notice";
  return step;
}

// Calls `ask(places, params)` with some of the ids at a time: a statement for each of them would be, on
// PostgreSQL, a way to the server and back for each. The number of places is a power of two, filled up with
// what is no id, so that there are few statements to prepare.
template <class Ask>
void by_chunks(std::span<const std::string_view> ids, Ask ask) {
  constexpr std::size_t most = 256;
  for (std::size_t from = 0; from < ids.size();) {
    const std::size_t count = std::min(most, ids.size() - from);
    std::vector<Param> params(ids.begin() + static_cast<std::ptrdiff_t>(from),
                              ids.begin() + static_cast<std::ptrdiff_t>(from + count));
    params.resize(std::bit_ceil(count), Param(std::string_view("")));
    std::string places = "?";
    for (std::size_t i = 1; i < params.size(); ++i) places += ", ?";
    ask(places, store::Params(params));
    from += count;
  }
}

}  // namespace

std::vector<CaseSummary> summaries(const store::Reader& reader, std::string_view where, store::Params params,
                                   const Date& today) {
  std::vector<CaseSummary> found;
  reader.query(fmt::format("SELECT {} FROM case_file c WHERE {}", columns, where), params,
               [&](const Row& row) { found.push_back(read_summary(row)); });
  std::map<std::string, CaseSummary*, std::less<>> by_id;
  std::vector<std::string_view> ids;
  for (CaseSummary& summary : found) {
    by_id.emplace(summary.id, &summary);
    ids.push_back(summary.id);
  }
  by_chunks(ids, [&](std::string_view places, store::Params some) {
    reader.query(fmt::format("SELECT {} FROM case_step s WHERE s.case_id IN ({}) ORDER BY s.case_id, s.place",
                             step_columns, places),
                 some, [&](const Row& row) {
                   by_id.find(row.view(0))->second->open.push_back(read_step(row, today));
                 });
  });
  return found;
}

std::optional<CaseSummary> summary_of(const store::Reader& reader, std::string_view case_id,
                                      const Date& today) {
  const std::array<Param, 1> params = {Param(case_id)};
  auto found = summaries(reader, "c.id = ?", params, today);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::string masked_name(std::string_view name) {
  const std::vector<char32_t> points = text::code_points(name);
  std::string masked;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i == 0) {
      text::append_utf8(masked, points[i]);
    } else {
      masked += '*';
    }
  }
  return masked;
}

std::string containing(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

Reach reach_of(const Person& person, ReachBy by) {
  using identity::Action;
  using identity::Scope;
  Reach reach;
  std::vector<std::string> ways;
  std::set<std::string, std::less<>> units;  // one may have several roles in a unit
  for (const identity::Grant& grant : person.grants) {
    switch (identity::scope_of(grant.role, Action::read_case)) {
      case Scope::all:
        ways.emplace_back("c.status <> 'draft'");
        break;
      case Scope::own_unit:
        if (!units.insert(grant.unit).second) break;
        ways.emplace_back(
            by == ReachBy::gathered
                ? "(c.status <> 'draft' AND c.id IN (SELECT u.case_id FROM case_unit u WHERE u.unit = ?))"
                : "(c.status <> 'draft' AND EXISTS (SELECT 1 FROM case_unit u WHERE u.unit = ? AND u.case_id "
                  "= "
                  "c.id))");
        reach.values.push_back(grant.unit);
        break;
      case Scope::own_subject:
        ways.emplace_back(
            "(c.subject = ? OR c.id IN (SELECT m.case_id FROM case_member m WHERE m.subject = ? AND m.state "
            "<> "
            "'declined'))");
        reach.values.push_back(grant.subject);
        reach.values.push_back(grant.subject);
        break;
      case Scope::none:
        break;
    }
  }
  reach.condition = ways.empty() ? "1 = 0" : fmt::format("({})", fmt::join(ways, " OR "));
  return reach;
}

namespace {

// Whether some unit of the person takes part in so many cases that they are not gathered for one page.
bool has_many(const store::Reader& reader, const Person& person) {
  constexpr std::int64_t many = 2'000;
  return std::ranges::any_of(person.grants, [&](const identity::Grant& grant) {
    return !grant.unit.empty() &&
           reader.integer("SELECT 1 FROM case_unit WHERE unit = ? LIMIT 1 OFFSET ?", {grant.unit, many});
  });
}

// A reference as it is typed begins with its year.
bool is_reference(std::string_view words) {
  return words.size() >= 5 && words[4] == '-' &&
         std::ranges::all_of(words.substr(0, 4), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

CasePage list_cases(const store::Reader& reader, const Person& person, const CaseFilter& filter,
                    const Date& today) {
  // The page is found in its order, the number from the units' cases: one of many units has few of those that
  // are come by otherwise. Both conditions take the same values.
  Reach reach = reach_of(person, ReachBy::gathered);
  const std::string paged =
      has_many(reader, person) ? reach_of(person, ReachBy::probed).condition : reach.condition;
  std::string where;
  std::vector<std::string> texts = std::move(reach.values);
  const auto narrow = [&](std::string_view condition, const std::string& value) {
    if (value.empty()) return;
    where += fmt::format(" AND {}", condition);
    texts.push_back(value);
  };
  narrow("c.subject = ?", filter.subject);
  narrow("c.id IN (SELECT u.case_id FROM case_unit u WHERE u.unit = ?)", filter.unit);
  narrow("c.status = ?", filter.status);
  narrow("c.policy = ?", filter.policy);
  narrow("c.provision = ?", filter.provision);
  if (is_reference(filter.contains)) {
    where += " AND c.reference >= ? AND c.reference < ?";
    texts.push_back(filter.contains);
    texts.push_back(filter.contains + "~");  // behind every sign of a reference
  } else if (!filter.contains.empty()) {
    where += " AND c.subject IN (SELECT s.id FROM subject s WHERE s.name LIKE ? ESCAPE '\\')";
    texts.push_back(containing(filter.contains));
  }
  if (filter.ended) where += fmt::format(" AND c.ended = {}", *filter.ended ? 1 : 0);
  if (filter.year) {
    const auto begins = [](int year) {
      return start_of_legal_day(Date::make(year, 1, 1).value_or(Date{})).microseconds;
    };
    where += fmt::format(" AND c.updated_at >= {} AND c.updated_at < {}", begins(*filter.year),
                         begins(*filter.year + 1));
  }

  std::vector<Param> params(texts.begin(), texts.end());
  CasePage page;
  reader.query(fmt::format("SELECT count(*) FROM (SELECT 1 FROM case_file c WHERE {}{} LIMIT {}) AS counted",
                           reach.condition, where, most_counted + 1),
               params, [&](const Row& row) { page.total = row.integer(0); });
  std::ranges::copy(bounds_of({filter.offset, filter.limit}), std::back_inserter(params));
  page.cases = summaries(reader, fmt::format("{}{} ORDER BY c.changed DESC LIMIT ? OFFSET ?", paged, where),
                         params, today);
  return page;
}

namespace {

// Open steps that `rest` chooses of `s` (case_step), in its order, each with its case.
std::vector<InboxEntry> entries_of(const store::Reader& reader, std::string_view rest, store::Params params,
                                   const Date& today) {
  struct Found {
    std::string case_id;
    OpenStepView step;
  };
  std::vector<Found> found;
  reader.query(fmt::format("SELECT {} FROM case_step s {}", step_columns, rest), params,
               [&](const Row& row) { found.push_back({row.text(0), read_step(row, today)}); });
  std::vector<std::string_view> ids;
  for (const Found& one : found) ids.push_back(one.case_id);
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  std::map<std::string, CaseSummary, std::less<>> cases;
  by_chunks(ids, [&](std::string_view places, store::Params some) {
    for (CaseSummary& summary : summaries(reader, fmt::format("c.id IN ({})", places), some, today)) {
      std::string id = summary.id;
      cases.emplace(std::move(id), std::move(summary));
    }
  });
  std::vector<InboxEntry> entries;
  for (Found& one : found) {
    const auto at = cases.find(one.case_id);
    if (at != cases.end()) entries.push_back({std::move(one.step), at->second});
  }
  return entries;
}

// A notice that has run out is not late: it waits to be closed.
constexpr std::string_view late = "(s.deadline < ? AND s.kind <> 'notice')";

// The numbers over all steps under a condition over `s`, which takes `values`.
StepPage counted(const store::Reader& reader, std::string_view condition,
                 const std::vector<std::string>& values, const Date& today) {
  const std::string day = today.to_string();
  const std::string soon = today.add_days(soon_days).value_or(today).to_string();
  std::vector<Param> params = {Param(day), Param(soon), Param(day)};
  params.insert(params.end(), values.begin(), values.end());
  StepPage page;
  reader.query(
      fmt::format("SELECT count(*), count(CASE WHEN {0} THEN 1 END), count(CASE WHEN s.deadline <= ? "
                  "AND NOT {0} THEN 1 END) FROM case_step s WHERE {1}",
                  late, condition),
      params, [&](const Row& row) {
        page.total = row.integer(0);
        page.overdue = row.integer(1);
        page.due_soon = row.integer(2);
      });
  return page;
}

}  // namespace

std::array<Param, 2> bounds_of(const Slice& slice) {
  constexpr std::int64_t most = 500;
  return {Param(std::clamp<std::int64_t>(slice.limit, 0, most)),
          Param(std::max<std::int64_t>(slice.offset, 0))};
}

StepPage overdue(const store::Reader& reader, const Person& person, const Date& today, const Slice& slice) {
  Reach reach = reach_of(person, ReachBy::probed);
  const std::string condition = fmt::format(
      "{} AND EXISTS (SELECT 1 FROM case_file c WHERE c.id = s.case_id AND {})", late, reach.condition);
  std::vector<std::string> values = {today.to_string()};
  values.insert(values.end(), reach.values.begin(), reach.values.end());
  StepPage page = counted(reader, condition, values, today);
  std::vector<Param> params(values.begin(), values.end());
  std::ranges::copy(bounds_of(slice), std::back_inserter(params));
  page.entries = entries_of(
      reader, fmt::format("WHERE {} ORDER BY s.deadline, s.case_id, s.place LIMIT ? OFFSET ?", condition),
      params, today);
  return page;
}

StepPage inbox(const store::Reader& reader, const Person& person, const Date& today, const Slice& slice) {
  std::vector<std::string> ways;
  std::vector<std::string> values;
  for (const identity::Grant& grant : person.grants) {
    if (grant.role == identity::Role::applicant) {
      ways.emplace_back(
          "(s.unit = '' AND s.case_id IN (SELECT own.id FROM case_file own WHERE own.subject = ? AND "
          "own.ended = 0))");
      values.push_back(grant.subject);
    } else if (!grant.unit.empty()) {
      ways.emplace_back("(s.unit = ? AND s.role = ?)");
      values.push_back(grant.unit);
      values.emplace_back(identity::role_id(grant.role));
    }
  }
  if (ways.empty()) return {};
  const std::string condition = fmt::format("({})", fmt::join(ways, " OR "));
  StepPage page = counted(reader, condition, values, today);
  std::vector<Param> params(values.begin(), values.end());
  std::ranges::copy(bounds_of(slice), std::back_inserter(params));
  page.entries =
      entries_of(reader,
                 fmt::format("JOIN case_file c ON c.id = s.case_id WHERE {} ORDER BY s.deadline IS "
                             "NULL, s.deadline, s.opened, c.reference, s.step LIMIT ? OFFSET ?",
                             condition),
                 params, today);
  return page;
}

}  // namespace enact::casework
