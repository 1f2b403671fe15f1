// Diagram interchange (DMN 1.5, chapter 13): shapes, edges, labels. Styles are not read.
#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "dmn/xml/reader.hpp"

namespace enact::dmn::xml {

// Its children are of three namespaces, told apart by their names alone.
void Reader::diagrams(const Element& element, model::Definitions& into) {
  for (const Element& child : element.children) {
    if (child.name == "DMNDiagram") {
      into.diagrams.push_back(diagram(child));
    } else if (child.name != "DMNStyle") {
      unknown(child);
    }
  }
}

model::Diagram Reader::diagram(const Element& element) {
  model::Diagram made;
  made.id = diagram_id(element);
  made.name = text_attribute(element, "name");
  made.alternative_inputs = flag(element, "useAlternativeInputDataShape");
  for (const Element& child : element.children) {
    if (child.name == "Size") {
      made.size = numbers(child, "width", "height");
    } else if (child.name == "DMNShape") {
      made.shapes.push_back(shape(child));
    } else if (child.name == "DMNEdge") {
      made.edges.push_back(edge(child));
    } else if (child.name != "extension" && child.name != "Style" && child.name != "DMNStyle") {
      unknown(child);
    }
  }
  return made;
}

model::Shape Reader::shape(const Element& element) {
  model::Shape made;
  made.id = diagram_id(element);
  made.element = diagram_reference(element);
  made.listed_input = flag(element, "isListedInputData");
  made.collapsed = flag(element, "isCollapsed");
  bool bounded = false;
  for (const Element& child : element.children) {
    if (child.name == "Bounds") {
      bounded = true;
      made.bounds = bounds(child);
    } else if (child.name == "DMNLabel") {
      made.label = label(child);
    } else if (child.name == "DMNDecisionServiceDividerLine") {
      const auto points = waypoints(child);
      if (points.size() >= 2) made.divider = {points.front(), points.back()};
    } else if (child.name != "extension" && child.name != "Style" && child.name != "DMNStyle") {
      unknown(child);
    }
  }
  if (!bounded) missing(element, "Bounds");
  return made;
}

model::Edge Reader::edge(const Element& element) {
  model::Edge made;
  made.id = diagram_id(element);
  made.element = diagram_reference(element);
  made.points = waypoints(element);
  for (const Element& child : element.children) {
    if (child.name == "DMNLabel") made.label = label(child);
  }
  return made;
}

std::vector<std::pair<double, double>> Reader::waypoints(const Element& element) {
  std::vector<std::pair<double, double>> points;
  for (const Element& child : element.children) {
    if (child.name == "waypoint") {
      points.push_back(numbers(child, "x", "y"));
    } else if (child.name != "DMNLabel" && child.name != "extension" && child.name != "Style" &&
               child.name != "DMNStyle") {
      unknown(child);
    }
  }
  return points;
}

model::Label Reader::label(const Element& element) {
  model::Label made;
  for (const Element& child : element.children) {
    if (child.name == "Bounds") made.bounds = bounds(child);
    if (child.name == "Text") made.text = child.text.value;
  }
  return made;
}

model::Bounds Reader::bounds(const Element& element) {
  return {number(element, "x"), number(element, "y"), number(element, "width"), number(element, "height")};
}

std::pair<double, double> Reader::numbers(const Element& element, std::string_view first,
                                          std::string_view second) {
  const double value = number(element, first);
  return {value, number(element, second)};
}

double Reader::number(const Element& element, std::string_view name) {
  const Attribute* found = element.attribute(name);
  if (found == nullptr) {
    missing(element, name);
    return 0;
  }
  std::string_view text = text::trim(found->text.value);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    warning("dmn.value", found->text.span,
            {fmt::format("`{}` 应为数", name), fmt::format("`{}` is a number", name)});
    return 0;
  }
  return value;
}

std::string Reader::diagram_id(const Element& element) {
  const Attribute* id = element.attribute("id");
  if (id == nullptr) return {};
  remember_id(*id);
  return std::string(text::trim(id->text.value));
}

// A QName. Without a prefix it is an id of this model, whatever the default namespace.
std::string Reader::diagram_reference(const Element& element) {
  const Attribute* found = element.attribute("dmnElementRef");
  if (found == nullptr) {
    missing(element, "dmnElementRef");
    return {};
  }
  const std::string_view name = text::trim(found->text.value);
  const std::size_t colon = name.find(':');
  const std::string_view uri =
      colon == std::string_view::npos ? std::string_view() : element.resolve(name.substr(0, colon));
  if (!uri.empty() && uri != namespace_uri_) return fmt::format("{}#{}", uri, name.substr(colon + 1));
  std::string id(uri.empty() ? name : name.substr(colon + 1));
  expect({"#" + id, location(found->text.span)});
  return id;
}

}  // namespace enact::dmn::xml
