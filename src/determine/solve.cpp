// Reading off a rule what facts would have to be. See solve.hpp.
#include "determine/solve.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "feel/builtins.hpp"

namespace enact::determine {
namespace {

using feel::Value;
using feel::ir::Node;
using feel::ir::NodeId;
using feel::ir::Op;

using Proposals = std::vector<Proposal>;

// Nothing needs to change (as far as was looked at): one proposal without a fact.
const Proposals nothing_needed{Proposal{}};

Bound mirrored(Bound bound) {
  switch (bound) {
    case Bound::over:
      return Bound::under;
    case Bound::at_least:
      return Bound::at_most;
    case Bound::under:
      return Bound::over;
    case Bound::at_most:
      return Bound::at_least;
    case Bound::exactly:
      break;
  }
  return Bound::exactly;
}

// What `a OP b` asks of `a`, when it is to be true or false; nullopt: nothing that could be aimed at.
std::optional<Bound> bound_of(Op op, bool want) {
  switch (op) {
    case Op::less:
      return want ? Bound::under : Bound::at_least;
    case Op::less_equal:
      return want ? Bound::at_most : Bound::over;
    case Op::greater:
      return want ? Bound::over : Bound::at_most;
    case Op::greater_equal:
      return want ? Bound::at_least : Bound::under;
    case Op::equal:
      return want ? std::optional(Bound::exactly) : std::nullopt;
    case Op::not_equal:
      return want ? std::nullopt : std::optional(Bound::exactly);
    default:
      return std::nullopt;
  }
}

// The steps in which a fact is told: fen of money, whole things of what is counted, else ten-thousandths.
Decimal step_of(const feel::Type& type) {
  if (type.unit == "元") return *Decimal::parse("0.01");
  return type.unit.empty() ? *Decimal::parse("0.0001") : Decimal(1);
}

std::optional<Decimal> nearest_step(const Decimal& limit, Bound bound, const Decimal& step) {
  if (bound == Bound::exactly) return limit;
  const auto steps = limit.divide(step);
  if (!steps) return std::nullopt;
  const bool upwards = bound == Bound::over || bound == Bound::at_least;
  auto whole = steps->round(0, upwards ? Rounding::ceiling : Rounding::floor);
  if (whole && (bound == Bound::over || bound == Bound::under) && *whole == *steps) {
    whole = whole->add(Decimal(upwards ? 1 : -1));
  }
  return whole ? whole->multiply(step) : std::nullopt;
}

class Solver {
 public:
  Solver(ScopeValues& values, const Adjustable& adjustable) : values_(values), adjustable_(adjustable) {}

  Proposals run(const ExpressionPlan& rule) {
    Frame frame{rule.program(), {}, -1, {}};
    values_.evaluate(rule, frame.nodes);
    return solve(frame, frame.program.root, true);
  }

  Proposals run_filter(const ExpressionPlan& list) {
    Frame frame{list.program(), {}, -1, {}};
    values_.evaluate(list, frame.nodes);
    Proposals all = nothing_needed;
    NodeId at = frame.program.root;
    while (at != feel::ir::none && frame.program.node(at).op == Op::filter) {
      const Node& filter = frame.program.node(at);
      frame.item_slot = filter.locals.at(0);
      all = both(all, solve(frame, filter.args[1], true));
      at = filter.args[0];
    }
    return all;
  }

 private:
  // One program with the values that its nodes had last: under a filter, those for the last item.
  struct Frame {
    const feel::ir::Program& program;
    std::vector<std::optional<Value>> nodes;
    std::int32_t item_slot = -1;                          // of a filter over the events
    std::vector<std::pair<std::int32_t, NodeId>> tested;  // slot of `?` → what is tested
  };

  struct Leaf {
    std::string path;
    const feel::Type* type = nullptr;
    Value now;
  };

  // Each of `a` together with each of `b`.
  static Proposals both(const Proposals& a, const Proposals& b) {
    Proposals all;
    for (const Proposal& one : a) {
      for (const Proposal& other : b) {
        if (all.size() == most_proposals) return all;
        Proposal joined = one;
        joined.insert(joined.end(), other.begin(), other.end());
        all.push_back(std::move(joined));
      }
    }
    return all;
  }

