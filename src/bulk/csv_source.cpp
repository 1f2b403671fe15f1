// CSV texts as records. See csv_source.hpp.
#include "bulk/csv_source.hpp"

#include "bulk/csv_records.hpp"
#include "bulk/records_source.hpp"

namespace enact::bulk {

std::unique_ptr<ColumnSource> csv_source(std::vector<CsvFile> files, const determine::FactModel& model,
                                         const Wanted& wanted, bool unsaid_absent) {
  std::vector<TypeRecords> all;
  for (CsvFile& file : files) {
    all.push_back(
        {std::move(file.type), std::move(file.list), std::make_unique<CsvRecords>(std::move(file.input))});
  }
  return records_source(std::move(all), model, wanted, unsaid_absent);
}

}  // namespace enact::bulk
