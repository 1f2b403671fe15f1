// Numbers of persons in texts of any table: none in clear at rest, found and compared as before, given back
// to who reads with the ring.
#include "store/stand_ins.hpp"

#include <gtest/gtest.h>

#include "store/event.hpp"
#include "store/key_ring.hpp"
#include "store/log_verify.hpp"
#include "store/test_space.hpp"

namespace enact::store {
namespace {

const std::string resident_number = "440524188001010014";
const std::string other = "11010519491231002X";
constexpr std::string_view mark = "\uFDD0";

// A table that is changed, one that is not, and one that follows from events.
Module noted() {
  std::string sql =
      "CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;\n"
      "CREATE TABLE kept (seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, more TEXT) STRICT;\n"
      "CREATE TABLE told (seq INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;\n";
  sql += append_only("kept");
  Projection projection{.name = "told", .tables = {"told"}, .apply = [](Transaction& tx, const Event& event) {
                          tx.execute("INSERT INTO told (seq, text) VALUES (?, ?)",
                                     {event.seq, event.payload});
                        }};
  return {.name = "notes", .migrations = {{1, "notes", sql}}, .projections = {std::move(projection)}};
}

class StandIns : public testing::Test {
 protected:
  template <class F>
  bool step(F change) {
    return space.database()
        .write([&](Transaction& tx) -> StepResult {
          change(tx);
          return std::string();
        })
        .has_value();
  }
  bool put(const std::string& id, const std::string& text) {
    return step(
        [&](Transaction& tx) { tx.execute("INSERT INTO note (id, text) VALUES (?, ?)", {id, text}); });
  }
  std::string read(const std::string& sql) {
    return space.database().read(
        [&](const Reader& reader) { return reader.text(sql, {}).value_or("nothing"); });
  }
  std::string kept(const std::string& sql) {
    return space.database().read([&](const Reader& reader) {
      std::string found;
      reader.query_kept(sql, {}, [&](const Row& row) { found = row.text(0); });
      return found;
    });
  }
  std::int64_t count(const std::string& sql, const std::string& param) {
    return space.database().read([&](const Reader& reader) { return reader.integer(sql, {param}).value(); });
  }

