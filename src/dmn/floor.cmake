set(enact_floor_links "")
