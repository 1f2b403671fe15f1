// The units of a package by all their spellings. Answers which unit a name means, with the nearest spelling
// where none does. Knows nothing of the document.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/package.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {

class UnitNames {
 public:
  UnitNames() = default;
  explicit UnitNames(std::span<const Unit> units);

  // The id of the unit that has this id or spelling.
  std::optional<std::string> find(std::string_view name) const;
  // The same in a list such as 市科技局、工信局, where a later name lacks the first character (市, 省, 县,
  // 区) of an earlier one.
  std::optional<std::string> find_in_list(std::string_view name, std::span<const std::string> earlier) const;
  // The ids of a text or a list of texts; an unknown one is an error.
  std::vector<std::string> resolve(const yaml::Node& node, Diagnostics& diagnostics) const;
  std::optional<std::string> resolve_one(const yaml::Node& node, Diagnostics& diagnostics) const;
  // All spellings, longest first.
  const std::vector<std::string>& spellings() const { return spellings_; }
  const std::vector<std::string>& ids() const { return ids_; }
  // No unit is the unit of a place.
  bool without_areas() const { return !areas_; }

 private:
  std::map<std::string, std::string, std::less<>> by_spelling_;
  std::vector<std::string> spellings_;
  std::vector<std::string> ids_;
  bool areas_ = false;
};

}  // namespace enact::policy
