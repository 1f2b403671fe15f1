// The shape of a declared procedure: places, ways forward, who acts. Internal to the floor.
#pragma once

#include <set>

#include "procedure/procedure.hpp"

namespace enact::procedure {

std::size_t place_of(const policy::Procedure& procedure, std::string_view step);
const policy::ProcedureStep::Outcome* find_outcome(const policy::ProcedureStep& step, std::string_view id);
// Steps that can follow `from` by ways that lead onward only; without `from` itself.
std::set<std::string> reachable(const policy::Procedure& procedure, std::string_view from);
const policy::TakingUp* find_taking_up(const policy::Procedure& procedure, std::string_view id);
// What stands in the way of an outcome's guard, "procedure.guard": it does not hold, or is not known yet.
std::optional<Refusal> guarded(const Run& run, const policy::ProcedureStep::Outcome& outcome);
// The units that are meant by lead, payer or unit:…
std::vector<std::string> units_of_actor(const Run& run, std::string_view actor);
// The units that a step asks; {""} for the applicant. Of a place: whom the last application named.
std::vector<std::string> units_of(const Run& run, const State& state, const policy::ProcedureStep& step);

}  // namespace enact::procedure
