// What people see of lists. See roster.hpp.
#include <fmt/format.h>

#include <algorithm>

#include "casework/case_file.hpp"
#include "casework/people.hpp"
#include "casework/refusals.hpp"
#include "casework/roster_parts.hpp"
#include "casework/treasury_steps.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using identity::Action;
using store::Fault;
using store::Row;

constexpr std::string_view columns =
    "SELECT r.id, r.number, r.policy, r.provision, r.title_zh, r.title_en, r.unit, r.register, r.since, "
    "r.day, "
    "r.state, r.reason, r.made_by, r.released_by, r.made_at, r.released_at, r.until_day, count(l.line), "
    "coalesce(sum(CASE WHEN l.state = 'listed' THEN 1 ELSE 0 END), 0), "
    "coalesce(sum(CASE WHEN l.state = 'waiting' THEN 1 ELSE 0 END), 0), "
    "coalesce(sum(CASE WHEN l.state = 'confirmed' THEN 1 ELSE 0 END), 0), "
    "coalesce(sum(CASE WHEN l.state = 'entered' THEN 1 ELSE 0 END), 0), "
    "coalesce(sum(CASE WHEN l.state IN ('listed', 'waiting', 'confirmed') THEN l.fen ELSE 0 END), 0) "
    "FROM roster r JOIN roster_line l ON l.roster = r.id";

constexpr std::string_view grouped =
    " GROUP BY r.id, r.number, r.policy, r.provision, r.title_zh, r.title_en, r.unit, r.register, r.since, "
    "r.day, r.state, r.reason, r.made_by, r.released_by, r.made_at, r.released_at, r.until_day ORDER BY "
    "r.number DESC";

std::optional<Date> day_of(const Row& row, int column) {
  const auto text = row.optional_text(column);
  return text ? Date::parse(*text) : std::nullopt;
}

RosterView read_roster(const Row& row) {
  RosterView view{.id = row.text(0),
                  .number = row.integer(1),
                  .policy = row.text(2),
                  .provision = row.text(3),
                  .title = {row.text(4), row.text(5)},
                  .unit = row.text(6),
                  .register_id = row.text(7),
                  .since = day_of(row, 8),
                  .on = Date::parse(row.view(9)).value_or(Date{}),
                  .state = row.text(10),
                  .reason = row.text(11),
                  .made_by = row.text(12),
                  .released_by = row.text(13),
                  .made_at = row.instant(14),
                  .released_at = {},
                  .until = day_of(row, 16),
                  .lines = row.integer(17),
                  .listed = row.integer(18),
                  .waiting = row.integer(19),
                  .confirmed = row.integer(20),
                  .entered = row.integer(21),
                  .total = Fen{row.integer(22)}};
  if (!view.released_by.empty()) view.released_at = row.instant(15);
  return view;
}

constexpr std::string_view line_columns =
    "SELECT l.line, l.subject, l.subject_name, l.matter_kind, l.matter_key, l.event, l.fen, l.place, "
    "l.why_zh, "
    "l.why_en, l.state, l.reason_zh, l.reason_en, l.case_id, l.entries, coalesce(c.reference, '') FROM "
    "roster_line l LEFT JOIN case_file c ON c.id = l.case_id WHERE l.roster = ?";

LineRow read_line(const Row& row) {
  RosterLine line{.line = static_cast<int>(row.integer(0)),
                  .subject = row.text(1),
                  .subject_name = row.text(2),
                  .matter_key = row.text(4),
                  .event = row.text(5),
                  .amount = {},
                  .place = static_cast<int>(row.integer(7)),
                  .why = {row.text(8), row.text(9)},
                  .state = row.text(10),
                  .reason = {row.text(11), row.text(12)},
                  .case_id = row.text(13),
                  .reference = row.text(15),
                  .entries = {}};
  if (const auto fen = row.optional_integer(6)) line.amount = Fen{*fen};
  const json::value entries = json::parse(row.text(14));
  for (const json::value& entry : entries.as_array()) line.entries.emplace_back(entry.as_string());
  return {std::move(line), {row.text(3), {}, row.text(4)}};
}

