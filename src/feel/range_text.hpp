// Reads the text of a range as the function range() takes it (DMN 1.5, table 68): a literal with bounds that
// are literals. Internal to src/feel.
#pragma once

#include <optional>
#include <string_view>

#include "feel/value.hpp"

namespace enact::feel {

// nullopt: no range literal, bounds of different or unordered kinds, or the low above the high.
std::optional<RangePtr> read_range(std::string_view text);

}  // namespace enact::feel
