// Searching, filtering, sorting, summing, matching, importing.
#include <gmock/gmock.h>

#include "registers/test_town.hpp"

namespace enact::registers::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<std::string> names(const std::expected<EntryPage, store::Fault>& page) {
  std::vector<std::string> all;
  for (const EntryRow& row : page.value().entries) all.push_back(row.name);
  return all;
}

class Listed : public testing::Test {
 public:
  Listed() {
    const std::string table =
        "主体,名称,编号,领域,评估值,授权日,联系人\r\n"
        "91A,石材切割机,ZL000000000001,机械,100.10,2026-01-03,甲\r\n"
        "91B,水暖阀门铸造方法,ZL000000000002,Machinery,200.20,2026/01/02,乙\r\n"
        "样例一厂,花岗岩石板材,ZL000000000003,新材料,\"1,000.30\",2026-01-01,丙\r\n";
    const auto rows = csv_rows(table);
    const auto report = import_entries(town.space.database(), town.books, keeper, policy_id, "权利", *rows);
    EXPECT_TRUE(report.has_value()) << report.error().message.en;
    EXPECT_EQ(report->imported, 3) << (report->bad.empty() ? "" : report->bad[0].message.en);
  }
  Town town;
};

TEST_F(Listed, AreFoundByChineseWords) {
  const auto found = [&](const char* words) { return names(town.list(keeper, "权利", {.words = words})); };
  EXPECT_THAT(found("阀"), UnorderedElementsAre("水暖阀门铸造方法"));
  EXPECT_THAT(found("石材"), UnorderedElementsAre("石材切割机"));
  EXPECT_THAT(found("石"), UnorderedElementsAre("石材切割机", "花岗岩石板材"));
  EXPECT_THAT(found("板材"), UnorderedElementsAre("花岗岩石板材"));
  EXPECT_THAT(found("zl000000000002"), UnorderedElementsAre("水暖阀门铸造方法"));
  EXPECT_THAT(found("机械 切割"), UnorderedElementsAre("石材切割机"));
  EXPECT_THAT(found("machinery"), UnorderedElementsAre("石材切割机", "水暖阀门铸造方法"));
  EXPECT_THAT(found("。"), IsEmpty());
  EXPECT_THAT(found("甲"), IsEmpty());  // a field that is not searched
}

TEST_F(Listed, FoundByWordsAndSortedByAFieldAreCountedOnAnyPage) {
  const auto all = town.list(keeper, "权利", {.words = "石", .sort = "评估值"});
  ASSERT_TRUE(all);
  const auto total = static_cast<std::int64_t>(all->entries.size());
  ASSERT_GT(total, 1);
  EXPECT_EQ(all->total, total);
  const auto one = town.list(keeper, "权利", {.words = "石", .sort = "评估值", .offset = 1, .limit = 1});
  EXPECT_EQ(one->total, total);
  EXPECT_EQ(names(one), std::vector<std::string>{all->entries[1].name});
  EXPECT_EQ(town.list(keeper, "权利", {.words = "石", .sort = "评估值", .offset = 90})->total, total);
  EXPECT_EQ(town.list(keeper, "权利", {.words = "石", .sort = "评估值", .limit = 0})->total, total);
}

TEST_F(Listed, AreFilteredSortedAndSummed) {
  const auto field = [](const char* name, const char* json) {
    return std::vector<ExactJson::Member>{{name, parse_exact(json).value()}};
  };
  EXPECT_THAT(names(town.list(keeper, "权利", {.fields = field("领域", "\"机械\""), .sort = "授权日"})),
              ElementsAre("水暖阀门铸造方法", "石材切割机"));
  EXPECT_THAT(names(town.list(keeper, "权利", {.sort = "-评估值"})),
              ElementsAre("花岗岩石板材", "水暖阀门铸造方法", "石材切割机"));
  EXPECT_THAT(names(town.list(keeper, "权利", {.sort = "评估值", .offset = 1, .limit = 1})),
              ElementsAre("水暖阀门铸造方法"));
  EXPECT_THAT(names(town.list(keeper, "权利", {.subject = town.second})), ElementsAre("水暖阀门铸造方法"));
  const auto all = town.list(keeper, "权利");
  EXPECT_EQ(all->total, 3);
  EXPECT_THAT(all->sums, ElementsAre(std::pair<std::string, std::string>("评估值", "1300.6")));
  EXPECT_EQ(town.list(keeper, "权利", {.sort = "期限天数"}).error().code, "register.not-ordered");
  EXPECT_EQ(town.list(nobody, "权利", {.sort = "联系人"}).error().code, "register.not-ordered");
}

