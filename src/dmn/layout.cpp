// The arranged graph as a diagram of the model.
#include "dmn/layout.hpp"

#include <algorithm>

#include "dmn/layout/graph.hpp"

namespace enact::dmn {

void lay_out(model::Definitions& definitions) {
  if (!definitions.diagrams.empty()) return;
  layout::Graph graph = layout::graph_of(definitions);
  layout::arrange(graph);
  model::Diagram& diagram = definitions.diagrams.emplace_back();
  diagram.name = definitions.name;
  double width = 0;
  double height = 0;
  for (const layout::Node& node : graph.nodes) {
    if (node.element.empty()) continue;
    model::Shape& shape = diagram.shapes.emplace_back();
    shape.element = node.element;
    shape.bounds = {node.x, node.y, node.width, node.height};
    shape.collapsed = node.collapsed;
    width = std::max(width, node.x + node.width);
    height = std::max(height, node.y + node.height);
  }
  for (const layout::Edge& edge : graph.edges) {
    model::Edge& drawn = diagram.edges.emplace_back();
    drawn.element = edge.element;
    drawn.points = points_of(graph, edge);
  }
  diagram.size = {width + 40, height + 40};
}

}  // namespace enact::dmn
