find_path(VALIJSON_INCLUDE valijson/validator.hpp REQUIRED)
set(enact_floor_links Boost::json Boost::url Boost::headers PkgConfig::SODIUM spdlog::spdlog Threads::Threads)
set(enact_floor_cost 25)
