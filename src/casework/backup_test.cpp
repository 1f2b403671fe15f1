// A town with cases, money and objections, backed up from either database while it runs: what is restored is
// the same, verifies, and goes on.
#include "store/backup.hpp"

#include <gtest/gtest.h>

#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

std::unique_ptr<store::Database> opened(Town& town, const std::filesystem::path& folder,
                                        const std::string& postgres) {
  auto database = store::Database::open({.folder = folder,
                                         .postgres = postgres,
                                         .modules = modules(),
                                         .without_keys = true,
                                         .clock = &town.space.clock,
                                         .random = &town.space.random});
  EXPECT_TRUE(database) << database.error().message.en;
  return std::move(*database);
}

struct Figures {
  std::int64_t events = 0;
  std::int64_t cases = 0;
  std::int64_t paid = 0;
  std::int64_t facts = 0;
  std::int64_t keys = 0;
  bool operator==(const Figures&) const = default;
};

Figures figures(store::Database& database) {
  EXPECT_TRUE(database.check().empty());
  return database.read([](const store::Reader& reader) {
    const auto count = [&](std::string_view sql) { return reader.integer(sql, {}).value_or(0); };
    return Figures{count("SELECT count(*) FROM event"), count("SELECT count(*) FROM case_file"),
                   count("SELECT sum(paid_fen) FROM matter"), count("SELECT count(*) FROM fact"),
                   count("SELECT count(*) FROM idempotency")};
  });
}

TEST(TownBackup, IsTheSameTownInEitherDatabase) {
  Town town;
  const std::string id = town.reach("支付");
  const std::string batch = town.batch({id}).value().id;
  town.release(batch).value();
  town.bank(batch, ledger::BankResult::paid).value();
  const Figures before = figures(town.space.database());
  EXPECT_GT(before.paid, 0);

  const store::TestFolder other;
  const auto file = other.path() / store::database_file;
  const auto copied = town.space.on_postgres() ? store::copy_postgres(town.space.postgres(), modules(), file)
                                               : store::copy_database(town.space.folder(), file);
  ASSERT_TRUE(copied) << copied.error().message.en;
  EXPECT_EQ(store::look_at_copy(file)->faults, std::vector<std::string>());
  EXPECT_EQ(figures(*opened(town, other.path(), "")), before);

  if (!town.space.on_postgres()) return;
  const auto filled =
      store::fill_postgres(file, other.postgres(), modules(), [](const std::string&) { return true; });
  ASSERT_TRUE(filled) << filled.error().message.en;
  const auto restored = opened(town, other.path(), other.postgres());
  EXPECT_EQ(figures(*restored), before);
  // The ledger's own guards are back.
  EXPECT_FALSE(restored->write([](store::Transaction& tx) -> store::StepResult {
    tx.execute("UPDATE matter SET paid_fen = paid_fen + 1", {});
    return "";
  }));
}

}  // namespace
}  // namespace enact::casework