  static const Value* value_of(const Frame& frame, NodeId id) {
    const auto& value = frame.nodes[static_cast<std::size_t>(id)];
    return value ? &*value : nullptr;
  }

  Proposals solve(Frame& frame, NodeId id, bool want) {
    const Node& node = frame.program.node(id);
    const Value* value = value_of(frame, id);
    if (value == nullptr) return nothing_needed;  // not reached: the next round looks at it
    if (const bool* decided = value->boolean(); decided != nullptr && *decided == want) return nothing_needed;
    switch (node.op) {
      case Op::and_:
      case Op::or_:
        return junction(frame, node, want);
      case Op::coerce:
        return solve(frame, node.args[0], want);
      case Op::if_:
        return branch(frame, node, want);
      case Op::in:
        return want ? member(frame, node) : Proposals{};
      case Op::between:
        return want ? between(frame, node) : Proposals{};
      case Op::call_builtin:
        if (feel::builtins()[static_cast<std::size_t>(node.index)].name != "not") return {};
        return solve(frame, node.args[0], !want);
      default:
        break;
    }
    if (const auto bound = bound_of(node.op, want)) {
      Proposals ways = against(frame, node.args[0], *bound, value_of(frame, node.args[1]));
      append(ways, against(frame, node.args[1], mirrored(*bound), value_of(frame, node.args[0])));
      return ways;
    }
    if (node.op == Op::input) {
      if (auto inner = behind(node)) return solve(*inner, inner->program.root, want);
    }
    const auto leaf = leaf_of(frame, id);
    if (!leaf || leaf->type->kind != feel::Kind::boolean) return {};
    return change(*leaf, Bound::exactly, Value(want));
  }

  static void append(Proposals& all, Proposals more) {
    for (Proposal& one : more) {
      if (all.size() < most_proposals) all.push_back(std::move(one));
    }
  }

  Proposals junction(Frame& frame, const Node& node, bool want) {
    if ((node.op == Op::and_) == want) {
      Proposals all = nothing_needed;
      for (const NodeId arg : node.args) {
        const Proposals ways = solve(frame, arg, want);
        // What is unknown and cannot be aimed at may turn out well by itself.
        if (ways.empty() && value_of(frame, arg)->is_unknown()) continue;
        all = both(all, ways);
      }
      return all;
    }
    Proposals any;
    for (const NodeId arg : node.args) {
      if (value_of(frame, arg) != nullptr) append(any, solve(frame, arg, want));
    }
    return any;
  }

  Proposals branch(Frame& frame, const Node& node, bool want) {
    const Value* condition = value_of(frame, node.args[0]);
    const bool* decided = condition != nullptr ? condition->boolean() : nullptr;
    return decided != nullptr ? solve(frame, node.args[*decided ? 1 : 2], want) : Proposals{};
  }

  // ---- where a value has to lie ------------------------------------------------------------------------

  Proposals against(Frame& frame, NodeId id, Bound bound, const Value* limit) {
    if (limit == nullptr || limit->is_unknown() || limit->is_null()) return {};
    return place(frame, id, bound, *limit);
  }

  // The node's value is to lie to `limit` as `bound` says.
  Proposals place(Frame& frame, NodeId id, Bound bound, const Value& limit) {
    const Node& node = frame.program.node(id);
    if (const auto leaf = leaf_of(frame, id)) return change(*leaf, bound, limit);
    if (node.op == Op::coerce) return place(frame, node.args[0], bound, limit);
    if (node.op == Op::local) {
      for (const auto& [slot, tested] : frame.tested) {
        if (slot == node.index) return place(frame, tested, bound, limit);
      }
      return {};
    }
    if (node.op == Op::input) {
      auto inner = behind(node);
      return inner ? place(*inner, inner->program.root, bound, limit) : Proposals{};
    }
    const Decimal* number = limit.number();
    return number != nullptr ? through(frame, node, bound, *number) : Proposals{};
  }

