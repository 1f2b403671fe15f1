// A population from CSV texts, one for each subject type and one for each of its lists (docs/population.md).
// Knows no disk: it is handed streams of bytes. Parts are cut off as bytes, of all files so many that records
// stand with their subjects, and read by whoever takes them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bulk/source.hpp"

namespace enact::bulk {

struct CsvFile {
  std::string type;  // subject type: "企业"
  std::string list;  // "认定": its records; empty: the subjects themselves
  std::unique_ptr<ByteInput> input;
};

// What a CSV leaves out is unknown, or known to be absent. Throws std::runtime_error where the heads of the
// files do not fit the vocabulary. `model` must outlive the source. `part`: how many subjects a part has.
std::unique_ptr<ColumnSource> csv_source(std::vector<CsvFile> files, const determine::FactModel& model,
                                         const Wanted& wanted, bool unsaid_absent,
                                         std::size_t part = segment_rows);

}  // namespace enact::bulk
