// A bank's answer as a table: what can be recorded, what is wrong in a row, and what it says nothing of.
#include "ledger/bank_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace enact::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Batch batch() {
  Batch made{.id = "B1"};
  for (int i = 1; i <= 4; ++i)
    made.lines.push_back({.number = i, .fen = Fen{1'000'00 * i}, .status = LineStatus::issued});
  made.lines[2].status = LineStatus::paid;
  return made;
}

std::expected<BankAnswer, store::Fault> read(const std::string& csv) {
  return read_bank_answer(sheet::read_table(csv).value(), batch());
}

TEST(BankAnswer, IsReadByItsHeadings) {
  const auto answer = read(
      "收款人,流水,结果,银行流水号,原因,金额(元)\n"
      "甲,B1-1,成功,R1,,\"1,000.00\"\n"
      "\n"
      "乙,B1-2,支付失败,R2,户名不符,2000\n"
      "丙,B1-3,退汇,R3,账户已销,3000.00\n");
  ASSERT_TRUE(answer) << answer.error().message.en;
  ASSERT_EQ(answer->rows.size(), 3U);
  EXPECT_EQ(answer->rows[0].result, BankResult::paid);
  EXPECT_EQ(answer->rows[0].bank_ref, "R1");
  EXPECT_EQ(answer->rows[1].row, 4);
  EXPECT_EQ(answer->rows[1].reason, "户名不符");
  EXPECT_EQ(answer->rows[2].result, BankResult::returned);
  for (const AnswerRow& row : answer->rows) EXPECT_THAT(row.faults, IsEmpty());
  EXPECT_THAT(answer->silent, ElementsAre(4));
}

TEST(BankAnswer, SaysWhatIsWrongInEachRow) {
  const auto answer = read(
      "line,result,amount (yuan),reason\n"
      "1,paid,1000.01,\n"
      "1,paid,1000.00,\n"
      "9,paid,1,\n"
      "2,perhaps,,\n"
      "2,failed,,\n"
      "3,paid,,\n"
      "3,failed,,again\n"
      "4,returned,,never paid\n"
      "x,paid,,\n");
  ASSERT_TRUE(answer);
  std::vector<std::size_t> faults;
  for (const AnswerRow& row : answer->rows) faults.push_back(row.faults.size());
  // Lines 1, 2 and 3 occur twice, which either row says. Besides: another amount; no such line; no such
  // result; no reason; a line that was paid cannot fail; nor can one come back that was not paid; no number.
  EXPECT_THAT(faults, ElementsAre(2, 1, 1, 2, 2, 1, 2, 1, 1));
  EXPECT_TRUE(answer->rows[5].recorded);
}

TEST(BankAnswer, NeedsAHeaderAndRows) {
  for (const char* csv : {"收款人,结果\n甲,成功\n", "流水,金额(元)\nB1-1,1\n", "流水,结果\n"})
    EXPECT_EQ(read(csv).error().code, "ledger.bad-answer") << csv;
}

}  // namespace
}  // namespace enact::ledger
