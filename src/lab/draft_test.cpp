// Changed packages in the lab: what is found in an upload, what is said of it, what it comes to, who keeps
// it.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "casework/test_town.hpp"
#include "lab/draft_check.hpp"
#include "lab/drafts.hpp"
#include "lab/record_population.hpp"
#include "lab/scenarios.hpp"
#include "policy/image.hpp"
#include "store/hash.hpp"

namespace enact::lab {
namespace {

using casework::test::officer;
using casework::test::package;
using identity::Role;
using policy::FileSet;

const std::string own = "policies/sample-town/";

// The town's package with one text in place of another.
FileSet changed(const std::string& from, const std::string& to) {
  FileSet files = casework::test::package_files();
  std::size_t times = 0;
  for (auto& [path, text] : files) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
      ++times;
    }
  }
  EXPECT_GT(times, 0U) << from;
  // The rules name the text that they carry out by its hash.
  std::string& rules = files.at(own + "policy.md");
  const std::string before = store::sha256_hex(casework::test::official);
  rules.replace(rules.find(before), before.size(), store::sha256_hex(files.at(own + "official.txt")));
  return files;
}
FileSet moved(const FileSet& files, const std::string& to) {
  FileSet out;
  for (const auto& [path, text] : files) out.emplace(to + path.substr(own.size()), text);
  return out;
}

CheckedDraft checked(const FileSet& files, const std::string& folder = "sample-town",
                     const FileSet& shared = {}) {
  auto made = check_draft(files, folder, shared);
  EXPECT_TRUE(made) << made.error().message.en;
  return std::move(*made);
}
std::string refused_with(const FileSet& files) {
  const auto made = check_draft(files, "sample-town", {});
  return made ? "" : made.error().code;
}

TEST(DraftCheck, FindsThePackageWhereverItStands) {
  for (const char* place : {"policies/sample-town/", "sample-town/", "", "a/b/sample-town/"}) {
    FileSet files = moved(casework::test::package_files(), place);
    files["__MACOSX/._policy.md"] = "x";
    const CheckedDraft draft = checked(files);
    ASSERT_TRUE(draft.loaded.ok()) << place << render(draft.loaded.diagnostics, Language::en);
    EXPECT_EQ(draft.loaded.package->hash, package()->hash) << place;
    EXPECT_EQ(draft.folder, "sample-town");
  }
  // At the top nothing says what the folder is called but the package.
  EXPECT_TRUE(checked(moved(changed("id: sample-town", "id: town-2"), "")).loaded.ok());
  EXPECT_EQ(checked(moved(changed("id: sample-town", "id: town-2"), "")).folder, "town-2");
  EXPECT_FALSE(checked(changed("id: sample-town", "id: town-2")).loaded.ok());
}

TEST(DraftCheck, RefusesNoneAndSeveral) {
  EXPECT_EQ(refused_with({{"readme.txt", "x"}}), "lab.draft-no-package");
  FileSet two = moved(casework::test::package_files(), "sample-town/");
  two["other/policy.md"] = "x";
  EXPECT_EQ(refused_with(two), "lab.draft-packages");
}

TEST(DraftCheck, TakesWhatThePackagesInForceShareUnlessItIsBrought) {
  const FileSet files = changed("uses: []", "uses: [common/words-1]");
  const auto with = [](const std::string& more) {
    return "matters:\n  人才: { parts: [编号], en: Person }\n" + more;
  };
  const FileSet shared{{"common/words-1/vocabulary.yaml", with("")}};
  EXPECT_FALSE(checked(files).loaded.ok());
  const CheckedDraft draft = checked(files, "", shared);
  ASSERT_TRUE(draft.loaded.ok()) << render(draft.loaded.diagnostics, Language::en);
  EXPECT_EQ(draft.loaded.package->vocabulary.matters.size(), package()->vocabulary.matters.size() + 1);
  FileSet whole = files;
  whole["policies/common/words-1/vocabulary.yaml"] = with("mater: {}\n");
  EXPECT_FALSE(checked(whole, "", shared).loaded.ok());
}

