// JSON as YAML's nodes. JSON in its plain form is YAML, too, and yaml-cpp reads it some twenty times slower
// than it can be read: facts are kept as JSON and read at every determination.
#pragma once

#include <optional>

#include "policy/yaml_reader.hpp"

namespace enact::policy::yaml {

// The node that read() makes of the whole source, without any diagnostics; nullopt if the source is no JSON,
// or such as read() has something to say about or reads by rules of YAML's own: a key twice, `\` in a text, a
// text of several lines, brackets deeper than a hundred.
std::optional<Node> read_json(const SourcePtr& source);

}  // namespace enact::policy::yaml
