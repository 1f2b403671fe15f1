// What an action of a call needs beyond stage and role, up to the published and settled result, and the event
// that it becomes. What concerns contracts stands in contract_attempt.cpp. See call.hpp.
#include <fmt/format.h>

#include <algorithm>

#include "selection/call_rules.hpp"
#include "selection/contract_attempt.hpp"

namespace enact::selection {
namespace {

using Answer = std::optional<Refusal>;

bool is_commitment(std::string_view text) {
  return text.size() == 64 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

class Attempt {
 public:
  Attempt(const Rules& rules, const Call& call, Event& event, const Given& given, const Date& today)
      : rules_(rules),
        selection_(*rules.selection),
        call_(call),
        event_(event),
        given_(given),
        today_(today) {}

  Answer run() {
    switch (event_.kind) {
      case Kind::opened:
        return open();
      case Kind::bids_closed:
        return close_bids();
      case Kind::disqualified:
        return disqualify();
      case Kind::drawn:
        return draw_all();
      case Kind::stepped_back:
        return step_back();
      case Kind::dismissed:
        return sits();
      case Kind::replaced:
        return replace();
      case Kind::sheet_handed_in:
        return hand_in();
      case Kind::sent_back:
        return send_back();
      case Kind::scoring_closed:
        return close_scoring();
      case Kind::published:
        return publish();
      case Kind::objected:
        return object();
      case Kind::answered:
        return answer();
      case Kind::settled:
        return settle_result();
      case Kind::agreed:
      case Kind::minuted:
      case Kind::cancelled:
        return std::nullopt;
      default:
        return attempt_contract(rules_, call_, event_, today_);
    }
  }

 private:
  Answer open() {
    if (!selection_.has_mode(event_.mode))
      return invalid("selection.mode", {"本遴选没有这种方式", "this competition does not have this mode"},
                     {"请选择所列方式", "choose one of those listed"});
    if (!event_.until || *event_.until < today_)
      return invalid("selection.until", {"申报截止日不能早于今天", "bids cannot close before today"},
                     {"请填写今天或以后的日期", "enter today or a later day"});
    if (selection_.needs.has_value() != !(event_.needs.size() == 1 && event_.needs.front().id.empty()) ||
        event_.needs.empty())
      return conflict("selection.no-needs", {"没有可发布的需求", "there is no need that could be published"},
                      {"请先在需求库中遴选需求", "select needs in their register first"});
    if (!is_commitment(event_.commitment))
      return invalid("selection.commitment", {"种子承诺不是 SHA-256", "the commitment is not a SHA-256"});
    if (event_.mode == policy::SelectionMode::race && selection_.race) {
      event_.places = selection_.race->teams;
    } else if (selection_.needs) {
      event_.places = 1;
    } else if (event_.places < 1) {
      return invalid("selection.places", {"请填写拟入选数", "say how many are to be selected"},
                     {"填写 1 以上的整数", "a whole number from 1"});
    }
    if (event_.year == 0) event_.year = today_.year;
    return std::nullopt;
  }

  Answer close_bids() {
    if (today_ <= call_.until)
      return conflict(
          "selection.bids-open",
          {fmt::format("申报到 {} 为止，未到期不能截止", call_.until.to_string()),
           fmt::format("bids can be made until {} and are not closed before", call_.until.to_string())},
          {"请在截止日次日办理", "come back on the day after"});
    std::erase_if(event_.bids, [&](const BidEntry& bid) { return call_.need(bid.need) == nullptr; });
    std::ranges::sort(event_.bids, {}, &BidEntry::id);
    if (event_.bids.empty())
      return conflict("selection.no-bids", {"没有合格的申报", "there is no bid that qualifies"},
                      {"可以终止本次遴选", "the call can be cancelled"});
    return std::nullopt;
  }

  Answer disqualify() {
    if (call_.bid(event_.bid) == nullptr || call_.disqualified.contains(event_.bid)) return no_bid();
    return std::nullopt;
  }

  Answer draw_all() {
    if (commitment(given_.seed) != call_.commitment)
      return conflict("selection.seed",
                      {"种子与发布时的承诺不符", "the seed is not the one that was committed"});
    event_.panels.clear();
    for (const Need& need : call_.needs) {
      if (call_.judged_bids(need.id).empty()) continue;
      const auto found = given_.candidates.find(need.id);
      const std::vector<Candidate> nobody;
      Panel panel =
          draw(selection_.panel, found == given_.candidates.end() ? nobody : found->second, given_.seed);
      if (!panel.complete()) return too_few(need, panel);
      PanelOfNeed of_need{need.id, std::move(panel), {}};
      for (const std::string& expert : of_need.panel.members) {
        const auto account = given_.accounts.find(expert);
        if (account != given_.accounts.end()) of_need.accounts.insert(*account);
      }
      event_.panels.push_back(std::move(of_need));
    }
    if (event_.panels.empty())
      return conflict("selection.no-bids", {"没有合格的申报", "there is no bid that qualifies"},
                      {"可以终止本次遴选", "the call can be cancelled"});
    return std::nullopt;
  }

  Answer too_few(const Need& need, const Panel& panel) const {
    return conflict(
        "selection.too-few-experts",
        {fmt::format("需求 {} 可抽专家不足：缺 {} 名（其中本领域 {} 名）", need.id,
                     panel.missing + panel.missing_own_field, panel.missing_own_field),
         fmt::format("too few experts can sit for need {}: {} are missing, {} of them of its field", need.id,
                     panel.missing + panel.missing_own_field, panel.missing_own_field)},
        {"请在专家库补充专家后再抽取", "add experts to their register and draw again"});
  }

  Answer sits() const {
    if (call_.member(event_.need, event_.expert) != nullptr) return std::nullopt;
    return invalid("selection.no-member", {"该专家不在评审组中", "this expert is not on the panel"});
  }

  Answer step_back() {
    if (auto refusal = sits()) return refusal;
    if (event_.bid.empty()) return std::nullopt;
    const BidEntry* bid = call_.bid(event_.bid);
    return bid != nullptr && bid->need == event_.need ? std::nullopt : no_bid();
  }

  Answer replace() {
    const auto members = call_.members.find(event_.need);
    if (members == call_.members.end()) return sits();
    std::vector<std::string> remaining;
    std::vector<std::string> been;
    for (const Member& one : members->second) {
      been.push_back(one.expert);
      if (one.standing != Member::Standing::left) remaining.push_back(one.expert);
    }
    if (static_cast<int>(remaining.size()) >= selection_.panel.size)
      return conflict("selection.panel-full", {"评审组成员已满", "the panel is complete"});
    const auto candidates = given_.candidates.find(event_.need);
    const std::vector<Candidate> nobody;
    event_.by =
        replacement(selection_.panel, candidates == given_.candidates.end() ? nobody : candidates->second,
                    remaining, been, given_.seed);
    if (event_.by.empty())
      return conflict("selection.too-few-experts",
                      {"没有可递补的专家", "nobody is left who could take the place"},
                      {"请在专家库补充专家后再办理", "add experts to their register and try again"});
    const auto account = given_.accounts.find(event_.by);
    event_.by_account = account == given_.accounts.end() ? "" : account->second;
    return std::nullopt;
  }

  Answer hand_in() {
    const Member* member = call_.member(event_.need, event_.expert);
    if (member->standing != Member::Standing::agreed)
      return conflict("selection.not-agreed",
                      {"请先承诺无利益冲突", "declare first that you have no conflict"},
                      {"在评审任务中确认", "do so on your desk"});
    const BidEntry* bid = call_.bid(event_.bid);
    if (bid == nullptr || bid->need != event_.need || call_.disqualified.contains(event_.bid))
      return no_bid();
    if (!complete(selection_.criteria, {event_.expert, event_.bid, event_.hundredths}))
      return invalid(
          "selection.sheet",
          {"评分表不完整或分值超出范围", "the sheet is not complete or a score is out of bounds"},
          {"每项都须在 0 和该项满分之间", "each score lies between 0 and the most of its criterion"});
    const auto handed = call_.sheets.find({event_.expert, event_.bid});
    if (handed != call_.sheets.end() && handed->second.sent_back && event_.reason.empty())
      return invalid("selection.reason-required",
                     {"被退回的评分须说明理由", "a sheet that was sent back wants a reason"},
                     {"维持或修改评分，并说明理由", "keep or change the scores and say why"});
    return std::nullopt;
  }

  Answer send_back() {
    event_.sheets = outliers(rules_, call_);
    if (event_.sheets.empty())
      return conflict("selection.no-outliers", {"没有需要退回的评分", "no sheet is to be sent back"});
    return std::nullopt;
  }

  Answer close_scoring() {
    for (const auto& [need, panel] : call_.panels) {
      const auto& members = call_.members.at(need);
      const auto sitting = std::ranges::count_if(
          members, [](const Member& one) { return one.standing != Member::Standing::left; });
      if (sitting < selection_.panel.size && !call_.judged_bids(need).empty())
        return conflict("selection.panel-incomplete", {"评审组缺员，须先递补", "a panel is not complete"},
                        {"请先递补专家", "replace whoever has left"});
    }
    if (const auto missing = outstanding(call_); !missing.empty())
      return conflict(
          "selection.sheets-missing",
          {fmt::format("还有 {} 项未完成（专家确认或评分表）", missing.size()),
           fmt::format("{} are still to come (agreements or sheets)", missing.size())},
          {"请等待专家完成，或请其退出并递补", "wait for the experts, or dismiss and replace them"});
    if (!outliers(rules_, call_).empty())
      return conflict("selection.outliers",
                      {"有偏离较大的评分尚未退回核实", "sheets far from the others have not been sent back"},
                      {"请先退回核实", "send them back first"});
    return std::nullopt;
  }

  Answer publish() {
    if (commitment(given_.seed) != call_.commitment)
      return conflict("selection.seed",
                      {"种子与发布时的承诺不符", "the seed is not the one that was committed"});
    event_.seed = given_.seed;
    if (selection_.notice_working_days) {
      event_.closes = rules_.working_days->after(today_, *selection_.notice_working_days).day;
    } else {
      event_.closes = today_.add_days(selection_.notice_days.value_or(0));
    }
    return std::nullopt;
  }

  Answer object() {
    if (today_ > call_.closes) return conflict("selection.notice-over", {"公示已结束", "the notice is over"});
    if (call_.need(event_.need) == nullptr)
      return invalid("selection.no-need", {"没有这个需求", "there is no such need"},
                     {"请选择所列需求", "choose one of those listed"});
    return std::nullopt;
  }

  Answer answer() {
    const Objection* objection = call_.objection(event_.objection);
    if (objection == nullptr || objection->answered)
      return invalid("selection.no-objection",
                     {"没有这条待答复的异议", "there is no such objection to be answered"});
    event_.need = objection->need;
    return std::nullopt;
  }

  Answer settle_result() {
    if (today_ <= call_.closes)
      return conflict("selection.notice-running",
                      {fmt::format("公示到 {} 为止", call_.closes.to_string()),
                       fmt::format("the notice runs until {}", call_.closes.to_string())},
                      {"请在公示期满次日办理", "come back on the day after"});
    if (std::ranges::any_of(call_.objections, [](const Objection& one) { return !one.answered; }))
      return conflict("selection.objections-open", {"有异议尚未答复", "an objection has not been answered"},
                      {"请先答复", "answer it first"});
    return std::nullopt;
  }

  static Answer no_bid() {
    return invalid("selection.no-bid", {"没有这份参评的申报", "there is no such bid in this call"},
                   {"请核对编号", "check its number"});
  }

  const Rules& rules_;
  const policy::Selection& selection_;
  const Call& call_;
  Event& event_;
  const Given& given_;
  Date today_;
};

}  // namespace

std::expected<Event, Refusal> attempt(const Rules& rules, const Call& call, const Actor& actor, Event wanted,
                                      const Given& given, const Date& today) {
  if (auto refusal = permitted(call, rules, actor, wanted)) return std::unexpected(std::move(*refusal));
  if (reason_required(wanted.kind) && wanted.reason.empty()) {
    return std::unexpected(invalid("selection.reason-required", {"请说明理由", "say why"},
                                   {"填写理由后重新提交", "enter a reason and submit again"}));
  }
  wanted.on = today;
  wanted.account = actor.account;
  const Who who = who_does(wanted.kind);
  wanted.unit = who == Who::handler || who == Who::approver ? actor.unit : "";
  if (auto refusal = Attempt(rules, call, wanted, given, today).run())
    return std::unexpected(std::move(*refusal));
  return wanted;
}

}  // namespace enact::selection
