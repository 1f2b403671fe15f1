// The policy lab over the made-up town of casework's tests: it prepares, answers, refuses; scenarios belong
// to units; a workbook holds what was answered.
#include "lab/lab.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

#include "casework/test_town.hpp"
#include "lab/record_population.hpp"
#include "lab/scenarios.hpp"
#include "lab/workbook.hpp"

namespace enact::lab {
namespace {

using casework::Person;
using casework::test::officer;
using casework::test::package;
using identity::Role;

// Two enterprises with a recognition each, which a1 pays for.
class LabOverATown : public testing::Test {
 protected:
  LabOverATown() : space_({identity::module(), ledger::module(), casework::module(), module()}) {
    add("91A", "样例一厂");
    add("91B", "样例二厂");
  }

  void add(const std::string& code, const std::string& name) {
    const auto fact = [](std::string fact_name, std::string value, std::string unit) {
      return store::Fact{.subject_id = {},
                         .name = std::move(fact_name),
                         .value = std::move(value),
                         .source = store::FactSource::attested,
                         .attested_by = std::move(unit),
                         .evidence = {},
                         .known_on = {}};
    };
    const store::SubjectWithFacts entry{
        .subject = {"", "企业", code, name},
        .facts = {
            fact("代码", "\"" + code + "\"", "市税局"),
            fact("认定", R"([{"类别":"示范企业","日期":"2026-02-01","证书编号":")" + code + "\"}]", "市科局"),
            fact("项目", "[]", "市科局")}};
    const auto added = space_.database().write_as<store::BulkCount>(
        [&](store::Transaction& tx) { return store::add_subjects(tx, {&entry, 1}); });
    ASSERT_TRUE(added) << added.error().message.en;
  }

