// See stored_facts.hpp.
#include "population/stored_facts.hpp"

#include "determine/standing.hpp"

namespace enact::population {

CountedFacts counted_facts(std::span<const store::Fact> stored, const determine::FactModel& model,
                           const determine::FactModel::SubjectType& type, const Date& on,
                           bool attested_only) {
  CountedFacts counted;
  std::vector<std::string> withheld;
  for (const store::Fact& fact : stored) {
    const policy::FactDeclaration* declaration = type.fact(fact.name);
    if (declaration == nullptr || (fact.valid_to && *fact.valid_to < on)) continue;
    if (fact.value.empty()) continue;  // erased: nobody says anything
    const bool attested = fact.source == store::FactSource::attested;
    if (!attested && attested_only && fact.name != type.base->identity) continue;
    auto read = determine::read_fact_value(fact.value, *declaration, model, fact.open);
    if (has_errors(read.diagnostics)) {
      counted.unreadable.push_back({fact.name, std::move(read.diagnostics)});
      if (attested && (!fact.valid_from || *fact.valid_from <= on)) withheld.push_back(fact.name);
      continue;
    }
    counted.facts.push_back({.name = fact.name,
                             .value = std::move(read.value),
                             .provenance = {.source = attested ? fact.attested_by : "申报",
                                            .attested_by = attested ? fact.attested_by : std::string(),
                                            .on = fact.valid_from,
                                            .known_on = fact.known_on.legal_day()},
                             .location = {}});
  }
  determine::unite_lists(counted.facts, on);
  determine::let_attested_stand(counted.facts, model, type, on, withheld);
  return counted;
}

Instant last_moment_of(const Date& day) {
  return {start_of_legal_day(Date::from_days(day.days_since_1970() + 1)).microseconds - 1};
}

}  // namespace enact::population
