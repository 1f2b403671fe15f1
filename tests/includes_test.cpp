// The include test: src/floors.txt says which floor stands on which, and every #include "<floor>/..." in src/
// is held against it. The floors of meaning, up to determine, do no input or output either. The rules
// themselves are tested on made-up houses first, so that this test can fail.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace enact {
namespace {

// The number of a floor's line, counted from the lowest.
using Floors = std::map<std::string, int>;

Floors read_floors(std::istream& text) {
  Floors floors;
  int level = 0;
  for (std::string line; std::getline(text, line);) {
    if (line.empty() || line.front() == '#') {
      continue;
    }
    ++level;
    std::istringstream names(line);
    for (std::string name; names >> name;) {
      floors[name] = level;
    }
  }
  return floors;
}

bool is_test(std::string_view file) {
  return file.ends_with("_test.cpp") || file.ends_with("test_support.hpp");
}

// What a floor that does no input or output has no use for.
bool is_io_header(const std::string& header) {
  static const std::regex io(
      "(fstream|filesystem|iostream|cstdio|stdio\\.h|fcntl\\.h|unistd\\.h|sys/(socket|stat|mman|file)\\.h|"
      "sqlite3\\.h|boost/(asio|beast)[/.].*|spdlog/.*)");
  return std::regex_match(header, io);
}

// What is wrong with the includes of one file of `floor`, a line each.
std::vector<std::string> faults(const Floors& floors, const std::string& floor, const std::string& file,
                                std::istream& text) {
  static const std::regex include("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"].*");
  const auto self = floors.find(floor);
  if (self == floors.end()) {
    return {file + ": folder '" + floor + "' is not in src/floors.txt"};
  }
  const auto last_of_meaning = floors.find("determine");
  std::vector<std::string> found;
  int number = 0;
  for (std::string line; std::getline(text, line);) {
    ++number;
    std::smatch match;
    if (!std::regex_match(line, match, include)) {
      continue;
    }
    const std::string place = file + ":" + std::to_string(number) + ": ";
    const std::string header = match[2];
    if (match[1] == "<") {
      if (last_of_meaning != floors.end() && self->second <= last_of_meaning->second && !is_test(file) &&
          is_io_header(header)) {
        found.push_back(place + "floor '" + floor + "' does no input or output, but includes <" + header +
                        ">");
      }
      continue;
    }
    const std::string folder = header.substr(0, header.find('/'));
    const auto target = floors.find(folder);
    if (folder == header || target == floors.end()) {
      found.push_back(place + "\"" + header + "\" does not begin with the folder of a floor");
    } else if (folder != floor && target->second >= self->second) {
      found.push_back(place + "floor '" + floor + "' includes \"" + header + "\", but '" + folder +
                      "' is not below it");
    }
  }
  return found;
}

std::vector<std::string> faults_of(const std::string& floor, const std::string& file,
                                   const std::string& text) {
  std::istringstream house("# lowest first\nbase\nfeel\ndetermine\nstore\nledger identity\ncli\n");
  std::istringstream lines(text);
  return faults(read_floors(house), floor, file, lines);
}

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(IncludeRules, AllowLowerFloorsAndOneself) {
  EXPECT_THAT(faults_of("store", "a.cpp",
                        "#include \"store/b.hpp\"\n#include \"base/text.hpp\"\n#include <sqlite3.h>\n"),
              IsEmpty());
}

TEST(IncludeRules, RefuseAHigherFloorWithItsLine) {
  EXPECT_THAT(
      faults_of("base", "a.cpp", "// base\n#include <vector>\n  #  include \"feel/ir.hpp\"  // why\n"),
      ElementsAre(HasSubstr("a.cpp:3: floor 'base' includes \"feel/ir.hpp\"")));
}

TEST(IncludeRules, RefuseANeighbourOnTheSameLine) {
  EXPECT_THAT(faults_of("ledger", "a.cpp", "#include \"identity/x.hpp\"\n"),
              ElementsAre(HasSubstr("identity")));
  EXPECT_THAT(faults_of("identity", "a.cpp", "#include \"ledger/x.hpp\"\n"),
              ElementsAre(HasSubstr("ledger")));
}

TEST(IncludeRules, RefuseHeadersOutsideTheHouse) {
  EXPECT_THAT(faults_of("feel", "a.cpp", "#include \"lexer.hpp\"\n"), Not(IsEmpty()));
  EXPECT_THAT(faults_of("feel", "a.cpp", "#include \"../base/text.hpp\"\n"), Not(IsEmpty()));
  EXPECT_THAT(faults_of("attic", "a.cpp", ""), ElementsAre(HasSubstr("not in src/floors.txt")));
}

TEST(IncludeRules, RefuseInputAndOutputInTheFloorsOfMeaning) {
  EXPECT_THAT(faults_of("feel", "a.cpp", "#include <fstream>\n"), ElementsAre(HasSubstr("<fstream>")));
  EXPECT_THAT(faults_of("determine", "a.hpp", "#include <boost/asio/post.hpp>\n"), Not(IsEmpty()));
  EXPECT_THAT(faults_of("determine", "a_test.cpp", "#include <fstream>\n"), IsEmpty());
  EXPECT_THAT(faults_of("determine", "a_test_support.hpp", "#include <fstream>\n"), IsEmpty());
  EXPECT_THAT(faults_of("store", "a.cpp", "#include <fstream>\n"), IsEmpty());
}

TEST(Includes, HoldInTheWholeHouse) {
  const std::filesystem::path src = std::filesystem::path(ENACT_ROOT) / "src";
  std::ifstream list(src / "floors.txt");
  const Floors floors = read_floors(list);
  ASSERT_TRUE(floors.contains("base"));
  ASSERT_TRUE(floors.contains("determine"));
  std::vector<std::string> all;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(src)) {
    const std::string extension = entry.path().extension();
    if (extension != ".cpp" && extension != ".hpp") {
      continue;
    }
    ++files;
    const std::filesystem::path relative = entry.path().lexically_relative(src);
    std::ifstream text(entry.path());
    const std::vector<std::string> here =
        faults(floors, relative.begin()->string(), "src/" + relative.string(), text);
    all.insert(all.end(), here.begin(), here.end());
  }
  EXPECT_GT(files, 20U);
  std::sort(all.begin(), all.end());
  EXPECT_THAT(all, IsEmpty());
}

}  // namespace
}  // namespace enact
