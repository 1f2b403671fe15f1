// What a case's procedure has come to, as its events and lists show it. Internal to the floor.
#pragma once

#include <boost/json.hpp>

#include "procedure/procedure.hpp"

namespace enact::casework {

// {status, title, ended, decided, open: [{step, kind, title, unit, role, opened, deadline?, provisional?}]}
boost::json::object state_json(const procedure::State& state);
// "草稿", "退回补正", the names of the open steps, or how it ended.
Text status_title(const procedure::State& state);
// A decision that leads onward holds.
bool has_decision(const procedure::State& state);

}  // namespace enact::casework
