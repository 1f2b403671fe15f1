# The decimal library's calling convention "000" (arguments by value, rounding mode by argument, flags by
# pointer) is chosen by the macros that its headers want.
set(enact_floor_links fmt::fmt ICU::uc ICU::i18n "${BIDGCC}" Threads::Threads)
