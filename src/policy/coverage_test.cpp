// Nothing in a document may be left silently: clauses, operative words, figures, dates, units, provisions.
#include "policy/coverage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/clauses.hpp"
#include "policy/report.hpp"
#include "policy/test_sample.hpp"

namespace enact::policy::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view policy_path = "policies/yunxi-1/policy.md";

// The sample without one of its YAML blocks: the one that begins with this line.
FileSet without_block(std::string_view first_line) {
  FileSet files = sample_files();
  std::string& text = files.find(policy_path)->second;
  const std::string opening = "```yaml\n" + std::string(first_line);
  const std::size_t begin = text.find(opening);
  const std::size_t end = text.find("\n```\n", begin);
  text.erase(begin, end + 5 - begin);
  return files;
}

class DeletedProvision : public testing::TestWithParam<const char*> {};

TEST_P(DeletedProvision, TurnsTheCheckRed) {
  const Loaded sample = loaded(without_block(std::string("provision: ") + GetParam() + "\n"));
  EXPECT_FALSE(sample.ok());
  EXPECT_LT(sample.package->document.covered_clauses(), sample.package->document.clauses.size());
  EXPECT_NE(coverage_line(sample.package->document).substr(0, 14), "coverage 100 %");
}

INSTANTIATE_TEST_SUITE_P(Each, DeletedProvision, testing::Values("1a", "1b", "2a", "in-force"));

