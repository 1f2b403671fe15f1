# Spreadsheets: libxlsxwriter writes them, liborcus reads them.
find_path(XLSXWRITER_INCLUDE xlsxwriter.h REQUIRED)
find_library(XLSXWRITER_LIBRARY xlsxwriter REQUIRED)
pkg_check_modules(ORCUS REQUIRED IMPORTED_TARGET liborcus-0.17)
set(enact_floor_links fmt::fmt "${XLSXWRITER_LIBRARY}" PkgConfig::ORCUS)
