find_path(XLSXWRITER_INCLUDE xlsxwriter.h REQUIRED)
find_library(XLSXWRITER_LIBRARY xlsxwriter REQUIRED)
set(enact_floor_links fmt::fmt Boost::json Threads::Threads "${XLSXWRITER_LIBRARY}")
