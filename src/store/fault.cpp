// Lookup of a fault's figures.
#include "store/fault.hpp"

namespace enact::store {

std::int64_t Fault::figure(std::string_view name) const {
  for (const auto& [known, value] : figures) {
    if (known == name) return value;
  }
  return 0;
}

}  // namespace enact::store
