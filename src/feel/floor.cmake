# Characters, numbers and messages come from base; nothing else is needed to read FEEL.
set(enact_floor_links fmt::fmt)
