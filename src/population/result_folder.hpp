// Results in a folder that an interrupted run goes on with: rows.csv grows segment by segment, and
// progress.json says how far it is good. What stands in rows.csv beyond that is written again, byte by byte
// the same.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bulk/outcome.hpp"
#include "population/rows.hpp"

namespace enact::population {

// How far a run has come.
struct Progress {
  std::uint64_t subjects = 0;  // done
  std::uint64_t bytes = 0;     // of rows.csv
  bool finished = false;
  std::map<std::string, bulk::TypeTotals> types;
};
// As JSON; read back to the same. nullopt: it is not this, or it belongs to another question.
std::string progress_json(const std::string& asked, const Progress& progress);
std::optional<Progress> read_progress(const std::string& json, const std::string& asked);

class ResultFolder final : public RowSink {
 public:
  // `asked`: all that the results depend on; a run of another question is not gone on with. Throws
  // std::runtime_error, with what to do, where the folder holds another run, or one and `resume` is not set.
  ResultFolder(std::filesystem::path folder, const std::vector<OutColumn>& columns, std::string asked,
               bool resume);

  const Progress& progress() const { return progress_; }
  std::unique_ptr<RowWriter> writer() const override { return rows_->writer(); }
  void take(RowWriter& part) override;
  void add(const std::string& type, const bulk::TypeTotals& totals) { progress_.types[type].add(totals); }
  // So many subjects are done, a whole number of segments, their rows taken and their totals added: from here
  // a later run goes on, also after a loss of power.
  void segment_done(std::uint64_t subjects);
  void finish() override;
  // A file beside rows.csv, whole or not at all.
  void write(const std::string& name, const std::string& text) const;

 private:
  // On the folder: one run at a time.
  class Lock {
   public:
    explicit Lock(const std::filesystem::path& folder);
    ~Lock();
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

   private:
    int file_;
  };
  void keep_progress() const;

  std::filesystem::path folder_;
  Lock lock_;
  std::string asked_;
  Progress progress_;
  std::ofstream out_;
  std::unique_ptr<RowSink> rows_;
};

}  // namespace enact::population
