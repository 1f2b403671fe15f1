set(enact_floor_links SQLite::SQLite3 PkgConfig::PQ PkgConfig::SODIUM OpenSSL::Crypto Boost::json)
