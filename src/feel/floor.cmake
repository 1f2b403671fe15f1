# Characters, numbers and messages come from base; regular expressions are ICU's, values are written as JSON.
set(enact_floor_links fmt::fmt ICU::i18n Boost::json)
set(enact_floor_cost 5)
