// Making, changing and releasing lists. See roster.hpp.
#include "casework/roster.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "casework/case_file.hpp"
#include "casework/part_payment.hpp"
#include "casework/people.hpp"
#include "casework/refusals.hpp"
#include "casework/roster_parts.hpp"
#include "casework/succession.hpp"
#include "casework/treasury_steps.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using identity::Action;
using store::Fault;

Fault roster_closed() {
  return refuse(Fault::Kind::conflict, "casework.roster-closed",
                {"名单已发布或已作废，不能更改", "the list was released or discarded and stays as it is"},
                {"请刷新后查看", "reload the page"});
}

Fault roster_line() {
  return refuse(Fault::Kind::conflict, "casework.roster-line",
                {"名单的这一行现在不能这样办理", "this line of the list cannot be treated so now"},
                {"请刷新后查看", "reload the page"});
}

Fault nothing_due() {
  return refuse(Fault::Kind::conflict, "casework.nothing-due",
                {"没有可列入名单的主体", "there is nobody to put on the list"},
                {"只列入依已核定事实应予兑现、尚未办理的事项；可放宽起算日",
                 "listed is what is due by attested facts and not under way: try an earlier day"});
}

Fault reason_required() {
  return refuse(Fault::Kind::invalid, "procedure.reason-required",
                {"须说明理由，且不超过两千字", "a reason is wanted, of at most 2,000 characters"},
                {"请填写理由后重新提交", "state the reason and submit again"});
}

bool is_reason(std::string_view reason) {
  return !text::trim(reason).empty() && reason.size() <= reason_limit && text::is_valid_utf8(reason);
}

// The provision that a list is of.
struct OfProvision {
  std::string_view policy;
  std::string_view provision;
};

// What has become of a matter elsewhere, so that it must not be offered; empty: nothing.
Text taken_elsewhere(const store::Reader& reader, std::string_view subject, const determine::Matter& matter,
                     const OfProvision& of, std::string_view but_roster) {
  struct Case {
    std::string reference, status;
    bool ended;
  };
  const auto latest = reader.first(
      "SELECT reference, status, ended FROM case_file WHERE matter_kind = ? AND matter_key = ? ORDER BY "
      "ended, "
      "changed DESC LIMIT 1",
      {matter.kind, matter.key},
      [](const store::Row& row) { return Case{row.text(0), row.text(1), row.integer(2) == 1}; });
  if (latest && !latest->ended) {
    return {fmt::format("已有在办的办件 {}", latest->reference),
            fmt::format("case {} of it is under way", latest->reference)};
  }
  if (latest && (latest->status == "rejected" || latest->status == "cancelled")) {
    return {fmt::format("办件 {} 已作出不予兑付的结论", latest->reference),
            fmt::format("case {} of it ended without payment", latest->reference)};
  }
  if (const auto lapsed = lapsed_in(reader, matter, of.policy, of.provision)) {
    return {fmt::format("办件 {} 已部分兑付，余额不再兑付", *lapsed),
            fmt::format("a part was paid in case {} and the rest has lapsed", *lapsed)};
  }
  if (const auto paid = reader.first("SELECT c.reference FROM case_file c JOIN matter_paid p ON p.case_id = "
                                     "c.id WHERE c.matter_kind = ? "
                                     "AND c.matter_key = ? AND p.subject <> ? LIMIT 1",
                                     {matter.kind, matter.key, subject},
                                     [](const store::Row& row) { return row.text(0); })) {
    return {fmt::format("已付给其他主体（办件 {}）", *paid),
            fmt::format("it was paid to another ({})", *paid)};
  }
  struct Other {
    std::int64_t number;
    std::string state, reason, entries;
  };
  const auto others = reader.all(
      "SELECT r.number, l.state, l.reason_zh, l.entries FROM roster_line l JOIN roster r ON r.id = l.roster "
      "WHERE l.matter_kind = ? AND l.matter_key = ? AND l.roster <> ? AND l.state IN ('listed', 'waiting', "
      "'declined', 'entered') ORDER BY r.number DESC",
      {matter.kind, matter.key, but_roster},
      [](const store::Row& row) { return Other{row.integer(0), row.text(1), row.text(2), row.text(3)}; });
  for (const Other& other : others) {
    if (other.state == "declined") {
      return {fmt::format("申请人已谢绝（名单 {}）：{}", other.number, other.reason),
              fmt::format("declined by the subject (list {}): {}", other.number, other.reason)};
    }
    bool stands = other.state != "entered";
    if (!stands) {
      const json::value entries = json::parse(other.entries);
      for (const json::value& entry : entries.as_array()) {
        stands = stands || reader.integer("SELECT 1 FROM register_entry WHERE id = ? AND ended = 0",
                                          {std::string(entry.as_string())});
      }
    }
    if (stands) {
      return {fmt::format("已在名单 {} 中", other.number),
              fmt::format("it stands on list {} already", other.number)};
    }
  }
  return {};
}

