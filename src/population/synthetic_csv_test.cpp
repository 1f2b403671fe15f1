// Synthetic registers on disk.
#include "population/synthetic_csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "determine/test_package.hpp"

namespace enact::population {
namespace {

namespace fs = std::filesystem;

constexpr const char* hints = R"(
企业:
  facts:
    名称: { parts: [[甲, 乙], ["阀门,厂", 石材厂]] }
    研发费用: { known: 0.5, between: [0, 1000] }
    认定:
      - chance: 0.5
        fields: { 类别: 示范企业, 日期: { from: 2026-02-01, to: 2026-02-28 }, 编号: { pattern: SF-### } }
)";

class SyntheticCsv : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "enact-synth-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::map<std::string, std::string> written(const std::string& name, std::uint64_t subjects,
                                             unsigned threads) {
    const determine::Synth synth(determine::test::determiner().model(),
                                 std::make_shared<const Source>("synthetic.yaml", hints), 5);
    write_synthetic_csv(synth, subjects, folder_ / name, threads, {});
    std::map<std::string, std::string> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_ / name)) {
      std::ifstream file(entry.path(), std::ios::binary);
      files[entry.path().filename().string()] = std::string(std::istreambuf_iterator<char>(file), {});
    }
    return files;
  }

  fs::path folder_;
};

TEST_F(SyntheticCsv, IsTheSameForAnyNumberOfThreads) {
  constexpr std::uint64_t subjects = 70'000;  // several blocks, the last not full
  const auto one = written("one", subjects, 1);
  const auto three = written("three", subjects, 3);
  EXPECT_TRUE(one == three);
  const std::string& enterprises = one.at("企业.csv");
  EXPECT_EQ(std::count(enterprises.begin(), enterprises.end(), '\n'), std::int64_t{subjects} + 1);
  EXPECT_THAT(enterprises, testing::HasSubstr("\"甲阀门,厂\""));
  // A half of them: 35,000, give or take eight standard deviations of 132.
  const std::string& records = one.at("企业.认定.csv");
  const auto lines = std::count(records.begin(), records.end(), '\n');
  EXPECT_GT(lines, 35'000 - 1'056);
  EXPECT_LT(lines, 35'000 + 1'056);
}

TEST_F(SyntheticCsv, WritesOverNothing) {
  std::ofstream(folder_ / "mine.csv") << "x";
  EXPECT_THROW(written(".", 10, 1), std::runtime_error);
}

}  // namespace
}  // namespace enact::population
