// registers.yaml: read whole, and every slip named at its place with the nearest right name.
#include "policy/registers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/image.hpp"
#include "policy/package_differences.hpp"
#include "policy/test_sample.hpp"

namespace enact::policy::test {
namespace {

constexpr std::string_view life = R"(登记流程:
  steps:
    - { id: 申报, kind: apply, actor: applicant, role: applicant, outcomes: { submit: 审核 } }
    - { id: 审核, kind: check, actor: lead, role: handler, within: 5, outcomes: { accept: 有效, reject: { ends as: rejected } } }
    - { id: 有效, kind: check, actor: lead, role: handler, outcomes: { expire: { ends as: 到期 }, promote: { ends as: 晋级 } } }
)";

constexpr std::string_view registers = R"(场地:
  title: { zh: 场地库, en: Places }
  text: 优先推荐参加展会
  provision: 1b
  of: 企业
  keeper: 商务局
  units: [市财政局]
  life: 登记流程
  public: [有效]
  name: 名称
  fields:
    名称: { type: string, required: true, search: true, en: Name }
    编码: { type: string, matches: 'CD[0-9]{4}', search: true, en: Code }
    行业: { type: 行业, en: Trade }
    面积: { type: number, min: 0, max: 1000.5, sum: true, en: Area }
    自: { type: date, required: true, en: From }
    至: { type: date, en: To }
    天数: { type: number, value: '(至 - 自) / duration("P1D")', en: Days }
    管理单位: { type: unit, en: Unit }
    协管: { type: lines, en: Units along, lines: { 单位: { type: unit, en: Unit } } }
    电话: { type: string, public: false, en: Telephone }
  unique: [[编码], { key: [名称, 行业], while: [有效], says: 已有 }]
  check:
    先后: { rule: 至 >= 自, says: { zh: 止日不早于起日, en: it ends before it begins } }
  never above: [{ key: [行业], sum: 面积, most: 5000, from: 自, through: 至, while: [有效] }]
  facts:
    - { while: [有效], list: 登记, item: { 编号: 编码, 日期: 自, 行业: 行业 } }
  matches:
    - to: 预约
      while: [有效]
      on: [{ same: 行业, with: 行业, weight: 3 }, { words: [名称], with: [事由] }]
  lapse: [{ after: 至, take: expire, while: [有效] }]
  dispatch: 管理单位
  with: 协管
  due: { 审核: 至 }
  beside: { provision: 编码, sentence: 名称 }
  plan: { from: 自, to: 至 }
  coverage: 行业
  filled by: [{ provision: 1b, reason: 电话, rank: 面积, list: 编码, entries: [{ 名称: 展位, 行业: 餐饮, 管理单位: 商务局 }] }]
预约:
  provision: 1b
  of: 企业
  keeper: 市商务局
  life: 登记流程
  name: 事由
  fields:
    事由: { type: string, required: true, search: true, en: Purpose }
    场地: { type: entry<场地>, in: [有效], same owner: true, holds: [有效], required: true, en: Place }
    行业: { type: 行业, en: Trade }
    始: { type: date and time, required: true, en: Begins }
    终: { type: date and time, en: Ends }
  check:
    场地够大: { rule: 场地.面积 >= 10, says: { zh: 太小, en: too small } }
  never overlapping: [{ key: [场地], from: 始, to: 终, while: [有效] }]
  ladder:
    level: 行业
    from: 起日
    to: 止日
    one step: true
    years: 3
    while: [有效]
    lapse: expire
    promoted: promote
    criteria: { 餐饮: { 已有零售: { rule: 'some 一 in 历史 satisfies 一.行业 = "零售"', en: retail before } } }
)";

FileSet with_registers(std::string_view text = registers) {
  FileSet files = sample_files();
  files.at("policies/yunxi-1/procedures.yaml") += life;
  std::string whole(text);
  const std::string_view dates = "    终: {";
  if (const auto at = whole.find(dates); at != std::string::npos) {
    whole.insert(at, "    起日: { type: date, en: Since }\n    止日: { type: date, en: Until }\n");
  }
  files.emplace("policies/yunxi-1/registers.yaml", std::move(whole));
  return files;
}

std::string said_with(std::string_view from, std::string_view to) {
  return said(changed(with_registers(), "registers.yaml", from, to));
}

