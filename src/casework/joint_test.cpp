// Joint applications: everybody confirms before it is submitted, everybody sees it, nobody of them takes an
// official step in it, and one matter is paid once whoever of them asks.
#include "casework/joint.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/clock.hpp"
#include "casework/people.hpp"
#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

const policy::PackagePtr& joint_rules() {
  static const policy::PackagePtr loaded = [] {
    policy::FileSet files = package_files();
    std::string& text = files.at("policies/sample-town/policy.md");
    const std::string from = "evidence: [认定证书]\n";
    text.replace(text.find(from), from.size(), from + "joint: { with: [企业], least: 0, most: 3 }\n");
    const policy::Loaded read = policy::load_package(files, "policies/sample-town");
    if (!read.ok()) throw std::logic_error(render(read.diagnostics, Language::en));
    return read.package;
  }();
  return loaded;
}

struct Joint : testing::Test {
  Joint() {
    second = town.add_enterprise("92B", "样例二厂", {"C-1"});
    third = town.add_enterprise("93C", "样例三厂", {"C-3"});
    of_second = {"企业二", {{identity::Role::applicant, "", second}}};
    of_third = {"企业三", {{identity::Role::applicant, "", third}}};
  }
  DoneOr name(const std::string& id, int share, std::vector<MemberEntry> members) {
    return town.step([&](store::Transaction& tx) {
      return set_members(tx, town.library, town.applicant, {id, share, std::move(members)});
    });
  }
  DoneOr answer(const Person& person, const std::string& id, const std::string& subject, bool confirms,
                const std::string& reason = "") {
    return town.step([&](store::Transaction& tx) {
      return answer_as_member(tx, town.library, person, {id, subject, confirms, reason});
    });
  }
  std::string draft() {
    const std::string id = town.open().value().case_id;
    town.attach(id).value();
    town.pay_into(id).value();
    return id;
  }
  DoneOr open_for(const Person& person, const std::string& subject) {
    return town.step([&](store::Transaction& tx) {
      return town.cases.open_case(tx, person, {subject, "sample-town", "a1", "", Mode::apply});
    });
  }
  std::size_t seen(const Person& person) {
    return town
        .read([&](const store::Reader& reader) { return list_cases(reader, person, {}, town.today()); })
        .cases.size();
  }
  // A case of the first with the second, confirmed.
  std::string confirmed() {
    const std::string id = draft();
    name(id, 6'000, {{"企业", "92B", 4'000}}).value();
    answer(of_second, id, second, true).value();
    return id;
  }

  Town town{{}, joint_rules()};
  std::string second, third;
  Person of_second, of_third;
};

TEST_F(Joint, IsSubmittedOnceEverybodyHasConfirmedByItsOwnAccount) {
  const std::string id = draft();
  EXPECT_EQ(seen(of_second), 0U);
  name(id, 5'000, {{"企业", "92B", 3'000}, {"企业", "93C", 2'000}}).value();
  EXPECT_EQ(seen(of_second), 1U) << "who is asked sees what it is asked for";
  EXPECT_EQ(code(town.submit(id)), "casework.members-open");
  EXPECT_EQ(code(answer(town.applicant, id, second, true)), "casework.not-permitted");
  EXPECT_EQ(code(answer(of_third, id, second, true)), "casework.not-permitted");
  answer(of_second, id, second, true).value();
  EXPECT_EQ(code(answer(of_second, id, second, true)), "casework.answered");
  const auto open = town.submit(id);
  EXPECT_EQ(code(open), "casework.members-open");
  EXPECT_EQ(open.error().message.zh.find("样例二厂"), std::string::npos);
  EXPECT_NE(open.error().message.zh.find("样例三厂"), std::string::npos);
  answer(of_third, id, third, true).value();
  EXPECT_EQ(code(town.submit(id)), "");
  EXPECT_EQ(code(answer(of_third, id, third, false, "反悔")), "procedure.not-open")
      << "it is with the units now";
  town.expect_sound();
}

TEST_F(Joint, NamedAnewAllAreAskedAnew) {
  const std::string id = confirmed();
  name(id, 7'000, {{"企业", "92B", 3'000}}).value();
  EXPECT_EQ(code(town.submit(id)), "casework.members-open") << "it agreed to another share";
  answer(of_second, id, second, false, "份额不对").value();
  EXPECT_EQ(seen(of_second), 0U);
  EXPECT_EQ(code(answer(of_second, id, second, true)), "casework.no-case");
  EXPECT_EQ(code(town.submit(id)), "casework.members-open");
  name(id, 10'000, {}).value();
  EXPECT_EQ(code(town.submit(id)), "") << "alone after all";
  town.expect_sound();
}

