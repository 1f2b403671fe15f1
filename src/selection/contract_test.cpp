// Contracts: a race with elimination, acceptance, changes, money by stages, conversion and claw-back.
#include "selection/contract.hpp"

#include <gtest/gtest.h>

#include "selection/test_call.hpp"

namespace enact::selection {
namespace {

using sample::approver;
using sample::Bench;
using sample::bidder;
using sample::handler;

TEST(Contract, ARaceEliminatesAndOneIsAccepted) {
  Bench bench;
  bench.to_settled(policy::SelectionMode::race);
  ASSERT_EQ(bench.contract("B1"), "");
  ASSERT_EQ(bench.contract("B2"), "");
  EXPECT_EQ(bench.contract("B3"), "selection.not-selected");
  EXPECT_EQ(bench.code(approver, {.kind = Kind::examined, .bid = "B1", .reason = "x", .upheld = true}),
            "selection.stages-open");
  EXPECT_EQ(bench.judge_stage("B1", "2", true), "selection.stage-order");
  ASSERT_EQ(bench.judge_stage("B1", "1", true), "");
  ASSERT_EQ(bench.judge_stage("B2", "1", true), "");
  ASSERT_EQ(bench.judge_stage("B1", "2", true), "");
  Actor judged = handler;
  judged.roles = {"handler", "approver"};
  EXPECT_EQ(bench.code(judged, {.kind = Kind::examined, .bid = "B1", .reason = "通过", .upheld = true}),
            "selection.separation");
  ASSERT_EQ(bench.code(approver, {.kind = Kind::examined, .bid = "B1", .reason = "通过", .upheld = true}),
            "");
  EXPECT_EQ(bench.call.contracts.at("B1").end, ContractEnd::accepted);
  EXPECT_EQ(bench.call.contracts.at("B2").end, ContractEnd::outrun);
}

TEST(Contract, EliminationIsForRaces) {
  Bench race;
  race.to_settled(policy::SelectionMode::race);
  ASSERT_EQ(race.contract("B1"), "");
  ASSERT_EQ(race.code(handler, {.kind = Kind::eliminated, .bid = "B1", .reason = "进度落后"}), "");
  EXPECT_EQ(race.judge_stage("B1", "1", true), "selection.contract-ended");
  Bench best;
  best.to_settled();
  ASSERT_EQ(best.contract("B1"), "");
  EXPECT_EQ(best.code(handler, {.kind = Kind::eliminated, .bid = "B1", .reason = "x"}), "selection.no-race");
}

TEST(Contract, NothingIsGrantedBeforeAcceptanceUnlessTheProvisionPaysByStages) {
  Bench bench;
  bench.to_settled();
  Terms terms = bench.terms();
  terms.stages[0].money = {100'000};
  EXPECT_EQ(bench.code(handler, {.kind = Kind::contracted, .bid = "B1", .number = "1", .terms = terms}),
            "selection.terms");
  ASSERT_EQ(bench.contract("B1"), "");
  ASSERT_EQ(bench.judge_stage("B1", "1", false), "");
  EXPECT_EQ(bench.call.contracts.at("B1").end, ContractEnd::failed);
  EXPECT_EQ(bench.call.contracts.at("B1").to_claw_back(), Fen{0});
}

TEST(Contract, AChangeKeepsWhatWasJudgedAndTheSum) {
  Bench bench;
  bench.to_settled();
  ASSERT_EQ(bench.contract("B1"), "");
  ASSERT_EQ(bench.judge_stage("B1", "1", true), "");
  Terms later = bench.terms();
  later.stages[0].title = "别的";
  EXPECT_EQ(
      bench.code(bidder("S1"), {.kind = Kind::change_asked, .bid = "B1", .reason = "延期", .terms = later}),
      "selection.terms");
  later = bench.call.contracts.at("B1").terms;
  later.stages[1].due = *later.stages[1].due.add_days(90);
  EXPECT_EQ(
      bench.code(bidder("S2"), {.kind = Kind::change_asked, .bid = "B1", .reason = "延期", .terms = later}),
      "selection.not-permitted");
  ASSERT_EQ(
      bench.code(bidder("S1"), {.kind = Kind::change_asked, .bid = "B1", .reason = "延期", .terms = later}),
      "");
  EXPECT_EQ(bench.judge_stage("B1", "2", true), "selection.change-open");
  ASSERT_EQ(
      bench.code(approver, {.kind = Kind::change_answered, .bid = "B1", .reason = "同意", .upheld = true}),
      "");
  EXPECT_EQ(bench.call.contracts.at("B1").terms, later);
  EXPECT_EQ(bench.call.contracts.at("B1").before.size(), 1U);
  ASSERT_EQ(bench.judge_stage("B1", "2", true), "");
}

policy::Selection by_stages() {
  auto declared = sample::selection();
  declared.stage.emplace();
  declared.equity = true;
  return declared;
}

class ByStages : public ::testing::Test {
 protected:
  void SetUp() override {
    bench.to_settled();
    Terms terms = bench.terms();
    terms.stages[0].money = {200'000'000};
    terms.stages[1].money = {100'000'000};
    terms.equity = EquityTerms{.discount_basis_points = 2000, .interest_basis_points = 345};
    terms.claw_back_basis_points = 5000;
    ASSERT_EQ(bench.code(handler, {.kind = Kind::contracted, .bid = "B1", .number = "1", .terms = terms}),
              "");
  }
  const Contract& contract() { return bench.call.contracts.at("B1"); }
  Bench bench{by_stages()};
};

TEST_F(ByStages, WhatWasGrantedIsConverted) {
  const Event round{.kind = Kind::converted, .bid = "B1", .reason = "A轮", .price = read_price("10.00")};
  EXPECT_EQ(bench.code(approver, round), "selection.nothing-granted");
  ASSERT_EQ(bench.judge_stage("B1", "1", true), "");
  ASSERT_EQ(bench.judge_stage("B1", "2", true), "");
  EXPECT_EQ(contract().granted(), Fen{300'000'000});
  EXPECT_EQ(bench.code(approver, {.kind = Kind::converted, .bid = "B1", .reason = "A轮"}), "selection.price");
  ASSERT_EQ(bench.code(approver, round), "");
  EXPECT_EQ(contract().conversion->shares, 375'000);
  EXPECT_EQ(contract().conversion->price, "8");
  EXPECT_EQ(contract().end, ContractEnd::converted);
}

TEST_F(ByStages, OrSettledInMoney) {
  ASSERT_EQ(bench.judge_stage("B1", "1", true), "");
  bench.days(365);
  ASSERT_EQ(bench.code(approver, {.kind = Kind::bought_back, .bid = "B1", .reason = "按约退出"}), "");
  EXPECT_EQ(contract().settlement, Fen{206'900'000});  // 2,000,000 × 1.0345
}

TEST_F(ByStages, OrDemandedBackInPartWhereItFails) {
  ASSERT_EQ(bench.judge_stage("B1", "1", true), "");
  EXPECT_EQ(contract().to_claw_back(), Fen{0});
  ASSERT_EQ(bench.judge_stage("B1", "2", false), "");
  EXPECT_EQ(contract().to_claw_back(), Fen{100'000'000});  // half of what the first stage granted
}

}  // namespace
}  // namespace enact::selection
