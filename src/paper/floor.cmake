#Pages are laid out by Pango and drawn by Cairo.
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo)
    set(enact_floor_links fmt::fmt PkgConfig::PANGOCAIRO)
