// `enact determine DIR… --facts FILE --on DATE`: who is due what, for people or as JSON.
#include "determine/determine.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"

namespace enact::cli {
namespace {

struct Options {
  std::vector<std::string> folders;
  std::string facts;
  std::string on;
  std::string known_on;
  bool changes = false;
  bool json = false;
  Language language = Language::zh;
};

std::string check_date(const std::string& text) {
  if (Date::parse(text)) return "";
  return "not a date of the calendar, written 2026-03-10: " + text;
}

int run(const Options& options) {
  const auto packages = load_packages(options.folders, options.language);
  if (!packages) return Exit::input_errors;
  const determine::Determiner determiner(*packages);
  const determine::ReadFacts read = determine::read_facts(read_source(options.facts), determiner.model());
  std::cerr << render(read.diagnostics, options.language);
  if (has_errors(read.diagnostics)) return Exit::input_errors;
  determine::Question question{*Date::parse(options.on), std::nullopt, options.changes};
  if (!options.known_on.empty()) question.known_on = Date::parse(options.known_on);
  const determine::Determination determination = determiner.determine(read.facts, question);
  if (options.json) {
    std::cout << to_json(determination) << "\n";
  } else {
    std::cout << to_text(determination, options.language);
  }
  std::cerr << render(determination.diagnostics, options.language);
  return has_errors(determination.diagnostics) ? Exit::input_errors : Exit::ok;
}

}  // namespace

std::function<int()> declare_determine(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("DIR", options->folders, "folders of the policy packages in force")->required();
  app.add_option("--facts", options->facts, "facts file, YAML or JSON; - for standard input")->required();
  app.add_option("--on", options->on, "day of asking: what happens later does not exist")
      ->required()
      ->check(check_date);
  app.add_option("--known-on", options->known_on, "only facts known by this day")->check(check_date);
  app.add_flag("--changes", options->changes,
               "also what would change it: for what is not due, the nearest facts under which it would be");
  app.add_flag("--json", options->json, "as JSON (docs/schema/determination.json)");
  add_language(app, options->language);
  return [options] { return run(*options); };
}

}  // namespace enact::cli
