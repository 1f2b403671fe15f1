// Filters, positions, `some`, `every` and `for` over lists whose items say whether they are there.
#include "verify/encoder.hpp"

namespace enact::verify {

// The items that a construct runs over: a list's, or the value itself. What is undecided, blurred or null is
// told apart.
Items Encoder::items_of(const Symbolic& value, Term& undecided, Term& blurred, Term& null) {
  Items items;
  undecided = value.when<Undecided>(terms_);
  blurred = value.when<Blurred>(terms_);
  null = value.when<Nothing>(terms_);
  for (const auto& [guard, shape] : value.alternatives()) {
    if (std::holds_alternative<Undecided>(shape) || std::holds_alternative<Blurred>(shape) ||
        std::holds_alternative<Nothing>(shape)) {
      continue;
    }
    if (const auto* list = std::get_if<Items>(&shape)) {
      for (const Items::Item& item : list->items) {
        const Term present = terms_.both(guard, item.present);
        if (!present.is_false()) items.items.push_back({present, item.value});
      }
    } else {
      items.items.push_back({guard, share(Symbolic({{terms_.yes(), shape}}))});
    }
  }
  return items;
}

Symbolic Encoder::filter(const Node& node) {
  const Symbolic value = walk(node.args[0]);
  const Node& predicate = frame_->program->node(node.args[1]);
  if (predicate.type && predicate.type->kind == feel::Kind::number) {
    return index(value, walk(node.args[1]));
  }
  Term undecided = terms_.no(), blurred = terms_.no(), null = terms_.no();
  const Items items = items_of(value, undecided, blurred, null);
  const auto slot = static_cast<std::size_t>(node.locals[0]);
  Items kept;
  std::vector<Term> open;  // an item of which it is not decided whether it stays
  for (const Items::Item& item : items.items) {
    frame_->locals[slot] = *item.value;
    const Symbolic holds = under(item.present, node.args[1]);
    if (holds.as<Number>() != nullptr)
      outside(node, "可能是位置也可能是条件的筛选", "a filter that may be a position or a condition");
    Term stays = terms_.both(item.present, holds.is_true(terms_));
    const Term drops = terms_.either(holds.is_false(terms_), holds.when<Nothing>(terms_));
    const Term unsure =
        terms_.all({item.present, terms_.negated(drops), terms_.negated(holds.is_true(terms_))});
    if (const auto either_way = choice(unsure)) {
      stays = terms_.either(stays, terms_.both(unsure, *either_way));
    } else {
      open.push_back(unsure);
    }
    if (!stays.is_false()) kept.items.push_back({stays, item.value});
  }
  const Term perhaps = terms_.any(open);
  Union made(terms_);
  made.add(undecided, Undecided{});
  made.add(terms_.either(blurred, perhaps), Blurred{});
  made.add(terms_.negated(terms_.any({undecided, blurred, perhaps})), std::move(kept));
  return made.done();
}

Symbolic Encoder::index(const Symbolic& list, const Symbolic& position) {
  Term undecided = terms_.no(), blurred = terms_.no(), null = terms_.no();
  const Items items = items_of(list, undecided, blurred, null);
  Union made(terms_);
  // An undecided list is given back before the position is looked at.
  made.add(undecided, Undecided{});
  Term left = terms_.negated(undecided);
  const Term no_position = position.when<Undecided>(terms_);
  made.add(terms_.both(left, no_position), Undecided{});
  left = terms_.both(left, terms_.negated(no_position));
  const Term unclear = terms_.either(blurred, position.when<Blurred>(terms_));
  made.add(terms_.both(left, unclear), Blurred{});
  left = terms_.both(left, terms_.negated(unclear));
  const Number* number = position.as<Number>();
  const Term numbered = number != nullptr ? terms_.both(left, position.when<Number>(terms_)) : terms_.no();
  const auto fixed = number != nullptr ? decimal_of(number->term) : std::nullopt;
  Term found = terms_.no();
  for (const bool from_end : {false, true}) {
    if (number == nullptr || (fixed && fixed->is_negative() != from_end)) continue;
    Term before = terms_.whole(0);  // items counted so far
    Term earlier = terms_.no();
    for (std::size_t i = 0; i < items.items.size(); ++i) {
      const Items::Item& item = items.items[from_end ? items.items.size() - 1 - i : i];
      Term here = terms_.no();
      if (fixed && (*fixed == Decimal(1) || *fixed == Decimal(-1))) {
        here = terms_.both(item.present, terms_.negated(earlier));
        earlier = terms_.either(earlier, item.present);
      } else {
        before = before + z3::ite(item.present, terms_.whole(1), terms_.whole(0));
        here = terms_.both(item.present, number->term == z3::to_real(from_end ? -before : before));
      }
      here = terms_.both(numbered, here);
      made.add(here, *item.value);
      found = terms_.either(found, here);
    }
  }
  made.add(terms_.both(left, terms_.negated(found)), Undecided{});  // no such position
  return made.done();
}

struct Encoder::Loop {
  const Node& node;
  std::size_t domains;
  std::function<void(const Term& present)> visit;
  // A domain that is no list: undecided, blurred or null, under `guard`.
  std::function<void(const Term& guard, Shape shape, std::size_t domain)> no_domain;
};

void Encoder::iterate(Loop& loop, std::size_t domain, const Term& present) {
  if (domain == loop.domains) return loop.visit(present);
  const Symbolic value = under(present, loop.node.args[domain]);
  if (value.as<Interval>() != nullptr) outside(loop.node, "在区间上逐个取值", "iteration over a range");
  Term undecided = terms_.no(), blurred = terms_.no(), null = terms_.no();
  const Items items = items_of(value, undecided, blurred, null);
  const auto tell = [&](const Term& guard, Shape shape) {
    const Term both = terms_.both(present, guard);
    if (!both.is_false()) loop.no_domain(both, std::move(shape), domain);
  };
  tell(undecided, Undecided{});
  tell(blurred, Blurred{});
  tell(null, Nothing{});
  const auto slot = static_cast<std::size_t>(loop.node.locals[domain]);
  for (const Items::Item& item : items.items) {
    frame_->locals[slot] = *item.value;
    iterate(loop, domain + 1, terms_.both(present, item.present));
  }
}

Symbolic Encoder::quantified(const Node& node) {
  std::vector<Operand> operands;
  Loop loop{node, node.args.size() - 1, {}, {}};
  loop.visit = [&](const Term& present) {
    Symbolic value = under(present, node.args.back());
    operands.push_back({present, std::move(value)});
  };
  loop.no_domain = [&](const Term& guard, Shape shape, std::size_t) {
    operands.push_back({guard, pure(terms_, std::move(shape))});
  };
  iterate(loop, 0, terms_.yes());
  return any_of(operands, node.op == feel::ir::Op::some);
}

Symbolic Encoder::for_return(const Node& node) {
  const std::size_t domains = node.args.size() - 1;
  if (node.locals.size() > domains && node.locals[domains] >= 0) {
    outside(node, "读取 `partial` 的 `for`", "a `for` that reads `partial`");
  }
  Items items;
  Term undecided = terms_.no();
  Term blurred = terms_.no();
  Loop loop{node, domains, {}, {}};
  loop.visit = [&](const Term& present) {
    Symbolic value = under(present, node.args.back());
    items.items.push_back({present, share(std::move(value))});
  };
  loop.no_domain = [&](const Term& guard, Shape shape, std::size_t domain) {
    // The first list decides whether there is a result; a later one leaves open how many items there are.
    Term& to = domain == 0 && !std::holds_alternative<Blurred>(shape) ? undecided : blurred;
    to = terms_.either(to, guard);
  };
  iterate(loop, 0, terms_.yes());
  Union made(terms_);
  made.add(undecided, Undecided{});
  made.add(terms_.both(blurred, terms_.negated(undecided)), Blurred{});
  made.add(terms_.negated(terms_.either(undecided, blurred)), std::move(items));
  return made.done();
}

}  // namespace enact::verify
