// What a value of FEEL is among truths over columns. For the executor.
#pragma once

#include <algorithm>

#include "bulk/vector_program.hpp"
#include "feel/value.hpp"

namespace enact::bulk {

// Of an unknown value: it is not known because of an error, whose cause columns cannot carry.
inline bool holds_error(const feel::Value& value) {
  const std::vector<feel::Cause>& causes = *value.unknown()->causes;
  return std::any_of(causes.begin(), causes.end(),
                     [](const feel::Cause& cause) { return cause.kind == feel::Cause::Kind::error; });
}

// Of a value computed from what is absent, and from nothing unknown: an error, and nothing else.
inline bool is_error(const feel::Value& value) {
  if (!value.is_unknown()) return false;
  const std::vector<feel::Cause>& causes = *value.unknown()->causes;
  return std::all_of(causes.begin(), causes.end(),
                     [](const feel::Cause& cause) { return cause.kind == feel::Cause::Kind::error; });
}

inline std::uint8_t truth_of(const feel::Value& value) {
  if (const bool* decided = value.boolean()) return *decided ? truth::yes : truth::no;
  if (value.is_null()) return truth::null;
  if (value.is_unknown() && !holds_error(value)) return truth::unknown;
  return truth::undecidable;
}

}  // namespace enact::bulk
