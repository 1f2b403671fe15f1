// Sealed values in a space: what is kept, how it is found, what becomes of what was kept in the clear.
#include <gtest/gtest.h>

#include "store/documents.hpp"
#include "store/facts.hpp"
#include "store/hash.hpp"
#include "store/key_ring.hpp"
#include "store/test_space.hpp"

namespace enact::store {
namespace {

const std::string number = "440524188001010014";

// A table with sealed columns, as floors above have them.
Module secrets() {
  std::string sql =
      "CREATE TABLE secret (id TEXT PRIMARY KEY, text TEXT NOT NULL, more TEXT NOT NULL DEFAULT '', note "
      "TEXT) STRICT;\n";
  sql += append_only("secret");
  return {.name = "secrets",
          .migrations = {{1, "secrets", sql},
                         {2, "sealed", append_only_but_seals("secret", {"text", "more"}, {"id", "note"})}},
          .sealed = {{"secret", {"id"}, "text"}, {"secret", {"id"}, "more"}}};
}

class Sealing : public testing::Test {
 protected:
  void change(const std::function<void(Transaction&)>& step) {
    const auto done = space.database().write([&](Transaction& tx) -> StepResult {
      step(tx);
      return std::string();
    });
    ASSERT_TRUE(done) << done.error().message.en;
  }
  std::string kept(const std::string& sql) {
    return space.database().read([&](const Reader& reader) { return reader.text(sql, {}).value(); });
  }
  std::string opened(const std::string& id) {
    return space.database().read([&](const Reader& reader) {
      return reader.unseal(reader.text("SELECT text FROM secret WHERE id = ?", {id}).value(),
                           sealed_place("secret", "text", id));
    });
  }

