// See unit_names.hpp.
#include "policy/unit_names.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace enact::policy {

UnitNames::UnitNames(std::span<const Unit> units) {
  for (const Unit& unit : units) {
    ids_.push_back(unit.id);
    by_spelling_.insert_or_assign(unit.id, unit.id);
    areas_ = areas_ || !unit.areas.empty();
  }
  for (const Unit& unit : units) {
    for (const std::string& also : unit.also) by_spelling_.try_emplace(also, unit.id);
  }
  for (const auto& [spelling, id] : by_spelling_) spellings_.push_back(spelling);
  std::stable_sort(spellings_.begin(), spellings_.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

std::optional<std::string> UnitNames::find(std::string_view name) const {
  const auto found = by_spelling_.find(name);
  return found == by_spelling_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> UnitNames::find_in_list(std::string_view name,
                                                   std::span<const std::string> earlier) const {
  if (auto found = find(name)) return found;
  for (auto before = earlier.rbegin(); before != earlier.rend(); ++before) {
    if (before->empty()) continue;
    const std::string inherited = before->substr(0, text::code_point_at(*before, 0).bytes);
    if (auto found = find(inherited + std::string(name))) return found;
  }
  return std::nullopt;
}

std::optional<std::string> UnitNames::resolve_one(const yaml::Node& node, Diagnostics& diagnostics) const {
  const std::optional<std::string> name = yaml::read_text(node, diagnostics);
  if (!name) return std::nullopt;
  if (auto found = find(*name)) return found;
  yaml::unknown_name(diagnostics, "policy.unknown-unit", node.location(), {"单位", "unit"}, *name,
                     spellings_);
  return std::nullopt;
}

std::vector<std::string> UnitNames::resolve(const yaml::Node& node, Diagnostics& diagnostics) const {
  std::vector<std::string> out;
  for (const yaml::Node* each : yaml::read_texts(node, diagnostics)) {
    const std::optional<std::string> id = resolve_one(*each, diagnostics);
    if (id && std::find(out.begin(), out.end(), *id) == out.end()) out.push_back(*id);
  }
  return out;
}

}  // namespace enact::policy
