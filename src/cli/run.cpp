// `enact run DIR… --population FILE --on DATE`: who of a whole population is due what.
#include "bulk/run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>
#include <thread>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "cli/population.hpp"
#include "cli/run_report.hpp"

namespace enact::cli {
namespace {

struct Options {
  std::vector<std::string> folders;
  std::string population;
  std::string on;
  std::string out;
  bool unsaid_absent = false;
  bool plan = false;
  bool check = false;
  bool summary = false;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  Language language = Language::zh;
};

std::string check_date(const std::string& text) {
  if (Date::parse(text)) return "";
  return "not a date of the calendar, written 2026-03-10: " + text;
}

int run(const Options& options) {
  const auto packages = load_packages(options.folders, options.language);
  if (!packages) return Exit::input_errors;
  const bulk::Engine engine(*packages, {*Date::parse(options.on), std::nullopt, false});
  if (options.plan) std::cout << engine.plan_text(options.language);
  if (options.population.empty()) return options.plan ? Exit::ok : Exit::wrong_usage;
  const Population population = open_population(options.population, engine, options.unsaid_absent);
  bulk::RunOptions how;
  how.threads = options.threads;
  how.check = options.check;
  std::ofstream file;
  if (!options.out.empty() && options.out != "-") {
    file.open(options.out, std::ios::binary | std::ios::trunc);
    if (!file) throw std::runtime_error(options.out + ": cannot be written");
  }
  std::ostream& rows = options.out == "-" ? std::cout : file;
  if (!options.out.empty()) {
    write_result_head(rows);
    how.each = [&](const bulk::Segment& segment, const bulk::SegmentOutcomes& out) {
      write_results(rows, segment, out, options.language);
    };
  }
  const bool bar = isatty(STDERR_FILENO) != 0;
  if (bar) {
    how.progress = [&](std::uint64_t done) {
      std::cerr << fmt::format("\r{:>12} {}", done, population.progress()) << std::flush;
    };
  }
  const bulk::RunResult result = bulk::run(engine, *population.source, how);
  if (bar) std::cerr << "\r\x1b[K";
  if (!options.out.empty()) {
    rows.flush();
    if (!rows) throw std::runtime_error(options.out + ": could not be written to its end");
  }
  if (options.out != "-") std::cout << run_report(engine, result, options.summary, options.language);
  std::cerr << rejected_report(result, options.language);
  const bool good = result.rejected.empty() && result.differences.empty();
  return good ? Exit::ok : Exit::input_errors;
}

}  // namespace

std::function<int()> declare_run(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("DIR", options->folders, "folders of the policy packages in force")->required();
  app.add_option("--population", options->population,
                 "the subjects: a folder of CSV files, one CSV file, or facts, a file or one subject a line "
                 "(docs/population.md); - for facts from standard input");
  app.add_option("--on", options->on, "day of asking: what happens later does not exist")
      ->required()
      ->check(check_date);
  app.add_option("--out", options->out, "results by subject and provision, as CSV; - for standard output");
  app.add_flag("--summary", options->summary, "also, for each provision, why it is not due");
  app.add_flag("--unsaid-absent", options->unsaid_absent,
               "what a CSV leaves out is known to be absent, not unknown");
  app.add_flag("--plan", options->plan,
               "how each provision is run: over columns, or one subject after another");
  app.add_flag("--check", options->check,
               "every subject also through the scalar evaluator; prints every difference");
  app.add_option("--threads", options->threads, "how many; default: as many as there are processors")
      ->check(CLI::Range(1, 1024));
  add_language(app, options->language);
  return [options] { return run(*options); };
}

}  // namespace enact::cli