  TestSpace space{{secrets()}};
};

TEST_F(Sealing, AValueOpensAfterARestart) {
  change([](Transaction& tx) {
    tx.execute("INSERT INTO secret (id, text) VALUES ('a', ?)",
               {tx.seal("6222000011112222", sealed_place("secret", "text", "a"))});
  });
  space.reopen();
  EXPECT_EQ(opened("a"), "6222000011112222");
  EXPECT_EQ(kept("SELECT text FROM secret").find("6222"), std::string::npos);
}

TEST_F(Sealing, NothingButTheSealOfARowChanges) {
  change([](Transaction& tx) {
    tx.execute("INSERT INTO secret (id, text, note) VALUES ('a', 'clear', 'n')", {});
  });
  const auto refused = [&](const std::string& sql) {
    return !space.database().write([&](Transaction& tx) -> StepResult {
      tx.execute(sql, {});
      return std::string();
    });
  };
  EXPECT_TRUE(refused("UPDATE secret SET text = 'other'"));
  EXPECT_TRUE(refused("UPDATE secret SET text = 'sealed:1:00000000:AA', note = 'm'"));
  EXPECT_TRUE(refused("UPDATE secret SET text = 'sealed:1:00000000:AA', note = NULL"));
  EXPECT_TRUE(refused("UPDATE secret SET text = 'sealed:1:00000000:AA', id = 'b'"));
  EXPECT_TRUE(refused("DELETE FROM secret"));
  EXPECT_FALSE(refused("UPDATE secret SET text = 'sealed:1:00000000:AA'"));
}

TEST_F(Sealing, WhatWasKeptInTheClearIsSealedAnew) {
  change([](Transaction& tx) {
    tx.execute("INSERT INTO secret (id, text, more) VALUES ('a', 'clear', 'too'), ('b', '', '')", {});
  });
  EXPECT_EQ(space.database().reseal().value(), 2) << "what is empty stays so";
  EXPECT_TRUE(kept("SELECT more FROM secret WHERE id = 'a'").starts_with("sealed:1:"));
  EXPECT_TRUE(kept("SELECT text FROM secret WHERE id = 'a'").starts_with("sealed:1:"));
  EXPECT_EQ(opened("a"), "clear");
  EXPECT_EQ(space.database().reseal().value(), 0);
}

TEST_F(Sealing, ANewKeySealsEverythingAnewWhenTheSpaceIsOpened) {
  change([](Transaction& tx) {
    tx.execute("INSERT INTO secret (id, text) VALUES ('a', ?)",
               {tx.seal("x", sealed_place("secret", "text", "a"))});
    ASSERT_TRUE(add_subject(tx, {"", "人员", number, "王五"}));
  });
  const auto file = space.folder() / key_ring_file;
  space.close();
  const auto grown = KeyRing::add(file, Cipher::sm4, space.random, {2027, 1, 1}).value();
  space.reopen();
  EXPECT_EQ(KeyRing::sealed_by(kept("SELECT text FROM secret")), grown->newest().id);
  EXPECT_EQ(KeyRing::sealed_by(kept("SELECT sealed FROM subject")), grown->newest().id);
  EXPECT_EQ(opened("a"), "x");
  space.database().read([](const Reader& reader) {
    EXPECT_EQ(find_subject(reader, "人员", number)->name, "王五");
    return 0;
  });
  EXPECT_TRUE(space.database().check().empty());
}

TEST_F(Sealing, AnotherRingOrNoneDoesNotOpenTheSpace) {
  change([](Transaction& tx) {
    tx.execute("INSERT INTO secret (id, text) VALUES ('a', ?)",
               {tx.seal("x", sealed_place("secret", "text", "a"))});
  });
  const auto file = space.folder() / key_ring_file;
  space.close();
  std::filesystem::rename(file, space.folder() / "kept");
  EXPECT_THROW(space.reopen(), std::runtime_error) << "no new ring is made where an older one sealed";
  ASSERT_TRUE(KeyRing::make(file, Cipher::xchacha20, space.random, {2027, 1, 1}));
  EXPECT_THROW(space.reopen(), std::runtime_error);
  std::filesystem::rename(space.folder() / "kept", file);
  space.reopen();
}

TEST_F(Sealing, APersonIsFoundByItsNumberWhichStandsNowhereInTheClear) {
  change([](Transaction& tx) {
    const auto person = add_subject(tx, {"", "人员", number, "王五"});
    ASSERT_TRUE(person);
    EXPECT_FALSE(add_subject(tx, {"", "人员", number, "另一人"})) << "one number, one subject";
    ASSERT_TRUE(add_subject(tx, {"", "企业", "91350583MA2XY00015", "一厂"}));
    ASSERT_TRUE(add_fact(tx, {.subject_id = person->id, .name = "号码", .value = "\"" + number + "\""}));
    ASSERT_TRUE(add_fact(tx, {.subject_id = person->id, .name = "学历", .value = "\"硕士\""}));
  });
  space.database().read([](const Reader& reader) {
    const auto found = find_subject(reader, "人员", number);
    EXPECT_EQ(found.value().identity, number);
    EXPECT_EQ(find_subject(reader, found->id)->identity, number);
    EXPECT_EQ(list_subjects(reader, "人员", number, 0, 10).size(), 1U);
    EXPECT_EQ(list_subjects(reader, "人员", "王", 0, 10).size(), 1U);
    EXPECT_EQ(list_subjects(reader, "人员", number.substr(0, 6), 0, 10).size(), 0U) << "a part finds nobody";
    EXPECT_EQ(list_subjects(reader, "企业", "9135", 0, 10).size(), 1U);
    const auto facts = facts_known_at(reader, found->id, Instant{INT64_MAX});
    EXPECT_EQ(facts.at(0).value, "\"" + number + "\"");
    for (const char* sql :
         {"SELECT identity FROM subject", "SELECT sealed FROM subject", "SELECT value FROM fact"})
      reader.query(sql, {},
                   [&](const Row& row) { EXPECT_EQ(row.text(0).find(number), std::string::npos) << sql; });
    return 0;
  });
}

TEST_F(Sealing, ASubjectKeepsWhatItIsButForItsNameAndItsSeal) {
  change([](Transaction& tx) {
    const auto person = add_subject(tx, {"p", "人员", number, "王五"});
    rename_subject(tx, person->id, "王武");
  });
  EXPECT_EQ(space.database().read([](const Reader& reader) { return find_subject(reader, "p"); })->identity,
            number);
  EXPECT_EQ(kept("SELECT name FROM subject"), "王武");
  const auto refused = [&](const std::string& sql) {
    return !space.database().write([&](Transaction& tx) -> StepResult {
      tx.execute(sql, {});
      return std::string();
    });
  };
  EXPECT_TRUE(refused("UPDATE subject SET identity = 'lookup:00'"));
  EXPECT_TRUE(refused("UPDATE subject SET sealed = ''"));
  EXPECT_TRUE(refused("UPDATE subject SET sealed = 'sealed:1:00000000:AA', identity = 'lookup:00'"));
  EXPECT_TRUE(refused("UPDATE subject SET sealed = 'sealed:1:00000000:AA', name = '他人'"));
  EXPECT_TRUE(refused("UPDATE subject SET type = '企业'"));
  EXPECT_TRUE(refused("UPDATE subject SET at = at + 1"));
  EXPECT_FALSE(refused("UPDATE subject SET sealed = 'sealed:1:00000000:AA'"));
}

TEST_F(Sealing, NumbersOfAnEarlierVersionAreSealedToo) {
  // As a version before wrote them.
  change([](Transaction& tx) {
    tx.execute("INSERT INTO subject (id, type, identity, name, at) VALUES ('p', '人员', ?, '王五', 0)",
               {number});
    tx.execute(
        "INSERT INTO fact (subject_id, name, value, source, attested_by, evidence, open, known_on, "
        "recorded_at) "
        "VALUES ('p', '号码', ?, 'declared', '', '', 0, 0, 0)",
        {"\"" + number + "\""});
  });
  EXPECT_EQ(space.database().reseal().value(), 2);
  space.database().read([](const Reader& reader) {
    EXPECT_EQ(find_subject(reader, "人员", number).value().id, "p");
    EXPECT_EQ(facts_known_at(reader, "p", Instant{INT64_MAX}).at(0).value, "\"" + number + "\"");
    return 0;
  });
  EXPECT_EQ(kept("SELECT value FROM fact").find(number), std::string::npos);
}

TEST_F(Sealing, ADocumentThatNamesAPersonIsSealedUnderTheHashOfWhatItSays) {
  const std::string long_text(4000, ' ');
  const std::vector<std::string> documents = {R"({"of":")" + number + R"("})",
                                              R"({"of":")" + number + "\"," + long_text + R"("n":1})",
                                              R"({"of":"91350583MA2XY00015"})"};
  std::vector<std::string> hashes;
  change([&](Transaction& tx) {
    for (const std::string& one : documents)
      hashes.push_back(put_blob(tx, as_bytes(one), "application/json").value());
    EXPECT_EQ(put_blob(tx, as_bytes(documents[0]), "application/json").value(), hashes[0]) << "once";
    // A text that somebody uploads is never taken for a seal.
    hashes.push_back(put_blob(tx, as_bytes("sealed:1:00000000:AA"), "text/plain").value());
  });
  const auto content = [&](std::size_t at) {
    return space.database().read([&](const Reader& reader) {
      return std::string(as_text(find_blob(reader, hashes.at(at)).value().content));
    });
  };
  const auto kept_of = [&](std::size_t at) {
    return space.database().read([&](const Reader& reader) {
      return reader
          .first("SELECT content FROM blob WHERE hash = ?", {hashes.at(at)},
                 [](const Row& row) { return std::string(as_text(row.bytes_view(0))); })
          .value();
    });
  };
  const auto all_as_given = [&] {
    for (std::size_t i = 0; i < documents.size(); ++i) {
      EXPECT_EQ(content(i), documents[i]);
      EXPECT_EQ(hashes[i], sha256_hex(documents[i]));
      EXPECT_EQ(kept_of(i).find(number), std::string::npos);
      EXPECT_EQ(kept_of(i).starts_with("sealed:1:"), i < 2);
    }
    EXPECT_EQ(content(3), "sealed:1:00000000:AA");
  };
  all_as_given();
  EXPECT_EQ(space.database().reseal().value(), 0);

