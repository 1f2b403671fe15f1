// SHA-256, by which official texts and packages are told apart.
#pragma once

#include <string>
#include <string_view>

namespace enact::policy {

std::string sha256(std::string_view bytes);  // 64 hexadecimal digits, lower case

}  // namespace enact::policy
