// The inputs of a table cut into regions in which the same rows match: a diagram that decides one column
// after another and joins what need not be told apart, so that many regions share few nodes. Internal to
// src/dmn/analysis*.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dmn/analysis.hpp"
#include "dmn/analysis_columns.hpp"

namespace enact::dmn {

// Rows in order of precedence: where one row decides, the first that matches.
struct RankedRows {
  std::vector<std::size_t> rows;
  bool one_decides = false;   // what comes after a row that certainly matches does not matter
  std::vector<bool> certain;  // by row: all its cells are constants
};

class Regions {
 public:
  using Rows = std::vector<std::uint32_t>;  // positions in RankedRows::rows, ascending
  struct Edge {
    Spans spans;  // of the node's column
    std::uint32_t to;
  };
  struct Node {
    std::uint32_t level = 0;  // its column is order()[level]
    Rows rows;                // that may match here: none left: a gap
    std::vector<Edge> edges;  // empty: these rows match, whatever the columns from `level` on
    std::uint32_t parent = 0;
    bool leads_to_gap = false;
  };
  using Box = std::vector<Spans>;  // one a column; empty: any value

  // nullopt: beyond the limits.
  static std::optional<Regions> build(const std::vector<AnalysedColumn>& columns, const RankedRows& ranked,
                                      const AnalysisLimits& limits);

  const std::vector<Node>& nodes() const { return nodes_; }  // the root first, then level by level
  // A region that leads to the node.
  Box box(std::uint32_t node) const;
  // Regions without rows, few and large; `complete` is false if there are more.
  std::vector<Box> gaps(std::size_t most, bool& complete) const;

 private:
  class Builder;
  void walk_gaps(std::uint32_t node, Box& path, std::size_t most, std::vector<Box>& found) const;

  std::vector<std::size_t> order_;
  std::vector<Node> nodes_;
};

}  // namespace enact::dmn
