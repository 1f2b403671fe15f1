// Enact's side of cash_peers.mjs: the workload file in, one line of JSON a result out. The whole package is
// determined for each enterprise, with and without explanation, over values that are there; and without
// explanation from the text of a facts file, which is read and checked each time.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "determine/determine.hpp"
#include "feel/json.hpp"
#include "meter.hpp"
#include "policy/load.hpp"

namespace {

namespace fs = std::filesystem;
using namespace enact;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

policy::PackagePtr load(const fs::path& folder) {
  policy::FileSet files;
  for (const fs::path& part : {folder, folder.parent_path() / "common"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(part)) {
      if (entry.is_regular_file()) files.emplace(entry.path().generic_string(), read_file(entry.path()));
    }
  }
  policy::PackagePtr package = policy::load_package(files, folder.generic_string()).package;
  if (!package) throw std::runtime_error(folder.generic_string() + ": not a sound package");
  return package;
}

determine::Facts facts_of(const std::string& text, const determine::FactModel& model) {
  determine::ReadFacts read = read_facts(std::make_shared<const Source>("facts.json", text), model);
  if (has_errors(read.diagnostics)) throw std::runtime_error(render(read.diagnostics, Language::en));
  return std::move(read.facts);
}

void print_totals(const determine::Determiner& determiner, const std::vector<determine::Facts>& all,
                  const determine::Question& question) {
  std::string totals;
  for (const determine::Facts& facts : all) {
    const determine::Bounds total = determiner.determine(facts, question).total;
    totals += fmt::format("{}[{},{}]", totals.empty() ? "" : ",", total.certain.count,
                          total.max ? std::to_string(total.max->count) : "null");
  }
  std::cout << "{\"totals\":[" << totals << "]}\n";
}

}  // namespace

int main(int count, char** arguments) try {
  if (count != 3) throw std::runtime_error("usage: enact_determine_peer WORKLOAD.json totals|times");
  const auto parsed = feel::parse_json(read_file(arguments[1]));
  if (!parsed) throw std::runtime_error(parsed.error().path + ": " + parsed.error().message.en);
  const feel::Context& workload = *parsed->context();
  const determine::Determiner determiner({load(*workload.find("package")->text())});
  std::vector<std::string> texts;
  std::vector<determine::Facts> all;
  for (const feel::Value& one : workload.find("facts")->list()->items) {
    texts.push_back(*one.text());
    all.push_back(facts_of(texts.back(), determiner.model()));
  }
  determine::Question question{.on = *Date::parse(*workload.find("on")->text()), .known_on = {}};
  question.explain = false;
  if (arguments[2] == std::string_view("totals")) {
    print_totals(determiner, all, question);
    return 0;
  }
  const feel::Context& method = *workload.find("method")->context();
  const bench::Meter meter(*method.find("least_milliseconds")->number()->to_int64(),
                           *method.find("repetitions")->number()->to_int64());
  const auto report = [](const char* measure, double nanoseconds) {
    std::cout << fmt::format("{{\"measure\":\"{}\",\"ns\":{:.0f}}}\n", measure, nanoseconds);
  };
  const auto determine = [&](std::size_t i) {
    bench::keep(determiner.determine(all[i % all.size()], question));
  };
  report("without explanation", meter.nanoseconds(determine));
  report("without explanation, from the text of a facts file", meter.nanoseconds([&](std::size_t i) {
    bench::keep(determiner.determine(facts_of(texts[i % texts.size()], determiner.model()), question));
  }));
  question.explain = true;
  report("explained", meter.nanoseconds(determine));
  report("explained, written as JSON", meter.nanoseconds([&](std::size_t i) {
    bench::keep(to_json(determiner.determine(all[i % all.size()], question)));
  }));
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
