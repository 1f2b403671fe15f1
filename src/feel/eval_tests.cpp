// Unary tests (`in`, decision table entries), `between`, `instance of` and implicit conversion.
#include <fmt/format.h>

#include "feel/conform.hpp"
#include "feel/interpreter.hpp"

namespace enact::feel {

Value Interpreter::in(ir::NodeId id, const Node& node) {
  const auto slot = static_cast<std::size_t>(node.locals[0]);
  const Value* const outer = frame_[slot];
  Value held;
  frame_[slot] = &eval(node.args[0], held);
  Value verdict = any_test(id, node, 1, "in");
  frame_[slot] = outer;
  return verdict;
}

// Whether any of the tests from the `first` on holds.
Value Interpreter::any_test(ir::NodeId id, const Node& node, std::size_t first, const char* symbol) {
  for (std::size_t i = first; i < node.args.size(); ++i) {
    Value held;
    const Value& verdict = eval(node.args[i], held);
    if (const auto* truth = verdict.boolean()) {
      if (*truth) return true;
      continue;
    }
    Junction any(true);
    any.add(verdict);
    while (++i < node.args.size()) {
      if (any.add(take(node.args[i]))) break;
    }
    at(id);
    return any.result(evaluation_, symbol);
  }
  return false;
}

Value Interpreter::unary_test(ir::NodeId id, const Node& node) {
  Value held;
  const Value& value = eval(node.args[0], held);
  const auto& tested = local(node.locals[0]);
  at(id);
  // A comparison or an expression over `?` answers by itself; so does a truth where none is tested.
  const bool verdict = node.index == 1 || !(tested.boolean() || tested.is_unknown());
  if (verdict && value.boolean()) return value;
  if (node.index == 1 && (value.is_unknown() || value.is_null())) return value;
  return value_holds(tested, value);
}

Value Interpreter::not_test(ir::NodeId id, const Node& node) {
  const auto result = any_test(id, node, 0, "not");
  return result.boolean() ? Value(!*result.boolean()) : result;
}

// Whether the value of a test accepts `tested` (DMN 1.5, table 55): a range by containment, a list by any
// of its items, everything else by equality.
Value Interpreter::value_holds(const Value& tested, const Value& test) {
  if (tested.is_unknown() || test.is_unknown()) return unknown_from({&tested, &test});
  if (test.is_null() && test.null()->cause) return test;  // an error is no test for null
  if (const auto* range = test.range(); range && !tested.range())
    return is_within(evaluation_, tested, *range);
  const auto* list = test.list();
  if (!list) return equals(evaluation_, tested, test, false);
  Junction any(true);
  if (tested.list()) any.add(equals(evaluation_, tested, test, false));
  CauseSet unsettled;
  unsettled.add(*list);
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const auto& item = list->items[i];
    if (item.list() && !tested.list()) {
      any.add(false);
      continue;
    }
    auto accepts = Value(false);
    if (item.range() && !tested.range()) {
      accepts = is_within(evaluation_, tested, *item.range());
    } else {
      // In a list an item of another kind is merely another item.
      const auto truth = equality(tested, item);
      accepts =
          truth == Truth::incomparable ? Value(false) : truth_value(evaluation_, truth, "in", tested, item);
    }
    if (list->is_perhaps(i) && accepts.boolean() && *accepts.boolean()) accepts = unsettled.unknown();
    if (any.add(accepts)) break;
  }
  if (list->open) any.add(unsettled.unknown());
  return any.result(evaluation_, "in");
}

Value Interpreter::between(ir::NodeId id, const Node& node) {
  Value held_value;
  Value held_low;
  Value held_high;
  const Value& value = eval(node.args[0], held_value);
  const Value& low = eval(node.args[1], held_low);
  const Value& high = eval(node.args[2], held_high);
  at(id);
  if (value.number() && low.number() && high.number()) {
    return *low.number() <= *value.number() && *value.number() <= *high.number();
  }
  Junction both(false);
  both.add(is_less(evaluation_, low, value, true, "between"));
  both.add(is_less(evaluation_, value, high, true, "between"));
  return both.result(evaluation_, "between");
}

Value Interpreter::instance(ir::NodeId id, const Node& node) {
  Value held;
  const Value& value = eval(node.args[0], held);
  const auto truth = membership(value, *program_.types[static_cast<std::size_t>(node.type_index)]);
  if (truth == Truth::unknown) return unknown_from({&value});
  at(id);
  return truth == Truth::yes;
}

Value Interpreter::coerced(ir::NodeId id, const Node& node) {
  Value held;
  const Value& value = eval(node.args[0], held);
  at(id);
  return fit(evaluation_, value, *program_.types[static_cast<std::size_t>(node.type_index)]);
}

}  // namespace enact::feel
