// `enact retention`: what of a space has outlived its term by declared rules, erasing it, and holding a case
// against that.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

#include "casework/retention.hpp"
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "cli/space.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::cli {
namespace {

constexpr int most_days = 100 * 366;

struct Options {
  std::string data;
  std::string rules;
  std::string key_ring;
  std::string hold;
  std::string release;
  std::string reason;
  bool apply = false;
  bool declare = false;
  bool dry_run = false;
  bool training = false;
  Language language = Language::zh;
};

// A file of rules: kind: { days: 1095, says: … }. What is wrong goes to standard error.
std::optional<casework::RetentionRules> read_rules(const std::string& file, Language language) {
  policy::yaml::Read read = policy::yaml::read(read_source(file));
  Diagnostics diagnostics = std::move(read.diagnostics);
  casework::RetentionRules rules;
  if (read.root) {
    const auto kinds = casework::retention_kinds();
    const policy::yaml::Mapping root(*read.root, kinds, diagnostics);
    for (const std::string& kind : root.valid() ? kinds : std::vector<std::string>{}) {
      const policy::yaml::Node* node = root.get(kind);
      if (node == nullptr) continue;
      const policy::yaml::Mapping rule(*node, {"days", "says"}, diagnostics);
      if (!rule.valid()) continue;
      const policy::yaml::Node* days = rule.require("days");
      const std::string says = rule.required_text("says");
      if (days != nullptr)
        rules[kind] = {policy::yaml::read_integer(*days, 1, most_days, diagnostics).value_or(most_days),
                       says};
    }
  }
  if (!has_errors(diagnostics)) return rules;
  std::cerr << render(diagnostics, language);
  return std::nullopt;
}

int set_hold(store::Database& database, const Options& options) {
  const bool held = !options.hold.empty();
  const auto done = database.write([&](store::Transaction& tx) -> store::StepResult {
    auto set = held ? casework::hold_case(tx, by_command(), options.hold, options.reason)
                    : casework::release_case(tx, by_command(), options.release, options.reason);
    if (!set) return std::unexpected(std::move(set).error());
    return std::string();
  });
  if (!done) return refuse(done.error(), options.language);
  std::cout << (held ? Text{"已保全，到期也不抹除\n", "held: nothing of it is erased until it is released\n"}
                     : Text{"已解除保全\n", "released\n"})
                   .in(options.language);
  return Exit::ok;
}

int run_rules(store::Database& database, const Options& options, const casework::RetentionRules& rules) {
  if (options.apply || options.declare) {
    // What is erased is erased by rules that stand on record; the administrator's page goes by them.
    const auto declared = database.write([&](store::Transaction& tx) -> store::StepResult {
      if (auto done = casework::declare_rules(tx, by_command(), rules); !done)
        return std::unexpected(done.error());
      return std::string();
    });
    if (!declared) return refuse(declared.error(), options.language);
  }
  const auto expired = database.read([&](const store::Reader& reader) {
    return casework::expired_records(reader, rules, database.clock().now());
  });
  std::map<std::string, int> counts;
  for (const auto& record : expired) {
    if (options.apply) {
      // Each in a step of its own: one that was held in between stops none of the others.
      const auto done = database.write([&](store::Transaction& tx) -> store::StepResult {
        if (auto erased = casework::erase_record(tx, by_command(), rules, record); !erased)
          return std::unexpected(std::move(erased).error());
        return std::string();
      });
      if (!done && done.error().code != "casework.not-expired") return refuse(done.error(), options.language);
      if (!done) continue;
    } else {
      std::cout << fmt::format("{}\t{}\t{}\t{}\n", record.kind, record.record, record.reference,
                               record.over.legal_day().to_string());
    }
    ++counts[record.kind];
  }
  for (const auto& [kind, rule] : rules)
    std::cout << (options.apply
                      ? Text{fmt::format("{}：抹除 {} 条\n", kind, counts[kind]),
                             fmt::format("{}: {} erased\n", kind, counts[kind])}
                      : Text{fmt::format("{}：到期 {} 条（未抹除，--apply 执行）\n", kind, counts[kind]),
                             fmt::format("{}: {} expired (nothing erased; --apply erases)\n", kind,
                                         counts[kind])})
                     .in(options.language);
  return Exit::ok;
}

}  // namespace

std::function<int()> declare_retention(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_place(app, options->data, "the space", true)->required();
  auto* rules = app.add_option("--rules", options->rules, "file of terms by kind of record")
                    ->option_text("FILE")
                    ->check(CLI::ExistingFile);
  auto* dry = app.add_flag("--dry-run", options->dry_run, "only list what has expired (the default)");
  app.add_flag("--apply", options->apply, "erase it")->excludes(dry)->needs(rules);
  app.add_flag("--declare", options->declare,
               "put the rules on record, so that the administrator's page goes by them; --apply does so too")
      ->needs(rules);
  auto* hold =
      app.add_option("--hold", options->hold, "reference number of a case of which nothing is to be erased")
          ->option_text("REFERENCE");
  app.add_option("--release", options->release, "reference number of a case that is held no more")
      ->option_text("REFERENCE")
      ->excludes(hold);
  app.add_option("--reason", options->reason, "why it is held or released")->option_text("TEXT");
  app.add_flag("--training", options->training, "it is a training space");
  add_key_ring(app, options->key_ring);
  add_language(app, options->language);
  return [options]() -> int {
    const bool holding = !options->hold.empty() || !options->release.empty();
    if (!holding && options->rules.empty()) {
      std::cerr << Text{"请用 --rules 指明规则文件，或用 --hold、--release 指明事项\n",
                        "name the rules with --rules, or a case with --hold or --release\n"}
                       .in(options->language);
      return Exit::wrong_usage;
    }
    casework::RetentionRules stated;
    if (!options->rules.empty()) {
      auto read = read_rules(options->rules, options->language);
      if (!read) return Exit::input_errors;
      stated = std::move(*read);
    }
    auto space =
        Space::open(options->data, options->training ? store::SpaceKind::training : store::SpaceKind::live,
                    std::nullopt, {.file = options->key_ring, .needed = options->apply});
    if (!space) return refuse(space.error(), options->language);
    auto& database = (*space)->database();
    const int result = holding ? set_hold(database, *options) : run_rules(database, *options, stated);
    database.stop();
    return result;
  };
}

}  // namespace enact::cli
