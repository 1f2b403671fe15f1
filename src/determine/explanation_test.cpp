// The explanation: the way from the sentence to the source is there, each thing is told once and in both
// languages, and a terminal shows it in its width.
#include "determine/explanation.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/text.hpp"
#include "determine/test_package.hpp"

namespace enact::determine {
namespace {

using Kind = Explanation::Kind;

Determination worked_out(const std::string& facts, bool unsaid_absent = true) {
  const std::string text = (unsaid_absent ? "unsaid: absent\n" : "") +
                           std::string("subjects:\n  - 企业:\n      代码: ") + test::credit_code() + "\n" +
                           facts;
  const ReadFacts read =
      read_facts(std::make_shared<const Source>("facts.yaml", text), test::determiner().model());
  EXPECT_FALSE(has_errors(read.diagnostics)) << render(read.diagnostics, Language::en);
  return test::determiner().determine(read.facts, {{2027, 6, 30}, std::nullopt, true});
}

Explanation explained(const Determination& determination, std::string_view provision) {
  for (const ProvisionResult& result : determination.subjects.at(0).provisions) {
    if (result.provision->id == provision) return explain(result);
  }
  ADD_FAILURE() << provision;
  return {};
}

Explanation explained(const std::string& facts, std::string_view provision, bool unsaid_absent = true) {
  return explained(worked_out(facts, unsaid_absent), provision);
}

std::vector<const Explanation*> all_of(const Explanation& node, Kind kind) {
  std::vector<const Explanation*> found;
  if (node.kind == kind) found.push_back(&node);
  for (const Explanation& child : node.children) {
    for (const Explanation* one : all_of(child, kind)) found.push_back(one);
  }
  return found;
}

const Explanation& only(const Explanation& node, Kind kind) {
  const auto found = all_of(node, kind);
  EXPECT_EQ(found.size(), 1U) << to_string(kind);
  static const Explanation none;
  return found.empty() ? none : *found.front();
}

TEST(Explanation, GoesFromTheSentenceToTheSource) {
  const Explanation root = explained(
      "      研发费用: { value: 11000000, attested_by: 市税局, on: 2027-01-31 }\n      营业收入: 200000000\n",
      "e1");
  EXPECT_EQ(root.verdict, Verdict::met);
  EXPECT_EQ(only(root, Kind::sentence).citation->text, "年研发费用占营业收入比重超5%的企业优先推荐");
  const Explanation& condition = only(root, Kind::condition);
  EXPECT_EQ(condition.verdict, Verdict::met);
  EXPECT_EQ(condition.citation->text, "年研发费用占营业收入比重超5%");
  ASSERT_EQ(condition.children.size(), 2U);
  const Explanation& expense = condition.children[0];
  EXPECT_EQ(expense.id, "企业.研发费用");
  EXPECT_EQ(expense.text, (Text{"研发费用", "R&D expense"}));
  EXPECT_EQ(expense.value, (Text{"11,000,000.00 元", "11,000,000.00 CNY"}));
  EXPECT_EQ(expense.detail, (Text{"市税局核实，自 2027-01-31", "attested by Tax Bureau, as of 2027-01-31"}));
  EXPECT_EQ(condition.children[1].detail.en, "as stated, not attested");
}

TEST(Explanation, ARefusalSaysNoBecauseAndWhatWouldChangeIt) {
  const Explanation root = explained("      研发费用: 9400000\n      营业收入: 200000000\n", "e1");
  EXPECT_EQ(root.verdict, Verdict::not_met);
  EXPECT_EQ(root.detail.en, "no, because this does not hold: 超5%");
  const auto changes = all_of(root, Kind::change);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[1]->text.en, "R&D expense over 10,000,000.00 CNY (now 9,400,000.00 CNY)");
  EXPECT_EQ(changes[1]->text.zh, "研发费用超过 10,000,000.00 元（现为 9,400,000.00 元）");
}

TEST(Explanation, AnUnknownSaysUntilAndWhomToAskOnce) {
  const Explanation root = explained("      营业收入: 200000000\n", "e1", false);
  EXPECT_EQ(root.verdict, Verdict::unknown);
  EXPECT_EQ(root.detail, (Text{"还须知道：研发费用", "until this is known: R&D expense"}));
  const Explanation& missing = only(root, Kind::missing);
  EXPECT_EQ(missing.detail, (Text{"可询：市税局", "ask Tax Bureau"}));
}

TEST(Explanation, ABandSaysWhoDecides) {
  const Explanation root = explained("      项目: [{ 编号: P-1, 合格: true, 日期: 2026-05-01 }]\n", "b1");
  EXPECT_EQ(root.value, (Text{"最高 300,000.00 元", "up to 300,000.00 CNY"}));
  EXPECT_EQ(root.detail.en, "decided by Science Bureau within the band: up to 300,000.00 CNY");
  const Explanation& amount = only(root, Kind::amount);
  EXPECT_EQ(amount.citation->text, "最高给予30万元补助");
  EXPECT_EQ(amount.detail.zh, "由市科局在幅度内决定");
}

TEST(Explanation, TheWayOfAnAmountIsTold) {
  const Explanation root = explained(
      "      投入: [{ 编号: T-1, 金额: 3333333.33, 日期: 2026-05-01 }, { 编号: T-2, 金额: 1000000, 日期: "
      "2026-06-01 }]\n",
      "c1");
  std::vector<std::string> steps;
  for (const Explanation* step : all_of(root, Kind::step)) steps.push_back(step->text.zh);
  ASSERT_GE(steps.size(), 2U);
  EXPECT_EQ(steps[0], "3,333,333.33 × 30% = 999,999.999");
  EXPECT_EQ(steps[1], "999,999.999 → 1,000,000.00（四舍五入到分）");
  // The second investment meets what the cap has left: nothing.
  const Explanation& cut = only(root, Kind::reduction);
  EXPECT_EQ(cut.text.zh, "达到最高限额，减少 300,000.00 元");
  EXPECT_FALSE(all_of(root, Kind::assumption).empty());
}

TEST(Explanation, AStepThatWaitsForAFactIsNotToldAsAComputation) {
  const Explanation root = explained("      投入: [{ 编号: T-1, 日期: 2026-05-01 }]\n", "c1", false);
  EXPECT_TRUE(all_of(root, Kind::step).empty());
  EXPECT_EQ(all_of(root, Kind::missing).front()->text.en, "Investments (no. 1): Amount");
}

TEST(Explanation, MonthsOfOneAmountAreOneLine) {
  const Explanation root =
      explained("      学员: [{ 姓名: 甲, 开始: 2026-02-01, 结束: 2026-04-30 }]\n", "d1");
  EXPECT_EQ(all_of(root, Kind::claim).size(), 3U);  // here a month is a claim of its own
  for (const Explanation* amount : all_of(root, Kind::amount)) EXPECT_EQ(amount->value.zh, "1,000.00 元");
}

TEST(Explanation, AnAssumptionStandsWhereItCountsAndOnce) {
  const Explanation root = explained(
      "      登记地: \"990001\"\n      认定: [{ 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }]\n", "a1");
  std::vector<std::string> ids;
  for (const Explanation* one : all_of(root, Kind::assumption)) ids.push_back(one->id);
  EXPECT_EQ(ids, (std::vector<std::string>{"a1/本市企业"}));
  EXPECT_NE(all_of(root, Kind::assumption)[0]->detail.en.find("may be ruled otherwise by Science Bureau"),
            std::string::npos);
}

TEST(Explanation, AssumptionsOfThePackageAreToldOnce) {
  const std::vector<Explanation> all = general_assumptions(worked_out(""));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].id, "补差");
  EXPECT_EQ(all[0].detail.zh, "文件未说明；可由市科局另行裁定");
}

