// `enact export-dmn DIR`: the provisions of a package as DMN, in one document or one a provision.
#include "policy/dmn_export.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "policy/dmn_parts.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;
using dmn::model::Version;

struct ExportDmnOptions {
  std::string folder, out, provision, version = "1.5";
  Language language = Language::zh;
};

void write_file(const fs::path& path, const std::string& text) {
  if (path.has_parent_path()) fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw std::runtime_error(path.string() + ": cannot be written");
}

bool is_document(const fs::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".dmn" || extension == ".xml";
}

int run(const ExportDmnOptions& options) {
  const auto packages = load_packages({options.folder}, options.language);
  if (!packages) return Exit::input_errors;
  const policy::Package& package = *packages->front();
  if (!options.provision.empty() && package.provision(options.provision) == nullptr) {
    Diagnostic diagnostic;
    diagnostic.code = "dmn.no-provision";
    diagnostic.message = {"政策包没有条款 `" + options.provision + "`",
                          "the package has no provision `" + options.provision + "`"};
    for (const policy::Provision& each : package.provisions) {
      diagnostic.help.zh += (diagnostic.help.zh.empty() ? "有：" : "、") + each.id;
      diagnostic.help.en += (diagnostic.help.en.empty() ? "there are " : ", ") + each.id;
    }
    std::cerr << render(diagnostic, options.language);
    return Exit::input_errors;
  }
  const auto document = [&](const std::string& provision) {
    policy::DmnDocument made = policy::export_dmn_document(
        package, {options.version == "1.3" ? Version::v1_3 : Version::v1_5, provision});
    std::cerr << render(made.lost, options.language);
    return std::move(made.xml);
  };
  if (options.out.empty()) {
    std::cout << document(options.provision);
  } else if (is_document(options.out)) {
    write_file(options.out, document(options.provision));
  } else {
    for (const policy::Provision& each : package.provisions) {
      if (!options.provision.empty() && each.id != options.provision) continue;
      const fs::path path = fs::path(options.out) / (policy::dmn_part::id_part(each.id) + ".dmn");
      write_file(path, document(each.id));
      std::cout << path.string() << "\n";
    }
  }
  return Exit::ok;
}

}  // namespace

std::function<int()> declare_export_dmn(CLI::App& app) {
  auto options = std::make_shared<ExportDmnOptions>();
  app.add_option("DIR", options->folder, "folder of the policy package")->required();
  app.add_option("--dmn", options->version, "version of DMN: 1.5 (default), or 1.3 for today's editors")
      ->check(CLI::IsMember({"1.3", "1.5"}))
      ->option_text("1.3|1.5");
  app.add_option("--out", options->out,
                 "a file (.dmn, .xml) for one document, or a folder for one a provision; standard output "
                 "without it");
  app.add_option("--provision", options->provision, "only this provision");
  add_language(app, options->language);
  return [options] { return run(*options); };
}

}  // namespace enact::cli
