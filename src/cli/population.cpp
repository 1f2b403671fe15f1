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

#include "bulk/csv_source.hpp"
#include "bulk/facts_source.hpp"

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

}  // namespace

std::string Population::progress() const {
  if (bytes == 0) return "";
  return fmt::format("{:>3} %", std::min<std::uint64_t>(100, *read * 100 / bytes));
}

Population open_population(const std::string& path, const bulk::Engine& engine, bool unsaid_absent) {
  return open_population(path, engine.determiner().model(), engine.wanted(), engine.question(),
                         unsaid_absent);
}

Population open_population(const std::string& path, const determine::FactModel& model,
                           const bulk::Wanted& wanted, const determine::Question& question,
                           bool unsaid_absent) {
  Population population;
  population.read = std::make_shared<std::uint64_t>(0);
  const bool csv = path != "-" && (fs::is_directory(path) || fs::path(path).extension() == ".csv");
  if (!csv) {
    if (path != "-" && fs::exists(path)) population.bytes = fs::file_size(path);
    population.source =
        bulk::facts_source(std::make_unique<FileInput>(path, population.read), model, wanted, question);
    return population;
  }
  std::vector<bulk::CsvFile> files;
  for (const fs::path& file : csv_files(path)) {
    bulk::CsvFile made = csv_file(file);
    made.input = std::make_unique<FileInput>(file.string(), population.read);
    population.bytes += fs::file_size(file);
    files.push_back(std::move(made));
  }
  if (files.empty()) throw std::runtime_error(path + ": no CSV files here");
  population.source = bulk::csv_source(std::move(files), model, wanted, unsaid_absent);
  return population;
}

}  // namespace enact::cli
