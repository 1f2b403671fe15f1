// The subjects that a package shows in a training space: samples/facts.yaml, a facts file (docs/facts.md)
// with an event for whatever one should be able to try. What it says is on record as attested by the unit
// that may attest it.
#pragma once

#include <filesystem>
#include <vector>

#include "determine/facts.hpp"
#include "store/facts.hpp"

namespace enact::cli {

// A subject as the store keeps it: its identity and name among its facts.
store::SubjectWithFacts stored_subject(const determine::Subject& subject,
                                       const determine::FactModel::SubjectType& type);

// `folders`: of packages; one without samples is passed over. Where the file says `unsaid: absent`, a list
// that is not said is on record as empty. Throws std::runtime_error with places and reasons if a file cannot
// be read.
std::vector<store::SubjectWithFacts> sample_subjects(const determine::FactModel& model,
                                                     const std::vector<std::filesystem::path>& folders);

}  // namespace enact::cli