TEST_F(Listed, ComeFromTheTableToWhereEntriesRest) {
  // The way leads to a public notice: what is imported waits there to be published.
  EXPECT_THAT(town.list(keeper, "权利", {.status = "公示"})->total, 3);
  town.expect_sound();
}

TEST(Import, PreviewsWithoutWriting) {
  Town town;
  const std::string table =
      "名称,型号\n"
      "显微镜,A1\n"
      ",B2\n"
      "光谱仪,\n";
  const auto preview = [&](std::string_view text) {
    const auto rows = csv_rows(text);
    return preview_import(town.space.database(), town.books, keeper, policy_id, "仪器", *rows);
  };
  const auto report = preview(table);
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->rows, 3);
  EXPECT_EQ(report->good, 2);
  ASSERT_EQ(report->bad.size(), 1U);
  EXPECT_EQ(report->bad[0].row, 3);
  EXPECT_EQ(report->bad[0].field, "名称");
  EXPECT_EQ(town.list(keeper, "仪器")->total, 0);
  EXPECT_EQ(preview("名字,型号\nx,y\n").error().code, "register.import-head");
  EXPECT_THAT(preview("名字,型号\nx,y\n").error().help.zh, HasSubstr("名称"));
  const auto rows = csv_rows(table);
  const auto done = import_entries(town.space.database(), town.books, keeper, policy_id, "仪器", *rows);
  EXPECT_EQ(done->imported, 2);
  EXPECT_EQ(town.list(nobody, "仪器", {.status = "在册"})->total, 2);
  const auto refused = csv_rows(table);
  EXPECT_EQ(
      import_entries(town.space.database(), town.books, town.owner, policy_id, "仪器", *refused).error().code,
      "register.not-permitted");
  town.expect_sound();
}

TEST(Import, SetsAsideWhatIsThereAlready) {
  Town town;
  town.right("ZL000000000001");
  const std::string table =
      "主体,名称,编号,授权日\n"
      "91A,甲,ZL000000000001,2026-01-01\n"
      "91A,乙,ZL000000000002,2026-01-01\n"
      "91A,丙,ZL000000000002,2026-01-01\n"
      "91Z,丁,ZL000000000003,2026-01-01\n";
  const auto preview_rows = csv_rows(table);
  const auto preview =
      preview_import(town.space.database(), town.books, keeper, policy_id, "权利", *preview_rows);
  EXPECT_EQ(preview->good, 1);
  EXPECT_EQ(preview->bad.size(), 3U);
  const auto rows = csv_rows(table);
  const auto report = import_entries(town.space.database(), town.books, keeper, policy_id, "权利", *rows);
  EXPECT_EQ(report->imported, 1);
  EXPECT_EQ(report->bad.size(), 3U);
  town.expect_sound();
}

TEST(Matches, SayWhy) {
  Town town;
  const auto enter = [&](const std::string& register_id, const std::string& values) {
    const std::string id = town.open(keeper, register_id, town.first, values).value().id;
    town.take(keeper, id, "录入", "register").value();
    return id;
  };
  const std::string result =
      enter("成果", R"({"名称":"石材切割机","领域":"机械","说明":"用于花岗岩板材的自动切割"})");
  enter("需求", R"({"名称":"花岗岩自动切割设备","领域":"机械"})");
  enter("需求", R"({"名称":"食品包装","领域":"机械"})");
  enter("需求", R"({"名称":"工业软件","领域":"数字"})");
  const auto found = town.read([&](const store::Reader& reader) {
    return matches_of(reader, town.catalogue, nobody, result, town.today(), 10);
  });
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ(found->at(0).entry.name, "花岗岩自动切割设备");
  ASSERT_EQ(found->at(0).reasons.size(), 2U);
  EXPECT_THAT(found->at(0).reasons[0].zh, HasSubstr("领域相同：机械（3 分）"));
  EXPECT_THAT(found->at(0).reasons[1].zh, HasSubstr("切割"));
  EXPECT_EQ(found->at(1).score, 3);
}

TEST(Rebuilding, GivesTheSameTablesAndFindsTheSame) {
  Town town;
  town.right();
  town.instrument();
  ASSERT_TRUE(town.space.database().rebuild().has_value());
  town.expect_sound();
  EXPECT_EQ(town.list(keeper, "权利", {.words = "石材"})->total, 1);
  EXPECT_EQ(town.list(keeper, "权利", {.words = "木材"})->total, 0);
}

}  // namespace
}  // namespace enact::registers::test
