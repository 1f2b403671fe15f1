// The forms against the loader: every key that they offer is one that the loader takes, and they know every
// key of the sample.
#include "lsp/grammar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "lsp/grammar_institutions.hpp"
#include "lsp/index.hpp"
#include "lsp/test_package.hpp"
#include "lsp/yaml_place.hpp"

namespace enact::lsp::test {
namespace {

policy::FileSet files() {
  const auto all = package_files();
  return {all.begin(), all.end()};
}

// Where one more key can be put into a mapping of the form at the path.
struct Place {
  const char* file;
  const char* before;  // the key goes in front of it
  const Form* root;
  std::vector<std::string> path;
};

std::vector<Place> places() {
  return {
      {"policy.md", "city: 999999", &front_matter_form(), {}},
      {"policy.md", "subject: 企业\nwhen:\n  收入超过", &block_form(), {}},
      {"policy.md", "rule: 企业.营业收入 > ", &block_form(), {"when", "收入超过"}},
      {"policy.md", "units: [市商务局]", &block_form(), {"task"}},
      {"policy.md", "kind: 登记", &block_form(), {"matter"}},
      {"vocabulary.yaml",
       "type: number<元>",
       form_of_file("vocabulary.yaml"),
       {"subjects", "企业", "facts", "x"}},
      {"vocabulary.yaml", "parts: [企业", form_of_file("vocabulary.yaml"), {"matters", "登记"}},
      {"vocabulary.yaml", "subject: 企业, rule", form_of_file("vocabulary.yaml"), {"definitions", "x"}},
      {"units.yaml", "en: City", form_of_file("units.yaml"), {"市政府"}},
      {"parameters/limits.yaml", "ask: [市科技局]", form_of_file("parameters/limits.yaml"), {"收入上限"}},
      {"parameters/limits.yaml",
       "from: 2031",
       form_of_file("parameters/limits.yaml"),
       {"收入上限", "values"}},
      {"procedures.yaml", "kind: apply", form_of_file("procedures.yaml"), {"兑现", "steps"}},
      {"procedures.yaml",
       "ends as: paid",
       form_of_file("procedures.yaml"),
       {"兑现", "steps", "outcomes", "paid"}},
      {"registers.yaml", "of: 企业\n  keeper: 市科技局\n  life: 入册\n  public", &registers_form(), {"名录"}},
      {"registers.yaml", "required: true, help", &registers_form(), {"名录", "fields", "简称"}},
      {"registers.yaml",
       "type: string, en: Item",
       &registers_form(),
       {"名录", "fields", "明细", "lines", "项目"}},
      {"registers.yaml", "rule: 止 > 起", &registers_form(), {"名录", "check", "先后"}},
      {"registers.yaml", "key: [简称], while", &registers_form(), {"名录", "unique"}},
      {"registers.yaml", "key: [上级]", &registers_form(), {"名录", "never overlapping"}},
      {"registers.yaml", "key: [简称], sum", &registers_form(), {"名录", "never above"}},
      {"registers.yaml", "while: [在册], fact", &registers_form(), {"名录", "facts"}},
      {"registers.yaml", "to: 名录", &registers_form(), {"名录", "matches"}},
      {"registers.yaml", "same: 等级", &registers_form(), {"名录", "matches", "on"}},
      {"registers.yaml", "after: 止", &registers_form(), {"名录", "lapse"}},
      {"registers.yaml", "provision: 1b, entries", &registers_form(), {"名录", "filled by"}},
      {"registers.yaml", "level: 级", &registers_form(), {"阶梯", "ladder"}},
      {"registers.yaml", "value: sum(各项.数)", &registers_form(), {"考核", "measures", "总数"}},
      {"registers.yaml", "year: 年", &registers_form(), {"考核", "scores"}},
      {"registers.yaml", "parameter: 权重", &registers_form(), {"考核", "scores", "weights"}},
      {"registers.yaml", "score: 'min", &registers_form(), {"考核", "scores", "indicators", "规模"}},
      {"registers.yaml", "name: 得分", &registers_form(), {"考核", "scores", "total"}},
      {"registers.yaml", "lines: 各项", &registers_form(), {"考核", "chart"}},
      {"registers.yaml", "by: 年", &registers_form(), {"考核", "compare"}},
      {"selections.yaml", "organiser: 市", &selections_form(), {"评选"}},
      {"selections.yaml", "register: 名录", &selections_form(), {"评选", "bids"}},
      {"selections.yaml", "register: 专家册", &selections_form(), {"评选", "experts"}},
      {"selections.yaml", "size: 3", &selections_form(), {"评选", "panel"}},
      {"selections.yaml", "calls: 2", &selections_form(), {"评选", "panel", "at most"}},
      {"selections.yaml", "same employer: true", &selections_form(), {"评选", "conflicts"}},
      {"selections.yaml", "weight: 100", &selections_form(), {"评选", "criteria", "创新"}},
      {"selections.yaml", "drop highest: 1", &selections_form(), {"评选", "score"}},
      {"selections.yaml", "teams: 2", &selections_form(), {"评选", "race"}},
      {"selections.yaml", "working days: 5", &selections_form(), {"评选", "notice"}},
      {"letters.yaml", "unit: lead", &letters_form(), {"通知书"}}};
}

TEST(LspGrammar, OffersOnlyKeysThatTheLoaderTakes) {
  int tried = 0;
  for (const Place& place : places()) {
    const FormAt at = form_at(*place.root, place.path);
    ASSERT_NE(at.form, nullptr) << place.before;
    ASSERT_FALSE(at.form->keys.empty()) << place.before;
    for (const Key& key : at.form->keys) {
      if (key.name == "declaratory") continue;  // a block of its own
      policy::FileSet set = files();
      std::string& text = set.at(std::string(folder) + "/" + place.file);
      const std::size_t where = text.find(place.before);
      ASSERT_NE(where, std::string::npos) << place.before;
      const std::size_t line = text.rfind('\n', where) + 1;
      const bool flow = text.substr(line, where - line).find('{') != std::string::npos;
      const std::string indent(where - line, ' ');
      text.insert(where, std::string(key.name) + ": x" + (flow ? ", " : "\n" + indent));
      for (const Diagnostic& each : policy::load_package(set, folder).diagnostics) {
        EXPECT_NE(each.code, "policy.unknown-key")
            << place.file << " " << key.name << ": " << each.message.en;
      }
      ++tried;
    }
  }
  EXPECT_GT(tried, 280);
}

TEST(LspGrammar, NoticesAKeyThatTheLoaderDoesNotTake) {
  policy::FileSet set = files();
  std::string& text = set.at(std::string(folder) + "/policy.md");
  text.insert(text.find("payee:"), "payed: x\n");
  EXPECT_THAT(render(policy::load_package(set, folder).diagnostics, Language::en),
              testing::HasSubstr("policy.unknown-key"));
}

void expect_known(const policy::yaml::Node& node, const Form& form, const std::string& file) {
  for (const policy::yaml::Node& item : node.items) expect_known(item, form, file);
  for (const policy::yaml::Entry& entry : node.entries) {
    if (form.facts) return;
    if (form.entries != nullptr) {
      expect_known(entry.value, *form.entries, file);
    } else if (const Key* key = find_key(form, entry.key.text)) {
      expect_known(entry.value, *key->form, file);
    } else {
      ADD_FAILURE() << file << " has the key " << entry.key.text;
    }
  }
}

TEST(LspGrammar, KnowsEveryKeyOfTheSample) {
  const policy::FileSet set = files();
  const policy::Loaded loaded = policy::load_package(set, folder);
  const Index index(set, folder, loaded);
  EXPECT_EQ(index.yaml().size(), 14u);  // front matter, four blocks, nine files
  for (const YamlPart& part : index.yaml()) expect_known(part.root, *part.form, part.path);
}

// What real packages are written with.
TEST(LspGrammar, KnowsEveryKeyOfThePackages) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(ENACT_ROOT) / "policies";
  policy::FileSet set;
  for (const auto& each : fs::recursive_directory_iterator(root)) {
    if (!each.is_regular_file()) continue;
    std::ifstream in(each.path(), std::ios::binary);
    set[each.path().generic_string()] = {std::istreambuf_iterator<char>(in), {}};
  }
  int packages = 0;
  for (const auto& each : fs::directory_iterator(root)) {
    if (!fs::is_regular_file(each.path() / "policy.md")) continue;
    const policy::Loaded loaded = policy::load_package(set, each.path().generic_string());
    const Index index(set, each.path().generic_string(), loaded);
    for (const YamlPart& part : index.yaml()) expect_known(part.root, *part.form, part.path);
    ++packages;
  }
  EXPECT_GT(packages, 1);
}

}  // namespace
}  // namespace enact::lsp::test
