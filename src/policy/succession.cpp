// See succession.hpp.
#include "policy/succession.hpp"

#include <algorithm>

namespace enact::policy {
namespace {

PackagePtr ended(const PackagePtr& package, const Succession& by) {
  const std::optional<Date> last = by.from.add_days(-1);
  auto made = std::make_shared<Package>(*package);
  for (Provision& provision : made->provisions) {
    if (std::ranges::find(by.keeps, provision.id) != by.keeps.end()) continue;
    if (!provision.validity.to || *provision.validity.to > *last) provision.validity.to = last;
  }
  return made;
}

// The later version judges no event before its day of succession.
PackagePtr begun(const PackagePtr& package) {
  auto made = std::make_shared<Package>(*package);
  const Date& from = package->supersedes->from;
  for (Provision& provision : made->provisions) {
    if (!provision.validity.from || *provision.validity.from < from) provision.validity.from = from;
  }
  return made;
}

}  // namespace

std::vector<PackagePtr> side_by_side(const std::vector<PackagePtr>& packages) {
  std::vector<PackagePtr> made = packages;
  for (std::size_t i = 0; i < packages.size(); ++i) {
    if (!packages[i]->supersedes) continue;
    made[i] = begun(made[i]);
    for (PackagePtr& package : made) {
      if (package->id == packages[i]->supersedes->policy) package = ended(package, *packages[i]->supersedes);
    }
  }
  return made;
}

bool is_of(const Package& package, const std::string& policy) {
  return policy == package.id || (package.supersedes && policy == package.supersedes->policy);
}

}  // namespace enact::policy
