// Batches from draft to the bank's last word.
#include "ledger/batches.hpp"

#include <gtest/gtest.h>

#include "ledger/test_books.hpp"

namespace enact::ledger {
namespace {

class Batches : public testing::Test {
 protected:
  Batches() {
    EXPECT_TRUE(books.appropriate({10'000'00}));
    first = payable("1", {1'000'00});
    second = payable("2", {500'50});
  }
  Matter matter_of(const std::string& number) { return {"认定", number}; }
  std::string payable(const std::string& number, Fen fen) {
    EXPECT_TRUE(books.set_ceiling(matter_of(number), fen));
    const auto made = books.commit(matter_of(number), "claim-" + number, fen);
    EXPECT_TRUE(books.approve(made->id, fen));
    return made->id;
  }
  Batch drafted() {
    return books.batch({{first, {1'000'00}, books.payee, "奖励"}, {second, {500'50}, books.payee, "奖励"}})
        .value();
  }
  Batch released() { return books.release(drafted().id).value(); }
  Batch read(const std::string& id) {
    return *books.read([&](const store::Reader& reader) { return find_batch(reader, id); });
  }
  void expect_sound() {
    const auto differences = books.space.database().check();
    EXPECT_TRUE(differences.empty()) << differences.front().what;
  }

  TestBooks books;
  std::string first;
  std::string second;
};

TEST_F(Batches, APaidBatchIsSettledAndItsMattersArePaid) {
  const Batch batch = drafted();
  EXPECT_EQ(batch.status, BatchStatus::draft);
  EXPECT_EQ(batch.total.count, 1'500'50);
  EXPECT_EQ(batch.lines[1].case_id, "case-claim-2");
  EXPECT_EQ(books.line_state().payable.count, 1'500'50);
  ASSERT_TRUE(books.release(batch.id));
  EXPECT_EQ(read(batch.id).status, BatchStatus::released);
  EXPECT_EQ(read(batch.id).releaser, "checker");
  EXPECT_EQ(books.line_state().issued.count, 1'500'50);
  EXPECT_EQ(books.matter_state(matter_of("1")).paid.count, 0);
  ASSERT_TRUE(books.bank(batch.id, 1, BankResult::paid, "ref-1"));
  EXPECT_EQ(read(batch.id).status, BatchStatus::released);
  ASSERT_TRUE(books.bank(batch.id, 2, BankResult::paid, "ref-2"));
  EXPECT_EQ(read(batch.id).status, BatchStatus::settled);
  EXPECT_EQ(read(batch.id).lines[0].bank_ref, "ref-1");
  EXPECT_EQ(books.matter_state(matter_of("1")).paid.count, 1'000'00);
  EXPECT_EQ(books.line_state().paid.count, 1'500'50);
  EXPECT_EQ(books.commitment(second).paid.count, 500'50);
  expect_sound();
}

TEST_F(Batches, WhoMadeABatchDoesNotReleaseIt) {
  const Batch batch = drafted();
  const auto own = books.release(batch.id, "maker");
  ASSERT_FALSE(own);
  EXPECT_EQ(own.error().code, "ledger.four-eyes");
  EXPECT_EQ(own.error().kind, store::Fault::Kind::forbidden);
  // Not even past the code above the database.
  const auto forced =
      books.run([&](store::Transaction& tx, const std::string& event) -> std::expected<int, store::Fault> {
        tx.execute("INSERT INTO batch_release (batch, releaser, at, event_id) VALUES (?, 'maker', 0, ?)",
                   {batch.id, event});
        return 0;
      });
  ASSERT_FALSE(forced);
  EXPECT_EQ(forced.error().code, "store.constraint");
  EXPECT_EQ(read(batch.id).status, BatchStatus::draft);
}

TEST_F(Batches, MoneyStandsInOneBatchOnly) {
  const Batch batch = drafted();
  EXPECT_TRUE(books.read([](const store::Reader& reader) { return payable_commitments(reader); }).empty());
  const auto again = books.batch({{first, {1}, books.payee, ""}});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "ledger.not-enough");
  EXPECT_EQ(again.error().figure("available_fen"), 0);
  // The same commitment twice in one batch counts together; the batch is made whole or not at all.
  ASSERT_TRUE(books.cancel_draft(batch.id));
  EXPECT_EQ(read(batch.id).status, BatchStatus::cancelled);
  EXPECT_EQ(read(batch.id).lines[0].status, LineStatus::cancelled);
  EXPECT_EQ(
      books.batch({{first, {600'00}, books.payee, ""}, {first, {400'01}, books.payee, ""}}).error().code,
      "ledger.not-enough");
  EXPECT_EQ(books.read([](const store::Reader& reader) { return list_batches(reader); }).size(), 1U);
  EXPECT_TRUE(books.batch({{first, {600'00}, books.payee, ""}, {first, {400'00}, books.payee, ""}}));
  expect_sound();
}

TEST_F(Batches, AReleasedOrCancelledBatchIsNoDraft) {
  const Batch batch = released();
  EXPECT_EQ(books.release(batch.id).error().code, "ledger.batch-not-draft");
  EXPECT_EQ(books.cancel_draft(batch.id).error().code, "ledger.batch-not-draft");
  EXPECT_EQ(books.release("none").error().code, "ledger.no-batch");
  EXPECT_EQ(books.bank("none", 1, BankResult::paid, "r").error().code, "ledger.no-batch");
  EXPECT_EQ(books.bank(batch.id, 3, BankResult::paid, "r").error().code, "ledger.no-batch-line");
}

TEST_F(Batches, AFailedLineIsIssuedAgainIntoAnotherAccountOnce) {
  const Batch batch = released();
  ASSERT_TRUE(books.bank(batch.id, 2, BankResult::failed, "ref-2", "户名不符"));
  EXPECT_EQ(read(batch.id).lines[1].status, LineStatus::failed);
  EXPECT_EQ(read(batch.id).lines[1].reason, "户名不符");
  EXPECT_EQ(books.line_state().payable.count, 500'50);
  Payee corrected = books.payee;
  corrected.account_number = "6222999900001111";
  EXPECT_EQ(books.reissue(batch.id, 1, corrected).error().code, "ledger.not-failed");  // still issued
  const auto again = books.reissue(batch.id, 2, corrected);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->lines[0].payee.account_number, "6222999900001111");
  EXPECT_EQ(again->total.count, 500'50);
  EXPECT_EQ(books.reissue(batch.id, 2, corrected).error().code, "ledger.not-failed");
  const auto reissued_in = [&] {
    return books.read(
        [&](const store::Reader& reader) { return find_batch(reader, batch.id)->lines[1].reissued_in; });
  };
  EXPECT_EQ(reissued_in(), again->id);
  ASSERT_TRUE(books.cancel_draft(again->id));
  EXPECT_EQ(reissued_in(), "");  // a cancelled batch pays nothing
  const auto third = books.reissue(batch.id, 2, corrected);
  ASSERT_TRUE(third);
  ASSERT_TRUE(books.release(third->id));
  ASSERT_TRUE(books.bank(third->id, 1, BankResult::paid, "ref-3"));
  EXPECT_EQ(books.matter_state(matter_of("2")).paid.count, 500'50);
  EXPECT_EQ(
      books.read([](const store::Reader& reader) { return batch_lines_of_case(reader, "case-claim-2"); })
          .size(),
      3U);
  expect_sound();
}

TEST_F(Batches, AReturnedPaymentIsNoLongerPaid) {
  const Batch batch = released();
  EXPECT_EQ(books.bank(batch.id, 1, BankResult::returned, "r").error().code, "ledger.bad-result");
  ASSERT_TRUE(books.bank(batch.id, 1, BankResult::paid, "ref-1"));
  ASSERT_TRUE(books.bank(batch.id, 1, BankResult::returned, "ref-9", "账户已注销"));
  EXPECT_EQ(books.matter_state(matter_of("1")).paid.count, 0);
  EXPECT_EQ(books.line_state().payable.count, 1'000'00);
  EXPECT_EQ(books.bank(batch.id, 1, BankResult::paid, "ref-10").error().code, "ledger.bad-result");
  EXPECT_TRUE(books.reissue(batch.id, 1, books.payee));
  expect_sound();
}

TEST_F(Batches, TheSameBankResultTwiceCountsOnce) {
  const Batch batch = drafted();
  EXPECT_EQ(books.bank(batch.id, 1, BankResult::paid, "ref-1").error().code, "ledger.bad-result");  // a draft
  ASSERT_TRUE(books.release(batch.id));
  ASSERT_TRUE(books.bank(batch.id, 1, BankResult::paid, "ref-1"));
  EXPECT_TRUE(books.bank(batch.id, 1, BankResult::paid, "ref-1"));
  EXPECT_EQ(books.line_state().paid.count, 1'000'00);
  EXPECT_EQ(books.bank(batch.id, 1, BankResult::paid, "ref-2").error().code, "ledger.bad-result");
  EXPECT_EQ(books.bank(batch.id, 1, BankResult::failed, "ref-1").error().code, "ledger.bad-result");
  expect_sound();
}

TEST_F(Batches, RefusesWhatTheBankCannotPay) {
  EXPECT_EQ(books.batch({}).error().code, "ledger.empty-batch");
  EXPECT_EQ(books.batch({{"none", {1}, books.payee, ""}}).error().code, "ledger.no-commitment");
  EXPECT_EQ(books.batch({{first, {0}, books.payee, ""}}).error().code, "ledger.bad-amount");
  for (const Payee& payee : std::vector<Payee>{{"", "银行", "1"},
                                               {"某", "", "1"},
                                               {"某", "银行", ""},
                                               {"某", "银行", "62 22"},
                                               {"某", "银行", "=1"},
                                               {"某", "银行", std::string(41, '1')}}) {
    EXPECT_EQ(books.batch({{first, {1}, payee, ""}}).error().code, "ledger.bad-payee");
  }
}

TEST_F(Batches, TheBanksListIsExactAndHarmless) {
  Payee odd{"=cmd(\"x\"),某厂", "样例银行, 一支行", "6222-1"};
  const auto batch =
      books.batch({{first, {1'000'00}, odd, "@奖励\n二行"}, {second, {5}, books.payee, "奖励"}});
  ASSERT_TRUE(batch);
  const auto list = [&] {
    return books.read([&](const store::Reader& reader) { return bank_list(reader, batch->id); });
  };
  EXPECT_EQ(list().error().code, "ledger.batch-not-released");
  ASSERT_TRUE(books.release(batch->id));
  EXPECT_EQ(sheet::csv_of(*list(), Language::zh),
            "\xEF\xBB\xBF序号,收款人,开户行,账号,金额(元),用途,批次,流水\r\n"
            "1,\"'=cmd(\"\"x\"\"),某厂\",\"样例银行, 一支行\",6222-1,1000.00,\"'@奖励\n二行\"," +
                batch->id + "," + batch->id +
                "-1\r\n"
                "2,样例一厂,样例银行,6222000011112222,0.05,奖励," +
                batch->id + "," + batch->id + "-2\r\n");
}

}  // namespace
}  // namespace enact::ledger
