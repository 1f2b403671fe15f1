// Operators and comparisons, case by case as src/feel/operators.cpp and compare.cpp have them.
#include "verify/encoder.hpp"

namespace enact::verify {

using feel::ir::Op;

namespace {

constexpr std::int64_t seconds_a_day = 86'400;

template <typename T>
bool is(const Shape& shape) {
  return std::holds_alternative<T>(shape);
}

}  // namespace

// ---- arithmetic ------------------------------------------------------------------------------------------

Symbolic Encoder::arithmetic(const Node& node, const Symbolic& a, const Symbolic& b) {
  Union made(terms_);
  for (const Alternative& x : a.alternatives()) {
    for (const Alternative& y : b.alternatives()) {
      const Term guard = terms_.both(x.guard, y.guard);
      if (!guard.is_false()) arithmetic(made, guard, node, x.shape, y.shape);
    }
  }
  return made.done();
}

void Encoder::add_day(Union& out, const Term& guard, const Term& day) {
  const Term inside = terms_.in_calendar(day);
  out.add(terms_.both(guard, inside), Day{day});
  out.add(terms_.both(guard, terms_.negated(inside)), Blurred{});
}

// A point in time or a duration, moved by a duration; false: these kinds do not go together.
bool Encoder::shift(Union& out, const Term& guard, const Shape& point, const Shape& by, bool back) {
  if (const auto* seconds = std::get_if<Seconds>(&by)) {
    const Term amount = back ? -seconds->term : seconds->term;
    if (const auto* day = std::get_if<Day>(&point)) {
      // A day is its midnight; the time of day of the sum is dropped.
      add_day(out, guard, (day->days * terms_.whole(seconds_a_day) + amount) / terms_.whole(seconds_a_day));
      return true;
    }
    if (const auto* other = std::get_if<Seconds>(&point)) {
      out.add(guard, Seconds{other->term + amount});
      return true;
    }
  }
  if (const auto* months = std::get_if<Months>(&by)) {
    const Term amount = back ? -months->term : months->term;
    if (const auto* day = std::get_if<Day>(&point)) {
      // Beyond the calendar's terms, nothing is said of the result.
      const Term index = terms_.month_index(terms_.civil(day->days)) + amount;
      const Term inside =
          terms_.both(index >= terms_.whole(1900 * 12 + 2), index <= terms_.whole(2099 * 12 + 11));
      out.add(terms_.both(guard, inside), Day{terms_.add_months(day->days, amount)});
      out.add(terms_.both(guard, terms_.negated(inside)), Blurred{});
      return true;
    }
    if (const auto* other = std::get_if<Months>(&point)) {
      out.add(guard, Months{other->term + amount});
      return true;
    }
  }
  return false;
}

void Encoder::arithmetic(Union& out, const Term& guard, const Node& node, const Shape& a, const Shape& b) {
  if (is<Undecided>(a) || is<Undecided>(b)) return out.add(guard, Undecided{});
  if (is<Blurred>(a) || is<Blurred>(b)) return out.add(guard, Blurred{});
  const auto* x = std::get_if<Number>(&a);
  const auto* y = std::get_if<Number>(&b);
  const bool durations = is<Seconds>(a) || is<Seconds>(b) || is<Months>(a) || is<Months>(b);
  switch (node.op) {
    case Op::add: {
      if (x && y) return out.add(guard, Number{x->term + y->term});
      if (is<TextCode>(a) && is<TextCode>(b)) outside(node, "文本相接", "texts put together");
      const bool turned = (is<Seconds>(a) || is<Months>(a)) && is<Day>(b);
      if (shift(out, guard, turned ? b : a, turned ? a : b, false)) return;
      break;
    }
    case Op::subtract:
      if (x && y) return out.add(guard, Number{x->term - y->term});
      if (is<Day>(a) && is<Day>(b)) {
        const Term days = std::get<Day>(a).days - std::get<Day>(b).days;
        return out.add(guard, Seconds{days * terms_.whole(seconds_a_day)});
      }
      if (shift(out, guard, a, b, true)) return;
      break;
    case Op::multiply:
      if (x && y) return out.add(guard, Number{x->term * y->term});
      if (durations && (x || y)) outside(node, "时长乘以数", "a duration times a number");
      break;
    case Op::divide:
      if (x && y) {
        const Term zero = y->term == terms_.number(0);
        const Term none = y->term.is_numeral() ? zero.simplify() : zero;
        out.add(terms_.both(guard, none), Undecided{});
        return out.add(terms_.both(guard, terms_.negated(none)), Number{x->term / y->term});
      }
      if (durations && (y || a.index() == b.index())) outside(node, "时长的除法", "division of a duration");
      break;
    default: {  // power
      if (!x || !y) break;
      const auto exponent = decimal_of(y->term);
      const auto whole = exponent ? exponent->to_int64() : std::nullopt;
      if (!whole || *whole < 0 || *whole > 8) outside(node, "此种乘方", "a power of this kind");
      Term product = terms_.number(1);
      for (std::int64_t i = 0; i < *whole; ++i) product = i == 0 ? x->term : product * x->term;
      return out.add(guard, Number{product});
    }
  }
  out.add(guard, Undecided{});  // kinds that do not go together are an error
}

Symbolic Encoder::negate(const Symbolic& a) {
  Union made(terms_);
  for (const auto& [guard, shape] : a.alternatives()) {
    if (const auto* number = std::get_if<Number>(&shape)) {
      made.add(guard, Number{-number->term});
    } else if (const auto* seconds = std::get_if<Seconds>(&shape)) {
      made.add(guard, Seconds{-seconds->term});
    } else if (const auto* months = std::get_if<Months>(&shape)) {
      made.add(guard, Months{-months->term});
    } else if (is<Blurred>(shape)) {
      made.add(guard, Blurred{});
    } else {
      made.add(guard, Undecided{});
    }
  }
  return made.done();
}

// ---- comparisons -----------------------------------------------------------------------------------------

namespace {

enum Mode { equal_to, less_than, at_most };

}  // namespace

Comparison Encoder::equality(const Symbolic& a, const Symbolic& b) {
  return compare(a, b, equal_to);
}
Comparison Encoder::less(const Symbolic& a, const Symbolic& b, bool or_equal) {
  return compare(a, b, or_equal ? at_most : less_than);
}

Comparison Encoder::compare(const Symbolic& a, const Symbolic& b, int mode) {
  Comparison result{terms_.no(), terms_.no(), terms_.no(), terms_.no()};
  const auto add = [&](Term& to, const Term& guard) { to = terms_.either(to, guard); };
  const auto decide = [&](const Term& guard, const Term& holds) {
    add(result.yes, terms_.both(guard, holds));
    add(result.no, terms_.both(guard, terms_.negated(holds)));
  };
  const auto scalars = [&](const Term& guard, const Term& x, const Term& y) {
    if (mode == equal_to) return decide(guard, terms_.equal(x, y));
    if (z3::eq(x, y)) return decide(guard, terms_.truth(mode == at_most));
    const Term holds = mode == at_most ? x <= y : x < y;
    decide(guard, x.is_numeral() && y.is_numeral() ? holds.simplify() : holds);
  };
  for (const auto& [guard_a, x] : a.alternatives()) {
    for (const auto& [guard_b, y] : b.alternatives()) {
      const Term guard = terms_.both(guard_a, guard_b);
      if (guard.is_false() || is<Undecided>(x) || is<Undecided>(y)) continue;
      if (is<Blurred>(x) || is<Blurred>(y)) {
        add(result.blurred, guard);
      } else if (mode == equal_to && (is<Nothing>(x) || is<Nothing>(y))) {
        decide(guard, terms_.truth(x.index() == y.index()));
      } else if (x.index() != y.index()) {
        add(result.incomparable, guard);
      } else if (const auto* number = std::get_if<Number>(&x)) {
        scalars(guard, number->term, std::get<Number>(y).term);
      } else if (const auto* day = std::get_if<Day>(&x)) {
        scalars(guard, day->days, std::get<Day>(y).days);
      } else if (const auto* seconds = std::get_if<Seconds>(&x)) {
        scalars(guard, seconds->term, std::get<Seconds>(y).term);
      } else if (const auto* months = std::get_if<Months>(&x)) {
        scalars(guard, months->term, std::get<Months>(y).term);
      } else if (const auto* text = std::get_if<TextCode>(&x)) {
        if (mode != equal_to) throw Outside({"文本的先后", "the order of texts"}, {});
        scalars(guard, text->code, std::get<TextCode>(y).code);
      } else if (const auto* truth = std::get_if<Truth>(&x)) {
        if (mode == equal_to) {
          decide(guard, terms_.equal(truth->term, std::get<Truth>(y).term));
        } else {
          add(result.incomparable, guard);
        }
      } else if (mode != equal_to) {
        add(result.incomparable, guard);
      } else {
        throw Outside({"列表、记录、区间或函数是否相等", "equality of lists, contexts, ranges or functions"},
                      {});
      }
    }
  }
  return result;
}

Comparison Encoder::contains(const Interval& range, const Symbolic& value) {
  const Comparison always{terms_.yes(), terms_.no(), terms_.no(), terms_.no()};
  const Comparison above = range.low_end == feel::RangeEnd::unbounded
                               ? always
                               : less(*range.low, value, range.low_end == feel::RangeEnd::closed);
  const Comparison below = range.high_end == feel::RangeEnd::unbounded
                               ? always
                               : less(value, *range.high, range.high_end == feel::RangeEnd::closed);
  Comparison result{terms_.both(above.yes, below.yes), terms_.no(), terms_.no(), terms_.no()};
  result.blurred = terms_.either(above.blurred, below.blurred);
  result.incomparable =
      terms_.both(terms_.either(above.incomparable, below.incomparable), terms_.negated(result.blurred));
  result.no = terms_.all({terms_.either(above.no, below.no), terms_.negated(result.blurred),
                          terms_.negated(result.incomparable)});
  return result;
}

// What cannot be compared is an error, and so not decided.
Symbolic Encoder::truth(const Comparison& comparison) {
  return verdict(terms_, comparison.yes, comparison.no, comparison.blurred);
}

Symbolic Encoder::any_of(const std::vector<Operand>& operands, bool deciding) {
  std::vector<Term> decides, blurs, yields;
  for (const auto& [present, value] : operands) {
    const Term is_true = value.is_true(terms_);
    const Term is_false = value.is_false(terms_);
    decides.push_back(terms_.both(present, deciding ? is_true : is_false));
    yields.push_back(terms_.either(terms_.negated(present), deciding ? is_false : is_true));
    blurs.push_back(terms_.both(present, value.when<Blurred>(terms_)));
  }
  const Term decided = terms_.any(decides);
  const Term rest = terms_.all(yields);
  return deciding ? verdict(terms_, decided, rest, terms_.any(blurs))
                  : verdict(terms_, rest, decided, terms_.any(blurs));
}

}  // namespace enact::verify
