// `enact verify DIR...`: proofs about policy packages, over all facts that their vocabulary admits.
#include "verify/verify.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"

namespace enact::cli {

std::function<int()> declare_verify(CLI::App& app) {
  struct VerifyOptions {
    std::vector<std::string> folders;
    Language language = Language::zh;
    bool json = false;
    bool facts = false;
    verify::Options proofs;
  };
  auto options = std::make_shared<VerifyOptions>();
  app.add_option("DIR", options->folders, "folders of the policy packages in force side by side")->required();
  app.add_flag("--json", options->json, "print the report as JSON");
  app.add_flag("--facts", options->facts, "show the examples found too, not only what refutes");
  app.add_option("--items", options->proofs.items, "items in each list, at least (default 2)")
      ->check(CLI::Range(1, 4));
  app.add_option("--effort", options->proofs.effort,
                 "steps of the prover for one question (default 50000000)")
      ->check(CLI::Range(1000U, 2'000'000'000U));
  add_language(app, options->language);
  return [options]() -> int {
    const auto packages = load_packages(options->folders, options->language);
    if (!packages) return Exit::input_errors;
    const verify::Report report = verify::verify(*packages, options->proofs);
    std::cout << (options->json ? verify::to_json(report)
                                : verify::to_text(report, options->language, options->facts));
    return report.good() ? Exit::ok : Exit::input_errors;
  };
}

}  // namespace enact::cli
