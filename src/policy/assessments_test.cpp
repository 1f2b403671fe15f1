// assessments.yaml: lines, measures and scores read whole, and every slip named at its place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/image.hpp"
#include "policy/register.hpp"
#include "policy/test_sample.hpp"

namespace enact::policy::test {
namespace {

constexpr std::string_view life = R"(核算流程:
  steps:
    - { id: 填报, kind: apply, actor: applicant, role: applicant, outcomes: { submit: 审核 } }
    - { id: 审核, kind: check, actor: lead, role: handler, within: 5, outcomes: { accept: 有效 } }
    - { id: 有效, kind: check, actor: lead, role: handler, outcomes: { close: { ends as: 归档 } } }
)";

constexpr std::string_view assessments = R"(因子:
  provision: 1b
  keeper: 商务局
  life: 核算流程
  name: 名称
  fields:
    名称: { type: string, required: true, en: Name }
    值: { type: number, required: true, en: Value }
核算:
  provision: 1b
  of: 企业
  keeper: 商务局
  life: 核算流程
  name: 名称
  fields:
    名称: { type: string, required: true, en: Name }
    年度: { type: number, required: true, en: Year }
    明细:
      type: lines
      en: Lines
      lines:
        项目: { type: string, required: true, en: Item }
        数量: { type: number, min: 0, required: true, en: Quantity }
        因子: { type: entry<因子>, in: [有效], required: true, en: Factor }
  measures:
    小计: { of: 明细, value: 数量 * 因子.值, digits: 2, en: Product, note: { zh: 数量乘因子, en: quantity times factor } }
    合计: { unit: 元, value: sum(明细.小计), en: Sum }
    占比: { of: 明细, value: 行.小计 / 合计, digits: 4, percent: true, en: Share }
  scores:
    year: 年度
    weights: { parameter: 评分权重, indicator: 指标, weight: 权重 }
    whole: 100
    indicators:
      甲项: { score: 'min(100, 合计)', en: First, source: { zh: 台账, en: records } }
      乙项: { score: count(明细), en: Second }
    total: { name: 总分, en: Score }
    grade: 等级
    bands: { 优: 80, 良: 60.5, 差: 0 }
  chart: { lines: 明细, label: 项目, amount: 小计 }
  compare: { by: 年度, same: [名称] }
)";

constexpr std::string_view weights = R"(评分权重:
  title: { zh: 评分权重, en: Weights }
  type: list<权重记录>
  ask: [商务局]
  values:
    - { from: 2025-01-01, to: 2025-12-31, value: '[{指标: "甲项", 权重: 100}]', source: { zh: 样例, en: sample } }
    - { from: 2026-01-01, value: '[{指标: "甲项", 权重: 60}, {指标: "乙项", 权重: 40}]', source: { zh: 样例, en: sample } }
)";

FileSet with_assessments() {
  FileSet files = sample_files();
  files.at("policies/yunxi-1/procedures.yaml") += life;
  std::string& vocabulary = files.at("policies/yunxi-1/vocabulary.yaml");
  const std::string_view record =
      "  权重记录:\n    fields:\n      指标: { type: string, en: Indicator }\n"
      "      权重: { type: number, en: Weight }\n";
  vocabulary.insert(vocabulary.find("records:\n") + 9, record);
  files.emplace("policies/yunxi-1/assessments.yaml", assessments);
  files.emplace("policies/yunxi-1/parameters/weights.yaml", weights);
  return files;
}

TEST(Assessments, AreReadWhole) {
  const Loaded read = loaded(with_assessments());
  ASSERT_EQ(render(read.diagnostics, Language::en), "");
  const Register* sheet = find_register(*read.package, "核算");
  ASSERT_NE(sheet, nullptr);
  EXPECT_TRUE(sheet->measures_anything());
  const RegisterField* lines = sheet->field("明细");
  ASSERT_NE(lines, nullptr);
  ASSERT_EQ(lines->columns.size(), 5U);
  EXPECT_EQ(lines->column("因子")->entry, "因子");
  EXPECT_EQ(lines->column("因子")->in, States{"有效"});
  EXPECT_TRUE(lines->column("占比")->measured);
  ASSERT_EQ(sheet->measures.size(), 3U);
  EXPECT_EQ(sheet->measures[0].of, "明细");
  EXPECT_EQ(sheet->measures[0].digits, 2);
  EXPECT_EQ(sheet->measures[0].value.text, "数量 * 因子.值");
  EXPECT_TRUE(sheet->measures[2].percent);
  EXPECT_TRUE(sheet->field("合计")->measured);
  EXPECT_FALSE(sheet->field("合计")->entered());
  ASSERT_TRUE(sheet->scores.has_value());
  EXPECT_EQ(sheet->scores->indicators.size(), 2U);
  EXPECT_EQ(sheet->scores->total, "总分");
  EXPECT_EQ(sheet->field("总分")->declared.title.en, "Score");
  EXPECT_EQ(sheet->scores->bands.at(1).from, Decimal::parse("60.5"));
  EXPECT_EQ(sheet->chart->amount, "小计");
  EXPECT_EQ(sheet->compared_by, "年度");
}

