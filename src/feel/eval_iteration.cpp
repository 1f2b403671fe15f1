// `for`, `some`, `every`, and the ranges that they run over.
#include <utility>

#include "feel/interpreter.hpp"

namespace enact::feel {
namespace {

// The whole numbers or days from one bound to the other, in either direction; nullopt: of other kinds.
std::optional<Value> steps(const Evaluation& evaluation, const Value& from, const Value& to,
                           int skip_first = 0, int skip_last = 0) {
  std::optional<std::int64_t> low;
  std::optional<std::int64_t> high;
  if (from.number() && to.number()) {
    low = from.number()->to_int64();
    high = to.number()->to_int64();
  } else if (from.date() && to.date()) {
    low = from.date()->days_since_1970();
    high = to.date()->days_since_1970();
  }
  if (!low || !high) return std::nullopt;
  const auto distance = Decimal(*high).subtract(*low)->abs();
  if (!(distance < Decimal(evaluation.limits().list_items))) {
    throw LimitReached(LimitReached::Limit::list_items);
  }
  const std::int64_t count = *distance.to_int64() + 1 - skip_last;
  const std::int64_t step = *low <= *high ? 1 : -1;
  std::vector<Value> items;
  for (std::int64_t i = skip_first; i < count; ++i) {
    const auto at = *low + i * step;
    items.push_back(from.number() ? Value(Decimal(at)) : Value(Date::from_days(at)));
  }
  return make_list(std::move(items));
}

// A range as a domain: its whole numbers or days. nullopt: unbounded, falling, or of other kinds.
std::optional<Value> steps(const Evaluation& evaluation, const Range& range) {
  if (range.low_end == RangeEnd::unbounded || range.high_end == RangeEnd::unbounded) return std::nullopt;
  if (range.form == RangeForm::not_equal) return std::nullopt;
  if (less(range.high, range.low, false) != Truth::no) return std::nullopt;
  return steps(evaluation, range.low, range.high, range.low_end == RangeEnd::open ? 1 : 0,
               range.high_end == RangeEnd::open ? 1 : 0);
}

}  // namespace

// What the nested domains of one iteration share.
class Interpreter::Loop {
 public:
  Loop(const Node& loop_node, std::size_t count) : node(loop_node), domains(count) {}
  virtual ~Loop() = default;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Evaluates the innermost expression for one combination of items, of which it is told whether it certainly
  // occurs; whether to go on.
  virtual bool visit(bool certain) = 0;
  // A domain is open, or an item of it is perhaps.
  virtual void unsettled(const List& list) = 0;
  // A domain is no list, but unknown or null; whether to go on.
  virtual bool no_domain(const Value& value, std::size_t domain) = 0;
  // So many items are to come.
  virtual void expect(std::size_t) {}

  const Node& node;
  const std::size_t domains;
  bool stopped = false;
};

void Interpreter::iterate(Loop& loop, std::size_t domain, bool certain) {
  if (domain == loop.domains) {
    loop.stopped = !loop.visit(certain);
    return;
  }
  Value held;
  const Value* value = &eval(loop.node.args[domain], held);
  if (const auto* range = value->range()) {
    Value made = is_settled(*value) ? steps(evaluation_, *range).value_or(Value()) : unknown_from({value});
    held = std::move(made);
    value = &held;
  }
  if (value->is_unknown() || value->is_null()) {
    loop.stopped = !loop.no_domain(*value, domain);
    return;
  }
  const auto slot = loop.node.locals[domain];
  const auto* list = value->list();
  if (!list) {  // a single value is iterated as the list of itself
    set_local(slot, *value);
    iterate(loop, domain + 1, certain);
    unset_local(slot);
    return;
  }
  if (!list->settled()) loop.unsettled(*list);
  if (loop.domains == 1) loop.expect(list->items.size());
  for (std::size_t i = 0; i < list->items.size() && !loop.stopped; ++i) {
    set_local(slot, list->items[i]);
    iterate(loop, domain + 1, certain && !list->is_perhaps(i));
  }
  unset_local(slot);
}

class Interpreter::ForLoop final : public Loop {
 public:
  ForLoop(Interpreter& interpreter, ir::NodeId id, const Node& loop_node)
      : Loop(loop_node, loop_node.args.size() - 1),
        interpreter_(interpreter),
        id_(id),
        partial_slot_(loop_node.locals.size() > domains ? loop_node.locals[domains] : -1) {}

