// A layered layout: rows by longest path, long edges led through every row between, order in a row by the
// mean place of the neighbours, then coordinates. Everything in the order of the document where nothing else
// decides, so that the same model is always drawn alike.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "dmn/layout/graph.hpp"

namespace enact::dmn::layout {
namespace {

constexpr double kBetween = 40;             // shapes of a row
constexpr double kRows = 60;                // between rows
constexpr double kBorder = 40;              // around everything
constexpr double kPassing = 20;             // what an edge takes of a row
constexpr std::size_t kMaxPlaces = 20'000;  // for passing edges; in a larger diagram they are straight
constexpr int kSweeps = 6;

class Arranger {
 public:
  explicit Arranger(Graph& graph) : graph_(graph) {}

  void arrange() {
    if (graph_.nodes.empty()) return;
    rows_of_nodes();
    lift_knowledge();
    remove_empty_rows();
    lead_long_edges();
    fill_rows();
    order_rows();
    place();
  }

 private:
  // Row of a node: one above the highest that it requires. Requirements in a circle (not allowed, but they
  // occur) hold nobody down for ever: the first of the document goes on.
  void rows_of_nodes() {
    const std::size_t count = graph_.nodes.size();
    std::vector<std::size_t> waits(count);
    std::vector<std::vector<std::size_t>> above(count);
    for (const Edge& edge : graph_.edges) {
      above[edge.from].push_back(edge.to);
      ++waits[edge.to];
    }
    std::vector<bool> done(count);
    std::vector<std::size_t> ready;
    for (std::size_t node = 0; node < count; ++node) {
      if (waits[node] == 0) ready.push_back(node);
    }
    for (std::size_t first = 0, taken = 0; taken < count;) {
      if (ready.empty()) {
        while (done[first] || waits[first] == 0) ++first;
        ready.push_back(first);
      }
      const std::size_t node = ready.back();
      ready.pop_back();
      if (done[node]) continue;
      done[node] = true;
      ++taken;
      order_.push_back(node);
      Node& here = graph_.nodes[node];
      if (!here.bottom && here.side == Side::main) here.row = std::max<std::size_t>(here.row, 1);
      for (const std::size_t next : above[node]) {
        if (done[next]) continue;
        graph_.nodes[next].row = std::max(graph_.nodes[next].row, here.row + 1);
        if (--waits[next] == 0) ready.push_back(next);
      }
    }
  }

  // What stands beside comes right below the first that uses it.
  void lift_knowledge() {
    std::vector<std::vector<std::size_t>> above(graph_.nodes.size());
    for (const Edge& edge : graph_.edges) above[edge.from].push_back(edge.to);
    for (auto at = order_.rbegin(); at != order_.rend(); ++at) {
      Node& node = graph_.nodes[*at];
      if (node.side == Side::main || above[*at].empty()) continue;
      std::size_t lowest = graph_.nodes.size();
      for (const std::size_t user : above[*at]) lowest = std::min(lowest, graph_.nodes[user].row);
      if (lowest > node.row) node.row = lowest - 1;
    }
  }

  void remove_empty_rows() {
    std::map<std::size_t, std::size_t> used;
    for (const Node& node : graph_.nodes) used[node.row] = 0;
    std::size_t next = 0;
    for (auto& [row, number] : used) number = next++;
    for (Node& node : graph_.nodes) node.row = used[node.row];
    row_count_ = next;
  }

  // One place a row for all edges that come from the same node.
  void lead_long_edges() {
    std::size_t places = 0;
    for (const Edge& edge : graph_.edges) {
      const std::size_t from = graph_.nodes[edge.from].row;
      const std::size_t to = graph_.nodes[edge.to].row;
      places += to > from ? to - from - 1 : 0;
    }
    if (places > kMaxPlaces) return;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> passing;  // node and row
    for (Edge& edge : graph_.edges) {
      for (std::size_t row = graph_.nodes[edge.from].row + 1; row < graph_.nodes[edge.to].row; ++row) {
        const auto [found, fresh] = passing.emplace(std::pair(edge.from, row), graph_.nodes.size());
        if (fresh) {
          Node place;
          place.side = graph_.nodes[edge.from].side;
          place.width = kPassing;
          place.row = row;
          graph_.nodes.push_back(place);
        }
        edge.passes.push_back(found->second);
      }
    }
  }

  void fill_rows() {
    rows_.resize(row_count_);
    for (std::size_t node = 0; node < graph_.nodes.size(); ++node)
      rows_[graph_.nodes[node].row].push_back(node);
    neighbours_.resize(graph_.nodes.size());
    for (const Edge& edge : graph_.edges) {
      std::size_t last = edge.from;
      for (const std::size_t next : edge.passes) join(std::exchange(last, next), next);
      join(last, edge.to);
    }
    for (auto& all : neighbours_) {
      std::ranges::sort(all);
      all.erase(std::ranges::unique(all).begin(), all.end());
    }
  }

