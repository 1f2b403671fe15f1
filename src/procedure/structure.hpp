// The shape of a declared procedure: places, ways forward, who acts. Internal to the floor.
#pragma once

#include <set>

#include "procedure/procedure.hpp"

namespace enact::procedure {

std::size_t place_of(const policy::Procedure& procedure, std::string_view step);
const policy::ProcedureStep::Outcome* find_outcome(const policy::ProcedureStep& step, std::string_view id);
// Steps that can follow `from` by ways that lead onward only; without `from` itself.
std::set<std::string> reachable(const policy::Procedure& procedure, std::string_view from);
// The units that a step asks; {""} for the applicant.
std::vector<std::string> units_of(const Run& run, const policy::ProcedureStep& step);

}  // namespace enact::procedure
