// Opening populations. See population.hpp.
#include "cli/population.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <vector>

#include "base/text.hpp"
#include "bulk/attested.hpp"
#include "bulk/csv_source.hpp"
#include "bulk/facts_source.hpp"
#include "population/postgres.hpp"
#include "population/store_source.hpp"
#include "population/tables.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;

class FileInput final : public bulk::ByteInput {
 public:
  FileInput(const std::string& path, std::shared_ptr<std::uint64_t> counter)
      : name_(path), counter_(std::move(counter)) {
    if (path == "-") {
      name_ = "<stdin>";
      return;
    }
    file_.open(path, std::ios::binary);
    if (!file_) throw std::runtime_error(path + ": " + std::strerror(errno));
  }

  std::size_t read(char* room, std::size_t size) override {
    std::istream& from = file_.is_open() ? static_cast<std::istream&>(file_) : std::cin;
    from.read(room, static_cast<std::streamsize>(size));
    if (from.bad()) throw std::runtime_error(name_ + ": " + std::strerror(errno));
    const auto got = static_cast<std::size_t>(from.gcount());
    *counter_ += got;
    return got;
  }
  const std::string& name() const override { return name_; }

 private:
  std::string name_;
  std::shared_ptr<std::uint64_t> counter_;
  std::ifstream file_;
};

// "企业.认定.csv": subject type and list.
bulk::CsvFile csv_file(const fs::path& path) {
  const std::string stem = path.stem().string();
  const std::size_t point = stem.find('.');
  bulk::CsvFile file;
  file.type = stem.substr(0, point);
  if (point != std::string::npos) file.list = stem.substr(point + 1);
  return file;
}

std::vector<fs::path> csv_files(const fs::path& path) {
  const bool folder = fs::is_directory(path);
  std::vector<fs::path> found;
  const fs::path in = folder ? path : path.has_parent_path() ? path.parent_path() : fs::path(".");
  for (const fs::directory_entry& entry : fs::directory_iterator(in)) {
    if (entry.path().extension() != ".csv") continue;
    const std::string type = csv_file(entry.path()).type;
    if (folder || entry.path().filename() == path.filename() ||
        (type == csv_file(path).type && !csv_file(entry.path()).list.empty())) {
      found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_sqlite(const fs::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".db" || extension == ".sqlite" || extension == ".sqlite3";
}

// Which file, of which version.
std::string version_of(const fs::path& path) {
  std::error_code none;
  const auto changed = fs::last_write_time(path, none);
  if (none) return "";
  return fmt::format("{} {} {}\n", fs::absolute(path).generic_string(), fs::file_size(path),
                     changed.time_since_epoch().count());
}

Population csv_population(const std::string& path, const determine::FactModel& model,
                          const bulk::Wanted& wanted, bool unsaid_absent) {
  Population population;
  population.read = std::make_shared<std::uint64_t>(0);
  std::vector<bulk::CsvFile> files;
  for (const fs::path& file : csv_files(path)) {
    bulk::CsvFile made = csv_file(file);
    made.input = std::make_unique<FileInput>(file.string(), population.read);
    population.bytes += fs::file_size(file);
    population.files += version_of(file);
    files.push_back(std::move(made));
  }
  if (files.empty()) throw std::runtime_error(path + ": no CSV files here");
  population.source = bulk::csv_source(std::move(files), model, wanted, unsaid_absent);
  return population;
}

void check_units(const determine::FactModel& model, const std::vector<std::string>& units) {
  for (const std::string& unit : units) {
    if (model.has_unit(unit)) continue;
    const auto near = text::nearest(unit, model.unit_ids());
    throw std::runtime_error("no unit is named `" + unit + "`" +
                             (near ? "; did you mean `" + *near + "`?" : ""));
  }
}

}  // namespace

double Population::share() const {
  if (bytes == 0) return -1;
  return std::min(1.0, static_cast<double>(*read) / static_cast<double>(bytes));
}

Population open_population(const std::string& path, const determine::FactModel& model,
                           const bulk::Wanted& wanted, const determine::Question& question,
                           const PopulationOptions& options) {
  check_units(model, options.attested_by);
  const bool server = population::is_postgres_address(path);
  const bool folder = !server && path != "-" && fs::is_directory(path);
  Population made;
  made.read = std::make_shared<std::uint64_t>(0);
  if (folder && population::is_space(path)) {
    made.source = population::store_source(path, model, wanted, question, options.since);
    return made;
  }
  const bool csv = folder || (!server && path != "-" && fs::path(path).extension() == ".csv");
  const bool sqlite = !server && path != "-" && is_sqlite(path);
  if (!csv && !sqlite && !server) {
    if (path != "-" && fs::exists(path)) {
      made.bytes = fs::file_size(path);
      made.files = version_of(path);
    }
    made.source = bulk::facts_source(std::make_unique<FileInput>(path, made.read), model, wanted, question,
                                     options.since.has_value());
    return made;
  }
  if (options.since && options.attested_by.empty()) {
    throw std::runtime_error(path +
                             ": columns do not say who attests them; name the units that do by "
                             "--attested-by");
  }
  if (csv) {
    made = csv_population(path, model, wanted, options.unsaid_absent);
  } else if (sqlite) {
    made.files = version_of(path);
    made.source = population::sqlite_source(path, model, wanted, {options.tables, options.unsaid_absent});
  } else {
    made.source = population::postgres_source(path, model, wanted, {options.tables, options.unsaid_absent});
  }
  if (options.since) made.source = bulk::attested_columns(std::move(made.source), model, options.attested_by);
  return made;
}

Population open_population(const std::string& path, const bulk::Engine& engine,
                           const PopulationOptions& options) {
  return open_population(path, engine.determiner().model(), engine.wanted(), engine.question(), options);
}

}  // namespace enact::cli
