// Random people do what their page offers them, with the fields that it asks for: what is offered and not
// blocked must be possible, nobody is ever paid twice, and all the books agree in the end.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <thread>

#include "base/clock.hpp"
#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

class Walk {
 public:
  explicit Walk(std::uint64_t seed) : random_(seed) { town_.appropriate(10'000'000).value(); }

  void run(int steps) {
    for (int i = 0; i < steps && !::testing::Test::HasFailure(); ++i) {
      if (random_.below(3) == 0) town_.days(static_cast<std::int64_t>(random_.below(4)));
      const std::string provision = random_.below(2) == 0 ? "a1" : "a2";
      if (random_.below(10) == 0) open(provision);
      if (random_.below(3) == 0) treasury_works();
      if (!cases_.empty()) act(cases_[static_cast<std::size_t>(random_.below(cases_.size()))]);
    }
    town_.expect_sound();
    std::map<std::string, std::int64_t> paid;
    for (const PaidMatter& one : town_.own_space().payments) paid[one.matter.key] += one.fen.count;
    for (const auto& [key, fen] : paid)
      EXPECT_LE(fen, key.find("p-1") != std::string::npos ? 30'000'000 : 10'000'000);
    paid_ = static_cast<int>(paid.size());
  }
  int paid() const { return paid_; }
  int taken() const { return taken_; }

 private:
  void open(const std::string& provision) {
    const auto opened = town_.open(provision);
    if (!opened) {
      EXPECT_EQ(opened.error().code, "casework.nothing-left");
      return;
    }
    if (opened->existed) {
      EXPECT_NE(std::ranges::find(cases_, opened->case_id), cases_.end());
      return;
    }
    cases_.push_back(opened->case_id);
    town_.attach(opened->case_id).value();
    town_.pay_into(opened->case_id).value();
  }

  void act(const std::string& id) {
    const std::array<const Person*, 8> people = {&town_.applicant, &handler, &approver, &industry, &tax,
                                                 &mayor,           &finance, &maker};
    // The first of them, from a random one on, for whom there is something to do.
    const std::size_t first = random_.below(people.size());
    const Person* person = nullptr;
    const bool giving_up = random_.below(40) == 0;  // or few cases would see the end
    std::vector<ActionView> offered;
    for (std::size_t i = 0; i < people.size() && offered.empty(); ++i) {
      person = people[(first + i) % people.size()];
      if (const auto detail = town_.detail(*person, id)) offered = detail->actions;
      if (!giving_up) std::erase_if(offered, gives_up);
    }
    if (offered.empty()) return;
    const ActionView& action = offered[static_cast<std::size_t>(random_.below(offered.size()))];
    if (action.step_kind == "notice" && random_.below(6) == 0) town_.object(id);
    const std::string code = test::code(perform(*person, id, action));
    ++taken_;
    if (action.blocked) {
      EXPECT_NE(code, "") << action.step << "/" << action.outcome;
    } else {
      // An objection may have come in between.
      EXPECT_TRUE(code.empty() || code == "procedure.objection-open")
          << action.step << "/" << action.outcome << ": " << code;
    }
  }

  static bool gives_up(const ActionView& action) {
    return action.kind == procedure::Action::Kind::withdraw || action.outcome == "reject" ||
           (action.step_kind == "commit" && action.outcome == "return");
  }

  DoneOr perform(const Person& person, const std::string& id, const ActionView& action) {
    using Kind = procedure::Action::Kind;
    return town_.step([&](store::Transaction& tx) -> DoneOr {
      if (action.kind == Kind::withdraw) return town_.cases.withdraw(tx, person, id, "改期");
      if (action.kind == Kind::take_up) {
        return town_.cases.take_up(tx, person, {id, action.outcome, action.unit, "有新材料"});
      }
      if (action.kind == Kind::publish_notice) {
        return town_.cases.publish_notice(tx, person, {id, action.step, action.unit});
      }
      if (action.kind == Kind::answer_objection) {
        return town_.cases.answer_objection(tx, person,
                                            {id, action.objection, action.upheld, "经核实", action.unit});
      }
      TakeRequest request{.case_id = id, .step = action.step, .outcome = action.outcome, .unit = action.unit};
      if (action.reason_required) request.reason = "理由";
      if (action.amount_required)
        request.amount = Fen{1 + static_cast<std::int64_t>(random_.below(30'000'000))};
      if (action.minutes_required) request.minutes = "7";
      request.consent = action.step_kind == "apply";
      return town_.cases.take(tx, person, request);
    });
  }

  void treasury_works() {
    const auto view =
        town_.read([&](const store::Reader& reader) { return treasury(reader, maker); }).value();
    for (const Payable& one : view.payable) {
      const auto made = town_.batch({one.case_id}).value();
      if (random_.below(6) == 0) {
        EXPECT_TRUE(town_.step(
            [&](store::Transaction& tx) { return cancel_batch(tx, town_.library, maker, made.id); }));
        continue;
      }
      town_.release(made.id).value();
      const std::string reference = std::to_string(++references_);
      const bool fails = random_.below(3) == 0;
      town_.bank(made.id, fails ? ledger::BankResult::failed : ledger::BankResult::paid, reference).value();
      if (!fails && random_.below(4) == 0) {
        town_.bank(made.id, ledger::BankResult::returned, reference + "r").value();
      }
    }
  }

  SeededRandom random_;
  Town town_;
  std::vector<std::string> cases_;
  int taken_ = 0;
  int references_ = 0;
  int paid_ = 0;
};

TEST(Walk, WhatIsOfferedCanBeDoneAndNobodyIsPaidTwice) {
  int taken = 0;
  int paid = 0;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Walk walk(seed);
    walk.run(300);
    taken += walk.taken();
    paid += walk.paid();
    if (HasFailure()) return;
  }
  EXPECT_GT(taken, 200) << "the walks must get somewhere";
  EXPECT_GT(paid, 1);
}

TEST(Race, ManyTabsOpenOneCase) {
  Town town;
  std::vector<std::string> ids(8);
  std::vector<std::thread> tabs;
  for (std::string& id : ids) {
    tabs.emplace_back([&] { id = town.open().value().case_id; });
  }
  for (std::thread& tab : tabs) tab.join();
  for (const std::string& id : ids) EXPECT_EQ(id, ids.front());
  EXPECT_EQ(town.own_space().cases.size(), 1U);
}

}  // namespace
}  // namespace enact::casework
