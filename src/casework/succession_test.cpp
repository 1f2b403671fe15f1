#include "casework/succession.hpp"

#include <array>
#include <set>

#include "casework/intake.hpp"
#include "casework/test_town.hpp"

namespace enact::casework::test {
namespace {

const store::Actor registrar{"税一", "市税局"};

// Two enterprises that hold the same certificate: one took the other over.
class Family {
 public:
  Family() {
    before = town.enterprise;
    after = town.add_enterprise("91B", "样例二厂", {"C-1"});
    owner = {"企业二", {{identity::Role::applicant, "", after}}};
  }
  std::expected<Recorded, store::Fault> merge() {
    return town.step([&](store::Transaction& tx) {
      return record_succession(tx, town.library, registrar, after,
                               {SuccessionKind::merged, "91A", town.today(), "样市监〔2026〕1号"});
    });
  }
  const Person& who(bool second) const { return second ? owner : town.applicant; }
  DoneOr open(bool second) {
    return town.step([&](store::Transaction& tx) {
      return town.cases.open_case(tx, who(second),
                                  {second ? after : before, "sample-town", "a1", "", Mode::apply});
    });
  }
  // The next step of the straight way of a case, whoever's turn it is; what is refused is refused.
  void forward(const std::string& id, bool second) {
    const auto detail = town.detail(auditor, id);
    const std::string at =
        detail && !detail->summary.open.empty() ? detail->summary.open.front().step : "申请";
    if (at == "申请") {
      (void)town.step([&](store::Transaction& tx) {
        return town.cases.add_evidence(tx, who(second), {id, "认定证书", "证书.pdf", bytes(pdf)});
      });
      (void)town.step(
          [&](store::Transaction& tx) { return town.cases.set_payee(tx, who(second), {id, account}); });
      (void)town.take(who(second), {.case_id = id, .step = "申请", .outcome = "submit", .consent = true});
    } else if (at == "受理") {
      (void)town.take(handler, id, "受理", "accept");
    } else if (at == "会审") {
      (void)town.take(industry, id, "会审", "agree");
      (void)town.take(tax, id, "会审", "agree");
    } else if (at == "公示") {
      (void)town.publish(id);
      town.days(8);
      (void)town.take(handler, id, "公示", "close");
    } else if (at == "决定") {
      (void)town.take(approver, id, "决定", "decide");
    } else if (at == "批准") {
      (void)town.approve(id);
    } else if (at == "财审") {
      (void)town.take(finance, id, "财审", "pass");
    } else if (at == "资金安排") {
      (void)town.appropriate(500'000);
      (void)town.commit(id);
    }
  }
  std::int64_t paid() {
    return town.read([&](const store::Reader& reader) {
      std::int64_t sum = 0;
      for (const std::string& subject : {before, after})
        for (const PaidMatter& one : paid_matters(reader, subject)) sum += one.fen.count;
      return sum;
    });
  }

  Town town;
  std::string before;
  std::string after;
  Person owner;
};

TEST(Succession, ThePaidMatterFollowsTheSuccessor) {
  Family family;
  Town& town = family.town;
  const std::string id = town.reach("支付");
  const auto batch = town.batch({id}).value();
  town.release(batch.id).value();
  town.bank(batch.id, ledger::BankResult::paid).value();
  EXPECT_EQ(family.open(true) ? "open" : "", "open") << "two enterprises, two matters: nothing ties them yet";
  ASSERT_TRUE(family.merge());
  const auto space = town.read([&](const store::Reader& reader) {
    return subject_space(reader, town.library, family.owner, family.after, town.space.clock.now()).value();
  });
  for (const auto& provision : space.determination.subjects.at(0).provisions) {
    if (provision.provision->id != "a1") continue;
    for (const auto& claim : provision.claims) EXPECT_EQ(claim.payable.count, 0) << claim.matter.key;
  }
}

TEST(Succession, AnOpenCaseOfTheOneStandsInTheWayOfTheOther) {
  Family family;
  ASSERT_TRUE(family.open(false));
  ASSERT_TRUE(family.merge());
  EXPECT_EQ(code(family.open(true)), "casework.matter-taken");
}

TEST(Succession, TheSuccessorHasWhatTheOneBeforeHad) {
  Family family;
  Town& town = family.town;
  const std::string third = town.add_enterprise("91C", "样例三厂", {});
  ASSERT_TRUE(town.step([&](store::Transaction& tx) {
    return record_succession(tx, town.library, registrar, third,
                             {SuccessionKind::converted, "91A", town.today(), ""});
  }));
  const auto record = town.read([&](const store::Reader& reader) {
    return facts_of(reader, *town.library.current(), third, town.today(), town.space.clock.now()).value();
  });
  bool found = false;
  for (const auto& fact : record.facts.subjects.at(0).facts)
    if (fact.name == "认定") found = fact.value.list()->items.size() == 1;
  EXPECT_TRUE(found);
}

TEST(Succession, SaysWhatWasCommittedTwiceBeforeItWasKnown) {
  Family family;
  Town& town = family.town;
  const std::string one = town.reach("支付");
  const std::string other = family.open(true).value().case_id;
  for (int i = 0; i < 12; ++i) family.forward(other, true);
  ASSERT_EQ(town.status(other), town.status(one));
  const auto recorded = family.merge();
  ASSERT_TRUE(recorded);
  EXPECT_EQ(recorded->overlaps.size(), 2U);
  EXPECT_EQ(code(town.batch({one})), "casework.owed-in-family");
  EXPECT_EQ(code(town.batch({one, other})), "casework.owed-in-family");
  EXPECT_EQ(code(town.batch({other})), "casework.owed-in-family");
  ASSERT_TRUE(town.step([&](store::Transaction& tx) {
    return withdraw_succession(tx, town.library, registrar, recorded->seq, "登记有误");
  }));
  EXPECT_TRUE(town.batch({one, other}));
  EXPECT_EQ(town.space.database().check().size(), 0U);
}

TEST(Succession, ADraftBatchIsHeldBackOnceTheFamilyIsKnown) {
  Family family;
  Town& town = family.town;
  const std::string one = town.reach("支付");
  const std::string other = family.open(true).value().case_id;
  for (int i = 0; i < 12; ++i) family.forward(other, true);
  const auto batch = town.batch({one, other}).value();
  ASSERT_TRUE(family.merge());
  const auto refused = town.release(batch.id);
  EXPECT_EQ(code(refused), "casework.owed-in-family");
  for (const std::string& id : {one, other}) {
    const std::string reference = town.detail(auditor, id).value().summary.reference;
    EXPECT_NE(refused.error().message.en.find("case " + reference), std::string::npos)
        << "each line in the way is named: " << refused.error().message.en;
  }
}

TEST(Succession, RefusesWhatCannotBe) {
  Family family;
  Town& town = family.town;
  const auto record = [&](const std::string& subject, const store::Actor& actor, SuccessionEntry entry) {
    return code(town.step(
        [&](store::Transaction& tx) { return record_succession(tx, town.library, actor, subject, entry); }));
  };
  EXPECT_EQ(record(family.after, {"科一", "市科局"}, {SuccessionKind::merged, "91A", town.today(), ""}),
            "casework.not-permitted");
  EXPECT_EQ(record(family.after, registrar, {SuccessionKind::merged, "91B", town.today(), ""}),
            "casework.bad-succession");
  EXPECT_EQ(record(family.after, registrar, {SuccessionKind::merged, "91X", town.today(), ""}),
            "casework.bad-succession");
  EXPECT_EQ(record(family.after, registrar, {SuccessionKind::merged, "91A", *town.today().add_days(1), ""}),
            "casework.bad-succession");
  ASSERT_TRUE(family.merge());
  EXPECT_EQ(code(family.merge()), "casework.succession-known");
  EXPECT_EQ(record(family.before, registrar, {SuccessionKind::merged, "91B", town.today(), ""}),
            "casework.bad-succession")
      << "a circle";
  EXPECT_EQ(record(family.before, registrar, {SuccessionKind::moved_out, "", town.today(), ""}), "");
}

// Whatever is done in whatever order: once the merger is on record, no payment goes out for the matter beside
// another. Payments that were with the bank already cannot be called back by it.
void live_through(std::uint64_t seed) {
  SeededRandom random(seed);
  Family family;
  Town& town = family.town;
  std::array<std::string, 2> cases;
  std::vector<std::string> batches;
  std::set<std::string> released;
  bool merged = false;
  std::int64_t sent_before = 0;
  const auto make = [&](const std::vector<std::string>& ids) {
    if (const auto made = town.batch(ids)) batches.push_back(made->id);
  };
  const auto send = [&] {
    for (const std::string& id : batches) {
      if (released.contains(id) || !town.release(id)) continue;
      released.insert(id);
      const auto lines =
          town.read([&](const store::Reader& reader) { return ledger::find_batch(reader, id)->lines; });
      if (!merged) sent_before += std::ssize(lines);
      for (const auto& line : lines)
        (void)town.step([&](store::Transaction& tx) {
          return record_bank_result(tx, town.library, maker,
                                    {id, line.number, ledger::BankResult::paid, "R", ""});
        });
    }
  };
  for (int i = 0; i < 40; ++i) {
    const int doing = static_cast<int>(random.below(9));
    const bool second = doing % 2 == 1;
    const std::size_t at = second ? 1 : 0;
    if (doing <= 5) {
      if (cases[at].empty()) {
        if (const auto made = family.open(second)) cases[at] = made->case_id;
      } else {
        for (int k = 0; k < 3; ++k) family.forward(cases[at], second);
      }
    } else if (doing == 6) {
      for (const std::string& id : cases)
        if (!id.empty()) make({id});
    } else if (doing == 7) {
      send();
    } else if (!merged) {
      merged = family.merge().has_value();
    }
  }
  if (!merged) merged = family.merge().has_value();
  for (const std::string& id : cases) {
    if (id.empty()) continue;
    for (int i = 0; i < 12; ++i) family.forward(id, id == cases[1]);
    make({id});
  }
  send();
  EXPECT_LE(family.paid(), std::max<std::int64_t>(1, sent_before) * 100'000'00) << "seed " << seed;
  town.expect_sound();
}

TEST(Succession, AMatterIsNeverPaidTwice) {
  for (std::uint64_t seed = 1; seed <= 20 && !testing::Test::HasFailure(); ++seed) live_through(seed);
}

}  // namespace
}  // namespace enact::casework::test
