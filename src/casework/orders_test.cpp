// Orders on real cases: what the case shows, when it ends, what may be paid for its matter afterwards.
#include "casework/orders.hpp"

#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using test::code;
using test::Town;

constexpr std::int64_t award = 100'000'00;

struct Orders : testing::Test {
  std::string payable() {
    std::string id = town.reach("资金安排");
    town.appropriate(500'000).value();
    town.commit(id).value();
    return id;
  }
  std::string paid() {
    std::string id = payable();
    const std::string batch = town.batch({id}).value().id;
    town.release(batch).value();
    town.bank(batch, ledger::BankResult::paid).value();
    return id;
  }
  std::string commitment(const std::string& id) {
    return town.read(
        [&](const store::Reader& reader) { return ledger::commitments_of_case(reader, id).at(0).id; });
  }
  OrderOr propose(const Person& person, ledger::OrderRequest request) {
    request.reason = "企业迁出";
    return town.step(
        [&](store::Transaction& tx) { return propose_order(tx, town.library, person, request); });
  }
  OrderOr approve(const Person& person, const std::string& id) {
    return town.step([&](store::Transaction& tx) { return approve_order(tx, town.library, person, id); });
  }
  OrderOr order(const Person& person, const ledger::OrderRequest& request) {
    const auto made = propose(person, request);
    return made ? approve(test::checker, made->id) : made;
  }
  void TearDown() override { town.expect_sound(); }

  Town town;
};

TEST_F(Orders, ACancelledPaymentEndsTheCaseAndFreesTheMatter) {
  const std::string id = payable();
  EXPECT_TRUE(
      order(test::maker, {.kind = ledger::OrderKind::cancel, .commitment = commitment(id), .fen = {award}}));
  EXPECT_EQ(town.status(id), "cancelled");
  const auto detail = town.detail(town.applicant, id).value();
  EXPECT_EQ(detail.timeline.back().kind, "case.payable_cancelled");
  EXPECT_EQ(detail.timeline.back().reason, "企业迁出");
  EXPECT_EQ(
      town.read([](const store::Reader& reader) { return ledger::find_line(reader, test::line)->available; }),
      Fen{500'000'00});
  EXPECT_FALSE(town.open().value().existed) << "the matter may be applied for again";
}

TEST_F(Orders, APartLeftStaysToBePaid) {
  const std::string id = payable();
  EXPECT_TRUE(order(test::maker,
                    {.kind = ledger::OrderKind::cancel, .commitment = commitment(id), .fen = {award - 1}}));
  EXPECT_EQ(town.status(id), "支付");
  const std::string batch = town.batch({id}).value().id;
  town.release(batch).value();
  town.bank(batch, ledger::BankResult::paid).value();
  EXPECT_EQ(town.status(id), "paid");
}

TEST_F(Orders, MoneyThatCameBackIsNotCountedAsPaidAnyMore) {
  const std::string id = paid();
  EXPECT_EQ(code(town.open()), "casework.nothing-left");
  const auto demand =
      order(test::maker, {.kind = ledger::OrderKind::demand, .commitment = commitment(id), .fen = {award}});
  ASSERT_TRUE(demand);
  EXPECT_EQ(code(town.open()), "casework.nothing-left") << "demanded is not received";
  const auto receive_ = [&](std::int64_t fen, const std::string& reference) {
    return town.step([&](store::Transaction& tx) {
      return receive(tx, town.library, test::maker, demand->id, Fen{fen}, reference);
    });
  };
  EXPECT_TRUE(receive_(40'000'00, "B1"));
  EXPECT_TRUE(receive_(40'000'00, "B1")) << "the same word again";
  EXPECT_EQ(town.own_space().payments.at(0).fen, Fen{60'000'00});
  EXPECT_TRUE(receive_(60'000'00, "B2"));
  EXPECT_TRUE(town.own_space().payments.empty());
  EXPECT_TRUE(town.open()) << "nothing is paid for the matter any more";
}

TEST_F(Orders, AreForTheTreasuryOfTheLineAndNeverForOnesOwnMoney) {
  const std::string id = payable();
  const ledger::OrderRequest cancel{
      .kind = ledger::OrderKind::cancel, .commitment = commitment(id), .fen = {award}};
  const ledger::OrderRequest lower{.kind = ledger::OrderKind::lower, .line = test::line, .fen = {1}};
  for (const Person& person : {test::handler, test::auditor, test::checker, town.applicant}) {
    EXPECT_EQ(code(propose(person, cancel)), "casework.not-permitted");
  }
  EXPECT_EQ(code(propose(test::finance, cancel)), "casework.not-permitted") << "a payment is the maker's";
  EXPECT_EQ(code(propose(test::maker, lower)), "casework.not-permitted") << "the appropriation is not";
  const Person elsewhere = test::officer("外一", "市税局", identity::Role::treasury_maker);
  EXPECT_EQ(code(propose(elsewhere, cancel)), "casework.not-permitted");
  Person both = test::maker;
  both.grants.push_back({identity::Role::applicant, "", town.enterprise});
  EXPECT_EQ(code(propose(both, cancel)), "casework.own-case");
  const auto made = propose(test::maker, cancel).value();
  Person same = test::checker;
  same.account = test::maker.account;
  EXPECT_EQ(code(approve(same, made.id)), "ledger.four-eyes");
  EXPECT_EQ(code(approve(test::maker, made.id)), "casework.not-permitted");
  EXPECT_TRUE(propose(test::finance, lower));
}

// The made-up town's package with a table of functional classes.
policy::PackagePtr with_codes() {
  std::string vocabulary = test::vocabulary;
  constexpr std::string_view records = "records:\n";
  vocabulary.insert(vocabulary.find(records) + records.size(),
                    "  科目记录:\n    title: { zh: 科目, en: Class }\n    fields:\n"
                    "      代码: { type: string, required: true, en: Code }\n");
  const policy::FileSet files = {
      {"policies/sample-town/official.txt", test::official},
      {"policies/sample-town/policy.md",
       fmt::format(fmt::runtime(test::front), store::sha256_hex(test::official)) + test::articles},
      {"policies/sample-town/vocabulary.yaml", vocabulary},
      {"policies/sample-town/units.yaml", test::units},
      {"policies/sample-town/procedures.yaml", test::procedures},
      {"policies/sample-town/parameters/working-days.yaml", test::working_days},
      {"policies/sample-town/parameters/codes.yaml",
       "功能分类科目:\n  title: { zh: 功能分类科目, en: Functional classes }\n  type: list<科目记录>\n"
       "  values:\n    - { value: '[{代码: \"2060502\"}]', source: 预算科目 }\n"}};
  policy::Loaded loaded = policy::load_package(files, "policies/sample-town");
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

TEST(Codes, AnAppropriationTakesThoseOfThePackagesTable) {
  Town town;
  const Library coded({with_codes()});
  const auto enter = [&](const Library& library, const std::string& functional) {
    return code(town.step([&](store::Transaction& tx) {
      return appropriate(tx, library, test::finance, test::line, Fen{100},
                         {.document = "财指1号", .functional = functional});
    }));
  };
  EXPECT_EQ(enter(coded, "2060502"), "");
  EXPECT_EQ(enter(coded, "2069999"), "casework.unknown-code");
  EXPECT_EQ(enter(coded, ""), "casework.unknown-code");
  EXPECT_EQ(enter(town.library, "2069999"), "") << "without a table any code is taken";
  town.read([&](const store::Reader& reader) {
    EXPECT_EQ(ledger::codes_of(reader, test::line)->functional, "2069999");
    return 0;
  });
  const auto list =
      town.read([&](const store::Reader& reader) { return budget_export(reader, test::auditor, 2026); });
  ASSERT_TRUE(list);
  const std::string csv = sheet::csv_of(*list, Language::zh);
  EXPECT_NE(csv.find(",财指1号,,2060502,,1.00,"), std::string::npos) << csv;
  EXPECT_EQ(code(town.read(
                [&](const store::Reader& reader) { return budget_export(reader, test::handler, 2026); })),
            "casework.not-permitted");
}

TEST(Reconciling, IsForThoseWhoWorkOnTheBatch) {
  Town town;
  const std::string id = town.reach("支付");
  const std::string batch = town.batch({id}).value().id;
  town.release(batch).value();
  town.bank(batch, ledger::BankResult::paid).value();
  const std::string statement = "流水,账号,金额(元)\n" + batch + "-1,6222000011112222,100000.00\n";
  const auto held = [&](const Person& person) {
    return town.read(
        [&](const store::Reader& reader) { return reconcile_batch(reader, person, batch, statement); });
  };
  ASSERT_TRUE(held(test::maker));
  EXPECT_EQ(held(test::maker)->matched, 1);
  EXPECT_TRUE(held(test::maker)->mismatches.empty());
  EXPECT_EQ(code(held(test::auditor)), "casework.not-permitted");
}

}  // namespace
}  // namespace enact::casework
