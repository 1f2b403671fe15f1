// Who sees what of a call. See sight.hpp.
#include "selection/sight.hpp"

#include <algorithm>

namespace enact::selection {

bool Sight::scores() const {
  const bool closed = stage == CallStage::scored || stage == CallStage::minuted ||
                      stage == CallStage::published || stage == CallStage::settled;
  return result || (officer && closed);
}

bool Sight::own(const BidEntry& entry) const {
  return std::ranges::find(own_bids, entry.id) != own_bids.end();
}

bool Sight::bid(const BidEntry& entry) const {
  return bidders() || content(entry);
}

bool Sight::content(const BidEntry& entry) const {
  const bool judges = std::ranges::any_of(seats, [&](const auto& seat) { return seat.first == entry.need; });
  return judges || whole_content(entry);
}

bool Sight::whole_content(const BidEntry& entry) const {
  return officer || own(entry);
}

Sight sight_of(const Person& person, const CallFile& file) {
  Sight sight;
  sight.stage = file.call.stage;
  sight.result = file.call.stage == CallStage::published || file.call.stage == CallStage::settled;
  sight.officer = identity::may(person.grants, identity::Action::read_call, {{file.declared->organiser}, ""});
  for (const auto& [need, members] : file.call.members) {
    for (const Member& member : members) {
      const bool own = !person.account.empty() && member.account == person.account;
      if (own && member.standing != Member::Standing::left) sight.seats.emplace_back(need, member.expert);
    }
  }
  // Who judges sees no bid as an officer: it would not be blind.
  if (!sight.seats.empty()) sight.officer = false;
  const Actor actor = actor_of(person, file.declared->organiser);
  for (const BidEntry& bid : file.call.bids) {
    if (std::ranges::find(actor.subjects, bid.subject) != actor.subjects.end())
      sight.own_bids.push_back(bid.id);
  }
  return sight;
}

std::vector<CallSummary> list_calls(const store::Reader& reader, const Person& person) {
  auto calls = reader.all(
      "SELECT id, reference, policy, selection, title_zh, title_en, organiser, mode, year, until, closes, "
      "stage, "
      "updated_at FROM call_file ORDER BY changed DESC",
      {}, [](const store::Row& row) {
        return CallSummary{.id = row.text(0),
                           .reference = row.text(1),
                           .policy = row.text(2),
                           .selection = row.text(3),
                           .title = {row.text(4), row.text(5)},
                           .organiser = row.text(6),
                           .mode = row.text(7),
                           .year = static_cast<int>(row.integer(8)),
                           .until = row.text(9),
                           .closes = row.optional_text(10).value_or(""),
                           .stage = row.text(11),
                           .updated_at = Instant{row.integer(12)}};
      });
  for (CallSummary& call : calls) {
    const Actor actor = actor_of(person, call.organiser);
    call.organises = !actor.unit.empty();
    call.judges =
        !person.account.empty() &&
        reader
            .integer("SELECT 1 FROM call_member WHERE account = ? AND call_id = ? AND standing <> 'left'",
                     {person.account, call.id})
            .has_value();
    call.bids = std::ranges::any_of(actor.subjects, [&](const std::string& subject) {
      return reader.integer("SELECT 1 FROM call_bid WHERE subject = ? AND call_id = ?", {subject, call.id})
          .has_value();
    });
  }
  return calls;
}

}  // namespace enact::selection
