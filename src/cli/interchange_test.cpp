// Every package under policies/ through DMN and back: the same provisions, also through 1.3 and through an
// editor that drops what is not DMN's; and the exported model decides as the determination does.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

#include "cli/packages.hpp"
#include "cli/test_program.hpp"
#include "determine/determine.hpp"
#include "determine/subject_view.hpp"
#include "dmn/executable.hpp"
#include "dmn/xml.hpp"
#include "policy/dmn_export.hpp"
#include "policy/dmn_import.hpp"
#include "policy/dmn_parts.hpp"
#include "policy/yaml_mapping.hpp"
#include "procedure/compile_package.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;
using dmn::model::Version;
using policy::PackagePtr;

struct Loaded {
  std::string folder;
  policy::FileSet files;
  PackagePtr package;
};

const std::vector<Loaded>& packages() {
  static const std::vector<Loaded> all = [] {
    std::vector<Loaded> out;
    for (const auto& entry : fs::directory_iterator(fs::path(ENACT_ROOT) / "policies")) {
      if (!fs::exists(entry.path() / "policy.md")) continue;
      Loaded one{entry.path().string(), read_package_files(entry.path()), nullptr};
      one.package = procedure::compile_package(one.files, folder_name(one.folder)).package;
      out.push_back(std::move(one));
    }
    return out;
  }();
  return all;
}

dmn::model::DefinitionsPtr read(const std::string& xml) {
  const dmn::ReadModel read = dmn::read_xml(std::make_shared<const Source>("exported.dmn", xml));
  EXPECT_EQ(render(read.diagnostics, Language::en), "");
  return read.model;
}

std::string exported(const policy::Package& package, Version version, const std::string& provision = "") {
  return policy::export_dmn_document(package, {version, provision}).xml;
}

std::string shown(const policy::DmnComparison& found) {
  std::string out;
  for (const policy::Difference& each : found.differences) {
    out += each.provision + " " + each.what.en + "\n- " + each.before + "\n+ " + each.after + "\n";
  }
  return out;
}

// As an editor leaves it that keeps nothing but DMN's own.
std::string stripped(std::string xml) {
  for (std::size_t begin = xml.find("extensionElements"); begin != std::string::npos;
       begin = xml.find("extensionElements", begin)) {
    begin = xml.rfind('<', begin);
    const std::size_t end = xml.find('>', xml.find("extensionElements>", xml.find('>', begin))) + 1;
    xml.erase(begin, end - begin);
  }
  return xml;
}

// New ids everywhere, references included.
std::string renumbered(const std::string& xml) {
  return std::regex_replace(xml, std::regex("([\"#])([ps])\\."), "$1_$2x");
}

class Interchange : public testing::TestWithParam<Version> {};

TEST_P(Interchange, GivesTheSameProvisionsBack) {
  for (const Loaded& each : packages()) {
    ASSERT_TRUE(each.package) << each.folder;
    const policy::DmnComparison found =
        compare_dmn(*read(exported(*each.package, GetParam())), *each.package);
    EXPECT_EQ(found.provisions, each.package->provisions.size());
    EXPECT_EQ(shown(found), "") << each.folder;
    EXPECT_EQ(render(found.diagnostics, Language::en), "") << each.folder;
    for (const policy::Provision& provision : each.package->provisions) {
      const policy::DmnComparison alone =
          compare_dmn(*read(exported(*each.package, GetParam(), provision.id)), *each.package);
      EXPECT_EQ(alone.provisions, 1U) << provision.id;
      EXPECT_EQ(shown(alone), "") << provision.id;
    }
  }
}

