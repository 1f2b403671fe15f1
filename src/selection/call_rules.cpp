// The table of a call's actions. See call_rules.hpp.
#include "selection/call_rules.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace enact::selection {
namespace {

constexpr std::uint32_t at(std::initializer_list<CallStage> stages) {
  std::uint32_t mask = 0;
  for (const CallStage one : stages) mask |= 1U << static_cast<unsigned>(one);
  return mask;
}

struct Rule {
  Kind kind;
  Who who;
  std::uint32_t stages;
  bool reason = false;
};

using enum CallStage;
// In the order of Kind.
constexpr std::array rules_of_kinds{
    Rule{Kind::opened, Who::handler, at({none})},
    Rule{Kind::bids_closed, Who::handler, at({open})},
    Rule{Kind::disqualified, Who::handler, at({closed, scoring}), true},
    Rule{Kind::drawn, Who::handler, at({closed})},
    Rule{Kind::agreed, Who::expert, at({scoring})},
    Rule{Kind::stepped_back, Who::expert, at({scoring}), true},
    Rule{Kind::dismissed, Who::handler, at({scoring}), true},
    Rule{Kind::replaced, Who::handler, at({scoring})},
    Rule{Kind::sheet_handed_in, Who::expert, at({scoring})},
    Rule{Kind::sent_back, Who::handler, at({scoring})},
    Rule{Kind::scoring_closed, Who::handler, at({scoring})},
    Rule{Kind::minuted, Who::handler, at({scored}), true},
    Rule{Kind::published, Who::approver, at({minuted})},
    Rule{Kind::objected, Who::anybody, at({published}), true},
    Rule{Kind::answered, Who::handler, at({published}), true},
    Rule{Kind::settled, Who::handler, at({published})},
    Rule{Kind::declined, Who::handler, at({settled}), true},
    Rule{Kind::contracted, Who::handler, at({settled})},
    Rule{Kind::change_asked, Who::bidder, at({settled}), true},
    Rule{Kind::change_answered, Who::approver, at({settled}), true},
    Rule{Kind::judged, Who::handler, at({settled}), true},
    Rule{Kind::eliminated, Who::handler, at({settled}), true},
    Rule{Kind::examined, Who::approver, at({settled}), true},
    Rule{Kind::converted, Who::approver, at({settled}), true},
    Rule{Kind::bought_back, Who::approver, at({settled}), true},
    Rule{Kind::cancelled, Who::approver, at({open, closed, scoring, scored, minuted}), true},
};
static_assert(rules_of_kinds.size() == static_cast<std::size_t>(Kind::cancelled) + 1);
static_assert([] {
  for (std::size_t i = 0; i < rules_of_kinds.size(); ++i) {
    if (static_cast<std::size_t>(rules_of_kinds[i].kind) != i) return false;
  }
  return true;
}());

const Rule& rule_of(Kind kind) {
  return rules_of_kinds[static_cast<std::size_t>(kind)];
}

bool has_role(const Actor& actor, std::string_view role) {
  return std::ranges::find(actor.roles, role) != actor.roles.end();
}

bool did(const Call& call, const std::string& account, std::initializer_list<Kind> kinds) {
  return std::ranges::any_of(kinds, [&](Kind kind) {
    const auto found = call.did.find(kind);
    return found != call.did.end() && found->second.contains(account);
  });
}

bool bids(const Call& call, const Actor& actor) {
  return std::ranges::any_of(call.bids, [&](const BidEntry& bid) {
    return std::ranges::find(actor.subjects, bid.subject) != actor.subjects.end();
  });
}

bool judges(const Call& call, const std::string& account) {
  return std::ranges::any_of(call.members, [&](const auto& of_need) {
    return std::ranges::any_of(of_need.second, [&](const Member& one) { return one.account == account; });
  });
}

Refusal separation(Text message) {
  return refuse(Refusal::Kind::forbidden, "selection.separation", std::move(message),
                {"请由本单位其他人员办理", "somebody else of the unit must act"});
}

std::optional<Refusal> officer(const Call& call, const Rules& rules, const Actor& actor, const Event& wanted,
                               std::string_view role) {
  if (actor.account.empty() || actor.unit != rules.selection->organiser || !has_role(actor, role)) {
    return refuse(Refusal::Kind::forbidden, "selection.not-permitted",
                  {"此事由组织单位的相应岗位办理", "this is done by the organising unit, in another role"},
                  {"请由有权限的人员办理", "somebody who may do it must act"});
  }
  if (bids(call, actor))
    return separation(
        {"您代表申报单位，不能为组织单位办理", "you act for a bidder and so not for the organiser"});
  if (judges(call, actor.account))
    return separation(
        {"您是评审专家，不能为组织单位办理", "you are on a panel and so do not act for the organiser"});
  if (wanted.kind == Kind::published &&
      did(call, actor.account,
          {Kind::bids_closed, Kind::disqualified, Kind::drawn, Kind::dismissed, Kind::replaced,
           Kind::sent_back, Kind::scoring_closed, Kind::minuted}))
    return separation({"经办评审的人不能公示结果", "whoever ran the judging does not publish the result"});
  if (wanted.kind == Kind::answered && did(call, actor.account, {Kind::published}))
    return separation(
        {"公示结果的人不能答复异议", "whoever published the result does not answer objections"});
  if (wanted.kind == Kind::examined) {
    const auto handled = call.handled.find(wanted.bid);
    if (handled != call.handled.end() && handled->second.contains(actor.account))
      return separation({"签订合同或评定节点的人不能决定验收",
                         "whoever signed the contract or judged its stages does not decide on acceptance"});
  }
  return std::nullopt;
}

std::optional<Refusal> expert(const Call& call, const Actor& actor, const Event& wanted) {
  const Member* member = call.member(wanted.need, wanted.expert);
  if (member == nullptr || !actor.expert || actor.account.empty() || member->account != actor.account) {
    return refuse(Refusal::Kind::forbidden, "selection.not-on-panel",
                  {"您不在本需求的评审组中", "you are not on this panel"},
                  {"请核对评审任务", "check which panels you are on"});
  }
  if (bids(call, actor))
    return separation({"您代表申报单位，不能评审", "you act for a bidder and so do not judge"});
  const bool ran = std::ranges::any_of(call.did, [&](const auto& one) {
    const Who who = rule_of(one.first).who;
    return (who == Who::handler || who == Who::approver) && one.second.contains(actor.account);
  });
  if (ran)
    return separation(
        {"您为组织单位办理过本次遴选，不能评审", "you acted for the organiser and so do not judge"});
  return std::nullopt;
}

}  // namespace

