// What units attest of a population, and nothing else: for whoever is to be paid without having applied.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bulk/source.hpp"

namespace enact::bulk {

// Columns do not say who stands for them: those stay whose facts one of `units` attests by the vocabulary
// (`attested by`), and the identifying ones; all others are unknown, lists open. For facts, which say it one
// by one, see facts_source.hpp. `model` must outlive the source.
std::unique_ptr<ColumnSource> attested_columns(std::unique_ptr<ColumnSource> source,
                                               const determine::FactModel& model,
                                               std::vector<std::string> units);

// The subject with each fact unknown that is only declared; the identifying fact stays.
void keep_attested(determine::Subject& subject, const determine::FactModel::SubjectType& type);

}  // namespace enact::bulk
