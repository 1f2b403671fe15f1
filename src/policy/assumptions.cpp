// See assumptions.hpp.
#include "policy/assumptions.hpp"

#include <fmt/format.h>

namespace enact::policy {

std::optional<Assumption> Assumptions::beside(const yaml::Mapping& mapping, const std::string& id) {
  const yaml::Node* says = mapping.get("assumption");
  if (says == nullptr) {
    for (const std::string_view key : {"because", "ruled by"}) {
      const yaml::Entry* entry = mapping.node().entry(key);
      if (entry == nullptr) continue;
      yaml::error(
          diagnostics_, "policy.assumption", entry->key.location(),
          {fmt::format("有 `{}`，却没有 `assumption`", key), fmt::format("`{}` without `assumption`", key)},
          {"写明所作的假定", "say what is assumed"});
      break;
    }
    return std::nullopt;
  }
  // In full where it stands alone: { says, because, ruled by }.
  if (says->find("says") != nullptr) {
    const yaml::Mapping whole(*says, {"says", "because", "ruled by"}, diagnostics_);
    const yaml::Node* text = whole.require("says");
    if (text == nullptr) return std::nullopt;
    return finish(whole, yaml::read_title(*text, diagnostics_), id, text->location());
  }
  return finish(mapping, yaml::read_title(*says, diagnostics_), id, says->location());
}

std::vector<Assumption> Assumptions::list(const yaml::Node& node, const std::string& prefix) {
  std::vector<Assumption> out;
  if (!node.is_list()) {
    yaml::error(diagnostics_, "policy.wrong-value", node.location(),
                {"这里应是假定的列表", "a list of assumptions is expected here"});
    return out;
  }
  for (const yaml::Node& item : node.items) {
    const yaml::Mapping mapping(item, {"id", "says", "because", "ruled by"}, diagnostics_);
    if (!mapping.valid()) continue;
    const yaml::Node* id = mapping.require("id");
    const yaml::Node* says = mapping.require("says");
    if (id == nullptr || says == nullptr || !id->is_scalar()) continue;
    if (auto made =
            finish(mapping, yaml::read_title(*says, diagnostics_), prefix + id->text, id->location())) {
      out.push_back(std::move(*made));
    }
  }
  return out;
}

std::optional<Assumption> Assumptions::finish(const yaml::Mapping& mapping, Text text, std::string id,
                                              Location place) {
  Assumption made{.id = std::move(id), .text = std::move(text), .reason = {}, .ruled_by = {}};
  if (const yaml::Node* because = mapping.require("because")) {
    made.reason = yaml::read_title(*because, diagnostics_);
  }
  if (const yaml::Node* ruled = mapping.require("ruled by")) {
    made.ruled_by = units_.resolve(*ruled, diagnostics_);
  }
  const auto [first, is_new] = places_.try_emplace(made.id, place);
  if (!is_new) {
    yaml::error(
        diagnostics_, "policy.duplicate-assumption", place,
        {fmt::format("假定 `{}` 写了两次", made.id), fmt::format("assumption `{}` occurs twice", made.id)},
        {"每个假定有自己的编号", "give each its own id"});
    diagnostics_.back().labels.push_back({first->second, {"第一次写在这里", "it occurs first here"}});
    return std::nullopt;
  }
  package_.assumptions.push_back(made);
  return made;
}

}  // namespace enact::policy
