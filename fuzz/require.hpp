// What holds of every input, or the fuzzer has found something.
#pragma once

#include <cstdlib>

namespace enact::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace enact::fuzz