  // Back through arithmetic, one operand at a time while the other stays as it is.
  Proposals through(Frame& frame, const Node& node, Bound bound, const Decimal& limit) {
    if (node.op == Op::negate) return place(frame, node.args[0], mirrored(bound), Value(-limit));
    if (node.args.size() != 2) return {};
    const Decimal* left = number_at(frame, node.args[0]);
    const Decimal* right = number_at(frame, node.args[1]);
    Proposals ways;
    const auto aim = [&](std::size_t operand, Bound side, const std::optional<Decimal>& at) {
      if (at) append(ways, place(frame, node.args[operand], side, Value(*at)));
    };
    const auto turned = [&](bool turn) { return turn ? mirrored(bound) : bound; };
    switch (node.op) {
      case Op::add:
        if (right != nullptr) aim(0, bound, limit.subtract(*right));
        if (left != nullptr) aim(1, bound, limit.subtract(*left));
        break;
      case Op::subtract:
        if (right != nullptr) aim(0, bound, limit.add(*right));
        if (left != nullptr) aim(1, mirrored(bound), left->subtract(limit));
        break;
      case Op::multiply:
        if (right != nullptr) aim(0, turned(right->is_negative()), limit.divide(*right));
        if (left != nullptr) aim(1, turned(left->is_negative()), limit.divide(*left));
        break;
      case Op::divide:
        if (right != nullptr) aim(0, turned(right->is_negative()), limit.multiply(*right));
        if (left != nullptr && !limit.is_negative() && !left->is_negative())
          aim(1, mirrored(bound), left->divide(limit));
        break;
      default:
        break;
    }
    return ways;
  }

  static const Decimal* number_at(const Frame& frame, NodeId id) {
    const Value* value = value_of(frame, id);
    return value != nullptr ? value->number() : nullptr;
  }

  Proposals member(Frame& frame, const Node& in) {
    Proposals ways;
    for (std::size_t i = 1; i < in.args.size(); ++i) {
      const Node& test = frame.program.node(in.args[i]);
      if (test.op != Op::test) continue;
      if (test.index == 1) {
        frame.tested.emplace_back(test.locals.at(0), in.args[0]);
        append(ways, solve(frame, test.args[0], true));
        frame.tested.pop_back();
      } else if (const Value* value = value_of(frame, test.args[0])) {
        append(ways, into(frame, in.args[0], *value));
      }
    }
    return ways;
  }

  Proposals into(Frame& frame, NodeId tested, const Value& target) {
    if (const feel::Range* range = target.range()) return within(frame, tested, *range);
    const feel::List* list = target.list();
    if (list == nullptr) return against(frame, tested, Bound::exactly, &target);
    Proposals ways;
    for (const Value& item : list->items) append(ways, against(frame, tested, Bound::exactly, &item));
    return ways;
  }

  Proposals within(Frame& frame, NodeId tested, const feel::Range& range) {
    Proposals ways;
    if (range.low_end != feel::RangeEnd::unbounded) {
      append(ways,
             against(frame, tested, range.low_end == feel::RangeEnd::open ? Bound::over : Bound::at_least,
                     &range.low));
    }
    if (range.high_end != feel::RangeEnd::unbounded) {
      append(ways,
             against(frame, tested, range.high_end == feel::RangeEnd::open ? Bound::under : Bound::at_most,
                     &range.high));
    }
    return ways;
  }

  Proposals between(Frame& frame, const Node& node) {
    Proposals ways = against(frame, node.args[0], Bound::at_least, value_of(frame, node.args[1]));
    append(ways, against(frame, node.args[0], Bound::at_most, value_of(frame, node.args[2])));
    return ways;
  }

  // ---- facts -------------------------------------------------------------------------------------------

  // The definition or `let` that an input stands for, with the values that it had.
  std::optional<Frame> behind(const Node& input) {
    const ExpressionPlan* plan = nullptr;
    std::vector<std::optional<Value>> nodes;
    if (!values_.evaluate_behind(static_cast<std::size_t>(input.index), plan, nodes)) return std::nullopt;
    return Frame{plan->program(), std::move(nodes), -1, {}};
  }