  void join(std::size_t one, std::size_t other) {
    if (graph_.nodes[one].row == graph_.nodes[other].row) return;
    neighbours_[one].push_back(other);
    neighbours_[other].push_back(one);
  }

  // The mean over neighbours of what `of` says of them; nothing to say: `otherwise`.
  template <typename Of>
  double mean(std::size_t node, double otherwise, Of of) const {
    const auto& all = neighbours_[node];
    if (all.empty()) return otherwise;
    return std::accumulate(all.begin(), all.end(), 0.0,
                           [&](double sum, std::size_t each) { return sum + of(each); }) /
           static_cast<double>(all.size());
  }

  // Rows are of different lengths: a place in a row is a fraction of it.
  void order_rows() {
    std::vector<double> place(graph_.nodes.size());
    const auto number = [&](const std::vector<std::size_t>& row) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        place[row[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(row.size());
      }
    };
    std::vector<double> wanted(graph_.nodes.size());
    const auto sort = [&](std::vector<std::size_t>& row) {
      for (const std::size_t node : row) {
        wanted[node] = mean(node, place[node], [&](std::size_t each) { return place[each]; });
      }
      std::ranges::sort(row, [&](std::size_t a, std::size_t b) {
        return std::tuple(graph_.nodes[a].side, wanted[a], place[a]) <
               std::tuple(graph_.nodes[b].side, wanted[b], place[b]);
      });
      number(row);
    };
    for (const auto& row : rows_) number(row);
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
      for (std::size_t i = 0; i < rows_.size(); ++i) sort(rows_[sweep % 2 == 0 ? i : rows_.size() - 1 - i]);
    }
  }

  void place() {
    for (auto& row : rows_) {
      double x = 0;
      for (const std::size_t node : row) {
        graph_.nodes[node].x = x;
        x += graph_.nodes[node].width + kBetween;
      }
    }
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
      for (std::size_t i = 0; i < rows_.size(); ++i) pull(rows_[sweep % 2 == 0 ? i : rows_.size() - 1 - i]);
    }
    double left = 0;
    for (const Node& node : graph_.nodes) left = std::min(left, node.x);
    double y = kBorder;
    for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) {
      double height = 0;
      for (const std::size_t node : *row) height = std::max(height, graph_.nodes[node].height);
      for (const std::size_t at : *row) {
        Node& node = graph_.nodes[at];
        node.x = std::round(node.x - left + kBorder);
        // A passing edge goes straight up through the row.
        if (node.element.empty()) node.height = height;
        node.y = std::round(y + (height - node.height) / 2);
      }
      y += std::ceil(height) + kRows;
    }
  }

  // Towards the neighbours, as far as the others of the row allow; the row as a whole stays in the middle of
  // where its nodes want to be.
  void pull(const std::vector<std::size_t>& row) {
    std::vector<double> wanted;
    for (const std::size_t at : row) {
      const Node& node = graph_.nodes[at];
      const double middle = node.x + node.width / 2;
      wanted.push_back(
          mean(at, middle,
               [&](std::size_t each) { return graph_.nodes[each].x + graph_.nodes[each].width / 2; }) -
          node.width / 2);
    }
    double least = wanted.front();
    double off = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      Node& node = graph_.nodes[row[i]];
      node.x = std::max(wanted[i], least);
      least = node.x + node.width + kBetween;
      off += node.x - wanted[i];
    }
    for (const std::size_t at : row) graph_.nodes[at].x -= off / static_cast<double>(row.size());
  }

  Graph& graph_;
  std::size_t row_count_ = 0;
  std::vector<std::size_t> order_;  // every node after what it requires
  std::vector<std::vector<std::size_t>> rows_;
  std::vector<std::vector<std::size_t>> neighbours_;
};

}  // namespace

void arrange(Graph& graph) {
  Arranger(graph).arrange();
}

std::vector<std::pair<double, double>> points_of(const Graph& graph, const Edge& edge) {
  const Node& from = graph.nodes[edge.from];
  const Node& to = graph.nodes[edge.to];
  const auto middle = [](const Node& node) { return node.x + node.width / 2; };
  if (from.row == to.row) {  // only where requirements go in a circle, or an association joins neighbours
    if (&from == &to) return {{from.x + from.width, from.y}, {from.x + from.width, from.y + from.height}};
    const bool rightwards = from.x < to.x;
    return {{rightwards ? from.x + from.width : from.x, from.y + from.height / 2},
            {rightwards ? to.x : to.x + to.width, to.y + to.height / 2}};
  }
  if (from.row > to.row) return {{middle(from), from.y + from.height}, {middle(to), to.y}};
  std::vector<std::pair<double, double>> points = {{middle(from), from.y}};
  for (const std::size_t pass : edge.passes) {
    const Node& place = graph.nodes[pass];
    points.emplace_back(middle(place), place.y + place.height);
    points.emplace_back(middle(place), place.y);
  }
  points.emplace_back(middle(to), to.y + to.height);
  return points;
}

}  // namespace enact::dmn::layout
