#include "casework/summaries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

}  // namespace

std::vector<CaseSummary> summaries(const store::Reader& reader, std::string_view where, store::Params params,
                                   const Date& today) {
  std::vector<CaseSummary> found;
  reader.query(fmt::format("SELECT {} FROM case_file c WHERE {}", columns, where), params,
               [&](const Row& row) { found.push_back(read_summary(row)); });
  for (CaseSummary& summary : found) {
    reader.query(fmt::format("SELECT {} FROM case_step s WHERE s.case_id = ? ORDER BY s.place", step_columns),
                 {summary.id}, [&](const Row& row) { summary.open.push_back(read_step(row, today)); });
  }
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
  for (const identity::Grant& grant : person.grants) {
    switch (identity::scope_of(grant.role, Action::read_case)) {
      case Scope::all:
        ways.emplace_back("c.status <> 'draft'");
        break;
      case Scope::own_unit:
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
  constexpr std::int64_t most = 500;
  Reach reach = reach_of(person, has_many(reader, person) ? ReachBy::probed : ReachBy::gathered);
  std::string where = std::move(reach.condition);
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
  reader.query(fmt::format("SELECT count(*) FROM (SELECT 1 FROM case_file c WHERE {} LIMIT {}) AS counted",
                           where, most_counted + 1),
               params, [&](const Row& row) { page.total = row.integer(0); });
  params.emplace_back(std::clamp<std::int64_t>(filter.limit, 0, most));
  params.emplace_back(std::max<std::int64_t>(filter.offset, 0));
  page.cases = summaries(reader, where + " ORDER BY c.changed DESC LIMIT ? OFFSET ?", params, today);
  return page;
}

namespace {

// Open steps under a condition over `s` (case_step), each with its case.
void add_entries(const store::Reader& reader, std::string_view condition, store::Params params,
                 const Date& today, std::vector<InboxEntry>& entries) {
  struct Found {
    std::string case_id;
    OpenStepView step;
  };
  std::vector<Found> found;
  reader.query(fmt::format("SELECT {} FROM case_step s WHERE {}", step_columns, condition), params,
               [&](const Row& row) { found.push_back({row.text(0), read_step(row, today)}); });
  for (Found& one : found) {
    if (auto summary = summary_of(reader, one.case_id, today)) {
      entries.push_back({std::move(one.step), std::move(*summary)});
    }
  }
}

}  // namespace

std::vector<InboxEntry> overdue(const store::Reader& reader, const Person& person, const Date& today) {
  Reach reach = reach_of(person, ReachBy::probed);
  std::vector<std::string> values = {today.to_string()};
  values.insert(values.end(), reach.values.begin(), reach.values.end());
  const std::vector<Param> params(values.begin(), values.end());
  std::vector<InboxEntry> entries;
  // A notice that has run out is not late: it waits to be closed.
  add_entries(
      reader,
      fmt::format("s.deadline < ? AND s.kind <> 'notice' AND EXISTS (SELECT 1 FROM case_file c WHERE c.id = "
                  "s.case_id AND {}) ORDER BY s.deadline, s.case_id, s.place",
                  reach.condition),
      params, today, entries);
  return entries;
}

std::vector<InboxEntry> inbox(const store::Reader& reader, const Person& person, const Date& today) {
  std::vector<InboxEntry> entries;
  const auto add = [&](std::string_view condition, store::Params params) {
    add_entries(reader, condition, params, today, entries);
  };
  for (const identity::Grant& grant : person.grants) {
    if (grant.role == identity::Role::applicant) {
      const std::array<Param, 1> params = {Param(grant.subject)};
      add("s.unit = '' AND s.case_id IN (SELECT c.id FROM case_file c WHERE c.subject = ? AND c.ended = 0)",
          params);
    } else if (!grant.unit.empty()) {
      const std::string role(identity::role_id(grant.role));
      const std::array<Param, 2> params = {Param(grant.unit), Param(role)};
      add("s.unit = ? AND s.role = ?", params);
    }
  }
  std::ranges::sort(entries, [](const InboxEntry& a, const InboxEntry& b) {
    if (a.step.deadline != b.step.deadline) {
      if (!a.step.deadline || !b.step.deadline) return a.step.deadline.has_value();
      return *a.step.deadline < *b.step.deadline;
    }
    return std::tie(a.step.opened, a.summary.reference, a.step.step) <
           std::tie(b.step.opened, b.summary.reference, b.step.step);
  });
  return entries;
}

}  // namespace enact::casework