  TestSpace space{{noted()}};
};

TEST_F(StandIns, ANumberIsNowhereInClearAndReadAsItWasWritten) {
  const std::string text = "甲 " + resident_number + "，乙 " + other + " 与 " + resident_number + "。";
  ASSERT_TRUE(put("a", text));
  EXPECT_EQ(read("SELECT text FROM note"), text);
  const std::string at_rest = kept("SELECT text FROM note");
  EXPECT_EQ(at_rest.find(resident_number), std::string::npos);
  EXPECT_EQ(at_rest.find(other), std::string::npos);
  EXPECT_TRUE(at_rest.starts_with("甲 "));
  space.reopen();
  EXPECT_EQ(read("SELECT text FROM note"), text);
  EXPECT_EQ(kept("SELECT text FROM note"), at_rest);
}

TEST_F(StandIns, EqualNumbersAreEqualAtRest) {
  ASSERT_TRUE(step([&](Transaction& tx) {
    tx.execute("INSERT INTO kept (key) VALUES (?)", {"认定|" + resident_number});
  }));
  EXPECT_FALSE(step([&](Transaction& tx) {
    tx.execute("INSERT INTO kept (key) VALUES (?)", {"认定|" + resident_number});
  })) << "unique";
  EXPECT_TRUE(
      step([&](Transaction& tx) { tx.execute("INSERT INTO kept (key) VALUES (?)", {"认定|" + other}); }));
  EXPECT_EQ(count("SELECT count(*) FROM kept WHERE key = ?", "认定|" + resident_number), 1);
  EXPECT_EQ(count("SELECT count(*) FROM kept WHERE key LIKE ?", "%" + resident_number + "%"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM kept WHERE key LIKE ?", "%" + resident_number.substr(0, 6) + "%"), 0)
      << "a part of a number finds nobody";
  EXPECT_EQ(space.database().read([&](const Reader& reader) {
    return reader.integer("SELECT count(*) FROM kept k JOIN kept l ON l.key = k.key", {}).value();
  }),
            2);
}

TEST_F(StandIns, NobodyReadsANumberByHandingInItsStandIn) {
  ASSERT_TRUE(put("a", resident_number));
  const std::string stolen = kept("SELECT text FROM note WHERE id = 'a'");
  ASSERT_TRUE(put("b", stolen));
  EXPECT_EQ(read("SELECT text FROM note WHERE id = 'b'").find(resident_number), std::string::npos);
  EXPECT_EQ(read("SELECT text FROM note WHERE id = 'b'"), "\uFFFD" + stolen.substr(mark.size()));
  ASSERT_TRUE(put("c", std::string(mark) + "abc"));
  EXPECT_EQ(read("SELECT text FROM note WHERE id = 'c'"), "\uFFFDabc");
}

TEST_F(StandIns, TheLogHoldsWhateverATextContains) {
  for (const std::string& text : {resident_number, std::string(mark), resident_number + std::string(mark)})
    ASSERT_TRUE(step([&](Transaction& tx) {
      ASSERT_TRUE(tx.append({.stream_type = "note",
                             .stream_id = "a",
                             .kind = "note.taken",
                             .payload = "{\"text\":\"" + text + "\"}"}));
    }));
  EXPECT_EQ(read("SELECT text FROM told WHERE seq = 1"), "{\"text\":\"" + resident_number + "\"}");
  EXPECT_EQ(kept("SELECT text FROM told WHERE seq = 1").find(resident_number), std::string::npos);
  EXPECT_TRUE(space.database().check().empty());
  EXPECT_TRUE(space.database().rebuild());
  EXPECT_TRUE(space.database().check().empty());
}

TEST_F(StandIns, WhatAnEarlierVersionWroteIsWrittenAnew) {
  const std::string at_rest = "认定|" + resident_number;
  ASSERT_TRUE(step([&](Transaction& tx) { tx.execute("INSERT INTO kept (key) VALUES (?)", {other}); }));
  const std::string standing = kept("SELECT key FROM kept");
  space.close();
  {
    const auto direct = space.connection();
    for (const auto& [key, more] :
         {std::pair{at_rest, resident_number}, std::pair{std::string("b"), resident_number + "、" + other}}) {
      const std::vector<Param> values = {key, more};
      direct->run("INSERT INTO kept (key, more) VALUES (?, ?)", values, nullptr);
    }
    const std::vector<Param> values = {resident_number};
    direct->run("INSERT INTO note (id, text) VALUES (?, 'x')", values, nullptr);
  }
  space.reopen();
  EXPECT_EQ(space.database().reseal().value(), 4);
  EXPECT_EQ(space.database().reseal().value(), 0);
  for (const char* sql :
       {"SELECT key || coalesce(more, '') FROM kept WHERE seq = 2",
        "SELECT key || coalesce(more, '') FROM kept WHERE seq = 3", "SELECT id FROM note"}) {
    EXPECT_EQ(kept(sql).find(resident_number), std::string::npos) << sql;
    EXPECT_NE(read(sql).find(resident_number), std::string::npos) << sql;
  }
  EXPECT_EQ(kept("SELECT key FROM kept WHERE seq = 1"), standing);
  EXPECT_EQ(count("SELECT count(*) FROM kept WHERE key = ?", at_rest), 1);
  EXPECT_FALSE(step([](Transaction& tx) { tx.execute("UPDATE kept SET key = 'x' WHERE seq = 2", {}); }))
      << "what refuses changes is back";
}

TEST_F(StandIns, OutliveEveryKey) {
  ASSERT_TRUE(put("a", resident_number));
  const std::string before = kept("SELECT text FROM note");
  space.close();
  ASSERT_TRUE(KeyRing::add(space.folder() / key_ring_file, Cipher::sm4, space.random, {2027, 1, 1}));
  space.reopen();
  EXPECT_EQ(kept("SELECT text FROM note"), before);
  EXPECT_EQ(read("SELECT text FROM note"), resident_number);
  space.close();
  std::filesystem::remove(space.folder() / key_ring_file);
  EXPECT_THROW(space.reopen(), std::runtime_error) << "a space keeps its ring though nothing else was sealed";
}

TEST(StandInsOfARing, AreItsOwnInEitherCipher) {
  const TestFolder folder;
  SeededRandom random{1};
  for (const Cipher cipher : {Cipher::xchacha20, Cipher::sm4}) {
    const auto made = [&](const std::string& name) {
      return KeyRing::make(folder.path() / (name + std::string(cipher_name(cipher).substr(0, 3))), cipher,
                           random, {2026, 1, 1})
          .value();
    };
    const auto ring = made("a");
    const std::string stand_in = ring->stand_in(resident_number);
    EXPECT_EQ(stand_in.size(), ring->stand_in_size(resident_number.size()));
    EXPECT_EQ(ring->stand_in(resident_number), stand_in);
    EXPECT_EQ(ring->stood_for(stand_in), resident_number);
    EXPECT_NE(ring->stand_in(other), stand_in);
    EXPECT_NE(made("b")->stand_in(resident_number), stand_in);
    EXPECT_EQ(made("c")->stood_for(stand_in), std::nullopt);
    std::string altered = stand_in;
    altered.back() = altered.back() == '0' ? '1' : '0';
    EXPECT_EQ(ring->stood_for(altered), std::nullopt);
    EXPECT_EQ(ring->stood_for("zz"), std::nullopt);
    EXPECT_EQ(ring->stood_for(""), std::nullopt);
  }
}

}  // namespace
}  // namespace enact::store
