// letters.yaml: what it may say, and what is refused.
#include "policy/letters.hpp"

#include <gmock/gmock.h>

namespace enact::policy {
namespace {

using testing::ElementsAre;

Package package() {
  Package made;
  const auto step = [](const std::string& id, const std::string& kind,
                       std::initializer_list<const char*> ends) {
    ProcedureStep one;
    one.id = id;
    one.kind = kind;
    for (const char* end : ends) one.outcomes.emplace_back().id = end;
    return one;
  };
  Procedure procedure;
  procedure.id = "流程";
  procedure.steps = {step("公示", "notice", {"close"}), step("决定", "decide", {"decide", "reject"}),
                     step("资金", "commit", {"commit"})};
  made.procedures.push_back(std::move(procedure));
  Unit unit;
  unit.id = "市科局";
  unit.title = {"市科局", "Science"};
  made.units.push_back(std::move(unit));
  return made;
}

std::vector<std::string> codes_of(const std::string& text, std::vector<Letter>* out = nullptr) {
  const auto read = yaml::read(std::make_shared<const Source>("letters.yaml", text));
  Diagnostics diagnostics = read.diagnostics;
  const auto made = package();
  const auto letters = read_letters(*read.root, made, UnitNames(made.units), diagnostics);
  if (out != nullptr) *out = letters;
  std::vector<std::string> codes;
  for (const auto& one : diagnostics) codes.push_back(one.code);
  return codes;
}

const std::string good =
    "决定书:\n  title: { zh: 决定书, en: Decision }\n  after: { 决定: [decide], 公示: published }\n  mode: "
    "apply\n"
    "  unit: 市科局\n  role: approver\n  head: \"{单位}文件\"\n  number: \"科〔{年}〕{号}号\"\n  seal: true\n"
    "  text: |\n    # 关于{条款}的决定\n    {主体}得{金额}元。\n";

std::string with(const std::string& from, const std::string& to) {
  std::string text = good;
  return text.replace(text.find(from), from.size(), to);
}

TEST(Letters, AWholeOneIsRead) {
  std::vector<Letter> letters;
  EXPECT_THAT(codes_of(good, &letters), ElementsAre());
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].id, "决定书");
  EXPECT_EQ(letters[0].unit, "市科局");
  EXPECT_EQ(letters[0].mode, "apply");
  EXPECT_TRUE(letters[0].seal);
  EXPECT_FALSE(letters[0].is_public);
  EXPECT_THAT(letters[0].after.at("公示"), ElementsAre("published"));
}

TEST(Letters, WhatIsNotKnownIsSaid) {
  EXPECT_THAT(codes_of(with("{主体}", "{主题}")), ElementsAre("letters.field"));
  EXPECT_THAT(codes_of(with("{号}", "")), ElementsAre("letters.number"));
  EXPECT_THAT(codes_of(with("决定: [decide]", "批复: [decide]")), ElementsAre("letters.step"));
  EXPECT_THAT(codes_of(with("[decide]", "[decided]")), ElementsAre("letters.outcome"));
  EXPECT_THAT(codes_of(with("决定: [decide]", "决定: [published]")), ElementsAre("letters.outcome"));
  EXPECT_THAT(codes_of(with("决定: [decide]", "资金: [part]")), ElementsAre());
  EXPECT_THAT(codes_of(with("决定: [decide]", "决定: [part]")), ElementsAre("letters.outcome"));
  EXPECT_THAT(codes_of(with("mode: apply", "mode: both")), ElementsAre("policy.wrong-value"));
  EXPECT_EQ(codes_of(with("unit: 市科局", "unit: 市农局")).size(), 1U);
  EXPECT_EQ(codes_of(with("role: approver", "rule: approver")).size(), 2U);  // unknown, and missing
}

TEST(Letters, NamesAreFilledInOnce) {
  const std::map<std::string, std::string, std::less<>> values = {{"主体", "{金额}"}, {"金额", "1"}};
  EXPECT_EQ(fill_in("{主体}得{金额}元{别的}{", values), "{金额}得1元{别的}{");
}

}  // namespace
}  // namespace enact::policy
