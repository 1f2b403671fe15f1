// Lists of what is due without an application: from attested facts alone, released by a second person,
// answered by whom it is for, and never a second case of a matter.
#include "casework/roster.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <barrier>
#include <thread>

#include "casework/day_turn.hpp"
#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

// The town with the calls of this floor's lists. `extra`: modules above.
class ListTown : public Town {
 public:
  explicit ListTown(const std::vector<store::Module>& more = {}) : Town(more) {}

  std::expected<RosterFindings, store::Fault> find(const RosterRequest& request,
                                                   const Person& who = handler) {
    return read([&](const store::Reader& reader) {
      return find_due(reader, library, who, request, space.clock.now());
    });
  }
  RosterOr make(const RosterRequest& request, const Person& who = handler) {
    const auto findings = find(request, who);
    if (!findings) return std::unexpected(findings.error());
    return step([&](store::Transaction& tx) { return make_roster(tx, library, who, request, *findings); });
  }
  RosterOr release(const std::string& id, const Person& who = approver) {
    return step([&](store::Transaction& tx) { return release_roster(tx, library, registers_, who, id); });
  }
  RosterOr out(const std::string& id, int line, const std::string& reason, const Person& who = handler) {
    return step([&](store::Transaction& tx) { return take_out(tx, who, id, line, reason); });
  }
  DoneOr confirm(const std::string& id, int line, const Person& who, bool consent = true) {
    return step(
        [&](store::Transaction& tx) { return confirm_offer(tx, cases, who, id, line, account, consent); });
  }
  RosterOr decline(const std::string& id, int line, const Person& who, const std::string& reason) {
    return step([&](store::Transaction& tx) { return decline_offer(tx, who, id, line, reason); });
  }
  std::vector<RosterLine> lines(const std::string& id) {
    return read(
        [&](const store::Reader& reader) { return roster_detail(reader, auditor, id).value().lines; });
  }
  Person acting_for(const std::string& subject) {
    return {"成员" + subject, {{identity::Role::applicant, "", subject}}};
  }
  int open_cases() {
    return static_cast<int>(read([](const store::Reader& reader) {
      return reader.integer("SELECT count(*) FROM case_file WHERE ended = 0", {}).value_or(0);
    }));
  }

 private:
  registers::Catalogue catalogue_{{package()}};
  registers::Registers registers_{catalogue_};
};

const RosterRequest all_of_a1{.policy = "sample-town", .provision = "a1"};

TEST(Roster, ListsWhatIsDueByAttestedFactsAlone) {
  ListTown town;
  town.add_enterprise("91B", "样例二厂", {"C-2"}, false);  // declared, not attested
  town.add_enterprise("91C", "样例三厂", {});              // nothing to be paid
  const auto found = town.find(all_of_a1).value().found;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].subject.name, "样例一厂");
  EXPECT_EQ(found[0].amount, Fen{10'000'000});
  EXPECT_NE(found[0].why.zh.find("满足"), std::string::npos) << found[0].why.zh;
  EXPECT_TRUE(found[0].left_out.empty()) << found[0].left_out.zh;
}

TEST(Roster, OfABandNobodyIsOfferedAnything) {
  ListTown town;
  const auto found = town.find({.policy = "sample-town", .provision = "a2"}).value().found;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(found[0].left_out.empty());
  EXPECT_EQ(code(town.make({.policy = "sample-town", .provision = "a2"})), "casework.nothing-due");
}

TEST(Roster, SinceLeavesOutWhatWasDueBefore) {
  ListTown town;  // recognised on 2026-02-01, known since the space was made
  const Date today = town.today();
  EXPECT_EQ(town.find({.policy = "sample-town", .provision = "a1", .since = *Date::make(2026, 1, 31)})
                .value()
                .found.size(),
            1U)
      << "it was not known then";
  town.days(3);
  EXPECT_EQ(town.find({.policy = "sample-town", .provision = "a1", .since = today}).value().found.size(), 0U);
  EXPECT_EQ(code(town.find({.policy = "sample-town", .provision = "a1", .since = town.today()})),
            "casework.bad-since");
}

