// Where the bytes of a YAML scalar come from. yaml-cpp gives a scalar's text and where it begins; this walks
// text and source side by side (quotes, escapes, folded lines, indentation) and answers the place of every
// byte. Knows one scalar, not the document around it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "policy/yaml_reader.hpp"

namespace enact::policy::yaml {

struct ScalarPlace {
  Style style = Style::plain;
  Span span;                         // in the source, with quotation marks or block indicator
  std::vector<std::size_t> offsets;  // one for each byte of the text and one for its end
};

// `begin`: where the scalar's first character (or quotation mark, or `|`, `>`) stands.
ScalarPlace place_scalar(std::string_view source, std::size_t begin, std::string_view text);

}  // namespace enact::policy::yaml
