// The way into the evaluator, its limits and its record of errors.
#include "feel/evaluate.hpp"

#include <fmt/format.h>

#include <utility>

#include <algorithm>

#include "feel/conform.hpp"
#include "feel/interpreter.hpp"
#include "feel/unknown.hpp"

namespace enact::feel {
namespace {

// More than anyone reads; an expression over a large list would fail once an item.
constexpr std::size_t max_diagnostics = 1000;

Text limit_message(LimitReached::Limit limit, const Evaluation::Limits& limits) {
  switch (limit) {
    case LimitReached::Limit::depth:
      return {fmt::format("函数调用嵌套超过 {} 层，计算中止", limits.depth),
              fmt::format("calls are nested more than {} deep, evaluation stopped", limits.depth)};
    case LimitReached::Limit::steps:
      return {fmt::format("计算超过 {} 步，已中止", limits.steps),
              fmt::format("evaluation stopped after {} steps", limits.steps)};
    case LimitReached::Limit::value:
      return {"值太大或嵌套太深，计算中止", "a value is too large or nested too deeply, evaluation stopped"};
    case LimitReached::Limit::text:
      return {fmt::format("文本超过 {} 字节，计算中止", limits.text),
              fmt::format("a text has more than {} bytes, evaluation stopped", limits.text)};
    case LimitReached::Limit::memory:
      return {"所需内存太多，计算中止", "too much memory is needed, evaluation stopped"};
    case LimitReached::Limit::list_items:
      break;
  }
  return {fmt::format("列表超过 {} 项，计算中止", limits.list_items),
          fmt::format("a list has more than {} items, evaluation stopped", limits.list_items)};
}

// Restores a member when a call is left in any way.
template <typename T>
class Restore {
 public:
  explicit Restore(T& target) : target_(target), saved_(target) {}
  ~Restore() { target_ = saved_; }
  Restore(const Restore&) = delete;
  Restore& operator=(const Restore&) = delete;

 private:
  T& target_;
  T saved_;
};

}  // namespace

Evaluation::Evaluation(Mode mode, DateTime now, Limits limits)
    : mode_(mode), now_(std::move(now)), limits_(limits) {}

Value Evaluation::evaluate(const ir::Program& program, std::span<const Value> inputs) {
  return run(program, nullptr, inputs);
}

Value Evaluation::evaluate_test(const ir::Program& program, const Value& tested,
                                std::span<const Value> inputs) {
  return run(program, &tested, inputs);
}

Value Evaluation::run(const ir::Program& program, const Value* tested, std::span<const Value> inputs) {
  const Restore keep_program(program_);
  const Restore keep_node(node_);
  const Restore keep_depth(depth_);
  const Restore keep_nesting(nesting_);
  if (depth_ == 0) steps_ = memory_ = 0;
  ++depth_;
  program_ = &program;
  node_ = program.root;
  try {
    if (const ir::Node& root = program.node(program.root); root.op == ir::Op::constant && !trace_) {
      spend(1);
      return program.constants[static_cast<std::size_t>(root.index)];
    }
    Interpreter interpreter(*this, program, inputs);
    // The tests of one entry share the slot of `?`, the first that their program declares.
    if (tested && program.frame_size > 0) interpreter.set_local(0, *tested);
    return interpreter.take(program.root);
  } catch (const LimitReached& reached) {
    // A program run by a function of another: all of it ends, or each level would go on where this stopped.
    if (depth_ > 1) throw;
    return fail("feel.limit", limit_message(reached.limit, limits_));
  }
}

Value Evaluation::guard(const std::function<Value()>& work) {
  const Restore keep_depth(depth_);
  const Restore keep_nesting(nesting_);
  if (depth_ == 0) steps_ = memory_ = 0;
  ++depth_;
  try {
    return work();
  } catch (const LimitReached& reached) {
    if (depth_ > 1) throw;
    return fail("feel.limit", limit_message(reached.limit, limits_));
  }
}

Value Evaluation::call(const Function& function, std::span<const Value> arguments) {
  const Restore keep_program(program_);
  const Restore keep_node(node_);
  const Restore keep_depth(depth_);
  if (++depth_ > limits_.depth) throw LimitReached(LimitReached::Limit::depth);
  const bool typed = function.type && function.type->fields.size() == arguments.size() &&
                     std::ranges::any_of(function.type->fields, &Field::has_type);
  if (mode_ != Mode::standard || !typed) return function.call(*this, arguments);
  std::vector<Value> fitting(arguments.begin(), arguments.end());
  for (std::size_t i = 0; i < fitting.size(); ++i) {
    const Field& parameter = function.type->fields[i];
    if (!parameter.has_type() || fitting[i].is_null()) continue;
    fitting[i] = fit(*this, fitting[i], *parameter.type);
    if (fitting[i].is_null()) return fitting[i];
  }
  return function.call(*this, fitting);
}

void Evaluation::spend(std::int64_t steps) {
  steps_ += steps;
  if (steps_ > limits_.steps) throw LimitReached(LimitReached::Limit::steps);
}

void Evaluation::spend_on(const Value& walked) {
  // About as long as one node takes.
  constexpr std::uint32_t parts_a_step = 16;
  if (walked.tag() >= Value::Tag::text) spend(extent(walked).size / parts_a_step);
}

void Evaluation::allocate(std::int64_t bytes) {
  memory_ += bytes;
  if (memory_ > limits_.memory) throw LimitReached(LimitReached::Limit::memory);
}

void Evaluation::allocate_text(std::uint64_t bytes) {
  // Short ones are many and soon gone; the steps that make them are counted.
  constexpr std::uint64_t long_text = 1024;
  if (bytes < long_text) return;
  if (std::cmp_greater(bytes, limits_.text)) throw LimitReached(LimitReached::Limit::text);
  allocate(static_cast<std::int64_t>(bytes));
}

void Evaluation::made(const Value& value) {
  const auto reach = extent(value);
  if (reach.height > limits_.height || reach.size > limits_.size) {
    throw LimitReached(LimitReached::Limit::value);
  }
}

Location Evaluation::place() const {
  if (!program_ || !program_->source || node_ == ir::none) return {};
  auto span = program_->node(node_).span;
  span.begin += program_->source_offset;
  span.end += program_->source_offset;
  return {program_->source, span};
}

Value Evaluation::fail(std::string code, Text message) {
  return fail(std::move(code), std::move(message), place());
}

Value Evaluation::fail(std::string code, Text message, Location location) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.location = std::move(location);
  const auto shared = std::make_shared<const Diagnostic>(std::move(diagnostic));
  if (diagnostics_.size() < max_diagnostics) diagnostics_.push_back(*shared);
  if (mode_ == Mode::standard) return Null{shared};
  return make_unknown({Cause::Kind::error, shared->code, shared});
}

}  // namespace enact::feel
