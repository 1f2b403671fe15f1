// Compiles the expressions of a package: a YAML scalar in, a program out, errors at their token in the file,
// with more help where YAML has changed the text on the way.
#pragma once

#include <optional>

#include "policy/package.hpp"
#include "policy/texts.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {

// Nothing, and an error, if it does not compile; noted in `texts` in any case. `from`: the byte of the
// scalar's text where it begins.
std::optional<Expression> compile_scalar(const yaml::Node& node, const feel::Scope& scope,
                                         const feel::TypePtr& expected, ReadTexts& texts,
                                         Diagnostics& diagnostics, std::size_t from = 0);

// What the expression gives.
const feel::TypePtr& type_of(const Expression& expression);

}  // namespace enact::policy
