// Item definitions and information items (DMN 1.5, 7.3).
#include "base/text.hpp"
#include "dmn/xml/reader.hpp"

namespace enact::dmn::xml {

model::ItemDefinition Reader::item(const Element& element) {
  model::ItemDefinition made;
  attributes(element, made, true);
  if (element.attribute("name") == nullptr) missing(element, "name");
  made.is_collection = flag(element, "isCollection");
  made.type_language = language_of(element, "typeLanguage");
  children(element, made, [&](const Element& child, std::string_view name) {
    if (name == "typeRef") {
      made.type = type_name(child, child.text.value);
    } else if (name == "allowedValues") {
      made.allowed_values = entry(child);
    } else if (name == "typeConstraint") {
      made.type_constraint = entry(child);
    } else if (name == "itemComponent") {
      made.components.push_back(item(child));
    } else if (name == "functionItem") {
      made.function = function_item(child);
    } else {
      return false;
    }
    return true;
  });
  return made;
}

model::ItemDefinition::Function Reader::function_item(const Element& element) {
  model::ItemDefinition::Function made;
  made.result = type_attribute(element, "outputTypeRef");
  attributes(element, made.element, false);
  children(element, made.element, [&](const Element& child, std::string_view name) {
    if (name == "parameters") made.parameters.push_back(information_item(child));
    return name == "parameters";
  });
  return made;
}

model::InformationItem Reader::information_item(const Element& element) {
  model::InformationItem made;
  attributes(element, made, true);
  made.type = type_attribute(element);
  children(element, made, [](const Element&, std::string_view) { return false; });
  return made;
}

}  // namespace enact::dmn::xml
