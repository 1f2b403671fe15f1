// Sets of packages prepared for determining, each once.
#include "casework/library.hpp"

#include <algorithm>

namespace enact::casework {

policy::PackagePtr Context::package(std::string_view id) const {
  const auto found = std::ranges::find_if(packages_, [&](const auto& package) { return package->id == id; });
  return found == packages_.end() ? nullptr : *found;
}

std::vector<std::string> Context::hashes() const {
  std::vector<std::string> hashes;
  for (const policy::PackagePtr& package : packages_) hashes.push_back(package->hash);
  return hashes;
}

Library::Library(std::vector<policy::PackagePtr> current, Find find)
    : current_(std::make_shared<const Context>(std::move(current))), find_(std::move(find)) {
  known_[current_->hashes()] = current_;
}

ContextPtr Library::at(std::span<const std::string> hashes) const {
  const std::vector<std::string> key(hashes.begin(), hashes.end());
  const std::lock_guard lock(mutex_);
  if (const auto known = known_.find(key); known != known_.end()) return known->second;
  std::vector<policy::PackagePtr> packages;
  for (const std::string& hash : key) {
    policy::PackagePtr package;
    for (const policy::PackagePtr& one : current_->packages()) {
      if (one->hash == hash) package = one;
    }
    if (!package && find_) package = find_(hash);
    if (!package) return nullptr;
    packages.push_back(std::move(package));
  }
  return known_.emplace(key, std::make_shared<const Context>(std::move(packages))).first->second;
}

}  // namespace enact::casework
