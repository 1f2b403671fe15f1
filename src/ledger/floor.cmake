set(enact_floor_links "")
set(enact_floor_cost 15)
