// Quotations of the document in provisions and declaratory entries: each must stand there, word for word.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/package.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {

// The citation of a node's text in the article, else outside the articles; nothing, and an error that points
// at the first character that the document has otherwise, if it does not stand there.
std::optional<Citation> read_quotation(const yaml::Node& node, const Document& document,
                                       const std::string& article, Diagnostics& diagnostics);
// The same of a text or a list of texts.
std::vector<Citation> read_quotations(const yaml::Node& node, const Document& document,
                                      const std::string& article, Diagnostics& diagnostics);

}  // namespace enact::policy