TEST_P(Interchange, KeepsConditionsAndAmountsWithoutExtensionsAndSaysWhatIsLost) {
  for (const Loaded& each : packages()) {
    const std::string xml = stripped(exported(*each.package, GetParam()));
    ASSERT_EQ(xml.find("urn:enact:policy:1\""), xml.rfind("urn:enact:policy:1\"")) << "extensions are left";
    for (const std::string& document : {xml, renumbered(xml)}) {
      const policy::DmnComparison found = compare_dmn(*read(document), *each.package);
      EXPECT_EQ(shown(found), "") << each.folder;
      std::size_t lost = 0;
      for (const Diagnostic& diagnostic : found.diagnostics) {
        if (diagnostic.code == "dmn.lost-particulars") ++lost;
        EXPECT_NE(diagnostic.severity, Severity::error) << diagnostic.message.en;
      }
      EXPECT_EQ(lost, found.provisions);
      EXPECT_GT(found.provisions, 0U);
    }
  }
}

TEST_P(Interchange, WritesBlocksThatCheckTakesInPlaceOfTheOriginal) {
  for (const Loaded& each : packages()) {
    const policy::DmnImport imported = policy::import_dmn(*read(exported(*each.package, GetParam())));
    policy::FileSet files = each.files;
    const std::string path = folder_name(each.folder) + "/policy.md";
    std::string& text = files.find(path)->second;
    std::size_t replaced = 0;
    for (const policy::ProvisionText& provision : imported.package.provisions) {
      const std::regex head("```yaml\nprovision: [\"']?" + provision.id + "[\"']?\n");
      std::smatch match;
      ASSERT_TRUE(std::regex_search(text, match, head)) << provision.id;
      const auto begin = static_cast<std::size_t>(match.position());
      const std::size_t end = text.find("\n```\n", begin) + 5;
      text.replace(begin, end - begin, to_yaml_block(provision));
      ++replaced;
    }
    EXPECT_EQ(replaced, each.package->provisions.size());
    const policy::Loaded again = procedure::compile_package(files, folder_name(each.folder));
    ASSERT_TRUE(again.ok()) << render(again.diagnostics, Language::en);
    for (const policy::Provision& provision : each.package->provisions) {
      const auto changed = differences(text_of(*each.package, provision),
                                       text_of(*again.package, *again.package->provision(provision.id)));
      EXPECT_TRUE(changed.empty()) << provision.id << " " << changed.front().what.en << changed.front().after;
    }
  }
}

