// Who keeps and sees what units keep in the lab, scenarios and drafts alike. Internal to the floor.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "casework/casework.hpp"
#include "store/fault.hpp"

namespace enact::lab {

bool sees(const casework::Person& person, const std::string& unit);
// The unit for which the person keeps things. Fault: forbidden "lab.not-permitted".
std::expected<std::string, store::Fault> keeping_unit(const casework::Person& person);
// Faults: forbidden "lab.not-permitted".
std::expected<void, store::Fault> check_keeps(const casework::Person& person, const std::string& unit);
// The name without blanks around it. Fault: invalid "lab.name".
std::expected<std::string, store::Fault> checked_name(std::string_view name);

}  // namespace enact::lab
