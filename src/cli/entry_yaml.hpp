// The values of an entry as samples and examples write them in YAML: texts as they stand, days from `today`,
// entries referred to by their names in the file, lines as lists of mappings.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "policy/register.hpp"
#include "policy/yaml_reader.hpp"
#include "registers/exact_json.hpp"

namespace enact::cli {

// Throws std::runtime_error with the place and the message.
[[noreturn]] void refuse_sample(const policy::yaml::Node& node, const Text& message);

// The id of the entry that the file calls by this name; nullopt: it was left out. Throws if there is none.
using NamedEntry = std::function<std::optional<std::string>(const policy::yaml::Node& name)>;

// An object {field: value}; nullopt if it refers to an entry that was left out.
std::optional<registers::ExactJson> yaml_values(const policy::Register& made, const policy::yaml::Node& node,
                                                const Date& today, const NamedEntry& named);

}  // namespace enact::cli
