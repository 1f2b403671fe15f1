// Lists of what is given without money: the release enters each subject in the register that the package
// declares, with its reason and its place.
#include <gtest/gtest.h>

#include "casework/roster.hpp"
#include "casework/test_town.hpp"
#include "registers/module.hpp"
#include "registers/views.hpp"

namespace enact::casework {
namespace {

using namespace test;

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::logic_error("not there: " + std::string(from));
  return text.replace(at, from.size(), to);
}

constexpr std::string_view sentence = "对有项目的企业，优先保障用地指标。";

constexpr std::string_view provision = R"(provision: a3
kind: priority
title: { zh: 用地优先保障, en: Land first }
text: 对有项目的企业，优先保障用地指标
subject: 企业
when:
  有项目: { rule: count(企业.项目) > 0, text: 对有项目的企业, en: has a project }
matter: { kind: 保障, parts: [企业.代码] }
rank by: [{ value: 企业.营业收入, title: { zh: 营业收入, en: revenue } }]
payee: 企业
lead: [市科局, 市工局]
task:
  units: [市工局]
  does: { zh: 保障用地, en: secure land }
```

```yaml
)";

constexpr std::string_view life = R"(保障办理:
  title: { zh: 保障办理, en: Securing }
  steps:
    - { id: 列入, kind: check, actor: lead, role: handler, outcomes: { dispatch: 承办, discard: { ends as: 移出 } } }
    - { id: 承办, kind: opinions, actor: opinions, role: reviewer, outcomes: { done: { ends as: 已落实 } } }
)";

constexpr std::string_view list = R"(保障名单:
  title: { zh: 保障名单, en: Land list }
  provision: a3
  of: 企业
  keeper: 市科局
  life: 保障办理
  name: 事项
  dispatch: 承办
  fields:
    事项: { type: string, required: true, en: Matter }
    承办: { type: unit, required: true, en: Unit }
    名次: { type: number, en: Place }
    名单: { type: string, en: List }
    理由: { type: string, en: Why }
  filled by:
    - { provision: a3, reason: 理由, rank: 名次, list: 名单, entries: [{ 事项: 用地, 承办: 市工局 }, { 事项: 用能, 承办: 市税局 }] }
)";

policy::PackagePtr land_package() {
  const std::string text = replaced(official, "补助。", "补助。" + std::string(sentence));
  std::string document =
      replaced(articles, "最高给予30万元补助。", "最高给予30万元补助。" + std::string(sentence));
  document = replaced(document, "provision: a2\n", std::string(provision) + "provision: a2\n");
  const policy::FileSet files = {
      {"policies/sample-town/official.txt", text},
      {"policies/sample-town/policy.md",
       fmt::format(fmt::runtime(front), store::sha256_hex(text)) + document},
      {"policies/sample-town/vocabulary.yaml",
       replaced(vocabulary, "matters:\n", "matters:\n  保障: { parts: [主体], en: Securing }\n")},
      {"policies/sample-town/units.yaml", units},
      {"policies/sample-town/procedures.yaml", std::string(procedures) + std::string(life)},
      {"policies/sample-town/registers.yaml", std::string(list)},
      {"policies/sample-town/parameters/working-days.yaml", working_days},
      // Something that became known later: determinations are made by another object of the package then.
      {"policies/sample-town/parameters/rate.yaml",
       "比例:\n  title: { zh: 比例, en: Rate }\n  type: number\n  ask: [市财局]\n  values:\n"
       "    - { value: 1, source: 样例 }\n    - { value: 2, known: 2026-02-01, source: 样例 }\n"},
  };
  policy::Loaded loaded = policy::load_package(files, "policies/sample-town");
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

class LandTown : public Town {
 public:
  LandTown() : Town({registers::module()}) {}

  void earns(const std::string& subject, const std::string& revenue) {
    step([&](store::Transaction& tx) {
      return enter_fact(tx, land, {"税一", "市税局"}, subject,
                        {.name = "营业收入",
                         .value = revenue,
                         .valid_from = {},
                         .valid_to = {},
                         .evidence = {},
                         .supersedes = {}});
    }).value();
  }
  RosterOr make() {
    const RosterRequest request{.policy = "sample-town", .provision = "a3"};
    const auto findings = read([&](const store::Reader& reader) {
      return find_due(reader, land, handler, request, space.clock.now());
    });
    if (!findings) return std::unexpected(findings.error());
    return step([&](store::Transaction& tx) { return make_roster(tx, land, handler, request, *findings); });
  }
  RosterOr release(const std::string& id) {
    return step(
        [&](store::Transaction& tx) { return release_roster(tx, land, land_registers, approver, id); });
  }
  RosterDetail detail_of(const std::string& id) {
    return read([&](const store::Reader& reader) { return roster_detail(reader, auditor, id).value(); });
  }
  registers::EntryDetail entry(const std::string& id) {
    return read([&](const store::Reader& reader) {
      return registers::entry_detail(reader, land_catalogue, handler, id, today()).value();
    });
  }

  policy::PackagePtr land_rules = land_package();
  Library land{{land_rules}};
  registers::Catalogue land_catalogue{{land_rules}};
  registers::Registers land_registers{land_catalogue};
};

TEST(RosterRegister, TheReleaseEntersEachSubjectWithReasonAndPlace) {
  LandTown town;
  const std::string second = town.add_enterprise("91B", "样例二厂", {});
  const std::string third = town.add_enterprise("91C", "样例三厂", {});
  town.earns(town.enterprise, "1000000");
  town.earns(second, "9000000");
  const std::string id = town.make().value();
  const auto lines = town.detail_of(id).lines;
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].subject, second) << "the greater revenue first";
  EXPECT_EQ(lines[0].place, 1);
  EXPECT_EQ(lines[1].subject, town.enterprise);
  EXPECT_EQ(lines[2].subject, third);
  EXPECT_EQ(lines[2].place, 0) << "what is not known is not ranked";
  EXPECT_FALSE(lines[0].amount);
  town.release(id).value();
  const RosterDetail released = town.detail_of(id);
  EXPECT_EQ(released.roster.entered, 3);
  EXPECT_FALSE(released.roster.until) << "nothing is to be answered";
  for (const RosterLine& line : released.lines) {
    EXPECT_EQ(line.state, "entered");
    ASSERT_EQ(line.entries.size(), 2U);
  }
  const auto entry = town.entry(released.lines[0].entries[0]);
  EXPECT_NE(entry.row.values.find("\"名次\":1"), std::string::npos) << entry.row.values;
  EXPECT_NE(entry.row.values.find("\"名单\":\"L1\""), std::string::npos) << entry.row.values;
  EXPECT_NE(entry.row.values.find("满足：有项目"), std::string::npos) << entry.row.values;
  EXPECT_NE(entry.row.values.find("用地"), std::string::npos);
  EXPECT_EQ(code(town.make()), "casework.nothing-due") << "they stand in the register already";
  town.expect_sound();
}

TEST(RosterRegister, WhoseEntriesHaveEndedMayBeListedAgain) {
  LandTown town;
  const std::string id = town.make().value();
  town.release(id).value();
  const auto lines = town.detail_of(id).lines;
  for (const std::string& entry : lines[0].entries) {
    const auto discarded = town.step([&](store::Transaction& tx) {
      return town.land_registers.take(tx, handler, {.entry = entry, .step = "列入", .outcome = "discard"});
    });
    ASSERT_EQ(code(discarded), "");
  }
  EXPECT_TRUE(town.make());
  town.expect_sound();
}

}  // namespace
}  // namespace enact::casework
