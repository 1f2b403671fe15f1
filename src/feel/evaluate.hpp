// The scalar evaluator: one program, one set of inputs, one value, with every null and unknown explained.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "base/diagnostic.hpp"
#include "feel/compile.hpp"
#include "feel/value.hpp"

namespace enact::feel {

// What an evaluation may see of the outside and what it reports. One object serves one thread.
class Evaluation {
 public:
  struct Limits {
    int depth = 512;                      // nested calls
    std::int64_t steps = 50'000'000;      // node visits, so that no expression runs for ever
    std::int64_t list_items = 5'000'000;  // in one list made by an iteration
    int nesting = 4000;                   // nodes within nodes, calls included: the stack's limit
    std::uint32_t height = 1000;          // lists and contexts within each other
    std::uint32_t size = 50'000'000;      // of one value, feel/extent.hpp
    std::int64_t text = 64 << 20;         // bytes of one text
    std::int64_t memory = 2LL << 30;      // bytes that all long texts and lists made take together
  };

  Evaluation(Mode mode, DateTime now, Limits limits);
  explicit Evaluation(Mode mode, DateTime now = {}) : Evaluation(mode, std::move(now), Limits{}) {}

  Mode mode() const { return mode_; }
  const DateTime& now() const { return now_; }
  const Limits& limits() const { return limits_; }

  // `inputs` in the order of program.inputs. In determination mode an input that is absent is handed in as
  // unknown by the caller, never as null.
  Value evaluate(const ir::Program& program, std::span<const Value> inputs);
  // The same, for a unary test: `?` is `tested`.
  Value evaluate_test(const ir::Program& program, const Value& tested, std::span<const Value> inputs);

  // Called for each node evaluated, innermost first, when set: the trace that explanations are built from.
  using Trace = std::function<void(const ir::Program&, ir::NodeId, const Value&)>;
  void set_trace(Trace trace) { trace_ = std::move(trace); }

  // Errors turned into null (standard mode) or into unknown (determination mode) since the last clear.
  const Diagnostics& diagnostics() const { return diagnostics_; }
  void clear_diagnostics() { diagnostics_.clear(); }

  // For operators and built-ins: an error at the place that is being evaluated. Recorded, and returned as
  // what the mode makes of it: null with its cause, or unknown with the diagnostic as its cause.
  Value fail(std::string code, Text message);
  // The same at a place that is no node of a program.
  Value fail(std::string code, Text message, Location location);
  // Work of a host that evaluates more than one program or calls functions: its limits are those of one
  // evaluation, and one that is reached ends all of it as an error.
  Value guard(const std::function<Value()>& work);
  // Calls a function value, counting the depth. In standard mode arguments are made to fit the types of its
  // parameters; one that does not fit is an error, and the function is not called.
  Value call(const Function& function, std::span<const Value> arguments);

  // For operators and built-ins whose work or result grows with their operands: they say so beforehand. Each
  // ends the evaluation where its limit is reached.
  void spend(std::int64_t steps);
  void spend_on(const Value& walked);  // steps, by the value's extent
  void allocate(std::int64_t bytes);
  void allocate_text(std::uint64_t bytes);
  // A list or context that was made: that it is within the limits.
  void made(const Value& value);

 private:
  friend class Interpreter;
  Value run(const ir::Program& program, const Value* tested, std::span<const Value> inputs);
  Location place() const;

  Mode mode_;
  DateTime now_;
  Limits limits_;
  Trace trace_;
  Diagnostics diagnostics_;
  const ir::Program* program_ = nullptr;  // where an error would be: set by the interpreter
  ir::NodeId node_ = ir::none;
  int depth_ = 0;
  int nesting_ = 0;
  std::int64_t steps_ = 0;
  std::int64_t memory_ = 0;
};

}  // namespace enact::feel
