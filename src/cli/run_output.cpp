// Opening and closing what rows go to. See run_output.hpp.
#include "cli/run_output.hpp"

#include <filesystem>
#include <iostream>
#include <sstream>

#include "population/postgres.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;

bool is_sqlite(const fs::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".db" || extension == ".sqlite" || extension == ".sqlite3";
}

}  // namespace

RunOutput::RunOutput(std::string out, std::string table, std::vector<population::OutColumn> columns)
    : out_(std::move(out)), columns_(std::move(columns)) {
  if (out_.empty()) return;
  if (table.empty()) table = columns_.back().name == "before" ? "newly_due" : "results";
  if (out_ == "-") {
    sink_ = population::csv_stream(std::cout, columns_);
  } else if (population::is_postgres_address(out_)) {
    sink_ = population::postgres_table(out_, table, columns_);
  } else if (out_.ends_with('/') || fs::is_directory(out_)) {
    folder_wanted_ = true;
  } else if (is_sqlite(out_)) {
    sink_ = population::sqlite_table(out_, table, columns_);
  } else {
    sink_ = population::csv_file(out_, columns_);
  }
}

void RunOutput::open_folder(const std::string& asked, bool resume) {
  auto folder = std::make_unique<population::ResultFolder>(out_, columns_, asked, resume);
  folder_ = folder.get();
  sink_ = std::move(folder);
}

std::uint64_t RunOutput::done() const {
  return folder_ != nullptr ? folder_->progress().subjects : 0;
}

std::shared_ptr<population::RowWriter> RunOutput::writer() const {
  return sink_ ? sink_->writer() : nullptr;
}

void RunOutput::take(population::RowWriter* part) {
  if (sink_) sink_->take(*part);
}

void RunOutput::add(const std::string& type, const bulk::TypeTotals& totals) {
  if (folder_ != nullptr) folder_->add(type, totals);
}

void RunOutput::segment_done(std::uint64_t subjects) {
  if (folder_ != nullptr) folder_->segment_done(subjects);
}

void RunOutput::complete(bulk::RunResult& result) const {
  if (folder_ != nullptr) result.types = folder_->progress().types;
}

void RunOutput::finish(const std::string& report, const std::vector<bulk::Rejected>& rejected,
                       Language language) {
  if (folder_ != nullptr) {
    folder_->write("summary.txt", report);
    std::ostringstream rows;
    using Type = population::OutColumn::Type;
    const auto sink = population::csv_stream(rows, {{"place", Type::text}, {"reason", Type::text}});
    const auto part = sink->writer();
    for (const bulk::Rejected& each : rejected) {
      part->text(each.place);
      part->text(each.reason.in(language));
      part->end_row();
    }
    sink->take(*part);
    folder_->write("set-aside.csv", rows.str());
  }
  if (sink_) sink_->finish();
}

}  // namespace enact::cli