TEST(Roster, IsMadeByTheHandlingLeadAndReleasedByAnother) {
  ListTown town;
  EXPECT_EQ(code(town.make(all_of_a1, industry)), "casework.not-permitted");
  EXPECT_EQ(code(town.make(all_of_a1, officer("工二", "市工局", identity::Role::handler))),
            "casework.not-permitted")
      << "the second lead";
  const std::string id = town.make(all_of_a1).value();
  EXPECT_EQ(code(town.release(id, handler)), "casework.not-permitted");
  const Person both{"科一",
                    {{identity::Role::handler, "市科局", ""}, {identity::Role::approver, "市科局", ""}}};
  EXPECT_EQ(code(town.release(id, both)), "casework.four-eyes");
  const Person own{"科二",
                   {{identity::Role::approver, "市科局", ""}, {identity::Role::reader, "", town.enterprise}}};
  EXPECT_EQ(code(town.release(id, own)), "casework.own-case");
  town.release(id).value();
  EXPECT_EQ(code(town.release(id)), "casework.roster-closed");
  town.expect_sound();
}

TEST(Roster, AConfirmationBeginsACaseThatRunsToPayment) {
  ListTown town;
  const std::string id = town.make(all_of_a1).value();
  EXPECT_EQ(code(town.confirm(id, 1, town.applicant)), "casework.no-offer") << "not released yet";
  town.release(id).value();
  EXPECT_EQ(code(town.confirm(id, 1, town.acting_for("another"))), "casework.no-offer");
  EXPECT_EQ(code(town.confirm(id, 1, town.applicant, false)), "casework.consent-missing");
  EXPECT_EQ(town.open_cases(), 0) << "nothing is left of a refused confirmation";
  const Done done = town.confirm(id, 1, town.applicant).value();
  EXPECT_EQ(done.status, "受理");
  EXPECT_EQ(town.lines(id)[0].state, "confirmed");
  EXPECT_EQ(town.lines(id)[0].case_id, done.case_id);
  EXPECT_EQ(code(town.confirm(id, 1, town.applicant)), "casework.offer-over");
  town.advance_to(done.case_id, "支付");
  const auto batch = town.batch({done.case_id}).value();
  town.step([&](store::Transaction& tx) { return release_batch(tx, town.library, checker, batch.id); })
      .value();
  town.bank(batch.id, ledger::BankResult::paid).value();
  EXPECT_EQ(town.status(done.case_id), "paid");
  const auto again = town.find(all_of_a1).value().found;
  ASSERT_EQ(again.size(), 1U);
  EXPECT_NE(again[0].left_out.zh.find("已无应付金额"), std::string::npos) << again[0].left_out.zh;
  town.expect_sound();
}

TEST(Roster, WhatIsAppliedForOrListedIsLeftOutAndSaidSo) {
  ListTown town;
  const std::string other = town.add_enterprise("91B", "样例二厂", {"C-2"});
  const std::string applied = town.open().value().case_id;
  const std::string first = town.make(all_of_a1).value();
  const auto lines = town.lines(first);
  ASSERT_EQ(lines.size(), 2U);
  const auto line_of = [](const std::vector<RosterLine>& all, const std::string& subject) {
    return *std::ranges::find(all, subject, &RosterLine::subject);
  };
  EXPECT_EQ(line_of(lines, town.enterprise).state, "left_out");
  EXPECT_NE(line_of(lines, town.enterprise).reason.zh.find("已有在办的办件"), std::string::npos);
  EXPECT_EQ(line_of(lines, other).state, "listed");
  EXPECT_EQ(code(town.make(all_of_a1)), "casework.nothing-due") << "the other stands on a list already";
  // Applied for between the making and the release: found at the release.
  town.step([&](store::Transaction& tx) {
        return town.cases.open_case(tx, town.acting_for(other),
                                    {other, "sample-town", "a1", "", Mode::apply});
      })
      .value();
  EXPECT_EQ(code(town.release(first)), "casework.nothing-due");
  town.expect_sound();
}

TEST(Roster, WhatWasAppliedForAfterTheReleaseIsNoSecondCase) {
  ListTown town;
  const std::string id = town.make(all_of_a1).value();
  town.release(id).value();
  town.open().value();
  EXPECT_EQ(code(town.confirm(id, 1, town.applicant)), "casework.matter-open");
  EXPECT_EQ(town.open_cases(), 1);
  EXPECT_EQ(town.lines(id)[0].state, "waiting");
  town.expect_sound();
}

TEST(Roster, ManyWhoConfirmAndApplyAtOnceMakeOneCase) {
  ListTown town;
  const std::string id = town.make(all_of_a1).value();
  town.release(id).value();
  constexpr int each = 4;
  std::barrier<> start(2 * each);
  std::vector<std::thread> people;
  for (int i = 0; i < each; ++i) {
    people.emplace_back([&] {
      start.arrive_and_wait();
      (void)town.confirm(id, 1, town.applicant);
    });
    people.emplace_back([&] {
      start.arrive_and_wait();
      (void)town.open();
    });
  }
  for (std::thread& one : people) one.join();
  EXPECT_EQ(town.open_cases(), 1);
  town.expect_sound();
}

