// selections.yaml: read whole, and every slip named at its place.
#include "policy/selections.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/image.hpp"
#include "policy/test_sample.hpp"

namespace enact::policy::test {
namespace {

constexpr std::string_view lives = R"(登记流程:
  steps:
    - { id: 申报, kind: apply, actor: applicant, role: applicant, outcomes: { submit: 有效 } }
    - { id: 有效, kind: check, actor: lead, role: handler, outcomes: { expire: { ends as: 到期 } } }
内部流程:
  steps:
    - { id: 录入, kind: check, actor: lead, role: handler, outcomes: { enter: 在库 } }
    - { id: 在库, kind: check, actor: lead, role: handler, outcomes: { leave: { ends as: 出库 } } }
)";

constexpr std::string_view registers = R"(需求:
  provision: 1b
  of: 企业
  keeper: 商务局
  life: 登记流程
  name: 名称
  fields: { 名称: { type: string, required: true, en: Name }, 领域: { type: 行业, en: Trade } }
申请:
  provision: 1b
  of: 企业
  keeper: 商务局
  life: 登记流程
  name: 名称
  fields:
    名称: { type: string, required: true, en: Name }
    需求: { type: entry<需求>, required: true, en: Need }
    团队: { type: string, en: Team }
    合作: { type: string, en: Partners }
专家:
  provision: 1b
  keeper: 商务局
  life: 内部流程
  name: 姓名
  fields:
    姓名: { type: string, required: true, en: Name }
    单位: { type: string, required: true, en: Employer }
    领域: { type: 行业, en: Trade }
    回避: { type: string, en: Keep away }
    账号: { type: string, en: Account }
)";

constexpr std::string_view selections = R"(评选:
  title: { zh: 评选, en: Contest }
  provision: 1b
  text: 优先推荐参加展会
  organiser: 商务局
  yearly: true
  modes: [best, race]
  needs: { register: 需求, while: 有效, field: 领域 }
  bids: { register: 申请, while: [有效, 到期], need: 需求, team: 团队, partners: 合作, blind: [名称] }
  experts: { register: 专家, while: 在库, fields: 领域, employer: 单位, person: 姓名, account: 账号 }
  panel: { size: 5, spare: 2, own field: 3, at most: { calls: 2, years: 1 }, assumption: 五人, because: 未定, ruled by: 商务局 }
  conflicts: { same employer: true, listed: 回避 }
  criteria:
    新: { weight: 60, most: 100, title: { zh: 新, en: new } }
    实: { weight: 40, most: 50 }
  score: { drop highest: 1, drop lowest: 1, outlier: 20, pass: 60 }
  ties: [新, lot]
  reserve: 2
  race: { teams: 3 }
  notice: { working days: 7 }
  accepted: { fact: 登记, item: { 编号: 编号, 日期: 日期 } }
)";

FileSet with_selections() {
  FileSet files = sample_files();
  files.at("policies/yunxi-1/procedures.yaml") += lives;
  files.emplace("policies/yunxi-1/registers.yaml", registers);
  files.emplace("policies/yunxi-1/selections.yaml", selections);
  return files;
}

TEST(Selections, AreReadWhole) {
  const Loaded read = loaded(with_selections());
  ASSERT_EQ(render(read.diagnostics, Language::en), "");
  const Selection* made = find_selection(*read.package, "评选");
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->title, (Text{"评选", "Contest"}));
  EXPECT_EQ(made->organiser, "市商务局");
  ASSERT_EQ(made->citations.size(), 1U);
  EXPECT_EQ(made->citations[0].article, "1");
  EXPECT_TRUE(made->has_mode(SelectionMode::race));
  EXPECT_EQ(made->needs->register_id, "需求");
  EXPECT_EQ(made->bids.during, (std::vector<std::string>{"有效", "到期"}));
  EXPECT_EQ(made->bids.partners, std::vector<std::string>{"合作"});
  EXPECT_EQ(made->experts.account, "账号");
  EXPECT_EQ(made->panel.size, 5);
  EXPECT_EQ(made->panel.own_field, 3);
  EXPECT_EQ(made->panel.calls, 2);
  EXPECT_EQ(made->conflicts.listed, "回避");
  ASSERT_EQ(made->criteria.size(), 2U);
  EXPECT_EQ(made->criteria[1].most, 50);
  EXPECT_EQ(made->score.outlier, 20);
  EXPECT_EQ(made->ties, std::vector<std::string>{"新"});
  EXPECT_EQ(made->race->accepted, 1);
  EXPECT_EQ(made->notice_working_days, 7);
  EXPECT_EQ(made->accepted->item.size(), 2U);
  EXPECT_FALSE(made->stage.has_value());
  EXPECT_NE(read.package->assumption("评选/panel"), nullptr);
  EXPECT_EQ(find_selection(*read.package, "评"), nullptr);
}

