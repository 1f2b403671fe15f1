// Searching: what becomes of texts and questions, and that both databases find the same.
#include "store/text_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

#include "store/backup.hpp"
#include "store/test_space.hpp"

namespace enact::store {
namespace {

TEST(TextIndex, CutsTextsIntoTokens) {
  EXPECT_EQ(text_tokens("石材"), "材 石 石材");
  EXPECT_EQ(text_tokens("AI 阀门-2"), "2 ai 门 阀 阀门");
  EXPECT_EQ(text_tokens("ＺＬ２０２０"), "zl2020");
  EXPECT_EQ(text_tokens("、。"), "");
  EXPECT_EQ(text_query("石"), "石");
  EXPECT_EQ(text_query("石材机"), "材机 石材");
  EXPECT_EQ(text_query("ZL20 阀"), "zl20* 阀");
  EXPECT_EQ(text_query(" - "), "");
}

Module notes() {
  return {.name = "notes",
          .migrations = {{1, "notes",
                          "CREATE TABLE note (seq INTEGER PRIMARY KEY, tokens TEXT NOT NULL) STRICT;\n" +
                              text_index("note")}}};
}

constexpr std::array<std::string_view, 10> texts = {
    "高性能石材切割机",                         // 1
    "水暖卫浴用铜合金阀门",                     // 2
    "一种智能水表及其计量方法",                 // 3
    "石墨烯导热膜的制备方法",                   // 4
    "ZL202010123456X 阀芯结构",                 // 5
    "低空经济无人机巡检平台",                   // 6
    "AI+制造：视觉质检系统",                    // 7
    "花岗岩石板材表面处理（石材）",             // 8
    "食品机械，饼干成型机",                     // 9
    "Additive Manufacturing 增材制造中试基地",  // 10
};

struct Question {
  std::string_view words;
  std::vector<std::int64_t> found;
};

TEST(TextIndex, FindsTheSameInBothDatabases) {
  TestSpace space({notes()});
  const auto done = space.database().write([&](Transaction& tx) -> StepResult {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      put_tokens(tx, "note", static_cast<std::int64_t>(i + 1), text_tokens(texts[i]));
    }
    return std::string();
  });
  ASSERT_TRUE(done.has_value());
  const std::vector<Question> questions = {{"阀", {2, 5}},     {"阀门", {2}},     {"石材", {1, 8}},
                                           {"石", {1, 4, 8}},  {"石板材", {8}},   {"板材", {8}},
                                           {"机", {1, 6, 9}},  {"机械", {9}},     {"无人机", {6}},
                                           {"水表", {3}},      {"水", {2, 3}},    {"方法", {3, 4}},
                                           {"制备 石墨", {4}}, {"ai", {7}},       {"AI", {7}},
                                           {"ＡＩ 质检", {7}}, {"zl2020", {5}},   {"ZL202010123456X", {5}},
                                           {"manufact", {10}}, {"制造", {7, 10}}, {"增材 中试", {10}},
                                           {"材石", {}},       {"卫浴 机", {}}};
  for (const Question& question : questions) {
    const auto found = space.database().read([&](const Reader& reader) {
      return reader.all(
          "SELECT seq FROM note WHERE seq IN (SELECT rowid FROM note_index WHERE tokens MATCH ?) ORDER BY "
          "seq",
          {text_query(question.words)}, [](const Row& row) { return row.integer(0); });
    });
    EXPECT_EQ(found, question.found) << question.words;
  }
}

// A backup of PostgreSQL is a file of SQLite, where the index is a table of its own; it is made again there.
TEST(TextIndex, IsMadeAgainInABackupAndWhereItIsRestored) {
  TestSpace space({notes()});
  if (!space.on_postgres()) GTEST_SKIP() << "of PostgreSQL";
  const std::vector<Module> modules{notes()};
  ASSERT_TRUE(space.database().write([&](Transaction& tx) -> StepResult {
    put_tokens(tx, "note", 1, text_tokens("石材切割机"));
    put_tokens(tx, "note", 2, text_tokens("铜合金阀门"));
    return std::string();
  }));
  const TestFolder other;
  ASSERT_TRUE(copy_postgres(space.postgres(), modules, other.path() / database_file));
  ASSERT_TRUE(fill_postgres(other.path() / database_file, other.postgres(), modules,
                            [](const std::string&) { return true; }));
  for (const bool file : {true, false}) {
    const auto database = Database::open({.folder = other.path(),
                                          .postgres = file ? std::string() : other.postgres(),
                                          .modules = modules,
                                          .clock = &space.clock,
                                          .random = &space.random})
                              .value();
    const auto found = database->read([](const Reader& reader) {
      return reader.integer(
          "SELECT seq FROM note WHERE seq IN (SELECT rowid FROM note_index WHERE tokens MATCH ?)",
          {text_query("阀门")});
    });
    EXPECT_EQ(found, 2) << file;
  }
}

TEST(TextIndex, ForgetsWhatIsWrittenAnew) {
  TestSpace space({notes()});
  const auto count = [&](std::string_view words) {
    return space.database().read([&](const Reader& reader) {
      return reader
          .integer(
              "SELECT count(*) FROM note WHERE seq IN (SELECT rowid FROM note_index WHERE tokens MATCH ?)",
              {text_query(words)})
          .value_or(0);
    });
  };
  const auto run = [&](auto step) {
    const auto done = space.database().write([&](Transaction& tx) -> StepResult {
      step(tx);
      return std::string();
    });
    ASSERT_TRUE(done.has_value()) << done.error().message.en;
  };
  run([](Transaction& tx) { put_tokens(tx, "note", 7, text_tokens("石材")); });
  EXPECT_EQ(count("石材"), 1);
  run([](Transaction& tx) { put_tokens(tx, "note", 7, text_tokens("木材")); });
  EXPECT_EQ(count("石材"), 0);
  EXPECT_EQ(count("木"), 1);
  run([](Transaction& tx) {
    clear_tokens(tx, "note");
    put_tokens(tx, "note", 8, text_tokens("木"));
  });
  EXPECT_EQ(count("木材"), 0);
  EXPECT_EQ(count("木"), 1);
}

}  // namespace
}  // namespace enact::store