TEST(Explanation, EveryNodeSpeaksBothLanguages) {
  const Determination determination = worked_out("      研发费用: 9400000\n", false);
  for (const ProvisionResult& result : determination.subjects.at(0).provisions) {
    const std::function<void(const Explanation&)> check = [&](const Explanation& node) {
      EXPECT_FALSE(node.text.zh.empty()) << to_string(node.kind) << " " << node.id;
      EXPECT_FALSE(node.text.en.empty()) << to_string(node.kind) << " " << node.id;
      EXPECT_EQ(node.detail.zh.empty(), node.detail.en.empty());
      EXPECT_EQ(node.value.zh.empty(), node.value.en.empty());
      for (const Explanation& child : node.children) check(child);
    };
    check(explain(result));
  }
}

TEST(Explanation, NoLineIsWiderThanTheTerminal) {
  const Determination determination = worked_out(
      "      登记地: \"990001\"\n      研发费用: 9400000\n      营业收入: 200000000\n"
      "      认定: [{ 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }, { 类别: 其他, 日期: 2026-04-10, 编号: "
      "R-2 }]\n");
  for (const Language language : {Language::zh, Language::en}) {
    for (const int width : {40, 100}) {
      for (const ProvisionResult& result : determination.subjects.at(0).provisions) {
        const std::string text = to_text(explain(result), language, width);
        EXPECT_TRUE(text.ends_with("\n"));
        for (const std::string& line : text::split(text, '\n')) {
          EXPECT_LE(text::display_width(line), width) << line;
          EXPECT_FALSE(text::trim(line).starts_with("，")) << line;
        }
      }
    }
  }
}

TEST(Explanation, TheTextShowsTheTree) {
  const std::string text =
      to_text(explained("      研发费用: 9400000\n      营业收入: 200000000\n", "e1"), Language::zh);
  EXPECT_EQ(text,
            "✗ e1 优先推荐\n"
            "  不符合，因为未满足：超5%\n"
            "  第 1 条：“年研发费用占营业收入比重超5%的企业优先推荐”\n"
            "  ✗ 超5%\n"
            "    “年研发费用占营业收入比重超5%”（第 1 条）\n"
            "    研发费用 = 9,400,000.00 元（自行填报，未经核实）\n"
            "    营业收入 = 200,000,000.00 元（自行填报，未经核实）\n"
            "  > 要符合，最接近的情形：营业收入少于 188,000,000.00 元（现为 200,000,000.00 元）\n"
            "  > 要符合，最接近的情形：研发费用超过 10,000,000.00 元（现为 9,400,000.00 元）\n");
}

TEST(Explanation, JsonHasTheTreeOfEachProvisionOnlyIfAsked) {
  const Determination determination = worked_out("      研发费用: 9400000\n");
  EXPECT_EQ(to_json(determination).find("\"explanation\""), std::string::npos);
  const auto json = boost::json::parse(explained_json(determination));
  for (const auto& provision : json.at("subjects").at(0).at("provisions").as_array()) {
    EXPECT_EQ(provision.at("explanation").at("id"), provision.at("id"));
    EXPECT_EQ(provision.at("explanation").at("kind"), "provision");
  }
}

}  // namespace
}  // namespace enact::determine