TEST(DraftCheck, SaysWhereAFaultStands) {
  const CheckedDraft draft = checked(changed("验收合格: { rule: 项目.合格,", "验收合格: { rule: 项目.合个,"));
  ASSERT_TRUE(has_errors(draft.loaded.diagnostics));
  const Diagnostic& fault = draft.loaded.diagnostics.front();
  EXPECT_EQ(fault.location.source->name(), "sample-town/policy.md");
  EXPECT_GT(fault.location.source->position(fault.location.span.begin).line, 40);
}

TEST(DraftCheck, HoldsFactsAgainstThoseInForce) {
  const auto found = [](const std::string& from, const std::string& to) {
    const CheckedDraft draft = checked(changed(from, to));
    EXPECT_TRUE(draft.loaded.ok()) << render(draft.loaded.diagnostics, Language::en);
    const std::vector<policy::PackagePtr> in_force{package()};
    std::vector<std::string> codes;
    for (const Diagnostic& one : other_facts(in_force, *draft.loaded.package)) codes.push_back(one.code);
    return codes;
  };
  using Codes = std::vector<std::string>;
  EXPECT_EQ(found("en: Revenue", "en: Turnover"), Codes{});
  EXPECT_EQ(found("名称: { type: string, en: Name }",
                  "名称: { type: string, en: Name }\n      人数: { type: number, en: Staff }"),
            Codes{"lab.draft-new-fact"});
  EXPECT_EQ(found("营业收入: { type: number<元>", "营业收入: { type: number"), Codes{"lab.draft-fact-type"});
  // The list keeps its type's name, its records have another field.
  EXPECT_EQ(found("有效期至: { type: date,", "有效期至: { type: string,"), Codes{"lab.draft-fact-type"});
}

