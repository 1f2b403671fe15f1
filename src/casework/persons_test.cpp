// A case of a person from the application to the bank: where its identity number stands in clear in the
// database, and that everything follows from the events all the same.
#include <gtest/gtest.h>

#include <set>

#include "casework/replay.hpp"
#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

const std::string number = "440524188001010014";

struct PersonsTown : Town {
  PersonsTown() {
    enterprise = add_enterprise(number, "王五", {"C-9"});
    applicant = {"王五", {{identity::Role::applicant, "", enterprise}}};
  }
  // "table.column" of whatever holds the number as it is kept.
  std::set<std::string> in_clear() {
    return read([](const store::Reader& reader) {
      std::set<std::string> found;
      const auto names = [&](const std::string& sql, int column) {
        return reader.all(sql, {}, [&](const store::Row& row) { return row.text(column); });
      };
      const std::string pattern = "%" + number + "%";
      const std::vector<store::Param> params = {pattern};
      for (const std::string& table : names("SELECT name FROM sqlite_schema WHERE type = 'table'", 0)) {
        for (const std::string& column : names(fmt::format("PRAGMA table_info({})", table), 1)) {
          reader.query_kept(
              fmt::format("SELECT 1 FROM {} WHERE CAST({} AS TEXT) LIKE ? LIMIT 1", table, column), params,
              [&](const store::Row&) { found.insert(fmt::format("{}.{}", table, column)); });
        }
      }
      return found;
    });
  }
};

TEST(Persons, ANumberStandsInClearNowhere) {
  PersonsTown town;
  if (town.space.on_postgres()) GTEST_SKIP() << "the tables are the same";
  const std::string id = town.reach("支付");
  const auto batch = town.batch({id}).value();
  town.release(batch.id).value();
  town.bank(batch.id, ledger::BankResult::paid).value();
  EXPECT_EQ(town.in_clear(), std::set<std::string>());
  town.expect_sound();
  EXPECT_NE(town.own_space().subject.identity.find(number), std::string::npos) << "its own it sees";
  EXPECT_EQ(code(town.open()), "casework.nothing-left") << "once";
  town.space.reopen();
  EXPECT_EQ(code(town.open()), "casework.nothing-left");
}

TEST(Persons, WhatWasDecidedIsComputedAgainFromSealedPins) {
  PersonsTown town;
  const std::string id = town.reach("公示");
  town.space.reopen();
  town.publish(id).value();
  town.days(8);
  town.take(handler, id, "公示", "close").value();
  town.take(approver, id, "决定", "decide").value();
  const auto steps =
      town.read([&](const store::Reader& reader) { return replay_cases(reader, town.library, id); });
  ASSERT_EQ(steps.size(), 2U);
  for (const ReplayedStep& one : steps)
    EXPECT_EQ(one.outcome, ReplayOutcome::identical) << one.step << ": " << one.because.en;
  town.expect_sound();
}

}  // namespace
}  // namespace enact::casework
