// See selection.hpp.
#include "policy/selection.hpp"

#include <algorithm>
#include <numeric>

namespace enact::policy {

std::string_view to_string(SelectionMode mode) {
  return mode == SelectionMode::best ? "best" : "race";
}

std::optional<SelectionMode> selection_mode(std::string_view id) {
  if (id == "best") return SelectionMode::best;
  if (id == "race") return SelectionMode::race;
  return std::nullopt;
}

const Selection* find_selection(const Package& package, std::string_view id) {
  for (const auto& one : package.selections) {
    if (one->id == id) return one.get();
  }
  return nullptr;
}

const Selection::Criterion* Selection::criterion(std::string_view criterion_id) const {
  const auto found = std::ranges::find(criteria, criterion_id, &Criterion::id);
  return found == criteria.end() ? nullptr : &*found;
}

bool Selection::has_mode(SelectionMode mode) const {
  return std::ranges::find(modes, mode) != modes.end();
}

std::optional<std::int64_t> common_points(const std::vector<Selection::Criterion>& criteria) {
  if (criteria.empty()) return std::nullopt;
  std::int64_t common = 1;
  for (const Selection::Criterion& one : criteria) {
    if (one.most < 1 || one.most > most_points) return std::nullopt;
    common = std::lcm(common, static_cast<std::int64_t>(one.most));
    if (common > most_common_points) return std::nullopt;
  }
  return common;
}

}  // namespace enact::policy
