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
  if (less(range.high, range.low, false) != Truth::no) return std::nullopt;
  return steps(evaluation, range.low, range.high, range.low_end == RangeEnd::open ? 1 : 0,
               range.high_end == RangeEnd::open ? 1 : 0);
}

}  // namespace

// What the nested domains of one iteration share. `visit` evaluates the innermost expression for one
// combination of items, of which it is told whether it certainly occurs, and answers whether to go on.
struct Interpreter::Loop {
  const Node& node;
  std::size_t domains;
  std::function<bool(bool certain)> visit;
  std::function<void(const List&)> unsettled;  // a domain is open, or an item of it is perhaps
  std::function<bool(const Value&, std::size_t domain)> no_domain;  // no list: unknown, or null
  bool stopped = false;
};

void Interpreter::iterate(Loop& loop, std::size_t domain, bool certain) {
  if (domain == loop.domains) {
    loop.stopped = !loop.visit(certain);
    return;
  }
  auto value = eval(loop.node.args[domain]);
  if (const auto* range = value.range()) {
    const bool bounds = is_settled(value);
    value = bounds ? steps(evaluation_, *range).value_or(Value()) : unknown_from({&value});
  }
  if (value.is_unknown() || value.is_null()) {
    loop.stopped = !loop.no_domain(value, domain);
    return;
  }
  const auto slot = loop.node.locals[domain];
  const auto* list = value.list();
  if (!list) {  // a single value is iterated as the list of itself
    set_local(slot, value);
    iterate(loop, domain + 1, certain);
    return;
  }
  if (!list->settled()) loop.unsettled(*list);
  for (std::size_t i = 0; i < list->items.size() && !loop.stopped; ++i) {
    set_local(slot, list->items[i]);
    iterate(loop, domain + 1, certain && !list->is_perhaps(i));
  }
}

Value Interpreter::for_return(ir::NodeId id, const Node& node) {
  const std::size_t domains = node.args.size() - 1;
  const auto partial_slot = node.locals.size() > domains ? node.locals[domains] : -1;
  auto result = std::make_shared<List>();
  CauseSet causes;
  std::optional<Value> no_result;
  bool all_certain = true;

  Loop loop{node, domains, {}, {}, {}};
  loop.visit = [&](bool certain) {
    if (std::cmp_greater_equal(result->items.size(), evaluation_.limits_.list_items)) {
      throw LimitReached(LimitReached::Limit::list_items);
    }
    if (partial_slot >= 0) {
      auto partial = std::make_shared<List>(*result);
      // The order of an open list is not known, hence not which items came before.
      if (partial->open) partial->perhaps.assign(partial->items.size(), true);
      if (!partial->settled()) partial->causes = causes.causes();
      set_local(partial_slot, ListPtr(std::move(partial)));
    }
    result->items.push_back(eval(node.args.back()));
    if (!certain && all_certain) {
      all_certain = false;
      result->perhaps.assign(result->items.size() - 1, false);
    }
    if (!all_certain) result->perhaps.push_back(!certain);
    return true;
  };
  loop.unsettled = [&](const List& list) {
    causes.add(list);
    result->open = result->open || list.open;
  };
  loop.no_domain = [&](const Value& value, std::size_t domain) {
    auto reason = value;
    if (value.is_null()) {
      at(id);
      reason = mismatch(evaluation_, "for", {&value, 1});
    }
    if (domain == 0 || reason.is_null()) {
      no_result = std::move(reason);
      return false;
    }
    // What one item leads to is not known: any number of results.
    causes.add(reason);
    result->open = true;
    return true;
  };
  iterate(loop, 0, true);
  if (no_result) return *std::move(no_result);
  if (!result->settled()) result->causes = causes.causes();
  return ListPtr(std::move(result));
}

Value Interpreter::quantified(ir::NodeId id, const Node& node) {
  const bool some = node.op == ir::Op::some;
  Junction result(some);
  CauseSet perhaps;  // why items of the domains are perhaps
  Loop loop{node, node.args.size() - 1, {}, {}, {}};
  loop.visit = [&](bool certain) {
    const auto value = eval(node.args.back());
    // A perhaps-item that would decide leaves the answer open; one that would not changes nothing.
    if (!certain && value.boolean() && *value.boolean() == some) return !result.add(perhaps.unknown());
    return !result.add(value);
  };
  loop.unsettled = [&](const List& list) {
    perhaps.add(list);
    if (list.open) result.add(perhaps.unknown());
  };
  loop.no_domain = [&](const Value& value, std::size_t) { return !result.add(value); };
  iterate(loop, 0, true);
  at(id);
  return result.result(evaluation_, some ? "some" : "every");
}

Value Interpreter::iteration_range(ir::NodeId id, const Node& node) {
  const auto from = eval(node.args[0]);
  const auto to = eval(node.args[1]);
  at(id);
  if (!is_settled(from) || !is_settled(to)) return unknown_from({&from, &to});
  if (auto list = steps(evaluation_, from, to)) return *std::move(list);
  const Value operands[] = {from, to};
  return mismatch(evaluation_, "..", operands);
}

}  // namespace enact::feel
