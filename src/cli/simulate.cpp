// `enact simulate BASE [CHANGED] --population FILE --on DATE`: what a change of a policy costs, and for whom.
#include "bulk/simulation.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <thread>

#include "bulk/comparison_json.hpp"
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "cli/population.hpp"
#include "cli/simulate_report.hpp"
#include "feel/evaluate.hpp"

namespace enact::cli {
namespace {

struct SimulateOptions {
  std::string base, changed;
  std::vector<std::string> beside;
  std::vector<std::string> set;
  std::string population, on;
  std::string by, budget, queue_by, rank_by;
  std::string csv;
  bool levers = false;
  bool json = false;
  bool unsaid_absent = false;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  Language language = Language::zh;
};

std::string check_date(const std::string& text) {
  return Date::parse(text) ? "" : "not a date of the calendar, written 2026-03-10: " + text;
}

std::string check_setting(const std::string& text) {
  const std::size_t sign = text.find('=');
  const bool whole = sign != std::string::npos && sign > 0 && sign + 1 < text.size();
  return whole ? "" : "not NAME=VALUE, as in 1a/amount=12万元: " + text;
}

// Yuan as people write it: "5000000", "500万元". nullopt: no amount of whole fen.
std::optional<std::int64_t> fen_of(const std::string& text) {
  const feel::Compiled compiled = feel::compile_expression(feel::expression_text(text), {}, {});
  if (!compiled.program) return std::nullopt;
  feel::Evaluation evaluation(feel::Mode::determination);
  const feel::Value value = evaluation.evaluate(*compiled.program, std::vector<feel::Value>{});
  if (value.number() == nullptr || value.number()->is_negative()) return std::nullopt;
  const std::optional<Fen> fen = exact_fen_from_yuan(*value.number());
  return fen ? std::optional(fen->count) : std::nullopt;
}

std::string check_amount(const std::string& text) {
  return fen_of(text) ? "" : "not an amount in yuan, as in 500万元 or 5000000: " + text;
}

// The version to compare with, and what may be otherwise in it.
struct Changed {
  policy::PackagePtr package;
  std::vector<bulk::Touched> touched;
  std::vector<policy::SetPackage::Set> settings;
};

std::expected<Changed, Diagnostics> changed_of(const policy::PackagePtr& base,
                                               const policy::PackagePtr& changed,
                                               const SimulateOptions& options) {
  Changed made{changed, {}, {}};
  if (base != changed) made.touched = bulk::touched_between(*base, *changed);
  std::vector<policy::Setting> settings;
  for (const std::string& text : options.set) {
    const std::size_t sign = text.find('=');
    settings.push_back({text.substr(0, sign), text.substr(sign + 1)});
  }
  auto set = policy::with_settings(changed, settings);
  if (!set) return std::unexpected(std::move(set).error());
  for (const std::string& id : set->provisions) made.touched.push_back({changed->id, id});
  made.package = std::move(set->package);
  made.settings = std::move(set->settings);
  return made;
}

// What either version reads, and what is asked for besides.
bulk::Wanted wanted_by(const bulk::Engine& before, const bulk::Engine& after,
                       const SimulateOptions& options) {
  bulk::Wanted wanted = before.wanted();
  const bulk::Wanted more = after.wanted();
  wanted.everything = wanted.everything || more.everything;
  wanted.names.insert(wanted.names.end(), more.names.begin(), more.names.end());
  wanted.names.push_back(options.by.substr(0, options.by.rfind(':')));
  wanted.names.push_back(options.queue_by);
  wanted.names.push_back(options.rank_by);
  std::sort(wanted.names.begin(), wanted.names.end());
  wanted.names.erase(std::unique(wanted.names.begin(), wanted.names.end()), wanted.names.end());
  return wanted;
}

std::runtime_error no_such_fact(const char* option, const std::string& fact, const char* kinds,
                                const bulk::HeldPopulation& population) {
  std::string known;
  for (const std::string& name : population.facts()) known += (known.empty() ? "" : ", ") + name;
  return std::runtime_error(
      fmt::format("{} {}: the population has no such {}; it has {}", option, fact, kinds, known));
}

struct Asked {
  std::optional<bulk::Grouping> grouping;
  std::optional<bulk::LimitOptions> limit;
};

Asked asked_of(const bulk::HeldPopulation& population, const SimulateOptions& options) {
  Asked asked;
  if (!options.by.empty()) {
    asked.grouping = bulk::group_by(population, options.by);
    if (!asked.grouping) throw no_such_fact("--by", options.by, "text, truth, date or number", population);
  }
  if (options.budget.empty()) return asked;
  asked.limit.emplace();
  asked.limit->budget = *fen_of(options.budget);
  const auto order = [&](const char* option, const std::string& fact) {
    auto keys = bulk::order_by(population, fact);
    if (!keys) throw no_such_fact(option, fact, "number or date", population);
    return keys;
  };
  if (!options.queue_by.empty()) asked.limit->arrived = order("--queue-by", options.queue_by);
  if (!options.rank_by.empty()) asked.limit->ranked = order("--rank-by", options.rank_by);
  return asked;
}

std::string rejected_text(const std::vector<bulk::Rejected>& rejected, Language language) {
  std::string text;
  for (const bulk::Rejected& one : rejected) text += one.place + ": " + one.reason.in(language) + "\n";
  return text;
}

int run(const SimulateOptions& options) {
  std::vector<std::string> paths{options.base};
  if (!options.changed.empty()) paths.push_back(options.changed);
  paths.insert(paths.end(), options.beside.begin(), options.beside.end());
  const auto packages = load_packages(paths, options.language);
  if (!packages) return Exit::input_errors;
  const policy::PackagePtr& base = packages->front();
  const bool two = !options.changed.empty();
  const policy::PackagePtr& other = two ? (*packages)[1] : base;
  if (options.levers) {
    std::cout << levers_report(policy::levers_of(*other), options.language);
    if (options.population.empty()) return Exit::ok;
  }
  if (options.population.empty() || options.on.empty()) {
    std::cerr << "enact simulate: --population and --on are needed\n";
    return Exit::wrong_usage;
  }
  const auto changed = changed_of(base, other, options);
  if (!changed) {
    std::cerr << render(changed.error(), options.language);
    return Exit::wrong_usage;
  }
  std::vector<policy::PackagePtr> before{base};
  before.insert(before.end(), packages->begin() + (two ? 2 : 1), packages->end());
  std::vector<policy::PackagePtr> after = before;
  after.front() = changed->package;
  const determine::Question question{*Date::parse(options.on), std::nullopt, false};
  std::shared_ptr<const bulk::HeldPopulation> population;
  // Facts that only the changed version declares are facts of the population, too.
  std::vector<policy::PackagePtr> both = before;
  both.push_back(changed->package);
  const determine::FactModel model(both);
  if (!model.conflicts().empty()) {
    // One cell of the population cannot be two things.
    std::cerr << render(model.conflicts(), options.language);
    return Exit::input_errors;
  }
  {
    const bulk::Engine was(before, question);
    const bulk::Engine is(after, question);
    PopulationOptions reading;
    reading.unsaid_absent = options.unsaid_absent;
    const Population opened =
        open_population(options.population, model, wanted_by(was, is, options), question, reading);
    population = std::make_shared<const bulk::HeldPopulation>(*opened.source);
  }
  const bulk::Simulation simulation(before, question, population, options.threads);
  const Asked asked = asked_of(*population, options);
  const bulk::Comparison made =
      bulk::Comparer(simulation)
          .compare(simulation.run(after, changed->touched), asked.grouping ? &*asked.grouping : nullptr,
                   asked.limit ? &*asked.limit : nullptr);
  if (!options.csv.empty()) {
    const std::string csv = simulation_csv(made, options.language);
    if (options.csv == "-") {
      std::cout << csv;
    } else {
      write_file(options.csv, csv);
    }
  }
  if (options.json) {
    boost::json::object root = bulk::to_json(made);
    root["on"] = options.on;
    root["base"] = base->id + "@" + base->hash;
    root["changed"] = other->id + "@" + other->hash;
    root["settings"] = bulk::to_json(changed->settings);
    root["by"] = options.by;
    std::cout << boost::json::serialize(root) << "\n";
  } else if (options.csv != "-") {
    std::cout << simulation_report(made, changed->settings, options.by, options.language);
  }
  std::cerr << rejected_text(population->rejected(), options.language);
  return population->rejected().empty() ? Exit::ok : Exit::input_errors;
}

}  // namespace

std::function<int()> declare_simulate(CLI::App& app) {
  auto options = std::make_shared<SimulateOptions>();
  app.add_option("BASE", options->base, "folder or image of the policy package as it is")->required();
  app.add_option("CHANGED", options->changed, "folder or image of the changed version; default: BASE");
  app.add_option(
         "--set", options->set,
         "NAME=VALUE: a figure, day or parameter set otherwise, as in 1a/amount=12万元 (--levers lists "
         "the names); may be repeated")
      ->check(check_setting)
      ->allow_extra_args(false);
  app.add_flag("--levers", options->levers, "list what can be set, with its value");
  app.add_option("--with", options->beside, "folders of other policies in force, which stay as they are");
  app.add_option("--population,--facts,--columns", options->population,
                 "the subjects, as for `enact run` (docs/population.md)");
  app.add_option("--on", options->on, "day of asking: what happens later does not exist")->check(check_date);
  app.add_option(
      "--by", options->by,
      "also winners and losers by a fact of the subjects: each text, truth or year, numbers by powers of "
      "ten; 行业代码:2 takes the first two characters");
  app.add_option("--budget", options->budget, "also how a budget of this amount would be allocated")
      ->check(check_amount);
  app.add_option("--queue-by", options->queue_by,
                 "the fact, a date or number, by which the queue stands; default: the order of the register");
  app.add_option("--rank-by", options->rank_by,
                 "the fact, a number or date, by which the ranking goes, greatest first");
  app.add_option("--csv", options->csv, "write all lines as CSV; - for standard output");
  app.add_flag("--json", options->json, "as JSON (docs/schema/simulation.json)");
  app.add_flag("--unsaid-absent", options->unsaid_absent,
               "what a CSV leaves out is known to be absent, not unknown");
  app.add_option("--threads", options->threads, "how many; default: as many as there are processors")
      ->check(CLI::Range(1, 1024));
  add_language(app, options->language);
  return [options] { return run(*options); };
}

}  // namespace enact::cli
