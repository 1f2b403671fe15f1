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
    int depth = 512;                    // nested calls
    std::int64_t steps = 50'000'000;    // node visits, so that no expression runs for ever
    std::int64_t list_items = 5'000'000;
  };

  Evaluation(Mode mode, DateTime now, Limits limits);
  explicit Evaluation(Mode mode, DateTime now = {}) : Evaluation(mode, std::move(now), Limits{}) {}

  Mode mode() const { return mode_; }
  const DateTime& now() const { return now_; }

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

 private:
  friend class Interpreter;
  Mode mode_;
  DateTime now_;
  Limits limits_;
  Trace trace_;
  Diagnostics diagnostics_;
};

}  // namespace enact::feel
