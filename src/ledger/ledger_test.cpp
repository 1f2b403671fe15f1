// Money from appropriation to payable: what is refused, with which figures, and what the database refuses.
#include "ledger/ledger.hpp"

#include <gtest/gtest.h>

#include <future>

#include "ledger/test_books.hpp"

namespace enact::ledger {
namespace {

const Matter matter{"认定", "A1/证书1"};

TEST(Ledger, MovesFromAvailableToCommittedToPayable) {
  TestBooks books;
  ASSERT_TRUE(books.appropriate({1'000'00}));
  ASSERT_TRUE(books.appropriate({500'00}));
  ASSERT_TRUE(books.set_ceiling(matter, {800'00}));
  const auto made = books.commit(matter, "claim-1", {800'00});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->line, books.line);
  EXPECT_EQ(made->matter, matter);
  EXPECT_EQ(made->case_id, "case-claim-1");
  ASSERT_TRUE(books.approve(made->id, {300'00}));
  const LineState state = books.line_state();
  EXPECT_EQ(state.appropriated.count, 1'500'00);
  EXPECT_EQ(state.available.count, 700'00);
  EXPECT_EQ(state.committed.count, 500'00);
  EXPECT_EQ(state.payable.count, 300'00);
  EXPECT_EQ(books.matter_state(matter).committed.count, 800'00);
  EXPECT_EQ(books.matter_state(matter).paid.count, 0);
  books.read([&](const store::Reader& reader) {
    EXPECT_EQ(list_lines(reader).size(), 1U);
    EXPECT_EQ(commitments_of_case(reader, "case-claim-1").size(), 1U);
    EXPECT_EQ(payable_commitments(reader).size(), 1U);
    const auto transfers = transfers_of_commitment(reader, made->id);
    EXPECT_EQ(transfers.size(), 2U);
    EXPECT_EQ(transfers[1].kind, "approve");
    EXPECT_EQ(transfers[1].debit, Purpose::committed);
    EXPECT_EQ(transfers[1].credit, Purpose::payable);
    EXPECT_TRUE(store::find_event(reader, transfers[1].event_id));
    EXPECT_EQ(transfers_after(reader, 0, 100).size(), 4U);
    return 0;
  });
  EXPECT_TRUE(books.space.database().check().empty());
}

TEST(Ledger, NothingIsCommittedBeyondTheAppropriation) {
  TestBooks books;
  ASSERT_TRUE(books.appropriate({100'00}));
  ASSERT_TRUE(books.set_ceiling(matter, {1'000'00}));
  const auto made = books.commit(matter, "claim-1", {100'01});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, "ledger.insufficient-appropriation");
  EXPECT_EQ(made.error().kind, store::Fault::Kind::limit);
  EXPECT_EQ(made.error().figure("needed_fen"), 100'01);
  EXPECT_EQ(made.error().figure("available_fen"), 100'00);
  EXPECT_NE(made.error().message.zh.find("100.01"), std::string::npos);
  EXPECT_TRUE(books.commit(matter, "claim-1", {100'00}));
}

TEST(Ledger, AMatterIsNeverCommittedBeyondItsCeilingByWhateverClaims) {
  TestBooks books;
  ASSERT_TRUE(books.appropriate({10'000'00}));
  ASSERT_TRUE(books.set_ceiling(matter, {600'00}));
  ASSERT_TRUE(books.commit(matter, "claim-1", {400'00}));
  const auto more = books.commit(matter, "claim-2", {200'01});
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, "ledger.ceiling-exceeded");
  EXPECT_EQ(more.error().figure("ceiling_fen"), 600'00);
  EXPECT_EQ(more.error().figure("committed_fen"), 400'00);
  EXPECT_TRUE(books.commit(matter, "claim-2", {200'00}));
  const auto lower = books.set_ceiling(matter, {599'99});
  ASSERT_FALSE(lower);
  EXPECT_EQ(lower.error().code, "ledger.ceiling-exceeded");
  EXPECT_TRUE(books.set_ceiling(matter, {600'01}));
  // Another matter of the same kind has a ceiling of its own.
  EXPECT_EQ(books.commit({"认定", "A1/证书2"}, "claim-3", {1}).error().code, "ledger.no-matter");
  EXPECT_TRUE(books.space.database().check().empty());
}

TEST(Ledger, AClaimHasOneCommitmentUntilItIsCancelled) {
  TestBooks books;
  ASSERT_TRUE(books.appropriate({1'000'00}));
  ASSERT_TRUE(books.set_ceiling(matter, {500'00}));
  const auto first = books.commit(matter, "claim-1", {200'00});
  EXPECT_EQ(books.commit(matter, "claim-1", {100'00}).error().code, "ledger.duplicate-claim");
  ASSERT_TRUE(books.cancel(first->id, {50'00}));
  EXPECT_EQ(books.commit(matter, "claim-1", {100'00}).error().code, "ledger.duplicate-claim");
  ASSERT_TRUE(books.cancel(first->id, {150'00}));
  EXPECT_EQ(books.line_state().available.count, 1'000'00);
  EXPECT_EQ(books.matter_state(matter).committed.count, 0);
  EXPECT_TRUE(books.commit(matter, "claim-1", {500'00}));
  EXPECT_TRUE(books.space.database().check().empty());
}

TEST(Ledger, WhatIsPayableIsNotCancelledAndNotApprovedTwice) {
  TestBooks books;
  ASSERT_TRUE(books.appropriate({1'000'00}));
  ASSERT_TRUE(books.set_ceiling(matter, {500'00}));
  const auto made = books.commit(matter, "claim-1", {200'00});
  ASSERT_TRUE(books.approve(made->id, {150'00}));
  const auto cancelled = books.cancel(made->id, {50'01});
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, "ledger.not-enough");
  EXPECT_EQ(cancelled.error().figure("available_fen"), 50'00);
  EXPECT_EQ(books.approve(made->id, {50'01}).error().code, "ledger.not-enough");
  EXPECT_TRUE(books.approve(made->id, {50'00}));
}

TEST(Ledger, RefusesAmountsAndIdsThatCannotBe) {
  TestBooks books;
  ASSERT_TRUE(books.appropriate({1'000'00}));
  ASSERT_TRUE(books.set_ceiling(matter, {500'00}));
  for (const Fen fen : {Fen{0}, Fen{-1}, Fen{std::numeric_limits<std::int64_t>::max()},
                        Fen{std::numeric_limits<std::int64_t>::min()}}) {
    EXPECT_EQ(books.appropriate(fen).error().code, "ledger.bad-amount");
    EXPECT_EQ(books.commit(matter, "claim-1", fen).error().code, "ledger.bad-amount");
    if (fen.count != 0) {
      EXPECT_EQ(books.set_ceiling(matter, fen).error().code, "ledger.bad-amount");
    }
  }
  EXPECT_EQ(books.approve("none", {1}).error().code, "ledger.no-commitment");
  EXPECT_EQ(books.cancel("none", {1}).error().code, "ledger.no-commitment");
  const auto other = books.run([&](auto& tx, auto& event) {
    return commit(tx, {{"sample", 2027, "unit-1"}, matter, "claim-1", "case-1", {1}}, event);
  });
  EXPECT_EQ(other.error().code, "ledger.no-line");
}

TEST(Ledger, ABookingNamesAnEventThatExists) {
  TestBooks books;
  const auto made =
      books.run([&](auto& tx, auto&) { return appropriate(tx, books.line, {100}, "no such event"); });
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, "store.constraint");
  EXPECT_FALSE(books.read([&](const store::Reader& reader) { return find_line(reader, books.line); }));
}

TEST(Ledger, TheDatabaseItselfRefusesWhatMustNeverHappen) {
  TestBooks books;
  ASSERT_TRUE(books.appropriate({1'000'00}));
  ASSERT_TRUE(books.set_ceiling(matter, {500'00}));
  ASSERT_TRUE(books.commit(matter, "claim-1", {500'00}));
  for (const char* sql :
       {"UPDATE matter SET committed_fen = 50001", "UPDATE matter SET paid_fen = 50001",
        "UPDATE matter SET paid_fen = -1",
        "UPDATE ledger_account SET balance = -1 WHERE purpose = 'available'",
        "UPDATE ledger_account SET balance = 1 WHERE purpose = 'budget'",
        "UPDATE commitment SET committed_fen = committed_fen + 1", "UPDATE commitment SET batched_fen = 1",
        "UPDATE transfer SET fen = 1", "DELETE FROM transfer",
        "INSERT INTO transfer (line, debit, credit, fen, kind, event_id, at) SELECT line, debit, credit, 0, "
        "kind, "
        "event_id, at FROM transfer",
        "INSERT INTO transfer (line, debit, credit, fen, kind, event_id, at) SELECT line, debit, debit, 1, "
        "kind, "
        "event_id, at FROM transfer",
        "UPDATE matter_ceiling SET ceiling_fen = 99999"}) {
    const auto done = books.space.database().write([&](store::Transaction& tx) -> store::StepResult {
      tx.execute(sql, {});
      return "";
    });
    ASSERT_FALSE(done) << sql;
    EXPECT_EQ(done.error().code, "store.constraint") << sql;
  }
  EXPECT_TRUE(books.space.database().check().empty());
}

TEST(Ledger, TheCheckFindsFiguresThatDoNotFollow) {
  for (const char* sql :
       {"UPDATE matter SET committed_fen = committed_fen - 1",
        "UPDATE matter SET ceiling_fen = ceiling_fen + 1",
        "UPDATE ledger_account SET balance = balance + 1 WHERE purpose = 'available'",
        "UPDATE commitment SET committed_fen = committed_fen - 1, payable_fen = payable_fen + 1",
        "UPDATE commitment SET batched_fen = batched_fen + 1 WHERE payable_fen > 0"}) {
    TestBooks books;
    ASSERT_TRUE(books.appropriate({1'000'00}));
    ASSERT_TRUE(books.set_ceiling(matter, {500'00}));
    const auto made = books.commit(matter, "claim-1", {400'00});
    ASSERT_TRUE(books.approve(made->id, {300'00}));
    ASSERT_TRUE(books.space.database().check().empty());
    ASSERT_TRUE(books.space.database().write([&](store::Transaction& tx) -> store::StepResult {
      tx.execute(sql, {});
      return "";
    })) << sql;
    const auto differences = books.space.database().check();
    ASSERT_FALSE(differences.empty()) << sql;
    EXPECT_EQ(differences[0].where, "check ledger: the ledger balances");
  }
}

TEST(Ledger, ManyOfficersAtOnceNeverPassTheCeilingOrTheAppropriation) {
  TestBooks books;
  ASSERT_TRUE(books.appropriate({1'000}));
  ASSERT_TRUE(books.set_ceiling(matter, {700}));
  std::vector<std::future<bool>> attempts;
  for (int i = 0; i < 32; ++i) {
    attempts.push_back(std::async(std::launch::async, [&, i] {
      return books.commit(matter, "claim-" + std::to_string(i), {100}).has_value();
    }));
  }
  int made = 0;
  for (auto& attempt : attempts) made += attempt.get() ? 1 : 0;
  EXPECT_EQ(made, 7);
  EXPECT_EQ(books.matter_state(matter).committed.count, 700);
  EXPECT_EQ(books.line_state().available.count, 300);
  EXPECT_TRUE(books.space.database().check().empty());
}

}  // namespace
}  // namespace enact::ledger
