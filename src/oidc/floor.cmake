# Tokens are read by libcjose, the provider is asked through libcurl.
find_package(CURL 7.88 REQUIRED)
pkg_check_modules(CJOSE REQUIRED IMPORTED_TARGET cjose)
set(enact_floor_links fmt::fmt Boost::json Boost::url CURL::libcurl PkgConfig::CJOSE OpenSSL::Crypto)
