// What a selection says of registers, their fields and states, and of the facts that it attests. Internal to
// selections.yaml.
#pragma once

#include <string>

#include "policy/selections.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {

class SelectionNames {
 public:
  SelectionNames(const Package& package, const SelectionSurroundings& around)
      : package_(package), around_(around), diagnostics_(around.diagnostics) {}

  // needs, bids, experts, accepted, stage
  void read(const yaml::Mapping& mapping, Selection& made);
  // The name of a field of the register, and an error if it has none of that name.
  std::string field(const std::string& register_id, const yaml::Node& node) const;

 private:
  void entries(const yaml::Mapping& mapping, Selection::Entries& made) const;
  std::string field_of(const yaml::Mapping& mapping, std::string_view key, const std::string& register_id,
                       bool required) const;
  std::vector<std::string> fields_of(const yaml::Mapping& mapping, std::string_view key,
                                     const std::string& register_id) const;
  std::optional<Selection::Told> told(const yaml::Node& node, const Selection& selection) const;

  const Package& package_;
  const SelectionSurroundings& around_;
  Diagnostics& diagnostics_;
};

}  // namespace enact::policy
