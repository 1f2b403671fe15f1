// What a register computes from an entry and keeps with it: every measure with its formula, what it read and
// what it gave, the entries referred to as they stood, the package. A function of what was entered, of these
// entries, of the package and of the day: computed again it is the same, text for text. Knows no database.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "registers/values.hpp"

namespace enact::registers {

// An entry referred to, as it stood.
struct Pin {
  std::string entry;
  std::string register_id;
  std::string reference;
  std::string name;
  std::int64_t version = 0;
  std::string values;  // JSON, all of them
};
// nullopt: there is no such entry.
using FindPin = std::function<std::optional<Pin>(const policy::Register& made, std::string_view entry)>;

struct Sheet {
  Values values;     // what was entered, and what follows from it
  std::string text;  // JSON, as events keep it (docs/assessment.md)
};

// `entered`: without measured values. What cannot be computed is left out of the values; the text says why.
Sheet compute_sheet(const Book& book, const policy::Register& made, Values entered, const Date& on,
                    const FindPin& find);

// Computed again from what the text and the values hold. nullopt: the package is not kept, or its register is
// not there.
std::optional<Sheet> recompute_sheet(const Catalogue& catalogue, std::string_view policy,
                                     std::string_view register_id, const Values& values,
                                     std::string_view text);

}  // namespace enact::registers
