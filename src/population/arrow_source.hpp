// A population from an Arrow stream: what another library in this process has in columns.
#pragma once

#include <memory>
#include <string>

#include "bulk/source.hpp"
#include "determine/facts.hpp"
#include "population/arrow_abi.hpp"

namespace enact::population {

// Takes the stream over (`stream->release` is null after it). Its schema is a struct whose fields are named
// as facts of the subject type; a list of records is a list of structs, null where it is not known whether
// there are any, else complete. Null is what an empty cell of a CSV is. Read are: booleans, whole numbers,
// decimals of 32, 64 and 128 bits, double precision (as from tables.hpp), utf8, dates in days, each also by
// dictionary; a list that is no list of records as JSON text.
// Batches are taken one after the other, each in segments of its own. Whole numbers, decimals of up to 64
// bits and days without nulls are looked into where they lie, not copied; whatever else there is comes into
// columns; where a cell has a fault, the segment's rows are read one by one, and those with faults set aside.
// Throws std::runtime_error with what does not fit; `model` must outlive the source.
std::unique_ptr<bulk::ColumnSource> arrow_source(ArrowArrayStream* stream, const std::string& type,
                                                 const determine::FactModel& model,
                                                 const bulk::Wanted& wanted, bool unsaid_absent);

}  // namespace enact::population
