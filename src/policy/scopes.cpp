// See scopes.hpp.
#include "policy/scopes.hpp"

#include <fmt/format.h>

#include "policy/expressions.hpp"

namespace enact::policy {

feel::Scope package_scope(const Package& package, const TypeNames& types) {
  const feel::TypePtr date = feel::simple_type(feel::Kind::date);
  const feel::TypePtr text = feel::simple_type(feel::Kind::string);
  feel::Scope scope;
  for (const auto& [name, type] : types.declared()) scope.declare_type(name, type);
  scope.declare("查询日", date);
  scope.declare("政策",
                feel::context_type({{"施行期", feel::range_type(date)}, {"编号", text}, {"行政区", text}}));
  std::vector<feel::Field> parameters;
  for (const Parameter& parameter : package.parameters)
    parameters.push_back({parameter.name, parameter.type});
  scope.declare("参数", feel::context_type(std::move(parameters)));
  for (const auto& [name, table] : package.tables) scope.declare(name, dmn::function_type(*table));
  return scope;
}

feel::Scope subject_scope(const Package& package, const TypeNames& types, std::string_view subject) {
  feel::Scope scope = package_scope(package, types);
  scope.declare(std::string(subject), package.vocabulary.subject(subject)->type);
  for (const Definition& definition : package.definitions) {
    if (definition.subject == subject) scope.declare(definition.name, type_of(definition.rule));
  }
  return scope;
}

const SubjectType* find_subject(const yaml::Node& node, const Package& package, Diagnostics& diagnostics) {
  if (const SubjectType* found = package.vocabulary.subject(node.text)) return found;
  std::vector<std::string> names;
  for (const SubjectType& subject : package.vocabulary.subjects) names.push_back(subject.name);
  yaml::unknown_name(diagnostics, "policy.unknown-subject", node.location(), {"主体类型", "subject type"},
                     node.text, names);
  return nullptr;
}

void check_name_free(std::string_view name, const Location& place, const feel::Scope& scope,
                     Diagnostics& diagnostics) {
  if (scope.find(name) == nullptr) return;
  yaml::error(
      diagnostics, "policy.defined-twice", place,
      {fmt::format("`{}` 已是一个可用的名称", name), fmt::format("`{}` is a name in scope already", name)},
      {"改名", "rename it"});
}

void read_definitions(const std::vector<yaml::Entry>& entries, const TypeNames& types, Package& package,
                      ReadTexts& texts, Diagnostics& diagnostics) {
  for (const yaml::Entry& entry : entries) {
    const yaml::Mapping mapping(entry.value, {"subject", "rule"}, diagnostics);
    if (!mapping.valid()) continue;
    const yaml::Node* subject = mapping.require("subject");
    const yaml::Node* rule = mapping.require("rule");
    if (subject == nullptr || rule == nullptr) continue;
    const SubjectType* found = find_subject(*subject, package, diagnostics);
    if (found == nullptr) continue;
    const feel::Scope scope = subject_scope(package, types, found->name);
    check_name_free(entry.key.text, entry.key.location(), scope, diagnostics);
    if (auto expression = compile_scalar(*rule, scope, nullptr, texts, diagnostics)) {
      package.definitions.push_back({entry.key.text, found->name, std::move(*expression)});
    }
  }
}

}  // namespace enact::policy
