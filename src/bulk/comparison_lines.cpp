// See comparison_lines.hpp.
#include "bulk/comparison_lines.hpp"

#include <map>

namespace enact::bulk {
namespace {

using Key = std::pair<std::string, std::string>;    // package, name
using Place = std::pair<std::size_t, std::string>;  // of the package, provision

std::map<Place, const ProvisionTotals*> by_provision(const Outcome& outcome) {
  std::map<Place, const ProvisionTotals*> found;
  for (const auto& [key, part] : outcome.parts) {
    for (const ProvisionTotals& one : part->provisions)
      found.emplace(Place{one.place, one.provision->id}, &one);
  }
  return found;
}

void add(Budget& sum, const std::optional<LaneTotals>& totals) {
  if (!totals) return;
  sum.least += totals->least;
  sum.greatest += totals->greatest;
  sum.unbounded += totals->unbounded;
}

// Lines in the order in which their names first occur.
class Lines {
 public:
  explicit Lines(std::vector<BudgetLine>& lines) : lines_(lines) {}
  void take(policy::PackagePtr package, const std::string& name, const ProvisionLine& provision) {
    const auto [place, added] =
        places_.try_emplace(Key{package ? package->id : std::string(), name}, lines_.size());
    if (added) lines_.push_back({std::move(package), name, {}, {}});
    add(lines_[place->second].before, provision.before);
    add(lines_[place->second].after, provision.after);
  }

 private:
  std::vector<BudgetLine>& lines_;
  std::map<Key, std::size_t> places_;
};

}  // namespace

void add_lines(const Outcome& before, const Outcome& after, Comparison& out) {
  const auto was = by_provision(before);
  const auto is = by_provision(after);
  const auto add_package = [&](const Outcome& of, std::size_t place, bool removed_only) {
    const policy::PackagePtr& package = of.packages[place];
    for (const policy::Provision& provision : package->provisions) {
      const Place key{place, provision.id};
      const auto old = was.find(key);
      const auto now = is.find(key);
      const auto& here = removed_only ? old : now;
      if (here == (removed_only ? was.end() : is.end())) continue;
      if (removed_only && now != is.end()) continue;
      ProvisionLine line;
      line.package = package;
      line.provision = &provision;
      line.money = here->second->money;
      line.estimate = here->second->estimate;
      if (old != was.end()) line.before = old->second->totals;
      if (now != is.end()) line.after = now->second->totals;
      out.provisions.push_back(std::move(line));
    }
  };
  for (std::size_t i = 0; i < after.packages.size(); ++i) add_package(after, i, false);
  for (std::size_t i = 0; i < before.packages.size(); ++i) add_package(before, i, true);
  Lines articles(out.articles), payers(out.payers), leads(out.leads);
  for (const ProvisionLine& line : out.provisions) {
    if (!line.money || line.estimate) continue;
    articles.take(line.package, line.provision->article, line);
    payers.take(nullptr, line.provision->payer, line);
    leads.take(nullptr, line.provision->leads.empty() ? std::string() : line.provision->leads.front(), line);
  }
}

}  // namespace enact::bulk
