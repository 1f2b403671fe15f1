// Codes of appropriations, and the year's list for the budget management system.
#include "ledger/budget.hpp"

#include <gtest/gtest.h>

#include "ledger/test_books.hpp"
#include "ledger/test_budget.hpp"

namespace enact::ledger {
namespace {

const BudgetCodes first{"财指〔2026〕1号", "P-001", "2060502", "50701"};
const BudgetCodes second{"财指〔2026〕9号", "P-002", "2060502", "50799"};

struct Budget : testing::Test {
  auto appropriate(Fen fen, const BudgetCodes& codes) {
    return books.run(
        [&](auto& tx, auto& event) { return ledger::appropriate(tx, books.line, fen, codes, event); });
  }
  void expect_sums(const Line& line) {
    books.read([&](const store::Reader& reader) {
      expect_budget_list(reader, line);
      return 0;
    });
  }
  std::vector<std::string> rows(int year = 2026) {
    const std::string csv = books.read(
        [&](const store::Reader& reader) { return sheet::csv_of(budget_list(reader, year), Language::zh); });
    std::vector<std::string> rows;
    for (std::size_t at = 0; at < csv.size();) {
      const std::size_t end = csv.find("\r\n", at);
      rows.push_back(csv.substr(at, end - at));
      at = end + 2;
    }
    return rows;
  }
  // A row without its number, day, batch and voucher.
  static std::string middle(const std::string& row) {
    const std::size_t begin = row.find(',', row.find(',') + 1) + 1;
    const std::size_t end = row.rfind(',', row.rfind(',') - 1);
    return row.substr(begin, end - begin);
  }

