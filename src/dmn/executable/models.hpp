// The models of one executable and how they name each other: which file a namespace is, what a reference
// (href) points at, and what an element of another model is called here (DMN 1.5, 6.3.3 and 7.3.2 on
// imports). Knows nothing of types, expressions or values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "dmn/model.hpp"

namespace enact::dmn::executable {

using ModelId = std::uint32_t;    // 0 is the main model
using ElementId = std::uint32_t;  // of an element of the requirement graph, in any model

struct Entry {
  ModelId model = 0;
  const model::DrgElement* element = nullptr;
  std::string name;  // of its variable, else of itself
};

class Models {
 public:
  // The main model and those of `others` that it imports, directly or not. Imports that are not found are
  // reported; those of other kinds (PMML, XML Schema) are not looked at.
  Models(model::DefinitionsPtr main, std::span<const model::DefinitionsPtr> others, Diagnostics& diagnostics);

  std::size_t count() const { return models_.size(); }
  const model::Definitions& definitions(ModelId id) const { return *models_[id].definitions; }
  // Import names with the model that each stands for; an empty name: its elements need no prefix (1.5).
  const std::vector<std::pair<std::string, ModelId>>& imports(ModelId id) const {
    return models_[id].imports;
  }
  std::optional<ModelId> of_namespace(std::string_view namespace_uri) const;

  const std::vector<Entry>& elements() const { return elements_; }
  const Entry& element(ElementId id) const { return elements_[id]; }
  template <typename T>
  const T* as(ElementId id) const {
    return std::get_if<T>(elements_[id].element);
  }
  const model::Element& common(ElementId id) const;

  // What an href in `from` means; nullopt: there is no such element.
  std::optional<ElementId> find(ModelId from, const model::Reference& reference) const;
  std::optional<ElementId> named(ModelId in, std::string_view name) const;
  // The name under which `from` imports the model of `id`: empty for its own and those imported without a
  // name; nullopt: not imported.
  std::optional<std::string> prefix(ModelId from, ElementId id) const;

 private:
  struct Model {
    model::DefinitionsPtr definitions;
    std::vector<std::pair<std::string, ModelId>> imports;
    std::map<std::string, ElementId, std::less<>> by_id;
    std::map<std::string, ElementId, std::less<>> by_name;
  };

  void add(model::DefinitionsPtr definitions, Diagnostics& diagnostics);

  std::vector<Model> models_;
  std::vector<Entry> elements_;
};

// An error or a warning at a place of a model.
Diagnostic problem(Severity severity, std::string code, Location location, Text message, Text help = {});

}  // namespace enact::dmn::executable
