find_path(Z3_INCLUDE_DIR z3++.h REQUIRED)
find_library(Z3_LIBRARY z3 REQUIRED)
set(enact_floor_links fmt::fmt Boost::json ${Z3_LIBRARY})
set(enact_floor_cost 35)
