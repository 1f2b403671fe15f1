pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
set(enact_floor_links SQLite::SQLite3 PkgConfig::PQ PkgConfig::SODIUM OpenSSL::Crypto Boost::json PkgConfig::ZSTD)
set(enact_floor_cost 30)
