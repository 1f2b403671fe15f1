// Building the diagram level by level, and reading regions out of it.
#include "dmn/analysis_regions.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace enact::dmn {

class Regions::Builder {
 public:
  Builder(const std::vector<AnalysedColumn>& columns, const RankedRows& ranked, const AnalysisLimits& limits)
      : columns_(columns), ranked_(ranked), limits_(limits) {}

  std::optional<Regions> run() {
    choose_order();
    find_depths();
    Rows all(ranked_.rows.size());
    std::iota(all.begin(), all.end(), 0U);
    drop_decided(all, 0);
    add(std::move(all), 0, 0);
    for (std::uint32_t node = 0; node < made_.nodes_.size(); ++node) {
      if (made_.nodes_[node].level != level_) {
        level_ = made_.nodes_[node].level;
        next_.clear();
      }
      if (!is_final(made_.nodes_[node])) expand(node);
      if (steps_ > limits_.steps || made_.nodes_.size() > limits_.regions || kept_ > limits_.row_numbers) {
        return std::nullopt;
      }
    }
    for (std::size_t i = made_.nodes_.size(); i-- > 0;) {
      Node& node = made_.nodes_[i];
      node.leads_to_gap =
          node.rows.empty() || std::any_of(node.edges.begin(), node.edges.end(),
                                           [&](const Edge& e) { return made_.nodes_[e.to].leads_to_gap; });
    }
    return std::move(made_);
  }

 private:
  std::size_t row(std::uint32_t position) const { return ranked_.rows[position]; }
  const AnalysedColumn& column(std::uint32_t level) const { return columns_[made_.order_[level]]; }

  // Columns whose cells are the narrowest first: they part the rows best.
  void choose_order() {
    std::vector<double> width(columns_.size(), 0);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      for (const std::size_t r : ranked_.rows) {
        for (const Span32& span : columns_[i].accepted(r)) {
          width[i] += static_cast<double>(span.last - span.first) / columns_[i].classes();
        }
      }
    }
    made_.order_.resize(columns_.size());
    std::iota(made_.order_.begin(), made_.order_.end(), std::size_t{0});
    std::stable_sort(made_.order_.begin(), made_.order_.end(),
                     [&](std::size_t a, std::size_t b) { return width[a] < width[b]; });
  }

  // The first level from which on a row accepts everything.
  void find_depths() {
    depths_.assign(ranked_.rows.size(), 0);
    for (std::uint32_t position = 0; position < depths_.size(); ++position) {
      for (std::uint32_t level = 0; level < columns_.size(); ++level) {
        if (!column(level).everything(column(level).accepted(row(position)))) depths_[position] = level + 1;
      }
    }
  }

  bool is_final(const Node& node) const {
    return std::all_of(node.rows.begin(), node.rows.end(),
                       [&](std::uint32_t position) { return depths_[position] <= node.level; });
  }

  // Where one row decides: without the rows that come after one that certainly matches.
  void drop_decided(Rows& rows, std::uint32_t level) const {
    if (!ranked_.one_decides) return;
    const auto decides = std::find_if(rows.begin(), rows.end(), [&](std::uint32_t position) {
      return depths_[position] <= level && ranked_.certain[row(position)];
    });
    if (decides != rows.end()) rows.erase(decides + 1, rows.end());
  }

  std::uint32_t add(Rows rows, std::uint32_t level, std::uint32_t parent) {
    const auto [known, is_new] = next_.try_emplace(std::move(rows), 0);
    if (is_new) {
      known->second = static_cast<std::uint32_t>(made_.nodes_.size());
      kept_ += 2 * known->first.size();
      made_.nodes_.push_back(
          {.level = level, .rows = known->first, .edges = {}, .parent = parent, .leads_to_gap = false});
    }
    return known->second;
  }

  // Sweeps over the classes of the node's column, in which rows come and go.
  void expand(std::uint32_t id) {
    struct Event {
      std::uint32_t at;
      std::uint32_t row;
    };
    const std::uint32_t level = made_.nodes_[id].level;
    const AnalysedColumn& swept = column(level);
    std::vector<Event> begins;
    std::vector<Event> ends;
    std::vector<std::uint32_t> cuts{0, swept.classes()};
    for (const std::uint32_t position : made_.nodes_[id].rows) {
      for (const Span32& span : swept.accepted(row(position))) {
        if (span.first >= span.last) continue;
        begins.push_back({span.first, position});
        ends.push_back({span.last, position});
        cuts.push_back(span.first);
        cuts.push_back(span.last);
      }
    }
    const auto earlier = [](const Event& a, const Event& b) { return a.at < b.at; };
    std::sort(begins.begin(), begins.end(), earlier);
    std::sort(ends.begin(), ends.end(), earlier);
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());

    std::map<Rows, Spans> groups;
    Rows active;
    auto begin = begins.begin();
    auto end = ends.begin();
    for (std::size_t i = 0; i + 1 < cuts.size() && steps_ <= limits_.steps; ++i) {
      for (; end != ends.end() && end->at == cuts[i]; ++end) {
        active.erase(std::lower_bound(active.begin(), active.end(), end->row));
      }
      for (; begin != begins.end() && begin->at == cuts[i]; ++begin) {
        active.insert(std::lower_bound(active.begin(), active.end(), begin->row), begin->row);
      }
      const Span32 span{cuts[i], cuts[i + 1]};
      if (!swept.possible(span)) continue;
      Rows rows = active;
      drop_decided(rows, level + 1);
      steps_ += active.size() + 1;
      Spans& spans = groups[std::move(rows)];
      if (!spans.empty() && spans.back().last == span.first) {
        spans.back().last = span.last;
      } else {
        spans.push_back(span);
      }
    }
    for (auto& [rows, spans] : groups) {
      const std::uint32_t to = add(rows, level + 1, id);
      made_.nodes_[id].edges.push_back({std::move(spans), to});
    }
  }

  const std::vector<AnalysedColumn>& columns_;
  const RankedRows& ranked_;
  const AnalysisLimits& limits_;
  Regions made_;
  std::vector<std::uint32_t> depths_;
  std::map<Rows, std::uint32_t> next_;                    // the nodes of the next level
  std::uint32_t level_ = static_cast<std::uint32_t>(-1);  // that `next_` follows; none yet
  std::size_t steps_ = 0;
  std::size_t kept_ = 0;
};

