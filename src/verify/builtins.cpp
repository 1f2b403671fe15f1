// The built-in functions that the encoding has. All others are outside, by their name.
#include "verify/encoder.hpp"

namespace enact::verify {

namespace {

// The list that an aggregate is of: its one argument if that is a list, else all of them.
bool one_list(const std::vector<Symbolic>& arguments) {
  return arguments.size() == 1;
}

}  // namespace

Symbolic Encoder::builtin(const Node& node, const std::string& name, const Arguments& arguments) {
  const auto unknown = [&] { outside(node, "函数 `" + name + "`", "the function `" + name + "`"); };
  if (name == "today" && today_) return *today_;
  if (name == "not" && arguments.size() == 1) {
    const Symbolic& a = arguments[0];
    return verdict(terms_, a.is_false(terms_), a.is_true(terms_), a.when<Blurred>(terms_));
  }
  if (name == "floor" || name == "ceiling" || name == "round half up" || name == "round up" ||
      name == "round down") {
    return rounded(node, name, arguments);
  }
  if (name == "abs" && arguments.size() == 1) {
    Union made(terms_);
    for (const auto& [guard, shape] : arguments[0].alternatives()) {
      if (const auto* number = std::get_if<Number>(&shape)) {
        made.add(guard, Number{z3::ite(number->term >= terms_.number(0), number->term, -number->term)});
      } else if (std::holds_alternative<Blurred>(shape) || std::holds_alternative<Seconds>(shape) ||
                 std::holds_alternative<Months>(shape)) {
        made.add(guard, Blurred{});
      } else {
        made.add(guard, Undecided{});
      }
    }
    return made.done();
  }
  if (name == "years and months duration" && arguments.size() == 2) {
    return months_between(arguments[0], arguments[1]);
  }
  Term undecided = terms_.no(), blurred = terms_.no(), null = terms_.no();
  if (name == "list contains" && arguments.size() == 2) {
    const Items items = items_of(arguments[0], undecided, blurred, null);
    std::vector<Operand> found;
    for (const Items::Item& item : items.items) {
      Comparison same = equality(*item.value, arguments[1]);
      same.no = terms_.either(same.no, same.incomparable);
      found.push_back({item.present, truth(same)});
    }
    const Symbolic result = any_of(found, true);
    Union made(terms_);
    const Term bad = terms_.either(undecided, null);
    made.add(bad, Undecided{});
    made.add(blurred, Blurred{});
    made.add(terms_.negated(terms_.either(bad, blurred)), result);
    return made.done();
  }
  if (name == "concatenate" || name == "append") {
    Items all;
    Term bad = terms_.no();
    Term unclear = terms_.no();
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (i > 0 && name == "append") {
        all.items.push_back({terms_.yes(), share(arguments[i])});
        continue;
      }
      const Items items = items_of(arguments[i], undecided, blurred, null);
      bad = terms_.any({bad, undecided, null});
      unclear = terms_.either(unclear, blurred);
      all.items.insert(all.items.end(), items.items.begin(), items.items.end());
    }
    Union made(terms_);
    made.add(bad, Undecided{});
    made.add(terms_.both(unclear, terms_.negated(bad)), Blurred{});
    made.add(terms_.negated(terms_.either(bad, unclear)), std::move(all));
    return made.done();
  }
  static constexpr std::string_view aggregates[] = {"count", "sum", "min", "max", "mean", "all", "any"};
  if (std::find(std::begin(aggregates), std::end(aggregates), name) == std::end(aggregates)) unknown();
  Items items;
  if (one_list(arguments)) {
    items = items_of(arguments[0], undecided, blurred, null);
  } else {
    for (const Symbolic& argument : arguments) items.items.push_back({terms_.yes(), share(argument)});
  }
  const Term bad = terms_.either(undecided, null);
  Union made(terms_);
  made.add(bad, Undecided{});
  made.add(blurred, Blurred{});
  made.add(terms_.negated(terms_.either(bad, blurred)), aggregate(node, name, items));
  return made.done();
}

Symbolic Encoder::aggregate(const Node& node, const std::string& name, const Items& items) {
  if (name == "all" || name == "any") {
    std::vector<Operand> operands;
    for (const Items::Item& item : items.items) operands.push_back({item.present, *item.value});
    return any_of(operands, name == "any");
  }
  Term count = terms_.number(0);
  Term some = terms_.no();
  for (const Items::Item& item : items.items) {
    count = count + terms_.choose(item.present, terms_.number(1), terms_.number(0));
    some = terms_.either(some, item.present);
  }
  if (name == "count") return pure(terms_, Number{count});
  if (name == "min" || name == "max") return extreme(items, name == "max");
  Term good = name == "mean" ? some : terms_.yes();
  Term blurred = terms_.no();
  Term total = terms_.number(0);
  for (const Items::Item& item : items.items) {
    const Number* number = item.value->as<Number>();
    const Term is_number = item.value->when<Number>(terms_);
    good = terms_.both(good, terms_.either(terms_.negated(item.present), is_number));
    blurred = terms_.either(blurred, terms_.both(item.present, item.value->when<Blurred>(terms_)));
    if (number != nullptr) total = total + terms_.choose(item.present, number->term, terms_.number(0));
  }
  if (name == "mean" && items.items.size() > 3) outside(node, "长列表的 `mean`", "`mean` of a long list");
  Union made(terms_);
  made.add(good, Number{name == "mean" ? total / terms_.choose(some, count, terms_.number(1)) : total});
  made.add(terms_.both(terms_.negated(good), blurred), Blurred{});
  made.add(terms_.both(terms_.negated(good), terms_.negated(blurred)), Undecided{});
  return made.done();
}

