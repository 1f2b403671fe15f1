// Diagram interchange, put out.
#include <fmt/format.h>

#include "dmn/xml/writer.hpp"

namespace enact::dmn::xml {
namespace {

std::string number(double value) {
  return fmt::format("{}", value);
}

}  // namespace

void Writer::diagrams() {
  out_.begin("dmndi:DMNDI");
  for (const model::Diagram& diagram : definitions_.diagrams) {
    out_.begin("dmndi:DMNDiagram");
    id_attribute(diagram.id, "DMNDiagram");
    optional_attribute("name", diagram.name);
    if (diagram.alternative_inputs) {
      if (before(model::Version::v1_5)) {
        lose(definitions_, {"输入数据的另一种图形", "the alternative shape of input data"});
      } else {
        out_.attribute("useAlternativeInputDataShape", "true");
      }
    }
    if (diagram.size) {
      out_.begin("dmndi:Size");
      out_.attribute("width", number(diagram.size->first));
      out_.attribute("height", number(diagram.size->second));
      out_.end();
    }
    for (const model::Shape& each : diagram.shapes) shape(each);
    for (const model::Edge& each : diagram.edges) edge(each);
    end();
  }
  out_.end();
}

void Writer::shape(const model::Shape& shape) {
  out_.begin("dmndi:DMNShape");
  id_attribute(shape.id, "DMNShape");
  diagram_reference(shape.element);
  if (shape.listed_input) out_.attribute("isListedInputData", "true");
  if (shape.collapsed) out_.attribute("isCollapsed", "true");
  bounds(shape.bounds);
  label(shape.label);
  if (shape.divider) {
    out_.begin("dmndi:DMNDecisionServiceDividerLine");
    point("di:waypoint", shape.divider->first);
    point("di:waypoint", shape.divider->second);
    out_.end();
  }
  end();
}

void Writer::edge(const model::Edge& edge) {
  out_.begin("dmndi:DMNEdge");
  id_attribute(edge.id, "DMNEdge");
  diagram_reference(edge.element);
  for (const auto& each : edge.points) point("di:waypoint", each);
  label(edge.label);
  end();
}

void Writer::label(const std::optional<model::Label>& label) {
  if (!label) return;
  out_.begin("dmndi:DMNLabel");
  if (label->bounds) bounds(*label->bounds);
  optional_leaf("dmndi:Text", label->text);
  out_.end();
}

void Writer::bounds(const model::Bounds& bounds) {
  out_.begin("dc:Bounds");
  out_.attribute("x", number(bounds.x));
  out_.attribute("y", number(bounds.y));
  out_.attribute("width", number(bounds.width));
  out_.attribute("height", number(bounds.height));
  out_.end();
}

void Writer::point(std::string_view tag, const std::pair<double, double>& point) {
  out_.begin(tag);
  out_.attribute("x", number(point.first));
  out_.attribute("y", number(point.second));
  out_.end();
}

// A QName: an element of another model by a prefix for its namespace.
void Writer::diagram_reference(const std::string& element) {
  const std::size_t sign = element.rfind('#');
  if (sign == std::string::npos || sign == 0) {
    const std::string id = element.substr(sign == 0 ? 1 : 0);
    out_.attribute("dmnElementRef", learning_ ? id : ids_.renamed(id));
  } else {
    out_.attribute("dmnElementRef", fmt::format("{}:{}", prefix_of(element.substr(0, sign), "import1"),
                                                element.substr(sign + 1)));
  }
}

}  // namespace enact::dmn::xml
