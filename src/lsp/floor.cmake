set(enact_floor_links Boost::json fmt::fmt Threads::Threads)
