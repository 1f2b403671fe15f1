#include "policy/drafting.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "policy/sha256.hpp"
#include "policy/test_sample.hpp"

namespace enact::policy {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// The checks that packages share.
std::string shared_checks() {
  std::ifstream in(std::string(ENACT_ROOT) + "/policies/common/words-1/drafting.yaml");
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

const std::string own = std::string(test::folder) + "/drafting.yaml";

// The sample without the gap of its table, which is about nobody.
FileSet files(const std::string& answers = "") {
  FileSet made = test::changed("policy.md", "| 1 | [1人..5人] |", "| 1 | <= 5人 |");
  made["policies/common/words-1/drafting.yaml"] = shared_checks();
  if (!answers.empty()) made[own] = answers;
  return made;
}

// The document, official text and rules alike, with other words.
FileSet rewritten(const std::string& from, const std::string& to, FileSet made = files()) {
  bool any = false;
  for (const char* file : {"/official.txt", "/policy.md"}) {
    std::string& text = made.at(std::string(test::folder) + file);
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
      any = true;
    }
  }
  if (!any) ADD_FAILURE() << "not in the sample: " << from;
  return made;
}

std::string drafted(FileSet made, Language language = Language::en) {
  std::string& text = made.at(std::string(test::folder) + "/policy.md");
  constexpr std::string_view mark = "@SHA256@";
  text.replace(text.find(mark), mark.size(), sha256(made.at(std::string(test::folder) + "/official.txt")));
  const Loaded loaded = test::loaded(made);
  const DraftReview review = review_draft(made, test::folder, loaded);
  return render(review.diagnostics, language) + draft_report(review, language);
}

TEST(Drafting, FindsNothingOpenInTheSampleWhoseOnlyLocalConditionIsAnAssumption) {
  const std::string text = drafted(files());
  EXPECT_THAT(text,
              HasSubstr("note: article 1: “1a 在本市”: the support depends on registration in the place"));
  EXPECT_THAT(text, HasSubstr("answered: the document does not say"));
  EXPECT_THAT(text, HasSubstr("0 open, 1 answered\n"));
}

TEST(Drafting, ComparesThresholdWordsWithSignsThoughTheRuleNamesNone) {
  FileSet made = files();
  made = test::changed(std::move(made), "policy.md", "rule: 企业.营业收入 > 100万元, words: 超过,",
                       "rule: 企业.营业收入 >= 100万元,");
  const std::string text = drafted(made);
  EXPECT_THAT(text,
              HasSubstr("“1b 100万元: 超过 `>=`”: the threshold word and the rule's comparison differ"));
  EXPECT_THAT(text, HasSubstr("收入超过: { rule: 企业.营业收入 >= 100万元"));
  EXPECT_THAT(text, HasSubstr("^^^^"));
  EXPECT_THAT(text, HasSubstr("Civil Code, art. 1259"));
}

TEST(Drafting, AsksForAThresholdWordAtAFigureThatARuleComparesWith) {
  FileSet made = rewritten("营业收入超过100万元的", "营业收入100万元的");
  made = test::changed(std::move(made), "policy.md", "words: 超过, ", "");
  const std::string text = drafted(made);
  EXPECT_THAT(text, HasSubstr("article 1: “100万元”: the text's figure has no threshold word"));
  EXPECT_THAT(text, HasSubstr("policy.md:32:28: warning"));
}

TEST(Drafting, NamesVagueWordsOnlyWhereSomethingIsGiven) {
  EXPECT_THAT(drafted(rewritten("最高给予5万元补贴", "原则上最高给予5万元补贴")),
              HasSubstr("article 2: “原则上”: the words are too vague to decide by"));
  EXPECT_THAT(drafted(rewritten("（一）支持首次创业。", "（一）适当支持首次创业。")), HasSubstr("0 open"));
}

TEST(Drafting, MissesUnits) {
  EXPECT_THAT(drafted(rewritten("最高给予5万元补贴", "最高给予50000补贴")),
              HasSubstr("article 2: “50000”: the figure has no unit"));
  // The year and the number of another document have none.
  EXPECT_THAT(drafted(rewritten("最高给予5万元补贴", "按云政〔2029〕7号最高给予5万元补贴")),
              Not(HasSubstr("has no unit")));
}

TEST(Drafting, FindsTiersThatBothHaveAFigureOrNeither) {
  EXPECT_THAT(
      drafted(rewritten("最高给予5万元补贴", "收入100万元以内的补贴2万元，100万元以上的最高给予5万元补贴")),
      AllOf(HasSubstr("“100万元”: two tiers both include the same figure"), Not(HasSubstr("neither tier"))));
  EXPECT_THAT(
      drafted(rewritten("最高给予5万元补贴", "收入不满100万元的补贴2万元，超过100万元的最高给予5万元补贴")),
      HasSubstr("“100万元”: neither tier includes the figure"));
  EXPECT_THAT(
      drafted(rewritten("最高给予5万元补贴", "收入不满100万元的补贴2万元，100万元以上的最高给予5万元补贴")),
      HasSubstr("0 open"));
}

TEST(Drafting, ReportsGapsOfTables) {
  FileSet made = test::changed(files(), "policy.md", "| 2 | > 5人 |", "| 2 | > 6人 |");
  EXPECT_THAT(drafted(made), HasSubstr("the decision table has a gap or an overlap: "));
}

TEST(Drafting, MissesLeadUnitsAndAnEnd) {
  FileSet made = files();
  for (const char* file : {"/official.txt", "/policy.md"}) {
    std::string& text = made.at(std::string(test::folder) + file);
    const std::string line = "牵头单位：市人社局；责任单位：市财政局\n";
    text.replace(text.find(line), line.size() + (file[1] == 'p' ? 1 : 0), "");
  }
  EXPECT_THAT(drafted(made), HasSubstr("article 2: “（二）支持吸纳就业。”: the article has no lead unit"));
  made = test::changed(rewritten("，有效期至2032年12月31日", ""), "policy.md", "[2030-01-01, 2032-12-31]",
                       "[2030-01-01, null]");
  EXPECT_THAT(drafted(made), HasSubstr("the document does not say when it ends"));
}

TEST(Drafting, FindsSupportTiedToTaxStatisticsOrRegistrationWithTheRuleThatBarsIt) {
  EXPECT_THAT(drafted(rewritten("最高给予5万元补贴", "按地方贡献最高给予5万元补贴")),
              AllOf(HasSubstr("article 2: “地方贡献”: the support is tied to taxes paid or to local revenue"),
                    HasSubstr("Fair-competition regulation, art. 10")));
  EXPECT_THAT(drafted(rewritten("对吸纳就业的企业", "对当年度纳统的企业")), HasSubstr("“纳统”"));
  EXPECT_THAT(drafted(rewritten("对吸纳就业的企业", "对注册地迁入本市的企业"), Language::zh),
              HasSubstr("第2条：“注册地迁”：奖补以在本地登记注册为条件"));
}

TEST(Drafting, TakesAnAnswerForWhatItQuotesAndNoneThatNothingNeeds) {
  const std::string answer =
      "answers:\n  - check: tied-to-tax\n    text: [地方贡献]\n"
      "    because: { zh: 国务院批准, en: approved by the State Council }\n";
  const std::string text =
      drafted(rewritten("最高给予5万元补贴", "按地方贡献最高给予5万元补贴", files(answer)));
  EXPECT_THAT(text, HasSubstr("answered: approved by the State Council"));
  EXPECT_THAT(text, HasSubstr("0 open, 2 answered"));
  EXPECT_THAT(drafted(files(answer)), HasSubstr("drafting.yaml:2:12: error: nothing needs this answer"));
}

TEST(Drafting, ReadsItsDataStrictly) {
  EXPECT_THAT(drafted(files("answers:\n  - { check: tied-to-taxes, because: x }\n")),
              HasSubstr("did you mean `tied-to-tax`"));
  FileSet made = files();
  made["policies/common/words-1/drafting.yaml"] += "  no-such-check: { says: x, help: x, source: x }\n";
  EXPECT_THAT(drafted(made), HasSubstr("unknown check without `words` or `facts` `no-such-check`"));
  made = files();
  made["policies/common/words-1/drafting.yaml"] +=
      "  prizes: { words: [奖励], says: { zh: 有奖励, en: a prize }, help: x, source: x }\n";
  EXPECT_THAT(drafted(made), HasSubstr("article 1: “奖励”: a prize"));
}

}  // namespace
}  // namespace enact::policy
