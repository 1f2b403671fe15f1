// 公民身份号码, GB 11643-1999: 17 digits and a check character (ISO 7064 MOD 11-2), 0 to 9 or X.
#pragma once

#include <string_view>

namespace enact {

// True for 18 characters whose date of birth is a day and whose check character fits.
bool is_identity_number(std::string_view number);

}  // namespace enact
