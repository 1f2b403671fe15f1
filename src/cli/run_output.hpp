// Where the rows of `enact run` go: nowhere, a file, a table, or a folder that a later run goes on with.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bulk/run.hpp"
#include "population/result_folder.hpp"
#include "population/rows.hpp"

namespace enact::cli {

class RunOutput {
 public:
  // `out` as --out has it; `table` is asked for where it is a database ("": results or newly_due). Throws
  // std::runtime_error where it cannot be written.
  RunOutput(std::string out, std::string table, std::vector<population::OutColumn> columns);

  bool wanted() const { return sink_ != nullptr; }
  bool is_folder() const { return folder_wanted_; }
  void open_folder(const std::string& asked, bool resume);
  std::uint64_t done() const;  // subjects of an earlier run to the folder

  std::shared_ptr<population::RowWriter> writer() const;  // null: no rows are wanted
  void take(population::RowWriter* part);
  // Of a segment, before its segment_done().
  void add(const std::string& type, const bulk::TypeTotals& totals);
  void segment_done(std::uint64_t subjects);
  // The totals of the earlier run's subjects as well.
  void complete(bulk::RunResult& result) const;
  // Of a folder, the report and the rows set aside too.
  void finish(const std::string& report, const std::vector<bulk::Rejected>& rejected, Language language);

 private:
  std::string out_;
  std::vector<population::OutColumn> columns_;
  bool folder_wanted_ = false;
  std::unique_ptr<population::RowSink> sink_;
  population::ResultFolder* folder_ = nullptr;  // sink_, if it is one
};

}  // namespace enact::cli
