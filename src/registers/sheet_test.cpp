// What is measured: kept with its working, the same when it is computed again and whatever the order of
// entering, left as it is when what it referred to changes, signed by a second person.
#include "registers/sheet.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>

#include "registers/test_town.hpp"

namespace enact::registers::test {
namespace {

using testing::HasSubstr;

// Each case makes a space of its own on disk.
const bool fewer_sheets = [] {
  return setenv("RC_PARAMS", "max_success=20 max_size=50", /*overwrite=*/0) == 0;
}();

const Person head = officer("科长", "市科局", identity::Role::approver);

class Measured : public testing::Test {
 protected:
  std::string factor(const std::string& name, const std::string& value) {
    const std::string id =
        town.open(keeper, "因子", "", fmt::format(R"({{"名称":"{}","值":{}}})", name, value)).value().id;
    town.take(keeper, id, "录入", "register").value();
    return id;
  }
  std::string sheet(const std::string& lines, int year = 2026) {
    return town
        .open(town.owner, "核算", town.first,
              fmt::format(R"({{"名称":"样例","年度":{},"目标":1000,"明细":{}}})", year, lines))
        .value()
        .id;
  }
  // 1,200 × 0.5 + 2 × 100 + 300 × 0.1
  std::string example(int year = 2026) {
    return sheet(
        fmt::format(R"([{{"项目":"电","数量":1200,"因子":"{}"}},{{"项目":"料","数量":2,"因子":"{}"}},)"
                    R"({{"项目":"运","数量":300,"因子":"{}"}}])",
                    factor("电", "0.5"), factor("料", "100"), factor("运", "0.1")),
        year);
  }
  ExactJson values(const std::string& id) {
    return parse_exact(town.detail(town.owner, id).row.values).value();
  }
  std::string value(const std::string& id, const std::string& name) {
    const ExactJson all = values(id);
    const ExactJson* found = all.member(name);
    return found == nullptr ? "none" : found->text;
  }
  std::string part(const std::string& id, std::size_t line, const std::string& name) {
    const ExactJson all = values(id);
    const ExactJson* found = all.member("明细")->items.at(line).member(name);
    return found == nullptr ? "none" : found->text;
  }

