find_package(CURL 7.88 REQUIRED)
set(enact_floor_links fmt::fmt Boost::json CURL::libcurl Threads::Threads)
