// A population from records, of files or of tables: those of the subjects of a type, and beside them those of
// each of its lists (docs/population.md). Knows neither files nor databases.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bulk/records.hpp"
#include "bulk/source.hpp"

namespace enact::bulk {

struct TypeRecords {
  std::string type;  // subject type: "企业"
  std::string list;  // "认定": its records; empty: the subjects themselves
  std::unique_ptr<Records> records;
  std::optional<std::int64_t> number = std::nullopt;  // of subjects: that of the one before the first
};

// Records of a list have in `#` the number of their subject: what the subject's own `#` says, else which row
// it is, from 1; both stand in the order of the numbers. Throws std::runtime_error where heads do not fit the
// vocabulary. `model` must outlive the source.
std::unique_ptr<ColumnSource> records_source(std::vector<TypeRecords> all, const determine::FactModel& model,
                                             const Wanted& wanted, bool unsaid_absent);

}  // namespace enact::bulk
