// See standing.hpp.
#include "determine/standing.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "determine/elements.hpp"
#include "determine/periods.hpp"

namespace enact::determine {
namespace {

using feel::Value;

bool has_come(const Fact& fact, const Date& on) {
  return !fact.provenance.on || *fact.provenance.on <= on;
}
bool is_attested(const Fact& fact) {
  return !fact.provenance.attested_by.empty();
}
auto age(const Fact& fact) {
  return std::tie(fact.provenance.on, fact.provenance.known_on);
}

Fact united(const std::vector<const Fact*>& parts) {
  Fact made = *parts.front();
  auto list = std::make_shared<feel::List>();
  std::map<std::string, std::size_t> places;
  std::vector<std::string> units;
  for (const Fact* part : parts) {
    const feel::List& own = *part->value.list();
    list->open = list->open || own.open;
    if (own.open && !list->causes) list->causes = own.causes;
    for (const Value& item : own.items) {
      const auto [known, is_new] = places.try_emplace(canonical(item), list->items.size());
      if (is_new) {
        list->items.push_back(item);
        made.items.push_back(part->provenance);
      } else {
        made.items[known->second].source += "、" + part->provenance.source;
      }
    }
    units.push_back(part->provenance.attested_by);
    made.provenance.on = std::max(made.provenance.on, part->provenance.on);
    made.provenance.known_on = std::max(made.provenance.known_on, part->provenance.known_on);
  }
  made.value = Value(feel::ListPtr(std::move(list)));
  made.provenance.source = text::join(units, "、");
  return made;
}

// Null is known to be none; a single record is a list of one.
std::vector<Value> items_of(const Value& value) {
  if (const feel::List* list = value.list()) return list->items;
  return value.is_null() || value.is_unknown() ? std::vector<Value>{} : std::vector<Value>{value};
}
bool is_open(const Value& value) {
  return value.is_unknown() || (value.list() != nullptr && value.list()->open);
}

// The attested list with the declared one's items behind its own; each keeps where it is from.
Fact with_declared(Fact attested, const Fact& declared, const policy::RecordType* record) {
  auto list = std::make_shared<feel::List>();
  list->items = items_of(attested.value);
  list->open = is_open(attested.value) && is_open(declared.value);
  if (list->open && attested.value.list() != nullptr) list->causes = attested.value.list()->causes;
  const std::size_t own = list->items.size();
  std::set<std::string> seen;
  for (const Value& item : list->items) seen.insert(canonical(item));
  for (Value& item : items_of(declared.value)) {
    const bool contradicts = std::any_of(
        list->items.begin(), list->items.begin() + static_cast<std::ptrdiff_t>(own),
        [&](const Value& other) { return record != nullptr && same_thing(item, other, *record); });
    if (contradicts || !seen.insert(canonical(item)).second) continue;
    note_item_source(attested, list->items.size(), declared.provenance);
    list->items.push_back(std::move(item));
  }
  // Nothing of the declared one counts.
  if (list->items.size() == own && list->open == is_open(attested.value)) return attested;
  attested.value = Value(feel::ListPtr(std::move(list)));
  Provenance& whole = attested.provenance;
  whole.source = whole.source == declared.provenance.source
                     ? whole.source
                     : whole.source + "、" + declared.provenance.source;
  whole.attested_by.clear();  // not as a whole
  whole.on = std::max(whole.on, declared.provenance.on);
  whole.known_on = std::max(whole.known_on, declared.provenance.known_on);
  return attested;
}

// The latest that has come; of equals the one that was entered last.
const Fact* latest(const std::vector<Fact>& facts, const std::string& name, const Date& on, bool attested) {
  const Fact* found = nullptr;
  for (const Fact& fact : facts) {
    if (fact.name != name || is_attested(fact) != attested || !has_come(fact, on)) continue;
    if (found == nullptr || age(*found) <= age(fact)) found = &fact;
  }
  return found;
}

// Two attested ones of equal age that differ: nothing is known, whatever anybody declares.
bool in_doubt(const std::vector<Fact>& facts, const Fact& standing) {
  return std::ranges::any_of(facts, [&](const Fact& other) {
    return other.name == standing.name && is_attested(other) && age(other) == age(standing) &&
           !feel::same(other.value, standing.value);
  });
}

std::vector<Statement> statements(const std::vector<Fact>& facts, const Date& on) {
  std::vector<Statement> said;
  for (const Fact& fact : facts)
    if (has_come(fact, on)) said.push_back({fact.name, fact.provenance.on, is_attested(fact)});
  return said;
}

}  // namespace

void unite_lists(std::vector<Fact>& facts, const Date& on) {
  const auto unites = [&](const Fact& fact) {
    return fact.value.list() != nullptr && is_attested(fact) && has_come(fact, on);
  };
  std::map<std::string, std::map<std::string, const Fact*>> newest;  // by name, then by unit
  for (const Fact& fact : facts) {
    if (!unites(fact)) continue;
    const Fact*& kept = newest[fact.name][fact.provenance.attested_by];
    if (kept == nullptr || age(*kept) <= age(fact)) kept = &fact;
  }
  std::vector<Fact> made;
  std::set<std::string> names;
  for (const auto& [name, by_unit] : newest) {
    if (by_unit.size() < 2) continue;
    names.insert(name);
    std::vector<const Fact*> parts;
    for (const auto& [unit, fact] : by_unit) parts.push_back(fact);
    made.push_back(united(parts));
  }
  std::erase_if(facts, [&](const Fact& fact) { return names.contains(fact.name) && unites(fact); });
  std::ranges::move(made, std::back_inserter(facts));
}

void let_attested_stand(std::vector<Fact>& facts, const FactModel& model, const FactModel::SubjectType& type,
                        const Date& on, const std::vector<std::string>& withheld) {
  const std::set<std::string> unreadable(withheld.begin(), withheld.end());
  std::set<std::string> settled = unreadable;
  std::set<std::string> names;
  for (const Fact& fact : facts)
    if (is_attested(fact) && has_come(fact, on)) names.insert(fact.name);
  for (const std::string& name : names) {
    const policy::FactDeclaration* declared = type.fact(name);
    if (declared == nullptr || !settled.insert(name).second) continue;
    if (declared->type->kind != feel::Kind::list) continue;
    const Fact* addition = latest(facts, name, on, false);
    const Fact* standing = latest(facts, name, on, true);
    if (addition == nullptr || in_doubt(facts, *standing)) continue;
    const auto& element = declared->type->element;
    Fact made = with_declared(*standing, *addition, element ? model.record(element->name) : nullptr);
    std::erase_if(facts, [&](const Fact& fact) { return fact.name == name && has_come(fact, on); });
    if (!is_attested(made)) settled.erase(name);  // what is declared of it counts
    facts.push_back(std::move(made));
  }
  const PeriodsInUse periods(type, statements(facts, on));
  std::erase_if(facts, [&](const Fact& fact) {
    if (!has_come(fact, on)) return false;
    const bool gives_way =
        !is_attested(fact) && settled.contains(fact.name) &&
        (unreadable.contains(fact.name) || !periods.is_later(fact.name, fact.provenance.on));
    return gives_way || periods.waits(fact.name, fact.provenance.on);
  });
}

}  // namespace enact::determine
