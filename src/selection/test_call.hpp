// A made-up call with its officers, experts and bids: the stage for the tests of calls.
#pragma once

#include <gtest/gtest.h>

#include "selection/call.hpp"
#include "selection/conflict.hpp"
#include "selection/test_sample.hpp"

namespace enact::selection::sample {

inline Actor officer(std::string account, std::string role) {
  return {.account = std::move(account), .unit = "甲局", .roles = {std::move(role)}, .subjects = {}};
}
inline const Actor handler = officer("经办一", "handler");
inline const Actor other_handler = officer("经办二", "handler");
inline const Actor approver = officer("领导", "approver");
inline Actor judge(const std::string& expert) {
  return {.account = "A-" + expert, .unit = "", .roles = {}, .subjects = {}, .expert = true};
}
inline Actor bidder(const std::string& subject) {
  return {.account = "企-" + subject, .unit = "", .roles = {}, .subjects = {subject}};
}

inline constexpr const char* seed = "5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed";

class Bench {
 public:
  explicit Bench(policy::Selection declared = selection()) : declared_(std::move(declared)) {
    rules = {&declared_, &working_days};
    for (int i = 1; i <= 6; ++i) {
      const std::string id = "E" + std::to_string(i);
      experts.push_back({.id = id,
                         .person = "专家" + std::to_string(i),
                         .employer = "所" + std::to_string(i),
                         .listed = {},
                         .fields = {i % 2 == 0 ? "芯" : "陶"}});
    }
  }

  std::expected<Event, Refusal> act(const Actor& actor, Event wanted) {
    Given given{.seed = seed, .candidates = {}, .accounts = {}};
    for (const Need& need : call.needs)
      given.candidates[need.id] = candidates(declared_, need.field, experts, on_record);
    for (const ExpertOnRecord& one : experts) given.accounts[one.id] = "A-" + one.id;
    auto event = attempt(rules, call, actor, std::move(wanted), given, today);
    if (event) {
      apply(rules, call, *event);
      events.push_back(*event);
    }
    return event;
  }
  std::string code(const Actor& actor, Event wanted) {
    const auto event = act(actor, std::move(wanted));
    return event ? "" : event.error().code;
  }

  Event opening(policy::SelectionMode mode = policy::SelectionMode::best) const {
    return {.kind = Kind::opened,
            .mode = mode,
            .until = today,
            .commitment = commitment(seed),
            .needs = {{"N1", "陶"}, {"N2", "芯"}}};
  }
  static Event closing() {
    return {.kind = Kind::bids_closed,
            .bids = {{"B1", "N1", "S1"}, {"B2", "N1", "S2"}, {"B3", "N1", "S3"}, {"B4", "N2", "S4"}}};
  }
  // Up to scoring, everybody having agreed.
  void to_scoring(policy::SelectionMode mode = policy::SelectionMode::best) {
    ASSERT_EQ(code(handler, opening(mode)), "");
    days(1);
    ASSERT_EQ(code(handler, closing()), "");
    ASSERT_EQ(code(handler, {.kind = Kind::drawn}), "");
    agree();
  }
  void agree() {
    for (const auto& [need, members] : call.members) {
      for (const Member& member : members) {
        if (member.standing != Member::Standing::asked) continue;
        ASSERT_EQ(code(judge(member.expert), {.kind = Kind::agreed, .need = need, .expert = member.expert}),
                  "");
      }
    }
  }
  std::string hand_in(const std::string& expert, const std::string& bid, std::vector<std::int64_t> hundredths,
                      std::string reason = "") {
    return code(judge(expert), {.kind = Kind::sheet_handed_in,
                                .need = call.bid(bid)->need,
                                .bid = bid,
                                .expert = expert,
                                .reason = std::move(reason),
                                .hundredths = std::move(hundredths)});
  }
  // Everybody gives a bid its share of all points, in percent.
  void score_all(const std::map<std::string, int>& percent) {
    for (const Outstanding& one : outstanding(call)) {
      std::vector<std::int64_t> hundredths;
      for (const auto& criterion : declared_.criteria)
        hundredths.push_back(percent.at(one.bid) * criterion.most);
      ASSERT_EQ(hand_in(one.expert, one.bid, hundredths), "");
    }
  }
  void to_settled(policy::SelectionMode mode = policy::SelectionMode::best) {
    to_scoring(mode);
    score_all({{"B1", 90}, {"B2", 80}, {"B3", 70}, {"B4", 50}});
    ASSERT_EQ(code(handler, {.kind = Kind::scoring_closed}), "");
    ASSERT_EQ(code(handler, {.kind = Kind::minuted, .reason = "〔2026〕1号"}), "");
    ASSERT_EQ(code(approver, {.kind = Kind::published}), "");
    days(10);
    ASSERT_EQ(code(other_handler, {.kind = Kind::settled}), "");
  }
  Terms terms() const {
    return {.stages = {{"1", "样机", "样机通过测试", *today.add_days(90)},
                       {"2", "量产", "小批量", *today.add_days(180)}}};
  }
  std::string contract(const std::string& bid) {
    return code(handler, {.kind = Kind::contracted, .bid = bid, .number = "HT-" + bid, .terms = terms()});
  }
  std::string judge_stage(const std::string& bid, const std::string& stage, bool passed) {
    return code(handler,
                {.kind = Kind::judged, .bid = bid, .stage = stage, .reason = "已核", .upheld = passed});
  }
  void days(int count) { today = *today.add_days(count); }

  WorkingDays working_days{{}, {}, Date{2027, 12, 31}};
  Rules rules;
  std::vector<ExpertOnRecord> experts;
  std::vector<BidOnRecord> on_record;
  Date today{2026, 3, 2};
  Call call;
  std::vector<Event> events;

 private:
  policy::Selection declared_;
};

}  // namespace enact::selection::sample
