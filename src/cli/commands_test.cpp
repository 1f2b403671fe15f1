// The commands over a made-up package on disk: what they print, and their exit codes.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "cli/load_packages.hpp"
#include "cli/test_program.hpp"
#include "policy/image.hpp"
#include "policy/sha256.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;
using determine::test::credit_code;
using test::enact;
using test::Ran;

class Commands : public test::OverAPackage {
 protected:
  std::string facts(const std::string& more) {
    return write("facts.yaml", "unsaid: absent\nsubjects:\n  - 企业:\n      代码: " + credit_code() +
                                   "\n      登记地: \"990001\"\n" + more);
  }
};

TEST_F(Commands, CheckEndsWithTheCoverage) {
  const Ran good = enact({"check", package(), "--lang", "en"});
  EXPECT_EQ(good.code, Exit::ok) << good.err;
  const std::size_t last = good.out.rfind("\n", good.out.size() - 2);
  EXPECT_EQ(good.out.substr(last + 1).find("coverage 100 % of "), 0U) << good.out;
  write("policies/yunxi-1/units.yaml", "市科局: { en: Science Bureau, nature: bureau }\n");
  const Ran bad = enact({"check", package()});
  EXPECT_EQ(bad.code, Exit::input_errors);
  EXPECT_NE(bad.err.find("市税局"), std::string::npos);
}

TEST_F(Commands, DetermineForPeopleAndAsJson) {
  const std::string file = facts("      认定: [{ 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }]\n");
  const std::vector<std::string> ask{"determine", package(), "--facts", file, "--on", "2027-06-30"};
  const Ran people = enact(ask);
  EXPECT_EQ(people.code, Exit::ok) << people.err;
  EXPECT_NE(people.out.find("100,000.00 元"), std::string::npos);
  std::vector<std::string> as_json = ask;
  as_json.push_back("--json");
  const Ran json = enact(as_json);
  EXPECT_EQ(json.code, Exit::ok);
  EXPECT_NE(json.out.find("\"certain_fen\":10000000"), std::string::npos);
  EXPECT_EQ(json.out, enact(as_json).out);
}

TEST_F(Commands, DetermineExplainsAllProvisionsOrOne) {
  const std::string file = facts("      研发费用: 9400000\n      营业收入: 200000000\n");
  const std::vector<std::string> ask{"determine", package(),    "--facts", file,
                                     "--on",      "2027-06-30", "--lang",  "en"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), ask.begin(), ask.end());
    return enact(more);
  };
  const Ran all = with({"--explain"});
  EXPECT_EQ(all.code, Exit::ok) << all.err;
  EXPECT_NE(all.out.find("✗ a1 Model enterprise award"), std::string::npos) << all.out;
  EXPECT_NE(all.out.find("R&D expense over 10,000,000.00 CNY (now 9,400,000.00 CNY)"), std::string::npos);
  const Ran one = with({"--explain", "e1"});
  EXPECT_EQ(one.out.find("a1"), std::string::npos) << one.out;
  EXPECT_NE(one.out.find("✗ e1 Priority"), std::string::npos);
  EXPECT_NE(with({"--explain", "e1", "--json"}).out.find("\"explanation\":{\"kind\":\"provision\""),
            std::string::npos);
  const Ran none = with({"--explain", "e9"});
  EXPECT_EQ(none.code, Exit::wrong_usage);
  EXPECT_EQ(none.out, "");
  EXPECT_NE(none.err.find("did you mean"), std::string::npos) << none.err;
}

TEST_F(Commands, BadFactsComputeNothing) {
  const Ran ran =
      enact({"determine", package(), "--facts", facts("      研发费有: 5\n"), "--on", "2027-06-30"});
  EXPECT_EQ(ran.code, Exit::input_errors);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find(":6:7:"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("研发费用"), std::string::npos);
}

TEST_F(Commands, ADecisionThatCannotStandEndsWithOneButIsShown) {
  const std::string file = facts(
      "      项目: [{ 编号: P-1, 合格: true, 日期: 2026-05-01 }]\ndecisions:\n  - { provision: b1, matter: "
      "[" +
      credit_code() + ", P-1], amount: 300001, by: 市科局, reason: 好 }\n");
  const Ran ran = enact({"determine", package(), "--facts", file, "--on", "2027-06-30"});
  EXPECT_EQ(ran.code, Exit::input_errors);
  EXPECT_NE(ran.out.find("(0.00, 300,000.00]"), std::string::npos) << ran.out;
  EXPECT_NE(ran.err.find("最高给予30万元补助"), std::string::npos);
}

