// Unary tests (`in`, decision table entries), `between`, `instance of` and implicit conversion.
#include <fmt/format.h>

#include <algorithm>

#include "feel/conform.hpp"
#include "feel/interpreter.hpp"

namespace enact::feel {

Value Interpreter::in(ir::NodeId id, const Node& node) {
  const auto slot = node.locals[0];
  const auto outer = local(slot);
  set_local(slot, eval(node.args[0]));
  Junction any(true);
  for (std::size_t i = 1; i < node.args.size(); ++i) {
    if (any.add(holds(node.args[i], slot))) break;
  }
  set_local(slot, outer);
  at(id);
  return any.result(evaluation_, "in");
}

Value Interpreter::unary_test(ir::NodeId id, const Node& node) {
  at(id);
  return holds(node.args[0], node.locals[0]);
}

Value Interpreter::not_test(ir::NodeId id, const Node& node) {
  Junction any(true);
  for (const auto arg : node.args) {
    const auto& test = program_.node(arg);
    const bool own = test.op == ir::Op::test || test.op == ir::Op::not_test || node.locals.empty();
    if (any.add(own ? eval(arg) : holds(arg, node.locals[0]))) break;
  }
  at(id);
  const auto result = any.result(evaluation_, "not");
  return result.boolean() ? Value(!*result.boolean()) : result;
}

Value Interpreter::holds(ir::NodeId test, std::int32_t slot) {
  const auto op = program_.node(test).op;
  const auto value = eval(test);
  if (op == ir::Op::test || op == ir::Op::not_test) return value;
  at(test);
  const auto& tested = local(slot);
  // An expression over `?` answers by itself; so does a truth about a value that is none.
  if (value.boolean() && (!(tested.boolean() || tested.is_unknown()) || reads(test, slot))) return value;
  if (value.is_unknown() && reads(test, slot)) return value;
  return value_holds(tested, value);
}

// Whether the value of a test accepts `tested` (DMN 1.5, table 55): a range by containment, a list by any
// of its items, everything else by equality.
Value Interpreter::value_holds(const Value& tested, const Value& test) {
  if (tested.is_unknown() || test.is_unknown()) return unknown_from({&tested, &test});
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

bool Interpreter::reads(ir::NodeId id, std::int32_t slot) const {
  const auto& node = program_.node(id);
  if (node.op == ir::Op::local && node.index == slot) return true;
  if (node.op == ir::Op::function && std::ranges::find(node.captures, slot) != node.captures.end())
    return true;
  return std::ranges::any_of(node.args, [&](ir::NodeId arg) { return arg != ir::none && reads(arg, slot); });
}

Value Interpreter::between(ir::NodeId id, const Node& node) {
  const auto value = eval(node.args[0]);
  const auto low = eval(node.args[1]);
  const auto high = eval(node.args[2]);
  at(id);
  Junction both(false);
  both.add(is_less(evaluation_, low, value, true, "between"));
  both.add(is_less(evaluation_, value, high, true, "between"));
  return both.result(evaluation_, "between");
}

Value Interpreter::instance(ir::NodeId id, const Node& node) {
  const auto value = eval(node.args[0]);
  const auto truth = membership(value, *program_.types[static_cast<std::size_t>(node.type_index)]);
  if (truth == Truth::unknown) return unknown_from({&value});
  at(id);
  return truth == Truth::yes;
}

Value Interpreter::coerced(ir::NodeId id, const Node& node) {
  auto value = eval(node.args[0]);
  const auto& type = *program_.types[static_cast<std::size_t>(node.type_index)];
  auto result = coerce(value, type);
  if (!result.is_null() || value.is_null()) return result;
  at(id);
  if (!is_settled(value) && value.list()) return unknown_from({&value});
  const auto kind = kind_name(value);
  return evaluation_.fail("feel.type-mismatch",
                          {fmt::format("{}不能作为 {}", kind.zh, enact::feel::to_string(type)),
                           fmt::format("a {} is no {}", kind.en, enact::feel::to_string(type))});
}

}  // namespace enact::feel
