// Example files, run. See package_examples.hpp.
#include "cli/package_examples.hpp"

#include <filesystem>
#include <iostream>
#include <stdexcept>

#include "cli/load_packages.hpp"

namespace enact::cli {

std::vector<determine::ExampleResult> run_examples(const std::string& folder,
                                                   const policy::PackagePtr& package, Language language) {
  if (std::filesystem::is_regular_file(folder)) {
    throw std::runtime_error(folder + ": an image holds no examples; name the folder of the package");
  }
  PackagesBeside beside(folder, language);
  const auto find = [&](const std::string& path) { return beside.find(path); };
  std::vector<determine::ExampleResult> results;
  for (const SourcePtr& source : example_files(folder)) {
    results.push_back(determine::run_example(source, package, find));
  }
  return results;
}

void print_failure(const determine::ExampleResult& result, Language language) {
  std::cout << (language == Language::zh ? "未通过：" : "failed: ") << result.name << " (" << result.file
            << ")\n";
  std::cerr << render(result.diagnostics, language);
  for (const Text& difference : result.differences) std::cout << "  " << difference.in(language) << "\n";
}

}  // namespace enact::cli