json::object line_json(const RosterFinding& found, int number, bool personal) {
  json::object subject{{"id", found.subject.id}, {"name", found.subject.name}};
  if (personal) subject["personal"] = true;
  json::object line{{"line", number},
                    {"subject", std::move(subject)},
                    {"matter", {{"kind", found.matter.kind}, {"key", found.matter.key}}},
                    {"event", found.event},
                    {"place", found.place},
                    {"why", text_json(found.why)}};
  if (found.amount && found.amount->count > 0) line["fen"] = found.amount->count;
  if (!found.left_out.empty()) line["left_out"] = text_json(found.left_out);
  return line;
}

std::expected<store::Event, Fault> note_on(store::Transaction& tx, const store::Actor& actor,
                                           std::string_view roster, std::string_view kind,
                                           json::object payload) {
  return tx.append({.stream_type = "roster",
                    .stream_id = std::string(roster),
                    .expected_version = {},
                    .kind = std::string(kind),
                    .schema_version = 1,
                    .payload = json::serialize(payload),
                    .actor = actor});
}

// A list that is not released yet, and as whom the person acts on it.
struct Acting {
  RosterView roster;
  store::Actor actor;
};
std::expected<Acting, Fault> made_roster(store::Transaction& tx, const Person& person, std::string_view id,
                                         Action action) {
  auto view = find_roster(tx, id);
  if (!view || !identity::may(person.grants, Action::read_case, {{view->unit}, {}})) {
    return std::unexpected(no_roster());
  }
  auto actor = acting(person, action, view->unit);
  if (!actor) return std::unexpected(not_permitted());
  if (view->state != "made") return std::unexpected(roster_closed());
  return Acting{std::move(*view), std::move(*actor)};
}

RosterOr change_line(store::Transaction& tx, const Person& person, std::string_view id, int number,
                     std::string_view from, std::string_view kind, json::object payload) {
  const auto found = made_roster(tx, person, id, Action::accept_case);
  if (!found) return std::unexpected(found.error());
  const auto row = find_line(tx, id, number);
  if (!row || row->line.state != from) return std::unexpected(roster_line());
  if (acts_for(person, row->line.subject)) return std::unexpected(own_case());
  // What was taken out may have been applied for since.
  if (from == "taken_out" && !taken_elsewhere(tx, row->line.subject, row->matter,
                                              {found->roster.policy, found->roster.provision}, id)
                                  .empty()) {
    return std::unexpected(roster_line());
  }
  payload["line"] = number;
  if (const auto event = note_on(tx, found->actor, id, kind, std::move(payload)); !event) {
    return std::unexpected(event.error());
  }
  return std::string(id);
}

// The last day on which an offer is answered: that of a draft which is opened on this day.
std::optional<Date> last_day(const Listed& listed, const Date& today) {
  if (listed.procedure == nullptr) return std::nullopt;
  const policy::ProcedureStep& first = listed.procedure->steps.front();
  if (!first.late || first.late->take.empty()) return std::nullopt;
  if (first.working_days) return listed.package->working_days.after(today, *first.working_days).day;
  return first.days ? today.add_days(*first.days) : std::nullopt;
}

std::expected<json::array, Fault> enter(store::Transaction& tx, const registers::Registers& registers,
                                        const Listed& listed, const std::string& account, std::int64_t list,
                                        const RosterLine& line) {
  const policy::RegisterFill& fill = *listed.filled.fill;
  json::array made;
  for (const auto& entry : fill.entries) {
    registers::ExactJson values;
    values.kind = registers::ExactJson::Kind::object;
    const auto put = [&](const std::string& field, std::string text, registers::ExactJson::Kind kind) {
      registers::ExactJson value;
      value.kind = kind;
      value.text = std::move(text);
      values.members.emplace_back(field, std::move(value));
    };
    for (const auto& [field, value] : entry) put(field, value, registers::ExactJson::Kind::text);
    if (!fill.reason.empty()) put(fill.reason, line.why.zh, registers::ExactJson::Kind::text);
    if (!fill.rank.empty() && line.place > 0)
      put(fill.rank, std::to_string(line.place), registers::ExactJson::Kind::number);
    if (!fill.list.empty()) put(fill.list, fmt::format("L{}", list), registers::ExactJson::Kind::text);
    const auto done = registers.fill(tx, account,
                                     {.policy = listed.package->id,
                                      .register_id = listed.filled.made->id,
                                      .subject = line.subject,
                                      .values = std::move(values)});
    if (!done) return std::unexpected(done.error());
    made.emplace_back(done->id);
  }
  return made;
}

}  // namespace

