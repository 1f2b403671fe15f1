// Sets of causes.
#include "feel/unknown.hpp"

#include <algorithm>
#include <tuple>

namespace enact::feel {
namespace {

bool before(const Cause& a, const Cause& b) {
  return std::tie(a.kind, a.what) < std::tie(b.kind, b.what);
}

Causes one(Cause cause) {
  return std::make_shared<const std::vector<Cause>>(1, std::move(cause));
}

}  // namespace

void CauseSet::add(const Cause& cause) {
  if (causes_ && std::ranges::find(*causes_, cause) != causes_->end()) return;
  add(one(cause));
}

void CauseSet::add(const Causes& causes) {
  if (!causes || causes->empty() || causes == causes_) return;
  if (!causes_) {
    causes_ = causes;
    return;
  }
  if (std::ranges::includes(*causes_, *causes, before)) return;
  auto merged = std::make_shared<std::vector<Cause>>();
  merged->reserve(causes_->size() + causes->size());
  std::ranges::set_union(*causes_, *causes, std::back_inserter(*merged), before);
  causes_ = std::move(merged);
}

void CauseSet::add(const List& list) {
  if (list.settled()) return;
  if (list.causes && !list.causes->empty()) {
    add(list.causes);
  } else {
    // A list that its maker left unexplained still must not look settled.
    add(Cause{Cause::Kind::open_list, "?", nullptr});
  }
}

void CauseSet::add(const Value& value) {
  if (const auto* unknown = value.unknown()) {
    add(unknown->causes);
  } else if (const auto* band = value.band()) {
    if (band->causes && !band->causes->empty()) {
      add(band->causes);
    } else {
      add(Cause{Cause::Kind::undecided, to_string(value), nullptr});
    }
  } else if (const auto* list = value.list()) {
    add(*list);
    for (const auto& item : list->items) add(item);
  } else if (const auto* context = value.context()) {
    for (const auto& [name, entry] : context->entries) add(entry);
  } else if (const auto* range = value.range()) {
    add(range->low);
    add(range->high);
  }
}

bool is_settled(const Value& value) {
  if (value.is_unknown() || value.band()) return false;
  if (const auto* list = value.list()) return list->settled() && all_settled(list->items);
  if (const auto* context = value.context()) {
    return std::ranges::all_of(context->entries, [](const auto& entry) { return is_settled(entry.second); });
  }
  if (const auto* range = value.range()) return is_settled(range->low) && is_settled(range->high);
  return true;
}

bool all_settled(std::span<const Value> values) {
  return std::ranges::all_of(values, is_settled);
}

Value unknown_from(std::span<const Value> values) {
  CauseSet causes;
  for (const auto& value : values) causes.add(value);
  return causes.unknown();
}

Value unknown_from(std::initializer_list<const Value*> values) {
  CauseSet causes;
  for (const auto* value : values) causes.add(*value);
  return causes.unknown();
}

std::vector<Cause> causes_of(const Value& value) {
  CauseSet causes;
  causes.add(value);
  return causes.empty() ? std::vector<Cause>{} : *causes.causes();
}

}  // namespace enact::feel