TEST_F(Commands, ExamplesEndWithTheirCount) {
  const std::string head = "name: 例\non: 2027-06-30\nfacts: { unsaid: absent, subjects: [] }\nexpect: ";
  write("policies/yunxi-1/examples/a.yaml", head + "{ certain: 0 }\n");
  const Ran good = enact({"examples", package()});
  EXPECT_EQ(good.code, Exit::ok);
  EXPECT_EQ(good.out, "1 passed, 0 failed\n");
  write("policies/yunxi-1/examples/b.yaml", head + "{ certain: 1 }\n");
  const Ran bad = enact({"examples", package(), "--lang", "en"});
  EXPECT_EQ(bad.code, Exit::input_errors);
  EXPECT_NE(bad.out.find("certain: expected 1.00, found 0.00\n1 passed, 1 failed\n"), std::string::npos)
      << bad.out;
}

TEST_F(Commands, APublishedImageStandsForItsFolder) {
  const std::string image = (folder_ / "yunxi.image.json").string();
  write("policies/yunxi-1/examples/a.yaml",
        "name: 例\non: 2027-06-30\nfacts: { unsaid: absent, subjects: [] }\nexpect: { certain: 0 }\n");
  const Ran made = enact({"publish", package(), "--out", image, "--no-proofs", "--lang", "en"});
  ASSERT_EQ(made.code, Exit::ok) << made.err;
  EXPECT_NE(made.out.find("1 examples passed; no proofs were tried"), std::string::npos) << made.out;
  const std::string file = facts("      认定: [{ 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }]\n");
  const auto ask = [&](const std::string& from) {
    return enact({"determine", from, "--facts", file, "--on", "2027-06-30", "--json"});
  };
  EXPECT_EQ(ask(image).out, ask(package()).out);
  EXPECT_EQ(enact({"check", image}).out, enact({"check", package()}).out);
  EXPECT_EQ(enact({"examples", image}).code, Exit::wrong_usage);
  write("yunxi.image.json", "{}");
  const Ran broken = ask(image);
  EXPECT_EQ(broken.code, Exit::input_errors);
  EXPECT_NE(broken.err.find("image.broken"), std::string::npos) << broken.err;
}

TEST_F(Commands, WhatFailsIsNotPublished) {
  const std::string image = (folder_ / "yunxi.image.json").string();
  const auto publish = [&] { return enact({"publish", package(), "--out", image, "--no-proofs"}); };
  EXPECT_EQ(enact({"publish", package()}).code, Exit::wrong_usage);
  write("policies/yunxi-1/examples/a.yaml",
        "name: 例\non: 2027-06-30\nfacts: { unsaid: absent, subjects: [] }\nexpect: { certain: 1 }\n");
  const Ran example = publish();
  EXPECT_EQ(example.code, Exit::input_errors);
  EXPECT_NE(example.err.find("1 个样例未通过"), std::string::npos) << example.err;
  write("policies/yunxi-1/units.yaml", "市科局: { en: Science Bureau, nature: bureau }\n");
  const Ran check = publish();
  EXPECT_EQ(check.code, Exit::input_errors);
  EXPECT_NE(check.err.find("市税局"), std::string::npos) << check.err;
  EXPECT_FALSE(fs::exists(image));
}

TEST_F(Commands, ASpaceKeepsAnImageOnce) {
  const std::string space = (folder_ / "space").string();
  const std::vector<std::string> publish{"publish", package(), "--data", space, "--training", "--lang", "en"};
  const Ran first = enact(publish);
  ASSERT_EQ(first.code, Exit::ok) << first.err;
  EXPECT_NE(first.out.find("kept in the space"), std::string::npos) << first.out;
  EXPECT_NE(first.out.find(" proved, "), std::string::npos) << first.out;
  EXPECT_NE(enact(publish).out.find("already in the space"), std::string::npos);
}

