// How ids are derived and kept apart.
#include "dmn/xml/ids.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "dmn/xml/emit.hpp"

namespace enact::dmn::xml {
namespace {

std::string as_name(std::string_view id) {
  std::string clean(id);
  make_sayable(clean);
  std::string out;
  for (std::size_t at = 0; at < clean.size();) {
    const std::size_t bytes = text::code_point_at(clean, at).bytes;
    const std::string_view character = std::string_view(clean).substr(at, bytes);
    out += is_nc_name("_" + std::string(character)) ? character : "_";
    at += bytes;
  }
  return is_nc_name(out) ? out : "_" + out;
}

}  // namespace

void Ids::learn(std::string_view id) {
  if (id.empty()) return;
  if (is_nc_name(id)) {
    taken_.emplace(id);
  } else {
    changed_.emplace(id, "");
  }
}

std::string Ids::assign(std::string_view wanted, std::string_view owner, std::string_view tag) {
  if (wanted.empty())
    return fresh(as_name(owner.empty() ? std::string(tag) : fmt::format("{}_{}", owner, tag)));
  if (is_nc_name(wanted) && used_.emplace(wanted).second) return std::string(wanted);
  if (const auto changed = changed_.find(wanted); changed != changed_.end()) {
    // References may have come first and then decided it.
    if (changed->second.empty()) changed->second = fresh(as_name(wanted));
    if (used_.insert(changed->second).second) return changed->second;
  }
  return fresh(as_name(wanted));
}

std::string Ids::renamed(std::string_view id) {
  const auto changed = changed_.find(id);
  if (changed == changed_.end()) return std::string(id);
  if (changed->second.empty()) changed->second = fresh(as_name(id));
  return changed->second;
}

std::string Ids::fresh(std::string base) {
  if (taken_.insert(base).second) return base;
  int& number = next_[base];
  if (number == 0) number = 1;
  for (;;) {
    std::string candidate = fmt::format("{}_{}", base, ++number);
    if (taken_.insert(candidate).second) return candidate;
  }
}

}  // namespace enact::dmn::xml
