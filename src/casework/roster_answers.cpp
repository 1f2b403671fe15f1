// What those who are offered something answer, and what becomes of it if nobody does. See roster.hpp.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "casework/case_file.hpp"
#include "casework/people.hpp"
#include "casework/refusals.hpp"
#include "casework/roster_parts.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using identity::Action;
using store::Fault;

Fault no_offer() {
  return refuse(Fault::Kind::not_found, "casework.no-offer",
                {"没有这项待确认的兑现，或您无权办理", "there is nothing to answer here, or not by you"},
                {"请刷新后查看", "reload the page"});
}

Fault offer_is_over(const std::optional<Date>& until) {
  const std::string day = until ? until->to_string() : std::string();
  return refuse(Fault::Kind::conflict, "casework.offer-over",
                {fmt::format("确认期限（{}）已过或已经答复", day),
                 fmt::format("the last day ({}) is over, or it was answered", day)},
                {"事项未因此失效，仍可申请", "the matter is not lost: it can be applied for"});
}

struct Offer {
  RosterView roster;
  RosterLine line;
};

// The offer, as one that the person may answer today.
std::expected<Offer, Fault> open_offer(store::Transaction& tx, const Person& person, std::string_view roster,
                                       int number) {
  auto view = find_roster(tx, roster);
  auto row = find_line(tx, roster, number);
  if (!view || !row || view->state != "released" || !acts_for(person, row->line.subject)) {
    return std::unexpected(no_offer());
  }
  if (!may_for(person, Action::apply, row->line.subject)) return std::unexpected(not_permitted());
  if (row->line.state != "waiting" || offer_over(*view, tx.now().legal_day())) {
    return std::unexpected(offer_is_over(view->until));
  }
  return Offer{std::move(*view), std::move(row->line)};
}

std::expected<store::Event, Fault> note_on(store::Transaction& tx, const std::string& account,
                                           std::string_view roster, std::string_view kind,
                                           const json::object& payload) {
  return tx.append({.stream_type = "roster",
                    .stream_id = std::string(roster),
                    .expected_version = {},
                    .kind = std::string(kind),
                    .schema_version = 1,
                    .payload = json::serialize(payload),
                    .actor = {account, ""}});
}

}  // namespace

bool offer_over(const RosterView& roster, const Date& today) {
  return roster.until && *roster.until < today;
}

DoneOr confirm_offer(store::Transaction& tx, const Casework& casework, const Person& person,
                     std::string_view roster, int number, const ledger::Payee& payee, bool consent) {
  const auto offer = open_offer(tx, person, roster, number);
  if (!offer) return std::unexpected(offer.error());
  const RosterLine& line = offer->line;
  const auto opened = casework.open_case(tx, person,
                                         {.subject = line.subject,
                                          .policy = offer->roster.policy,
                                          .provision = offer->roster.provision,
                                          .matter = line.matter_key,
                                          .mode = Mode::confirm});
  if (!opened) return opened;
  // Its own draft or case of the matter: it goes on there, and the offer waits for nothing.
  if (opened->existed) return std::unexpected(matter_open());
  if (const auto set = casework.set_payee(tx, person, {opened->case_id, payee}); !set) return set;
  const auto file = load_case(tx, casework.library(), opened->case_id);
  if (!file) return std::unexpected(file.error());
  const policy::ProcedureStep& first = file->run.procedure->steps.front();
  const auto outcome = std::ranges::find_if(first.outcomes, [](const policy::ProcedureStep::Outcome& one) {
    return !one.by_clock && !one.next.empty();
  });
  if (outcome == first.outcomes.end()) return std::unexpected(no_offer());
  auto submitted = casework.take(
      tx, person, {.case_id = opened->case_id, .step = first.id, .outcome = outcome->id, .consent = consent});
  if (!submitted) return submitted;
  const auto event =
      note_on(tx, person.account, roster, "roster.confirmed", {{"line", number}, {"case", opened->case_id}});
  if (!event) return std::unexpected(event.error());
  return submitted;
}

RosterOr decline_offer(store::Transaction& tx, const Person& person, std::string_view roster, int number,
                       std::string_view reason) {
  if (text::trim(reason).empty() || reason.size() > reason_limit || !text::is_valid_utf8(reason)) {
    return std::unexpected(refuse(Fault::Kind::invalid, "procedure.reason-required",
                                  {"请说明理由，不超过两千字", "say why, in at most 2,000 characters"},
                                  {"填写后重新提交", "state the reason and submit again"}));
  }
  const auto offer = open_offer(tx, person, roster, number);
  if (!offer) return std::unexpected(offer.error());
  const auto event =
      note_on(tx, person.account, roster, "roster.declined", {{"line", number}, {"reason", reason}});
  if (!event) return std::unexpected(event.error());
  return std::string(roster);
}

std::expected<int, Fault> lapse_offers(store::Transaction& tx) {
  const auto ids = tx.all(
      "SELECT DISTINCT r.id FROM roster r JOIN roster_line l ON l.roster = r.id WHERE r.state = 'released' "
      "AND "
      "r.until_day < ? AND l.state = 'waiting' ORDER BY r.id",
      {tx.now().legal_day().to_string()}, [](const store::Row& row) { return row.text(0); });
  int lapsed = 0;
  for (const std::string& id : ids) {
    const auto view = find_roster(tx, id);
    json::array lines;
    json::array told;
    for (const LineRow& row : lines_of(tx, id)) {
      if (row.line.state != "waiting") continue;
      lines.emplace_back(row.line.line);
      told.emplace_back(row.line.subject);
    }
    lapsed += static_cast<int>(lines.size());
    const auto event = note_on(tx, "", id, "roster.lapsed",
                               {{"lines", std::move(lines)},
                                {"subjects", std::move(told)},
                                {"title", text_json(view->title)},
                                {"number", view->number}});
    if (!event) return std::unexpected(event.error());
  }
  return lapsed;
}

}  // namespace enact::casework
