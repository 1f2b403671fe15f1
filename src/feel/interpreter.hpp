// The tree walk over one program: how each construct of the IR gives its value. Internal to src/feel; the way
// in is feel/evaluate.hpp. One Interpreter is one frame: a call of a function makes another.
// Values are lent, not copied: a constant, an input, a variable or a part of one is given by reference, and
// what an operation makes is put where the caller says.
#pragma once

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <span>
#include <vector>

#include "feel/evaluate.hpp"
#include "feel/ir.hpp"
#include "feel/operators.hpp"
#include "feel/unknown.hpp"

namespace enact::feel {

// Thrown when an evaluation exceeds a limit, so that it ends wherever it is; caught in Evaluation.
struct LimitReached final : std::exception {
  enum class Limit : std::uint8_t { depth, steps, list_items, value, text, memory } limit;
  explicit LimitReached(Limit which) : limit(which) {}
  const char* what() const noexcept override { return "evaluation limit reached"; }
};

// A few objects without an allocation, more with one.
template <typename T, std::size_t few>
class FewOrMany {
 public:
  explicit FewOrMany(std::size_t size)
      : many_(size > few ? std::make_unique<T[]>(size) : nullptr), size_(size) {
    if (!many_) std::fill_n(few_.begin(), size, T());
  }
  T* data() { return many_ ? many_.get() : few_.data(); }
  T& operator[](std::size_t index) { return data()[index]; }
  const T& operator[](std::size_t index) const { return (many_ ? many_.get() : few_.data())[index]; }
  std::span<T> all() { return {data(), size_}; }

 private:
  std::array<T, few> few_;
  std::unique_ptr<T[]> many_;
  std::size_t size_;
};

class Interpreter {
 public:
  // `inputs` and `program` must outlive the interpreter; the variables start as null.
  Interpreter(Evaluation& evaluation, const ir::Program& program, std::span<const Value> inputs);

  // The value of a node: `scratch`, filled, or a value that lives elsewhere, which stays as it is until the
  // construct that binds it (a loop, a filter, a call) is left. `scratch` may hold anything before.
  const Value& eval(ir::NodeId id, Value& scratch) {
    if (++evaluation_.steps_ > evaluation_.limits_.steps) throw LimitReached(LimitReached::Limit::steps);
    const Node& node = program_.node(id);
    const Value& value = node.op == ir::Op::constant ? constant(node)
                         : node.op == ir::Op::input  ? input(node)
                         : node.op == ir::Op::local  ? local(node.index)
                                                     : eval_deeper(id, node, scratch);
    if (evaluation_.trace_) evaluation_.trace_(program_, id, value);
    return value;
  }
  // The value to keep.
  Value take(ir::NodeId id);
  // Binds a variable to a value that outlives its use.
  void set_local(std::int32_t slot, const Value& value) { frame_[static_cast<std::size_t>(slot)] = &value; }

 private:
  using Node = ir::Node;

  const Value& eval_deeper(ir::NodeId id, const Node& node, Value& scratch);
  const Value& dispatch(ir::NodeId id, const Node& node, Value& scratch);
  // Errors from here on belong to this node.
  void at(ir::NodeId id) {
    evaluation_.program_ = &program_;
    evaluation_.node_ = id;
  }
  bool determination() const { return evaluation_.mode_ == Mode::determination; }
  const Value& local(std::int32_t slot) const {
    const Value* value = frame_[static_cast<std::size_t>(slot)];
    return value ? *value : null_;
  }
  // The construct that bound the variable is left.
  void unset_local(std::int32_t slot) { frame_[static_cast<std::size_t>(slot)] = nullptr; }

  const Value& constant(const Node& node) const {
    return program_.constants[static_cast<std::size_t>(node.index)];
  }
  const Value& input(const Node& node) const {
    const auto index = static_cast<std::size_t>(node.index);
    return index < inputs_.size() ? inputs_[index] : null_;
  }

  // interpreter.cpp
  const Value& dynamic_name(ir::NodeId id, const Node& node, Value& scratch);
  const Value& field(ir::NodeId id, const Node& node, Value& scratch);
  const Value& binary(ir::NodeId id, const Node& node, Value& scratch);
  Value list(const Node& node);
  Value context(const Node& node);
  Value range(ir::NodeId id, const Node& node);

  // eval_logic.cpp
  Value junction(ir::NodeId id, const Node& node);
  Value undecided_junction(ir::NodeId id, const Node& node, std::size_t from, const Value& operand);
  const Value& if_then_else(ir::NodeId id, const Node& node, Value& scratch);
  Value undecided_branches(const Value& condition, const Value& yes, const Value& no);

  // eval_iteration.cpp
  class Loop;
  class ForLoop;
  class QuantifiedLoop;
  Value for_return(ir::NodeId id, const Node& node);
  Value quantified(ir::NodeId id, const Node& node);
  void iterate(Loop& loop, std::size_t domain, bool certain);
  Value iteration_range(ir::NodeId id, const Node& node);

  // eval_filter.cpp
  Value filter(ir::NodeId id, const Node& node);
  Value index(ir::NodeId id, const Value& list, const Value& position);
  Value filter_items(ir::NodeId id, const Node& node, const List& list);

  // eval_tests.cpp
  Value in(ir::NodeId id, const Node& node);
  Value any_test(ir::NodeId id, const Node& node, std::size_t first, const char* symbol);
  Value unary_test(ir::NodeId id, const Node& node);
  Value not_test(ir::NodeId id, const Node& node);
  Value value_holds(const Value& tested, const Value& test);
  Value between(ir::NodeId id, const Node& node);
  Value instance(ir::NodeId id, const Node& node);
  Value coerced(ir::NodeId id, const Node& node);

  // eval_calls.cpp
  Value call_builtin(ir::NodeId id, const Node& node);
  Value call(ir::NodeId id, const Node& node);
  Value call_named(ir::NodeId id, const Node& node);
  Value function(const Node& node);

  static const Value null_;

  Evaluation& evaluation_;
  const ir::Program& program_;
  std::span<const Value> inputs_;
  // Set once a function value was made here: it may be called when `inputs_` is gone.
  std::shared_ptr<const std::vector<Value>> kept_inputs_;
  FewOrMany<const Value*, 16> frame_;
};

}  // namespace enact::feel
