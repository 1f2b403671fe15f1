// Where in YAML a cursor stands: by the lines above it where the text is still being written
// (`place_by_text`), by the tree where it can be read (`node_at`). Knows YAML and its forms, not what the
// names mean.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/grammar.hpp"

namespace enact::lsp {

struct YamlPlace {
  std::vector<std::string> path;      // keys around it, outermost first; items of lists do not count
  bool in_key = false;                // a key is being written, else a value
  std::size_t begin = 0;              // where the key or value begins, behind a quotation mark
  std::vector<std::string> siblings;  // keys that the mapping has already
};

// `part`: the file, or the block in it. The offset lies in the part.
YamlPlace place_by_text(std::string_view text, Span part, std::size_t offset);

// The form at the end of a path of keys; null where the form says nothing.
struct FormAt {
  const Form* form = nullptr;
  std::vector<std::string> names;       // names of mappings of names on the way
  std::vector<std::string> facts_path;  // below `facts`: subject type, facts and fields
  bool in_facts = false;
};
FormAt form_at(const Form& root, const std::vector<std::string>& path);

// The scalar at the offset.
struct NodeAt {
  const policy::yaml::Node* node = nullptr;
  const Form* form = nullptr;  // of a value
  const Key* key = nullptr;    // of a key that the form knows
};
std::optional<NodeAt> node_at(const policy::yaml::Node& root, const Form& form, std::size_t offset);

}  // namespace enact::lsp
