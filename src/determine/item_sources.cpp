// Where the items of a list come from, if not all from one.
#include "determine/facts.hpp"

namespace enact::determine {

const Provenance& source_of_item(const Fact& fact, std::size_t item) {
  return item < fact.items.size() ? fact.items[item] : fact.provenance;
}

void note_item_source(Fact& fact, std::size_t items_before, const Provenance& source) {
  if (fact.items.empty()) fact.items.assign(items_before, fact.provenance);
  fact.items.push_back(source);
}

}  // namespace enact::determine