TEST(Coverage, NamesTheClauseThatNothingCarriesOut) {
  EXPECT_THAT(
      said(changed("policy.md", "text: 营业收入超过100万元的，优先推荐参加展会",
                   "text: 营业收入超过100万元的")),
      testing::Eq(
          R"(policies/yunxi-1/policy.md:32:37: error: no provision carries out “优先推荐参加展会”, and nothing declares it declaratory [coverage.clause]
     32 | 对当年度首次登记的企业，市财政给予1万元奖励。营业收入超过100万元的，优先推荐参加展会。
        |                                                                     ^^^^^^^^^^^^^^^^
    help: quote these words in the `text` of the provision that carries them out, or in a `declaratory` entry with the reason
policies/yunxi-1/policy.md:32:37: error: operative word “优先” lies in no provision's quotation [coverage.word]
     32 | 对当年度首次登记的企业，市财政给予1万元奖励。营业收入超过100万元的，优先推荐参加展会。
        |                                                                     ^^^^
    help: quote it in the provision that carries it out, or say in the `declaratory` entry that quotes it, `words: { 优先: … }`, why there is nothing to carry out
policies/yunxi-1/policy.md:32:39: error: operative word “推荐” lies in no provision's quotation [coverage.word]
     32 | 对当年度首次登记的企业，市财政给予1万元奖励。营业收入超过100万元的，优先推荐参加展会。
        |                                                                         ^^^^
    help: quote it in the provision that carries it out, or say in the `declaratory` entry that quotes it, `words: { 推荐: … }`, why there is nothing to carry out
)"));
}

TEST(Coverage, AnOperativeWordIsAnsweredForOneByOne) {
  EXPECT_THAT(
      said(changed("policy.md", "    words: { 鼓励: { zh: 没有措施, en: no measure } }\n", ""), Language::zh),
      testing::Eq(R"(policies/yunxi-1/policy.md:71:1: 错误: 操作词“鼓励”不在任何条款的引文之内 [coverage.word]
     71 | 鼓励企业稳定就业。对吸纳就业的企业，最高给予5万元补贴。
        | ^^^^
    建议: 在执行它的条款的 `text` 中引用，或在引用它的 `declaratory` 条目中用 `words: { 鼓励: … }` 说明为何无可执行
)"));
  EXPECT_THAT(said(changed("policy.md", "words: { 鼓励: ", "words: { 鼓舞: ")),
              HasSubstr("unknown word to be answered for in this entry's quotations: `鼓舞` "
                        "[coverage.needless-answer]"));
}

TEST(Coverage, FiguresAndDatesLieInAProvision) {
  EXPECT_THAT(
      said(changed("policy.md", "text: [（二）支持吸纳就业, 对吸纳就业的企业，最高给予5万元补贴]",
                   "text: [（二）支持吸纳就业, 对吸纳就业的企业，最高给予]")),
      HasSubstr("policies/yunxi-1/policy.md:71:23: error: figure “5万元” lies in no provision's quotation"));
  EXPECT_THAT(said(changed("policy.md", "text: 本措施自2030年1月1日起施行，有效期至2032年12月31日",
                           "text: 本措施自2030年1月1日起施行，有效期至")),
              HasSubstr("policies/yunxi-1/policy.md:115:22: error: date “2032年12月31日” lies in no "
                        "provision's quotation"));
}

TEST(Coverage, AFigureIsThatOfTheRule) {
  EXPECT_EQ(
      said(changed("policy.md", "amount: 1万元", "amount: 10万元")),
      R"(policies/yunxi-1/policy.md:32:18: error: no rule of the provisions that quote “1万元” (1a) has this number [coverage.figure]
     32 | 对当年度首次登记的企业，市财政给予1万元奖励。营业收入超过100万元的，优先推荐参加展会。
        |                                   ^^^^^
policies/yunxi-1/policy.md:37:12: note: the provision that quotes it
     37 | provision: 1a
        |            ^^
    help: correct the number in the rule to the text; if another provision carries it out, let that quote it
)");
  // 5万元 of the text stands in a decision table that the rule calls, and in a parameter that it reads.
  const FileSet table = changed("policy.md", "| 2 | > 5人 | 5万元 |", "| 2 | > 5人 | 4万元 |");
  EXPECT_EQ(said(table), "");
  EXPECT_THAT(
      said(changed(table, "parameters/limits.yaml", "value: 5万元", "value: 7万元")),
      StartsWith(
          "policies/yunxi-1/policy.md:71:23: error: no rule of the provisions that quote “5万元” (2a)"));
}

TEST(Coverage, AProvisionThatWouldNotBeMissedIsAnError) {
  EXPECT_EQ(
      said(changed("policy.md", "当年度首次登记的企业, 市财政给予1万元奖励]",
                   "当年度首次登记的企业, 市财政给予1万元奖励, 营业收入超过100万元的，优先推荐参加展会]")),
      R"(policies/yunxi-1/policy.md:59:12: error: all that provision `1b` quotes is quoted elsewhere: its loss would go unnoticed [coverage.not-needed]
     59 | provision: 1b
        |            ^^
    help: let it quote the words that it alone carries out, and take them out of other quotations
)");
}

TEST(Coverage, EveryUnitOfALineIsUsed) {
  EXPECT_THAT(
      said(changed("policy.md", "opinions: [市财政局]\n", "")),
      testing::Eq(
          R"(policies/yunxi-1/policy.md:34:20: error: no provision of this article uses the unit `市财政局` [coverage.unit]
     34 | 牵头单位：市科技局、商务局；责任单位：市财政局
        |                                       ^^^^^^^^
    help: name it in `lead`, `opinions`, `involved` or `task` of a provision
)"));
}

TEST(Coverage, ListsEachWordWithItsProvision) {
  const Loaded sample = loaded(sample_files());
  std::vector<std::string> listed;
  for (const Mark& mark : sample.package->document.marks) {
    listed.push_back(mark.text + " " +
                     (mark.provisions.empty() ? "(" + mark.answer.en + ")" : mark.provisions[0]));
  }
  const std::string stated = "(title or number, stated in the front matter)";
  EXPECT_THAT(listed, testing::ElementsAre("云溪市人民政府 (the head)", "2030 " + stated, "1 " + stated,
                                           "市财政 1a", "给予 1a", "1万元 1a", "奖励 1a", "100万元 1b",
                                           "优先 1b", "推荐 1b", "鼓励 (no measure)", "给予 2a", "5万元 2a",
                                           "补贴 2a", "2030年1月1日 in-force", "2032年12月31日 in-force"));
}

TEST(Coverage, ClausesEndOutsideQuotationMarksAndBrackets) {
  Document document;
  Paragraph paragraph;
  paragraph.text = "按“就高，从优”原则（含甲；乙）执行，每年50~200万元。";
  document.paragraphs.push_back(paragraph);
  find_clauses(document, {{"执行"}, {"万元"}, {}}, {});
  ASSERT_EQ(document.clauses.size(), 2u);
  EXPECT_EQ(paragraph.text.substr(0, document.clauses[0].span.end), "按“就高，从优”原则（含甲；乙）执行");
  EXPECT_EQ(document.clauses[1].operative_words, std::vector<std::string>{"50~200万元"});
}

TEST(CheckReport, EndsWithTheCoverage) {
  const Loaded sample = loaded(sample_files());
  const std::string zh = check_report(sample, Language::zh);
  EXPECT_THAT(zh,
              StartsWith("云溪市支持小微企业若干措施 云政〔2030〕1号\n      8  段正文\n      4  个条款\n"));
  EXPECT_THAT(zh, HasSubstr("\n  1万元                 1  1a\n"));
  EXPECT_THAT(zh, HasSubstr("\n  1a/在本市: 只支持本市企业\n      文件未写明; 市科技局 市商务局\n"));
  EXPECT_THAT(zh, testing::EndsWith("\n0 个错误，0 个警告\ncoverage 100 % of 14 clauses\n"));
  EXPECT_THAT(check_report(sample, Language::en),
              testing::EndsWith("\n0 errors, 0 warnings\ncoverage 100 % of 14 clauses\n"));
}

TEST(CheckReport, RoundsTheCoverageDown) {
  Document document;
  document.clauses.resize(300);
  for (Clause& clause : document.clauses) clause.use = ClauseUse::provision;
  document.clauses[7].use = ClauseUse::uncovered;
  EXPECT_EQ(coverage_line(document), "coverage 99 % of 300 clauses");
}

}  // namespace
}  // namespace enact::policy::test
