// 公民身份号码, GB 11643-1999: 17 digits and a check character (ISO 7064 MOD 11-2), 0 to 9 or X.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace enact {

// True for 18 characters whose date of birth is a day and whose check character fits.
bool is_identity_number(std::string_view number);
// Whether one stands in the text, not as a part of a longer run of letters and digits.
bool holds_identity_number(std::string_view text);
// Where each begins, in order.
std::vector<std::size_t> identity_numbers_in(std::string_view text);
// The text with all but the first three and the last four characters of each replaced by `*`.
std::string mask_identity_numbers(std::string_view text);

}  // namespace enact
