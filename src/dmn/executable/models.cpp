// Indexing models and following references between them.
#include "dmn/executable/models.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace enact::dmn::executable {
namespace {

// Import types are namespaces of DMN's own model element, one a version; older files write others.
bool is_dmn(const model::Import& import) {
  const std::string& type = import.import_type;
  return type.empty() || type.find("/DMN/") != std::string::npos || type.find("/dmn") != std::string::npos;
}

}  // namespace

Diagnostic problem(Severity severity, std::string code, Location location, Text message, Text help) {
  Diagnostic made;
  made.severity = severity;
  made.code = std::move(code);
  made.message = std::move(message);
  made.location = std::move(location);
  made.help = std::move(help);
  return made;
}

Models::Models(model::DefinitionsPtr main, std::span<const model::DefinitionsPtr> others,
               Diagnostics& diagnostics) {
  add(std::move(main), diagnostics);
  // Models are added while the list is walked, so that imports of imports are there as well.
  for (ModelId id = 0; id < models_.size(); ++id) {
    for (const model::Import& import : definitions(id).imports) {
      if (!is_dmn(import)) continue;
      auto target = of_namespace(import.namespace_uri);
      if (!target) {
        const auto found = std::ranges::find_if(others, [&](const model::DefinitionsPtr& other) {
          return other && other->namespace_uri == import.namespace_uri;
        });
        if (found == others.end()) {
          diagnostics.push_back(problem(
              Severity::error, "dmn.missing-import", import.location,
              {fmt::format("没有命名空间为 `{}` 的模型可供导入", import.namespace_uri),
               fmt::format("no model with the namespace `{}` to import", import.namespace_uri)},
              {"把被导入的 .dmn 文件放在同一文件夹", "put the imported .dmn file into the same folder"}));
          continue;
        }
        target = static_cast<ModelId>(models_.size());
        add(*found, diagnostics);
      }
      models_[id].imports.emplace_back(import.name, *target);
    }
  }
}

void Models::add(model::DefinitionsPtr added, Diagnostics& diagnostics) {
  const auto model = static_cast<ModelId>(models_.size());
  models_.push_back({std::move(added), {}, {}, {}});
  Model& made = models_.back();
  for (const model::DrgElement& element : made.definitions->elements) {
    const auto id = static_cast<ElementId>(elements_.size());
    elements_.push_back({model, &element, {}});
    const model::Element& its = common(id);
    std::string name = std::visit(
        [](const auto& each) -> std::string {
          if constexpr (requires { each.variable; }) {
            if (!each.variable.name.empty()) return each.variable.name;
          }
          return each.name;
        },
        element);
    elements_.back().name = name;
    if (!its.id.empty()) made.by_id.emplace(its.id, id);
    if (name.empty() || std::holds_alternative<model::KnowledgeSource>(element)) continue;
    if (made.by_name.emplace(name, id).second) continue;
    diagnostics.push_back(problem(
        Severity::error, "dmn.duplicate-name", its.location,
        {fmt::format("模型中有两个名为 `{}` 的元素", name),
         fmt::format("two elements of the model are named `{}`", name)},
        {"元素和变量的名称在一个模型内须唯一", "names of elements and variables are unique in a model"}));
  }
}

const model::Element& Models::common(ElementId id) const {
  return std::visit([](const auto& each) -> const model::Element& { return each; }, *elements_[id].element);
}

std::optional<ModelId> Models::of_namespace(std::string_view namespace_uri) const {
  for (ModelId id = 0; id < models_.size(); ++id) {
    if (definitions(id).namespace_uri == namespace_uri) return id;
  }
  return std::nullopt;
}

std::optional<ElementId> Models::find(ModelId from, const model::Reference& reference) const {
  const std::string_view href = reference.href;
  const auto mark = href.rfind('#');
  const std::string_view local = mark == std::string_view::npos ? href : href.substr(mark + 1);
  auto target = std::optional(from);
  if (mark != std::string_view::npos && mark > 0) target = of_namespace(href.substr(0, mark));
  if (!target) return std::nullopt;
  const auto& ids = models_[*target].by_id;
  const auto found = ids.find(local);
  return found == ids.end() ? std::nullopt : std::optional(found->second);
}

std::optional<ElementId> Models::named(ModelId in, std::string_view name) const {
  const auto& names = models_[in].by_name;
  if (const auto found = names.find(name); found != names.end()) return found->second;
  // The element's own name, where its variable has another.
  for (ElementId id = 0; id < elements_.size(); ++id) {
    if (elements_[id].model == in && common(id).name == name) return id;
  }
  return std::nullopt;
}

std::optional<std::string> Models::prefix(ModelId from, ElementId id) const {
  if (elements_[id].model == from) return std::string();
  for (const auto& [name, model] : imports(from)) {
    if (model == elements_[id].model) return name;
  }
  return std::nullopt;
}

}  // namespace enact::dmn::executable
