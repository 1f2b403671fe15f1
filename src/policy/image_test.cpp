// Images: equal for equal packages, refused when anything in them has changed; and the facts file's schema.
#include "policy/image.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "policy/facts_schema.hpp"
#include "policy/test_sample.hpp"

namespace enact::policy::test {
namespace {

// The sample with its hash in place, so that it loads as it stands.
FileSet complete() {
  FileSet files = sample_files();
  const Loaded sample = loaded(files);
  std::string& text = files.at("policies/yunxi-1/policy.md");
  const std::string mark = "@SHA256@";
  text.replace(text.find(mark), mark.size(), sample.package->document.sha256);
  return files;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(Image, GivesThePackageBack) {
  const FileSet files = complete();
  const std::string image = to_image(files, folder);
  const auto package = from_image(image);
  ASSERT_TRUE(package.has_value());
  EXPECT_EQ((*package)->id, "yunxi-1");
  EXPECT_EQ((*package)->hash, load_package(files, folder).package->hash);
  EXPECT_EQ((*package)->provisions.size(), 4u);
}

TEST(Image, DependsOnWhatThePackageReadsAndOnNothingElse) {
  FileSet files = complete();
  const std::string image = to_image(files, folder);
  files["policies/other-1/policy.md"] = "another package";
  files["policies/yunxi-1/NOTES.md"] = "remarks";
  FileSet elsewhere;
  for (const auto& [path, text] : files) elsewhere["/srv/" + path] = text;
  EXPECT_EQ(to_image(files, folder), image);
  EXPECT_EQ(to_image(elsewhere, "/srv/policies/yunxi-1"), image);
  files["policies/common/words-1/vocabulary.yaml"] += "# a remark\n";
  EXPECT_NE(to_image(files, folder), image);
}

std::string engine_entry(int version) {
  return "\"engine\":" + std::to_string(version);
}

TEST(Image, RefusesWhatHasChanged) {
  const std::string image = to_image(complete(), folder);
  const auto code = [](const std::string& text) {
    const auto read = from_image(text);
    return read ? std::string("accepted") : read.error().front().code;
  };
  EXPECT_EQ(code(image), "accepted");
  EXPECT_EQ(code(replaced(image, "1万元奖励", "9万元奖励")), "image.hash");
  EXPECT_EQ(code(replaced(image, engine_entry(engine_version), engine_entry(engine_version + 1))),
            "image.hash");
  EXPECT_EQ(code(image.substr(0, image.size() / 2)), "image.broken");
  EXPECT_EQ(code(replaced(image, "enact-image-1", "enact-image-0")), "image.broken");
  EXPECT_EQ(code(""), "image.broken");
}

TEST(Image, OfAnOlderEngineIsForReplayAlone) {
  const std::string image = to_image(complete(), folder);
  constexpr int newer = engine_version + 1;
  const auto code = [](const std::expected<PackagePtr, Diagnostics>& read) {
    return read ? std::string("accepted") : read.error().front().code;
  };
  EXPECT_EQ(code(from_image(image, ImageUse::service, newer)), "image.engine");
  EXPECT_EQ(code(from_image(image, ImageUse::replay, newer)), "accepted");
  EXPECT_EQ(code(from_image(image, ImageUse::replay, oldest_readable_engine - 1)), "image.engine");
  EXPECT_EQ(open_image(image)->engine, engine_version);
  EXPECT_EQ((*from_image(image, ImageUse::replay, newer))->hash, open_image(image)->hash);
}

// The same sources under another version of the language are another package: both can be kept.
TEST(Image, HasAnotherHashUnderAnotherEngine) {
  const FileSet sources = package_sources(complete(), folder);
  EXPECT_NE(package_hash(sources, engine_version), package_hash(sources, engine_version + 1));
}

TEST(Image, SaysWhatThePackageWasHeldTo) {
  const FileSet files = complete();
  const Tried tried{.clauses = 7, .warnings = 1, .examples = 12, .proofs = Tried::Proofs{5, 1, 0, 2}};
  const std::string image = to_image(files, folder, tried);
  EXPECT_EQ(open_image(image)->tried, tried);
  EXPECT_EQ(open_image(image)->hash, open_image(to_image(files, folder))->hash);
  EXPECT_FALSE(open_image(to_image(files, folder))->tried.has_value());
  EXPECT_EQ(open_image(to_image(files, folder, Tried{}))->tried, Tried{});
  EXPECT_THAT(to_image(files, folder, Tried{}),
              testing::HasSubstr(R"("examples":"not run","proofs":"not run")"));
  EXPECT_TRUE(from_image(image).has_value());
  EXPECT_EQ(open_image(replaced(image, "\"clauses\":7", "\"clauses\":-7"))->tried->clauses, 0U);
}

TEST(FactsSchema, DescribesEachFact) {
  const Loaded sample = loaded(sample_files());
  const boost::json::value schema = boost::json::parse(facts_schema(*sample.package));
  const auto at = [&](const char* pointer) { return boost::json::serialize(schema.at_pointer(pointer)); };
  EXPECT_EQ(at("/required"), R"(["subjects"])");
  EXPECT_EQ(at("/properties/subjects/anyOf/0"), R"({"$ref":"#/$defs/subject"})");
  EXPECT_EQ(at("/properties/unsaid"), R"({"enum":["unknown","absent"]})");
  EXPECT_EQ(at("/$defs/subject/properties/企业/properties/营业收入/anyOf/0"),
            R"({"type":"number","minimum":0})");
  EXPECT_EQ(at("/$defs/subject/properties/企业/properties/营业收入/description"),
            R"("上一年度 / last year")");
  EXPECT_EQ(at("/$defs/subject/properties/企业/properties/营业收入/anyOf/2/required"), R"(["value"])");
  EXPECT_EQ(at("/$defs/subject/properties/企业/properties/登记/anyOf/3/properties/items"),
            R"({"type":"array","items":{"$ref":"#/$defs/登记记录"}})");
  EXPECT_EQ(at("/$defs/登记记录/required"), R"(["编号","日期"])");
  EXPECT_EQ(at("/$defs/登记记录/properties/行业/anyOf/0"), R"({"enum":["零售","餐饮"]})");
  EXPECT_EQ(at("/properties/paid/anyOf/0/properties/matter/properties/kind"), R"({"enum":["登记","就业"]})");
  EXPECT_EQ(at("/$defs/unit/enum/0"), R"("市科技局")");
}

}  // namespace
}  // namespace enact::policy::test
