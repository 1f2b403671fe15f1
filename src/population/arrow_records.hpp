// An Arrow stream as records, row by row: how batches are read whose layout is not that of columns, or in
// which some cell has a fault. Internal to src/population (arrow_source.hpp).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "bulk/source.hpp"
#include "determine/facts.hpp"
#include "population/arrow_abi.hpp"

namespace enact::population {

// Takes the stream over. `before`: how many rows of the population stand before it, for messages. Throws
// std::runtime_error with what does not fit; `model` must outlive the source.
std::unique_ptr<bulk::ColumnSource> arrow_records(ArrowArrayStream* stream, const std::string& type,
                                                  const determine::FactModel& model,
                                                  const bulk::Wanted& wanted, bool unsaid_absent,
                                                  std::uint64_t before);

}  // namespace enact::population