TEST_F(Joint, SharesMakeAWholeAndMembersAreWhoTheProvisionLets) {
  const std::string id = draft();
  EXPECT_EQ(code(name(id, 5'000, {{"企业", "92B", 4'999}})), "casework.bad-shares");
  EXPECT_EQ(code(name(id, 11'000, {{"企业", "92B", -1'000}})), "casework.bad-shares");
  EXPECT_EQ(code(name(id, 5'000, {{"个人", "92B", 5'000}})), "casework.bad-members");
  EXPECT_EQ(code(name(id, 5'000, {{"企业", "91A", 5'000}})), "casework.bad-members")
      << "the applicant itself";
  EXPECT_EQ(code(name(id, 5'000, {{"企业", "92B", 2'500}, {"企业", "92B", 2'500}})), "casework.bad-members");
  EXPECT_EQ(code(name(id, 5'000, {{"企业", "99Z", 5'000}})), "casework.no-member");
  EXPECT_EQ(code(name(id, 6'000, std::vector<MemberEntry>(4, {"企业", "92B", 1'000}))),
            "casework.bad-members");
  const std::string other = town.open("a2").value().case_id;
  EXPECT_EQ(code(name(other, 5'000, {{"企业", "92B", 5'000}})), "casework.not-joint");
  EXPECT_EQ(code(town.step([&](store::Transaction& tx) {
              return set_members(tx, town.library, of_second, {id, 5'000, {{"企业", "92B", 5'000}}});
            })),
            "casework.no-case");
}

TEST_F(Joint, EverybodySeesItAndNobodyOfThemActsInItForAUnit) {
  const std::string id = confirmed();
  town.submit(id).value();
  EXPECT_EQ(town.detail(of_second, id).value().members.front().state, "confirmed");
  EXPECT_TRUE(town.detail(of_second, id).value().actions.empty()) << "the lead alone withdraws";
  EXPECT_EQ(code(town.step(
                [&](store::Transaction& tx) { return town.cases.withdraw(tx, of_second, id, "不办了"); })),
            "procedure.not-applicant");
  Person both = handler;
  both.grants.push_back({identity::Role::reader, "", second});
  EXPECT_EQ(code(town.take(both, id, "受理", "accept")), "casework.own-case");
  town.take(handler, id, "受理", "accept").value();
  town.expect_sound();
}

TEST_F(Joint, TheNoticeNamesEverybody) {
  const std::string id = confirmed();
  town.submit(id).value();
  town.advance_to(id, "公示");
  town.publish(id).value();
  const auto notices =
      town.read([&](const store::Reader& reader) { return public_notices(reader, true, town.today()); })
          .notices;
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices.front().subject_name, "样例一厂（与样例二厂联合申请）");
}

// The matter holds the applicant's number: that of the second is another key, and the same recognition.
TEST_F(Joint, AMemberIsNotPaidForTheMatterOnItsOwn) {
  const std::string id = confirmed();
  const auto own = open_for(of_second, second);
  EXPECT_EQ(code(own), "casework.matter-taken");
  town.submit(id).value();
  EXPECT_EQ(code(open_for(of_second, second)), "casework.matter-taken");
  town.advance_to(id, "支付");
  const auto batch = town.batch({id}).value();
  town.release(batch.id).value();
  town.bank(batch.id, ledger::BankResult::paid).value();
  EXPECT_EQ(town.status(id), "paid");
  EXPECT_EQ(code(open_for(of_second, second)), "casework.nothing-left") << "paid jointly is paid";
  town.expect_sound();
}

TEST_F(Joint, WhoHasAppliedAloneDoesNotJoin) {
  open_for(of_second, second).value();
  const std::string id = draft();
  name(id, 6'000, {{"企业", "92B", 4'000}}).value();
  EXPECT_EQ(code(answer(of_second, id, second, true)), "casework.matter-taken");
}

TEST_F(Joint, AnEndedCaseIsNotTakenUpBesideAJointOne) {
  const std::string alone = open_for(of_second, second).value().case_id;
  town.step([&](store::Transaction& tx) {
        return town.cases.add_evidence(tx, of_second, {alone, "认定证书", "证书.pdf", bytes(pdf)});
      })
      .value();
  town.step([&](store::Transaction& tx) { return town.cases.set_payee(tx, of_second, {alone, account}); })
      .value();
  town.take(of_second, TakeRequest{.case_id = alone, .step = "申请", .outcome = "submit", .consent = true})
      .value();
  town.take(handler, alone, "受理", "reject", "材料不符").value();
  const std::string id = confirmed();
  const auto appeal = town.step([&](store::Transaction& tx) {
    return town.cases.take_up(tx, of_second, {.case_id = alone, .way = "申诉", .reason = "补充材料"});
  });
  EXPECT_EQ(code(appeal), "casework.matter-open");
  town.expect_sound();
}

