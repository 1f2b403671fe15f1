// The tree walk itself, names, operators, and the literals of lists, contexts and ranges.
#include "feel/interpreter.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace enact::feel {
namespace {

// Counts how deep the walk is in nodes, because each takes stack.
class Nesting {
 public:
  Nesting(int& nesting, int limit) : nesting_(nesting) {
    if (nesting_ >= limit) throw LimitReached(LimitReached::Limit::depth);
    ++nesting_;
  }
  ~Nesting() { --nesting_; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

 private:
  int& nesting_;
};

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

Interpreter::Interpreter(Evaluation& evaluation, const ir::Program& program, std::span<const Value> inputs)
    : evaluation_(evaluation),
      program_(program),
      inputs_(inputs),
      frame_(static_cast<std::size_t>(program.frame_size)) {}

void Interpreter::at(ir::NodeId id) {
  evaluation_.program_ = &program_;
  evaluation_.node_ = id;
}

Value Interpreter::eval(ir::NodeId id) {
  if (++evaluation_.steps_ > evaluation_.limits_.steps) throw LimitReached(LimitReached::Limit::steps);
  const Nesting nesting(evaluation_.nesting_, evaluation_.limits_.nesting);
  auto value = dispatch(id, program_.node(id));
  if (evaluation_.trace_) evaluation_.trace_(program_, id, value);
  return value;
}

Value Interpreter::dispatch(ir::NodeId id, const Node& node) {
  switch (node.op) {
    case ir::Op::constant:
      return program_.constants[static_cast<std::size_t>(node.index)];
    case ir::Op::input:
      return input(node);
    case ir::Op::local:
      return local(node.index);
    case ir::Op::dynamic_name:
      return dynamic_name(id, node);
    case ir::Op::field:
      return field(id, node);
    case ir::Op::list:
      return list(node);
    case ir::Op::context:
      return context(node);
    case ir::Op::range:
      return range(id, node);
    case ir::Op::negate: {
      const auto operand = eval(node.args[0]);
      at(id);
      return negate(evaluation_, operand);
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
      return binary(id, node);
    case ir::Op::and_:
    case ir::Op::or_:
      return junction(id, node);
    case ir::Op::if_:
      return if_then_else(id, node);
    case ir::Op::for_:
      return for_return(id, node);
    case ir::Op::some:
    case ir::Op::every:
      return quantified(id, node);
    case ir::Op::iteration_range:
      return iteration_range(id, node);
    case ir::Op::filter:
      return filter(id, node);
    case ir::Op::in:
      return in(id, node);
    case ir::Op::test:
      return unary_test(id, node);
    case ir::Op::not_test:
      return not_test(id, node);
    case ir::Op::between:
      return between(id, node);
    case ir::Op::instance_of:
      return instance(id, node);
    case ir::Op::call_builtin:
      return call_builtin(id, node);
    case ir::Op::call:
      return call(id, node);
    case ir::Op::call_named:
      return call_named(id, node);
    case ir::Op::function:
      return function(node);
    case ir::Op::coerce:
      return coerced(id, node);
  }
  return {};
}

Value Interpreter::input(const Node& node) const {
  const auto index = static_cast<std::size_t>(node.index);
  return index < inputs_.size() ? inputs_[index] : Value();
}

Value Interpreter::dynamic_name(ir::NodeId id, const Node& node) {
  if (!node.locals.empty()) {
    const auto& item = local(node.locals[0]);
    if (item.is_unknown()) return item;
    if (const auto* entry = item.context() ? item.context()->find(node.name) : nullptr) return *entry;
  }
  if (!node.args.empty() && node.args[0] != ir::none) return eval(node.args[0]);
  at(id);
  return evaluation_.fail("feel.unknown-name", {fmt::format("没有名为“{}”的值", node.name),
                                                fmt::format("no value is named `{}`", node.name)});
}

Value Interpreter::field(ir::NodeId id, const Node& node) {
  const auto& base = program_.node(node.args[0]);
  // Reading through an input or a local copies the part alone.
  if (!evaluation_.trace_ && base.op == ir::Op::local) {
    at(id);
    return property(evaluation_, local(base.index), node.name);
  }
  if (!evaluation_.trace_ && base.op == ir::Op::input &&
      static_cast<std::size_t>(base.index) < inputs_.size()) {
    at(id);
    return property(evaluation_, inputs_[static_cast<std::size_t>(base.index)], node.name);
  }
  const auto value = eval(node.args[0]);
  at(id);
  return property(evaluation_, value, node.name);
}

Value Interpreter::binary(ir::NodeId id, const Node& node) {
  const auto a = eval(node.args[0]);
  const auto b = eval(node.args[1]);
  at(id);
  switch (node.op) {
    case ir::Op::add:
      return add(evaluation_, a, b);
    case ir::Op::subtract:
      return subtract(evaluation_, a, b);
    case ir::Op::multiply:
      return multiply(evaluation_, a, b);
    case ir::Op::divide:
      return divide(evaluation_, a, b);
    case ir::Op::power:
      return power(evaluation_, a, b);
    case ir::Op::equal:
      return equals(evaluation_, a, b, false);
    case ir::Op::not_equal:
      return equals(evaluation_, a, b, true);
    case ir::Op::less:
      return is_less(evaluation_, a, b, false, "<");
    case ir::Op::less_equal:
      return is_less(evaluation_, a, b, true, "<=");
    case ir::Op::greater:
      return is_less(evaluation_, b, a, false, ">");
    default:
      return is_less(evaluation_, b, a, true, ">=");
  }
}

Value Interpreter::list(const Node& node) {
  std::vector<Value> items;
  items.reserve(node.args.size());
  for (const auto arg : node.args) items.push_back(eval(arg));
  return make_list(std::move(items));
}

Value Interpreter::context(const Node& node) {
  std::vector<std::pair<std::string, Value>> entries;
  entries.reserve(node.args.size());
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    auto value = eval(node.args[i]);
    if (i < node.locals.size() && node.locals[i] >= 0) set_local(node.locals[i], value);
    entries.emplace_back(node.names[i], std::move(value));
  }
  return make_context(std::move(entries));
}

Value Interpreter::range(ir::NodeId id, const Node& node) {
  auto range = std::make_shared<Range>();
  range->low_end = node.args[0] == ir::none ? RangeEnd::unbounded : range_end(node.index, 0);
  range->high_end = node.args[1] == ir::none ? RangeEnd::unbounded : range_end(node.index, 4);
  const bool has_low = range->low_end != RangeEnd::unbounded;
  const bool has_high = range->high_end != RangeEnd::unbounded;
  if (has_low) range->low = eval(node.args[0]);
  if (has_high) range->high = eval(node.args[1]);
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