TEST(Assessments, ArePartOfTheImage) {
  FileSet files = with_assessments();
  const Loaded with = loaded(files);
  std::string& policy = files.at("policies/yunxi-1/policy.md");
  policy.replace(policy.find("@SHA256@"), 8, with.package->document.sha256);
  const auto back = from_image(to_image(files, folder));
  ASSERT_TRUE(back.has_value());
  ASSERT_NE(find_register(**back, "核算"), nullptr);
  EXPECT_EQ(find_register(**back, "核算")->measures.size(), 3U);
}

struct Slip {
  std::string_view file;
  std::string_view from;
  std::string_view to;
  std::string_view says;
};
class WrongAssessment : public testing::TestWithParam<Slip> {};
TEST_P(WrongAssessment, IsNamedAtItsPlace) {
  const Slip& slip = GetParam();
  const std::string heard = said(changed(with_assessments(), slip.file, slip.from, slip.to));
  EXPECT_THAT(heard, testing::HasSubstr(std::string(slip.says)));
  EXPECT_THAT(heard, testing::HasSubstr("assessments.yaml:"));
}
constexpr std::string_view file = "assessments.yaml";
constexpr std::string_view parameter = "parameters/weights.yaml";
INSTANTIATE_TEST_SUITE_P(
    All, WrongAssessment,
    testing::Values(
        Slip{file, "value: 数量 * 因子.值", "value: 数量 * 因子.植", "error"},
        Slip{file, "value: 数量 * 因子.值", "value: 数量 * 单价", "单价"},
        Slip{file, "value: sum(明细.小计)", "value: sum(明细.占比)", "error"},
        Slip{file, "value: sum(明细.小计)", "value: '\"多\"'", "error"},
        Slip{file, "of: 明细, value: 行.小计", "of: 细目, value: 行.小计", "[register.unknown-lines]"},
        Slip{file, "    合计: {", "    名称: {", "[policy.defined-twice]"},
        Slip{file, "digits: 2,", "digits: 20,", "digits"},
        Slip{file, "        数量: {", "        年度: {", "[policy.defined-twice]"},
        Slip{file, "entry<因子>, in: [有效]", "entry<因素>, in: [有效]", "unknown register `因素`"},
        Slip{file, "entry<因子>, in: [有效]", "entry<因子>, in: [有郊]", "[register.unknown-state]"},
        Slip{file, "parameter: 评分权重", "parameter: 评份权重", "did you mean `评分权重`?"},
        Slip{file, "weight: 权重 }", "weight: 指标 }", "a list of records with"},
        Slip{file, "weight: 权重 }", "weight: 权重, entered: { now: 年度, lines: 明细 } }",
             "refers to entries of one register"},
        Slip{file, "      乙项: {", "      丙项: {", "unknown indicator"},
        Slip{file, "whole: 100", "whole: 120", "sum to 100, not to 120"},
        Slip{parameter, "权重: 40", "权重: 35", "from 2026-01-01 sum to 95, not to 100"},
        Slip{parameter, "{指标: \"乙项\"", "{指标: \"甲项\"", "name `甲项` twice"},
        Slip{file, "{ 优: 80, 良: 60.5", "{ 优: 60, 良: 60.5", "the highest first"},
        Slip{file, "差: 0 }", "差: 10 }", "begins at 0"},
        Slip{file, "score: count(明细)", "score: count(明细) > 1", "error"},
        Slip{file, "amount: 小计 }", "amount: 项目 }", "a column of numbers"},
        Slip{file, "label: 项目", "label: 项日", "[register.unknown-column]"},
        Slip{file, "by: 年度", "by: 合计", "[register.field-type]"}));

}  // namespace
}  // namespace enact::policy::test
