// Edits of YAML as an author would make them: an entry or an item left out, a scalar rewritten. The text
// stays YAML, whatever its style. Internal to src/mutate.
#pragma once

#include <string>

#include "mutate/fault.hpp"
#include "policy/yaml_reader.hpp"

namespace enact::mutate {

// Leaves out entry `index` of a mapping, with all that hangs on it.
Edit without_entry(const policy::yaml::Node& map, std::size_t index);
// Leaves out item `index` of a list.
Edit without_item(const policy::yaml::Node& list, std::size_t index);
// Another text in the place of `part` (bytes of the scalar's text), written so that YAML reads just that.
Edit rewritten(const policy::yaml::Node& scalar, Span part, const std::string& with);
// A further entry at the end of a mapping that has at least one.
Edit with_entry(const policy::yaml::Node& map, const std::string& entry);

}  // namespace enact::mutate
