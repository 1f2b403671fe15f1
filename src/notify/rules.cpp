// The one table of who is told what.
#include "notify/rules.hpp"

#include <algorithm>
#include <array>

#include "store/json_members.hpp"

namespace enact::notify {
namespace {

namespace json = boost::json;
using store::string_of;

const json::object* object_of(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  return found == nullptr ? nullptr : found->if_object();
}

Text text_of(const json::object* object) {
  if (object == nullptr) return {};
  return {string_of(*object, "zh"), string_of(*object, "en")};
}

bool waits_for_applicant(const std::vector<OpenStep>& steps) {
  return std::ranges::any_of(steps,
                             [](const OpenStep& step) { return step.unit.empty() && step.kind == "apply"; });
}

struct Happening {
  const store::Event& event;
  const json::object& payload;
  const std::vector<OpenStep>& before;
  std::vector<OpenStep> now;

  const json::object* state() const { return object_of(payload, "state"); }
  bool ended() const {
    const json::object* found = state();
    const json::value* ended = found == nullptr ? nullptr : found->if_contains("ended");
    return ended != nullptr && ended->is_bool() && ended->as_bool();
  }
};

// What the applicant is told. The first rule that fits is told; others may fit as well.
struct Rule {
  std::string_view kind;
  std::string_view zh;
  std::string_view en;
  bool sent;  // as mail or message, too
  bool (*fits)(const Happening&);
};
constexpr std::array rules = {
    Rule{"correction", "请补正申请材料", "please correct your application", true,
         [](const Happening& it) {
           return it.event.kind != "case.opened" && waits_for_applicant(it.now) &&
                  !waits_for_applicant(it.before);
         }},
    Rule{"decision", "已作出决定", "a decision was made", true,
         [](const Happening& it) { return object_of(it.payload, "decision") != nullptr; }},
    Rule{"notice", "已公示", "public notice was given", true,
         [](const Happening& it) { return it.event.kind == "case.notice_published"; }},
    Rule{"part", "资金已部分安排，余额待安排", "a part of the money was granted, the rest waits", true,
         [](const Happening& it) { return it.event.kind == "case.part_committed"; }},
    Rule{"paid", "资金已支付", "the money was paid", true,
         [](const Happening& it) { return it.event.kind == "case.paid"; }},
    Rule{"payment_failed", "支付未成功，请核对收款账户", "the payment failed: please check your account",
         true,
         [](const Happening& it) {
           return it.event.kind == "case.payment_failed" || it.event.kind == "case.payment_returned";
         }},
    Rule{"demanded", "须退回资金", "money is to be paid back", true,
         [](const Happening& it) { return it.event.kind == "case.demanded"; }},
    Rule{"ended", "办理结束", "the case has ended", true,
         [](const Happening& it) { return it.ended() && it.event.kind != "case.paid"; }},
};

// What of lists is told to subjects.
struct ListRule {
  std::string_view kind;
  std::string_view zh;
  std::string_view en;
};
constexpr std::array list_rules = {
    ListRule{"offer", "您有一项可免申即享的兑现，请确认账户或谢绝",
             "you are due this without an application: please confirm your account, or decline"},
    ListRule{"entered", "您已列入名单，由责任单位办理",
             "you were put on a list: the units in charge see to it"},
    ListRule{"offer_lapsed", "确认期限已过，仍可申请", "the term to confirm is over: you may still apply"},
};

// What is told of joint applications: to the members, then to who leads.
constexpr std::array joint_rules = {
    ListRule{"joint_asked", "请确认或谢绝联合申请", "please confirm to apply together, or decline"},
    ListRule{"joint_confirmed", "联合申请人已确认", "a joint applicant has confirmed"},
    ListRule{"joint_declined", "联合申请人已谢绝", "a joint applicant has declined"},
};

ToldOfList to_subjects(const ListRule& rule) {
  return {.kind = rule.kind, .title = {std::string(rule.zh), std::string(rule.en)}};
}

}  // namespace

std::vector<ToldOfList> told_of_list(const store::Event& event, const json::object& payload) {
  std::vector<ToldOfList> told;
  if (event.kind == "roster.made") {
    told.push_back({.kind = "roster",
                    .unit = event.actor.unit,
                    .role = "approver",
                    .title = {"待办：复核并发布名单", "to do: check and release a list"}});
  } else if (event.kind == "roster.released") {
    ToldOfList offered = to_subjects(list_rules[0]);
    ToldOfList entered = to_subjects(list_rules[1]);
    for (const json::value& one : payload.at("lines").as_array()) {
      const json::object& line = one.as_object();
      const bool in_register = !line.at("entries").as_array().empty();
      (in_register ? entered : offered).subjects.push_back(string_of(line, "subject"));
    }
    told = {std::move(offered), std::move(entered)};
  } else if (event.kind == "roster.lapsed") {
    ToldOfList lapsed = to_subjects(list_rules[2]);
    for (const json::value& one : payload.at("subjects").as_array())
      lapsed.subjects.emplace_back(one.as_string());
    told.push_back(std::move(lapsed));
  }
  return told;
}

std::vector<OpenStep> open_steps(const json::object& payload) {
  std::vector<OpenStep> steps;
  const json::object* state = object_of(payload, "state");
  const json::value* open = state == nullptr ? nullptr : state->if_contains("open");
  if (open == nullptr || !open->is_array()) return steps;
  for (const json::value& one : open->as_array()) {
    const json::object* step = one.if_object();
    if (step == nullptr) continue;
    steps.push_back({string_of(*step, "step"), string_of(*step, "kind"), string_of(*step, "unit"),
                     string_of(*step, "role"), string_of(*step, "deadline"),
                     text_of(object_of(*step, "title"))});
  }
  return steps;
}

std::vector<Told> told_of(const store::Event& event, const json::object& payload,
                          const std::vector<OpenStep>& before) {
  std::vector<Told> told;
  const Happening it{event, payload, before, open_steps(payload)};
  for (const Rule& rule : rules) {
    if (!rule.fits(it)) continue;
    Text title{std::string(rule.zh), std::string(rule.en)};
    if (rule.kind == "ended") {
      const Text status = text_of(object_of(*it.state(), "title"));
      if (!status.empty()) title = {title.zh + "：" + status.zh, title.en + ": " + status.en};
    }
    told.push_back({.kind = rule.kind, .title = std::move(title)});
  }
  if (event.kind == "case.members_set") {
    for (const json::value& one : payload.at("members").as_array()) {
      told.push_back({.kind = joint_rules[0].kind,
                      .subject = string_of(one.as_object(), "id"),
                      .title = {std::string(joint_rules[0].zh), std::string(joint_rules[0].en)}});
    }
  }
  if (event.kind == "case.member_confirmed" || event.kind == "case.member_declined") {
    const ListRule& rule = joint_rules[event.kind == "case.member_confirmed" ? 1 : 2];
    told.push_back({.kind = rule.kind, .title = {std::string(rule.zh), std::string(rule.en)}});
  }
  if (event.kind == "case.escalated") {
    told.push_back({.kind = "overdue",
                    .applicant = false,
                    .unit = string_of(payload, "told"),
                    .title = {"逾期未办，请督办", "overdue: please see to it"}});
  }
  // Work that has come to a unit, unless it was there before.
  if (it.state() == nullptr) return told;
  for (const OpenStep& step : it.now) {
    const bool known = std::ranges::any_of(
        before, [&](const OpenStep& other) { return other.step == step.step && other.unit == step.unit; });
    if (known || step.unit.empty()) continue;
    told.push_back({.kind = "todo",
                    .applicant = false,
                    .unit = step.unit,
                    .role = step.role,
                    .title = {"待办：" + step.title.zh, "to do: " + step.title.en}});
  }
  return told;
}

Told told_overdue(const OpenStep& step) {
  return {.kind = "overdue",
          .applicant = step.unit.empty(),
          .unit = step.unit,
          .role = step.role,
          .title = {"已逾期：" + step.title.zh, "overdue: " + step.title.en}};
}

Told told_short() {
  return {.kind = "money_short",
          .title = {"预算指标不足，本次未能全部安排，余下的继续等待",
                    "the appropriation was too small for all of it: the rest waits"}};
}

bool is_sent(std::string_view kind) {
  if (kind == "overdue" || kind == "money_short" ||
      std::ranges::find(list_rules, kind, &ListRule::kind) != list_rules.end() ||
      std::ranges::find(joint_rules, kind, &ListRule::kind) != joint_rules.end())
    return true;
  const auto rule = std::ranges::find(rules, kind, &Rule::kind);
  return rule != rules.end() && rule->sent;
}

}  // namespace enact::notify
