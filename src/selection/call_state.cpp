// The state of a call: the fold over its events, and what can be read from it. See call.hpp.
#include <algorithm>
#include <stdexcept>

#include "selection/call.hpp"

namespace enact::selection {
namespace {

Member* sitting(Call& call, const std::string& need, std::string_view expert) {
  const auto found = std::ranges::find_if(call.members[need], [&](const Member& one) {
    return one.expert == expert && one.standing != Member::Standing::left;
  });
  if (found == call.members[need].end()) throw std::logic_error("an expert who is not on the panel");
  return &*found;
}

void leave(Call& call, const Event& event) {
  Member* member = sitting(call, event.need, event.expert);
  member->standing = Member::Standing::left;
  member->reason = event.reason;
  std::erase_if(call.sheets, [&](const auto& one) {
    const BidEntry* bid = call.bid(one.first.second);
    return one.first.first == event.expert && bid != nullptr && bid->need == event.need;
  });
}

void draw_panels(Call& call, const Event& event) {
  for (const PanelOfNeed& drawn : event.panels) {
    call.panels[drawn.need] = drawn.panel;
    for (const std::string& expert : drawn.panel.members) {
      const auto account = drawn.accounts.find(expert);
      call.members[drawn.need].push_back({.expert = expert,
                                          .account = account == drawn.accounts.end() ? "" : account->second,
                                          .reason = ""});
    }
  }
}

void hand_in(Call& call, const Event& event) {
  HandedIn& handed = call.sheets[{event.expert, event.bid}];
  handed.sheet = {event.expert, event.bid, event.hundredths};
  handed.remark = event.reason;
  handed.answered = handed.sent_back;
}

// The result is withdrawn and the bids in question are judged anew, by the same panel.
void judge_again(Call& call, const std::string& need) {
  call.stage = CallStage::scoring;
  call.minutes.clear();
  std::erase_if(call.sheets, [&](const auto& one) {
    const BidEntry* bid = call.bid(one.first.second);
    return bid != nullptr && bid->need == need;
  });
}

void answer(Call& call, const Event& event) {
  for (Objection& one : call.objections) {
    if (one.id != event.objection) continue;
    one.answered = true;
    one.upheld = event.upheld;
    one.answer = event.reason;
    if (event.upheld) judge_again(call, one.need);
  }
}

void end(Contract& contract, ContractEnd how, const Event& event) {
  contract.end = how;
  contract.ended = event.on;
  contract.end_reason = event.reason;
}

void change(Contract& contract, const Event& event) {
  if (event.upheld && contract.asked) {
    contract.before.push_back(contract.terms);
    contract.terms = *contract.asked;
    contract.judged.resize(contract.terms.stages.size());
  }
  contract.asked.reset();
  contract.asked_reason.clear();
}

void judge(Contract& contract, const Event& event) {
  const auto place = contract.place(event.stage);
  if (!place) throw std::logic_error("a stage that the contract does not have");
  contract.judged[*place] = {event.upheld ? StageStanding::passed : StageStanding::failed, event.on,
                             event.reason};
  if (!event.upheld) end(contract, ContractEnd::failed, event);
}

// As many as can be have been accepted: the others of the need have lost the race.
void end_race(const Rules& rules, Call& call, const Event& event) {
  const BidEntry* bid = call.bid(event.bid);
  const int most = rules.selection->race ? rules.selection->race->accepted : 1;
  if (call.mode != policy::SelectionMode::race || bid == nullptr || call.accepted_of(bid->need) < most)
    return;
  for (auto& [id, contract] : call.contracts) {
    const BidEntry* other = call.bid(id);
    if (other != nullptr && other->need == bid->need && contract.running())
      end(contract, ContractEnd::outrun, event);
  }
}

void apply_contract(const Rules& rules, Call& call, const Event& event) {
  if (event.kind == Kind::contracted) {
    Contract made;
    made.terms = *event.terms;
    made.signed_on = event.on;
    made.judged.resize(made.terms.stages.size());
    call.contracts[event.bid] = std::move(made);
    call.numbers[event.bid] = event.number;
    call.handled[event.bid].insert(event.account);
    return;
  }
  Contract& contract = call.contracts.at(event.bid);
  switch (event.kind) {
    case Kind::change_asked:
      contract.asked = event.terms;
      contract.asked_reason = event.reason;
      break;
    case Kind::change_answered:
      change(contract, event);
      break;
    case Kind::judged:
      judge(contract, event);
      call.handled[event.bid].insert(event.account);
      break;
    case Kind::eliminated:
      end(contract, ContractEnd::eliminated, event);
      break;
    case Kind::examined:
      end(contract, event.upheld ? ContractEnd::accepted : ContractEnd::failed, event);
      if (event.upheld) end_race(rules, call, event);
      break;
    case Kind::converted:
      contract.conversion = event.conversion;
      end(contract, ContractEnd::converted, event);
      break;
    case Kind::bought_back:
      contract.settlement = event.settlement;
      end(contract, ContractEnd::settled, event);
      break;
    default:
      throw std::logic_error("no event of a contract");
  }
}

}  // namespace

const BidEntry* Call::bid(std::string_view id) const {
  const auto found = std::ranges::find(bids, id, &BidEntry::id);
  return found == bids.end() ? nullptr : &*found;
}

const Need* Call::need(std::string_view id) const {
  const auto found = std::ranges::find(needs, id, &Need::id);
  return found == needs.end() ? nullptr : &*found;
}

const Member* Call::member(std::string_view need_id, std::string_view expert) const {
  const auto of_need = members.find(std::string(need_id));
  if (of_need == members.end()) return nullptr;
  const auto found = std::ranges::find_if(of_need->second, [&](const Member& one) {
    return one.expert == expert && one.standing != Member::Standing::left;
  });
  return found == of_need->second.end() ? nullptr : &*found;
}

std::vector<std::string> Call::judged_bids(std::string_view need_id) const {
  std::vector<std::string> ids;
  for (const BidEntry& one : bids) {
    if (one.need == need_id && !disqualified.contains(one.id)) ids.push_back(one.id);
  }
  return ids;
}

int Call::accepted_of(std::string_view need_id) const {
  return static_cast<int>(std::ranges::count_if(contracts, [&](const auto& one) {
    const BidEntry* of = bid(one.first);
    return of != nullptr && of->need == need_id && one.second.end == ContractEnd::accepted;
  }));
}

const Objection* Call::objection(std::string_view id) const {
  const auto found = std::ranges::find(objections, id, &Objection::id);
  return found == objections.end() ? nullptr : &*found;
}

void apply(const Rules& rules, Call& call, const Event& event) {
  if (!event.account.empty()) call.did[event.kind].insert(event.account);
  switch (event.kind) {
    case Kind::opened:
      call.stage = CallStage::open;
      call.mode = event.mode;
      call.places = event.places;
      call.year = event.year;
      call.until = event.until.value_or(event.on);
      call.commitment = event.commitment;
      call.needs = event.needs;
      break;
    case Kind::bids_closed:
      call.stage = CallStage::closed;
      call.bids = event.bids;
      break;
    case Kind::disqualified:
      call.disqualified[event.bid] = event.reason;
      break;
    case Kind::drawn:
      call.stage = CallStage::scoring;
      draw_panels(call, event);
      break;
    case Kind::agreed:
      sitting(call, event.need, event.expert)->standing = Member::Standing::agreed;
      break;
    case Kind::stepped_back:
    case Kind::dismissed:
      leave(call, event);
      break;
    case Kind::replaced:
      call.members[event.need].push_back({.expert = event.by, .account = event.by_account, .reason = ""});
      break;
    case Kind::sheet_handed_in:
      hand_in(call, event);
      break;
    case Kind::sent_back:
      for (const auto& key : event.sheets) call.sheets.at(key).sent_back = true;
      break;
    case Kind::scoring_closed:
      call.stage = CallStage::scored;
      break;
    case Kind::minuted:
      call.stage = CallStage::minuted;
      call.minutes = event.reason;
      break;
    case Kind::published:
      call.stage = CallStage::published;
      call.seed = event.seed;
      call.published = event.on;
      call.closes = event.closes.value_or(event.on);
      break;
    case Kind::objected:
      call.objections.push_back(
          {.id = event.objection, .need = event.need, .on = event.on, .reason = event.reason, .answer = ""});
      break;
    case Kind::answered:
      answer(call, event);
      break;
    case Kind::settled:
      call.stage = CallStage::settled;
      break;
    case Kind::declined:
      call.declined.push_back(event.bid);
      break;
    case Kind::cancelled:
      call.stage = CallStage::cancelled;
      break;
    default:
      apply_contract(rules, call, event);
  }
}

Call replay(const Rules& rules, std::span<const Event> events) {
  Call call;
  for (const Event& event : events) apply(rules, call, event);
  return call;
}

std::vector<BidScore> scores(const Rules& rules, const Call& call, std::string_view need) {
  std::vector<BidScore> made;
  const auto members = call.members.find(std::string(need));
  if (members == call.members.end()) return made;
  const int dropped = rules.selection->score.drop_highest + rules.selection->score.drop_lowest;
  for (const std::string& bid : call.judged_bids(need)) {
    std::vector<Sheet> sheets;
    bool whole_set = true;
    for (const Member& member : members->second) {
      if (member.standing == Member::Standing::left) continue;
      const auto handed = call.sheets.find({member.expert, bid});
      whole_set = whole_set && handed != call.sheets.end();
      if (handed != call.sheets.end()) sheets.push_back(handed->second.sheet);
    }
    if (whole_set && static_cast<int>(sheets.size()) > dropped)
      made.push_back(score_of(*rules.selection, bid, sheets));
  }
  return made;
}

std::vector<Ranked> ranking(const Rules& rules, const Call& call, std::string_view need,
                            std::string_view seed) {
  std::vector<Ranked> ranked = rank(*rules.selection, call.places, scores(rules, call, need),
                                    call.seed.empty() ? seed : std::string_view(call.seed));
  // Whoever declined is out; only those of the reserve move up.
  std::erase_if(ranked, [&](const Ranked& one) {
    return std::ranges::find(call.declined, one.bid) != call.declined.end();
  });
  int places = call.places;
  for (Ranked& one : ranked) {
    if (one.standing != Standing::winner && one.standing != Standing::reserve) continue;
    if (places > 0) one.standing = Standing::winner;
    --places;
  }
  return ranked;
}

bool is_winner(const Rules& rules, const Call& call, std::string_view bid) {
  const BidEntry* entry = call.bid(bid);
  if (entry == nullptr || call.stage != CallStage::settled) return false;
  const auto ranked = ranking(rules, call, entry->need, "");
  return std::ranges::any_of(
      ranked, [&](const Ranked& one) { return one.bid == bid && one.standing == Standing::winner; });
}

std::vector<std::pair<std::string, std::string>> outliers(const Rules& rules, const Call& call) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const Need& need : call.needs) {
    for (const BidScore& score : scores(rules, call, need.id)) {
      for (const BidScore::Line& line : score.lines) {
        if (line.outlier && !call.sheets.at({line.expert, score.bid}).sent_back)
          found.emplace_back(line.expert, score.bid);
      }
    }
  }
  return found;
}

std::vector<Outstanding> outstanding(const Call& call) {
  std::vector<Outstanding> found;
  for (const auto& [need, members] : call.members) {
    for (const Member& member : members) {
      if (member.standing == Member::Standing::left) continue;
      if (member.standing == Member::Standing::asked) found.push_back({need, member.expert, ""});
      for (const std::string& bid : call.judged_bids(need)) {
        const auto handed = call.sheets.find({member.expert, bid});
        const bool done =
            handed != call.sheets.end() && (!handed->second.sent_back || handed->second.answered);
        if (!done) found.push_back({need, member.expert, bid});
      }
    }
  }
  return found;
}

}  // namespace enact::selection
