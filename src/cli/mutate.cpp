// `enact mutate DIR`: makes single faults in a package and says which of them its examples, the proofs and
// the check notice.
#include "mutate/mutate.hpp"

#include <unistd.h>
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "cli/assessment_examples.hpp"
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "cli/packages.hpp"

namespace enact::cli {
namespace {

struct MutateOptions {
  std::string folder;
  Language language = Language::zh;
  bool json = false;
  bool examples_only = false;
  mutate::Options faults;
};

int run(MutateOptions& options) {
  const auto loaded = load_packages({options.folder}, options.language);
  if (!loaded) return Exit::input_errors;
  if (!options.faults.provision.empty()) {
    const policy::Provision* provision = loaded->front()->provision(options.faults.provision);
    if (provision == nullptr || !provision->executable()) {
      std::cerr << Text{"没有可判断的条款 `" + options.faults.provision + "`\n",
                        "there is no provision `" + options.faults.provision +
                            "` that is decided over facts\n"}
                       .in(options.language);
      return Exit::wrong_usage;
    }
  }
  PackagesBeside beside(options.folder, options.language);
  mutate::Package package;
  package.files = read_package_files(options.folder);
  package.folder = folder_name(options.folder);
  package.examples = example_files(options.folder);
  package.beside = [&](const std::string& path) { return beside.find(path); };
  package.also = [&](const policy::PackagePtr& made) { return failing_assessment(options.folder, made); };
  const auto accepted = package.files.find(package.folder + "/mutants.yaml");
  if (accepted != package.files.end()) {
    package.accepted = std::make_shared<const Source>(accepted->first, accepted->second);
  }
  // Examples are no part of what is compiled for each fault.
  std::erase_if(package.files,
                [&](const auto& file) { return file.first.starts_with(package.folder + "/examples/"); });
  options.faults.prove = !options.examples_only;
  const bool terminal = isatty(STDERR_FILENO) != 0;
  const mutate::Report report =
      mutate::mutate(package, options.faults, [&](std::size_t done, std::size_t all) {
        if (terminal) std::cerr << "\r" << done << " / " << all << (done == all ? "\n" : "") << std::flush;
      });
  std::cerr << render(report.diagnostics, options.language);
  if (report.mutants.empty() && has_errors(report.diagnostics)) return Exit::input_errors;
  std::cout << (options.json ? mutate::to_json(report) : mutate::to_text(report, options.language));
  return report.good() ? Exit::ok : Exit::input_errors;
}

}  // namespace

std::function<int()> declare_mutate(CLI::App& app) {
  auto options = std::make_shared<MutateOptions>();
  app.add_option("DIR", options->folder, "folder of the policy package")->required();
  app.add_option("--provision", options->faults.provision, "only the faults that touch this provision");
  app.add_option("--effort", options->faults.effort,
                 "steps of the prover for one question (default 10000000)")
      ->check(CLI::Range(1000U, 2'000'000'000U));
  app.add_flag("--examples-only", options->examples_only,
               "try no proofs: quick, but what changes nothing counts as a survivor too");
  app.add_flag("--json", options->json, "print the report as JSON");
  add_language(app, options->language);
  return [options] { return run(*options); };
}

}  // namespace enact::cli
