// Each way in which a bank's statement can differ from a batch, and a statement that cannot be read.
#include "ledger/reconcile.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ledger/test_books.hpp"

namespace enact::ledger {
namespace {

struct Reconcile : testing::Test {
  void SetUp() override {
    books.appropriate({1'000'000}).value();
    std::vector<BatchRequestLine> lines;
    for (int i = 1; i <= 5; ++i) {
      const Matter matter{"样例", std::to_string(i)};
      books.set_ceiling(matter, {10'000}).value();
      lines.push_back(
          {books.payable(matter, "c" + std::to_string(i), {100 * i}), {100 * i}, books.payee, "奖励"});
    }
    batch = books.batch(lines).value().id;
    books.release(batch).value();
    for (int i = 1; i <= 3; ++i) books.bank(batch, i, BankResult::paid, "R" + std::to_string(i)).value();
    books.bank(batch, 4, BankResult::failed, "R4", "户名不符").value();
  }
  std::string row(int line, const std::string& yuan, const std::string& account = "6222000011112222") const {
    return fmt::format("{}-{},{},{}\r\n", batch, line, account, yuan);
  }
  Reconciliation held(const std::string& rows) {
    const auto statement = read_statement("\xEF\xBB\xBF流水,账号,金额(元)\r\n" + rows);
    return books.read(
        [&](const store::Reader& reader) { return reconcile(reader, batch, statement.value()).value(); });
  }
  static std::string kinds(const Reconciliation& result) {
    std::string all;
    for (const Mismatch& one : result.mismatches) {
      all += fmt::format("{}{}:{}/{}", all.empty() ? "" : " ", mismatch_id(one.kind), one.row, one.line);
    }
    return all;
  }

  TestBooks books;
  std::string batch;
};

TEST_F(Reconcile, NothingDiffers) {
  const auto result = held(row(1, "1.00") + row(2, "2.00") + row(3, "\"3.00\""));
  EXPECT_EQ(kinds(result), "");
  EXPECT_EQ(result.matched, 3);
  EXPECT_EQ(result.matched_fen, Fen{600});
  EXPECT_EQ(result.books_fen, Fen{600});
}

TEST_F(Reconcile, SaysOfEachDifferenceWhatItIs) {
  const auto result = held(row(1, "1.00") + row(1, "1.00") + row(2, "2.01") + row(3, "3.00", "622200009999") +
                           row(4, "4.00") + row(5, "5.00") + row(9, "9.00") + "其他-1,1,7\r\n");
  EXPECT_EQ(
      kinds(result),
      "twice:3/1 amount:4/2 account:5/3 not_paid:6/4 not_recorded:7/5 not_in_batch:8/0 not_in_batch:9/0");
  EXPECT_EQ(result.matched, 1);
  // 1.00 + 1.00 + 2.01 + 3.00 + 4.00 + 5.00 + 9.00 + 7
  EXPECT_EQ(result.statement_fen, Fen{3201});
  for (const Mismatch& one : result.mismatches) EXPECT_FALSE(mismatch_words(one).zh.empty());
}

TEST_F(Reconcile, WhatTheStatementDoesNotHoldIsMissing) {
  EXPECT_EQ(kinds(held(row(2, "2.00"))), "missing:0/1 missing:0/3");
}

TEST(Statement, SaysWhichRowCannotBeRead) {
  const auto code = [](std::string_view csv) {
    const auto read = read_statement(csv);
    return read ? std::string() : fmt::format("{}:{}", read.error().code, read.error().figures.at(0).second);
  };
  EXPECT_EQ(code("流水,账号\na,b\n"), "ledger.bad-statement:1");
  EXPECT_EQ(code("流水,账号,金额(元)\na,b,1\na,b,1.005\n"), "ledger.bad-statement:3");
  EXPECT_EQ(code("流水,账号,金额(元)\na,b,\"1\n"), "ledger.bad-statement:1");
  EXPECT_EQ(code(""), "ledger.bad-statement:1");
  EXPECT_EQ(code("流水,账号,金额(元)\n\"a\"\"b\",c,\"1,000.50\"\n"), "");
  EXPECT_EQ(read_statement("流水,账号,金额(元)\n\"a\"\"b\",c,\"1,000.50\"\n")->at(0).fen, Fen{100'050});
  EXPECT_EQ(read_statement("流水,账号,金额(元)\n\"a\"\"b\",c,\"1,000.50\"\n")->at(0).reference, "a\"b");
}

}  // namespace
}  // namespace enact::ledger