// Two enterprises of the town's tests with a recognition each, for which a1 pays.
class LabWithDrafts : public testing::Test {
 protected:
  LabWithDrafts() : space_({identity::module(), ledger::module(), casework::module(), module()}) {
    for (const char* code : {"91A", "91B"}) {
      const auto fact = [](std::string name, std::string value, std::string unit) {
        return store::Fact{.subject_id = {},
                           .name = std::move(name),
                           .value = std::move(value),
                           .source = store::FactSource::attested,
                           .attested_by = std::move(unit),
                           .evidence = {},
                           .known_on = {}};
      };
      const std::string text(code);
      const std::string list = R"([{"类别":"示范企业","日期":"2026-02-01","证书编号":")" + text + "\"}]";
      const store::SubjectWithFacts entry{
          .subject = {"", "企业", text, text},
          .facts = {fact("代码", "\"" + text + "\"", "市税局"), fact("认定", list, "市科局"),
                    fact("项目", "[]", "市科局")}};
      EXPECT_TRUE(space_.database().write_as<store::BulkCount>(
          [&](store::Transaction& tx) { return store::add_subjects(tx, {&entry, 1}); }));
    }
  }

  void wait() {
    for (int i = 0; i < 2000 && lab_.state().is == State::Is::preparing; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  static policy::PackagePtr compiled(const FileSet& files) {
    CheckedDraft draft = checked(files);
    EXPECT_TRUE(draft.loaded.ok()) << render(draft.loaded.diagnostics, Language::en);
    return draft.loaded.package;
  }
  std::string fault(const Trial& trial, const policy::PackagePtr& draft) {
    const auto answer = lab_.ask(trial, draft);
    return answer ? "" : answer.error().code;
  }

  template <class F>
  auto step(F operation) {
    using Value = typename std::invoke_result_t<F, store::Transaction&>::value_type;
    return space_.database().write_as<Value>(operation);
  }
  auto add(const casework::Person& person, const std::string& name,
           const FileSet& files = casework::test::package_files()) {
    const CheckedDraft draft = checked(files);
    const NewDraft wanted{name, draft.loaded.package->id, draft.loaded.package->hash,
                          policy::to_image(draft.files, draft.folder)};
    return step([&](store::Transaction& tx) { return add_draft(tx, person, wanted); });
  }
  std::string removed(const casework::Person& person, const std::string& id) {
    const auto done = space_.database().write([&](store::Transaction& tx) -> store::StepResult {
      auto made = remove_draft(tx, person, id);
      if (!made) return std::unexpected(made.error());
      return std::string();
    });
    return done ? "" : done.error().code;
  }

  store::TestSpace space_;
  casework::Library library_{{package()}};
  Lab lab_{library_.current()->packages(), record_population(space_.database(), library_), 2,
           [this] { return space_.clock.now(); }};
  Trial trial_{package()->id, "", {}, "", std::nullopt, "", ""};
  const casework::Person science_ = officer("科一", "市科局", Role::handler);
  const casework::Person tax_ = officer("税一", "市税局", Role::handler);
  const casework::Person auditor_ = officer("审一", "审计局", Role::auditor);
};

TEST_F(LabWithDrafts, ADraftIsComparedWithWhatIsInForce) {
  wait();
  const auto fifteen = compiled(changed("10万元", "15万元"));
  const auto answer = lab_.ask(trial_, fifteen);
  ASSERT_TRUE(answer) << answer.error().message.en;
  EXPECT_TRUE(answer->comparison.before.least == 200'000'00);
  EXPECT_TRUE(answer->comparison.after.least == 300'000'00);
  EXPECT_EQ(answer->comparison.effects.winners, 2U);
  EXPECT_EQ(answer->draft, fifteen);
  // Only the part that a1 is in was run again, and settings go on top of the draft.
  EXPECT_EQ(answer->comparison.again, 1U);
  Trial more = trial_;
  more.settings = {{"a1/amount", "5万元"}};
  const auto less = lab_.ask(more, fifteen);
  ASSERT_TRUE(less) << less.error().message.en;
  EXPECT_TRUE(less->comparison.after.least == 100'000'00);
  EXPECT_EQ(less->comparison.effects.losers, 2U);
  EXPECT_EQ(feel::to_string(less->settings.at(0).lever.value), "150000");
}

TEST_F(LabWithDrafts, ADraftOfANewIdIsAnswered) {
  wait();
  FileSet files = moved(changed("id: sample-town", "id: sample-town-2"), "sample-town-2/");
  const auto answer = lab_.ask(trial_, compiled(files));
  ASSERT_TRUE(answer) << answer.error().message.en;
  EXPECT_TRUE(answer->comparison.after.least == 200'000'00);
  EXPECT_EQ(answer->comparison.effects.winners + answer->comparison.effects.losers, 0U);
}

// What only the draft asks for is unknown: nobody is refused or paid for it.
TEST_F(LabWithDrafts, AFactThatOnlyTheDraftDeclaresIsUnknown) {
  wait();
  FileSet files = changed("名称: { type: string, en: Name }",
                          "名称: { type: string, en: Name }\n      人数: { type: number, en: Staff }");
  std::string& rules = files.at(own + "policy.md");
  const std::string condition = "en: recognised while the policy is in force }\n";
  rules.insert(rules.find(condition) + condition.size(), "  有人: { rule: 企业.人数 > 3, en: has staff }\n");
  const auto answer = lab_.ask(trial_, compiled(files));
  ASSERT_TRUE(answer) << answer.error().message.en;
  const auto& line = answer->comparison.provisions.at(0);
  EXPECT_EQ(line.after->unknown, 2U);
  EXPECT_TRUE(answer->comparison.after.least == 0);
  EXPECT_TRUE(answer->comparison.after.greatest == 200'000'00);
}

TEST_F(LabWithDrafts, WhatCannotBeAskedIsRefused) {
  wait();
  EXPECT_EQ(fault(trial_, compiled(changed("有效期至: { type: date,", "有效期至: { type: string,"))),
            "lab.draft-facts");
  Trial wrong = trial_;
  wrong.settings = {{"a1/amout", "1"}};
  EXPECT_EQ(fault(wrong, package()), "lab.setting");
  // Beside another policy in force of its own id.
  const auto other = compiled(moved(changed("id: sample-town", "id: other"), "other/"));
  Lab two({package(), other}, record_population(space_.database(), library_), 1,
          [this] { return space_.clock.now(); });
  for (int i = 0; i < 2000 && two.state().is == State::Is::preparing; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const auto answer = two.ask(trial_, other);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "lab.draft-beside");
}

TEST_F(LabWithDrafts, DraftsBelongToTheirUnit) {
  const auto kept = add(science_, " 初稿 ");
  ASSERT_TRUE(kept) << kept.error().message.en;
  EXPECT_EQ(kept->name, "初稿");
  EXPECT_EQ(kept->unit, "市科局");
  EXPECT_EQ(kept->package_hash, package()->hash);
  EXPECT_EQ(add(science_, "初稿").error().code, "lab.draft-name");
  EXPECT_EQ(add(science_, "").error().code, "lab.name");
  EXPECT_EQ(add(auditor_, "x").error().code, "lab.not-permitted");
  ASSERT_TRUE(add(tax_, "初稿"));
  const auto seen = [&](const casework::Person& person) {
    return space_.database().read([&](const store::Reader& reader) { return drafts(reader, person).size(); });
  };
  EXPECT_EQ(seen(science_), 1U);
  EXPECT_EQ(seen(auditor_), 2U);
  EXPECT_EQ(removed(tax_, kept->id), "lab.no-draft");
  EXPECT_EQ(removed(auditor_, kept->id), "lab.not-permitted");
  // A scenario holds on to its draft, which must be one that its author sees.
  Trial trial = trial_;
  trial.draft = kept->id;
  const auto save = [&](const casework::Person& person) {
    return step([&](store::Transaction& tx) { return save_scenario(tx, person, "方案", trial, *package()); });
  };
  EXPECT_EQ(save(tax_).error().code, "lab.no-draft");
  const auto scenario = save(science_);
  ASSERT_TRUE(scenario) << scenario.error().message.en;
  EXPECT_EQ(scenario->trial.draft, kept->id);
  EXPECT_EQ(removed(science_, kept->id), "lab.draft-used");
  ASSERT_TRUE(space_.database().write([&](store::Transaction& tx) -> store::StepResult {
    auto made = remove_scenario(tx, science_, scenario->id);
    if (!made) return std::unexpected(made.error());
    return std::string();
  }));
  EXPECT_EQ(removed(science_, kept->id), "");
  EXPECT_EQ(removed(science_, kept->id), "lab.no-draft");
  EXPECT_EQ(seen(science_), 0U);
  EXPECT_TRUE(space_.database().check().empty());
}

TEST_F(LabWithDrafts, AUnitKeepsTwenty) {
  for (std::size_t i = 0; i < most_drafts; ++i) ASSERT_TRUE(add(science_, std::to_string(i)));
  EXPECT_EQ(add(science_, "one more").error().code, "lab.too-many-drafts");
  EXPECT_TRUE(add(tax_, "one more"));
}

TEST_F(LabWithDrafts, ADraftIsCompiledFromWhatIsKept) {
  const auto kept = add(science_, "初稿", changed("10万元", "15万元"));
  ASSERT_TRUE(kept);
  const auto found = [&](const Draft& draft) {
    return space_.database().read(
        [&](const store::Reader& reader) { return lab_.drafts().of(reader, draft); });
  };
  const auto first = found(*kept);
  ASSERT_TRUE(first) << first.error().message.en;
  EXPECT_EQ((*first)->hash, kept->package_hash);
  EXPECT_EQ(found(*kept).value(), *first);  // the same object: it is kept
  Draft gone = *kept;
  gone.image = "none";
  EXPECT_EQ(found(gone).error().code, "lab.no-draft");
}

}  // namespace
}  // namespace enact::lab