void say_what_may_be_done(RosterView& view, const Person& person) {
  if (view.state != "made") return;
  view.may_change = acting(person, Action::accept_case, view.unit).has_value();
  view.may_release = acting(person, Action::decide, view.unit).has_value() && view.made_by != person.account;
}

}  // namespace

std::optional<RosterView> find_roster(const store::Reader& reader, std::string_view id) {
  return reader.first(fmt::format("{} WHERE r.id = ?{}", columns, grouped), {id}, read_roster);
}

std::vector<LineRow> lines_of(const store::Reader& reader, std::string_view roster) {
  return reader.all(fmt::format("{} ORDER BY l.line", line_columns), {roster}, read_line);
}

std::optional<LineRow> find_line(const store::Reader& reader, std::string_view roster, int number) {
  return reader.first(fmt::format("{} AND l.line = ?", line_columns), {roster, number}, read_line);
}

Fault no_roster() {
  return refuse(Fault::Kind::not_found, "casework.no-roster",
                {"没有这份名单，或您无权查看", "there is no such list, or none that you may see"},
                {"请刷新后查看", "reload the page"});
}

std::vector<RosterChoice> roster_choices(const Library& library, const Person& person) {
  std::vector<RosterChoice> choices;
  for (const policy::PackagePtr& package : library.current()->packages()) {
    for (const policy::Provision& provision : package->provisions) {
      const auto listed = listed_provision(*library.current(), package->id, provision.id);
      if (!listed || !acting(person, Action::accept_case, listed->unit)) continue;
      choices.push_back({.policy = package->id,
                         .provision = provision.id,
                         .title = provision.title,
                         .unit = listed->unit,
                         .register_id = listed->filled.made == nullptr ? "" : listed->filled.made->id,
                         .money = provision.amount.has_value()});
    }
  }
  return choices;
}

std::vector<RosterView> rosters(const store::Reader& reader, const Person& person) {
  std::vector<RosterView> seen;
  for (RosterView& view : reader.all(fmt::format("{}{}", columns, grouped), {}, read_roster)) {
    if (!identity::may(person.grants, Action::read_case, {{view.unit}, {}})) continue;
    say_what_may_be_done(view, person);
    seen.push_back(std::move(view));
  }
  return seen;
}

std::expected<RosterDetail, Fault> roster_detail(const store::Reader& reader, const Person& person,
                                                 std::string_view roster) {
  auto view = find_roster(reader, roster);
  if (!view || !identity::may(person.grants, Action::read_case, {{view->unit}, {}})) {
    return std::unexpected(no_roster());
  }
  say_what_may_be_done(*view, person);
  RosterDetail detail{std::move(*view), {}};
  for (LineRow& one : lines_of(reader, roster)) detail.lines.push_back(std::move(one.line));
  return detail;
}

std::expected<std::vector<OfferView>, Fault> offers(const store::Reader& reader, const Person& person,
                                                    std::string_view subject, const Date& today) {
  if (!acts_for(person, subject)) return std::unexpected(no_subject());
  struct Of {
    std::string roster;
    int line;
  };
  // What was never told stays with the unit.
  const auto found = reader.all(
      "SELECT r.id, l.line FROM roster r JOIN roster_line l ON l.roster = r.id WHERE l.subject = ? AND "
      "r.state = "
      "'released' AND l.state NOT IN ('taken_out', 'left_out') ORDER BY r.number DESC, l.line",
      {subject}, [](const Row& row) { return Of{row.text(0), static_cast<int>(row.integer(1))}; });
  std::vector<OfferView> made;
  for (const Of& one : found) {
    auto view = find_roster(reader, one.roster);
    auto row = find_line(reader, one.roster, one.line);
    const bool open = row->line.state == "waiting" && !offer_over(*view, today);
    made.push_back({std::move(*view), std::move(row->line), open});
  }
  return made;
}

}  // namespace enact::casework