// Whatever they do in whatever order: what is paid for the recognition of any of them, together, never goes
// above one award, and each member that a submitted case names has confirmed it as it stands.
TEST_F(Joint, RandomApplicationsNeverPayOneMatterTwice) {
  constexpr std::int64_t award = 100'000'00;
  int paid_jointly = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Town place{{}, joint_rules()};
    SeededRandom random(seed);
    std::vector<Person> people = {place.applicant};
    std::vector<std::string> subjects = {place.enterprise};
    const std::vector<std::string> codes = {"91A", "92B", "93C"};
    for (std::size_t i = 1; i < codes.size(); ++i) {
      subjects.push_back(place.add_enterprise(codes[i], "厂" + codes[i], {"C-1"}));
      people.push_back({"企业" + codes[i], {{identity::Role::applicant, "", subjects[i]}}});
    }
    struct Made {
      std::string id;
      std::size_t lead;
      std::size_t member;
    };
    std::vector<Made> cases;
    place.appropriate(1'000'000).value();
    for (int turn = 0; turn < 80; ++turn) {
      if (cases.empty() || random.below(4) == 0) {
        const std::size_t who = random.below(people.size());
        const auto opened = place.step([&](store::Transaction& tx) {
          return place.cases.open_case(tx, people[who],
                                       {subjects[who], "sample-town", "a1", "", Mode::apply});
        });
        if (!opened || opened->existed) continue;
        cases.push_back({opened->case_id, who, who});
        place
            .step([&](store::Transaction& tx) {
              return place.cases.add_evidence(tx, people[who],
                                              {opened->case_id, "认定证书", "证书.pdf", bytes(pdf)});
            })
            .value();
        place
            .step([&](store::Transaction& tx) {
              return place.cases.set_payee(tx, people[who], {opened->case_id, account});
            })
            .value();
        continue;
      }
      Made& made = cases[random.below(cases.size())];
      switch (random.below(5)) {
        case 0: {
          const std::size_t other = random.below(codes.size());
          const auto named = place.step([&](store::Transaction& tx) {
            return set_members(tx, place.library, people[made.lead],
                               {made.id, 5'000, {{"企业", codes[other], 5'000}}});
          });
          if (named) made.member = other;
          break;
        }
        case 1:
        case 2:
          static_cast<void>(place.step([&](store::Transaction& tx) {
            return answer_as_member(tx, place.library, people[made.member],
                                    {made.id, subjects[made.member], true, ""});
          }));
          break;
        case 3: {
          const auto sent = place.take(
              people[made.lead],
              TakeRequest{.case_id = made.id, .step = "申请", .outcome = "submit", .consent = true});
          if (!sent) break;
          const auto members = place.detail(auditor, made.id)->members;
          EXPECT_TRUE(
              std::ranges::all_of(members, [](const MemberView& one) { return one.state == "confirmed"; }));
          break;
        }
        default: {
          const auto detail = place.detail(auditor, made.id);
          if (!detail || detail->summary.status != "受理") break;
          place.advance_to(made.id, "资金安排");
          if (!place.commit(made.id)) break;
          const auto batch = place.batch({made.id}).value();
          place.release(batch.id).value();
          place.bank(batch.id, ledger::BankResult::paid).value();
        }
      }
    }
    const std::int64_t paid = place.read([](const store::Reader& reader) {
      return reader.integer("SELECT coalesce(sum(fen), 0) FROM matter_paid", {}).value_or(0);
    });
    EXPECT_LE(paid, award * static_cast<std::int64_t>(codes.size()));
    // Of those that ever were in one paid case together, one is paid.
    place.read([&](const store::Reader& reader) {
      reader.query(
          "SELECT c.subject, m.subject FROM case_file c JOIN case_member m ON m.case_id = c.id WHERE "
          "c.status = "
          "'paid' AND m.state = 'confirmed'",
          {}, [&](const store::Row& row) {
            const auto sum =
                reader.integer("SELECT sum(fen) FROM matter_paid WHERE subject = ? OR subject = ?",
                               {row.text(0), row.text(1)});
            EXPECT_LE(sum.value_or(0), award);
            ++paid_jointly;
          });
      return 0;
    });
    place.expect_sound();
    if (HasFailure()) return;
  }
  EXPECT_GT(paid_jointly, 0) << "the walks must get somewhere";
}

}  // namespace
}  // namespace enact::casework
