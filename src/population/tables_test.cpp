// Populations from tables and results into them: SQLite and PostgreSQL give what the same CSV gives, and what
// does not fit is set aside.
#include "population/tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>

#include "bulk/run.hpp"
#include "determine/test_package.hpp"
#include "population/postgres.hpp"
#include "population/results.hpp"
#include "population/sqlite.hpp"
#include "population/test_server.hpp"

namespace enact::population {
namespace {

using determine::test::credit_code;
using testing::ElementsAre;
using testing::HasSubstr;

const bulk::Engine& engine() {
  static const bulk::Engine made({determine::test::sample_package()},
                                 {Date{2026, 12, 31}, std::nullopt, false});
  return made;
}
const determine::FactModel& town_model() {
  return engine().determiner().model();
}

class Folder : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "enact-tables-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  std::filesystem::path folder_;
};
using SqliteTables = Folder;
using PostgresTables = Folder;

// Four enterprises: the first is due the award for its recognition, the second is of another town, the third
// has an expense below zero, the fourth a recognition of a class that there is not.
std::string statements(const std::string& amount, const std::string& date) {
  std::string sql = "create table \"企业\" (\"#\" integer, \"代码\" text, \"登记地\" text, \"研发费用\" " +
                    amount + ", \"营业收入\" " + amount + ");" +
                    "create table \"企业.认定\" (\"#\" integer, \"类别\" text, \"日期\" " + date +
                    ", \"编号\" text);";
  const auto enterprise = [&](int number, const std::string& code, const std::string& town,
                              const std::string& expense) {
    sql += "insert into \"企业\" values (" + std::to_string(number) + ", '" + code + "', '" + town + "', " +
           expense + ", 10000.50);";
  };
  // Not in their order, which `#` gives.
  enterprise(9, credit_code("91990001MA2XY0004"), "990001", "1");
  enterprise(2, credit_code(), "990001", "600.25");
  enterprise(5, credit_code("91990001MA2XY0002"), "990002", "NULL");
  enterprise(7, credit_code("91990001MA2XY0003"), "990001", "-1");
  sql +=
      "insert into \"企业.认定\" values (5, '示范企业', '2026-03-01', 'B'), (9, '示范', '2026-03-01', 'C'), "
      "(2, '示范企业', '2026-03-01', 'A'), (7, '示范企业', '2026-03-01', NULL);";
  return sql;
}

struct Judged {
  std::vector<std::string> awards;  // subject, status and sum of the award, in order
  std::vector<std::string> set_aside;
};

Judged judge(bulk::ColumnSource& source) {
  Judged judged;
  bulk::RunOptions options;
  options.check = true;
  options.each = [&](const bulk::Segment& segment, const bulk::SegmentOutcomes& out) {
    for (std::size_t row = 0; row < out.rows; ++row) {
      const bulk::Outcomes& award = out.lanes.front();
      judged.awards.push_back(bulk::identity_of(segment, *out.type, row) + " " +
                              std::string(determine::to_string(bulk::finding::status_of(award.found[row]))) +
                              " " + std::to_string(award.least[row]));
    }
  };
  const bulk::RunResult result = bulk::run(engine(), source, options);
  EXPECT_TRUE(result.differences.empty());
  for (const bulk::Rejected& each : result.rejected)
    judged.set_aside.push_back(each.place + " " + each.reason.en);
  return judged;
}

void expect_the_four(const Judged& judged) {
  EXPECT_THAT(judged.awards,
              ElementsAre(credit_code() + " due 10000000", credit_code("91990001MA2XY0002") + " not_due 0"));
  ASSERT_EQ(judged.set_aside.size(), 2U);
  EXPECT_THAT(judged.set_aside[0], HasSubstr("企业:3 `研发费用` = -1"));
  EXPECT_THAT(judged.set_aside[1], HasSubstr("企业.认定:4 `类别` = 示范: "));
}

TEST_F(SqliteTables, AreReadLikeCsv) {
  SqliteFile(path("r.db"), SqliteFile::Use::write).run(statements("numeric", "text"));
  const auto source = sqlite_source(path("r.db"), town_model(), engine().wanted(), {});
  expect_the_four(judge(*source));
}

TEST_F(SqliteTables, MayHaveOtherNamesAndTruths) {
  SqliteFile(path("r.db"), SqliteFile::Use::write)
      .run("create table firms (\"代码\" text, \"登记地\" text); insert into firms values ('" +
           credit_code() +
           "', '990001'); create table rec (\"#\" integer, \"编号\" text, \"日期\" text, \"合格\" boolean); "
           "insert into rec values (1, 'P', '2026-04-01', 1), (1, 'Q', '2026-04-01', 0);");
  const auto source =
      sqlite_source(path("r.db"), town_model(), {}, {{{"企业", "firms"}, {"企业.项目", "rec"}}, false});
  bulk::Segment segment;
  ASSERT_TRUE(source->next(segment));
  const bulk::Column& accepted = *segment.table.list("项目")->items.column("合格");
  EXPECT_EQ(accepted.at(0), 1);
  EXPECT_EQ(accepted.at(1), 0);
  EXPECT_THROW(sqlite_source(path("r.db"), town_model(), {}, {{{"企叶", "firms"}}, false}),
               std::runtime_error);
  EXPECT_THROW(sqlite_source(path("r.db"), town_model(), {}, {}), std::runtime_error);
  EXPECT_THROW(sqlite_source(path("none.db"), town_model(), {}, {}), std::runtime_error);
}

TEST_F(SqliteTables, ANumberThatBinaryFloatingPointDoesNotTellIsSetAside) {
  SqliteFile(path("r.db"), SqliteFile::Use::write)
      .run("create table \"企业\" (\"代码\" text, \"研发费用\" real); insert into \"企业\" values ('" +
           credit_code() + "', 0.1), ('" + credit_code("91990001MA2XY0002") + "', 1.0/3.0);");
  const auto source = sqlite_source(path("r.db"), town_model(), {}, {});
  bulk::Segment segment;
  ASSERT_TRUE(source->next(segment));
  EXPECT_EQ(segment.table.rows, 1U);
  EXPECT_EQ(segment.table.column("研发费用")->at(0), 1);
  EXPECT_EQ(segment.table.column("研发费用")->scale, 1);
  ASSERT_EQ(source->rejected().size(), 1U);
  EXPECT_THAT(source->rejected()[0].reason.en, HasSubstr("研发费用"));
}

TEST_F(SqliteTables, TakeResultsAllAtOnce) {
  const std::vector<OutColumn> columns{{"subject", OutColumn::Type::text},
                                       {"least", OutColumn::Type::amount},
                                       {"date", OutColumn::Type::date}};
  const auto fill = [&](const std::string& table) {
    auto sink = sqlite_table(path("out.db"), table, columns);
    const auto rows = sink->writer();
    rows->text("甲");
    rows->amount(1234567);
    rows->date({2026, 3, 1});
    rows->end_row();
    rows->text("乙");
    rows->nothing();
    rows->nothing();
    rows->end_row();
    sink->take(*rows);
    return sink;
  };
  fill("unfinished");
  fill("results")->finish();
  SqliteFile file(path("out.db"), SqliteFile::Use::read);
  EXPECT_FALSE(file.has_table("unfinished"));
  SqliteStatement sum(file, "select 1 from results where least_fen = 1234567 and date = '2026-03-01'");
  EXPECT_TRUE(sum.step());
  SqliteStatement empty(file, "select 1 from results where subject = '乙' and least_fen is null");
  EXPECT_TRUE(empty.step());
  EXPECT_THROW(sqlite_table(path("out.db"), "results", columns), std::runtime_error);
}

TEST_F(PostgresTables, AreReadLikeCsvAndTakeResults) {
  const test::Server server;
  ASSERT_TRUE(server.running());
  {
    Postgres postgres(server.address());
    postgres.run(statements("numeric(18,2)", "date"));
  }
  const auto source = postgres_source(server.address(), town_model(), engine().wanted(), {});
  expect_the_four(judge(*source));

  const auto fill = [&](const std::string& table) {
    auto sink = postgres_table(server.address(), table, result_columns());
    const auto again = postgres_source(server.address(), town_model(), engine().wanted(), {});
    bulk::RunOptions options;
    options.each = [&](const bulk::Segment& segment, const bulk::SegmentOutcomes& out) {
      const auto rows = sink->writer();
      write_results(*rows, segment, out, Language::en);
      sink->take(*rows);
    };
    bulk::run(engine(), *again, options);
    return sink;
  };
  fill("unfinished");
  fill("results")->finish();
  Postgres postgres(server.address());
  EXPECT_EQ(postgres.text("select to_regclass('unfinished')"), "");
  EXPECT_EQ(postgres.text("select count(*) from results"), "10");  // two subjects, five provisions
  EXPECT_EQ(postgres.text("select sum(least) from results where provision = 'a1'"), "100000.00");
  EXPECT_EQ(postgres.text("select reason from results where subject = $1 and provision = 'a1'",
                          {credit_code("91990001MA2XY0002")}),
            "not met: 本市企业");
  EXPECT_THROW(postgres_table(server.address(), "results", result_columns()), std::runtime_error);
}

TEST_F(PostgresTables, TellWhatTheyCannotRead) {
  const test::Server server;
  ASSERT_TRUE(server.running());
  Postgres postgres(server.address());
  postgres.run("create table \"企业\" (\"代码\" text, \"登记地\" timestamp)");
  const auto message = [&] {
    try {
      postgres_source(server.address(), town_model(), engine().wanted(), {});
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(message(), HasSubstr("the type of column `登记地` is not read"));
  postgres.run(
      "drop table \"企业\"; create table \"企业\" (\"代码\" char(20)); create table \"企业.认定\" (\"#\" "
      "int)");
  EXPECT_THAT(message(), HasSubstr("needs a column `#`"));
  postgres.run("drop table \"企业.认定\"; insert into \"企业\" values ('" + credit_code() + "')");
  const auto source = postgres_source(server.address(), town_model(), engine().wanted(), {});
  bulk::Segment segment;
  ASSERT_TRUE(source->next(segment));
  EXPECT_EQ(segment.table.rows, 1U);  // without the blanks of char(20), or it would be no code
  EXPECT_THROW(Postgres("postgresql:///postgres?host=/nowhere"), std::runtime_error);
}

RC_GTEST_PROP(Numeric, OfFenIsReadBack, ()) {
  const auto fen = *rc::gen::inRange<std::int64_t>(0, std::int64_t{1} << *rc::gen::inRange(1, 62));
  const std::string digits = std::to_string(fen % 100 + 100).substr(1);
  RC_ASSERT(text_of_numeric(numeric_of_fen(fen)) == std::to_string(fen / 100) + "." + digits);
}

TEST(Numeric, OfEveryForm) {
  // -1234.5600: two digits of 10,000, the first of power 0, four decimals.
  std::string bytes;
  for (const std::int16_t word : {std::int16_t{2}, std::int16_t{0}, std::int16_t{0x4000}, std::int16_t{4},
                                  std::int16_t{1234}, std::int16_t{5600}}) {
    append_network(bytes, word);
  }
  EXPECT_EQ(text_of_numeric(bytes), "-1234.5600");
  // 0.00000012: one digit, of power -2, eight decimals.
  bytes.clear();
  for (const std::int16_t word :
       {std::int16_t{1}, std::int16_t{-2}, std::int16_t{0}, std::int16_t{8}, std::int16_t{12}}) {
    append_network(bytes, word);
  }
  EXPECT_EQ(text_of_numeric(bytes), "0.00000012");
  // Not a number has a sign of its own.
  bytes.clear();
  for (const int word : {0, 0, 0xC000, 0}) append_network(bytes, static_cast<std::int16_t>(word));
  EXPECT_EQ(text_of_numeric(bytes), "");
}

TEST(Doubles, AreTakenForTheDecimalsThatTheyWereWrittenAs) {
  EXPECT_EQ(decimal_of_double(0.1), "0.1");
  EXPECT_EQ(decimal_of_double(9400000.55), "9400000.55");
  EXPECT_EQ(decimal_of_double(-2500), "-2500");
  EXPECT_EQ(decimal_of_double(123456789012345), "123456789012345");
  EXPECT_EQ(decimal_of_double(0.1 + 0.2), std::nullopt);
  EXPECT_EQ(decimal_of_double(1.0 / 3), std::nullopt);
}

}  // namespace
}  // namespace enact::population
