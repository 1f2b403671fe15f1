// External functions of DMN models: the plain functions of java.lang that models use, done here as Java does
// them (docs/java-functions.md is written from this table). Nothing is loaded and no Java is run.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "feel/compile.hpp"

namespace enact::dmn {

// Of kind "java" with the entries "class" and "method signature" ("max(double, double)"); the types may be
// written with or without their package, arrays as `int[]`, `[I` or `java.lang.Object...`. Any other method,
// and any other kind (PMML), is answered with a diagnostic that says what there is.
std::expected<feel::FunctionPtr, Diagnostic> external_function(const feel::ExternalFunction& wanted);

// The table as Markdown, for docs/java-functions.md.
std::string java_functions_markdown();

}  // namespace enact::dmn
