// `enact examples DIR`: runs the examples of a package; the last line is `N passed, N failed`.
#include "determine/examples.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "cli/packages.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;

// The example files of the package folder, in the order of their names.
std::vector<SourcePtr> example_files(const std::string& folder) {
  std::vector<SourcePtr> sources;
  const std::string prefix = folder_name(folder) + "/examples/";
  for (const auto& [path, text] : read_package_files(folder)) {
    const bool yaml = path.ends_with(".yaml") || path.ends_with(".yml");
    if (yaml && path.starts_with(prefix)) sources.push_back(std::make_shared<const Source>(path, text));
  }
  return sources;
}

int run(const std::string& folder, Language language) {
  const auto loaded = load_packages({folder}, language);
  if (!loaded) return Exit::input_errors;
  // Another package is named from where packages stand ("policies/x"): it is the folder beside this one.
  std::map<std::string, policy::PackagePtr> beside;
  const auto find = [&](const std::string& path) {
    const auto [known, added] = beside.try_emplace(path);
    if (added) {
      const fs::path sibling = fs::path(folder_name(folder)).parent_path() / fs::path(path).filename();
      if (const auto packages = load_packages({sibling.string()}, language))
        known->second = packages->front();
    }
    return known->second;
  };
  int passed = 0;
  int failed = 0;
  for (const SourcePtr& source : example_files(folder)) {
    const determine::ExampleResult result = determine::run_example(source, loaded->front(), find);
    if (result.passed()) {
      ++passed;
      continue;
    }
    ++failed;
    std::cout << (language == Language::zh ? "未通过：" : "failed: ") << result.name << " (" << result.file
              << ")\n";
    std::cerr << render(result.diagnostics, language);
    for (const Text& difference : result.differences) std::cout << "  " << difference.in(language) << "\n";
  }
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 ? Exit::ok : Exit::input_errors;
}

}  // namespace

std::function<int()> declare_examples(CLI::App& app) {
  struct Options {
    std::string folder;
    Language language = Language::zh;
  };
  auto options = std::make_shared<Options>();
  app.add_option("DIR", options->folder, "folder of the policy package")->required();
  add_language(app, options->language);
  return [options] { return run(options->folder, options->language); };
}

}  // namespace enact::cli
