find_package(prometheus-cpp REQUIRED COMPONENTS core pull)
set(enact_floor_links CLI11::CLI11 fmt::fmt Threads::Threads prometheus-cpp::core prometheus-cpp::pull)
set(enact_floor_cost 32)
