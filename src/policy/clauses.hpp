// Cuts a document into clauses and finds the words in it that must not be left silently: operative words,
// figures, dates, names of units. Knows which words those are only from the vocabulary.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "policy/package.hpp"
#include "policy/unit_names.hpp"

namespace enact::policy {

// `words:` of a vocabulary.
struct Words {
  std::vector<std::string> operative;
  std::vector<std::string> measures;              // what may follow a figure: 万元/人, %
  std::map<std::string, std::string> thresholds;  // 超过 → ">"
};

// Fills `document.clauses` and `document.marks`; all clauses are uncovered yet. Lines of units have neither.
void find_clauses(Document& document, const Words& words, const UnitNames& units);

}  // namespace enact::policy
