// A diagram that is made: nothing overlaps, every requirement is drawn from shape to shape, twice the same.
#include "dmn/layout.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <random>

namespace enact::dmn {
namespace {

// Requirements lead to anything, also in circles; half of the elements have ids.
model::Definitions random_graph(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  const bool circles = below(4) == 0;
  model::Definitions m;
  const std::size_t count = below(25);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string id = "e" + std::to_string(i);
    const auto target = [&] {
      if (below(10) == 0) return std::string("urn:other#x") + std::to_string(below(3));
      return "#e" + std::to_string(below(circles ? count : i + 1));
    };
    const auto fill = [&](auto made) {
      made.id = id;
      for (std::size_t n = below(20); n > 0; --n) made.name += below(2) == 0 ? "名" : "n";
      if constexpr (requires { made.information; }) {
        for (std::size_t n = below(4); n > 0; --n) made.information.emplace_back().required.href = target();
      }
      if constexpr (requires { made.knowledge; }) {
        for (std::size_t n = below(3); n > 0; --n) made.knowledge.emplace_back().required.href = target();
      }
      if constexpr (requires { made.authority; }) {
        for (std::size_t n = below(2); n > 0; --n) made.authority.emplace_back().required.href = target();
      }
      m.elements.emplace_back(std::move(made));
    };
    switch (below(6)) {
      case 0:
        fill(model::InputData());
        break;
      case 1:
        fill(model::BusinessKnowledgeModel());
        break;
      case 2:
        fill(model::KnowledgeSource());
        break;
      case 3:
        fill(model::DecisionService());
        break;
      default:
        fill(model::Decision());
    }
  }
  return m;
}

bool overlap(const model::Bounds& a, const model::Bounds& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

bool touches(const model::Bounds& b, const std::pair<double, double>& p) {
  const bool inside =
      p.first >= b.x && p.first <= b.x + b.width && p.second >= b.y && p.second <= b.y + b.height;
  const bool border =
      p.first == b.x || p.first == b.x + b.width || p.second == b.y || p.second == b.y + b.height;
  return inside && border;
}

// Requirements of all elements: id, what is required, who requires it.
std::vector<std::array<std::string, 3>> requirements(const model::Definitions& m) {
  std::vector<std::array<std::string, 3>> out;
  for (const auto& element : m.elements) {
    std::visit(
        [&](const auto& each) {
          const auto take = [&](const auto& all) {
            for (const auto& one : all) {
              const std::string& href = one.required.href;
              out.push_back({one.id, href.starts_with('#') ? href.substr(1) : href, each.id});
            }
          };
          if constexpr (requires { each.information; }) take(each.information);
          if constexpr (requires { each.knowledge; }) take(each.knowledge);
          if constexpr (requires { each.authority; }) take(each.authority);
        },
        element);
  }
  return out;
}

RC_GTEST_PROP(DmnLayout, NothingOverlapsAndEveryRequirementIsDrawn, (std::uint64_t seed)) {
  model::Definitions m = random_graph(seed);
  lay_out(m);
  RC_ASSERT(m.diagrams.size() == 1u);
  const model::Diagram& diagram = m.diagrams[0];
  std::map<std::string, model::Bounds> shapes;
  for (const model::Shape& shape : diagram.shapes) {
    for (const auto& [other, bounds] : shapes) RC_ASSERT(!overlap(bounds, shape.bounds));
    RC_ASSERT(shape.bounds.x >= 0 && shape.bounds.y >= 0);
    RC_ASSERT(shapes.emplace(shape.element, shape.bounds).second);
  }
  std::map<std::string, const model::Edge*> edges;
  for (const model::Edge& edge : diagram.edges) RC_ASSERT(edges.emplace(edge.element, &edge).second);
  for (const auto& [id, from, to] : requirements(m)) {
    RC_ASSERT(!id.empty());
    RC_ASSERT(edges.contains(id));
    RC_ASSERT(touches(shapes.at(from), edges[id]->points.front()));
    RC_ASSERT(touches(shapes.at(to), edges[id]->points.back()));
  }
  model::Definitions again = random_graph(seed);
  lay_out(again);
  RC_ASSERT(again.diagrams[0].edges.size() == diagram.edges.size());
  for (std::size_t i = 0; i < diagram.edges.size(); ++i) {
    RC_ASSERT(again.diagrams[0].edges[i].points == diagram.edges[i].points);
  }
}

model::Decision decision(const std::string& id, const std::vector<std::string>& needs) {
  model::Decision made;
  made.id = id;
  made.name = id;
  for (const std::string& each : needs) made.information.emplace_back().required.href = "#" + each;
  return made;
}

std::map<std::string, model::Bounds> drawn(model::Definitions m) {
  lay_out(m);
  std::map<std::string, model::Bounds> out;
  for (const model::Shape& shape : m.diagrams.at(0).shapes) out[shape.element] = shape.bounds;
  return out;
}

TEST(DmnLayout, PutsDecisionsAboveWhatTheyRequire) {
  model::Definitions m;
  m.elements = {decision("top", {"middle", "input"}), decision("middle", {"input"})};
  model::InputData input;
  input.id = "input";
  m.elements.emplace_back(input);
  auto shapes = drawn(m);
  EXPECT_LT(shapes["top"].y + shapes["top"].height, shapes["middle"].y);
  EXPECT_LT(shapes["middle"].y + shapes["middle"].height, shapes["input"].y);
}

TEST(DmnLayout, LeadsALongEdgeAroundTheShapesBetween) {
  model::Definitions m;
  m.elements = {decision("top", {"middle", "input"}), decision("middle", {"input"})};
  model::InputData input;
  input.id = "input";
  m.elements.emplace_back(input);
  lay_out(m);
  const model::Bounds middle = m.diagrams[0].shapes[1].bounds;
  const auto& points = m.diagrams[0].edges[1].points;  // input to top
  ASSERT_EQ(points.size(), 4u);
  for (const auto& [x, y] : points) {
    EXPECT_TRUE(x < middle.x || x > middle.x + middle.width || y < middle.y || y > middle.y + middle.height);
  }
  EXPECT_TRUE(points[1].first < middle.x || points[1].first > middle.x + middle.width);
}

TEST(DmnLayout, PutsKnowledgeBesideAndLeavesRoomForLongNames) {
  model::Definitions m;
  model::Decision user = decision("user", {"input"});
  user.knowledge.emplace_back().required.href = "#bkm";
  user.authority.emplace_back().required.href = "#law";
  model::BusinessKnowledgeModel bkm;
  bkm.id = "bkm";
  bkm.name = "根据企业上一年度研发投入占比计算补助金额并取整到元的公共函数";
  model::KnowledgeSource law;
  law.id = "law";
  model::InputData input;
  input.id = "input";
  m.elements = {user, bkm, law, input};
  auto shapes = drawn(m);
  EXPECT_LT(shapes["law"].x, shapes["input"].x);
  EXPECT_LT(shapes["input"].x, shapes["bkm"].x);
  EXPECT_LT(shapes["user"].y, shapes["bkm"].y);
  // 30 characters of 16 units in lines of at most 200.
  EXPECT_EQ(shapes["bkm"].width, 240);
  EXPECT_GE(shapes["bkm"].height, 3 * 20);
}

TEST(DmnLayout, LeavesADiagramAsItIs) {
  model::Definitions m;
  m.elements = {decision("d", {})};
  m.diagrams.emplace_back().id = "mine";
  lay_out(m);
  ASSERT_EQ(m.diagrams.size(), 1u);
  EXPECT_TRUE(m.diagrams[0].shapes.empty());
}

}  // namespace
}  // namespace enact::dmn
