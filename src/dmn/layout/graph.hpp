// What a diagram shows, as nodes and edges, and where a layered layout puts them. Internal to the layout;
// knows nothing of DMN's elements but what side they belong to.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "dmn/model.hpp"

namespace enact::dmn::layout {

// Places within a row, from left to right.
enum class Side : std::uint8_t { source, main, knowledge };

struct Node {
  std::string element;  // as a shape refers to it; empty: a place that an edge passes
  Side side = Side::main;
  bool bottom = false;  // stays in the lowest row
  bool collapsed = false;
  double width = 0, height = 0;
  std::size_t row = 0;  // 0: the lowest
  double x = 0, y = 0;
};

// Drawn from what is required, below, to what requires it, above.
struct Edge {
  std::string element;
  std::size_t from = 0, to = 0;
  std::vector<std::size_t> passes;  // nodes between, upwards
};

struct Graph {
  std::vector<Node> nodes;
  std::vector<Edge> edges;
};

Graph graph_of(model::Definitions& definitions);  // gives ids
void arrange(Graph& graph);                       // rows, passing places, coordinates
std::vector<std::pair<double, double>> points_of(const Graph& graph, const Edge& edge);

}  // namespace enact::dmn::layout
