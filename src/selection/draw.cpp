// The draw. See draw.hpp.
#include "selection/draw.hpp"

#include <algorithm>

#include "policy/sha256.hpp"

namespace enact::selection {
namespace {

// Those who may sit, in the order of the draw.
std::vector<const Candidate*> drawn_order(std::span<const Candidate> candidates, std::string_view seed) {
  std::vector<std::pair<std::string, const Candidate*>> placed;
  for (const Candidate& one : candidates) {
    if (one.against.empty()) placed.emplace_back(lot(seed, one.expert), &one);
  }
  std::ranges::sort(placed, {}, &std::pair<std::string, const Candidate*>::first);
  std::vector<const Candidate*> order;
  for (const auto& [key, candidate] : placed) order.push_back(candidate);
  return order;
}

}  // namespace

std::string commitment(std::string_view seed) {
  return policy::sha256(seed);
}

std::string lot(std::string_view seed, std::string_view id) {
  std::string text(seed);
  text += ':';
  text += id;
  return policy::sha256(text);
}

Panel draw(const policy::Selection::Panel& rules, std::span<const Candidate> candidates,
           std::string_view seed) {
  Panel panel;
  const std::vector<const Candidate*> order = drawn_order(candidates, seed);
  const auto size = static_cast<std::size_t>(rules.size);
  const auto own = static_cast<std::size_t>(rules.own_field);
  std::vector<const Candidate*> chosen;
  for (const Candidate* one : order) {
    if (one->own_field && chosen.size() < own) chosen.push_back(one);
  }
  panel.missing_own_field = static_cast<int>(own - chosen.size());
  // Places kept for the field are not given away.
  std::size_t free_places = size - own;
  for (const Candidate* one : order) {
    if (free_places == 0) break;
    if (std::ranges::find(chosen, one) != chosen.end()) continue;
    chosen.push_back(one);
    --free_places;
  }
  panel.missing = static_cast<int>(size - chosen.size());
  const auto spare = static_cast<std::size_t>(rules.spare);
  for (const Candidate* one : order) {
    panel.order.push_back(one->expert);
    if (std::ranges::find(chosen, one) != chosen.end()) {
      panel.members.push_back(one->expert);
    } else if (panel.spares.size() < spare) {
      panel.spares.push_back(one->expert);
    }
  }
  for (const Candidate& one : candidates) {
    panel.passed_over.insert(panel.passed_over.end(), one.against.begin(), one.against.end());
  }
  std::ranges::sort(panel.passed_over, [](const PassedOver& a, const PassedOver& b) {
    return std::tie(a.expert, a.bid, a.reason) < std::tie(b.expert, b.bid, b.reason);
  });
  return panel;
}

std::string replacement(const policy::Selection::Panel& rules, std::span<const Candidate> candidates,
                        std::span<const std::string> remaining, std::span<const std::string> been,
                        std::string_view seed) {
  const auto of_the_field = std::ranges::count_if(candidates, [&](const Candidate& one) {
    return one.own_field && std::ranges::find(remaining, one.expert) != remaining.end();
  });
  const bool own_wanted = of_the_field < rules.own_field;
  for (const Candidate* one : drawn_order(candidates, seed)) {
    if (own_wanted && !one->own_field) continue;
    if (std::ranges::find(been, one->expert) == been.end()) return one->expert;
  }
  return "";
}

}  // namespace enact::selection
