// Filters and indices: `list[condition]`, `list[n]`.
#include <fmt/format.h>

#include "feel/interpreter.hpp"

namespace enact::feel {
namespace {

Value index_error(Evaluation& evaluation, std::size_t size, const Value& position) {
  return evaluation.fail("feel.index-out-of-range",
                         {fmt::format("列表有 {} 项，没有第 {} 项", size, to_string(position)),
                          fmt::format("a list of {} has no item {}", size, to_string(position))});
}

// Why the item at `position` cannot be told; empty: it can.
CauseSet before_position(const List& list, std::size_t position, bool from_end) {
  CauseSet causes;
  if (list.settled()) return causes;
  if (list.open) {
    causes.add(list);
    return causes;
  }
  const std::size_t first = from_end ? position : 0;
  const std::size_t last = from_end ? list.items.size() : position + 1;
  for (std::size_t i = first; i < last && i < list.items.size(); ++i) {
    if (list.is_perhaps(i)) causes.add(list);
  }
  return causes;
}

}  // namespace

Value Interpreter::filter(ir::NodeId id, const Node& node) {
  Value held;
  const Value& value = eval(node.args[0], held);
  if (value.is_unknown()) return value;
  const auto& predicate = program_.node(node.args[1]);
  const auto slot = node.locals[0];
  if (predicate.type && predicate.type->kind == Kind::number) {
    Value held_position;
    return index(id, value, eval(node.args[1], held_position));
  }
  if (value.is_null()) {
    // Null is no list of anything (DMN 1.5, table 68); to rules, nothing filtered is nothing.
    if (determination()) return make_list({});
    at(id);
    return mismatch(evaluation_, "[]", {&value, 1});
  }
  const List single = value.list() ? List{} : List{{value}, {}, false, nullptr};
  const auto& list = value.list() ? *value.list() : single;
  if (!predicate.type || predicate.type->kind == Kind::any) {
    // Only the value tells an index from a condition.
    set_local(slot, list.items.empty() ? null_ : list.items[0]);
    const auto first = take(node.args[1]);
    unset_local(slot);
    if (first.number() || first.band()) return index(id, value, first);
  }
  return filter_items(id, node, list);
}

Value Interpreter::filter_items(ir::NodeId id, const Node& node, const List& list) {
  auto result = std::make_shared<List>();
  CauseSet causes;
  if (!list.settled()) causes.add(list);
  CauseSet undecided;
  const auto slot = node.locals[0];
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    set_local(slot, list.items[i]);
    auto holds = take(node.args[1]);
    if (!holds.boolean() && !holds.is_unknown() && !holds.is_null()) {
      at(id);
      const Value operands[] = {holds};
      holds = mismatch(evaluation_, "[]", operands);
    }
    const auto* truth = holds.boolean();
    if (holds.is_null() || (truth && !*truth)) continue;
    const bool perhaps = list.is_perhaps(i) || !truth;
    if (!truth) undecided.add(holds);
    if (perhaps && result->perhaps.empty()) result->perhaps.assign(result->items.size(), false);
    result->items.push_back(list.items[i]);
    if (perhaps || !result->perhaps.empty()) result->perhaps.push_back(perhaps);
  }
  unset_local(slot);
  result->open = list.open;
  if (!result->settled()) {
    causes.add(undecided.causes());
    result->causes = causes.causes();
  }
  return ListPtr(std::move(result));
}

Value Interpreter::index(ir::NodeId id, const Value& value, const Value& position) {
  at(id);
  if (!is_settled(position)) return unknown_from({&position});
  const auto whole = position.number() ? position.number()->to_int64() : std::nullopt;
  const List single{{value}, {}, false, nullptr};
  const auto& list = value.list() ? *value.list() : single;
  const auto size = list.items.size();
  if (!whole || *whole == 0 || value.is_null()) return index_error(evaluation_, size, position);
  const bool from_end = *whole < 0;
  const auto steps = from_end ? -(*whole + 1) : *whole - 1;
  if (std::cmp_greater_equal(steps, size)) {
    if (list.settled()) return index_error(evaluation_, size, position);
    CauseSet causes;
    causes.add(list);
    return causes.unknown();
  }
  const auto at_index =
      from_end ? size - 1 - static_cast<std::size_t>(steps) : static_cast<std::size_t>(steps);
  const auto causes = before_position(list, at_index, from_end);
  return causes.empty() ? list.items[at_index] : causes.unknown();
}

}  // namespace enact::feel
