// `enact run DIR… --population FILE --on DATE`: who of a whole population is due what.
#include "bulk/run.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <thread>

#include "base/text.hpp"
#include "bulk/newly_due.hpp"
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "cli/population.hpp"
#include "cli/progress_bar.hpp"
#include "cli/run_output.hpp"
#include "cli/run_report.hpp"
#include "population/results.hpp"

namespace enact::cli {
namespace {

struct RunOptions {
  std::vector<std::string> folders;
  std::string population;
  std::vector<std::string> tables;  // "企业.认定=NAME"
  std::string on;
  std::string newly_due;  // since when; empty: everything
  std::vector<std::string> attested_by;
  std::string out;
  std::string out_table;
  bool resume = false;
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

std::map<std::string, std::string> tables_of(const std::vector<std::string>& given) {
  std::map<std::string, std::string> tables;
  for (const std::string& each : given) {
    const std::size_t equals = each.find('=');
    if (equals == std::string::npos)
      throw std::runtime_error("--table " + each + ": TYPE=TABLE or TYPE.LIST=TABLE is wanted");
    tables[each.substr(0, equals)] = each.substr(equals + 1);
  }
  return tables;
}

// All that the rows depend on.
std::string asked(const RunOptions& options, const std::vector<policy::PackagePtr>& packages,
                  const std::string& files) {
  std::string text;
  for (const policy::PackagePtr& package : packages) text += package->id + " " + package->hash + "\n";
  return text + options.on + (options.unsaid_absent ? " unsaid-absent " : " ") +
         (options.language == Language::zh ? "zh\n" : "en\n") + text::join(options.tables, " ") + "\n" +
         files;
}

int run(const RunOptions& options) {
  const auto packages = load_packages(options.folders, options.language);
  if (!packages) return Exit::input_errors;
  const bulk::Engine engine(*packages, {*Date::parse(options.on), std::nullopt, false});
  if (options.plan) std::cout << engine.plan_text(options.language);
  if (options.population.empty()) return options.plan ? Exit::ok : Exit::wrong_usage;
  const std::optional<Date> since = Date::parse(options.newly_due);
  if (since && *since >= engine.question().on)
    throw std::runtime_error("--newly-due is a day before that of --on");
  if (const Diagnostics& conflicts = engine.determiner().model().conflicts(); !conflicts.empty()) {
    std::cerr << render(conflicts, options.language);
    return Exit::input_errors;
  }
  const Population population = open_population(
      options.population, engine.determiner().model(), engine.wanted(), engine.question(),
      PopulationOptions{options.unsaid_absent, tables_of(options.tables), since, options.attested_by});

  RunOutput output(options.out, options.out_table,
                   since ? population::new_claim_columns() : population::result_columns());
  if (output.is_folder()) {
    if (options.check || since || population.files.empty()) {
      throw std::runtime_error(options.out +
                               ": a folder takes results of files, without --check and --newly-due");
    }
    output.open_folder(asked(options, *packages, population.files), options.resume);
  } else if (options.resume) {
    throw std::runtime_error("--resume goes on with a run that writes to a folder: --out FOLDER");
  }

  bulk::RunOptions how;
  how.threads = options.threads;
  how.check = options.check;
  how.done = output.done();
  NewClaimTotals new_claims;
  if (since) {
    how.prepare = [&](const bulk::Segment& segment, const bulk::SegmentOutcomes& out) {
      std::vector<bulk::NewClaim> claims = newly_due(engine, segment, out, *since);
      std::shared_ptr<population::RowWriter> rows = output.writer();
      if (rows) write_new_claims(*rows, *out.type, claims, options.language);
      return [&, rows, type = out.type, claims = std::move(claims)] {
        output.take(rows.get());
        new_claims.add(*type, claims);
      };
    };
  } else if (output.wanted()) {
    how.prepare = [&](const bulk::Segment& segment, const bulk::SegmentOutcomes& out) {
      std::shared_ptr<population::RowWriter> rows = output.writer();
      write_results(*rows, segment, out, options.language);
      return [&, rows] { output.take(rows.get()); };
    };
    how.each = [&](const bulk::Segment& segment, const bulk::SegmentOutcomes& out) {
      output.add(segment.type, out.totals);
    };
  }
  bulk::RunResult result;
  {
    ProgressBar bar;
    how.progress = [&](std::uint64_t done) {
      output.segment_done(done);
      bar.show(population.share(), done);
    };
    result = bulk::run(engine, *population.source, how);
  }
  output.complete(result);
  const std::string report = since ? newly_due_report(engine, new_claims, *since, options.language)
                                   : run_report(engine, result, options.summary, options.language);
  const std::string rejected = rejected_report(result, options.language);
  output.finish(report, result.rejected, options.language);
  if (options.out != "-") std::cout << report;
  std::cerr << rejected;
  const bool good = result.rejected.empty() && result.differences.empty();
  return good ? Exit::ok : Exit::input_errors;
}

}  // namespace

std::function<int()> declare_run(CLI::App& app) {
  auto options = std::make_shared<RunOptions>();
  app.add_option("DIR", options->folders, "folders of the policy packages in force")->required();
  app.add_option(
      "--population", options->population,
      "the subjects: a folder of CSV files, one CSV file, a SQLite file (.db, .sqlite), a "
      "postgresql:// address, the data folder of a service, or facts, a file or one subject a line "
      "(docs/population.md); - for facts from standard input");
  app.add_option("--table", options->tables,
                 "TYPE=TABLE or TYPE.LIST=TABLE: which table of a database holds subjects or records, where "
                 "it is not named as they are");
  app.add_option("--on", options->on, "day of asking: what happens later does not exist")
      ->required()
      ->check(check_date);
  app.add_option("--newly-due", options->newly_due,
                 "only claims that are due on the day of asking and were not on this earlier day, from "
                 "attested facts alone")
      ->check(check_date);
  app.add_option("--attested-by", options->attested_by,
                 "with --newly-due, for columns, which do not say it themselves: the unit (or units) whose "
                 "facts they hold");
  app.add_option("--out", options->out,
                 "rows by subject and provision: a CSV file, a SQLite file, a postgresql:// address, or a "
                 "folder, with which an interrupted run can be gone on with; - for CSV on standard output");
  app.add_option("--out-table", options->out_table,
                 "the table that --out makes in a database; default: results, or newly_due");
  app.add_flag("--resume", options->resume, "go on where an interrupted run to the folder --out stopped");
  app.add_flag("--summary", options->summary, "also, for each provision, why it is not due");
  app.add_flag("--unsaid-absent", options->unsaid_absent,
               "what columns leave out is known to be absent, not unknown");
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