RosterOr make_roster(store::Transaction& tx, const Library& library, const Person& person,
                     const RosterRequest& request, const RosterFindings& findings) {
  const auto listed = listed_provision(*library.current(), request.policy, request.provision);
  if (!listed) return std::unexpected(nothing_due());
  const auto actor = acting(person, Action::accept_case, listed->unit);
  if (!actor) return std::unexpected(not_permitted());
  std::vector<RosterFinding> found = findings.found;
  std::ranges::stable_sort(found, [](const RosterFinding& a, const RosterFinding& b) {
    return std::tuple(a.place == 0, a.place, a.subject.name, a.matter.key) <
           std::tuple(b.place == 0, b.place, b.subject.name, b.matter.key);
  });
  const policy::SubjectType* type = listed->package->vocabulary.subject(listed->provision->subject);
  const policy::FactDeclaration* label = type == nullptr ? nullptr : type->fact(type->label);
  const bool personal = label != nullptr && label->personal;
  std::set<std::pair<std::string, std::string>> matters;
  json::array lines;
  bool any = false;
  for (RosterFinding& one : found) {
    if (one.left_out.empty())
      one.left_out = taken_elsewhere(tx, one.subject.id, one.matter, {request.policy, request.provision}, "");
    if (one.left_out.empty()) {
      if (const auto other = open_in_family(tx, one.matter)) one.left_out = taken_in_family(*other).message;
    }
    if (one.left_out.empty() && !matters.emplace(one.matter.kind, one.matter.key).second) {
      one.left_out = {"同一事项已列在本名单中", "the matter stands on this list already"};
    }
    any = any || one.left_out.empty();
    lines.push_back(line_json(one, static_cast<int>(lines.size()) + 1, personal));
  }
  if (!any) return std::unexpected(nothing_due());
  const std::string id = tx.new_id();
  json::object payload{
      {"number", tx.integer("SELECT coalesce(max(number), 0) + 1 FROM roster", {}).value_or(1)},
      {"policy", request.policy},
      {"provision", request.provision},
      {"title", text_json(listed->provision->title)},
      {"on", findings.on.to_string()},
      {"lines", std::move(lines)}};
  payload["register"] = listed->filled.made == nullptr ? "" : listed->filled.made->id;
  if (request.since) payload["since"] = request.since->to_string();
  const auto event = note_on(tx, *actor, id, "roster.made", std::move(payload));
  if (!event) return std::unexpected(event.error());
  return id;
}

RosterOr take_out(store::Transaction& tx, const Person& person, std::string_view roster, int line,
                  std::string_view reason) {
  if (!is_reason(reason)) return std::unexpected(reason_required());
  return change_line(tx, person, roster, line, "listed", "roster.taken_out", {{"reason", reason}});
}

RosterOr put_back(store::Transaction& tx, const Person& person, std::string_view roster, int line) {
  return change_line(tx, person, roster, line, "taken_out", "roster.put_back", {});
}

RosterOr discard_roster(store::Transaction& tx, const Person& person, std::string_view roster,
                        std::string_view reason) {
  if (!is_reason(reason)) return std::unexpected(reason_required());
  const auto found = made_roster(tx, person, roster, Action::accept_case);
  if (!found) return std::unexpected(found.error());
  if (const auto event = note_on(tx, found->actor, roster, "roster.discarded", {{"reason", reason}});
      !event) {
    return std::unexpected(event.error());
  }
  return std::string(roster);
}

RosterOr release_roster(store::Transaction& tx, const Library& library, const registers::Registers& registers,
                        const Person& person, std::string_view roster) {
  const auto found = made_roster(tx, person, roster, Action::decide);
  if (!found) return std::unexpected(found.error());
  const RosterView& view = found->roster;
  for (const store::Event& event : store::stream_events(tx, "roster", roster)) {
    if (event.actor.account != person.account) continue;
    return std::unexpected(
        refuse(Fault::Kind::forbidden, "casework.four-eyes",
               {"编制或更改名单的人不能发布", "who made or changed the list cannot release it"},
               {"请由本单位另一名审批人员发布", "have another approver of the unit release it"}));
  }
  const auto listed = listed_provision(*library.current(), view.policy, view.provision);
  if (!listed) return std::unexpected(nothing_due());
  json::array told;
  json::array left_out;
  for (const auto& [line, matter] : lines_of(tx, roster)) {
    if (line.state != "listed") continue;
    if (acts_for(person, line.subject)) return std::unexpected(own_case());
    if (const Text taken = taken_elsewhere(tx, line.subject, matter, {view.policy, view.provision}, roster);
        !taken.empty()) {
      left_out.push_back({{"line", line.line}, {"reason", text_json(taken)}});
      continue;
    }
    json::array entries;
    if (listed->procedure == nullptr) {
      auto made = enter(tx, registers, *listed, person.account, view.number, line);
      if (!made) return std::unexpected(made.error());
      entries = std::move(*made);
    }
    told.push_back({{"line", line.line}, {"subject", line.subject}, {"entries", std::move(entries)}});
  }
  if (told.empty()) return std::unexpected(nothing_due());
  json::object payload{{"number", view.number},
                       {"title", text_json(view.title)},
                       {"lines", std::move(told)},
                       {"left_out", std::move(left_out)}};
  if (const auto until = last_day(*listed, tx.now().legal_day())) payload["until"] = until->to_string();
  const auto event = note_on(tx, found->actor, roster, "roster.released", std::move(payload));
  if (!event) return std::unexpected(event.error());
  return std::string(roster);
}

}  // namespace enact::casework
