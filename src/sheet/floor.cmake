# Spreadsheets: libxlsxwriter writes them; they are read as what they are, XML (expat) in a zip file (libzip).
find_path(XLSXWRITER_INCLUDE xlsxwriter.h REQUIRED)
find_library(XLSXWRITER_LIBRARY xlsxwriter REQUIRED)
find_package(EXPAT 2.5 REQUIRED)
pkg_check_modules(SHEET_ZIP REQUIRED IMPORTED_TARGET libzip)
set(enact_floor_links fmt::fmt "${XLSXWRITER_LIBRARY}" EXPAT::EXPAT PkgConfig::SHEET_ZIP)
