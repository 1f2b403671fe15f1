// The names that a package's expressions see, and the definitions among them (docs/policy-package.md).
#pragma once

#include <string>
#include <vector>

#include "policy/package.hpp"
#include "policy/texts.hpp"
#include "policy/types.hpp"
#include "policy/yaml_reader.hpp"

namespace enact::policy {

// 查询日, 政策, 参数 and the tables. Precondition: parameters and tables have been read.
feel::Scope package_scope(const Package& package, const TypeNames& types);
// Besides, the subject and its definitions as far as they have been read. Precondition: there is such a
// subject.
feel::Scope subject_scope(const Package& package, const TypeNames& types, std::string_view subject);

// Reads the definitions in their order, each in the scope of its subject with those before it.
void read_definitions(const std::vector<yaml::Entry>& entries, const TypeNames& types, Package& package,
                      ReadTexts& texts, Diagnostics& diagnostics);

// The subject type that a node names; null, and an error, if there is none.
const SubjectType* find_subject(const yaml::Node& node, const Package& package, Diagnostics& diagnostics);
// An error if expressions would see two things of this name.
void check_name_free(std::string_view name, const Location& place, const feel::Scope& scope,
                     Diagnostics& diagnostics);

}  // namespace enact::policy
