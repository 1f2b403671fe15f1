// The subjects of a service's space as a population.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "bulk/source.hpp"
#include "determine/determine.hpp"

namespace enact::population {

// Reads the space in `folder` as it stands at this moment, without opening it for writing: the service may be
// running on it. Facts that no longer hold on the day of asking are left out; a subject with a fact that the
// vocabulary does not take is set aside. `since`: for who is newly due (bulk/newly_due.hpp); what is only
// declared is unknown then, and the segments have each subject also as it was on record at the end of that
// day. Throws std::runtime_error where there is no space; `model` must outlive the source.
std::unique_ptr<bulk::ColumnSource> store_source(const std::filesystem::path& folder,
                                                 const determine::FactModel& model,
                                                 const bulk::Wanted& wanted,
                                                 const determine::Question& question,
                                                 const std::optional<Date>& since);
// Whether a folder is one of a space.
bool is_space(const std::filesystem::path& folder);

}  // namespace enact::population
