# Uploaded packages come as zip files.
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
set(enact_floor_links fmt::fmt Boost::json Threads::Threads PkgConfig::LIBZIP)