TEST(Selections, ArePartOfTheImage) {
  FileSet files = with_selections();
  const Loaded with = loaded(files);
  files.erase("policies/yunxi-1/selections.yaml");
  EXPECT_NE(with.package->hash, loaded(files).package->hash);
  files = with_selections();
  std::string& policy = files.at("policies/yunxi-1/policy.md");
  policy.replace(policy.find("@SHA256@"), 8, with.package->document.sha256);
  const auto back = from_image(to_image(files, folder));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ((*back)->selections.size(), 1U);
}

struct Slip {
  std::string_view from;
  std::string_view to;
  std::string_view says;
};
class WrongSelection : public testing::TestWithParam<Slip> {};
TEST_P(WrongSelection, IsNamedAtItsPlace) {
  EXPECT_THAT(said(changed(with_selections(), "selections.yaml", GetParam().from, GetParam().to)),
              testing::HasSubstr(std::string(GetParam().says)));
}
INSTANTIATE_TEST_SUITE_P(
    All, WrongSelection,
    testing::Values(
        Slip{"text: 优先推荐参加展会", "text: 优先推荐参加展销", "[policy.not-in-document]"},
        Slip{"  provision: 1b\n  text: 优先推荐参加展会\n", "", "[selection.no-origin]"},
        Slip{"provision: 1b", "provision: 9z", "[policy.unknown-provision]"},
        Slip{"organiser: 商务局", "organiser: 商贸局", "[policy.unknown-unit]"},
        Slip{"modes: [best, race]", "modes: [best, rase]", "did you mean `race`?"},
        Slip{"register: 需求, while: 有效", "register: 要求, while: 有效", "[selection.unknown-register]"},
        Slip{"register: 需求, while: 有效", "register: 需求, while: 有郊", "[selection.unknown-state]"},
        Slip{"team: 团队,", "team: 团伙,", "[selection.unknown-field]"},
        Slip{"listed: 回避", "listed: 回绝", "[selection.unknown-field]"},
        Slip{"own field: 3", "own field: 6", "error"},
        Slip{"weight: 60", "weight: 61", "[selection.weights]"},
        Slip{"实: { weight: 40, most: 50 }",
             "实: { weight: 20, most: 997 }\n    益: { weight: 20, most: 991 }", "[selection.points]"},
        Slip{"pass: 60", "pass: 101", "error"},
        Slip{"drop highest: 1, drop lowest: 1", "drop highest: 3, drop lowest: 2",
             "[selection.nothing-left]"},
        Slip{"ties: [新, lot]", "ties: [旧, lot]", "[selection.unknown-criterion]"},
        Slip{"  race: { teams: 3 }\n", "", "[selection.race]"},
        Slip{"working days: 7", "working days: 7, days: 3", "[selection.notice]"},
        Slip{"fact: 登记,", "fact: 登录,", "[selection.unknown-fact]"},
        Slip{"编号: 编号", "编码: 编号", "[selection.unknown-field]"},
        Slip{"organiser: 商务局\n  yearly", "organiser: 市财政局\n  yearly", "[selection.not-attester]"},
        Slip{"日期: 日期 }", "日期: 编号 }", "error"},
        Slip{"reserve: 2", "reserve: 2\n  equity: true", "[selection.equity]"},
        Slip{"yearly: true", "yearley: true", "did you mean `yearly`?"}));

}  // namespace
}  // namespace enact::policy::test
