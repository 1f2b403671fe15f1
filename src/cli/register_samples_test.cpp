// Every sample entry of every package goes through its register as people's do.
#include "cli/register_samples.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "casework/record.hpp"
#include "cli/load_packages.hpp"
#include "cli/sample_subjects.hpp"
#include "cli/space.hpp"
#include "cli/test_program.hpp"
#include "cli/training.hpp"
#include "registers/views.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;

class RegisterSamples : public test::OverAPackage {
 protected:
  // A training space that serves the folder, with its sample accounts.
  void serve(const fs::path& folder) {
    served_ = folder;
    auto opened = Space::open((folder_ / "space").string(), store::SpaceKind::training);
    ASSERT_TRUE(opened) << opened.error().message.en;
    space_ = std::move(*opened);
    const auto published = space_->publish({folder});
    ASSERT_EQ(published.served.size(), 1U) << render(published.diagnostics, Language::en);
    library_ = space_->library({published.served[0].hash});
    SampleOptions options;
    options.subjects = 400;
    if (fs::exists(folder / "synthetic.yaml"))
      options.hints = read_source((folder / "synthetic.yaml").string());
    options.folders = {folder};
    ASSERT_TRUE(make_samples(space_->database(), *library_, options));
    catalogue_ = std::make_unique<registers::Catalogue>(library_->current()->packages());
  }
  void open_samples() {
    open_register_samples(space_->database(), registers::Registers(*catalogue_), {served_});
  }
  // What an auditor finds in all registers.
  std::int64_t entries() {
    const identity::Person auditor{"", {{identity::Role::auditor, "", ""}}};
    return space_->database().read([&](const store::Reader& reader) {
      std::int64_t total = 0;
      for (const auto& view : registers::list_registers(reader, *catalogue_, auditor,
                                                        space_->database().clock().now().legal_day()))
        total += view.total;
      return total;
    });
  }

  fs::path served_;
  std::unique_ptr<Space> space_;
  std::unique_ptr<casework::Library> library_;
  std::unique_ptr<registers::Catalogue> catalogue_;
};

class OfThePackages : public RegisterSamples, public testing::WithParamInterface<std::string> {};

TEST_P(OfThePackages, EverySampleIsEntered) {
  const fs::path folder = fs::path(ENACT_ROOT) / "policies" / GetParam();
  serve(folder);
  open_samples();
  std::ifstream file(folder / "samples/registers.yaml");
  std::int64_t written = 0;
  for (std::string line; std::getline(file, line);) written += line.starts_with("- id: ") ? 1 : 0;
  EXPECT_GT(written, 0);
  EXPECT_EQ(entries(), written);
}

// Whatever can be applied for, one of the subjects that the package shows is due it, or would be if a figure
// were known that the document leaves open.
TEST_P(OfThePackages, TheSubjectsShownHaveAnEventForEveryApplication) {
  const fs::path folder = fs::path(ENACT_ROOT) / "policies" / GetParam();
  serve(folder);
  const auto& context = *library_->current();
  const auto shown = sample_subjects(context.determiner().model(), {folder});
  const Instant later = start_of_legal_day(*Date::parse("2026-12-31"));
  std::set<std::string> open;
  for (const auto& one : shown) {
    const auto result = space_->database().read([&](const store::Reader& reader) {
      const auto subject = store::find_subject(reader, one.subject.type, one.subject.identity);
      return casework::determine_record(reader, context, subject.value().id, later.legal_day(), later);
    });
    ASSERT_TRUE(result) << result.error().message.en;
    for (const auto& provision : result->determination.subjects.front().provisions) {
      if (!provision.claims.empty()) open.insert(provision.provision->id);
    }
  }
  for (const auto& provision : context.packages().front()->provisions) {
    EXPECT_TRUE(provision.procedure.empty() || open.contains(provision.id)) << provision.id;
  }
}

std::vector<std::string> packages_with_samples() {
  std::vector<std::string> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(ENACT_ROOT) / "policies"))
    if (fs::exists(entry.path() / "samples/registers.yaml"))
      found.push_back(entry.path().filename().string());
  return found;
}
INSTANTIATE_TEST_SUITE_P(Packages, OfThePackages, testing::ValuesIn(packages_with_samples()),
                         [](const auto& of) {
                           std::string name = of.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST_F(RegisterSamples, OneThatItsRegisterRefusesStopsWithThePlaceAndTheReason) {
  const fs::path farm = folder_ / "policies/sample-farm";
  fs::copy(fs::path(ENACT_ROOT) / "policies/sample-farm", farm, fs::copy_options::recursive);
  fs::copy(fs::path(ENACT_ROOT) / "policies/common", folder_ / "policies/common",
           fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  write("policies/sample-farm/samples/registers.yaml",
        "- id: 甲\n  register: 农机名册\n  subject: 合作社\n"
        "  values: { 机型: 无, 出厂编号: T-1, 类别: 拖拉机, 新机: true, 发票日期: today-1 }\n"
        "  steps: [ { take: submit } ]\n");
  serve(farm);
  try {
    open_samples();
    FAIL() << "the price is missing";
  } catch (const std::runtime_error& refused) {
    EXPECT_THAT(refused.what(), testing::HasSubstr("registers.yaml:5"));
    EXPECT_THAT(refused.what(), testing::HasSubstr("价格"));
  }
}

}  // namespace
}  // namespace enact::cli
