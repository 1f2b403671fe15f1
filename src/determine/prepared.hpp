// What a Determiner holds. Internal to src/determine.
#pragma once

#include <vector>

#include "determine/facts.hpp"
#include "determine/plan.hpp"

namespace enact::determine {

struct Prepared {
  explicit Prepared(const std::vector<policy::PackagePtr>& shared) : model(shared) {
    packages.reserve(shared.size());
    for (const policy::PackagePtr& package : shared) packages.emplace_back(package);
  }
  FactModel model;
  std::vector<PackagePlan> packages;
};

}  // namespace enact::determine
