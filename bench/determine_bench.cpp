// How long one enterprise takes over a whole package after load. The package and the facts are those of the
// repository: the first package under policies/ with examples, or the folder in ENACT_BENCH_PACKAGE.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "determine/determine.hpp"
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

fs::path package_folder() {
  if (const char* named = std::getenv("ENACT_BENCH_PACKAGE")) return named;
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(ENACT_ROOT) / "policies")) {
    if (fs::is_directory(entry.path() / "examples")) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found.empty() ? fs::path() : found.front();
}

policy::FileSet read_package(const fs::path& folder) {
  policy::FileSet files;
  for (const fs::path& part : {folder, folder.parent_path() / "common"}) {
    if (!fs::is_directory(part)) continue;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(part)) {
      if (entry.is_regular_file()) files.emplace(entry.path().generic_string(), read_file(entry.path()));
    }
  }
  return files;
}

const policy::PackagePtr& package() {
  static const policy::PackagePtr loaded = [] {
    const fs::path folder = package_folder();
    return policy::load_package(read_package(folder), folder.generic_string()).package;
  }();
  return loaded;
}

// A subject that says something of every fact of its type: lists hold one record each.
feel::Value value_for(const feel::Type& type) {
  switch (type.kind) {
    case feel::Kind::boolean:
      return feel::Value(true);
    case feel::Kind::number:
      return feel::Value(Decimal(1'000'000));
    case feel::Kind::date:
      return feel::Value(Date{2026, 3, 10});
    case feel::Kind::list:
      return feel::make_list({type.element ? value_for(*type.element) : feel::Value()});
    case feel::Kind::context: {
      std::vector<std::pair<std::string, feel::Value>> entries;
      for (const feel::Field& field : type.fields) entries.emplace_back(field.name, value_for(*field.type));
      return feel::make_context(std::move(entries));
    }
    default:
      return feel::Value(type.codes.empty() ? std::string("X-1") : type.codes.front());
  }
}

determine::Facts facts_of(const policy::SubjectType& type) {
  determine::Facts facts;
  determine::Subject subject;
  subject.type = type.name;
  for (const policy::FactDeclaration& declared : type.facts) {
    subject.facts.push_back({declared.name, value_for(*declared.type), {}, {}});
  }
  facts.subjects.push_back(std::move(subject));
  return facts;
}

determine::Facts nothing_said() {
  determine::Facts facts;
  facts.subjects.push_back({package()->vocabulary.subjects.front().name, {}, {}});
  return facts;
}

void over_the_package(benchmark::State& state, const determine::Facts& facts, bool explain) {
  const determine::Determiner determiner({package()});
  const determine::Question question{.on = {2026, 12, 31}, .known_on = {}, .explain = explain};
  determine::Question other = question;
  other.explain = !explain;
  const determine::Determination expected = determiner.determine(facts, other);
  for (auto _ : state) {
    const determine::Determination found = determiner.determine(facts, question);
    if (found.total.certain != expected.total.certain || found.total.max != expected.total.max) {
      return state.SkipWithError("with and without explanation differ");
    }
  }
  state.counters["provisions"] = static_cast<double>(expected.subjects.front().provisions.size());
}

void everything_told(benchmark::State& state, bool explain) {
  if (!package()) return state.SkipWithError("no package to measure");
  over_the_package(state, facts_of(package()->vocabulary.subjects.front()), explain);
}
BENCHMARK_CAPTURE(everything_told, without_explanation, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(everything_told, explained, true)->Unit(benchmark::kMicrosecond);

void nothing_told(benchmark::State& state, bool explain) {
  if (!package()) return state.SkipWithError("no package to measure");
  over_the_package(state, nothing_said(), explain);
}
BENCHMARK_CAPTURE(nothing_told, without_explanation, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(nothing_told, explained, true)->Unit(benchmark::kMicrosecond);

void as_json(benchmark::State& state) {
  if (!package()) return state.SkipWithError("no package to measure");
  const determine::Determiner determiner({package()});
  const determine::Determination found =
      determiner.determine(facts_of(package()->vocabulary.subjects.front()), {{2026, 12, 31}, std::nullopt});
  for (auto _ : state) benchmark::DoNotOptimize(to_json(found));
}
BENCHMARK(as_json)->Unit(benchmark::kMicrosecond);

}  // namespace
