// See periods.hpp.
#include "determine/periods.hpp"

#include <algorithm>
#include <set>

#include "policy/periods.hpp"

namespace enact::determine {

PeriodsInUse::PeriodsInUse(const FactModel::SubjectType& type, std::span<const Statement> said)
    : type_(type) {
  for (const Statement& one : said) {
    const policy::FactDeclaration* fact = type.fact(one.name);
    if (!one.attested || fact == nullptr || !fact->period) continue;
    const auto [known, first] = attested_.try_emplace(std::string(one.name), one.from);
    if (!first) known->second = std::max(known->second, one.from);
  }
  // By kind of period, then by fact, the periods of its values that count.
  std::map<std::string, std::map<std::string_view, std::set<Date>>> periods;
  for (const Statement& one : said) {
    const policy::FactDeclaration* fact = type.fact(one.name);
    if (fact == nullptr || !fact->period) continue;
    const bool gives_way = !one.attested && attested_.contains(one.name) && !is_later(one.name, one.from);
    if (const auto period = policy::period_of(*fact, one.from); period && !gives_way)
      periods[fact->period->name][fact->name].insert(*period);
  }
  for (const auto& [kind, by_fact] : periods) {
    const std::set<Date>& any = by_fact.begin()->second;  // a common one is among them
    const auto common = std::find_if(any.rbegin(), any.rend(), [&](const Date& period) {
      return std::ranges::all_of(by_fact, [&](const auto& fact) { return fact.second.contains(period); });
    });
    if (common != any.rend()) common_.emplace(kind, *common);
  }
}

bool PeriodsInUse::is_later(std::string_view name, const std::optional<Date>& from) const {
  const policy::FactDeclaration* fact = type_.fact(name);
  const auto attested = attested_.find(name);
  if (fact == nullptr || attested == attested_.end()) return false;
  const auto stands = policy::period_of(*fact, attested->second);
  return stands && policy::period_of(*fact, from) > stands;
}

bool PeriodsInUse::waits(std::string_view name, const std::optional<Date>& from) const {
  const policy::FactDeclaration* fact = type_.fact(name);
  if (fact == nullptr || !fact->period) return false;
  const auto common = common_.find(fact->period->name);
  return common != common_.end() && policy::period_of(*fact, from) > common->second;
}

}  // namespace enact::determine