std::optional<Regions> Regions::build(const std::vector<AnalysedColumn>& columns, const RankedRows& ranked,
                                      const AnalysisLimits& limits) {
  return Builder(columns, ranked, limits).run();
}

Regions::Box Regions::box(std::uint32_t node) const {
  Box box(order_.size());
  while (node != 0) {
    const Node& from = nodes_[nodes_[node].parent];
    const auto edge =
        std::find_if(from.edges.begin(), from.edges.end(), [&](const Edge& e) { return e.to == node; });
    box[order_[from.level]] = edge->spans;
    node = nodes_[node].parent;
  }
  return box;
}

void Regions::walk_gaps(std::uint32_t node, Box& path, std::size_t most, std::vector<Box>& found) const {
  if (found.size() > most) return;
  if (nodes_[node].rows.empty()) {
    found.push_back(path);
    return;
  }
  for (const Edge& edge : nodes_[node].edges) {
    if (!nodes_[edge.to].leads_to_gap) continue;
    path[order_[nodes_[node].level]] = edge.spans;
    walk_gaps(edge.to, path, most, found);
    path[order_[nodes_[node].level]].clear();
  }
}

namespace {

Spans joined(const Spans& a, const Spans& b) {
  Spans all;
  std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all),
             [](const Span32& x, const Span32& y) { return x.first < y.first; });
  Spans result;
  for (const Span32& span : all) {
    if (!result.empty() && result.back().last >= span.first) {
      result.back().last = std::max(result.back().last, span.last);
    } else {
      result.push_back(span);
    }
  }
  return result;
}

// The one column in which two boxes differ; nullopt: several, or one admits any value there.
std::optional<std::size_t> only_difference(const Regions::Box& a, const Regions::Box& b) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    if (found || a[i].empty() || b[i].empty()) return std::nullopt;
    found = i;
  }
  return found;
}

}  // namespace

std::vector<Regions::Box> Regions::gaps(std::size_t most, bool& complete) const {
  std::vector<Box> found;
  Box path(order_.size());
  walk_gaps(0, path, most, found);
  complete = found.size() <= most;
  // Boxes that are alike in all columns but one are one box.
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t a = 0; a < found.size(); ++a) {
      for (std::size_t b = a + 1; b < found.size(); ++b) {
        const auto column = only_difference(found[a], found[b]);
        if (!column) continue;
        found[a][*column] = joined(found[a][*column], found[b][*column]);
        found.erase(found.begin() + static_cast<std::ptrdiff_t>(b--));
        changed = true;
      }
    }
  }
  return found;
}

}  // namespace enact::dmn
