// The tree walk itself, names, operators, and the literals of lists, contexts and ranges.
#include "feel/interpreter.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace enact::feel {
namespace {

bool may_bound_a_range(const Value& value) {
  switch (value.kind()) {
    case Kind::number:
    case Kind::string:
    case Kind::date:
    case Kind::time:
    case Kind::date_time:
    case Kind::days_duration:
    case Kind::months_duration:
      return true;
    default:
      return value.is_unknown();
  }
}

RangeEnd range_end(std::int32_t index, int shift) {
  return static_cast<RangeEnd>((index >> shift) & 0xf);
}

}  // namespace

const Value Interpreter::null_{};

Interpreter::Interpreter(Evaluation& evaluation, const ir::Program& program, std::span<const Value> inputs)
    : evaluation_(evaluation),
      program_(program),
      inputs_(inputs),
      frame_(static_cast<std::size_t>(program.frame_size)) {}

// How deep the walk is in nodes is counted, because each takes stack. What throws ends the evaluation, which
// sets the count back.
const Value& Interpreter::eval_deeper(ir::NodeId id, const Node& node, Value& scratch) {
  if (evaluation_.nesting_ >= evaluation_.limits_.nesting) throw LimitReached(LimitReached::Limit::depth);
  ++evaluation_.nesting_;
  const Value& value = dispatch(id, node, scratch);
  --evaluation_.nesting_;
  if (value.tag() >= Value::Tag::list) evaluation_.made(value);
  return value;
}

Value Interpreter::take(ir::NodeId id) {
  Value scratch;
  const Value& value = eval(id, scratch);
  return &value == &scratch ? std::move(scratch) : value;
}

const Value& Interpreter::dispatch(ir::NodeId id, const Node& node, Value& scratch) {
  switch (node.op) {
    case ir::Op::constant:
      return constant(node);
    case ir::Op::input:
      return input(node);
    case ir::Op::local:
      return local(node.index);
    case ir::Op::dynamic_name:
      return dynamic_name(id, node, scratch);
    case ir::Op::field:
      return field(id, node, scratch);
    case ir::Op::list:
      return scratch = list(node);
    case ir::Op::context:
      return scratch = context(node);
    case ir::Op::range:
      return scratch = range(id, node);
    case ir::Op::negate: {
      Value held;
      const Value& operand = eval(node.args[0], held);
      at(id);
      return scratch = negate(evaluation_, operand);
    }
    case ir::Op::add:
    case ir::Op::subtract:
    case ir::Op::multiply:
    case ir::Op::divide:
    case ir::Op::power:
    case ir::Op::equal:
    case ir::Op::not_equal:
    case ir::Op::less:
    case ir::Op::less_equal:
    case ir::Op::greater:
    case ir::Op::greater_equal:
      return binary(id, node, scratch);
    case ir::Op::and_:
    case ir::Op::or_:
      return scratch = junction(id, node);
    case ir::Op::if_:
      return if_then_else(id, node, scratch);
    case ir::Op::for_:
      return scratch = for_return(id, node);
    case ir::Op::some:
    case ir::Op::every:
      return scratch = quantified(id, node);
    case ir::Op::iteration_range:
      return scratch = iteration_range(id, node);
    case ir::Op::filter:
      return scratch = filter(id, node);
    case ir::Op::in:
      return scratch = in(id, node);
    case ir::Op::test:
      return scratch = unary_test(id, node);
    case ir::Op::not_test:
      return scratch = not_test(id, node);
    case ir::Op::between:
      return scratch = between(id, node);
    case ir::Op::instance_of:
      return scratch = instance(id, node);
    case ir::Op::call_builtin:
      return scratch = call_builtin(id, node);
    case ir::Op::call:
      return scratch = call(id, node);
    case ir::Op::call_named:
      return scratch = call_named(id, node);
    case ir::Op::function:
      return scratch = function(node);
    case ir::Op::coerce:
      return scratch = coerced(id, node);
  }
  return null_;
}

const Value& Interpreter::dynamic_name(ir::NodeId id, const Node& node, Value& scratch) {
  if (!node.locals.empty()) {
    const auto& item = local(node.locals[0]);
    if (item.is_unknown()) return item;
    if (const auto* entry = item.context() ? item.context()->find(node.name) : nullptr) return *entry;
  }
  if (!node.args.empty() && node.args[0] != ir::none) return eval(node.args[0], scratch);
  at(id);
  return scratch = evaluation_.fail("feel.unknown-name", {fmt::format("没有名为“{}”的值", node.name),
                                                          fmt::format("no value is named `{}`", node.name)});
}