  Town town;
};

TEST_F(Measured, FiguresFollowInTheirOrderAndAreKept) {
  const std::string id = example();
  EXPECT_EQ(value(id, "合计"), "830");
  EXPECT_EQ(part(id, 0, "小计"), "600");
  EXPECT_EQ(part(id, 0, "占比"), "0.7229");
  EXPECT_EQ(part(id, 1, "占比"), "0.241");
  EXPECT_EQ(part(id, 2, "占比"), "0.0361");
  EXPECT_EQ(value(id, "完成率"), "0.83");
  EXPECT_FALSE(values(id).member("达成")->boolean);
  const EntryDetail detail = town.detail(town.owner, id);
  EXPECT_EQ(detail.recomputed, true);
  EXPECT_THAT(detail.sheet, HasSubstr(R"-("formula":"sum(明细.小计)")-"));
  EXPECT_THAT(detail.sheet, HasSubstr(R"({"name":"因子.值","value":0.5})"));
  EXPECT_THAT(detail.sheet, HasSubstr(R"("name":"合计","value":830)"));
  town.expect_sound();
}

TEST_F(Measured, WhatIsMissingIsSaidAndLeavesNoFigure) {
  const std::string id = example();
  EXPECT_EQ(value(id, "总分"), "none");
  EXPECT_THAT(town.detail(town.owner, id).sheet, HasSubstr("缺少“扣分”"));
  town.take(town.owner, id, "填报", "submit").value();
  town.take(keeper, id, "审核", "pass", R"({"扣分":10})").value();
  EXPECT_EQ(value(id, "总分"), "85.8");  // 83 × 60 % + 90 × 40 %
  EXPECT_EQ(value(id, "等级"), "甲");
}

TEST_F(Measured, WeightsAreThoseOfTheYear) {
  const std::string before = example(2025);
  EXPECT_EQ(value(before, "总分"), "83");
  EXPECT_THAT(town.detail(town.owner, before).sheet, HasSubstr(R"("weight":100,"before":null)"));
  const std::string now = sheet("[]");
  EXPECT_THAT(town.detail(town.owner, now).sheet, HasSubstr(R"("weight":60,"before":100)"));
}

TEST_F(Measured, NothingIsSignedThatHasNoResult) {
  const std::string id = example(2024);  // no weights of that year
  town.take(town.owner, id, "填报", "submit").value();
  town.take(keeper, id, "审核", "pass", R"({"扣分":0})").value();
  EXPECT_EQ(code(town.take(head, id, "审定", "sign", "", "同意")), "register.missing");
  EXPECT_EQ(code(town.take(head, id, "审定", "return", "", "年度有误")), "");
}

TEST_F(Measured, ANewVersionOfAnEntryReferredToLeavesTheResultAsItWas) {
  const std::string electricity = factor("电", "0.5");
  const std::string lines = fmt::format(R"([{{"项目":"电","数量":1200,"因子":"{}"}}])", electricity);
  const std::string old = sheet(lines);
  town.take(town.owner, old, "填报", "submit").value();
  town.take(keeper, old, "审核", "pass", R"({"扣分":0})").value();
  town.take(head, old, "审定", "sign", "", "同意").value();
  const std::string before = town.detail(town.owner, old).sheet;
  town.change(keeper, electricity, R"({"值":0.6})", "新版因子").value();
  EXPECT_EQ(value(old, "合计"), "600");
  EXPECT_EQ(town.detail(town.owner, old).sheet, before);
  EXPECT_EQ(town.detail(town.owner, old).recomputed, true);
  EXPECT_EQ(value(sheet(lines), "合计"), "720");
  town.take(town.owner, old, "修订", "revise", "", "采用新版因子").value();
  EXPECT_EQ(town.detail(town.owner, old).sheet, before) << "taken up again, not handed in yet";
  town.take(town.owner, old, "填报", "submit").value();
  EXPECT_EQ(value(old, "合计"), "720");
  town.expect_sound();
}

TEST_F(Measured, ALaterFormulaLeavesTheResultAsItWasUntilItIsHandedInAgain) {
  const std::string id = example();
  const std::string before = town.detail(town.owner, id).sheet;
  const auto with = [](std::string_view from, std::string_view to) {
    std::string later = assessments;
    later.replace(later.find(from), from.size(), to);
    return load_sample(registers, later).package;
  };
  const auto find = [](std::string_view hash) { return hash == package()->hash ? package() : nullptr; };
  const auto shown_by = [&](const Catalogue& catalogue) {
    return town
        .read([&](const store::Reader& reader) {
          return entry_detail(reader, catalogue, town.owner, id, town.today());
        })
        .value();
  };
  const Catalogue halved({with("value: 合计 / 目标", "value: 合计 / 目标 / 2")}, find);
  EXPECT_EQ(shown_by(halved).sheet, before);
  EXPECT_EQ(shown_by(halved).recomputed, true);
  EXPECT_THAT(shown_by(halved).row.values, HasSubstr(R"("完成率":0.83)"));
  // A package that reads a column otherwise does not read this entry at all: it stays with the one of its
  // own.
  const Catalogue other({with("数量: { type: number, min: 0", "数量: { type: string")}, find);
  EXPECT_EQ(shown_by(other).recomputed, true);
  EXPECT_THAT(shown_by(other).row.values, HasSubstr(R"("完成率":0.83)"));
  EXPECT_EQ(shown_by(Catalogue({with("value: 合计 / 目标", "value: 合计 / 目标 / 2")})).recomputed,
            std::nullopt)
      << "the package is not kept";

  const Registers later(halved);
  town.step([&](store::Transaction& tx) {
        return later.take(tx, town.owner, {.entry = id, .step = "填报", .outcome = "submit"});
      })
      .value();
  EXPECT_THAT(shown_by(halved).row.values, HasSubstr(R"("完成率":0.415)"));
  EXPECT_EQ(shown_by(halved).recomputed, true);
}

TEST_F(Measured, ASecondPersonSignsAndNobodyChangesWhatIsSigned) {
  const std::string id = example();
  town.take(town.owner, id, "填报", "submit").value();
  town.take(keeper, id, "审核", "pass", R"({"扣分":10})").value();
  Person both = keeper;
  both.grants.push_back({identity::Role::approver, "市科局", ""});
  EXPECT_EQ(code(town.take(both, id, "审定", "sign", "", "同意")), "procedure.separation");
  EXPECT_NE(code(town.change(head, id, R"({"目标":1})", "放宽")), "");
  // A form that enters nothing sends nothing.
  town.take(head, id, "审定", "sign", "{}", "同意").value();
  EXPECT_NE(code(town.change(keeper, id, R"({"目标":1})", "放宽")), "");
  EXPECT_EQ(value(id, "总分"), "85.8");
}

TEST_F(Measured, WeightsThatAreEnteredTakeThePlaceOfTheParametersAndStayAsTheyWere) {
  const auto weights = [&](int done, int off) {
    const std::string id =
        town.open(keeper, "权重册", "",
                  fmt::format(
                      R"({{"名称":"权重","各项":[{{"指标":"完成","权重":{}}},{{"指标":"扣减","权重":{}}}]}})",
                      done, off))
            .value()
            .id;
    town.take(keeper, id, "录入", "register").value();
    return id;
  };
  const std::string now = weights(30, 70);
  const std::string before = weights(90, 10);
  const std::string id = example();
  ASSERT_EQ(
      code(town.change(town.owner, id, fmt::format(R"({{"权重表":"{}","上年权重表":"{}"}})", now, before))),
      "");
  town.take(town.owner, id, "填报", "submit").value();
  town.take(keeper, id, "审核", "pass", R"({"扣分":10})").value();
  EXPECT_EQ(value(id, "总分"), "87.9");  // 83 × 30 % + 90 × 70 %
  const std::string kept = town.detail(town.owner, id).sheet;
  EXPECT_THAT(kept, HasSubstr(R"("weight":30,"before":90)"));
  ASSERT_EQ(code(town.change(keeper, now, R"({"各项":[{"指标":"完成","权重":50},{"指标":"扣减","权重":50}]})",
                             "更正")),
            "");
  EXPECT_EQ(town.detail(town.owner, id).sheet, kept);
  EXPECT_EQ(town.detail(town.owner, id).recomputed, true);

  // Weights that are not the whole give no total, and say so.
  const std::string other = example(2027);
  ASSERT_EQ(code(town.change(town.owner, other, fmt::format(R"({{"权重表":"{}"}})", weights(30, 60)))), "");
  EXPECT_EQ(value(other, "总分"), "none");
  EXPECT_THAT(town.detail(town.owner, other).sheet, HasSubstr("合计不是 100"));
  town.expect_sound();
}

TEST_F(Measured, WrongCellsAreRefusedWithTheirLine) {
  const std::string electricity = factor("电", "0.5");
  const auto opened = [&](const std::string& line) {
    return town.open(town.owner, "核算", town.first, fmt::format(R"({{"名称":"样例","明细":[{}]}})", line));
  };
  const auto bad = opened(R"({"项目":"电","数量":"很多"})");
  EXPECT_EQ(code(bad), "register.bad-value");
  EXPECT_THAT(bad.error().message.zh, HasSubstr("第 1 行"));
  EXPECT_EQ(code(opened(R"({"项目":"电","数目":1})")), "register.bad-value");
  EXPECT_EQ(code(opened(R"({"项目":"电","数量":-1})")), "register.bad-value");
  EXPECT_EQ(code(opened(R"({"项目":"电","数量":1,"因子":"没有"})")), "register.no-such-entry");
  const std::string draft = opened(R"({"项目":"电","数量":1})").value().id;
  EXPECT_EQ(code(town.take(town.owner, draft, "填报", "submit")), "register.missing");
  // What is computed is not taken from whoever sends it.
  const std::string id =
      sheet(fmt::format(R"([{{"项目":"电","数量":2,"因子":"{}","小计":1000000}}])", electricity));
  EXPECT_EQ(part(id, 0, "小计"), "1");
  EXPECT_EQ(code(town.change(town.owner, id, R"({"合计":5})")), "");
  EXPECT_EQ(value(id, "合计"), "1");
}

TEST_F(Measured, ReferencesOfLinesAreSeenAtTheOtherEnd) {
  const std::string electricity = factor("电", "0.5");
  const std::string id = sheet(fmt::format(
      R"([{{"项目":"电","数量":2,"因子":"{0}"}},{{"项目":"备用","数量":1,"因子":"{0}"}}])", electricity));
  town.take(town.owner, id, "填报", "submit").value();
  EXPECT_EQ(town.detail(keeper, electricity).referred.size(), 2U);
  EXPECT_EQ(town.detail(keeper, id).references.size(), 2U);
}

TEST_F(Measured, ListsSortByWhatIsMeasured) {
  const std::string electricity = factor("电", "0.5");
  for (const int quantity : {30, 10, 20}) {
    sheet(fmt::format(R"([{{"项目":"电","数量":{},"因子":"{}"}}])", quantity, electricity));
  }
  EntryFilter filter;
  filter.sort = "-合计";
  const auto page = town.list(town.owner, "核算", filter).value();
  ASSERT_EQ(page.entries.size(), 3U);
  EXPECT_THAT(page.entries[0].values, HasSubstr(R"("合计":15)"));
  EXPECT_THAT(page.entries[2].values, HasSubstr(R"("合计":5)"));
}

// The same inputs give the same sheet, text for text, in whatever order they were entered.
RC_GTEST_PROP(Sheets, AreAFunctionOfWhatIsEntered, ()) {
  Town town;
  const std::string factor = town.open(keeper, "因子", "", R"({"名称":"电","值":0.37})").value().id;
  town.take(keeper, factor, "录入", "register").value();
  std::string lines;
  const int count = *rc::gen::inRange(1, 6);
  for (int i = 0; i < count; ++i) {
    lines += fmt::format(R"({}{{"项目":"{}","数量":{}.{},"因子":"{}"}})", lines.empty() ? "" : ",", i,
                         *rc::gen::inRange(0, 100000), *rc::gen::inRange(0, 100), factor);
  }
  const std::vector<std::string> inputs{
      R"("名称":"样例")", fmt::format(R"("年度":{})", *rc::gen::inRange(2024, 2028)),
      fmt::format(R"("目标":{})", *rc::gen::inRange(1, 100000)), fmt::format(R"("明细":[{}])", lines)};
  const auto entered_in = [&](std::vector<std::string> order) {
    const std::string id = town.open(town.owner, "核算", town.first, "{}").value().id;
    for (const std::string& input : order) town.change(town.owner, id, "{" + input + "}").value();
    return town.detail(town.owner, id);
  };
  std::vector<std::string> other = inputs;
  for (std::size_t i = other.size(); i > 1; --i) {
    std::swap(other[i - 1], other[*rc::gen::inRange<std::size_t>(0, i)]);
  }
  const EntryDetail one = entered_in(inputs);
  const EntryDetail two = entered_in(other);
  RC_ASSERT(one.sheet == two.sheet);
  RC_ASSERT(one.row.values == two.row.values);
  RC_ASSERT(one.recomputed == std::optional(true));
}

}  // namespace
}  // namespace enact::registers::test