TEST_P(Interchange, FitsTheSchemaOfItsVersion) {
  const char* kit = std::getenv("ENACT_TCK");
  const fs::path folder = (kit ? fs::path(kit) : fs::path(ENACT_ROOT) / "../shared/tck") / "xsd";
  const fs::path schema = folder / (GetParam() == Version::v1_3 ? "DMN13.xsd" : "DMN15.xsd");
  if (!fs::exists(schema)) GTEST_SKIP() << "no schemas: set ENACT_TCK to the conformance kit";
  if (std::system("xmllint --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "xmllint is not installed";
  for (const Loaded& each : packages()) {
    const fs::path file =
        fs::temp_directory_path() / (each.package->id + "-" + std::to_string(getpid()) + ".dmn");
    std::ofstream(file) << exported(*each.package, GetParam());
    const std::string command = "xmllint --nonet --noout --schema '" + schema.string() + "' '" +
                                file.string() + "' > '" + file.string() + ".said' 2>&1 || { tail -5 '" +
                                file.string() + ".said' >&2; false; }";
    EXPECT_EQ(std::system(command.c_str()), 0) << each.folder;
    fs::remove(file);
    fs::remove(file.string() + ".said");
  }
}

INSTANTIATE_TEST_SUITE_P(Versions, Interchange, testing::Values(Version::v1_5, Version::v1_3),
                         [](const testing::TestParamInfo<Version>& version) {
                           return version.param == Version::v1_3 ? std::string("v1_3") : std::string("v1_5");
                         });

// ---- what an editor changes ------------------------------------------------------------------------------

namespace model = dmn::model;

std::string literal(const model::ExpressionPtr& expression) {
  const auto* found = expression ? std::get_if<model::LiteralExpression>(&expression->form) : nullptr;
  return found == nullptr ? "" : found->source.text.expression;
}

void set_literal(model::ExpressionPtr& expression, const std::string& feel) {
  auto changed = std::make_shared<model::Expression>(*expression);
  std::get<model::LiteralExpression>(changed->form).source.text = feel::expression_text(feel);
  expression = std::move(changed);
}

TEST(InterchangeEdits, AChangedFigureIsListedAndGetsItsUnitBack) {
  for (const Loaded& each : packages()) {
    model::Definitions edited = *read(exported(*each.package, Version::v1_5));
    std::string provision;
    for (model::DrgElement& element : edited.elements) {
      auto* decision = std::get_if<model::Decision>(&element);
      if (decision == nullptr || policy::dmn_part::parts_of_id(decision->id).part != "amount") continue;
      const std::string figure = literal(decision->expression);
      if (!provision.empty() || figure.find_first_not_of("0123456789") != std::string::npos) continue;
      provision = policy::dmn_part::parts_of_id(decision->id).provision;
      set_literal(decision->expression, "70000");
    }
    ASSERT_NE(provision, "") << "no provision has a plain figure";
    const policy::DmnComparison found = compare_dmn(edited, *each.package);
    ASSERT_EQ(found.differences.size(), 1U) << shown(found);
    EXPECT_EQ(found.differences[0].provision, provision);
    EXPECT_EQ(found.differences[0].what.en, "the amount");
    EXPECT_EQ(found.differences[0].after, "70000");
    for (const policy::ProvisionText& text : policy::import_dmn(edited).package.provisions) {
      if (text.id != provision) continue;
      EXPECT_NE(to_yaml_block(text).find("value: 7万元"), std::string::npos) << to_yaml_block(text);
    }
  }
}

// Conditions under new names, in another order: the same provisions.
TEST(InterchangeEdits, NewNamesAndAnotherOrderChangeNothing) {
  for (const Loaded& each : packages()) {
    model::Definitions edited = *read(exported(*each.package, Version::v1_5));
    std::map<std::string, std::string> renamed;
    for (model::DrgElement& element : edited.elements) {
      auto* decision = std::get_if<model::Decision>(&element);
      if (decision == nullptr || policy::dmn_part::parts_of_id(decision->id).part != "condition") continue;
      const std::string name = "改名" + std::to_string(renamed.size() + 1);
      renamed[decision->name] = name;
      decision->name = decision->variable.name = name;
    }
    const auto rename = [&](auto&& self, const model::ExpressionPtr& expression) -> model::ExpressionPtr {
      if (!expression) return expression;
      auto copy = std::make_shared<model::Expression>(*expression);
      if (auto* context = std::get_if<model::Context>(&copy->form)) {
        for (auto& entry : context->entries) entry.value = self(self, entry.value);
      } else if (auto* table = std::get_if<model::DecisionTable>(&copy->form)) {
        for (auto& input : table->inputs) {
          const auto found = renamed.find(input.expression.text.expression);
          if (found != renamed.end()) input.expression.text = feel::expression_text(found->second);
        }
      } else if (auto* text = std::get_if<model::LiteralExpression>(&copy->form)) {
        const auto found = renamed.find(text->source.text.expression);
        if (found != renamed.end()) text->source.text = feel::expression_text(found->second);
      }
      return copy;
    };
    for (model::DrgElement& element : edited.elements) {
      if (auto* decision = std::get_if<model::Decision>(&element)) {
        decision->expression = rename(rename, decision->expression);
      }
    }
    std::reverse(edited.elements.begin(), edited.elements.end());
    const policy::DmnComparison found = compare_dmn(edited, *each.package);
    EXPECT_GT(renamed.size(), 0U);
    EXPECT_EQ(found.provisions, each.package->provisions.size());
    EXPECT_EQ(shown(found), "");
    EXPECT_TRUE(found.diagnostics.empty()) << render(found.diagnostics, Language::en);
  }
}

// A verdict that no longer asks for every condition is nothing that a package says.
TEST(InterchangeEdits, AVerdictThatForgetsAConditionIsReported) {
  for (const Loaded& each : packages()) {
    model::Definitions edited = *read(exported(*each.package, Version::v1_5));
    int changed = 0;
    for (model::DrgElement& element : edited.elements) {
      auto* decision = std::get_if<model::Decision>(&element);
      if (decision == nullptr || policy::dmn_part::parts_of_id(decision->id).part != "verdict") continue;
      auto copy = std::make_shared<model::Expression>(*decision->expression);
      std::get<model::DecisionTable>(copy->form).rules.pop_back();
      decision->expression = std::move(copy);
      ++changed;
    }
    int reported = 0;
    for (const Diagnostic& diagnostic : policy::import_dmn(edited).diagnostics) {
      if (diagnostic.code == "dmn.changed-frame") ++reported;
    }
    EXPECT_GT(changed, 0);
    EXPECT_EQ(reported, changed);
  }
}

// ---- the commands ----------------------------------------------------------------------------------------

int enact(std::vector<std::string> arguments, std::string& out) {
  const test::Ran ran = test::enact(std::move(arguments));
  out = ran.out + ran.err;
  return ran.code;
}

TEST(InterchangeCommands, WriteAndReadBack) {
  const Loaded& package = packages().front();
  const fs::path folder = fs::temp_directory_path() / ("enact-dmn-" + std::to_string(getpid()));
  const std::string file = (folder / "all.dmn").string();
  std::string out;
  EXPECT_EQ(enact({"export-dmn", package.folder, "--out", file}, out), Exit::ok) << out;
  EXPECT_EQ(enact({"import-dmn", file, "--compare", package.folder, "--lang", "en"}, out), Exit::ok) << out;
  EXPECT_NE(out.find(" 0 differences"), std::string::npos) << out;
  EXPECT_EQ(enact({"import-dmn", file, "--out", (folder / "blocks").string()}, out), Exit::ok) << out;
  const policy::Provision& first = package.package->provisions.front();
  EXPECT_TRUE(fs::exists(folder / "blocks" / (policy::dmn_part::id_part(first.id) + ".md"))) << out;
  EXPECT_EQ(enact({"export-dmn", package.folder, "--dmn", "1.3", "--out", (folder / "each").string()}, out),
            Exit::ok);
  EXPECT_TRUE(fs::exists(folder / "each" / (policy::dmn_part::id_part(first.id) + ".dmn"))) << out;
  EXPECT_EQ(enact({"export-dmn", package.folder, "--provision", "nowhere"}, out), Exit::input_errors);
  EXPECT_NE(out.find(first.id), std::string::npos) << "what there is, is named";
  EXPECT_EQ(enact({"export-dmn", package.folder, "--dmn", "1.1"}, out), Exit::wrong_usage);
  fs::remove_all(folder);
}

// ---- the exported model decides as the determination does ------------------------------------------------

// An amount as both say it: the least and the greatest, in fen.
using Amounts = std::vector<std::pair<std::int64_t, std::int64_t>>;

void add_claims(const feel::Value& value, Amounts& due, bool& open) {
  if (const feel::List* list = value.list()) {
    for (const feel::Value& item : list->items) add_claims(item, due, open);
    return;
  }
  const feel::Context* claim = value.context();
  const feel::Value* verdict = claim == nullptr ? nullptr : claim->find("应付");
  if (verdict == nullptr || verdict->boolean() == nullptr) {
    open = true;
    return;
  }
  if (!*verdict->boolean()) return;
  const feel::Value* amount = claim->find("金额");
  if (amount == nullptr) {
    due.emplace_back(0, 0);
  } else if (const Decimal* number = amount->number()) {
    const auto fen = fen_from_yuan(*number);
    due.emplace_back(fen->count, fen->count);
  } else if (const feel::Range* range = amount->range()) {
    due.emplace_back(fen_from_yuan(*range->low.number())->count, fen_from_yuan(*range->high.number())->count);
  } else {
    open = true;
  }
}

struct Compared {
  int due = 0;
  int refused = 0;
};

void compare(const determine::SubjectResult& subject, const dmn::Executable& model,
             const feel::Context& given, const std::string& where, Compared& compared) {
  for (const determine::ProvisionResult& result : subject.provisions) {
    Amounts expected;
    bool known = !result.more_possible && result.missing.empty();
    for (const determine::Claim& claim : result.claims) {
      known = known && claim.status == determine::Status::due;
      const bool money = claim.offered && claim.offered->max;
      expected.emplace_back(money ? claim.offered->min.count : 0, money ? claim.offered->max->count : 0);
    }
    if (!known || !result.provision->executable()) continue;
    const std::string name = policy::dmn_part::feel_name("结论_" + result.provision->id);
    feel::Evaluation evaluation(feel::Mode::standard);
    const feel::Value decided = model.decide(name, given, evaluation);
    Amounts found;
    bool open = false;
    add_claims(decided, found, open);
    // Nothing to decide about gives null there, and no claim here.
    if (open && !expected.empty()) {
      ADD_FAILURE() << where << " " << result.provision->id << ": " << feel::to_string(decided) << "\n"
                    << render(evaluation.diagnostics(), Language::en);
    }
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found, expected) << where << " " << result.provision->id << ": " << feel::to_string(decided)
                               << "\n"
                               << render(evaluation.diagnostics(), Language::en);
    ++(expected.empty() ? compared.refused : compared.due);
  }
}

TEST(InterchangeSemantics, DecidesAsTheDeterminationDoes) {
  for (const Loaded& each : packages()) {
    const auto model = read(exported(*each.package, Version::v1_5));
    const dmn::Executable::Compiled compiled = dmn::Executable::compile(model, {});
    ASSERT_TRUE(compiled.executable);
    EXPECT_FALSE(has_errors(compiled.diagnostics)) << render(compiled.diagnostics, Language::en);
    const determine::Determiner determiner({each.package});
    Compared compared;
    for (const auto& [path, text] : each.files) {
      if (path.find("/examples/") == std::string::npos || !path.ends_with(".yaml")) continue;
      const policy::yaml::Read yaml = policy::yaml::read(std::make_shared<const Source>(path, text));
      ASSERT_TRUE(yaml.root) << path;
      Diagnostics ignored;
      const auto* facts = yaml.root->entry("facts");
      const auto* on = yaml.root->entry("on");
      ASSERT_TRUE(facts != nullptr && on != nullptr) << path;
      determine::ReadFacts read_facts = determine::read_facts(facts->value, determiner.model());
      if (has_errors(read_facts.diagnostics)) continue;  // facts for the package beside
      // The model says what is offered: a band stays one, whatever a unit has decided.
      read_facts.facts.decisions.clear();
      const determine::Question question{*policy::yaml::read_date(on->value, ignored), std::nullopt};
      const determine::Determination determined = determiner.determine(read_facts.facts, question);
      for (std::size_t i = 0; i < read_facts.facts.subjects.size(); ++i) {
        const determine::Subject& subject = read_facts.facts.subjects[i];
        const auto* type = determiner.model().subject(subject.type);
        const determine::SubjectView view =
            determine::view_subject(subject, *type, question, read_facts.facts.unsaid_absent, "");
        if (!feel::causes_of(view.context).empty()) continue;  // something is not known
        feel::Context given;
        given.entries.emplace_back(policy::dmn_part::feel_name(subject.type), view.context);
        given.entries.emplace_back("查询日", feel::Value(question.on));
        compare(determined.subjects[i], *compiled.executable, given, path, compared);
      }
    }
    EXPECT_GT(compared.due, 0) << each.folder;
    EXPECT_GT(compared.refused, 0) << each.folder;
  }
}

}  // namespace
}  // namespace enact::cli
