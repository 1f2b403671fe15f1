set(enact_floor_links fmt::fmt yaml-cpp Boost::json PkgConfig::SODIUM)
