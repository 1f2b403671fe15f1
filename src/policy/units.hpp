// units.yaml: the units of a package, their nature and spellings; and the lines of the document that say
// which unit leads an article and which are responsible.
#pragma once

#include <string>
#include <vector>

#include "policy/package.hpp"
#include "policy/unit_names.hpp"

namespace enact::policy {

std::vector<Unit> read_units(const yaml::Node& root, Diagnostics& diagnostics);

// What an article's line of units says.
struct UnitsLine {
  struct Named {
    std::string unit;  // id
    Span span;         // in the paragraph's text
  };
  std::string article;
  std::size_t paragraph = 0;
  std::vector<Named> leads;
  std::vector<Named> responsible;
};

// 牵头单位：甲、乙；责任单位：丙、丁，戊 — of every article. A name that no unit has is an error.
std::vector<UnitsLine> read_units_lines(const Document& document, const UnitNames& units,
                                        Diagnostics& diagnostics);

// Every unit of a line is used by a provision of its article; a provision is led by a leading unit of its
// line.
void check_units_used(const Package& package, const std::vector<UnitsLine>& lines, Diagnostics& diagnostics);

}  // namespace enact::policy