  // A fact that may be changed, if the node reads one.
  std::optional<Leaf> leaf_of(const Frame& frame, NodeId id) const {
    const Node& node = frame.program.node(id);
    const Value* now = value_of(frame, id);
    if (now == nullptr) return std::nullopt;
    if (node.op == Op::dynamic_name) {
      return of_item(frame, node.locals.empty() ? -1 : node.locals[0], node.name, *now);
    }
    if (node.op != Op::field) return std::nullopt;
    const Node& base = frame.program.node(node.args[0]);
    if (base.op == Op::local) return of_item(frame, base.index, node.name, *now);
    if (base.op != Op::input) return std::nullopt;
    switch (values_.from(static_cast<std::size_t>(base.index))) {
      case Slot::From::subject:
        return of_subject(node.name, *now);
      case Slot::From::item:
        return of_event(node.name, *now);
      default:
        return std::nullopt;
    }
  }

  std::optional<Leaf> of_item(const Frame& frame, std::int32_t slot, const std::string& field,
                              const Value& now) const {
    return slot >= 0 && slot == frame.item_slot ? of_event(field, now) : std::nullopt;
  }

  static bool can_change(const feel::Type& type) {
    return type.kind == feel::Kind::number || type.kind == feel::Kind::boolean ||
           (type.kind == feel::Kind::string && !type.codes.empty());
  }

  std::optional<Leaf> of_subject(const std::string& fact, const Value& now) const {
    const policy::FactDeclaration* declared = adjustable_.subject->fact(fact);
    const policy::SubjectType& type = *adjustable_.subject->base;
    if (declared == nullptr || fact == type.identity || !can_change(*declared->type)) return std::nullopt;
    if (now.is_unknown() || now.is_null()) return std::nullopt;
    return Leaf{type.name + "." + fact, declared->type.get(), now};
  }

  // A field of the event that does not exist yet.
  std::optional<Leaf> of_event(const std::string& field, const Value& now) const {
    if (adjustable_.new_event.empty() || !now.is_unknown()) return std::nullopt;
    if (values_.item_path() != adjustable_.new_event) return std::nullopt;
    const std::string_view list =
        std::string_view(adjustable_.new_event).substr(adjustable_.subject->base->name.size() + 1);
    const policy::FactDeclaration* fact = adjustable_.subject->fact(list.substr(0, list.find('[')));
    if (fact == nullptr || !fact->type->element) return std::nullopt;
    const feel::Field* const end = fact->type->element->fields.data() + fact->type->element->fields.size();
    const feel::Field* const found = std::find_if(fact->type->element->fields.data(), end,
                                                  [&](const feel::Field& f) { return f.name == field; });
    if (found == end || !can_change(*found->type)) return std::nullopt;
    return Leaf{adjustable_.new_event + "." + field, found->type.get(), now};
  }

  Proposals change(const Leaf& leaf, Bound bound, const Value& limit) const {
    FactChange made{leaf.path, {}, leaf.now, bound, limit, limit};
    if (leaf.type->kind == feel::Kind::number) {
      const Decimal* number = limit.number();
      const auto then = number != nullptr ? nearest_step(*number, bound, step_of(*leaf.type)) : std::nullopt;
      if (!then) return {};
      made.then = Value(*then);
    } else if (bound != Bound::exactly) {
      return {};
    } else if (const std::string* code = limit.text()) {
      const auto& codes = leaf.type->codes;
      if (std::find(codes.begin(), codes.end(), *code) == codes.end()) return {};
    }
    if (made.then.kind() != leaf.type->kind) return {};
    return {Proposal{std::move(made)}};
  }

  ScopeValues& values_;
  const Adjustable& adjustable_;
};

}  // namespace

std::vector<Proposal> ways_to_hold(ScopeValues& values, const ExpressionPlan& rule,
                                   const Adjustable& adjustable) {
  return Solver(values, adjustable).run(rule);
}

std::vector<Proposal> ways_to_belong(ScopeValues& values, const ExpressionPlan& list,
                                     const Adjustable& adjustable) {
  return Solver(values, adjustable).run_filter(list);
}

}  // namespace enact::determine
