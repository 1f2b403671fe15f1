// One fact of a subject type or one field of a record, as a vocabulary declares it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "policy/package.hpp"
#include "policy/types.hpp"
#include "policy/unit_names.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {

// What a declaration may name.
struct DeclaredNames {
  const TypeNames& types;
  const UnitNames& units;
  const std::vector<Period>& periods;
};

// `own`: every unit that attests must be one of the package's; else those that are not are left out.
FactDeclaration read_fact_declaration(const yaml::Entry& entry, bool own, const DeclaredNames& names,
                                      Diagnostics& diagnostics);

// `name: { length: year, en: … }` under `periods`.
Period read_period_declaration(const yaml::Entry& entry, Diagnostics& diagnostics);

// `title:`, else the declared name with `en:` beside it.
Text read_declared_title(const yaml::Mapping& mapping, const std::string& name, Diagnostics& diagnostics);

// The formats that a text may be declared to have.
std::span<const std::string_view> fact_formats();

}  // namespace enact::policy