  // As an earlier version kept it, and under another key.
  space.close();
  space.connection()->run_schema("DROP TRIGGER blob_no_update");
  {
    const std::vector<Param> values = {as_bytes(documents[0]), hashes[0]};
    space.connection()->run("UPDATE blob SET content = ? WHERE hash = ?", values, nullptr);
  }
  const auto grown =
      KeyRing::add(space.folder() / key_ring_file, Cipher::xchacha20, space.random, {2027, 1, 1}).value();
  space.reopen();
  all_as_given();
  EXPECT_EQ(KeyRing::sealed_by(kept_of(0)), grown->newest().id);
  EXPECT_EQ(KeyRing::sealed_by(kept_of(1)), grown->newest().id);
}

TEST_F(Sealing, OnlyTheSealOfADocumentChanges) {
  change([](Transaction& tx) { ASSERT_TRUE(put_blob(tx, as_bytes("{}"), "application/json")); });
  for (const char* sql : {"UPDATE blob SET content = zeroblob(3)", "UPDATE blob SET media_type = 'text/html'",
                          "UPDATE blob SET packing = 'zstd'"}) {
    EXPECT_FALSE(space.database().write([&](Transaction& tx) -> StepResult {
      tx.execute(sql, {});
      return std::string();
    })) << sql;
  }
}

TEST(SealingWithoutARing, IsRefused) {
  const TestFolder folder;
  SettableClock clock{Instant{1'800'000'000'000'000}, "test"};
  SeededRandom random{1};
  const auto database = Database::open({.folder = folder.path(),
                                        .postgres = folder.postgres(),
                                        .modules = {secrets()},
                                        .without_keys = true,
                                        .clock = &clock,
                                        .random = &random})
                            .value();
  const auto done = database->write([](Transaction& tx) -> StepResult {
    tx.seal("x", "p");
    return std::string();
  });
  EXPECT_FALSE(done);
}

}  // namespace
}  // namespace enact::store
