// The tree walk over one program: how each construct of the IR gives its value. Internal to src/feel; the way
// in is feel/evaluate.hpp. One Interpreter is one frame: a call of a function makes another.
#pragma once

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
  enum class Limit : std::uint8_t { depth, steps, list_items } limit;
  explicit LimitReached(Limit which) : limit(which) {}
  const char* what() const noexcept override { return "evaluation limit reached"; }
};

class Interpreter {
 public:
  // `inputs` and `program` must outlive the interpreter; the frame's slots start as null.
  Interpreter(Evaluation& evaluation, const ir::Program& program, std::span<const Value> inputs);

  Value eval(ir::NodeId id);
  void set_local(std::int32_t slot, Value value) {
    frame_[static_cast<std::size_t>(slot)] = std::move(value);
  }

 private:
  using Node = ir::Node;

  Value dispatch(ir::NodeId id, const Node& node);
  // Errors from here on belong to this node.
  void at(ir::NodeId id);
  bool determination() const { return evaluation_.mode_ == Mode::determination; }
  const Value& local(std::int32_t slot) const { return frame_[static_cast<std::size_t>(slot)]; }

  // interpreter.cpp
  Value input(const Node& node) const;
  Value dynamic_name(ir::NodeId id, const Node& node);
  Value field(ir::NodeId id, const Node& node);
  Value binary(ir::NodeId id, const Node& node);
  Value list(const Node& node);
  Value context(const Node& node);
  Value range(ir::NodeId id, const Node& node);

  // eval_logic.cpp
  Value junction(ir::NodeId id, const Node& node);
  Value if_then_else(ir::NodeId id, const Node& node);
  Value undecided_branches(const Value& condition, const Value& yes, const Value& no);

  // eval_iteration.cpp
  struct Domain;  // the items of one iterated list
  struct Loop;    // what the nested domains of one `for`, `some` or `every` have in common
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

  Evaluation& evaluation_;
  const ir::Program& program_;
  std::span<const Value> inputs_;
  // Set once a function value was made here: it may be called when `inputs_` is gone.
  std::shared_ptr<const std::vector<Value>> kept_inputs_;
  std::vector<Value> frame_;
};

}  // namespace enact::feel