  std::unique_ptr<Lab> lab() {
    return std::make_unique<Lab>(library_.current()->packages(),
                                 record_population(space_.database(), library_), 2,
                                 [this] { return space_.clock.now(); });
  }
  static State ready(Lab& lab) {
    for (int i = 0; i < 2000; ++i) {
      const State state = lab.state();
      if (state.is != State::Is::preparing) return state;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return lab.state();
  }

  template <class F>
  auto step(F operation) {
    using Value = typename std::invoke_result_t<F, store::Transaction&>::value_type;
    return space_.database().write_as<Value>(operation);
  }
  std::vector<Scenario> seen_by(const Person& person) {
    return space_.database().read([&](const store::Reader& reader) { return scenarios(reader, person); });
  }

  store::TestSpace space_;
  casework::Library library_{{package()}};
  Trial trial_{package()->id, "", {{"a1/amount", "12万元"}}, "", std::nullopt, "", ""};
};

TEST_F(LabOverATown, PreparesOnceAndAnswers) {
  const auto lab = this->lab();
  const auto early = lab->ask(trial_);
  if (!early) {
    EXPECT_EQ(early.error().code, "lab.preparing");
  }
  const State state = ready(*lab);
  ASSERT_EQ(state.is, State::Is::ready) << state.failure.en;
  EXPECT_EQ(state.subjects, 2U);
  EXPECT_EQ(state.on, space_.clock.now().legal_day());
  const auto answer = lab->ask(trial_);
  ASSERT_TRUE(answer) << answer.error().message.en;
  // a1 pays 100,000 for a recognition: 200,000 before, 240,000 after.
  EXPECT_TRUE(answer->comparison.before.least == 200'000'00);
  EXPECT_TRUE(answer->comparison.after.least == 240'000'00);
  EXPECT_EQ(answer->comparison.effects.winners, 2U);
  Trial limited = trial_;
  limited.budget = 100'000'00;
  limited.by = "代码:2";
  const auto shared = lab->ask(limited);
  ASSERT_TRUE(shared) << shared.error().message.en;
  EXPECT_EQ(shared->comparison.limited.size(), 2U);  // nothing to rank by
  EXPECT_EQ(shared->comparison.groups.back().winners, 2U);
}

TEST_F(LabOverATown, TakesThePopulationAnewOnAnotherDayAndWhenAsked) {
  const auto lab = this->lab();
  EXPECT_EQ(ready(*lab).subjects, 2U);
  add("91C", "样例三厂");
  EXPECT_EQ(ready(*lab).subjects, 2U);
  lab->refresh();
  for (int i = 0; i < 2000 && lab->state().subjects != 3; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_EQ(lab->state().subjects, 3U);
  add("91D", "样例四厂");
  space_.advance(24 * 3600);
  EXPECT_EQ(ready(*lab).subjects, 4U);
}

TEST_F(LabOverATown, SaysWhatItCannotAnswer) {
  const auto lab = this->lab();
  ready(*lab);
  const auto code = [&](Trial trial) {
    const auto answer = lab->ask(trial);
    return answer ? std::string() : answer.error().code;
  };
  Trial trial = trial_;
  trial.package = "none";
  EXPECT_EQ(code(trial), "lab.no-package");
  trial = trial_;
  trial.settings = {{"a1/amout", "1"}};
  EXPECT_EQ(code(trial), "lab.setting");
  trial = trial_;
  trial.by = "没有";
  EXPECT_EQ(code(trial), "lab.no-fact");
  trial = trial_;
  trial.budget = 1;
  trial.rank_by = "代码";
  EXPECT_EQ(code(trial), "lab.no-fact");
}

TEST_F(LabOverATown, TellsWhyAPopulationCannotBeRead) {
  Lab lab(
      {package()},
      {Population::Is::register_,
       [](const determine::FactModel&, const determine::Question&) -> std::unique_ptr<bulk::ColumnSource> {
         throw std::runtime_error("no such folder");
       }},
      1, [this] { return space_.clock.now(); });
  const State state = ready(lab);
  EXPECT_EQ(state.is, State::Is::failed);
  EXPECT_EQ(state.failure.en, "no such folder");
  EXPECT_EQ(lab.ask(trial_).error().code, "lab.failed");
}

TEST_F(LabOverATown, ScenariosBelongToTheirUnit) {
  const Person science = officer("科一", "市科局", Role::handler);
  const Person tax = officer("税一", "市税局", Role::handler);
  const Person auditor = officer("审一", "审计局", Role::auditor);
  const auto save = [&](const Person& person, const std::string& name, const Trial& trial) {
    return step([&](store::Transaction& tx) { return save_scenario(tx, person, name, trial, *package()); });
  };
  const auto saved = save(science, " 提高奖励 ", trial_);
  ASSERT_TRUE(saved) << saved.error().message.en;
  EXPECT_EQ(saved->name, "提高奖励");
  EXPECT_EQ(saved->unit, "市科局");
  EXPECT_EQ(saved->trial.settings.at(0).value, "12万元");
  EXPECT_EQ(saved->package_hash, package()->hash);
  ASSERT_TRUE(save(tax, "提高奖励", trial_));
  EXPECT_EQ(seen_by(science).size(), 1U);
  EXPECT_EQ(seen_by(auditor).size(), 2U);
  // The same name again is the same scenario.
  Trial other = trial_;
  other.settings[0].value = "15万元";
  other.budget = 5;
  other.by = "代码:2";
  const auto again = save(science, "提高奖励", other);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->id, saved->id);
  ASSERT_EQ(seen_by(science).size(), 1U);
  EXPECT_EQ(seen_by(science)[0].trial.settings[0].value, "15万元");
  EXPECT_EQ(seen_by(science)[0].trial.budget, 5);
  EXPECT_EQ(save(science, "  ", trial_).error().code, "lab.name");
  EXPECT_EQ(save(auditor, "x", trial_).error().code, "lab.not-permitted");
  const auto remove = [&](const Person& person) {
    return space_.database().write([&](store::Transaction& tx) -> store::StepResult {
      auto done = remove_scenario(tx, person, saved->id);
      if (!done) return std::unexpected(done.error());
      return std::string();
    });
  };
  EXPECT_EQ(remove(tax).error().code, "lab.no-scenario");
  EXPECT_EQ(remove(auditor).error().code, "lab.not-permitted");
  EXPECT_TRUE(remove(science));
  EXPECT_TRUE(seen_by(science).empty());
  EXPECT_TRUE(space_.database().check().empty());
}

TEST_F(LabOverATown, AWorkbookHoldsWhatWasAnswered) {
  const auto lab = this->lab();
  ready(*lab);
  Trial limited = trial_;
  limited.budget = 100'000'00;
  limited.by = "代码:2";
  auto first = lab->ask(trial_);
  auto second = lab->ask(limited);
  ASSERT_TRUE(first && second);
  const std::string bytes =
      workbook({{"甲", trial_, std::move(*first)}, {"乙", limited, std::move(*second)}}, Language::zh);
  ASSERT_TRUE(bytes.starts_with("PK"));
  const store::TestFolder folder;
  const std::string file = (folder.path() / "book.xlsx").string();
  std::ofstream(file, std::ios::binary) << bytes;
  // Debian's python3 reads the parts: no tool of this house made them.
  const std::string script =
      "import sys, zipfile; book = zipfile.ZipFile(sys.argv[1]); assert book.testzip() is None; "
      "text = book.read('xl/sharedStrings.xml').decode(); sheet = "
      "book.read('xl/worksheets/sheet1.xml').decode(); "
      "assert '甲' in text and '乙' in text and 'a1/amount' in text; "
      "assert '<v>200000</v>' in sheet and '<v>240000</v>' in sheet and '<v>40000</v>' in sheet; "
      "assert len([n for n in book.namelist() if n.startswith('xl/worksheets/sheet')]) == 8";
  EXPECT_EQ(std::system(("python3 -c \"" + script + "\" " + file).c_str()), 0);
}

}  // namespace
}  // namespace enact::lab
