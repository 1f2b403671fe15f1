// `enact import-dmn FILE`: provisions read back from DMN, as blocks for policy.md or against a package.
#include "policy/dmn_import.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "dmn/xml.hpp"
#include "policy/dmn_parts.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;

struct ImportDmnOptions {
  std::string file, out, compare;
  Language language = Language::zh;
};

// Indented, line by line, behind a sign: `-` what the package has, `+` what the document has.
void show(std::string_view sign, const std::string& text) {
  if (text.empty()) return;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::cout << "    " << sign << " " << text.substr(begin, end - begin) << "\n";
    begin = end + 1;
  }
}

int compare(const dmn::model::Definitions& model, const ImportDmnOptions& options) {
  const auto packages = load_packages({options.compare}, options.language);
  if (!packages) return Exit::input_errors;
  const policy::DmnComparison found = policy::compare_dmn(model, *packages->front());
  std::cerr << render(found.diagnostics, options.language);
  const bool zh = options.language == Language::zh;
  std::string provision;
  bool first = true;
  for (const policy::Difference& each : found.differences) {
    if (std::exchange(first, false) || each.provision != provision) {
      provision = each.provision;
      const std::string head = zh ? "条款 " : "provision ";
      std::cout << (provision.empty() ? std::string(zh ? "政策包" : "the package") : head + provision)
                << "\n";
    }
    std::cout << "  " << each.what.in(options.language) << "\n";
    show("-", each.before);
    show("+", each.after);
  }
  std::cout << (zh ? "比较了 " : "compared ") << found.provisions << (zh ? " 个条款，" : " provisions, ")
            << found.differences.size() << (zh ? " 处不同\n" : " differences\n");
  const bool same = found.differences.empty() && !has_errors(found.diagnostics);
  return same ? Exit::ok : Exit::input_errors;
}

int write(const dmn::model::Definitions& model, const ImportDmnOptions& options) {
  const policy::DmnImport imported = policy::import_dmn(model);
  std::cerr << render(imported.diagnostics, options.language);
  const auto put = [&](const std::string& name, const std::string& block) {
    if (options.out.empty()) {
      std::cout << block << "\n";
      return;
    }
    const fs::path path = fs::path(options.out) / (name + ".md");
    fs::create_directories(options.out);
    std::ofstream file(path, std::ios::binary);
    file << block;
    file.close();
    if (!file) throw std::runtime_error(path.string() + ": cannot be written");
    std::cout << path.string() << "\n";
  };
  for (const policy::RuleTableText& table : imported.package.tables) {
    put("table-" + policy::dmn_part::feel_name(table.name), to_table_block(table));
  }
  for (const policy::ProvisionText& provision : imported.package.provisions) {
    put(provision.id.empty() ? "provision" : policy::dmn_part::id_part(provision.id),
        to_yaml_block(provision));
  }
  return has_errors(imported.diagnostics) ? Exit::input_errors : Exit::ok;
}

}  // namespace

std::function<int()> declare_import_dmn(CLI::App& app) {
  auto options = std::make_shared<ImportDmnOptions>();
  app.add_option("FILE", options->file, "DMN document (1.2 to 1.5), `-` for standard input")->required();
  CLI::Option* out =
      app.add_option("--out", options->out, "folder for one block a provision; else they are printed");
  app.add_option("--compare", options->compare,
                 "folder of a policy package: say what the document changes in it")
      ->excludes(out);
  add_language(app, options->language);
  return [options] {
    const dmn::ReadModel read = dmn::read_xml(read_source(options->file));
    std::cerr << render(read.diagnostics, options->language);
    if (!read.model || has_errors(read.diagnostics)) return static_cast<int>(Exit::input_errors);
    return options->compare.empty() ? write(*read.model, *options) : compare(*read.model, *options);
  };
}

}  // namespace enact::cli
