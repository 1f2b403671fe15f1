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
#include "determine/record.hpp"
#include "policy/image.hpp"

namespace enact::cli {
namespace {

struct DetermineOptions {
  std::vector<std::string> folders;
  std::string facts;
  std::string on;
  std::string known_on;
  std::string against;
  std::string record;
  bool by_hash = false;
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

// The packages as the record's images have them, so that replaying finds what was determined.
std::optional<std::vector<policy::PackagePtr>> from_images(const std::vector<UsedPackage>& used,
                                                           Language language) {
  std::vector<policy::PackagePtr> packages;
  for (const UsedPackage& one : used) {
    auto package = policy::from_image(one.image);
    if (!package) {
      std::cerr << render(package.error(), language);
      return std::nullopt;
    }
    packages.push_back(std::move(*package));
  }
  return packages;
}

determine::Record record_of(const std::vector<UsedPackage>& used, const SourcePtr& facts,
                            const determine::Question& question, bool by_hash, std::string result) {
  determine::Record record{.engine = policy::engine_version,
                           .policies = {},
                           .facts_name = facts->name(),
                           .facts = std::string(facts->text()),
                           .question = question,
                           .result = std::move(result)};
  for (const UsedPackage& one : used) {
    record.policies.push_back({one.package->hash, by_hash ? std::string() : one.image});
  }
  return record;
}

// What became known between two days, by what it changes.
int compare(const determine::Determiner& determiner, const determine::Facts& facts,
            determine::Question question, const DetermineOptions& options) {
  question.what_would_change = false;
  const std::string before = to_json(determiner.determine(facts, question));
  question.known_on = Date::parse(options.against);
  auto differences = determine::compare_results(before, to_json(determiner.determine(facts, question)));
  if (options.json) {
    std::cout << determine::to_json(differences) << "\n";
    return Exit::ok;
  }
  std::erase_if(differences, [](const determine::ResultDifference& one) { return !one.outcome(); });
  std::cout << determine::to_text(differences, options.language);
  if (differences.empty()) {
    std::cout << Text{"结论和金额没有不同", "no difference in what is due, or how much"}.in(options.language)
              << "\n";
  }
  return Exit::ok;
}

int run(const DetermineOptions& options) {
  const auto used = options.record.empty() ? std::nullopt : load_images(options.folders, options.language);
  if (!options.record.empty() && !used) return Exit::input_errors;
  const auto packages =
      used ? from_images(*used, options.language) : load_packages(options.folders, options.language);
  if (!packages) return Exit::input_errors;
  const bool explain = options.explain->count() > 0;
  if (explain) {
    const Diagnostics unknown = check_provision(options.provision, *packages);
    std::cerr << render(unknown, options.language);
    if (has_errors(unknown)) return Exit::wrong_usage;
  }
  const determine::Determiner determiner(*packages);
  const SourcePtr facts = read_source(options.facts);
  const determine::ReadFacts read = determine::read_facts(facts, determiner.model());
  std::cerr << render(read.diagnostics, options.language);
  if (has_errors(read.diagnostics)) return Exit::input_errors;
  determine::Question question{*Date::parse(options.on), std::nullopt, options.changes || explain};
  if (!options.known_on.empty()) question.known_on = Date::parse(options.known_on);
  if (!options.against.empty()) return compare(determiner, read.facts, question, options);
  const determine::Determination determination = determiner.determine(read.facts, question);
  if (options.json) {
    std::cout << (explain ? explained_json(determination) : to_json(determination)) << "\n";
  } else if (explain) {
    std::cout << explained_text(determination, options.language, options.provision);
  } else {
    std::cout << to_text(determination, options.language);
  }
  std::cerr << render(determination.diagnostics, options.language);
  if (used) {
    write_file(options.record,
               to_json(record_of(*used, facts, question, options.by_hash, to_json(determination))));
  }
  return has_errors(determination.diagnostics) ? Exit::input_errors : Exit::ok;
}

}  // namespace

std::function<int()> declare_determine(CLI::App& app) {
  auto options = std::make_shared<DetermineOptions>();
  app.add_option("DIR", options->folders, "folders or images of the policy packages in force")->required();
  app.add_option("--facts", options->facts, "facts file, YAML or JSON; - for standard input")->required();
  app.add_option("--on", options->on, "day of asking: what happens later does not exist")
      ->required()
      ->check(check_date);
  app.add_option("--known-on", options->known_on, "only facts, rules and parameters known by this day")
      ->check(check_date);
  CLI::Option* against =
      app.add_option("--against-known-on", options->against,
                     "instead of the result, what differs in it when asked with what was known on this day")
          ->check(check_date);
  CLI::Option* record =
      app.add_option(
             "--record", options->record,
             "also write a record of it to this file, for `enact replay`: images, facts, question, result")
          ->option_text("FILE")
          ->excludes(against);
  app.add_flag("--by-hash", options->by_hash,
               "let the record name the images by their hash and not hold them")
      ->needs(record);
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
