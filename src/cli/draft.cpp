// `enact draft DIR`: what a policy in drafting should not leave as it is, each with its place and its rule.
#include "policy/drafting.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/packages.hpp"

namespace enact::cli {

std::function<int()> declare_draft(CLI::App& app) {
  struct DraftOptions {
    std::string folder;
    Language language = Language::zh;
  };
  auto options = std::make_shared<DraftOptions>();
  app.add_option("DIR", options->folder, "folder of the policy package")->required();
  add_language(app, options->language);
  return [options] {
    const policy::FileSet files = read_package_files(options->folder);
    const policy::Loaded loaded = policy::load_package(files, folder_name(options->folder));
    if (!loaded.package) {
      std::cerr << render(loaded.diagnostics, options->language);
      return static_cast<int>(Exit::input_errors);
    }
    // A draft need not be finished; what does not compile is not looked at.
    if (!loaded.ok()) {
      std::cerr
          << Text{"政策包还有错误，未能编译的部分没有检查：见 `enact check`\n",
                  "the package has errors, and what does not compile was not looked at: see `enact check`\n"}
                 .in(options->language);
    }
    const policy::DraftReview review = policy::review_draft(files, folder_name(options->folder), loaded);
    std::cerr << render(review.diagnostics, options->language);
    std::cout << policy::draft_report(review, options->language);
    return static_cast<int>(review.good() ? Exit::ok : Exit::input_errors);
  };
}

}  // namespace enact::cli