// The outermost of items that are all numbers, or all days; anything else is an error.
Symbolic Encoder::extreme(const Items& items, bool greatest) {
  Union made(terms_);
  Term rest = terms_.yes();
  const auto fold = [&](const auto& kind_guard, const auto& term_of, const auto& shape_of) {
    Term all = terms_.yes();
    Term some = terms_.no();
    std::optional<Term> best;
    for (const Items::Item& item : items.items) {
      all = terms_.both(all, terms_.either(terms_.negated(item.present), kind_guard(*item.value)));
      const std::optional<Term> term = term_of(*item.value);
      if (!term) {
        some = terms_.either(some, item.present);
        continue;
      }
      if (!best) {
        best = *term;
      } else {
        const Term beyond = greatest ? *term > *best : *term < *best;
        best = terms_.choose(terms_.both(item.present, terms_.either(terms_.negated(some), beyond)), *term,
                             *best);
      }
      some = terms_.either(some, item.present);
    }
    const Term good = terms_.all({rest, all, some});
    if (!best || good.is_false()) return;
    made.add(good, shape_of(*best));
    rest = terms_.both(rest, terms_.negated(good));
  };
  fold([&](const Symbolic& v) { return v.when<Number>(terms_); },
       [](const Symbolic& v) { return v.as<Number>() ? std::optional(v.as<Number>()->term) : std::nullopt; },
       [](const Term& t) { return Shape(Number{t}); });
  fold([&](const Symbolic& v) { return v.when<Day>(terms_); },
       [](const Symbolic& v) { return v.as<Day>() ? std::optional(v.as<Day>()->days) : std::nullopt; },
       [](const Term& t) { return Shape(Day{t}); });
  Term blurred = terms_.no();
  for (const Items::Item& item : items.items) {
    const Term strange = terms_.any({item.value->when<Blurred>(terms_), item.value->when<TextCode>(terms_),
                                     item.value->when<Seconds>(terms_), item.value->when<Months>(terms_)});
    blurred = terms_.either(blurred, terms_.both(item.present, strange));
  }
  made.add(terms_.both(rest, blurred), Blurred{});
  made.add(terms_.both(rest, terms_.negated(blurred)), Undecided{});
  return made.done();
}

Symbolic Encoder::rounded(const Node& node, const std::string& name, const Arguments& arguments) {
  Term unit = terms_.number(1);
  if (arguments.size() > 1) {
    const Number* scale = arguments[1].as<Number>();
    const auto fixed = scale != nullptr ? decimal_of(scale->term) : std::nullopt;
    const auto digits = fixed ? fixed->to_int64() : std::nullopt;
    if (!digits || *digits < -12 || *digits > 12) outside(node, "此种小数位数", "a scale of this kind");
    for (std::int64_t i = 0; i < *digits; ++i) unit = (unit * terms_.number(10)).simplify();
    for (std::int64_t i = 0; i > *digits; --i) unit = (unit / terms_.number(10)).simplify();
  }
  Union made(terms_);
  for (const auto& [guard, shape] : arguments[0].alternatives()) {
    const auto* number = std::get_if<Number>(&shape);
    if (number == nullptr) {
      made.add(guard, std::holds_alternative<Blurred>(shape) ? Shape(Blurred{}) : Shape(Undecided{}));
      continue;
    }
    const Term scaled = number->term * unit;
    const Term up = -terms_.floor(-scaled);
    const Term down = terms_.floor(scaled);
    const Term positive = scaled >= terms_.number(0);
    const Term whole = name == "floor"        ? down
                       : name == "ceiling"    ? up
                       : name == "round up"   ? Term(z3::ite(positive, up, down))
                       : name == "round down" ? Term(z3::ite(positive, down, up))
                                              : terms_.round_half_up(scaled);
    made.add(guard, Number{z3::to_real(whole) / unit});
  }
  return made.done();
}

// Whole months from one day to another, counted towards zero.
Symbolic Encoder::months_between(const Symbolic& from, const Symbolic& to) {
  const Day* a = from.as<Day>();
  const Day* b = to.as<Day>();
  const Term days = terms_.both(from.when<Day>(terms_), to.when<Day>(terms_));
  const Term blurred = terms_.either(from.when<Blurred>(terms_), to.when<Blurred>(terms_));
  Union made(terms_);
  if (a != nullptr && b != nullptr) {
    const Terms::Civil first = terms_.civil(a->days);
    const Terms::Civil last = terms_.civil(b->days);
    const Term months = terms_.month_index(last) - terms_.month_index(first);
    const Term cut = z3::ite(months > 0 && last.day < first.day, terms_.whole(-1),
                             z3::ite(months < 0 && last.day > first.day, terms_.whole(1), terms_.whole(0)));
    made.add(days, Months{months + cut});
  }
  made.add(terms_.both(terms_.negated(days), blurred), Blurred{});
  made.add(terms_.both(terms_.negated(days), terms_.negated(blurred)), Undecided{});
  return made.done();
}

}  // namespace enact::verify
