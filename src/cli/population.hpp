// Populations from disk and from databases: what `--population` names, as a source of columns.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "bulk/engine.hpp"
#include "bulk/source.hpp"

namespace enact::cli {

struct Population {
  std::unique_ptr<bulk::ColumnSource> source;
  std::shared_ptr<std::uint64_t> read;  // bytes so far
  std::uint64_t bytes = 0;              // in all; 0: not known
  // Path, size and time of change of every file that is read: equal where the population is the same. Empty:
  // that cannot be told (a database server, standard input).
  std::string files;

  double share() const;  // read so far, from 0 to 1; below 0 if not known
};

struct PopulationOptions {
  bool unsaid_absent = false;                 // what columns leave out is known to be absent
  std::map<std::string, std::string> tables;  // population::TableOptions
  std::optional<Date> since;                  // who is newly due: what is only declared is unknown
  std::vector<std::string> attested_by;       // the units that stand for columns
};

// A folder or file of CSV, a file of facts, a SQLite file, the folder of a service's space, a PostgreSQL
// address (docs/population.md). Throws std::runtime_error with what is wrong. `model` must outlive the
// population.
Population open_population(const std::string& path, const determine::FactModel& model,
                           const bulk::Wanted& wanted, const determine::Question& question,
                           const PopulationOptions& options);
// With what the engine reads. `engine` must outlive the population.
Population open_population(const std::string& path, const bulk::Engine& engine,
                           const PopulationOptions& options);

}  // namespace enact::cli