TEST_F(Commands, ARecordIsReplayed) {
  const std::string file = facts("      认定: [{ 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }]\n");
  const std::string record = (folder_ / "record.json").string();
  std::vector<std::string> ask{"determine", package(),    "--facts",  file,
                               "--on",      "2027-06-30", "--record", record};
  ASSERT_EQ(enact(ask).code, Exit::ok);
  write("policies/yunxi-1/policy.md", "gone");  // the record holds its images
  const Ran same = enact({"replay", record, "--lang", "en"});
  EXPECT_EQ(same.code, Exit::ok) << same.out << same.err;
  EXPECT_EQ(same.out, "identical, byte for byte (version " + std::to_string(policy::engine_version) +
                          " of the language)\n");
  std::string text(read_source(record)->text());
  const std::string figure = "\"amount_fen\":10000000";
  text.replace(text.find(figure), figure.size(), "\"amount_fen\":9000000");
  const Ran other = enact({"replay", write("other.json", text)});
  EXPECT_EQ(other.code, Exit::input_errors);
  EXPECT_NE(other.out.find("yunxi-1/a1"), std::string::npos) << other.out;
  EXPECT_NE(other.out.find("90,000.00 元 → 100,000.00 元"), std::string::npos) << other.out;
  EXPECT_EQ(enact({"replay", write("broken.json", "{}")}).code, Exit::input_errors);
  EXPECT_EQ(enact({"replay"}).code, Exit::wrong_usage);
}

TEST_F(Commands, ARecordByHashFindsItsImage) {
  const std::string image = (folder_ / "yunxi.image.json").string();
  ASSERT_EQ(enact({"publish", package(), "--out", image, "--no-proofs"}).code, Exit::ok);
  const std::string record = (folder_ / "record.json").string();
  ASSERT_EQ(
      enact({"determine", image, "--facts", facts(""), "--on", "2027-06-30", "--record", record, "--by-hash"})
          .code,
      Exit::ok);
  EXPECT_EQ(enact({"replay", record}).code, Exit::input_errors);
  EXPECT_EQ(enact({"replay", record, "--image", image}).code, Exit::ok);
}

TEST_F(Commands, ASpaceWithoutCasesReplaysNothing) {
  const std::string space = (folder_ / "space").string();
  ASSERT_EQ(enact({"publish", package(), "--data", space, "--training", "--no-proofs"}).code, Exit::ok);
  const Ran none = enact({"replay", "--data", space, "--training", "--lang", "en"});
  EXPECT_EQ(none.code, Exit::ok) << none.err;
  EXPECT_EQ(none.out, "replayed 0 determinations: 0 identical, 0 different, 0 impossible\n");
  EXPECT_EQ(enact({"replay", "2026-000001-ABCDEF", "--data", space, "--training"}).code, Exit::input_errors);
}

TEST_F(Commands, WhatBecameKnownBetweenTwoDays) {
  const std::string file = facts(
      "      营业收入: 100\n      研发费用: { values: [{ value: 5, known_on: 2026-02-01 }, { value: 6, "
      "known_on: 2026-06-01 }] }\n");
  std::vector<std::string> ask{
      "determine",          package(),   "--facts", file, "--on", "2027-06-30", "--known-on", "2026-05-31",
      "--against-known-on", "2026-06-01"};
  const Ran changed = enact(ask);
  EXPECT_EQ(changed.code, Exit::ok) << changed.err;
  EXPECT_NE(changed.out.find("yunxi-1/e1\n    结论：不符合 → 应予兑现\n"), std::string::npos) << changed.out;
  ask.back() = "2026-05-31";
  EXPECT_EQ(enact(ask).out, "结论和金额没有不同\n");
}

