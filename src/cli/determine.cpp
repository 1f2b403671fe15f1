// `enact determine DIR… --facts FILE --on DATE`: who is due what, for people or as JSON.
#include "determine/determine.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "determine/explanation.hpp"

namespace enact::cli {
namespace {

struct Options {
  std::vector<std::string> folders;
  std::string facts;
  std::string on;
  std::string known_on;
  bool changes = false;
  const CLI::Option* explain = nullptr;
  std::string provision;  // to be explained; empty: all
  bool json = false;
  Language language = Language::zh;
};

std::string check_date(const std::string& text) {
  if (Date::parse(text)) return "";
  return "not a date of the calendar, written 2026-03-10: " + text;
}

// Whether a provision that is to be explained decides anything in these packages.
Diagnostics check_provision(const std::string& wanted, const std::vector<policy::PackagePtr>& packages) {
  std::vector<std::string> ids;
  for (const policy::PackagePtr& package : packages) {
    for (const policy::Provision& provision : package->provisions) {
      if (provision.executable()) ids.push_back(provision.id);
    }
  }
  if (wanted.empty() || std::find(ids.begin(), ids.end(), wanted) != ids.end()) return {};
  Diagnostic unknown;
  unknown.code = "determine.no-provision";
  unknown.message = {"没有可判定的条款 `" + wanted + "`",
                     "there is no provision `" + wanted + "` to determine"};
  const auto near = text::nearest(wanted, ids);
  unknown.help = near ? Text{"是不是 `" + *near + "`？", "did you mean `" + *near + "`?"}
                      : Text{"可用的有：" + text::join(ids, "、"), "there are: " + text::join(ids, ", ")};
  return {unknown};
}

int run(const Options& options) {
  const auto packages = load_packages(options.folders, options.language);
  if (!packages) return Exit::input_errors;
  const bool explain = options.explain->count() > 0;
  if (explain) {
    const Diagnostics unknown = check_provision(options.provision, *packages);
    std::cerr << render(unknown, options.language);
    if (has_errors(unknown)) return Exit::wrong_usage;
  }
  const determine::Determiner determiner(*packages);
  const determine::ReadFacts read = determine::read_facts(read_source(options.facts), determiner.model());
  std::cerr << render(read.diagnostics, options.language);
  if (has_errors(read.diagnostics)) return Exit::input_errors;
  determine::Question question{*Date::parse(options.on), std::nullopt, options.changes || explain};
  if (!options.known_on.empty()) question.known_on = Date::parse(options.known_on);
  const determine::Determination determination = determiner.determine(read.facts, question);
  if (options.json) {
    std::cout << (explain ? explained_json(determination) : to_json(determination)) << "\n";
  } else if (explain) {
    std::cout << explained_text(determination, options.language, options.provision);
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
  options->explain =
      app.add_option("--explain", options->provision,
                     "why, as a tree down to each fact and its source: of all provisions, or of one (1a)")
          ->expected(0, 1)
          ->option_text("[PROVISION]");
  app.add_flag("--json", options->json, "as JSON (docs/schema/determination.json)");
  add_language(app, options->language);
  return [options] { return run(*options); };
}

}  // namespace enact::cli
