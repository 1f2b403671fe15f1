// `enact synth --subjects N --seed S`: a synthetic register, as a facts file, one subject a line, or as CSV.
#include "determine/synth.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <thread>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "cli/progress_bar.hpp"
#include "population/synthetic_csv.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;
using population::write_synthetic_csv;

constexpr const char* hints_file = "synthetic.yaml";

// Of the packages in ./policies the first, by name, that says what its subjects are like.
std::string default_folder() {
  std::vector<std::string> found;
  if (fs::is_directory("policies")) {
    for (const fs::directory_entry& entry : fs::directory_iterator("policies")) {
      if (fs::is_regular_file(entry.path() / hints_file)) found.push_back(entry.path().generic_string());
    }
  }
  if (found.empty()) {
    throw std::runtime_error("no policies/*/synthetic.yaml here: name the folder of a policy package");
  }
  return *std::min_element(found.begin(), found.end());
}

struct SynthOptions {
  std::string folder;
  std::uint64_t subjects = 100;
  std::uint64_t seed = 1;
  std::string out;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  Language language = Language::zh;
};

void print_facts(determine::Synth& synth, const SynthOptions& options) {
  std::cout << "# 合成数据，与任何真实主体无关 · synthetic, about nobody real\n"
            << "# enact synth --subjects " << options.subjects << " --seed " << options.seed << "\n"
            << "subjects:\n";
  for (std::uint64_t i = 0; i < options.subjects; ++i) {
    std::cout << "- " << determine::subject_json(synth.next()) << "\n";
  }
}

int run(const SynthOptions& options) {
  const std::string folder = options.folder.empty() ? default_folder() : options.folder;
  const auto packages = load_packages({folder}, options.language);
  if (!packages) return Exit::input_errors;
  const determine::FactModel model(*packages);
  const fs::path hints = fs::path(folder) / hints_file;
  determine::Synth synth(model, read_source(hints.generic_string()), options.seed);
  std::cerr << render(synth.diagnostics(), options.language);
  if (has_errors(synth.diagnostics())) return Exit::input_errors;
  if (options.out.empty()) {
    print_facts(synth, options);
  } else {
    ProgressBar bar;
    write_synthetic_csv(synth, options.subjects, options.out, options.threads, [&](std::uint64_t done) {
      bar.show(static_cast<double>(done) / static_cast<double>(options.subjects), done);
    });
  }
  return Exit::ok;
}

}  // namespace

std::function<int()> declare_synth(CLI::App& app) {
  auto options = std::make_shared<SynthOptions>();
  app.add_option("DIR", options->folder,
                 "folder of the policy package whose vocabulary is used; default: the first of ./policies "
                 "that has a synthetic.yaml");
  app.add_option("--subjects", options->subjects, "how many")->check(CLI::Range(1, 1'000'000'000));
  app.add_option("--seed", options->seed, "the same seed gives the same subjects");
  app.add_option(
      "--out", options->out,
      "a folder, new or empty, for the register as CSV (docs/population.md); default: a facts file "
      "on standard output");
  app.add_option("--threads", options->threads,
                 "how many write CSV, which does not change it; default: as many as there are processors")
      ->check(CLI::Range(1, 1024));
  add_language(app, options->language);
  return [options] { return run(*options); };
}

}  // namespace enact::cli
