// The policy packages that cases are decided under: those in force now, and by their hash those that older
// cases were opened under, each set prepared for determining once. Thread-safe; outlives everything that
// holds a Context of it. Knows neither files nor databases: the top says how a package is found by its hash.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "determine/determine.hpp"
#include "policy/package.hpp"

namespace enact::casework {

// Packages in force side by side, with their determiner.
class Context {
 public:
  explicit Context(std::vector<policy::PackagePtr> packages)
      : packages_(std::move(packages)), determiner_(packages_) {}
  const std::vector<policy::PackagePtr>& packages() const { return packages_; }
  const determine::Determiner& determiner() const { return determiner_; }
  policy::PackagePtr package(std::string_view id) const;  // null if not among them
  std::vector<std::string> hashes() const;

 private:
  std::vector<policy::PackagePtr> packages_;
  determine::Determiner determiner_;
};
using ContextPtr = std::shared_ptr<const Context>;

class Library {
 public:
  // `find` gives a package that is not among `current` by its hash (from a published image), or null.
  using Find = std::function<policy::PackagePtr(std::string_view hash)>;
  explicit Library(std::vector<policy::PackagePtr> current, Find find = {});

  const ContextPtr& current() const { return current_; }
  // The packages of these hashes; null if one cannot be found.
  ContextPtr at(std::span<const std::string> hashes) const;

 private:
  ContextPtr current_;
  Find find_;
  mutable std::mutex mutex_;
  mutable std::map<std::vector<std::string>, ContextPtr> known_;
};

}  // namespace enact::casework
