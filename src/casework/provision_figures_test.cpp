// What each provision came to in a year.
#include "casework/provision_figures.hpp"

#include <gtest/gtest.h>

#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

TEST(ProvisionFigures, AreWhatTheBooksSay) {
  Town town;
  const std::string id = town.reach("支付");
  const auto of = [&](const Person& person, int year) {
    return town.read(
        [&](const store::Reader& reader) { return provision_figures(reader, town.library, person, year); });
  };
  EXPECT_EQ(code(of(maker, 2026)), "casework.not-permitted");
  const auto committed = of(handler, 2026).value();
  ASSERT_EQ(committed.rows.size(), 1U);
  EXPECT_EQ(std::get<std::string>(committed.rows[0][1]), "a1");
  EXPECT_EQ(std::get<Fen>(committed.rows[0][6]), Fen{10'000'000});
  EXPECT_EQ(std::get<Fen>(committed.rows[0][7]), Fen{});
  const auto batch = town.batch({id}).value();
  town.release(batch.id).value();
  town.bank(batch.id, ledger::BankResult::paid).value();
  EXPECT_EQ(std::get<Fen>(of(handler, 2026).value().rows.at(0)[7]), Fen{10'000'000});
  EXPECT_TRUE(of(officer("外", "市税局", identity::Role::handler), 2026).value().rows.empty())
      << "it leads nothing";
  EXPECT_TRUE(of(handler, 2025).value().rows.empty());
}

}  // namespace
}  // namespace enact::casework
