// The encoding of a typed program (feel/ir.hpp) as terms: what the scalar evaluator gives in determination
// mode for facts that are all settled, as a value that depends on them. Made from the IR alone, never from
// the text; checked against the evaluator on random programs and facts (encoder_property_test.cpp).
#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "feel/builtins.hpp"
#include "verify/symbolic.hpp"

namespace enact::verify {

// Thrown where a program leaves the fragment: the construct, and where it stands.
struct Outside final : std::exception {
  Outside(enact::Text what, Location where) : construct(std::move(what)), place(std::move(where)) {}
  const char* what() const noexcept override { return "outside the fragment"; }
  enact::Text construct;
  Location place;
};

// How two values compare; where none of these, it is not decided.
struct Comparison {
  Term yes;
  Term no;
  Term incomparable;
  Term blurred;
};

// A call of a decision table that a program makes, for the proofs about gaps and overlaps.
struct TableCall {
  const dmn::DecisionTable* table;
  Location place;
  Term reached;   // the call is evaluated, with every argument decided and not null
  Term none;      // no row matches
  Term conflict;  // more rows match than the hit policy allows, or rows that disagree
};

class Encoder {
 public:
  explicit Encoder(Terms& terms) : terms_(terms), path_(terms.yes()) {}

  // Both throw Outside. `inputs` in the order of program.inputs; both must live as long as the result.
  Symbolic encode(const feel::ir::Program& program, std::span<const Symbolic> inputs);
  Symbolic encode_test(const feel::ir::Program& program, const Symbolic& tested,
                       std::span<const Symbolic> inputs);

  // A table for inputs that nothing around it decides.
  TableCall encode_table(const dmn::DecisionTable& table, const std::vector<Symbolic>& arguments);

  // The value of `today()`; without it that call is outside.
  void set_today(Symbolic today) { today_ = std::move(today); }
  // What is undecided inside may turn out either way, by a free choice (claims.hpp, Reading).
  void set_complete(bool complete) { complete_ = complete; }
  // The calls of tables since the last take.
  std::vector<TableCall> take_calls() { return std::move(calls_); }

  Comparison equality(const Symbolic& a, const Symbolic& b);
  Comparison less(const Symbolic& a, const Symbolic& b, bool or_equal);

 private:
  using Node = feel::ir::Node;
  struct Frame {
    const feel::ir::Program* program;
    std::span<const Symbolic> inputs;
    std::vector<Symbolic> locals;
  };
  struct Operand {
    Term present;
    Symbolic value;
  };

  // encoder.cpp
  Symbolic walk(feel::ir::NodeId id);
  Symbolic dispatch(feel::ir::NodeId id, const Node& node);
  Symbolic input(const Node& node) const;
  Symbolic field(const Symbolic& value, const std::string& name, const Node& node);
  std::optional<Symbolic> ground(feel::ir::NodeId id);
  bool is_ground(feel::ir::NodeId id) const;
  Symbolic entries(const Node& node);
  Symbolic range(const Node& node);
  Symbolic if_then_else(const Node& node);
  Symbolic junction(const Node& node);
  Symbolic run(Frame frame, feel::ir::NodeId root);
  Symbolic under(const Term& guard, feel::ir::NodeId id);  // evaluated only where `guard` holds
  [[noreturn]] void outside(const Node& node, const std::string& zh, const std::string& en) const;
  Location place(const Node& node) const;

  // operators.cpp
  Symbolic arithmetic(const Node& node, const Symbolic& a, const Symbolic& b);
  void arithmetic(Union& out, const Term& guard, const Node& node, const Shape& a, const Shape& b);
  bool shift(Union& out, const Term& guard, const Shape& point, const Shape& by, bool back);
  void add_day(Union& out, const Term& guard, const Term& day);
  Symbolic negate(const Symbolic& a);
  Comparison compare(const Symbolic& a, const Symbolic& b, int mode);
  Comparison contains(const Interval& range, const Symbolic& value);
  Symbolic truth(const Comparison& comparison);
  Symbolic any_of(const std::vector<Operand>& operands, bool deciding);

  // lists.cpp
  Symbolic filter(const Node& node);
  Symbolic index(const Symbolic& list, const Symbolic& position);
  Symbolic quantified(const Node& node);
  Symbolic for_return(const Node& node);
  struct Loop;
  void iterate(Loop& loop, std::size_t domain, const Term& present);
  Items items_of(const Symbolic& value, Term& undecided, Term& blurred, Term& null);

  // tests.cpp
  Symbolic in(const Node& node);
  Symbolic test(const Node& node);
  Symbolic not_test(const Node& node);
  Symbolic holds(const Symbolic& tested, const Symbolic& test);
  Symbolic instance(const Node& node);
  Symbolic coerced(const Node& node, const Symbolic& value, const feel::Type& type);

  // calls.cpp
  Symbolic call(const Node& node);
  Symbolic call(const Callable& callable, const std::vector<Symbolic>& arguments, const Node& node);
  struct Rows {
    std::vector<Term> hits;
    std::vector<Symbolic> outputs;
    Term open;  // it is not decided whether some row matches
    TableCall call;
  };
  Rows rows(const dmn::DecisionTable& table, const std::vector<Symbolic>& arguments, const Location& place);
  Symbolic decide(const dmn::DecisionTable& table, const std::vector<Symbolic>& arguments, const Node& node);
  Symbolic call_builtin(const Node& node);

  // builtins.cpp
  using Arguments = std::vector<Symbolic>;
  Symbolic builtin(const Node& node, const std::string& name, const Arguments& arguments);
  Symbolic aggregate(const Node& node, const std::string& name, const Items& items);
  Symbolic extreme(const Items& items, bool greatest);
  Symbolic rounded(const Node& node, const std::string& name, const Arguments& arguments);
  Symbolic months_between(const Symbolic& from, const Symbolic& to);

  Terms& terms_;
  Term path_;  // under which truth the node at hand is evaluated
  Frame* frame_ = nullptr;
  std::optional<Symbolic> today_;
  std::vector<TableCall> calls_;
  // A free choice in complete mode; else none.
  std::optional<Term> choice(const Term& open);

  bool complete_ = false;
  int depth_ = 0;
};

}  // namespace enact::verify