TEST(Registers, AreReadWhole) {
  const Loaded read = loaded(with_registers());
  ASSERT_EQ(render(read.diagnostics, Language::en), "");
  const Register* places = find_register(*read.package, "场地");
  ASSERT_NE(places, nullptr);
  EXPECT_EQ(places->title, (Text{"场地库", "Places"}));
  EXPECT_EQ(places->keeper, "市商务局");
  ASSERT_EQ(places->citations.size(), 1U);
  EXPECT_EQ(places->citations[0].article, "1");
  EXPECT_EQ(places->fields.size(), 10U);
  EXPECT_TRUE(places->field("天数")->value.has_value());
  EXPECT_FALSE(places->field("电话")->shown);
  EXPECT_EQ(places->field("面积")->max, Decimal::parse("1000.5"));
  EXPECT_NE(places->field("编码")->pattern, nullptr);
  ASSERT_EQ(places->unique.size(), 2U);
  EXPECT_EQ(places->unique[1].during, States{"有效"});
  ASSERT_EQ(places->spans.size(), 1U);
  EXPECT_TRUE(places->spans[0].to_included);
  EXPECT_EQ(places->spans[0].most, Decimal(5000));
  EXPECT_EQ(places->matches.at(0).points.size(), 2U);
  EXPECT_EQ(places->dispatch, "管理单位");
  EXPECT_EQ(places->with, "协管");
  EXPECT_EQ(places->coverage, "行业");
  ASSERT_TRUE(places->beside && places->plan);
  EXPECT_EQ(places->beside->sentence, "名称");
  EXPECT_EQ(places->plan->to, "至");
  ASSERT_EQ(places->due.size(), 1U);
  EXPECT_EQ(places->due[0].step, "审核");
  ASSERT_EQ(places->fills.size(), 1U);
  EXPECT_EQ(places->fills[0].reason, "电话");
  EXPECT_EQ(places->fills[0].list, "编码");
  EXPECT_EQ(places->fills[0].entries.at(0).at(2),
            std::pair(std::string("管理单位"), std::string("市商务局")));
  EXPECT_EQ(filled_by(*read.package, "1b").made, places);
  EXPECT_EQ(filled_by(*read.package, "1a").made, nullptr);
  const Register* bookings = find_register(*read.package, "预约");
  ASSERT_NE(bookings, nullptr);
  EXPECT_EQ(bookings->field("场地")->entry, "场地");
  EXPECT_TRUE(bookings->field("场地")->same_owner);
  ASSERT_TRUE(bookings->ladder.has_value());
  EXPECT_EQ(bookings->ladder->years, 3);
  EXPECT_EQ(bookings->ladder->criteria.at("餐饮").at(0).title.en, "retail before");
  EXPECT_EQ(find_register(*read.package, "场"), nullptr);
}

TEST(Registers, ArePartOfTheImageAndNothingWithoutThem) {
  const Loaded without = loaded(sample_files());
  EXPECT_TRUE(without.package->registers.empty());
  FileSet files = with_registers();
  const Loaded with = loaded(files);
  EXPECT_NE(with.package->hash, without.package->hash);
  std::string& policy = files.at("policies/yunxi-1/policy.md");
  policy.replace(policy.find("@SHA256@"), 8, with.package->document.sha256);
  const auto back = from_image(to_image(files, folder));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ((*back)->registers.size(), 2U);
}