  TestBooks books;
};

TEST_F(Budget, PaymentsCarryTheCodesOfTheAppropriationBefore) {
  appropriate({100'000}, first).value();
  const Matter matter{"样例", "M"};
  books.set_ceiling(matter, {50'000}).value();
  const std::string id = books.paid(matter, "c", {20'005});
  appropriate({5'000}, second).value();
  books.order({.kind = OrderKind::lower, .line = books.line, .fen = {1'000}}).value();
  const auto demand = books.order({.kind = OrderKind::demand, .commitment = id, .fen = {5}}).value();
  books.receive(demand.id, {5}, "B1").value();
  const auto all = rows();
  ASSERT_EQ(all.size(), 6U);
  EXPECT_EQ(
      all[0],
      "\xEF\xBB\xBF序号,日期,类型,政策,年度,预算单位,指标文号,项目代码,功能分类,经济分类,金额(元),批次,凭证");
  EXPECT_EQ(middle(all[1]), "指标下达,sample,2026,unit-1,财指〔2026〕1号,P-001,2060502,50701,1000.00");
  EXPECT_EQ(middle(all[2]), "支付,sample,2026,unit-1,财指〔2026〕1号,P-001,2060502,50701,200.05");
  EXPECT_EQ(middle(all[3]), "指标下达,sample,2026,unit-1,财指〔2026〕9号,P-002,2060502,50799,50.00");
  EXPECT_EQ(middle(all[4]), "指标调减,sample,2026,unit-1,财指〔2026〕9号,P-002,2060502,50799,-10.00");
  EXPECT_EQ(middle(all[5]), "追回,sample,2026,unit-1,财指〔2026〕1号,P-001,2060502,50701,-0.05")
      << "as it was paid";
}

// A case that is paid in parts: the first from what was there, the second from what came later, both in one
// batch. Under each document no more is paid than was appropriated.
TEST_F(Budget, APartCarriesTheCodesOfTheMoneyThatItWasCommittedFrom) {
  const Matter matter{"样例", "M"};
  books.set_ceiling(matter, {9'000}).value();
  appropriate({5'000}, first).value();
  const std::string one = books.payable(matter, "c", {5'000});
  appropriate({4'000}, second).value();
  const std::string other = books.payable(matter, "c/2", {4'000});
  const auto batch =
      books.batch({{one, {5'000}, books.payee, ""}, {other, {4'000}, books.payee, ""}}).value();
  books.release(batch.id).value();
  books.bank(batch.id, 1, BankResult::paid, "R1").value();
  books.bank(batch.id, 2, BankResult::paid, "R2").value();
  books.bank(batch.id, 1, BankResult::returned, "R3").value();
  const auto all = rows();
  ASSERT_EQ(all.size(), 6U);
  EXPECT_EQ(middle(all[3]), "支付,sample,2026,unit-1,财指〔2026〕1号,P-001,2060502,50701,50.00");
  EXPECT_EQ(middle(all[4]), "支付,sample,2026,unit-1,财指〔2026〕9号,P-002,2060502,50799,40.00");
  EXPECT_EQ(middle(all[5]), "退汇,sample,2026,unit-1,财指〔2026〕1号,P-001,2060502,50701,-50.00");
  expect_sums(books.line);
}

// What goes over into the next year stays under its codes, whatever that year's line has by then.
TEST_F(Budget, WhatIsCarriedOverKeepsItsCodes) {
  const Matter matter{"样例", "M"};
  books.set_ceiling(matter, {9'000}).value();
  appropriate({10'000}, first).value();
  const std::string old = books.payable(matter, "c", {5'000});
  books.order({.kind = OrderKind::close, .line = books.line, .fen = {1'000}}).value();
  const Line next{books.line.policy, 2027, books.line.unit};
  books.run([&](auto& tx, auto& event) { return ledger::appropriate(tx, next, {2'000}, second, event); })
      .value();
  const std::string id =
      books.read([](const store::Reader& reader) { return payable_commitments(reader).front().id; });
  const auto batch = books.batch({{id, {5'000}, books.payee, ""}}).value();
  books.release(batch.id).value();
  books.bank(batch.id, 1, BankResult::paid, "R1").value();
  const auto all = rows(2027);
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(middle(all[1]), "结转转入,sample,2027,unit-1,财指〔2026〕1号,P-001,2060502,50701,50.00");
  EXPECT_EQ(middle(all[2]), "结转转入,sample,2027,unit-1,财指〔2026〕1号,P-001,2060502,50701,10.00");
  EXPECT_EQ(middle(all[3]), "指标下达,sample,2027,unit-1,财指〔2026〕9号,P-002,2060502,50799,20.00");
  EXPECT_EQ(middle(all[4]), "支付,sample,2027,unit-1,财指〔2026〕1号,P-001,2060502,50701,50.00");
  expect_sums(books.line);
  expect_sums(next);
}

TEST_F(Budget, WhatComesBackToAYearThatIsOverReturnsToTheBudget) {
  const Matter matter{"样例", "M"};
  books.set_ceiling(matter, {9'000}).value();
  appropriate({5'000}, first).value();
  const std::string id = books.paid(matter, "c", {5'000});
  books.order({.kind = OrderKind::close, .line = books.line, .fen = {}}).value();
  const auto demand = books.order({.kind = OrderKind::demand, .commitment = id, .fen = {700}}).value();
  books.receive(demand.id, {700}, "B1").value();
  const auto all = rows();
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(middle(all[3]), "追回,sample,2026,unit-1,财指〔2026〕1号,P-001,2060502,50701,-7.00");
  EXPECT_EQ(middle(all[4]), "年终收回,sample,2026,unit-1,财指〔2026〕1号,P-001,2060502,50701,-7.00");
  expect_sums(books.line);
}

TEST_F(Budget, ALineWithoutCodesHasNone) {
  books.appropriate({1'000}).value();
  books.read([&](const store::Reader& reader) {
    EXPECT_FALSE(codes_of(reader, books.line));
    return 0;
  });
  EXPECT_EQ(middle(rows().at(1)), "指标下达,sample,2026,unit-1,,,,,10.00");
}

}  // namespace
}  // namespace enact::ledger
