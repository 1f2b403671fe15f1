// Populations from disk: what `--population` names, as a source of columns.
#pragma once

#include <memory>
#include <string>

#include "bulk/engine.hpp"
#include "bulk/source.hpp"

namespace enact::cli {

struct Population {
  std::unique_ptr<bulk::ColumnSource> source;
  std::shared_ptr<std::uint64_t> read;  // bytes so far
  std::uint64_t bytes = 0;              // in all; 0: not known

  std::string progress() const;  // "41 %"; "" if not known
};

// A folder or file; throws std::runtime_error with what is wrong. `model` must outlive the population.
Population open_population(const std::string& path, const determine::FactModel& model,
                           const bulk::Wanted& wanted, const determine::Question& question,
                           bool unsaid_absent);
// With what the engine reads. `engine` must outlive the population.
Population open_population(const std::string& path, const bulk::Engine& engine, bool unsaid_absent);

}  // namespace enact::cli
