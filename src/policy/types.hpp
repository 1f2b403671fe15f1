// Types by their written names: `number<元>`, `list<认定记录>`, a code list, a record. Knows names and types,
// not where they were declared.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "feel/type.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {

class TypeNames {
 public:
  // Asked for a name that is not built in and not yet declared; may declare it. Null: there is no such type.
  using Resolver = std::function<feel::TypePtr(std::string_view)>;

  void declare(std::string name, feel::TypePtr type) {
    named_.insert_or_assign(std::move(name), std::move(type));
  }
  void resolve_with(Resolver resolver, std::vector<std::string> names);

  // Null, and an error at the name within the node, if there is no such type.
  feel::TypePtr read(const yaml::Node& node, Diagnostics& diagnostics) const;
  // A declared type; null if there is none. For header cells of decision tables.
  feel::TypePtr find(std::string_view name) const;
  const std::map<std::string, feel::TypePtr, std::less<>>& declared() const { return named_; }

 private:
  feel::TypePtr read_part(const yaml::Node& node, Span part, Diagnostics& diagnostics) const;
  std::vector<std::string> known() const;

  std::map<std::string, feel::TypePtr, std::less<>> named_;
  Resolver resolver_;
  std::vector<std::string> resolvable_;
};

}  // namespace enact::policy
