// Provisions, vocabulary, units, parameters and procedures that are wrong in one place each: what is said, at
// which line and column, and what to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/test_sample.hpp"

namespace enact::policy::test {
namespace {

struct Wrong {
  const char* file;
  const char* from;
  const char* to;
  const char* said;  // how the first message begins
  const char* help;  // somewhere in what is said
};

class WrongIn : public testing::TestWithParam<Wrong> {};

TEST_P(WrongIn, IsToldAtItsPlace) {
  const Wrong& each = GetParam();
  const std::string text = said(changed(each.file, each.from, each.to));
  EXPECT_THAT(text, testing::StartsWith("policies/" + std::string(each.said) + "\n"));
  EXPECT_THAT(text, testing::HasSubstr(each.help));
}

INSTANTIATE_TEST_SUITE_P(
    Provision, WrongIn,
    testing::Values(
        Wrong{"policy.md", "kind: priority", "kind: prority",
              "yunxi-1/policy.md:60:7: error: unknown kind of provision `prority` [policy.unknown-kind]",
              "did you mean `priority`?"},
        Wrong{"policy.md", "provision: 1b", "provision: 1a",
              "yunxi-1/policy.md:59:12: error: provision `1a` occurs twice [policy.defined-twice]",
              "it occurs first here"},
        Wrong{"policy.md", "each: 登记 in 企业.登记[首次 = true]", "each: 企业.登记[首次 = true]",
              "yunxi-1/policy.md:42:7: error: `each` reads `name in list` [policy.each]", "as in `认定 in"},
        Wrong{"policy.md", "each: 登记 in 企业.登记[首次 = true]", "each: 查询日 in 企业.登记[首次 = true]",
              "yunxi-1/policy.md:42:7: error: `查询日` is a name in scope already [policy.defined-twice]",
              "rename it"},
        Wrong{"policy.md", "each: 登记 in 企业.登记[首次 = true]", "each: 登记 in 企业.名称",
              "yunxi-1/policy.md:42:13: error: a list is expected here, but this is string [policy.each]",
              ""},
        Wrong{"policy.md", "在施行期内: 登记.日期 in 政策.施行期", "在施行期内: 登记.日其 in 政策.施行期",
              "yunxi-1/policy.md:44:13: error: unknown name `日其`: 登记记录 has none [feel.unknown-name]",
              "did you mean `日期`?"},
        Wrong{"policy.md", "在施行期内: 登记.日期 in 政策.施行期", "在施行期内: 登记.日期",
              "yunxi-1/policy.md:44:10: error: expected boolean, the expression gives date "
              "[feel.unexpected-type]",
              ""},
        Wrong{
            "policy.md", "amount: 1万元", "amount: 1万",
            "yunxi-1/policy.md:50:9: error: an amount is number<元> or range<number<元>>, but this is number "
            "[policy.amount-type]",
            "give it its unit, as in 10万元"},
        Wrong{"policy.md", "  decided by: [市人社局]\n", "",
              "yunxi-1/policy.md:93:10: error: the amount is a band, and nobody is named to decide it "
              "[policy.decided-by]",
              "decided by: [unit]"},
        Wrong{"policy.md", "matter: { kind: 登记, parts: [企业.代码, 登记.编号] }",
              "matter: { kind: 登计, parts: [企业.代码, 登记.编号] }",
              "yunxi-1/policy.md:51:17: error: unknown kind of matter `登计` [policy.unknown-matter]",
              "did you mean `登记`?"},
        Wrong{"policy.md", "parts: [企业.代码, 登记.编号]", "parts: [企业.代码]",
              "yunxi-1/policy.md:51:28: error: the matter `登记` has 2 parts, not 1 [policy.matter-parts]",
              "in order: 企业, 编号"},
        Wrong{"policy.md", "payee: 企业\npayer: 市财政\n", "payer: 市财政\n",
              "yunxi-1/policy.md:37:1: error: `payee` is missing [policy.missing-key]", ""},
        Wrong{"policy.md", "date: 企业.吸纳日期\n", "",
              "yunxi-1/policy.md:91:1: error: a provision with an amount and without `each` needs a date "
              "[policy.event-date]",
              "add `date: expression`"},
        Wrong{"policy.md", "procedure: 兑现", "procedure: 兑换",
              "yunxi-1/policy.md:55:12: error: unknown procedure `兑换` [policy.unknown-procedure]",
              "did you mean `兑现`?"},
        Wrong{"policy.md", "    ruled by: [市科技局, 商务局]", "    ruled by: [市科技局, 商务处]",
              "yunxi-1/policy.md:49:22: error: unknown unit `商务处` [policy.unknown-unit]",
              "did you mean `商务局`?"},
        Wrong{"policy.md", "    assumption: { zh: 只支持本市企业, en: only businesses of this city }\n", "",
              "yunxi-1/policy.md:47:5: error: `because` without `assumption` [policy.assumption]",
              "say what is assumed"},
        Wrong{"policy.md", "task: { units: [市商务局], does: { zh: 推荐, en: recommend }, within: 5 }",
              "task: { units: [市商务局], does: { zh: 推荐, en: recommend }, within: 0 }",
              "yunxi-1/policy.md:66:65: error: a whole number from 1 to 366 is expected here "
              "[policy.wrong-value]",
              ""},
        Wrong{"policy.md", "lead: 市科技局\n", "laed: 市科技局\n",
              "yunxi-1/policy.md:122:1: error: unknown key `laed` [policy.unknown-key]",
              "did you mean `lead`?"},
        Wrong{"policy.md", "kind: coordination\n", "kind: coordination\namount: 1元\n",
              "yunxi-1/policy.md:120:1: error: `amount` needs a `subject`: over whose facts is it decided? "
              "[policy.no-subject]",
              "add `subject: subject type`"},
        Wrong{"policy.md", "opinions: [市财政局]\n",
              "lead: [市财政局]\nopinions: [市科技局]\ninvolved: [市商务局]\n",
              "yunxi-1/policy.md:37:12: error: `市财政局` leads provision `1a` but not its article "
              "[policy.not-a-lead]",
              "the article's line of units"},
        Wrong{"policy.md", "| 2 | > 5人 | 5万元 |", "| 2 | > 5人 | 5万 |",
              "yunxi-1/policy.md:79:14: error: expected number<元>, the expression gives number "
              "[feel.unit-mismatch]",
              ""},
        Wrong{"policy.md", "```table 就业补贴", "```tabel 就业补贴",
              "yunxi-1/policy.md:76:1: error: unknown kind of block `tabel 就业补贴` [policy.unknown-block]",
              ""},
        Wrong{"policy.md", "uses: [common/words-1]", "uses: [common/word-1]",
              "yunxi-1/policy.md:10:8: error: unknown shared folder `common/word-1` [policy.unknown-use]",
              "did you mean `common/words-1`?"},
        Wrong{"policy.md", "id: yunxi-1", "id: yunxi-2",
              "yunxi-1/policy.md:2:5: error: the id `yunxi-2` is not the folder's name `yunxi-1` [policy.id]",
              ""}));

INSTANTIATE_TEST_SUITE_P(
    Threshold, WrongIn,
    testing::Values(
        Wrong{"policy.md", "企业.营业收入 > 100万元, words", "企业.营业收入 >= 100万元, words",
              "yunxi-1/policy.md:65:17: error: “超过” asks for `>`, but this compares with `>=` "
              "[policy.threshold]",
              "compare with `>`, or correct `words`"},
        Wrong{"policy.md", "企业.营业收入 > 100万元, words", "100万元 > 企业.营业收入, words",
              "yunxi-1/policy.md:65:17: error: “超过” asks for `>`, but this compares with `<` "
              "[policy.threshold]",
              ""},
        Wrong{"policy.md", "企业.营业收入 > 100万元, words", "企业.营业收入 = 100万元, words",
              "yunxi-1/policy.md:65:17: error: the rule has the threshold word “超过” but compares nothing "
              "[policy.threshold]",
              "compare with `>`, or remove `words`"},
        Wrong{"policy.md", "words: 超过,", "words: 超国,",
              "yunxi-1/policy.md:65:41: error: unknown threshold word `超国` [policy.unknown-threshold]",
              "`超过`"},
        Wrong{"policy.md", "words: 超过,", "words: 以上,",
              "yunxi-1/policy.md:65:41: error: “以上” does not stand in the quotation "
              "[policy.threshold-not-quoted]",
              "“以上” asks for `>=`"}));

TEST(Threshold, AMirroredComparisonIsTheSame) {
  EXPECT_EQ(said(changed("policy.md", "企业.营业收入 > 100万元, words", "100万元 < 企业.营业收入, words")),
            "");
}

INSTANTIATE_TEST_SUITE_P(
    Vocabulary, WrongIn,
    testing::Values(
        Wrong{"vocabulary.yaml", "行业: { type: 行业, en: Trade }", "行业: { type: 行叶, en: Trade }",
              "yunxi-1/vocabulary.yaml:8:19: error: unknown type `行叶` [policy.unknown-type]",
              "did you mean `行业`?"},
        Wrong{"vocabulary.yaml", "type: list<登记记录>", "type: list<登录记录>",
              "yunxi-1/vocabulary.yaml:23:24: error: unknown type `登录记录` [policy.unknown-type]",
              "did you mean `登记记录`?"},
        Wrong{
            "vocabulary.yaml", "首次: { type: boolean, en: First }", "首次: { type: 登记记录, en: First }",
            "yunxi-1/vocabulary.yaml:2:3: error: record `登记记录` contains itself [policy.recursive-record]",
            ""},
        Wrong{"vocabulary.yaml", "format: credit-code", "format: credit-cod",
              "yunxi-1/vocabulary.yaml:17:35: error: unknown format `credit-cod` [policy.unknown-format]",
              "did you mean `credit-code`?"},
        Wrong{"vocabulary.yaml", "    label: 名称", "    label: 名字",
              "yunxi-1/vocabulary.yaml:15:12: error: unknown fact `名字` [policy.unknown-fact]", ""},
        Wrong{"vocabulary.yaml", "attested by: [市商务局]", "attested by: [市商业局]",
              "yunxi-1/vocabulary.yaml:23:64: error: unknown unit `市商业局` [policy.unknown-unit]",
              "did you mean `市商务局`?"},
        Wrong{"vocabulary.yaml", "en: Revenue, attested", "en: Revenue, min: 0, attested",
              "yunxi-1/vocabulary.yaml:20:53: error: key `min` occurs twice [yaml.duplicate-key]", ""},
        Wrong{"../common/words-1/vocabulary.yaml", "words:\n",
              "records:\n  登记记录: { fields: { 首次: { type: boolean } } }\nwords:\n",
              "yunxi-1/vocabulary.yaml:7:7: error: `首次` is defined already [policy.defined-twice]",
              "policies/common/words-1/vocabulary.yaml:2:21: note: defined here first"},
        Wrong{"vocabulary.yaml", "本市企业: { subject: 企业,", "本市企业: { subject: 企页,",
              "yunxi-1/vocabulary.yaml:28:20: error: unknown subject type `企页` [policy.unknown-subject]",
              ""},
        Wrong{
            "../common/words-1/vocabulary.yaml", "超过: '>'", "超过: '=>'",
            "common/words-1/vocabulary.yaml:4:21: error: unknown comparison sign `=>` [policy.unknown-value]",
            ""}));

INSTANTIATE_TEST_SUITE_P(
    Units, WrongIn,
    testing::Values(
        Wrong{"units.yaml", "市人社局: { en: Labour, nature: bureau }",
              "市人社局: { en: Labour, nature: burau }",
              "yunxi-1/units.yaml:3:29: error: unknown nature of a unit `burau` [policy.unknown-value]",
              "did you mean `bureau`?"},
        Wrong{"units.yaml", "also: [商务局]", "also: [科技局]",
              "yunxi-1/units.yaml:2:46: error: `科技局` is already a name of a unit [policy.defined-twice]",
              ""},
        Wrong{"units.yaml", "市商务局: { en: Commerce, nature: bureau, also: [商务局] }",
              "市商务局: { en: Commerce, nature: bureau, also: [商务局], members: [市人社局] }",
              "yunxi-1/units.yaml:2:61: error: only `nature: group` has members [policy.members-of-group]",
              ""}));

TEST(Units, ALaterNameInheritsTheFirstCharacter) {
  const Loaded sample = loaded(changed("units.yaml", ", also: [商务局]", ""));
  EXPECT_THAT(render(sample.diagnostics, Language::en),
              testing::StartsWith("policies/yunxi-1/policy.md:49:22: error: unknown unit `商务局`"));
  EXPECT_EQ(sample.package->provision("1a")->leads, (std::vector<std::string>{"市科技局", "市商务局"}));
}

INSTANTIATE_TEST_SUITE_P(
    Parameters, WrongIn,
    testing::Values(
        Wrong{
            "parameters/limits.yaml", "from: 2031-01-01", "from: 2030-12-31",
            "yunxi-1/parameters/limits.yaml:7:15: error: two values of parameter `年度上限` overlap in time "
            "[policy.parameter-overlap]",
            "let the `to` of the first end before"},
        Wrong{"parameters/limits.yaml", "from: 2031-01-01", "from: 2031-01-03",
              "yunxi-1/parameters/limits.yaml:7:15: warning: parameter `年度上限` has no value from "
              "2031-01-01 until "
              "2031-01-03 [policy.parameter-gap]",
              "add the value of that time"},
        Wrong{"parameters/limits.yaml", "  ask: [市财政局]\n", "",
              "yunxi-1/parameters/limits.yaml:1:1: error: parameter `年度上限` is without a value at times, "
              "and names "
              "nobody to ask [policy.parameter-ask]",
              "add `ask: [unit]`"},
        Wrong{"parameters/limits.yaml", "value: 6万元", "value: 6",
              "yunxi-1/parameters/limits.yaml:7:34: error: expected number<元>, the expression gives number "
              "[feel.unit-mismatch]",
              ""},
        Wrong{"parameters/limits.yaml", "to: 2030-12-31, value", "to: 2029-12-31, value",
              "yunxi-1/parameters/limits.yaml:6:31: error: the last day is before the first "
              "[policy.dates-reversed]",
              ""},
        Wrong{"parameters/limits.yaml", "off: [2030-01-01]", "off: [2030-02-30]",
              "yunxi-1/parameters/limits.yaml:10:9: error: there is no date `2030-02-30` [policy.date]", ""},
        Wrong{"parameters/limits.yaml", "off: [2030-01-01]", "off: [2030-01-06]",
              "yunxi-1/parameters/limits.yaml:10:9: error: this is a weekend day and is off anyway "
              "[policy.weekday]",
              "check the date"}));

TEST(Parameters, KnowTheUnitsOfTheirTypes) {
  EXPECT_EQ(said(changed("parameters/limits.yaml", "working days:",
                         "名额: { type: number<名>, ask: 市财政局, values: [{ value: 5名, source: 预算 }] }\n"
                         "working days:")),
            "");
}

INSTANTIATE_TEST_SUITE_P(
    Procedures, WrongIn,
    testing::Values(
        Wrong{"procedures.yaml", "accept: 支付", "accept: 支出",
              "yunxi-1/procedures.yaml:15:17: error: unknown step `支出` [procedure.unknown-step]",
              "no outcome leads to step `支付` [procedure.unreachable]"},
        Wrong{"procedures.yaml", "separate from: [申请]", "separate from: [申清]",
              "yunxi-1/procedures.yaml:18:23: error: unknown step `申清` [procedure.unknown-step]", ""},
        Wrong{"procedures.yaml", "kind: check", "kind: chek",
              "yunxi-1/procedures.yaml:10:13: error: unknown kind of step `chek` [procedure.unknown-kind]",
              "did you mean `check`?"},
        Wrong{"procedures.yaml", "actor: lead", "actor: leads",
              "yunxi-1/procedures.yaml:11:14: error: unknown actor `leads` [procedure.unknown-actor]",
              "did you mean `lead`?"},
        Wrong{"procedures.yaml", "unit:市财政局", "unit:市财务局",
              "yunxi-1/procedures.yaml:25:19: error: unknown unit `市财务局` [policy.unknown-unit]", ""},
        Wrong{"procedures.yaml", "within: 5", "within: 500",
              "yunxi-1/procedures.yaml:13:15: error: a whole number from 1 to 366 is expected here "
              "[policy.wrong-value]",
              ""},
        Wrong{"procedures.yaml", "reject: { ends as: rejected, reason: required }",
              "reject: { reason: required }",
              "yunxi-1/procedures.yaml:17:9: error: outcome `reject` leads to a next step or ends the case, "
              "one of the "
              "two [procedure.outcome]",
              ""},
        Wrong{"procedures.yaml", "- id: 支付", "- id: 受理",
              "yunxi-1/procedures.yaml:23:11: error: step `受理` occurs twice [policy.defined-twice]", ""}));

// What is said about the sample with one change in its procedure.
std::string said_of(std::string_view from, std::string_view to) {
  return said(changed("procedures.yaml", from, to));
}

TEST(Procedures, SaysWhatIsWrongAboutBeingLate) {
  EXPECT_THAT(said_of("within: 5", "within: 5\n      late: {}"),
              testing::HasSubstr("`late` says which outcome is taken or which unit is told, one of the two "
                                 "[procedure.late]"));
  const std::string misspelt = said_of("within: 5", "within: 5\n      late: { take: acept }");
  EXPECT_THAT(misspelt, testing::HasSubstr("yunxi-1/procedures.yaml:14:21: error: unknown outcome `acept` "
                                           "[procedure.unknown-outcome]"));
  EXPECT_THAT(misspelt, testing::HasSubstr("did you mean `accept`?"));
  EXPECT_THAT(said_of("within: 5", "late: { escalate: 市财政局 }"),
              testing::HasSubstr("step `受理` has no term that could be over [procedure.late-without-term]"));
  EXPECT_THAT(
      said_of("reject: { ends as: rejected, reason: required }", "reject: { ends as: rejected, by: clock }"),
      testing::HasSubstr("outcome `reject` is the clock's, but `late` does not name it "
                         "[procedure.clock-outcome]"));
}

TEST(Procedures, ReadsGuardsAndWhatAReviewReliesOn) {
  EXPECT_THAT(said_of("accept: 支付", "accept: { next: 支付, if: 金 > 1万元 }"),
              testing::HasSubstr("did you mean `金额`?"));
  EXPECT_THAT(said_of("accept: 支付", "accept: { next: 支付, if: 金额 }"),
              testing::HasSubstr("yunxi-1/procedures.yaml:15:"));
  const std::string unknown = said_of("separate from: [申请]", "relies on: [金额, 认丁]");
  EXPECT_THAT(unknown,
              testing::HasSubstr("unknown fact that a review relies on `认丁` [procedure.unknown-fact]"));
  const Loaded read =
      loaded(changed("procedures.yaml", "accept: 支付", "accept: { next: 支付, if: 金额 >= 50万元 }"));
  ASSERT_TRUE(read.ok()) << render(read.diagnostics, Language::en);
  const auto& outcome = read.package->procedures.front().steps.at(1).outcomes.front();
  ASSERT_TRUE(outcome.guard);
  EXPECT_EQ(outcome.guard->text, "金额 >= 50万元");
}

TEST(Procedures, ReadsHowACaseIsTakenUpAgain) {
  constexpr std::string_view last = "outcomes: { paid: { ends as: paid } }";
  const auto with = [&](const std::string& after, const std::string& to) {
    return changed("procedures.yaml", last,
                   std::string(last) + "\n  again: [{ id: 申诉, after: " + after +
                       ", actor: applicant, role: applicant, within: 10, to: " + to + " }]");
  };
  EXPECT_EQ(said(with("rejected", "受理")), "");
  const Loaded read = loaded(with("rejected", "受理"));
  const TakingUp& up = read.package->procedures.front().again.at(0);
  EXPECT_EQ(up.after, std::vector<std::string>{"rejected"});
  EXPECT_EQ(up.working_days, 10);
  EXPECT_THAT(said(with("rejectd", "受理")), testing::HasSubstr("did you mean `rejected`?"));
  EXPECT_THAT(said(with("paid", "受理")),
              testing::HasSubstr("a case that was paid is not taken up again [procedure.paid-again]"));
  EXPECT_THAT(said(with("rejected", "受里")),
              testing::HasSubstr("unknown step `受里` [procedure.unknown-step]"));
}

// An application lapses, a check may be tacit; nobody pays by silence.
TEST(Procedures, SilenceAnswersOnlyWhatItMay) {
  const FileSet tacit = changed("procedures.yaml", "within: 5", "within: 5\n      late: { take: accept }");
  EXPECT_EQ(said(tacit), "");
  const Loaded read = loaded(tacit);
  const ProcedureStep& step = read.package->procedures.front().steps.at(1);
  ASSERT_TRUE(step.late);
  EXPECT_EQ(step.late->take, "accept");
  EXPECT_FALSE(step.outcomes.front().by_clock);

  EXPECT_THAT(
      said(changed("procedures.yaml", "outcomes: { paid: { ends as: paid } }",
                   "within: 5\n      late: { take: paid }\n      outcomes: { paid: { ends as: paid } }")),
      testing::HasSubstr("step `支付` cannot come to `paid` by silence [procedure.not-by-silence]"));
}

TEST(Procedures, ACaseCanEnd) {
  FileSet files =
      changed("procedures.yaml", "outcomes: { paid: { ends as: paid } }", "outcomes: { paid: 申请 }");
  files = changed(files, "procedures.yaml", "reject: { ends as: rejected, reason: required }",
                  "reject: { next: 申请, reason: required }");
  EXPECT_THAT(said(files),
              testing::StartsWith("policies/yunxi-1/procedures.yaml:1:1: error: a case of procedure `兑现` "
                                  "never ends [procedure.endless]\n"));
}

TEST(Procedures, AStepForTheUnitOfAPlaceNamesAFactAndUnitsWithAreas) {
  const auto with = [](const std::string& units, const std::string& actor) {
    FileSet files = changed("units.yaml", "en: Labour, nature: bureau", "en: Labour, nature: bureau" + units);
    return changed(files, "procedures.yaml", "actor: lead", "actor: " + actor);
  };
  const std::string areas = ", areas: [东片, 西片]";
  const Loaded read =
      loaded(with(areas, "{ unit of: 登记地, otherwise: lead }\n      in use: when announced"));
  ASSERT_TRUE(read.ok()) << render(read.diagnostics, Language::en);
  const ProcedureStep& step = read.package->procedures.front().steps.at(1);
  EXPECT_EQ(step.actor, "place:登记地");
  EXPECT_EQ(step.otherwise, "lead");
  EXPECT_TRUE(step.announced);
  EXPECT_THAT(said(with(areas, "{ unit of: 登记第 }")), testing::HasSubstr("[procedure.unknown-fact]"));
  EXPECT_THAT(said(with("", "{ unit of: 登记地 }")), testing::HasSubstr("[procedure.no-areas]"));
  EXPECT_THAT(said(with(areas, "{ unit of: 登记地, otherwise: applicant }")),
              testing::HasSubstr("[procedure.otherwise]"));
  EXPECT_THAT(said(with(areas, "lead\n      in use: when announced")),
              testing::HasSubstr("[procedure.in-use]"));
  EXPECT_THAT(said(with(", areas: [东片, 东片]", "lead")), testing::HasSubstr("[policy.defined-twice]"));
}

TEST(Load, MissesNoFile) {
  FileSet files = sample_files();
  files["policies/yunxi-1/vocabulery.yaml"] = "code lists: {}\n";
  files["policies/yunxi-1/examples/1.yaml"] = "not: read\n";
  files["policies/yunxi-1/NOTES.md"] = "remarks\n";
  EXPECT_EQ(
      said(files),
      R"(policies/yunxi-1/vocabulery.yaml:1:1: error: unknown file (nothing reads it) `vocabulery.yaml` [policy.unknown-file]
      1 | code lists: {}
        | ^
    help: did you mean `vocabulary.yaml`?
)");
}

TEST(Load, SaysWhereAPackageShouldBe) {
  const Loaded nothing = load_package(sample_files(), "policies/yunxi");
  EXPECT_EQ(nothing.package, nullptr);
  EXPECT_EQ(render(nothing.diagnostics, Language::en),
            "error: there is no policy.md in the folder `policies/yunxi` [policy.no-package]\n"
            "    help: name the folder of a policy package, which holds policy.md and official.txt\n");
}

}  // namespace
}  // namespace enact::policy::test
