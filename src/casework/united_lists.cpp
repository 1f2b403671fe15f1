#include "casework/united_lists.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "casework/intake_parts.hpp"

namespace enact::casework {
namespace {

bool is_attested_list(const determine::Fact& fact, const Date& on) {
  return fact.value.list() != nullptr && !fact.provenance.attested_by.empty() &&
         (!fact.provenance.on || *fact.provenance.on <= on);
}

auto age(const determine::Fact& fact) {
  return std::tie(fact.provenance.on, fact.provenance.known_on);
}

determine::Fact united(const std::vector<const determine::Fact*>& parts) {
  determine::Fact made = *parts.front();
  auto list = std::make_shared<feel::List>();
  std::set<std::string> seen;
  std::vector<std::string> units;
  for (const determine::Fact* part : parts) {
    const feel::List& own = *part->value.list();
    list->open = list->open || own.open;
    if (own.open && !list->causes) list->causes = own.causes;
    for (const feel::Value& item : own.items)
      if (seen.insert(canonical(item)).second) list->items.push_back(item);
    units.push_back(part->provenance.attested_by);
    made.provenance.on = std::max(made.provenance.on, part->provenance.on);
    made.provenance.known_on = std::max(made.provenance.known_on, part->provenance.known_on);
  }
  made.value = feel::Value(feel::ListPtr(std::move(list)));
  made.provenance.source = text::join(units, "、");
  return made;
}

}  // namespace

void unite_lists(std::vector<determine::Fact>& facts, const Date& on) {
  std::map<std::string, std::map<std::string, const determine::Fact*>> latest;  // by name, then by unit
  for (const determine::Fact& fact : facts) {
    if (!is_attested_list(fact, on)) continue;
    const determine::Fact*& kept = latest[fact.name][fact.provenance.attested_by];
    if (kept == nullptr || age(*kept) <= age(fact)) kept = &fact;
  }
  std::vector<determine::Fact> made;
  std::set<std::string> names;
  for (const auto& [name, by_unit] : latest) {
    if (by_unit.size() < 2) continue;
    names.insert(name);
    std::vector<const determine::Fact*> parts;
    for (const auto& [unit, fact] : by_unit) parts.push_back(fact);
    made.push_back(united(parts));
  }
  std::erase_if(facts, [&](const determine::Fact& fact) {
    return names.contains(fact.name) && is_attested_list(fact, on);
  });
  std::ranges::move(made, std::back_inserter(facts));
}

bool contradict(const feel::Value& a, const feel::Value& b, bool same_source,
                const policy::RecordType* record) {
  if (canonical(a) == canonical(b)) return false;
  if (same_source || record == nullptr || a.list() == nullptr || b.list() == nullptr) return true;
  for (const feel::Value& one : a.list()->items) {
    for (const feel::Value& other : b.list()->items)
      if (same_thing(one, other, *record) && canonical(one) != canonical(other)) return true;
  }
  return false;
}

}  // namespace enact::casework
