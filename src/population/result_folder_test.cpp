// How far a run has come, kept and read back.
#include "population/result_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace enact::population {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

bulk::TypeTotals totals() {
  bulk::TypeTotals made;
  made.subjects = 65536;
  made.scalar = 3;
  made.paid = 12;
  made.least = bulk::Sum{9'000'000'000'000'000'000} * 1000 + 7;  // beyond 64 bits
  made.greatest = made.least + 1;
  made.unbounded = 2;
  made.lanes.resize(2);
  made.lanes[1].due = 5;
  made.lanes[1].least = 100;
  made.lanes[1].reasons[bulk::reason::not_in_force] = 11;
  return made;
}

TEST(ResultProgress, IsReadBack) {
  Progress progress{65536, 1234, false, {{"企业", totals()}}};
  const std::string kept = progress_json("asked", progress);
  const auto read = read_progress(kept, "asked");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(progress_json("asked", *read), kept);
  EXPECT_TRUE(read->types.at("企业").least == totals().least);
  EXPECT_EQ(read->types.at("企业").lanes[1].reasons[bulk::reason::not_in_force], 11U);
  EXPECT_FALSE(read_progress(kept, "something else").has_value());
  EXPECT_FALSE(read_progress(kept.substr(0, 40), "asked").has_value());
}

class ResultFolders : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "enact-folder-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string rows() const {
    std::ifstream file(folder_ / "rows.csv", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static void add(ResultFolder& folder, const std::string& text) {
    const auto part = folder.writer();
    part->text(text);
    part->end_row();
    folder.take(*part);
  }
  std::string refusal(const std::string& asked, bool resume) {
    try {
      ResultFolder(folder_, columns_, asked, resume);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  }

  fs::path folder_;
  std::vector<OutColumn> columns_{{"x", OutColumn::Type::text}};
};

TEST_F(ResultFolders, GoOnFromTheLastSegmentThatWasDone) {
  {
    ResultFolder first(folder_, columns_, "q", false);
    add(first, "a");
    first.add("企业", totals());
    first.segment_done(65536);
    add(first, "half of the next");
    EXPECT_THAT(refusal("q", true), HasSubstr("another run writes here"));
  }
  EXPECT_EQ(rows(), "x\na\nhalf of the next\n");
  EXPECT_THAT(refusal("q", false), HasSubstr("--resume"));
  EXPECT_THAT(refusal("another question", true), HasSubstr("another day"));
  ResultFolder second(folder_, columns_, "q", true);
  EXPECT_EQ(second.progress().subjects, 65536U);
  EXPECT_EQ(second.progress().types.at("企业").paid, 12U);
  add(second, "b");
  second.segment_done(65537);
  EXPECT_EQ(rows(), "x\na\nb\n");
}

TEST_F(ResultFolders, TakeNoFolderOfSomethingElse) {
  std::ofstream(folder_ / "rows.csv") << "mine\n";
  EXPECT_THAT(refusal("q", false), HasSubstr("not of a run"));
  EXPECT_EQ(rows(), "mine\n");
}

}  // namespace
}  // namespace enact::population
