// What a space serves: a training space what compiles, a live one only what has passed its examples.
#include "cli/space.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "cli/test_program.hpp"
#include "store/documents.hpp"

namespace enact::cli {
namespace {

using testing::HasSubstr;

class Spaces : public test::OverAPackage {
 protected:
  void SetUp() override {
    OverAPackage::SetUp();
    // What is labelled a sample is for training spaces only.
    std::string real = policy();
    real.erase(real.find("sample: true\n"), 13);
    write("policies/yunxi-1/policy.md", real);
    example("0");
  }
  static std::string policy() {
    const auto files = determine::test::package_files();
    const auto found = std::ranges::find_if(
        files, [](const auto& file) { return file.first == "policies/yunxi-1/policy.md"; });
    return found == files.end() ? "" : found->second;
  }
  // One example, of nobody: nothing is due.
  void example(const std::string& expected) {
    write("policies/yunxi-1/examples/a.yaml",
          "name: 例\non: 2027-06-30\nfacts: { unsaid: absent, subjects: [] }\nexpect: { certain: " +
              expected + " }\n");
  }
  std::unique_ptr<Space> open(store::SpaceKind kind) {
    auto opened = Space::open(folder_ / "space", kind);
    EXPECT_TRUE(opened) << opened.error().message.en;
    return std::move(*opened);
  }
  static std::string said(const Space::Published& published) {
    return render(published.diagnostics, Language::en);
  }
  static std::string kept(Space& space, const std::string& hash) {
    const auto image =
        space.database().read([&](const store::Reader& reader) { return store::find_image(reader, hash); });
    return image ? std::string(image->content.begin(), image->content.end()) : "";
  }
};

TEST_F(Spaces, ATrainingSpaceServesWhatCompilesAndSaysSo) {
  example("1");  // would fail
  const auto space = open(store::SpaceKind::training);
  const auto published = space->publish({package()});
  ASSERT_EQ(published.served.size(), 1U) << said(published);
  EXPECT_FALSE(published.served[0].tried.examples);
  EXPECT_THAT(kept(*space, published.served[0].hash),
              HasSubstr(R"("examples":"not run","proofs":"not run")"));
  EXPECT_THAT(in_words(published.served[0].tried).en,
              HasSubstr("no examples were run; no proofs were tried"));
  const auto latest = space->publish({});
  ASSERT_EQ(latest.served.size(), 1U);
  EXPECT_EQ(latest.diagnostics.size(), 0U) << said(latest);
}

TEST_F(Spaces, ALiveSpaceHoldsANewFolderToItsExamplesAndProofs) {
  const auto space = open(store::SpaceKind::live);
  const auto published = space->publish({package()});
  ASSERT_EQ(published.served.size(), 1U) << said(published);
  EXPECT_EQ(published.served[0].tried.examples, 1U);
  ASSERT_TRUE(published.served[0].tried.proofs);
  EXPECT_GT(published.served[0].tried.proofs->proved, 0U);
  // Served again it has passed: neither the folder nor the space is held to it once more.
  example("1");
  EXPECT_EQ(space->publish({package()}).served.size(), 1U);
  EXPECT_EQ(space->publish({}).served.at(0).tried, published.served[0].tried);
}

TEST_F(Spaces, ALiveSpaceRefusesWhatFailsAnExample) {
  example("1");
  const auto space = open(store::SpaceKind::live);
  const auto published = space->publish({package()});
  EXPECT_TRUE(published.served.empty());
  EXPECT_THAT(said(published), HasSubstr("an example fails: "));
  EXPECT_THAT(said(published), HasSubstr("[publish.example-fails]"));
  EXPECT_TRUE(space->publish({}).served.empty());  // nothing was kept
}

TEST_F(Spaces, OnlyATrainingSpaceServesASample) {
  write("policies/yunxi-1/policy.md", policy());
  const auto live = open(store::SpaceKind::live);
  const auto refused = live->publish({package()});
  EXPECT_TRUE(refused.served.empty());
  EXPECT_THAT(said(refused), HasSubstr("[publish.sample]"));
  EXPECT_TRUE(live->publish({}).served.empty());  // nothing was kept
}

TEST_F(Spaces, ALiveSpaceRefusesAnImageThatWasNotTried) {
  const Publication unchecked = prepare(package(), {.examples = false, .proofs = false}, Language::en);
  const std::string image = write("yunxi.image.json", unchecked.image);
  const auto space = open(store::SpaceKind::live);
  const auto published = space->publish({image});
  EXPECT_TRUE(published.served.empty());
  EXPECT_THAT(said(published), HasSubstr("[publish.examples-not-run]"));
  space->keep(unchecked);  // as an earlier program did
  EXPECT_THAT(said(space->publish({})), HasSubstr("[publish.examples-not-run]"));
  // The folder is the way out.
  EXPECT_EQ(space->publish({package()}).served.size(), 1U);
}

}  // namespace
}  // namespace enact::cli
