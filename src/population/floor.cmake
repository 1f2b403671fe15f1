set(enact_floor_links fmt::fmt SQLite::SQLite3 PkgConfig::PQ Boost::json)
