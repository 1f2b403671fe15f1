// `enact import`: subjects and facts of a table into a space, in bulk, as a unit attests them. Without --take
// it shows what would happen and writes nothing.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "casework/intake.hpp"
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/space.hpp"

namespace enact::cli {
namespace {

constexpr std::size_t remarks_shown = 50;

struct ImportOptions {
  std::string file;
  std::string data;
  bool training = false;
  std::string key_ring;
  casework::IntakeRequest request;
  std::string on;
  std::string period;
  std::string take;  // "" : show only; "all", "good"
  std::string form;  // write a form there instead
  Language language = Language::zh;
};

std::string read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void print(const casework::IntakePlan& plan, Language language) {
  const auto say = [&](const Text& text) { return text.in(language); };
  std::size_t left = remarks_shown;
  for (const auto& remark : plan.remarks) {
    if (left-- == 0) break;
    std::cerr << fmt::format("{} {}{}{}: {} [{}]\n      {}\n", say({"第", "row"}), remark.row,
                             say({" 行", ""}), remark.column.empty() ? "" : " " + remark.column,
                             say(remark.what), remark.code, say(remark.help));
  }
  if (plan.remarks.size() > remarks_shown)
    std::cerr << say({fmt::format("……另有 {} 处", plan.remarks.size() - remarks_shown),
                      fmt::format("… and {} more", plan.remarks.size() - remarks_shown)})
              << "\n";
  std::cout << say({fmt::format("{} 行，{} 行无误；新主体 {}，新信息 {}（其中更正 {}），无变化的主体 {}",
                                plan.rows, plan.good_rows, plan.new_subjects, plan.new_facts,
                                plan.corrections, plan.unchanged),
                    fmt::format("{} rows, {} of them good; {} new subjects, {} new facts ({} of them "
                                "corrections), {} subjects unchanged",
                                plan.rows, plan.good_rows, plan.new_subjects, plan.new_facts,
                                plan.corrections, plan.unchanged)})
            << "\n";
}

int run_import(const ImportOptions& options) {
  auto space =
      Space::open(options.data, options.training ? store::SpaceKind::training : store::SpaceKind::live,
                  std::nullopt, {.file = options.key_ring, .needed = true});
  if (!space) return refuse(space.error(), options.language);
  const auto published = (*space)->publish({});
  std::vector<std::string> hashes;
  for (const Space::Served& each : published.served) hashes.push_back(each.hash);
  const auto library = (*space)->library(hashes);
  const casework::Context& context = *library->current();
  if (!options.form.empty()) {
    std::ofstream file(options.form, std::ios::binary);
    file << casework::intake_form(context, options.request, options.language);
    file.close();
    if (file) return Exit::ok;
    std::cerr << options.form << ": cannot be written\n";
    return Exit::input_errors;
  }
  const auto table = sheet::read_table(read_bytes(options.file));
  if (!table) {
    std::cerr << options.file << ": " << table.error().message.in(options.language) << "\n  "
              << table.error().help.in(options.language) << "\n";
    return Exit::input_errors;
  }
  const auto read = casework::read_intake(context, options.request, *table);
  store::Database& database = (*space)->database();
  const auto plan = database.read([&](const store::Reader& reader) {
    return casework::plan_intake(reader, context, options.request, read);
  });
  print(plan, options.language);
  const bool faulty = plan.unusable || plan.good_rows < plan.rows;
  if (options.take.empty()) {
    std::cout << Text{"仅预览，没有写入；加 --take all 或 --take good 写入",
                      "a preview, nothing was written; --take all or --take good writes"}
                     .in(options.language)
              << "\n";
    return faulty ? Exit::input_errors : Exit::ok;
  }
  const auto done = database.write_as<casework::IntakePlan>([&](store::Transaction& tx) {
    return casework::take_intake(tx, *library, {"", options.request.unit}, options.request, read, plan.digest,
                                 options.take == "good");
  });
  if (!done) return refuse(done.error(), options.language);
  std::cout << Text{"已写入", "written"}.in(options.language) << "\n";
  return Exit::ok;
}

bool read_day(std::string_view option, const std::string& text, std::optional<Date>& day) {
  if (text.empty()) return true;
  day = Date::parse(text);
  if (!day) std::cerr << option << ": a day such as 2026-01-31 is wanted\n";
  return day.has_value();
}

}  // namespace

std::function<int()> declare_import(CLI::App& app) {
  auto options = std::make_shared<ImportOptions>();
  auto* file = app.add_option("file", options->file, "table: .xlsx or .csv, its first row the head")
                   ->check(CLI::ExistingFile);
  add_place(app, options->data, "the space", true)->required();
  app.add_flag("--training", options->training, "it is a training space");
  add_key_ring(app, options->key_ring);
  app.add_option("--unit", options->request.unit, "unit that attests")->required();
  app.add_option("--type", options->request.type, "type of the subjects, as in the vocabulary")->required();
  app.add_option("--fact", options->request.fact, "list whose items the rows are; default: scalar facts");
  app.add_option("--on", options->on, "day from which the facts hold");
  app.add_option("--period", options->period, "last day of the period that figures of a period are of");
  app.add_flag("--complete", options->request.complete, "the rows are all items that there are");
  app.add_option("--evidence", options->request.evidence, "document number or where the table is from");
  app.add_option("--take", options->take, "write it: all (refused if a row is in error) or the good rows")
      ->check(CLI::IsMember({"all", "good"}));
  app.add_option("--form", options->form, "write an Excel form to be filled in to this file instead")
      ->excludes(file);
  add_language(app, options->language);
  return [options]() -> int {
    if (options->file.empty() && options->form.empty()) {
      std::cerr << "name the table, or --form FILE\n";
      return Exit::wrong_usage;
    }
    if (!read_day("--on", options->on, options->request.on) ||
        !read_day("--period", options->period, options->request.period))
      return Exit::wrong_usage;
    return run_import(*options);
  };
}

}  // namespace enact::cli