// The award of 10万元 becomes one of 12万元: text, rule and one enterprise by 20,000; the other provisions,
// and facts for the one that differs, by proof.
TEST_F(Commands, DiffSaysWhatChangesForWhomAndNothingElse) {
  for (const auto& [path, text] : determine::test::package_files()) {
    std::string changed = text;
    for (std::size_t at = changed.find("10万元"); at != std::string::npos; at = changed.find("10万元", at)) {
      changed.replace(at, 2, "12");
    }
    write("new/" + path, changed);
  }
  const std::string official((folder_ / "new/policies/yunxi-1/official.txt").string());
  std::string policy(read_source((folder_ / "new/policies/yunxi-1/policy.md").string())->text());
  const std::string old_sum = policy::sha256(determine::test::official);
  policy.replace(policy.find(old_sum), old_sum.size(), policy::sha256(read_source(official)->text()));
  write("new/policies/yunxi-1/policy.md", policy);
  const std::string later = (folder_ / "new/policies/yunxi-1").string();
  const std::string file = facts("      认定: [{ 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }]\n");
  const Ran ran =
      enact({"diff", package(), later, "--facts", file, "--on", "2027-06-30", "--prove", "--lang", "en"});
  EXPECT_EQ(ran.code, Exit::input_errors) << ran.err;
  for (const char* part :
       {"给予[-10-]{+12+}万元奖励", "provision a1 Model enterprise award – changed",
        "    - 100000\n    + 120000\n", "4 provisions are not changed themselves",
        "100,000.00 → 120,000.00  gains 20,000.00 CNY",
        "1 of 1 subjects are affected; gains 20,000.00 CNY, losses 0.00 CNY",
        "  a1 Model enterprise award  different, for example:\n    old  a1: due, 100,000.00 yuan\n"
        "    new  a1: due, 120,000.00 yuan\n",
        "5 provisions of both: 1 differ, 4 are proved the same, 0 are open"}) {
    EXPECT_NE(ran.out.find(part), std::string::npos) << part << "\n" << ran.out;
  }
  const Ran same = enact({"diff", package(), package(), "--lang", "en"});
  EXPECT_EQ(same.code, Exit::ok);
  EXPECT_NE(same.out.find("the versions do not differ"), std::string::npos) << same.out;
  const Ran json = enact({"diff", package(), later, "--json"});
  EXPECT_NE(json.out.find(R"({"kind":"removed","text":"10"})"), std::string::npos) << json.out;
  EXPECT_EQ(enact({"diff", package(), later, "--facts", file}).code, Exit::wrong_usage);
}

TEST_F(Commands, TheSchemaOfFactsIsPrinted) {
  const Ran ran = enact({"schema", package()});
  EXPECT_EQ(ran.code, Exit::ok);
  EXPECT_NE(ran.out.find("研发费用"), std::string::npos);
}

TEST_F(Commands, WrongUsageIsTwo) {
  EXPECT_EQ(enact({}).code, Exit::wrong_usage);
  EXPECT_EQ(enact({"chekc"}).code, Exit::wrong_usage);
  EXPECT_EQ(enact({"check", (folder_ / "nowhere").string()}).code, Exit::wrong_usage);
  EXPECT_EQ(enact({"determine", package(), "--on", "2027-06-30"}).code, Exit::wrong_usage);
  EXPECT_EQ(enact({"determine", package(), "--facts", facts(""), "--on", "2026-02-30"}).code,
            Exit::wrong_usage);
  EXPECT_EQ(enact({"determine", package(), "--facts", "none.yaml", "--on", "2026-02-28"}).code,
            Exit::wrong_usage);
}

TEST_F(Commands, EveryCommandHasHelp) {
  EXPECT_EQ(enact({"--help"}).code, Exit::ok);
  for (const Command& command : commands()) {
    const Ran ran = enact({command.name, "--help"});
    EXPECT_EQ(ran.code, Exit::ok) << command.name;
    EXPECT_NE(ran.out.find("--help"), std::string::npos) << command.name;
  }
}

// What is written of people into a live space is sealed, or not written.
TEST_F(Commands, OfALiveSpaceAccountsAreChangedWithItsKeyRingOnly) {
  unsetenv("ENACT_KEY_RING");
  const std::string data = (folder_ / "space").string();
  const std::string ring = (folder_ / "ring").string();
  const std::vector<std::string> create{"account", "create", "chen",   "--name", "陈",
                                        "--data",  data,     "--lang", "en"};
  std::filesystem::create_directories(data);
  const Ran without = enact(create);
  EXPECT_EQ(without.code, Exit::input_errors);
  EXPECT_NE(without.err.find("there is no key ring"), std::string::npos) << without.err;
  EXPECT_TRUE(std::filesystem::is_empty(data)) << "nothing was made";
  ASSERT_EQ(enact({"keys", "add", ring}).code, Exit::ok);
  std::vector<std::string> with = create;
  with.insert(with.end(), {"--key-ring", ring});
  EXPECT_EQ(enact(with).code, Exit::ok);
  for (const char* step : {"disable", "enable", "reset"})
    EXPECT_EQ(enact({"account", step, "chen", "--data", data}).code, Exit::input_errors) << step;
  const Ran listed = enact({"account", "list", "--data", data, "--key-ring", ring});
  EXPECT_NE(listed.out.find("chen"), std::string::npos) << listed.out;
  EXPECT_EQ(enact({"account", "list", "--data", data}).code, Exit::ok);
  EXPECT_EQ(enact({"retention", "--hold", "2027-1", "--reason", "x", "--data", data}).code,
            Exit::input_errors);
}

}  // namespace
}  // namespace enact::cli
