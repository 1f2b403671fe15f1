set(enact_floor_links fmt::fmt Boost::json)
set(enact_floor_cost 12)