const Value& Interpreter::field(ir::NodeId id, const Node& node, Value& scratch) {
  Value held;
  const Value& base = eval(node.args[0], held);
  if (const auto* context = base.context()) {
    if (const auto* entry = context->find(node.name, node.index)) {
      // A part of what lives elsewhere lives there too.
      return &base == &held ? scratch = *entry : *entry;
    }
  }
  at(id);
  return scratch = property(evaluation_, base, node.name);
}

const Value& Interpreter::binary(ir::NodeId id, const Node& node, Value& scratch) {
  Value held_a;
  Value held_b;
  const Value& a = eval(node.args[0], held_a);
  const Value& b = eval(node.args[1], held_b);
  const Decimal* x = a.number();
  const Decimal* y = b.number();
  at(id);
  switch (node.op) {
    case ir::Op::add:
      if (x && y) {
        if (const auto sum = x->add(*y)) return scratch = *sum;
      }
      return scratch = add(evaluation_, a, b);
    case ir::Op::subtract:
      if (x && y) {
        if (const auto difference = x->subtract(*y)) return scratch = *difference;
      }
      return scratch = subtract(evaluation_, a, b);
    case ir::Op::multiply:
      if (x && y) {
        if (const auto product = x->multiply(*y)) return scratch = *product;
      }
      return scratch = multiply(evaluation_, a, b);
    case ir::Op::divide:
      return scratch = divide(evaluation_, a, b);
    case ir::Op::power:
      return scratch = power(evaluation_, a, b);
    case ir::Op::equal:
      return scratch = x && y ? Value(*x == *y) : equals(evaluation_, a, b, false);
    case ir::Op::not_equal:
      return scratch = x && y ? Value(*x != *y) : equals(evaluation_, a, b, true);
    case ir::Op::less:
      return scratch = x && y ? Value(*x < *y) : is_less(evaluation_, a, b, false, "<");
    case ir::Op::less_equal:
      return scratch = x && y ? Value(*x <= *y) : is_less(evaluation_, a, b, true, "<=");
    case ir::Op::greater:
      return scratch = x && y ? Value(*x > *y) : is_less(evaluation_, b, a, false, ">");
    default:
      return scratch = x && y ? Value(*x >= *y) : is_less(evaluation_, b, a, true, ">=");
  }
}

Value Interpreter::list(const Node& node) {
  std::vector<Value> items;
  items.reserve(node.args.size());
  for (const auto arg : node.args) items.push_back(take(arg));
  return make_list(std::move(items));
}

Value Interpreter::context(const Node& node) {
  std::vector<std::pair<std::string, Value>> entries;
  entries.reserve(node.args.size());  // later entries read earlier ones where they stand
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    auto value = take(node.args[i]);
    entries.emplace_back(node.names[i], std::move(value));
    if (i < node.locals.size() && node.locals[i] >= 0) set_local(node.locals[i], entries.back().second);
  }
  for (const auto slot : node.locals) {
    if (slot >= 0) unset_local(slot);
  }
  return make_context(std::move(entries));
}

Value Interpreter::range(ir::NodeId id, const Node& node) {
  auto range = std::make_shared<Range>();
  range->low_end = node.args[0] == ir::none ? RangeEnd::unbounded : range_end(node.index, 0);
  range->high_end = node.args[1] == ir::none ? RangeEnd::unbounded : range_end(node.index, 4);
  range->form = static_cast<RangeForm>((node.index >> 8) & 0xf);
  const bool has_low = range->low_end != RangeEnd::unbounded;
  const bool has_high = range->high_end != RangeEnd::unbounded;
  if (has_low) range->low = take(node.args[0]);
  if (has_high) range->high = take(node.args[1]);
  at(id);
  const bool bounds =
      (!has_low || may_bound_a_range(range->low)) && (!has_high || may_bound_a_range(range->high));
  const bool alike = !has_low || !has_high || range->low.is_unknown() || range->high.is_unknown() ||
                     range->low.kind() == range->high.kind();
  if (!bounds || !alike) {
    const Value operands[] = {range->low, range->high};
    return mismatch(evaluation_, "..", operands);
  }
  return RangePtr(std::move(range));
}

}  // namespace enact::feel