Refusal refuse(Refusal::Kind kind, std::string code, Text message, Text help) {
  return {.kind = kind, .code = std::move(code), .message = std::move(message), .help = std::move(help)};
}

Refusal invalid(std::string code, Text message, Text help) {
  return refuse(Refusal::Kind::invalid, std::move(code), std::move(message), std::move(help));
}

Refusal conflict(std::string code, Text message, Text help) {
  return refuse(Refusal::Kind::conflict, std::move(code), std::move(message), std::move(help));
}

Who who_does(Kind kind) {
  return rule_of(kind).who;
}

bool reason_required(Kind kind) {
  return rule_of(kind).reason;
}

std::optional<Refusal> permitted(const Call& call, const Rules& rules, const Actor& actor,
                                 const Event& wanted) {
  const Rule& rule = rule_of(wanted.kind);
  if ((rule.stages & (1U << static_cast<unsigned>(call.stage))) == 0) {
    const Text now = stage_title(call.stage);
    const Text what = kind_title(wanted.kind);
    return refuse(Refusal::Kind::conflict, "selection.stage",
                  {"遴选“" + now.zh + "”，现在不能" + what.zh,
                   "the call is " + now.en + ": one cannot " + what.en + " now"},
                  {"请刷新后查看当前阶段", "reload to see where it stands"});
  }
  switch (rule.who) {
    case Who::handler:
      return officer(call, rules, actor, wanted, "handler");
    case Who::approver:
      return officer(call, rules, actor, wanted, "approver");
    case Who::expert:
      return expert(call, actor, wanted);
    case Who::bidder: {
      const BidEntry* bid = call.bid(wanted.bid);
      if (bid != nullptr && std::ranges::find(actor.subjects, bid->subject) != actor.subjects.end())
        return std::nullopt;
      return refuse(Refusal::Kind::forbidden, "selection.not-permitted",
                    {"此事由该申报的主体办理", "this is done by the bidder"},
                    {"请由申报主体的账号办理", "sign in with an account of the bidder"});
    }
    case Who::anybody:
      break;
  }
  return std::nullopt;
}

std::vector<Kind> allowed(const Rules& rules, const Call& call, const Actor& actor) {
  std::vector<Kind> kinds;
  for (const Rule& rule : rules_of_kinds) {
    if ((rule.stages & (1U << static_cast<unsigned>(call.stage))) == 0) continue;
    Event wanted;
    wanted.kind = rule.kind;
    bool may = false;
    if (rule.who == Who::expert) {
      for (const auto& [need, members] : call.members) {
        for (const Member& member : members) {
          wanted.need = need;
          wanted.expert = member.expert;
          may = may || !permitted(call, rules, actor, wanted);
        }
      }
    } else if (rule.who == Who::bidder) {
      may = bids(call, actor);
    } else {
      may = !permitted(call, rules, actor, wanted);
    }
    if (may) kinds.push_back(rule.kind);
  }
  return kinds;
}

}  // namespace enact::selection
