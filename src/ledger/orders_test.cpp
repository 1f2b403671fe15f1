// Orders: four eyes, each kind once, and what must be refused.
#include "ledger/orders.hpp"

#include <gtest/gtest.h>

#include "ledger/test_books.hpp"

namespace enact::ledger {
namespace {

const Matter order_matter{"样例", "M"};

template <class T>
std::string code(const std::expected<T, store::Fault>& result) {
  return result ? "" : result.error().code;
}

struct Orders : testing::Test {
  // 1,000.00 appropriated, at most 600.00 owed for the matter.
  void SetUp() override {
    books.appropriate({100'000}).value();
    books.set_ceiling(order_matter, {60'000}).value();
  }
  void TearDown() override {
    for (const std::string& fault :
         books.read([](const store::Reader& reader) { return find_imbalances(reader); })) {
      ADD_FAILURE() << fault;
    }
  }
  LineState line(const Line& of) {
    return books.read([&](const store::Reader& reader) { return find_line(reader, of).value(); });
  }
  LineState line() { return line(books.line); }
  Commitment commitment(const std::string& id) {
    return books.read([&](const store::Reader& reader) { return find_commitment(reader, id).value(); });
  }
  MatterState state() {
    return books.read([&](const store::Reader& reader) { return find_matter(reader, order_matter).value(); });
  }
  Line year(int number) const { return {books.line.policy, number, books.line.unit}; }

  TestBooks books;
};

TEST_F(Orders, WantFourEyesAndAReasonAndAreDecidedOnce) {
  const auto made = books.propose({.kind = OrderKind::lower, .line = books.line, .fen = {100}});
  ASSERT_TRUE(made);
  EXPECT_EQ(line().available, Fen{100'000}) << "a proposal books nothing";
  EXPECT_EQ(code(books.approve_order(made->id, "maker")), "ledger.four-eyes");
  EXPECT_EQ(books.approve_order(made->id).value().status, OrderStatus::approved);
  EXPECT_EQ(code(books.approve_order(made->id)), "ledger.order-decided");
  EXPECT_EQ(line().available, Fen{99'900});
  EXPECT_EQ(code(books.run([&](auto& tx, auto& event) {
              return propose_order(tx, "maker", {.kind = OrderKind::lower, .line = books.line, .fen = {1}},
                                   event);
            })),
            "ledger.reason-required");
  const auto other = books.propose({.kind = OrderKind::lower, .line = books.line, .fen = {100}});
  EXPECT_EQ(books
                .run([&](auto& tx, auto& event) {
                  return refuse_order(tx, other->id, "checker", "不宜调减", event);
                })
                .value()
                .status,
            OrderStatus::refused);
  EXPECT_EQ(code(books.approve_order(other->id)), "ledger.order-decided");
  EXPECT_EQ(line().available, Fen{99'900});
}

// The database itself keeps the two apart.
TEST_F(Orders, TheDatabaseRefusesTwoEyes) {
  const auto made = books.propose({.kind = OrderKind::lower, .line = books.line, .fen = {100}});
  const auto forced = books.run([&](auto& tx, auto& event) -> std::expected<int, store::Fault> {
    tx.execute(
        "INSERT INTO ledger_order_end (ledger_order, result, decider, reason, at, event_id) VALUES (?, "
        "'approved', 'maker', '', 0, ?)",
        {made->id, event});
    return 0;
  });
  EXPECT_EQ(code(forced), "store.constraint");
}

TEST_F(Orders, ACancelledPayableFreesItsCommitmentAndTheMatter) {
  const std::string id = books.payable(order_matter, "c", {60'000});
  EXPECT_EQ(code(books.commit(order_matter, "d", {1})), "ledger.ceiling-exceeded");
  EXPECT_TRUE(books.order({.kind = OrderKind::cancel, .commitment = id, .fen = {60'000}}));
  EXPECT_EQ(commitment(id).cancelled, Fen{60'000});
  EXPECT_EQ(line().available, Fen{100'000});
  EXPECT_EQ(state().committed, Fen{0});
  EXPECT_TRUE(books.commit(order_matter, "c", {60'000})) << "the claim may be committed again";
}

TEST_F(Orders, WhatStandsInABatchIsNotCancelled) {
  const std::string id = books.payable(order_matter, "c", {500});
  const auto proposed = books.propose({.kind = OrderKind::cancel, .commitment = id, .fen = {500}});
  books.batch({{id, {500}, books.payee, ""}}).value();
  EXPECT_EQ(code(books.approve_order(proposed->id)), "ledger.not-enough") << "asked again at the approval";
  EXPECT_EQ(code(books.propose({.kind = OrderKind::cancel, .commitment = id, .fen = {1}})),
            "ledger.not-enough");
}

TEST_F(Orders, AnAppropriationIsNotLoweredBelowWhatIsCommitted) {
  books.commit(order_matter, "c", {60'000}).value();
  EXPECT_EQ(code(books.order({.kind = OrderKind::lower, .line = books.line, .fen = {40'001}})),
            "ledger.not-enough");
  EXPECT_TRUE(books.order({.kind = OrderKind::lower, .line = books.line, .fen = {40'000}}));
  EXPECT_EQ(line().appropriated, Fen{60'000});
  EXPECT_EQ(line().available, Fen{0});
}

TEST_F(Orders, MoneyMovesBetweenLinesOfOnePolicy) {
  const Line other{books.line.policy, books.line.year, "另一单位"};
  EXPECT_TRUE(books.order({.kind = OrderKind::move, .line = books.line, .to = other, .fen = {30'000}}));
  EXPECT_EQ(line().appropriated, Fen{70'000});
  EXPECT_EQ(line(other).available, Fen{30'000});
  EXPECT_EQ(code(books.order({.kind = OrderKind::move, .line = books.line, .to = books.line, .fen = {1}})),
            "ledger.wrong-lines");
  EXPECT_EQ(code(books.order(
                {.kind = OrderKind::move, .line = books.line, .to = Line{"别的", 2026, "x"}, .fen = {1}})),
            "ledger.wrong-lines");
}

TEST_F(Orders, ADemandIsReceivedInPartsAndTheRestGivenUp) {
  const std::string id = books.paid(order_matter, "c", {60'000});
  EXPECT_EQ(code(books.order({.kind = OrderKind::demand, .commitment = id, .fen = {60'001}})),
            "ledger.not-enough");
  const auto demand = books.order({.kind = OrderKind::demand, .commitment = id, .fen = {50'000}});
  ASSERT_TRUE(demand);
  EXPECT_EQ(line().paid, Fen{60'000}) << "a demand moves no money";
  EXPECT_EQ(code(books.order({.kind = OrderKind::demand, .commitment = id, .fen = {10'001}})),
            "ledger.not-enough")
      << "nothing is demanded twice";
  EXPECT_EQ(books.receive(demand->id, {20'000}, "B1").value().remaining(), Fen{30'000});
  EXPECT_EQ(books.receive(demand->id, {20'000}, "B1").value().remaining(), Fen{30'000})
      << "the same word again";
  EXPECT_EQ(code(books.receive(demand->id, {1}, "B1")), "ledger.receipt-differs");
  EXPECT_EQ(code(books.receive(demand->id, {30'001}, "B2")), "ledger.not-enough");
  EXPECT_EQ(line().paid, Fen{40'000});
  EXPECT_EQ(line().available, Fen{60'000});  // 100,000 - 60,000 + 20,000
  EXPECT_EQ(state().paid, Fen{40'000});
  EXPECT_TRUE(books.order({.kind = OrderKind::waive, .demand = demand->id, .fen = {30'000}}));
  const auto ended =
      books.read([&](const store::Reader& reader) { return find_demand(reader, demand->id).value(); });
  EXPECT_EQ(ended.remaining(), Fen{0});
  EXPECT_EQ(ended.receipts.size(), 1U);
  EXPECT_EQ(commitment(id).claimed, Fen{0});
  EXPECT_EQ(code(books.receive(demand->id, {1}, "B3")), "ledger.not-enough");
}

TEST_F(Orders, TheBankReturnsNothingThatIsDemandedBack) {
  const std::string id = books.payable(order_matter, "c", {1'000});
  const std::string made = books.batch({{id, {1'000}, books.payee, ""}}).value().id;
  books.release(made).value();
  books.bank(made, 1, BankResult::paid, "R1").value();
  books.order({.kind = OrderKind::demand, .commitment = id, .fen = {400}}).value();
  EXPECT_EQ(code(books.bank(made, 1, BankResult::returned, "R2")), "ledger.not-enough");
}

TEST_F(Orders, TheYearEndCarriesCommitmentsOverAndLetsTheRestLapse) {
  const std::string open = books.commit(order_matter, "c", {10'000}).value().id;
  const std::string due = books.payable(order_matter, "d", {20'000});
  const std::string done = books.paid(order_matter, "e", {30'000});
  // 100,000 - 60,000 = 40,000 are available; 25,000 of them go over.
  EXPECT_TRUE(books.order({.kind = OrderKind::close, .line = books.line, .fen = {25'000}}));
  const LineState old = line();
  EXPECT_EQ(old.appropriated, Fen{30'000});
  EXPECT_EQ(old.paid, Fen{30'000});
  EXPECT_EQ(old.available, Fen{0});
  const LineState next = line(year(books.line.year + 1));
  EXPECT_EQ(next.appropriated, Fen{55'000});
  EXPECT_EQ(next.available, Fen{25'000});
  EXPECT_EQ(next.committed, Fen{10'000});
  EXPECT_EQ(next.payable, Fen{20'000});
  EXPECT_EQ(state().committed, Fen{60'000}) << "what is owed does not change with the year";
  EXPECT_EQ(commitment(open).cancelled, Fen{10'000});
  EXPECT_EQ(commitment(due).cancelled, Fen{20'000});
  EXPECT_EQ(code(books.commit(order_matter, "c", {1})), "ledger.duplicate-claim") << "carried, not gone";
  EXPECT_EQ(code(books.appropriate({1})), "ledger.line-closed");
  // What comes back on a closed year returns to the budget.
  const auto demand = books.order({.kind = OrderKind::demand, .commitment = done, .fen = {30'000}});
  EXPECT_TRUE(books.receive(demand->id, {30'000}, "B1"));
  EXPECT_EQ(line().appropriated, Fen{0});
}

TEST_F(Orders, ALineIsNotClosedOverPaymentsOnTheirWay) {
  const std::string id = books.payable(order_matter, "c", {1'000});
  const OrderRequest close{.kind = OrderKind::close, .line = books.line};
  const std::string made = books.batch({{id, {1'000}, books.payee, ""}}).value().id;
  EXPECT_EQ(code(books.order(close)), "ledger.line-busy");
  books.release(made).value();
  EXPECT_EQ(code(books.order(close)), "ledger.line-busy");
  books.bank(made, 1, BankResult::paid, "R1").value();
  EXPECT_TRUE(books.order(close));
  // Returned by the bank after the year's end: payable again, and carried by closing again.
  books.bank(made, 1, BankResult::returned, "R2").value();
  EXPECT_EQ(code(books.reissue(made, 1, books.payee)), "ledger.line-closed");
  EXPECT_TRUE(books.order(close));
  EXPECT_EQ(line().payable, Fen{0});
  EXPECT_EQ(line(year(books.line.year + 1)).payable, Fen{1'000});
}

}  // namespace
}  // namespace enact::ledger
