// See types.hpp.
#include "policy/types.hpp"

#include <array>
#include <optional>
#include <utility>

namespace enact::policy {
namespace {

using feel::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 7> simple_types{{
    {"string", Kind::string},
    {"boolean", Kind::boolean},
    {"date", Kind::date},
    {"time", Kind::time},
    {"date and time", Kind::date_time},
    {"days and time duration", Kind::days_duration},
    {"years and months duration", Kind::months_duration},
}};

}  // namespace

void TypeNames::resolve_with(Resolver resolver, std::vector<std::string> names) {
  resolver_ = std::move(resolver);
  resolvable_ = std::move(names);
}

feel::TypePtr TypeNames::find(std::string_view name) const {
  if (const auto found = named_.find(name); found != named_.end()) return found->second;
  return resolver_ ? resolver_(name) : nullptr;
}

std::vector<std::string> TypeNames::known() const {
  std::vector<std::string> names = resolvable_;
  for (const auto& [name, type] : named_) names.push_back(name);
  for (const auto& [name, kind] : simple_types) names.emplace_back(name);
  names.emplace_back("number");
  return names;
}

feel::TypePtr TypeNames::read(const yaml::Node& node, Diagnostics& diagnostics) const {
  const std::optional<std::string> text = yaml::read_text(node, diagnostics);
  return text ? read_part(node, {0, text->size()}, diagnostics) : nullptr;
}

feel::TypePtr TypeNames::read_part(const yaml::Node& node, Span part, Diagnostics& diagnostics) const {
  while (part.begin < part.end && node.text[part.begin] == ' ') ++part.begin;
  while (part.end > part.begin && node.text[part.end - 1] == ' ') --part.end;
  const std::string_view name = std::string_view(node.text).substr(part.begin, part.end - part.begin);
  const auto inside = [&](std::string_view before) -> std::optional<Span> {
    if (!name.starts_with(before) || !name.ends_with('>')) return std::nullopt;
    return Span{part.begin + before.size(), part.end - 1};
  };
  if (name == "number") return feel::number_type("");
  if (const auto unit = inside("number<")) {
    return feel::number_type(node.text.substr(unit->begin, unit->end - unit->begin));
  }
  for (const auto& [simple, kind] : simple_types) {
    if (name == simple) return feel::simple_type(kind);
  }
  if (const auto element = inside("list<")) {
    const feel::TypePtr type = read_part(node, *element, diagnostics);
    return type ? feel::list_type(type) : nullptr;
  }
  if (const auto element = inside("range<")) {
    const feel::TypePtr type = read_part(node, *element, diagnostics);
    return type ? feel::range_type(type) : nullptr;
  }
  if (feel::TypePtr type = find(name)) return type;
  yaml::unknown_name(diagnostics, "policy.unknown-type", node.location(part), {"类型", "type"}, name,
                     known());
  return nullptr;
}

}  // namespace enact::policy
