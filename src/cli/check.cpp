// `enact check DIR`: compiles a package and reports like a compiler; the last line is the coverage.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/packages.hpp"
#include "policy/report.hpp"
#include "procedure/compile_package.hpp"

namespace enact::cli {

std::function<int()> declare_check(CLI::App& app) {
  struct CheckOptions {
    std::string folder;
    Language language = Language::zh;
  };
  auto options = std::make_shared<CheckOptions>();
  app.add_option("DIR", options->folder, "folder of the policy package, or an image file")->required();
  add_language(app, options->language);
  return [options] {
    const auto sources = read_sources(options->folder);
    if (!sources) {
      std::cerr << render(sources.error(), options->language);
      return static_cast<int>(Exit::input_errors);
    }
    const policy::Loaded loaded = procedure::compile_package(sources->files, sources->folder);
    std::cerr << render(loaded.diagnostics, options->language);
    if (!loaded.package) return static_cast<int>(Exit::input_errors);
    std::cout << policy::check_report(loaded, options->language);
    const policy::Document& document = loaded.package->document;
    const bool covered = document.covered_clauses() == document.clauses.size();
    return static_cast<int>(loaded.ok() && covered ? Exit::ok : Exit::input_errors);
  };
}

}  // namespace enact::cli
