#include "casework/differing.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "determine/elements.hpp"
#include "determine/periods.hpp"

namespace enact::casework {
namespace {

using determine::contradict;
using store::Fact;

struct Standing {
  const Fact* declared = nullptr;
  std::map<std::string, const Fact*> attested = {};  // the latest of each unit
};

bool holds(const Fact& fact, const Date& on) {
  return (!fact.valid_from || *fact.valid_from <= on) && (!fact.valid_to || on <= *fact.valid_to);
}
auto age(const Fact& fact) {
  return std::tuple(fact.valid_from, fact.known_on.legal_day(), fact.seq);
}
void keep_later(const Fact*& kept, const Fact& fact) {
  if (kept == nullptr || age(*kept) < age(fact)) kept = &fact;
}

// The declared items that are in contradiction to an attested list, and the attested ones that they are to.
Differing by_items(const Fact& declared, const Fact& attested, const feel::List& own,
                   const feel::List& theirs, const policy::RecordType* record) {
  auto said = std::make_shared<feel::List>();
  auto standing = std::make_shared<feel::List>();
  for (const feel::Value& one : own.items) {
    for (const feel::Value& other : theirs.items) {
      if (!contradict(one, other, record)) continue;
      said->items.push_back(one);
      standing->items.push_back(other);
    }
  }
  if (said->items.empty()) return {};
  return {&declared, &attested, determine::fact_value_json(feel::Value(feel::ListPtr(std::move(said)))),
          determine::fact_value_json(feel::Value(feel::ListPtr(std::move(standing))))};
}

// `declared` null in the answer: they do not differ.
Differing compared(const determine::FactModel& model, const policy::FactDeclaration& declaration,
                   const Fact& declared, const Fact& attested) {
  const auto own = determine::read_fact_value(declared.value, declaration, model, declared.open);
  const auto theirs = determine::read_fact_value(attested.value, declaration, model, attested.open);
  const bool readable = !has_errors(own.diagnostics) && !has_errors(theirs.diagnostics);
  if (readable && own.value.list() != nullptr && theirs.value.list() != nullptr) {
    const auto& element = declaration.type->element;
    return by_items(declared, attested, *own.value.list(), *theirs.value.list(),
                    element ? model.record(element->name) : nullptr);
  }
  const bool same = readable ? determine::canonical(own.value) == determine::canonical(theirs.value)
                             : declared.value == attested.value;
  return same ? Differing{} : Differing{&declared, &attested, declared.value, attested.value};
}

}  // namespace

std::vector<Differing> differing_of(const Context& context, std::string_view subject_type,
                                    std::span<const Fact> known, const Date& on) {
  std::vector<Differing> found;
  const determine::FactModel& model = context.determiner().model();
  const auto* type = model.subject(subject_type);
  if (type == nullptr) return found;
  std::map<std::string, Standing> by_name;
  for (const Fact& fact : known) {
    if (!holds(fact, on) || fact.value.empty()) continue;
    Standing& standing = by_name[fact.name];
    const bool attested = fact.source == store::FactSource::attested;
    keep_later(attested ? standing.attested[fact.attested_by] : standing.declared, fact);
  }
  std::vector<determine::Statement> said;
  for (const Fact& fact : known) {
    if (holds(fact, on) && !fact.value.empty())
      said.push_back({fact.name, fact.valid_from, fact.source == store::FactSource::attested});
  }
  const determine::PeriodsInUse periods(*type, said);
  for (const auto& [name, standing] : by_name) {
    const policy::FactDeclaration* declaration = type->fact(name);
    if (declaration == nullptr || standing.declared == nullptr) continue;
    const auto& from = standing.declared->valid_from;
    if (periods.is_later(name, from) && !periods.waits(name, from)) continue;  // it counts
    const bool list = declaration->type->kind == feel::Kind::list;
    const Fact* counts = nullptr;
    for (const auto& [unit, fact] : standing.attested) keep_later(counts, *fact);
    for (const auto& [unit, fact] : standing.attested) {
      if ((!list && fact != counts) || standing.declared->seq < fact->seq) continue;
      Differing one = compared(model, *declaration, *standing.declared, *fact);
      if (one.declared != nullptr) found.push_back(std::move(one));
    }
  }
  return found;
}

}  // namespace enact::casework
