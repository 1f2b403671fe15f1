// The faults within one expression, found among its tokens, so that what is shown is what an author would
// write. Internal to src/mutate.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mutate/fault.hpp"

namespace enact::mutate {

// Bytes of the expression that become other bytes.
struct TokenFault {
  Kind kind = Kind::comparison;
  Span span;
  std::string with;
};

// In the order of the text. What does not compile or changes nothing may be among them: running tells.
std::vector<TokenFault> faults_in(std::string_view expression);

// The day after or before, `days` later; the text itself if it is no date.
std::string moved_day(std::string_view date, int days);

}  // namespace enact::mutate
