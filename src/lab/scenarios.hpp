// Scenarios of the policy lab, saved under a name by a unit: what was changed, not what came of it, which is
// computed anew whenever it is looked at. Events of the stream "scenario"; the list is their projection.
#pragma once

#include <boost/json.hpp>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.hpp"
#include "lab/lab.hpp"
#include "store/database.hpp"
#include "store/module.hpp"

namespace enact::lab {

struct Scenario {
  std::string id;
  std::string name;
  std::string unit;
  Trial trial;
  std::string package_hash;  // of the package that it was made with
  std::string author;        // account id
  Instant saved_at;
};

// Saves for the person's unit; a scenario of this name that the unit has is replaced. Faults: forbidden
// "lab.not-permitted", invalid "lab.name", not_found "lab.no-draft".
std::expected<Scenario, store::Fault> save_scenario(store::Transaction& tx, const casework::Person& person,
                                                    std::string_view name, const Trial& trial,
                                                    const policy::Package& package);
// Faults: not_found "lab.no-scenario", forbidden "lab.not-permitted".
std::expected<void, store::Fault> remove_scenario(store::Transaction& tx, const casework::Person& person,
                                                  std::string_view id);
// Those that the person may see (of its units, or all), by unit and name.
std::vector<Scenario> scenarios(const store::Reader& reader, const casework::Person& person);
// Of all units.
std::vector<Scenario> scenarios_of_draft(const store::Reader& reader, std::string_view draft);
// Fault: not_found "lab.no-scenario".
std::expected<Scenario, store::Fault> scenario(const store::Reader& reader, const casework::Person& person,
                                               std::string_view id);

boost::json::object trial_json(const Trial& trial);
// Precondition: as trial_json() makes it, or a request that was held against its schema.
Trial trial_from(const boost::json::object& json);

store::Module module();

}  // namespace enact::lab
