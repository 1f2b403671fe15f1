set(enact_floor_links PkgConfig::SODIUM Boost::json)
