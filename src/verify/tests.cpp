// `in`, the tests of decision tables, `instance of` and implicit conversion (src/feel/eval_tests.cpp).
#include "verify/encoder.hpp"

namespace enact::verify {

using feel::Kind;

Symbolic Encoder::in(const Node& node) {
  const auto slot = static_cast<std::size_t>(node.locals[0]);
  const Symbolic outer = frame_->locals[slot];
  frame_->locals[slot] = walk(node.args[0]);
  std::vector<Operand> tests;
  Term open = terms_.yes();
  for (std::size_t i = 1; i < node.args.size(); ++i) {
    Symbolic value = under(open, node.args[i]);
    open = terms_.both(open, terms_.negated(value.is_true(terms_)));
    tests.push_back({terms_.yes(), std::move(value)});
  }
  frame_->locals[slot] = outer;
  return any_of(tests, true);
}

Symbolic Encoder::test(const Node& node) {
  const Symbolic value = walk(node.args[0]);
  const Symbolic tested = frame_->locals[static_cast<std::size_t>(node.locals[0])];
  const Term by_itself =
      node.index == 1
          ? terms_.yes()
          : terms_.negated(terms_.either(tested.when<Truth>(terms_), tested.when<Undecided>(terms_)));
  Union made(terms_);
  for (const auto& [guard, shape] : value.alternatives()) {
    const bool answers = std::holds_alternative<Truth>(shape);
    const bool passes = node.index == 1 &&
                        (std::holds_alternative<Undecided>(shape) || std::holds_alternative<Nothing>(shape));
    const Term direct = passes ? terms_.yes() : answers ? by_itself : terms_.no();
    made.add(terms_.both(guard, direct), shape);
    const Term compared = terms_.both(guard, terms_.negated(direct));
    if (!compared.is_false()) made.add(compared, holds(tested, Symbolic({{terms_.yes(), shape}})));
  }
  return made.done();
}

Symbolic Encoder::not_test(const Node& node) {
  std::vector<Operand> tests;
  for (const auto arg : node.args) tests.push_back({terms_.yes(), walk(arg)});
  const Symbolic any = any_of(tests, true);
  return verdict(terms_, any.is_false(terms_), any.is_true(terms_), any.when<Blurred>(terms_));
}

Symbolic Encoder::holds(const Symbolic& tested, const Symbolic& test) {
  Union made(terms_);
  for (const auto& [guard_a, a] : tested.alternatives()) {
    for (const auto& [guard_b, b] : test.alternatives()) {
      const Term guard = terms_.both(guard_a, guard_b);
      if (guard.is_false()) continue;
      const Symbolic one({{terms_.yes(), a}});
      const auto* range = std::get_if<Interval>(&b);
      const auto* list = std::get_if<Items>(&b);
      if (std::holds_alternative<Undecided>(a) || std::holds_alternative<Undecided>(b)) {
        made.add(guard, Undecided{});
      } else if (std::holds_alternative<Blurred>(a) || std::holds_alternative<Blurred>(b)) {
        made.add(guard, Blurred{});
      } else if (range != nullptr && !std::holds_alternative<Interval>(a)) {
        made.add(guard, truth(contains(*range, one)));
      } else if (list == nullptr) {
        made.add(guard, truth(equality(one, Symbolic({{terms_.yes(), b}}))));
      } else {
        std::vector<Operand> items;
        if (std::holds_alternative<Items>(a)) items.push_back({terms_.yes(), truth(equality(one, test))});
        for (const Items::Item& item : list->items) {
          for (const auto& [guard_c, c] : item.value->alternatives()) {
            const Term present = terms_.both(item.present, guard_c);
            if (present.is_false()) continue;
            if (std::holds_alternative<Items>(c) && !std::holds_alternative<Items>(a)) continue;
            const auto* within = std::get_if<Interval>(&c);
            Comparison accepts = within != nullptr && !std::holds_alternative<Interval>(a)
                                     ? contains(*within, one)
                                     : equality(one, Symbolic({{terms_.yes(), c}}));
            // In a list an item of another kind is merely another item.
            if (within == nullptr) accepts.no = terms_.either(accepts.no, accepts.incomparable);
            items.push_back({present, truth(accepts)});
          }
        }
        made.add(guard, any_of(items, true));
      }
    }
  }
  return made.done();
}

namespace {

Kind kind_of(const Shape& shape) {
  static constexpr Kind kinds[] = {
      Kind::any,    Kind::any,     Kind::null_value,    Kind::boolean,         Kind::number,
      Kind::string, Kind::date,    Kind::days_duration, Kind::months_duration, Kind::range,
      Kind::list,   Kind::context, Kind::function};
  return kinds[shape.index()];
}

}  // namespace

Symbolic Encoder::instance(const Node& node) {
  const Symbolic value = walk(node.args[0]);
  const feel::Type& type = *frame_->program->types[static_cast<std::size_t>(node.type_index)];
  Union made(terms_);
  for (const auto& [guard, shape] : value.alternatives()) {
    if (std::holds_alternative<Undecided>(shape) || std::holds_alternative<Blurred>(shape)) {
      made.add(guard, shape);
    } else if (type.kind == Kind::any) {
      made.add(guard, Truth{terms_.truth(!std::holds_alternative<Nothing>(shape))});
    } else if (kind_of(shape) != type.kind) {
      made.add(guard, Truth{terms_.no()});
    } else if (type.kind == Kind::list || type.kind == Kind::context || type.kind == Kind::range ||
               type.kind == Kind::function) {
      outside(node, "对列表、记录、区间或函数的 `instance of`", "`instance of` a structure");
    } else {
      made.add(guard, Truth{terms_.yes()});
    }
  }
  return made.done();
}

Symbolic Encoder::coerced(const Node& node, const Symbolic& value, const feel::Type& type) {
  Union made(terms_);
  for (const auto& [guard, shape] : value.alternatives()) {
    const Kind kind = kind_of(shape);
    const bool as_it_is = type.kind == Kind::any || kind == Kind::any || kind == Kind::null_value;
    const auto* list = std::get_if<Items>(&shape);
    if (as_it_is || kind == type.kind) {
      made.add(guard, shape);  // facts and literals are of their declared types, inside too
    } else if (type.kind == Kind::date_time && kind == Kind::date) {
      outside(node, "日期转换为日期时间", "a date made a date and time");
    } else if (type.kind == Kind::list) {
      const bool fits = !type.element || type.element->kind == Kind::any || type.element->kind == kind;
      if (fits) {
        made.add(guard, Items{{{terms_.yes(), share(Symbolic({{terms_.yes(), shape}}))}}});
      } else {
        made.add(guard, Undecided{});
      }
    } else if (list != nullptr) {
      // A list of one item is that item.
      Term single = terms_.no();
      for (std::size_t i = 0; i < list->items.size(); ++i) {
        std::vector<Term> alone{list->items[i].present};
        for (std::size_t j = 0; j < list->items.size(); ++j) {
          if (j != i) alone.push_back(terms_.negated(list->items[j].present));
        }
        const Term here = terms_.both(guard, terms_.all(alone));
        for (const auto& [inner, item] : list->items[i].value->alternatives()) {
          if (kind_of(item) == type.kind || std::holds_alternative<Undecided>(item)) {
            made.add(terms_.both(here, inner), item);
            single = terms_.either(single, terms_.both(here, inner));
          }
        }
      }
      made.add(terms_.both(guard, terms_.negated(single)), Undecided{});
    } else {
      made.add(guard, Undecided{});
    }
  }
  return made.done();
}

}  // namespace enact::verify
