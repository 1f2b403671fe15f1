// Joint applications that are paid by shares: everybody into its own account, each payment on its own, and
// still one matter with one ceiling.
#include <gtest/gtest.h>

#include <map>

#include "casework/joint.hpp"
#include "casework/orders.hpp"
#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

policy::PackagePtr by_shares() {
  policy::FileSet files = package_files();
  std::string& text = files.at("policies/sample-town/policy.md");
  const std::string from = "evidence: [认定证书]\n";
  text.replace(text.find(from), from.size(), from + "joint: { with: [企业], least: 0, most: 3 }\n");
  files["policies/sample-town/parameters/joint.yaml"] =
      "联合申请支付:\n  title: { zh: 联合申请如何支付, en: How joint applications are paid }\n  type: "
      "string\n"
      "  ask: [市财局]\n  values:\n    - { value: '\"shares\"', source: 样例 }\n";
  const policy::Loaded read = policy::load_package(files, "policies/sample-town");
  if (!read.ok()) throw std::logic_error(render(read.diagnostics, Language::en));
  return read.package;
}

struct Shares : testing::Test {
  Shares() {
    second = town.add_enterprise("92B", "样例二厂", {"C-1"});
    third = town.add_enterprise("93C", "样例三厂", {"C-3"});
    of_second = {"企业二", {{identity::Role::applicant, "", second}}};
    of_third = {"企业三", {{identity::Role::applicant, "", third}}};
  }
  DoneOr confirm(const Person& person, const std::string& subject) {
    return town.step([&](store::Transaction& tx) {
      return answer_as_member(tx, town.library, person, {id, subject, true, ""});
    });
  }
  DoneOr pay_into(const Person& person, const std::string& subject, const std::string& number) {
    return town.step([&](store::Transaction& tx) {
      return town.cases.set_payee(tx, person, {id, {"户名" + number, "样例银行", number}, subject});
    });
  }
  // A joint case of three, brought to its payment: 100,000 yuan at 33.33 %, 33.33 % and 33.34 %.
  void committed() {
    id = town.open().value().case_id;
    town.attach(id).value();
    town.pay_into(id).value();
    town.step([&](store::Transaction& tx) {
          return set_members(tx, town.library, town.applicant,
                             {id, 3'333, {{"企业", "92B", 3'333}, {"企业", "93C", 3'334}}});
        })
        .value();
    EXPECT_EQ(code(confirm(of_second, second)), "casework.payee-missing");
    EXPECT_EQ(code(pay_into(of_third, second, "62220000222")), "casework.not-permitted");
    pay_into(of_second, second, "62220000222").value();
    pay_into(of_third, third, "62220000333").value();
    confirm(of_second, second).value();
    confirm(of_third, third).value();
    town.submit(id).value();
    town.advance_to(id, "支付");
  }
  std::expected<ledger::BatchLine, store::Fault> bank(const std::string& batch, int line,
                                                      ledger::BankResult result) {
    return town.step([&](store::Transaction& tx) {
      return record_bank_result(tx, town.library, maker,
                                {batch, line, result, fmt::format("R{}-{}", batch, line), "户名不符"});
    });
  }

  Town town{{}, by_shares()};
  std::string second, third, id;
  Person of_second, of_third;
};

TEST_F(Shares, EverybodyIsPaidItsShareAndEachPaymentStandsOnItsOwn) {
  committed();
  const auto batch = town.batch({id}).value();
  ASSERT_EQ(batch.lines.size(), 3U);
  EXPECT_EQ(batch.lines[0].fen, Fen{33'330'00});
  EXPECT_EQ(batch.lines[1].fen, Fen{33'330'00});
  EXPECT_EQ(batch.lines[2].fen, Fen{33'340'00});
  EXPECT_EQ(batch.lines[0].payee.account_number, account.account_number);
  EXPECT_EQ(batch.lines[1].payee.account_number, "62220000222");
  EXPECT_EQ(batch.lines[2].payee.account_number, "62220000333");
  town.release(batch.id).value();
  bank(batch.id, 1, ledger::BankResult::paid).value();
  bank(batch.id, 2, ledger::BankResult::failed).value();
  bank(batch.id, 3, ledger::BankResult::paid).value();
  EXPECT_EQ(town.status(id), "支付") << "one of them is not paid";
  EXPECT_EQ(code(pay_into(of_third, third, "62220000334")), "casework.payee-checked");
  pay_into(of_second, second, "62220000223").value();
  const auto again =
      town.step([&](store::Transaction& tx) { return reissue_line(tx, town.library, maker, batch.id, 2); })
          .value();
  ASSERT_EQ(again.lines.size(), 1U);
  EXPECT_EQ(again.lines[0].payee.account_number, "62220000223");
  town.release(again.id).value();
  bank(again.id, 1, ledger::BankResult::paid).value();
  EXPECT_EQ(town.status(id), "paid");
  // What the bank returns of one opens the case for that one.
  bank(batch.id, 3, ledger::BankResult::returned).value();
  EXPECT_EQ(town.status(id), "支付");
  const auto last = town.batch({id}).value();
  ASSERT_EQ(last.lines.size(), 1U);
  EXPECT_EQ(last.lines[0].fen, Fen{33'340'00});
  town.release(last.id).value();
  bank(last.id, 1, ledger::BankResult::paid).value();
  EXPECT_EQ(town.status(id), "paid");
  EXPECT_EQ(town.detail(auditor, id).value().payments.back().to, "样例三厂");
  const auto matter = town.read([&](const store::Reader& reader) {
    return *ledger::find_matter(reader, ledger::commitments_of_case(reader, id).front().matter);
  });
  EXPECT_EQ(matter.paid, Fen{100'000'00});
  EXPECT_EQ(matter.ceiling, Fen{100'000'00});
  town.expect_sound();
}

TEST_F(Shares, TheYearsEndKeepsEverybodysAccount) {
  committed();
  const Person both{
      "财二",
      {{identity::Role::treasury_maker, "市财局", ""}, {identity::Role::finance_reviewer, "市财局", ""}}};
  const auto order = town.step([&](store::Transaction& tx) {
                           return propose_order(
                               tx, town.library, both,
                               {.kind = ledger::OrderKind::close, .line = line, .fen = {}, .reason = "年终"});
                         })
                         .value();
  town.step([&](store::Transaction& tx) { return approve_order(tx, town.library, checker, order.id); })
      .value();
  const auto batch = town.batch({id}).value();
  ASSERT_EQ(batch.lines.size(), 3U);
  std::map<std::string, Fen> by_account;
  for (const ledger::BatchLine& one : batch.lines) by_account[one.payee.account_number] = one.fen;
  EXPECT_EQ(by_account.at("62220000333"), Fen{33'340'00});
  EXPECT_EQ(by_account.at("62220000222"), Fen{33'330'00});
  town.expect_sound();
}

TEST_F(Shares, AccountsAreSeenByTheirOwnersAndByUnits) {
  committed();
  const auto seen = [&](const Person& who) { return town.detail(who, id).value().members[0].payee; };
  EXPECT_TRUE(seen(of_second));
  EXPECT_TRUE(seen(finance));
  EXPECT_FALSE(seen(of_third));
  EXPECT_FALSE(seen(town.applicant));
  EXPECT_EQ(town.detail(of_third, id).value().members[0].fen, Fen{33'330'00});
}

}  // namespace
}  // namespace enact::casework
