set(enact_floor_links CLI11::CLI11 fmt::fmt Threads::Threads)
