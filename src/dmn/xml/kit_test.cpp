// The reader and the writer over every model of the public kit, and what is written against its schemas.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>

#include "dmn/xml.hpp"
#include "dmn/xml/dump_test_support.hpp"
#include "dmn/xml/kit_test_support.hpp"
#include "dmn/xml/names.hpp"
#include "dmn/xml/random_model_test_support.hpp"

namespace enact::dmn {
namespace {

namespace fs = std::filesystem;
using model::Version;

constexpr const char* kNoKit = "no conformance kit; set ENACT_TCK to its folder";

// A folder that goes away with the test.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "enact-dmn-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Scratch() { fs::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// What xmllint says of all files in the folder that is not praise; empty: they are valid.
std::string invalid(const fs::path& folder, Version version) {
  const std::string number(xml::names_of(version).number);
  const fs::path schema = kit_folder() / "xsd" / fmt::format("DMN{}{}.xsd", number[0], number[2]);
  const fs::path said = folder / "said";
  const std::string command =
      fmt::format("cd '{}' && xmllint --noout --nonet --schema '{}' *.dmn > said 2>&1", folder.string(),
                  fs::absolute(schema).string());
  const int status = std::system(command.c_str());
  std::string wrong;
  std::ifstream lines(said);
  for (std::string line; std::getline(lines, line);) {
    if (!line.ends_with(" validates")) wrong += line + "\n";
  }
  if (status != 0 && wrong.empty()) wrong = "xmllint failed";
  return wrong.substr(0, 2000);
}

bool has_xmllint() {
  return std::system("xmllint --version > /dev/null 2>&1") == 0;
}

void put(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

TEST(DmnXmlKit, ReadsEveryModelWithoutComplaint) {
  const auto models = kit_models();
  if (models.empty()) GTEST_SKIP() << kNoKit;
  for (const auto& path : models) {
    const ReadModel read = read_xml(read_file(path));
    EXPECT_EQ(render(read.diagnostics, Language::en), "") << path;
    ASSERT_TRUE(read.model) << path;
    EXPECT_FALSE(read.model->elements.empty() && read.model->items.empty()) << path;
  }
}

TEST(DmnXmlKit, GivesEveryModelBack) {
  const auto models = kit_models();
  if (models.empty()) GTEST_SKIP() << kNoKit;
  for (const auto& path : models) {
    const ReadModel read = read_xml(read_file(path));
    ASSERT_TRUE(read.model) << path;
    const WrittenModel written = write_xml(*read.model, Version::v1_5);
    EXPECT_EQ(render(written.lost, Language::en), "") << path;
    const ReadModel again = read_xml(std::make_shared<const Source>("again.dmn", written.xml));
    EXPECT_EQ(render(again.diagnostics, Language::en), "") << path;
    ASSERT_TRUE(again.model) << path;
    ASSERT_EQ(dump(*again.model, false), dump(*read.model, false)) << path;
    EXPECT_EQ(write_xml(*again.model, Version::v1_5).xml, written.xml) << path;
  }
}

TEST(DmnXmlKit, WritesWhatTheSchemaOfEachVersionAllows) {
  const auto models = kit_models();
  if (models.empty()) GTEST_SKIP() << kNoKit;
  if (!has_xmllint()) GTEST_SKIP() << "no xmllint (Debian package libxml2-utils)";
  for (const auto& names : xml::kVersions) {
    const Scratch scratch;
    for (const auto& path : models) {
      const ReadModel read = read_xml(read_file(path));
      ASSERT_TRUE(read.model) << path;
      put(scratch.path() / path.filename(), write_xml(*read.model, names.version).xml);
    }
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
      put(scratch.path() / fmt::format("random-{}.dmn", seed),
          write_xml(random_model(seed, seed % 2 == 0), names.version).xml);
    }
    EXPECT_EQ(invalid(scratch.path(), names.version), "") << names.number;
  }
}

TEST(DmnXmlKit, TheSchemaRefusesWhatIsWrong) {
  if (kit_models().empty()) GTEST_SKIP() << kNoKit;
  if (!has_xmllint()) GTEST_SKIP() << "no xmllint (Debian package libxml2-utils)";
  const Scratch scratch;
  std::string text = write_xml(random_model(1, true), Version::v1_5).xml;
  put(scratch.path() / "wrong.dmn", text.replace(text.find("namespace="), 10, "nomespace="));
  EXPECT_NE(invalid(scratch.path(), Version::v1_5), "");
}

}  // namespace
}  // namespace enact::dmn
