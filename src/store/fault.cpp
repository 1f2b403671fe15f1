// Lookup of a fault's figures.
#include "store/fault.hpp"

#include <utility>

namespace enact::store {

std::int64_t Fault::figure(std::string_view name) const {
  for (const auto& [known, value] : figures) {
    if (known == name) return value;
  }
  return 0;
}

Fault refuse(Fault::Kind kind, std::string code, Text message, Text help) {
  return {.kind = kind, .code = std::move(code), .message = std::move(message), .help = std::move(help)};
}

}  // namespace enact::store
