// Zip files as people and others may send them.
#include "lab/archive.hpp"

#include <gtest/gtest.h>

#include <random>

#include "sheet/test_zip.hpp"

namespace enact::lab {
namespace {

using sheet::test::Entry;
using sheet::test::zip_of;

std::string code_of(std::string_view zip, const ArchiveLimits& limits = {}) {
  const auto files = unpack(zip, limits);
  return files ? "" : files.error().code;
}
std::string code_of(const Entry& entry) {
  return code_of(zip_of({entry}));
}

TEST(Archive, GivesWhatIsInIt) {
  const std::string long_text(300'000, 'x');
  const auto files = unpack(zip_of({{"镇一/policy.md", "正文\n", 0, false},
                                    {"镇一/parameters/", "", 0040755, false},
                                    {"镇一/parameters/a.yaml", long_text, 0100644, false}}));
  ASSERT_TRUE(files) << files.error().message.en;
  EXPECT_EQ(*files, (policy::FileSet{{"镇一/policy.md", "正文\n"}, {"镇一/parameters/a.yaml", long_text}}));
}

TEST(Archive, RefusesNamesThatLeadElsewhere) {
  for (const char* name : {"/etc/passwd", "../policy.md", "a/../../policy.md", "a/..", "a/./b", "a//b",
                           "C:/policy.md", "a\\policy.md", "a\nb", "."}) {
    EXPECT_EQ(code_of(Entry{name, "x", 0, false}), "lab.archive-name") << name;
  }
  EXPECT_EQ(code_of(Entry{std::string(301, 'a'), "x", 0, false}), "lab.archive-name");
  // A name in another encoding, and one that stands twice: the library writes neither, so they are put in.
  const auto renamed = [](std::string zip, const std::string& from, const std::string& to) {
    for (std::size_t at = zip.find(from); at != std::string::npos; at = zip.find(from, at + 1))
      zip.replace(at, from.size(), to);
    return zip;
  };
  const std::string two = zip_of({{"aa.md", "x", 0, false}, {"ab.md", "y", 0, false}});
  EXPECT_EQ(code_of(two), "");
  EXPECT_EQ(code_of(renamed(two, "ab.md", "aa.md")), "lab.archive-name");
  EXPECT_EQ(code_of(renamed(two, "ab.md", "\xd5\xf2.md")), "lab.archive-name");
}

TEST(Archive, RefusesWhatIsNoPlainFile) {
  EXPECT_EQ(code_of(Entry{"policy.md", "/etc/passwd", 0120777, false}), "lab.archive-kind");
  EXPECT_EQ(code_of(Entry{"policy.md", "", 0010644, false}), "lab.archive-kind");
  EXPECT_EQ(code_of(Entry{"policy.md", "x", 0, true}), "lab.archive-kind");
}

TEST(Archive, StopsAtItsLimits) {
  const ArchiveLimits limits{3, 1000, 300};
  const Entry half{"a", std::string(500, '0'), 0, false};
  const Entry other{"b", std::string(500, '0'), 0, false};
  EXPECT_EQ(code_of(zip_of({half, other}), limits), "");
  EXPECT_EQ(code_of(zip_of({half, other, {"c", "1", 0, false}}), limits), "lab.archive-too-large");
  EXPECT_EQ(
      code_of(zip_of({{"a", "", 0, false}, {"b", "", 0, false}, {"c", "", 0, false}, {"d", "", 0, false}}),
              limits),
      "lab.archive-too-large");
  // Forty megabytes of one letter are a few kilobytes.
  const std::string bomb = zip_of({{"policy.md", std::string(40'000'000, '0'), 0, false}});
  ASSERT_LT(bomb.size(), 100'000U);
  EXPECT_EQ(code_of(bomb), "lab.archive-too-large");
}

// What an entry says of its size is not believed.
TEST(Archive, CountsWhatComesOut) {
  const std::string text(5000, '0');
  std::string zip = zip_of({{"policy.md", text, 0, false}});
  const std::string size("\x88\x13\x00\x00", 4);  // 5000
  for (std::size_t at = zip.find(size); at != std::string::npos; at = zip.find(size, at + 1))
    zip.replace(at, size.size(), std::string("\x01\x00\x00\x00", 4));
  EXPECT_NE(code_of(zip, {10, 1000, 300}), "");
}

TEST(Archive, SaysWhatIsBroken) {
  EXPECT_EQ(code_of(std::string_view()), "lab.archive-broken");
  EXPECT_EQ(code_of(std::string_view("%PDF-1.7")), "lab.archive-broken");
  const std::string whole = zip_of({{"镇一/policy.md", std::string(2000, 'a') + "文", 0, false},
                                    {"镇一/units.yaml", "units: []\n", 0100644, false}});
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_NE(code_of(std::string_view(whole).substr(0, size)), "") << size;
  // Bytes changed at random: refused or read, within the limits.
  std::mt19937 random(20261126);
  for (int i = 0; i < 20'000; ++i) {
    std::string zip = whole;
    for (int k = 0; k < 3; ++k) zip[random() % zip.size()] = static_cast<char>(random());
    if (const auto files = unpack(zip, {10, 4000, 300})) {
      std::size_t bytes = 0;
      for (const auto& [path, text] : *files) bytes += text.size();
      EXPECT_LE(bytes, 4000U);
    }
  }
}

}  // namespace
}  // namespace enact::lab