  bool visit(bool certain) override {
    auto& items = result_->items;
    if (std::cmp_greater_equal(items.size(), interpreter_.evaluation_.limits_.list_items)) {
      throw LimitReached(LimitReached::Limit::list_items);
    }
    if (partial_slot_ >= 0) {
      const Value so_far = partial();
      interpreter_.set_local(partial_slot_, so_far);
      items.push_back(interpreter_.take(node.args.back()));
      interpreter_.unset_local(partial_slot_);
    } else {
      items.push_back(interpreter_.take(node.args.back()));
    }
    if (!certain && all_certain_) {
      all_certain_ = false;
      result_->perhaps.assign(items.size() - 1, false);
    }
    if (!all_certain_) result_->perhaps.push_back(!certain);
    return true;
  }
  void unsettled(const List& list) override {
    causes_.add(list);
    result_->open = result_->open || list.open;
  }
  bool no_domain(const Value& value, std::size_t domain) override {
    auto reason = value;
    if (value.is_null()) {
      interpreter_.at(id_);
      reason = mismatch(interpreter_.evaluation_, "for", {&value, 1});
    }
    if (domain == 0 || reason.is_null()) {
      no_result_ = std::move(reason);
      return false;
    }
    // What one item leads to is not known: any number of results.
    causes_.add(reason);
    result_->open = true;
    return true;
  }
  void expect(std::size_t items) override { result_->items.reserve(items); }

  Value result() {
    if (no_result_) return *std::move(no_result_);
    if (!result_->settled()) result_->causes = causes_.causes();
    return ListPtr(std::move(result_));
  }

 private:
  Value partial() const {
    interpreter_.evaluation_.spend(std::ssize(result_->items) / 16);
    auto partial = std::make_shared<List>(*result_);
    // The order of an open list is not known, hence not which items came before.
    if (partial->open) partial->perhaps.assign(partial->items.size(), true);
    if (!partial->settled()) partial->causes = causes_.causes();
    return ListPtr(std::move(partial));
  }

  Interpreter& interpreter_;
  ir::NodeId id_;
  std::int32_t partial_slot_;
  std::shared_ptr<List> result_ = std::make_shared<List>();
  CauseSet causes_;
  std::optional<Value> no_result_;
  bool all_certain_ = true;
};

Value Interpreter::for_return(ir::NodeId id, const Node& node) {
  ForLoop loop(*this, id, node);
  iterate(loop, 0, true);
  return loop.result();
}

class Interpreter::QuantifiedLoop final : public Loop {
 public:
  QuantifiedLoop(Interpreter& interpreter, const Node& loop_node)
      : Loop(loop_node, loop_node.args.size() - 1),
        interpreter_(interpreter),
        some_(loop_node.op == ir::Op::some),
        result_(some_) {}

  bool visit(bool certain) override {
    Value held;
    const Value& value = interpreter_.eval(node.args.back(), held);
    // A perhaps-item that would decide leaves the answer open; one that would not changes nothing.
    if (!certain && value.boolean() && *value.boolean() == some_) return !result_.add(perhaps_.unknown());
    return !result_.add(value);
  }
  void unsettled(const List& list) override {
    perhaps_.add(list);
    if (list.open) result_.add(perhaps_.unknown());
  }
  bool no_domain(const Value& value, std::size_t) override { return !result_.add(value); }

  Value result() const { return result_.result(interpreter_.evaluation_, some_ ? "some" : "every"); }

 private:
  Interpreter& interpreter_;
  bool some_;
  Junction result_;
  CauseSet perhaps_;  // why items of the domains are perhaps
};

Value Interpreter::quantified(ir::NodeId id, const Node& node) {
  QuantifiedLoop loop(*this, node);
  iterate(loop, 0, true);
  at(id);
  return loop.result();
}

Value Interpreter::iteration_range(ir::NodeId id, const Node& node) {
  const auto from = take(node.args[0]);
  const auto to = take(node.args[1]);
  at(id);
  if (!is_settled(from) || !is_settled(to)) return unknown_from({&from, &to});
  if (auto list = steps(evaluation_, from, to)) return *std::move(list);
  const Value operands[] = {from, to};
  return mismatch(evaluation_, "..", operands);
}

}  // namespace enact::feel
