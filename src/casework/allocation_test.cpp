// A short appropriation shared out: by the declared rule, under four eyes, in one transaction; what is not
// served waits.
#include "casework/allocation_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;
using determine::AllocationRule;

// The made-up town with a declared rule, and a ranking of a1 by revenue.
policy::PackagePtr short_town(std::string_view rule) {
  std::string document = articles;
  constexpr std::string_view matter = "matter: { kind: 认定, parts: [企业.代码, 认定.证书编号] }\n";
  document.insert(document.find(matter),
                  "rank by: [{ value: 企业.营业收入, title: { zh: 营业收入, en: revenue } }]\n");
  const policy::FileSet files = {
      {"policies/sample-town/official.txt", official},
      {"policies/sample-town/policy.md",
       fmt::format(fmt::runtime(front), store::sha256_hex(official)) + document},
      {"policies/sample-town/vocabulary.yaml", vocabulary},
      {"policies/sample-town/units.yaml", units},
      {"policies/sample-town/procedures.yaml", procedures},
      {"policies/sample-town/parameters/working-days.yaml", working_days},
      {"policies/sample-town/parameters/short.yaml",
       fmt::format("资金不足分配:\n  title: {{ zh: 资金不足时的分配, en: Sharing out }}\n  type: string\n"
                   "  ask: [市财局]\n  values:\n    - {{ value: '\"{}\"', source: 样例 }}\n",
                   rule)}};
  policy::Loaded loaded = policy::load_package(files, "policies/sample-town");
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

class ShortTown : public Town {
 public:
  explicit ShortTown(AllocationRule by) : Town({}, short_town(determine::to_string(by))), rule(by) {
    set_enterprise(enterprise, "样例一厂");
  }

  // A case of another enterprise that waits for money; its number of ten thousand yuan is one.
  std::string waiting(const std::string& code_of, const std::string& revenue = "") {
    const std::string subject = add_enterprise(code_of, "样例" + code_of, {"C-" + code_of});
    if (!revenue.empty()) {
      step([&](store::Transaction& tx) {
        return enter_fact(tx, library, {"税一", "市税局"}, subject,
                          {.name = "营业收入",
                           .value = revenue,
                           .valid_from = {},
                           .valid_to = {},
                           .evidence = {},
                           .supersedes = {}});
      }).value();
    }
    set_enterprise(subject, "样例" + code_of);
    const std::string id = reach("资金安排");
    cases_[id] = subject;
    return id;
  }
  AllocationOr propose(std::optional<Fen> budget = {}, const Person& who = finance) {
    return step([&](store::Transaction& tx) {
      return propose_allocation(tx, library, who,
                                {.line = line,
                                 .provision = rule == AllocationRule::ranking ? "a1" : "",
                                 .rule = rule,
                                 .budget = budget});
    });
  }
  AllocationOr release_run(const std::string& id, const Person& who = checker) {
    return step([&](store::Transaction& tx) { return release_allocation(tx, cases, who, id); });
  }
  Fen available() {
    return read([](const store::Reader& reader) { return ledger::find_line(reader, line)->available; });
  }
  Fen committed_for(const std::string& id) {
    return read([&](const store::Reader& reader) {
      Fen sum;
      for (const ledger::Commitment& one : ledger::commitments_of_case(reader, id))
        sum.count += one.fen.count;
      return sum;
    });
  }
  std::optional<MoneyWait> wait_of(const std::string& id) { return detail(auditor, id).value().money_wait; }

  AllocationRule rule;

 private:
  void set_enterprise(const std::string& subject, const std::string& name) {
    enterprise = subject;
    applicant = {"成员" + name, {{identity::Role::applicant, "", subject}}};
  }
  std::map<std::string, std::string> cases_;
};

constexpr std::int64_t ten_thousand = 1'000'000;  // yuan in fen

TEST(Allocation, ByQueueTheFirstIsServedInFullAndTheRestWaits) {
  ShortTown town(AllocationRule::queue);
  const std::string first = town.waiting("91D");
  const std::string second = town.waiting("91E");
  const std::string third = town.waiting("91F");
  town.appropriate(150'000).value();  // of 300,000
  EXPECT_EQ(code(town.commit(third)), "casework.allocation-needed") << "nobody goes before the others";
  EXPECT_EQ(town.wait_of(third)->place, 3);
  EXPECT_EQ(town.wait_of(third)->cases, 3);
  EXPECT_EQ(code(town.propose({}, maker)), "casework.not-permitted");
  const AllocationRun run = town.propose().value();
  ASSERT_EQ(run.shares.size(), 3U);
  EXPECT_EQ(run.shares[0].case_id, first);
  EXPECT_EQ(run.shares[0].share, Fen{10 * ten_thousand});
  EXPECT_EQ(run.shares[1].share, Fen{5 * ten_thousand});
  EXPECT_EQ(run.shares[2].share, Fen{0});
  EXPECT_EQ(code(town.propose()), "casework.allocation-open");
  Person same = checker;
  same.account = finance.account;
  EXPECT_EQ(code(town.release_run(run.id, same)), "casework.four-eyes");
  EXPECT_EQ(code(town.release_run(run.id, maker)), "casework.not-permitted");
  town.release_run(run.id).value();
  EXPECT_EQ(code(town.release_run(run.id)), "casework.allocation-decided");
  EXPECT_EQ(town.available(), Fen{0});
  EXPECT_EQ(town.status(first), "支付");
  EXPECT_EQ(town.committed_for(second), Fen{5 * ten_thousand});
  EXPECT_EQ(town.status(third), "资金安排");
  EXPECT_EQ(town.wait_of(third)->place, 1) << "it is the next";
  EXPECT_FALSE(town.wait_of(first));
  EXPECT_EQ(town.detail(auditor, second).value().allocated, Fen{5 * ten_thousand});
  town.expect_sound();
  // With money for all, it is committed as ever.
  town.appropriate(100'000).value();
  EXPECT_FALSE(town.wait_of(third));
  EXPECT_TRUE(town.commit(third));
  town.expect_sound();
}

TEST(Allocation, WhatIsPaidInPartStaysDueForTheRest) {
  ShortTown town(AllocationRule::pro_rata);
  const std::string first = town.waiting("91D");
  const std::string second = town.waiting("91E");
  town.appropriate(50'000).value();
  const AllocationRun run = town.propose().value();
  EXPECT_EQ(run.shares[0].share, Fen{25'000'00});
  EXPECT_EQ(run.shares[1].share, Fen{25'000'00});
  town.release_run(run.id).value();
  const auto batch = town.batch({second}).value();
  town.release(batch.id).value();
  town.bank(batch.id, ledger::BankResult::paid).value();
  EXPECT_EQ(town.status(second), "paid");
  const auto rest = town.open("a1").value();  // the enterprise of the second case
  EXPECT_FALSE(rest.existed);
  EXPECT_EQ(town.detail(town.applicant, rest.case_id).value().summary.amount, Fen{75'000'00});
  town.expect_sound();
}

TEST(Allocation, ByRankTheGreaterComesFirstWhoeverCameFirst) {
  ShortTown town(AllocationRule::ranking);
  const std::string small = town.waiting("91D", "1000000");
  const std::string unknown = town.waiting("91E");
  const std::string great = town.waiting("91F", "9000000");
  town.appropriate(120'000).value();
  const AllocationRun run = town.propose().value();
  EXPECT_EQ(run.shares[0].case_id, great);
  EXPECT_EQ(run.shares[0].share, Fen{10 * ten_thousand});
  EXPECT_EQ(run.shares[1].case_id, small);
  EXPECT_EQ(run.shares[1].share, Fen{2 * ten_thousand});
  EXPECT_EQ(run.shares[2].case_id, unknown);
  EXPECT_EQ(run.shares[2].place, 0);
  town.release_run(run.id).value();
  town.expect_sound();
}

TEST(Allocation, WhatHasChangedSinceIsProposedAnew) {
  ShortTown town(AllocationRule::queue);
  town.waiting("91D");
  town.appropriate(50'000).value();
  const AllocationRun run = town.propose().value();
  town.waiting("91E");
  EXPECT_EQ(code(town.release_run(run.id)), "casework.allocation-changed");
  EXPECT_EQ(
      code(town.step([&](store::Transaction& tx) { return refuse_allocation(tx, checker, run.id, ""); })),
      "procedure.reason-required");
  town.step([&](store::Transaction& tx) { return refuse_allocation(tx, checker, run.id, "有新办件"); })
      .value();
  town.release_run(town.propose().value().id).value();
  town.expect_sound();
}

TEST(Allocation, WithoutADeclaredRuleWhoeverIsCommittedFirstIsPaidFirst) {
  Town town;
  const std::string id = town.reach("资金安排");
  town.appropriate(50'000).value();
  EXPECT_EQ(code(town.commit(id)), "ledger.insufficient-appropriation");
  EXPECT_FALSE(town.detail(auditor, id).value().money_wait);
}

// INVARIANT: the shares add up to the smaller of budget and claims, none is above its claim, by queue nobody
// is served before all that came earlier are served in full, and nothing is committed above the
// appropriation.
TEST(Allocation, HoldsForRandomCasesAndSums) {
  std::mt19937 random(20261126);
  for (const AllocationRule rule : {AllocationRule::queue, AllocationRule::pro_rata}) {
    ShortTown town(rule);
    const int count = 3;
    std::vector<std::string> waiting;
    for (int i = 0; i < count; ++i) waiting.push_back(town.waiting(fmt::format("92{}", i)));
    std::int64_t due = count * 10 * ten_thousand;
    while (due > 0 && !waiting.empty()) {
      const std::int64_t yuan = std::uniform_int_distribution<std::int64_t>(1, 150'000)(random);
      town.appropriate(yuan).value();
      const Fen before = town.available();
      const auto run = town.propose();
      ASSERT_TRUE(run) << code(run);
      std::int64_t sum = 0;
      bool short_of_one = false;
      for (const AllocationShare& share : run->shares) {
        EXPECT_LE(share.share, share.due);
        if (rule == AllocationRule::queue) {
          EXPECT_TRUE(!short_of_one || share.share.count == 0);
          short_of_one = short_of_one || share.share < share.due;
        }
        sum += share.share.count;
      }
      std::int64_t claims = 0;
      for (const AllocationShare& share : run->shares) claims += share.due.count;
      EXPECT_EQ(sum, std::min(before.count, claims));
      town.release_run(run->id).value();
      EXPECT_EQ(town.available().count, before.count - sum);
      for (const AllocationShare& share : run->shares) {
        EXPECT_EQ(town.committed_for(share.case_id), share.share);
        if (share.share.count > 0) std::erase(waiting, share.case_id);
      }
      due -= claims;
      if (!waiting.empty()) due = std::max<std::int64_t>(due, 1);
      town.expect_sound();
    }
  }
}

}  // namespace
}  // namespace enact::casework
