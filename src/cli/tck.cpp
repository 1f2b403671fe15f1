// `enact tck DIR [--csv FILE]`: runs a folder of conformance cases (docs of the kit: dmn-tck/tck) and closes
// with `N passed, N failed`. The kit takes results as tck_results.csv with tck_results.properties beside it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <stdexcept>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "dmn/tck.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;

SourcePtr read_source(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return std::make_shared<const Source>(path.string(), std::string(std::istreambuf_iterator<char>(file), {}));
}

// Every folder at or below `root` that has models and cases, by its path.
std::map<std::string, dmn::tck::Suite> find_suites(const fs::path& root) {
  if (!fs::is_directory(root)) throw std::runtime_error(root.string() + " is no folder");
  std::map<std::string, dmn::tck::Suite> suites;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    const fs::path& path = entry.path();
    const std::string ending = path.extension().string();
    if (ending != ".dmn" && ending != ".xml") continue;
    std::string name = path.parent_path().lexically_relative(root).generic_string();
    if (name == ".") name = root.lexically_normal().filename().string();
    dmn::tck::Suite& suite = suites[name];
    suite.path = name;
    (ending == ".dmn" ? suite.models : suite.tests)[path.filename().string()] = read_source(path);
  }
  std::erase_if(suites,
                [](const auto& each) { return each.second.models.empty() || each.second.tests.empty(); });
  if (suites.empty()) throw std::runtime_error("no conformance cases below " + root.string());
  return suites;
}

// The command is where the clock is read; everything below is handed the time.
DateTime time_now() {
  using namespace std::chrono;
  const auto now = system_clock::now().time_since_epoch();
  const auto whole = floor<seconds>(now);
  const auto rest = duration_cast<nanoseconds>(now - whole).count();
  return DateTime::from_epoch_seconds(whole.count(), static_cast<std::int32_t>(rest),
                                      Zone{Zone::Kind::offset, 0, {}});
}

void write_file(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  if (!(file << text).flush()) throw std::runtime_error("cannot write " + path.string());
}

// Whose results these are; the addresses are for those who hand them in.
std::string properties(const DateTime& now) {
  return "vendor.name=Enact\nvendor.url=\nproduct.name=Enact\nproduct.url=\nproduct.version=0.1.0\n"
         "product.comment=Native DMN engine in C++\nlast.update=" +
         now.date.to_string() + "\ninstructions.url=\n";
}

}  // namespace

std::function<int()> declare_tck(CLI::App& app) {
  struct TckOptions {
    std::string folder;
    std::string csv;
    Language language = Language::zh;
  };
  auto options = std::make_shared<TckOptions>();
  app.add_option("DIR", options->folder, "folder of conformance cases: *.dmn and *.xml, in folders of suites")
      ->required();
  app.add_option("--csv", options->csv,
                 "also write the results in the format of the kit: FILE, and beside it the .properties");
  add_language(app, options->language);
  return [options] {
    const DateTime now = time_now();
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::string csv;
    for (const auto& [name, suite] : find_suites(options->folder)) {
      for (const dmn::tck::Row& row : dmn::tck::run(suite, now)) {
        csv += csv_line(row);
        ++(row.outcome.passed ? passed : failed);
        if (row.outcome.passed) continue;
        std::cout << row.suite << "/" << row.file << " " << row.outcome.id << ": "
                  << row.outcome.comment.in(options->language) << "\n";
      }
    }
    if (!options->csv.empty()) {
      write_file(options->csv, csv);
      write_file(fs::path(options->csv).replace_extension(".properties"), properties(now));
    }
    std::cout << passed << " passed, " << failed << " failed\n";
    return static_cast<int>(failed == 0 ? Exit::ok : Exit::input_errors);
  };
}

}  // namespace enact::cli