TEST(Roster, ListsMadeAtOnceHoldAMatterOnce) {
  ListTown town;
  std::vector<std::thread> officers;
  std::barrier<> start(4);
  for (int i = 0; i < 4; ++i) {
    officers.emplace_back([&] {
      const auto findings = town.find(all_of_a1).value();
      start.arrive_and_wait();
      (void)town.step([&](store::Transaction& tx) {
        return make_roster(tx, town.library, handler, all_of_a1, findings);
      });
    });
  }
  for (std::thread& one : officers) one.join();
  EXPECT_EQ(town.read([](const store::Reader& reader) {
    return reader.integer("SELECT count(*) FROM roster_line WHERE state = 'listed'", {}).value_or(0);
  }),
            1);
  town.expect_sound();
}

TEST(Roster, TakenOutWithAReasonPutBackAndDiscarded) {
  ListTown town;
  town.add_enterprise("91B", "样例二厂", {"C-2"});
  const std::string id = town.make(all_of_a1).value();
  EXPECT_EQ(code(town.out(id, 1, " ")), "procedure.reason-required");
  EXPECT_EQ(code(town.out(id, 9, "查无")), "casework.roster-line");
  town.out(id, 1, "正在核查").value();
  EXPECT_EQ(town.lines(id)[0].state, "taken_out");
  EXPECT_EQ(town.lines(id)[0].reason.zh, "正在核查");
  EXPECT_EQ(code(town.out(id, 1, "再次")), "casework.roster-line");
  town.step([&](store::Transaction& tx) { return put_back(tx, handler, id, 1); }).value();
  EXPECT_EQ(town.lines(id)[0].state, "listed");
  town.out(id, 2, "另行办理").value();
  town.release(id).value();
  EXPECT_EQ(town.lines(id)[0].state, "waiting");
  EXPECT_EQ(town.lines(id)[1].state, "taken_out");
  const std::string next = town.make(all_of_a1).value();
  EXPECT_EQ(town.lines(next).size(), 2U);
  town.step([&](store::Transaction& tx) { return discard_roster(tx, handler, next, "重做"); }).value();
  EXPECT_EQ(code(town.out(next, 2, "已作废")), "casework.roster-closed");
  town.expect_sound();
}

TEST(Roster, ADeclinedOfferIsNotMadeAgainAndCanBeAppliedFor) {
  ListTown town;
  const std::string id = town.make(all_of_a1).value();
  town.release(id).value();
  EXPECT_EQ(code(town.decline(id, 1, town.applicant, "")), "procedure.reason-required");
  EXPECT_EQ(code(town.decline(id, 1, Person{"读", {{identity::Role::reader, "", town.enterprise}}}, "不要")),
            "casework.not-permitted");
  town.decline(id, 1, town.applicant, "已从上级获得同类奖励").value();
  EXPECT_EQ(code(town.confirm(id, 1, town.applicant)), "casework.offer-over");
  EXPECT_EQ(code(town.make(all_of_a1)), "casework.nothing-due");
  EXPECT_TRUE(town.open()) << "it is still due";
  town.expect_sound();
}

TEST(Roster, AnUnansweredOfferLapsesAsADraftDoes) {
  ListTown town;
  const std::string id = town.make(all_of_a1).value();
  town.release(id).value();
  const auto until = town.read(
      [&](const store::Reader& reader) { return roster_detail(reader, auditor, id).value().roster.until; });
  ASSERT_TRUE(until);
  while (town.today() < *until) town.days(1);
  const auto open = [&] {
    return town.read([&](const store::Reader& reader) {
      return offers(reader, town.applicant, town.enterprise, town.today()).value().at(0).open;
    });
  };
  EXPECT_TRUE(open()) << "on its last day it can be answered";
  town.days(1);
  EXPECT_FALSE(open());
  EXPECT_EQ(code(town.confirm(id, 1, town.applicant)), "casework.offer-over") << "the day decides";
  turn_day(town.space.database(), town.library).value();
  EXPECT_EQ(town.lines(id)[0].state, "lapsed");
  EXPECT_TRUE(town.make(all_of_a1)) << "what lapsed may be offered again";
  town.expect_sound();
}

}  // namespace
}  // namespace enact::casework
