// Units of measure as the checker reckons with them: 元 × 个月 ÷ 个月 is 元. A unit is a word, a product
// ("元·个月") or a quotient ("元/个月"); "" is a plain number.
#pragma once

#include <string>
#include <string_view>

namespace enact::feel {

// The literal 0 is an amount of any unit.
inline constexpr std::string_view zero_unit = "0";

// May numbers of these units be added and compared?
bool same_unit(std::string_view a, std::string_view b);
// The unit of a sum of both: the one that is not the literal 0.
std::string common_unit(std::string_view a, std::string_view b);
std::string product_unit(std::string_view a, std::string_view b);
std::string quotient_unit(std::string_view a, std::string_view b);

}  // namespace enact::feel
