// DMN's interchange format, read and written (DMN 1.5, chapters 12 and 13; the namespaces of 1.2 to 1.5).
// Reading never loads anything from outside: no entities, no imports, no locations are followed.
#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "dmn/model.hpp"

namespace enact::dmn {

struct ReadModel {
  model::DefinitionsPtr model;  // null if the document could not be understood
  Diagnostics diagnostics;      // also of a model that was read: elements that are not DMN's
};
// Linear in the size of the document, which is limited in bytes and in depth; beyond: a diagnostic. What is
// missing or not understood inside a model is named (an error if a part of the model is lost by it) and the
// rest is read. Type names are as model.hpp has them, FEEL as a language is the empty string, references to
// the model's own namespace are local. Where requirements lead is for the compiler to check.
ReadModel read_xml(const SourcePtr& source);

struct WrittenModel {
  std::string xml;
  Diagnostics lost;  // warnings: what the version asked for cannot say, by element
};
// Valid against the XSD of that version. Elements without an id get one, derived from their place; an id that
// is no XML name or used twice is changed, and references follow. Boxed conditionals, filters and iterators
// are lowered before 1.4, keeping their meaning; extensions must be well-formed XML in a namespace of their
// own. Writing what was read from the result gives the same text.
WrittenModel write_xml(const model::Definitions& definitions, model::Version version);

}  // namespace enact::dmn
