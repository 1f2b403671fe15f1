// Whom entries wait for, and what lists say besides.
#include <gmock/gmock.h>

#include "registers/test_town.hpp"

namespace enact::registers::test {
namespace {

WaitingPage waiting(Town& town, const Person& person, std::size_t offset = 0, std::size_t limit = 50) {
  return town.read([&](const store::Reader& reader) {
    return waiting_entries(reader, town.catalogue, person, town.today(), offset, limit);
  });
}

TEST(Waiting, IsForThoseWhoseTurnItIs) {
  Town town;
  const std::string id = town.open(town.owner, "权利", town.first,
                                   R"({"名称":"石材切割机","编号":"ZL000000000001","授权日":"2026-02-01"})")
                             .value()
                             .id;
  ASSERT_EQ(waiting(town, town.owner).total, 1);
  EXPECT_EQ(waiting(town, town.owner).entries[0].step, "申报");
  EXPECT_EQ(waiting(town, town.other).total, 0);
  EXPECT_EQ(waiting(town, keeper).total, 0);  // a draft is its owner's business
  town.take(town.owner, id, "申报", "submit").value();
  EXPECT_EQ(waiting(town, town.owner).total, 0);
  const WaitingPage page = waiting(town, keeper);
  ASSERT_EQ(page.total, 1);
  EXPECT_EQ(page.entries[0].entry.id, id);
  EXPECT_EQ(page.entries[0].step, "审核");
  EXPECT_EQ(page.entries[0].register_title.zh, "权利登记册");
  ASSERT_TRUE(page.entries[0].due.has_value());
  EXPECT_FALSE(page.entries[0].overdue);
  town.days(20);
  EXPECT_TRUE(waiting(town, keeper).entries.at(0).overdue);
  EXPECT_EQ(waiting(town, industry).total, 0);
  EXPECT_EQ(waiting(town, nobody).total, 0);
}

TEST(Waiting, NobodyIsWaitedForWhereEntriesRest) {
  Town town;
  const std::string right = town.right();
  ASSERT_EQ(town.status(right), "有效");
  EXPECT_EQ(waiting(town, keeper).total, 0);
  EXPECT_EQ(waiting(town, town.owner).total, 0);
}

TEST(Waiting, ComesInPages) {
  Town town;
  for (int i = 0; i < 3; ++i) town.open(keeper, "仪器", "", R"({"名称":"天平"})").value();
  EXPECT_EQ(waiting(town, keeper).total, 3);
  EXPECT_EQ(waiting(town, keeper, 2, 2).entries.size(), 1U);
  EXPECT_EQ(waiting(town, keeper, 5, 2).entries.size(), 0U);
}

TEST(Rows, NameWhatTheyReferToWhereItIsSeen) {
  Town town;
  const std::string right = town.right();
  const std::string pledge = town.pledge(right, "2026-03-01").value().id;
  const auto names = town.detail(town.owner, pledge).row.names;
  ASSERT_EQ(names.size(), 1U);
  EXPECT_EQ(names[0], std::pair(std::string("标的"), std::string("石材切割机")));
  EXPECT_FALSE(town.detail(town.owner, pledge).row.ended);
  town.take(keeper, pledge, "登记", "release").value();
  EXPECT_TRUE(town.detail(town.owner, pledge).row.ended);
}

}  // namespace
}  // namespace enact::registers::test
