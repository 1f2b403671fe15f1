// `enact schema DIR`: the JSON Schema of a facts file for one package.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "policy/facts_schema.hpp"

namespace enact::cli {

std::function<int()> declare_schema(CLI::App& app) {
  struct SchemaOptions {
    std::string folder;
    Language language = Language::zh;
  };
  auto options = std::make_shared<SchemaOptions>();
  app.add_option("DIR", options->folder, "folder of the policy package")->required();
  add_language(app, options->language);
  return [options] {
    const auto packages = load_packages({options->folder}, options->language);
    if (!packages) return static_cast<int>(Exit::input_errors);
    std::cout << policy::facts_schema(*packages->front()) << "\n";
    return static_cast<int>(Exit::ok);
  };
}

}  // namespace enact::cli
