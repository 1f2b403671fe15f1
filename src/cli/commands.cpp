// The table of commands: adding one is a line here and a file beside.
#include "cli/commands.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <exception>
#include <iostream>
#include <map>

#include "cli/command.hpp"
#include "cli/settings.hpp"

namespace enact::cli {
namespace {

constexpr std::array table{
    Command{"account", "accounts of a space from its machine: make, roles, disable, reset", declare_account},
    Command{"audit", "the event log for auditors: signed heads, verification, exports, proofs",
            declare_audit},
    Command{"backup", "copy a space while it is in use, and verify the copy", declare_backup},
    Command{"check", "check a policy package: text, coverage, types, units, names", declare_check},
    Command{"determine", "who is due what, and why", declare_determine},
    Command{"diff", "what a new version of a policy changes, and for whom", declare_diff},
    Command{"draft", "what a policy in drafting should not leave as it is, and by which rule", declare_draft},
    Command{"examples", "run the examples of a policy package", declare_examples},
    Command{"export-dmn", "write the provisions of a policy package as DMN", declare_export_dmn},
    Command{"import", "bring subjects and facts of a table into a space", declare_import},
    Command{"import-dmn", "read provisions back from DMN, or compare them with a package",
            declare_import_dmn},
    Command{"keys", "the keys that seal values at rest: list, add, rotate", declare_keys},
    Command{"lsp", "language server for policy packages and FEEL, for editors", declare_lsp},
    Command{"mutate", "make faults in a policy package and say which of them nothing notices",
            declare_mutate},
    Command{"publish", "check and try policy packages, and keep them as immutable images", declare_publish},
    Command{"rebuild", "recompute the tables of a space from its events, or compare them", declare_rebuild},
    Command{"replay", "compute recorded determinations once more and compare them", declare_replay},
    Command{"restore", "verify a backup and put it in its place", declare_restore},
    Command{"retention", "erase what has outlived its term by declared rules, or hold a case against it",
            declare_retention},
    Command{"run", "who of a whole population is due what, and what it costs", declare_run},
    Command{"schema", "print the JSON Schema of a facts file", declare_schema},
    Command{"serve", "serve the API and the portal", declare_serve},
    Command{"simulate", "what a change of a policy costs over a population, and who gains and loses",
            declare_simulate},
    Command{"synth", "make synthetic subjects and facts from a seed", declare_synth},
    Command{"tck", "run conformance cases of the DMN TCK", declare_tck},
    Command{"verify",
            "prove what holds of policy packages for all facts, or find facts for which it does not",
            declare_verify},
};

}  // namespace

std::span<const Command> commands() {
  return table;
}

int run(int argc, const char* const* argv) {
  CLI::App app("Enact 兑现: a policy document is a program; this compiles it and runs it.", "enact");
  app.require_subcommand(1);
  read_settings_file(app);
  int result = Exit::ok;
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(command.name, command.about);
    sub->callback([&result, run = command.declare(*sub)] { result = run(); });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? Exit::ok : Exit::wrong_usage;
  } catch (const std::exception& error) {
    std::cerr << "enact: " << error.what() << "\n";
    return Exit::wrong_usage;
  }
  return result;
}

void add_language(CLI::App& app, Language& language) {
  static const std::map<std::string, Language> names{{"zh", Language::zh}, {"en", Language::en}};
  app.add_option("--lang", language, "language of messages: zh (default) or en")
      ->transform(CLI::CheckedTransformer(names))
      ->option_text("zh|en");
}

}  // namespace enact::cli
