set(enact_floor_links fmt::fmt)
