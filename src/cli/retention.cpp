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

namespace enact::cli {
namespace {

struct RetentionOptions {
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

int set_hold(store::Database& database, const RetentionOptions& options) {
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

constexpr std::size_t in_one_step = 200;

// Step by step, so that the service is not kept waiting; what was held in between stays.
std::expected<std::int64_t, store::Fault> erase_all(store::Database& database,
                                                    const casework::RetentionRules& rules,
                                                    const std::string& kind,
                                                    std::vector<casework::Expired> records) {
  std::erase_if(records, [&](const casework::Expired& one) { return one.kind != kind; });
  std::int64_t erased = 0;
  for (std::size_t at = 0; at < records.size(); at += in_one_step) {
    const std::vector<casework::Expired> some(
        records.begin() + static_cast<std::ptrdiff_t>(at),
        records.begin() + static_cast<std::ptrdiff_t>(std::min(records.size(), at + in_one_step)));
    const auto done = database.write_as<std::int64_t>(
        [&](store::Transaction& tx) { return casework::erase_records(tx, by_command(), rules, some); });
    if (!done) return done;
    erased += *done;
  }
  return erased;
}

Text told(const std::string& kind, const casework::RetentionRule& rule, std::int64_t expired, bool apply,
          std::int64_t erased) {
  if (!apply)
    return {fmt::format("{}：到期 {} 条（未抹除）\n", kind, expired),
            fmt::format("{}: {} expired (nothing erased)\n", kind, expired)};
  if (rule.by_clock)
    return {fmt::format("{}：抹除 {} 条\n", kind, erased), fmt::format("{}: {} erased\n", kind, erased)};
  return {fmt::format("{}：到期 {} 条，由两名管理员在“保存期限”页面抹除\n", kind, expired),
          fmt::format("{}: {} expired, for two administrators to erase (page Retention)\n", kind, expired)};
}

int run_rules(store::Database& database, const RetentionOptions& options,
              const casework::RetentionRules& rules) {
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
  std::map<std::string, std::int64_t> counts;
  for (const auto& record : expired) {
    ++counts[record.kind];
    if (options.apply) continue;
    std::cout << fmt::format("{}\t{}\t{}\t{}\n", record.kind, record.record, record.reference,
                             record.over.legal_day().to_string());
  }
  for (const auto& [kind, rule] : rules) {
    std::int64_t erased = 0;
    if (options.apply && rule.by_clock) {
      const auto done = erase_all(database, rules, kind, expired);
      if (!done) return refuse(done.error(), options.language);
      erased = *done;
    }
    std::cout << told(kind, rule, counts[kind], options.apply, erased).in(options.language);
  }
  return Exit::ok;
}

}  // namespace

std::function<int()> declare_retention(CLI::App& app) {
  auto options = std::make_shared<RetentionOptions>();
  add_place(app, options->data, "the space", true)->required();
  auto* rules = app.add_option("--rules", options->rules, "file of terms by kind of record")
                    ->option_text("FILE")
                    ->check(CLI::ExistingFile);
  auto* dry = app.add_flag("--dry-run", options->dry_run, "only list what has expired (the default)");
  app.add_flag("--apply", options->apply, "erase it, of the kinds whose rule says `by clock`")
      ->excludes(dry)
      ->needs(rules);
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
      auto read = casework::read_retention_rules(read_source(options->rules));
      if (!read) {
        std::cerr << render(read.error(), options->language);
        return Exit::input_errors;
      }
      stated = std::move(*read);
    }
    const bool writes = holding || options->apply || options->declare;
    auto space =
        Space::open(options->data, options->training ? store::SpaceKind::training : store::SpaceKind::live,
                    std::nullopt, {.file = options->key_ring, .needed = writes});
    if (!space) return refuse(space.error(), options->language);
    auto& database = (*space)->database();
    const int result = holding ? set_hold(database, *options) : run_rules(database, *options, stated);
    database.stop();
    return result;
  };
}

}  // namespace enact::cli