struct Slip {
  std::string_view from;
  std::string_view to;
  std::string_view says;
};
class WrongRegister : public testing::TestWithParam<Slip> {};
TEST_P(WrongRegister, IsNamedAtItsPlace) {
  EXPECT_THAT(said_with(GetParam().from, GetParam().to), testing::HasSubstr(std::string(GetParam().says)));
}
INSTANTIATE_TEST_SUITE_P(
    All, WrongRegister,
    testing::Values(
        Slip{"text: 优先推荐参加展会", "text: 优先推荐参加展销", "[policy.not-in-document]"},
        Slip{"  text: 优先推荐参加展会\n  provision: 1b\n", "", "[register.without-basis]"},
        Slip{"keeper: 商务局", "keeper: 商贸局", "unknown unit `商贸局` [policy.unknown-unit]"},
        Slip{"public: [有效]", "public: [有郊]", "did you mean `有效`?"},
        Slip{"name: 名称", "name: 名字", "[register.unknown-field]"},
        Slip{"type: number, min: 0", "type: nunber, min: 0", "[policy.unknown-type]"},
        Slip{"matches: 'CD[0-9]{4}'", "matches: 'CD[0-9'", "[register.pattern]"},
        Slip{"电话: { type: string,", "电话: { type: string, search: true,", "[register.search-of-hidden]"},
        Slip{"rule: 至 >= 自", "rule: 至 >= 面积", "error"},
        Slip{"entry<场地>, in: [有效]", "entry<场所>, in: [有效]", "unknown register `场所`"},
        Slip{"entry<场地>, in: [有效]", "entry<场地>, in: [有笑]", "[register.unknown-state]"},
        Slip{"rule: 场地.面积 >= 10", "rule: 场地.面称 >= 10", "error"},
        Slip{"sum: 面积, most: 5000", "sum: 名称, most: 5000", "[register.field-type]"},
        Slip{"list: 登记, item: { 编号: 编码,", "list: 登记, item: { 编码: 编码,",
             "[register.unknown-field]"},
        Slip{"list: 登记, item: { 编号: 编码,", "list: 登记, item: {", "`编号` is required and missing"},
        Slip{"while: [有效], list: 登记", "while: [有效], list: 登机", "did you mean `登记`?"},
        Slip{"take: expire", "take: expired", "[procedure.unknown-outcome]"},
        Slip{"dispatch: 管理单位", "dispatch: 电话", "[register.dispatch]"},
        Slip{"provision: 1b, reason", "provision: 1z, reason", "[policy.unknown-provision]"},
        Slip{"reason: 电话", "reason: 电化", "did you mean `电话`?"},
        Slip{"rank: 面积", "rank: 名称", "[register.field-type]"},
        Slip{"with: 协管", "with: 管理单位", "[register.field-type]"},
        Slip{"due: { 审核: 至 }", "due: { 审查: 至 }", "[register.unknown-state]"},
        Slip{"due: { 审核: 至 }", "due: { 审核: 名称 }", "[register.field-type]"},
        Slip{"beside: { provision: 编码,", "beside: { provision: 电话,", "looked for beside the document"},
        Slip{"plan: { from: 自,", "plan: { from: 面积,", "[register.field-type]"},
        Slip{"coverage: 行业", "coverage: 名称", "names a field of codes"},
        Slip{"dispatch: 管理单位", "dispatch: 管理单位\n  raised: { by: 名称 }",
             "names a field of type unit"},
        Slip{"dispatch: 管理单位", "dispatch: 管理单位\n  raised: { by: 管理单位 }",
             "the first step is of the lead"},
        Slip{"list: 编码", "list: 面积", "[register.field-type]"},
        Slip{"行业: 餐饮,", "行业: 餐钦,", "[register.unknown-code]"},
        Slip{"管理单位: 商务局 }", "管理单位: 商贸局 }", "[policy.unknown-unit]"},
        Slip{"promoted: promote", "promoted: promotes", "[procedure.unknown-outcome]"},
        Slip{"criteria: { 餐饮:", "criteria: { 餐厅:", "[register.unknown-level]"}));

TEST(Registers, WantALifeCycleInWhichNoMoneyMoves) {
  std::string paying(registers);
  paying.replace(paying.find("life: 登记流程"), std::string_view("life: 登记流程").size(), "life: 兑现");
  EXPECT_THAT(said(with_registers(paying)), testing::HasSubstr("[register.life]"));
}

TEST(Registers, TellFactsThatTheKeeperAttestsOnly) {
  FileSet files = with_registers();
  files = changed(files, "registers.yaml", "keeper: 商务局", "keeper: 市科技局");
  EXPECT_THAT(said(files), testing::HasSubstr("[register.not-attester]"));
}

TEST(Registers, DifferencesAreSaidFieldByField) {
  std::string text(registers);
  const auto replace = [&](std::string_view was, std::string_view is) {
    text.replace(text.find(was), was.size(), is);
  };
  replace("max: 1000.5", "max: 2000");
  replace("一.行业 = \"零售\"", "一.行业 = \"餐饮\"");
  replace("    电话: { type: string, public: false, en: Telephone }\n", "");
  const PackagePtr before = loaded(with_registers()).package;
  const PackagePtr after = loaded(with_registers(text)).package;
  ASSERT_TRUE(before && after);
  std::vector<std::string> said;
  for (const Difference& one : package_differences(*before, *after).shared) {
    said.push_back(one.what.en + ": " + one.before + " → " + one.after);
  }
  EXPECT_THAT(said,
              testing::ElementsAre(
                  "register `场地.面积`: number; sum; min: 0; max: 1000.5 → number; sum; min: 0; max: 2000",
                  testing::AllOf(testing::HasSubstr("register `预约/ladder`"), testing::HasSubstr("零售"),
                                 testing::HasSubstr("餐饮")),
                  "register `场地.电话`: string; not public → "));
}

}  // namespace
}  // namespace enact::policy::test
