#include "casework/overview.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "casework/refusals.hpp"

namespace enact::casework {
namespace {

using store::Param;
using store::Row;

// Which cases are counted: the policy's, without drafts, and those of some units only where the person's
// sight ends there. A condition over `c` (case_file), with its values.
struct Cases {
  std::string condition;
  std::vector<std::string> values;

  std::vector<Param> params() const { return {values.begin(), values.end()}; }
};

Cases counted(const Person& person, std::string_view policy, bool whole) {
  Cases cases{"c.policy = ? AND c.status <> 'draft'", {std::string(policy)}};
  if (whole) return cases;
  std::string marks;
  for (const identity::Grant& grant : person.grants) {
    if (identity::scope_of(grant.role, identity::Action::read_overview) != identity::Scope::own_unit)
      continue;
    marks += marks.empty() ? "?" : ", ?";
    cases.values.push_back(grant.unit);
  }
  cases.condition +=
      fmt::format(" AND c.id IN (SELECT u.case_id FROM case_unit u WHERE u.unit IN ({}))", marks);
  return cases;
}

// The microseconds of a year's days here, from and up to: literals of our own making.
struct Span {
  std::int64_t from = 0;
  std::int64_t to = 0;
};
Span months_from(int year, int month, int months) {
  const Date first = Date::make(year, month, 1).value_or(Date{});
  return {start_of_legal_day(first).microseconds,
          start_of_legal_day(first.add_months(months).value_or(first)).microseconds};
}

using ByProvision = std::map<std::string, ProvisionFigures, std::less<>>;

void count_cases(const store::Reader& reader, const Cases& cases, int year, ByProvision& found) {
  const Span span = months_from(year, 1, 12);
  reader.query(
      fmt::format("SELECT c.provision, count(CASE WHEN c.opened_at >= {0} AND c.opened_at < {1} THEN 1 END), "
                  "count(CASE WHEN c.ended = 1 AND c.updated_at >= {0} AND c.updated_at < {1} THEN 1 END), "
                  "count(CASE WHEN c.ended = 0 THEN 1 END), "
                  "coalesce(sum(CASE WHEN c.ended = 0 THEN c.max_fen END), 0), "
                  "count(CASE WHEN c.ended = 0 AND c.max_fen IS NULL THEN 1 END) "
                  "FROM case_file c WHERE {2} GROUP BY c.provision",
                  span.from, span.to, cases.condition),
      cases.params(), [&](const Row& row) {
        ProvisionFigures& one = found[row.text(0)];
        one.opened = row.integer(1);
        one.ended = row.integer(2);
        one.running = row.integer(3);
        one.running_most = Fen{row.integer(4)};
        one.unbounded = row.integer(5);
      });
}

// A notice that has run out is not late: it waits to be closed.
constexpr std::string_view late = "s.deadline < ? AND s.kind <> 'notice'";

void count_overdue(const store::Reader& reader, const Cases& cases, const Date& today, ByProvision& found) {
  std::vector<std::string> values = {today.to_string()};
  values.insert(values.end(), cases.values.begin(), cases.values.end());
  const std::vector<Param> params(values.begin(), values.end());
  reader.query(fmt::format("SELECT c.provision, count(DISTINCT c.id) FROM case_step s JOIN case_file c ON "
                           "c.id = s.case_id WHERE {} AND {} GROUP BY c.provision",
                           late, cases.condition),
               params, [&](const Row& row) { found[row.text(0)].overdue = row.integer(1); });
}

void sum_money(const store::Reader& reader, const Cases& cases, int year, ByProvision& found) {
  const Span span = months_from(year, 1, 12);
  reader.query(
      fmt::format("SELECT c.provision, sum(k.fen - k.cancelled_fen) FROM commitment k JOIN case_file "
                  "c ON c.id = k.case_id WHERE k.made_at >= {} AND k.made_at < {} AND {} GROUP BY "
                  "c.provision",
                  span.from, span.to, cases.condition),
      cases.params(), [&](const Row& row) { found[row.text(0)].committed = Fen{row.integer(1)}; });
  reader.query(
      fmt::format(
          "SELECT c.provision, count(DISTINCT CASE WHEN p.paid >= '{1:04}' THEN p.case_id END), "
          "coalesce(sum(CASE WHEN p.paid >= '{1:04}' THEN p.fen END), 0), "
          "coalesce(sum(CASE WHEN p.paid < '{1:04}' THEN p.fen END), 0) "
          "FROM matter_paid p JOIN case_file c ON c.id = p.case_id WHERE p.paid >= '{0:04}' AND p.paid "
          "< '{2:04}' AND {3} GROUP BY c.provision",
          year - 1, year, year + 1, cases.condition),
      cases.params(), [&](const Row& row) {
        ProvisionFigures& one = found[row.text(0)];
        one.paid_cases = row.integer(1);
        one.paid = Fen{row.integer(2)};
        one.paid_before = Fen{row.integer(3)};
      });
}

std::array<MonthFigures, 12> by_month(const store::Reader& reader, const Cases& cases, int year) {
  std::array<MonthFigures, 12> months;
  std::string columns;
  for (int month = 1; month <= 12; ++month) {
    const Span span = months_from(year, month, 1);
    columns += fmt::format("{}count(CASE WHEN c.opened_at >= {} AND c.opened_at < {} THEN 1 END)",
                           month == 1 ? "" : ", ", span.from, span.to);
  }
  reader.query(fmt::format("SELECT {} FROM case_file c WHERE {}", columns, cases.condition), cases.params(),
               [&](const Row& row) {
                 for (int month = 0; month < 12; ++month) months[month].opened = row.integer(month);
               });
  reader.query(
      fmt::format("SELECT substr(p.paid, 6, 2), sum(p.fen) FROM matter_paid p JOIN case_file c ON c.id "
                  "= p.case_id WHERE p.paid >= '{:04}' AND p.paid < '{:04}' AND {} GROUP BY "
                  "substr(p.paid, 6, 2)",
                  year, year + 1, cases.condition),
      cases.params(), [&](const Row& row) {
        const std::string month = row.text(0);  // two digits of a day, as days are written
        const auto number = static_cast<std::size_t>((month[0] - '0') * 10 + (month[1] - '0'));
        months.at(number - 1).paid = Fen{row.integer(1)};
      });
  return months;
}

std::vector<UnitFigures> by_unit(const store::Reader& reader, const Cases& cases, std::string_view policy,
                                 const Date& today) {
  std::map<std::string, UnitFigures, std::less<>> units;
  std::vector<std::string> values = {today.to_string(), today.to_string()};
  values.insert(values.end(), cases.values.begin(), cases.values.end());
  const std::vector<Param> params(values.begin(), values.end());
  reader.query(
      fmt::format("SELECT s.unit, count(*), count(CASE WHEN {0} THEN 1 END), min(CASE WHEN {0} THEN "
                  "s.deadline END) FROM case_step s JOIN case_file c ON c.id = s.case_id WHERE s.unit "
                  "<> '' AND {1} GROUP BY s.unit",
                  late, cases.condition),
      params, [&](const Row& row) {
        UnitFigures& one = units[row.text(0)];
        one.steps = row.integer(1);
        one.overdue = row.integer(2);
        if (const auto day = row.optional_text(3)) one.oldest = Date::parse(*day);
      });
  for (const registers::UnitLoad& load : registers::loads(reader, policy, today)) {
    UnitFigures& one = units[load.unit];
    one.register_steps = load.steps;
    one.register_overdue = load.overdue;
  }
  std::vector<UnitFigures> sorted;
  for (auto& [unit, figures] : units) {
    figures.unit = unit;
    sorted.push_back(std::move(figures));
  }
  std::ranges::stable_sort(sorted, [](const UnitFigures& a, const UnitFigures& b) {
    return a.overdue + a.register_overdue > b.overdue + b.register_overdue;
  });
  return sorted;
}

std::vector<ArticleFigures> by_article(const policy::Package& package, ByProvision& found) {
  std::vector<ArticleFigures> articles;
  const auto article = [&](const std::string& id) -> ArticleFigures& {
    const auto at = std::ranges::find(articles, id, &ArticleFigures::article);
    if (at != articles.end()) return *at;
    return articles.emplace_back(ArticleFigures{id, {}, {}, {}, {}});
  };
  for (const policy::Paragraph& paragraph : package.document.paragraphs) {
    if (paragraph.article.empty()) continue;
    ArticleFigures& one = article(paragraph.article);
    if (one.heading.empty()) one.heading = paragraph.text.substr(0, paragraph.heading);
  }
  for (const policy::Provision& provision : package.provisions) {
    ProvisionFigures figures = found[provision.id];
    figures.provision = &provision;
    article(provision.article).provisions.push_back(figures);
  }
  return articles;
}

// The article of a register or a competition is that of the provision that it carries out.
ArticleFigures* article_of(Overview& view, std::string_view provision) {
  const policy::Provision* found = view.package->provision(provision);
  if (found == nullptr) return nullptr;
  const auto at = std::ranges::find(view.articles, found->article, &ArticleFigures::article);
  return at == view.articles.end() ? nullptr : &*at;
}

void add_institutions(const store::Reader& reader, const registers::Catalogue& catalogue,
                      const Person& person, Overview& view) {
  for (registers::RegisterView& one : registers::list_registers(reader, catalogue, person, view.today)) {
    if (one.book->package->id != view.package->id) continue;
    if (ArticleFigures* article = article_of(view, one.made->provision)) {
      article->registers.push_back(std::move(one));
    }
  }
  for (selection::CallSummary& one : selection::list_calls(reader, person)) {
    if (one.policy != view.package->id || one.year != view.year) continue;
    for (const auto& declared : view.package->selections) {
      if (declared->id != one.selection) continue;
      if (ArticleFigures* article = article_of(view, declared->provision)) {
        article->calls.push_back(std::move(one));
      }
      break;
    }
  }
}

int first_year(const store::Reader& reader, const Cases& cases, std::string_view policy, const Date& today) {
  int first = today.year;
  reader.query(fmt::format("SELECT min(c.opened_at) FROM case_file c WHERE {}", cases.condition),
               cases.params(), [&](const Row& row) {
                 if (!row.is_null(0)) first = std::min(first, row.instant(0).legal_day().year);
               });
  for (const ledger::LineState& state : ledger::list_lines(reader)) {
    if (state.line.policy == policy) first = std::min(first, state.line.year);
  }
  return first;
}

}  // namespace

std::expected<Overview, store::Fault> overview(const store::Reader& reader, const Library& library,
                                               const registers::Catalogue& catalogue, const Person& person,
                                               std::string_view policy, int year, const Date& today) {
  const identity::Scope reach = identity::reach(person.grants, identity::Action::read_overview);
  if (reach == identity::Scope::none) return std::unexpected(not_permitted());
  Overview view{.package = library.current()->package(policy), .year = year, .today = today};
  if (!view.package) {
    return std::unexpected(refuse(store::Fault::Kind::not_found, "casework.no-policy",
                                  {"没有施行中的这项政策", "there is no such policy in force"}, {}));
  }
  view.whole = reach == identity::Scope::all;
  const Cases cases = counted(person, policy, view.whole);
  ByProvision found;
  count_cases(reader, cases, year, found);
  count_overdue(reader, cases, today, found);
  sum_money(reader, cases, year, found);
  view.articles = by_article(*view.package, found);
  add_institutions(reader, catalogue, person, view);
  view.months = by_month(reader, cases, year);
  view.units = by_unit(reader, cases, policy, today);
  view.first_year = first_year(reader, cases, policy, today);
  if (view.whole) {
    for (ledger::LineState& state : ledger::list_lines(reader)) {
      if (state.line.policy == policy && state.line.year == year) view.lines.push_back(std::move(state));
    }
  }
  return view;
}

}  // namespace enact::casework
