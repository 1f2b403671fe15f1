// Values that depend on facts not yet fixed. See symbolic.hpp.
#include "verify/symbolic.hpp"

namespace enact::verify {

Term Symbolic::is_true(Terms& terms) const {
  const Truth* truth = as<Truth>();
  return truth != nullptr ? terms.both(when<Truth>(terms), truth->term) : terms.no();
}

Term Symbolic::is_false(Terms& terms) const {
  const Truth* truth = as<Truth>();
  return truth != nullptr ? terms.both(when<Truth>(terms), terms.negated(truth->term)) : terms.no();
}

Term Symbolic::settled(Terms& terms) const {
  return terms.negated(terms.either(when<Undecided>(terms), when<Blurred>(terms)));
}

namespace {

bool same_names(const Entries& a, const Entries& b) {
  if (a.entries.size() != b.entries.size()) return false;
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    if (a.entries[i].first != b.entries[i].first) return false;
  }
  return true;
}

// Whether two shapes of one kind can be one alternative.
bool mergeable(const Shape& a, const Shape& b) {
  if (a.index() != b.index()) return false;
  if (const auto* range = std::get_if<Interval>(&a)) {
    const auto& other = std::get<Interval>(b);
    return range->low_end == other.low_end && range->high_end == other.high_end;
  }
  if (const auto* entries = std::get_if<Entries>(&a)) return same_names(*entries, std::get<Entries>(b));
  if (const auto* callable = std::get_if<Callable>(&a)) {
    const auto& other = std::get<Callable>(b);
    return callable->table != nullptr && callable->table == other.table;
  }
  return true;
}

SymbolicPtr chosen(Terms& terms, const Term& condition, const SymbolicPtr& then,
                   const SymbolicPtr& otherwise) {
  return then == otherwise ? then : share(choose(terms, condition, *then, *otherwise));
}

}  // namespace

void Union::add(const Term& guard, Shape shape) {
  if (guard.is_false()) return;
  for (Alternative& each : alternatives_) {
    if (mergeable(each.shape, shape)) return merge(each, guard, std::move(shape));
  }
  if (auto* list = std::get_if<Items>(&shape)) {
    for (Items::Item& item : list->items) item.present = terms_.both(guard, item.present);
  }
  alternatives_.push_back({guard, std::move(shape)});
}

void Union::merge(Alternative& into, const Term& guard, Shape&& shape) {
  const auto pick = [&](Term& old, const Term& added) { old = terms_.choose(guard, added, old); };
  if (auto* truth = std::get_if<Truth>(&into.shape)) {
    pick(truth->term, std::get<Truth>(shape).term);
  } else if (auto* number = std::get_if<Number>(&into.shape)) {
    pick(number->term, std::get<Number>(shape).term);
  } else if (auto* text = std::get_if<TextCode>(&into.shape)) {
    pick(text->code, std::get<TextCode>(shape).code);
  } else if (auto* day = std::get_if<Day>(&into.shape)) {
    pick(day->days, std::get<Day>(shape).days);
  } else if (auto* seconds = std::get_if<Seconds>(&into.shape)) {
    pick(seconds->term, std::get<Seconds>(shape).term);
  } else if (auto* months = std::get_if<Months>(&into.shape)) {
    pick(months->term, std::get<Months>(shape).term);
  } else if (auto* range = std::get_if<Interval>(&into.shape)) {
    const auto& other = std::get<Interval>(shape);
    range->low = chosen(terms_, guard, other.low, range->low);
    range->high = chosen(terms_, guard, other.high, range->high);
  } else if (auto* list = std::get_if<Items>(&into.shape)) {
    // Items that are not there do not count, so that two lists stand one after the other.
    for (const Items::Item& item : std::get<Items>(shape).items) {
      const Term present = terms_.both(guard, item.present);
      if (!present.is_false()) list->items.push_back({present, item.value});
    }
  } else if (auto* entries = std::get_if<Entries>(&into.shape)) {
    const auto& other = std::get<Entries>(shape);
    for (std::size_t i = 0; i < entries->entries.size(); ++i) {
      entries->entries[i].second = chosen(terms_, guard, other.entries[i].second, entries->entries[i].second);
    }
  }
  into.guard = terms_.either(into.guard, guard);
}

void Union::add(const Term& guard, const Symbolic& value) {
  if (guard.is_false()) return;
  for (const Alternative& each : value.alternatives()) add(terms_.both(guard, each.guard), each.shape);
}

Symbolic pure(Terms& terms, Shape shape) {
  return Symbolic({{terms.yes(), std::move(shape)}});
}

Symbolic choose(Terms& terms, const Term& condition, const Symbolic& then, const Symbolic& otherwise) {
  if (condition.is_true()) return then;
  if (condition.is_false()) return otherwise;
  Union made(terms);
  made.add(condition, then);
  made.add(terms.negated(condition), otherwise);
  return made.done();
}

Symbolic verdict(Terms& terms, const Term& yes, const Term& no, const Term& blurred) {
  Union made(terms);
  const Term decided = terms.either(yes, no);
  made.add(decided, Truth{yes});
  made.add(terms.both(terms.negated(decided), blurred), Blurred{});
  made.add(terms.both(terms.negated(decided), terms.negated(blurred)), Undecided{});
  return made.done();
}

namespace {

std::optional<Symbolic> constant_list(Terms& terms, const feel::List& list) {
  if (!list.settled()) return pure(terms, Blurred{});
  Items items;
  for (const feel::Value& item : list.items) {
    auto made = constant(terms, item);
    if (!made) return std::nullopt;
    items.items.push_back({terms.yes(), share(*std::move(made))});
  }
  return pure(terms, std::move(items));
}

std::optional<Symbolic> constant_entries(Terms& terms, const feel::Context& context) {
  Entries entries;
  for (const auto& [name, value] : context.entries) {
    auto made = constant(terms, value);
    if (!made) return std::nullopt;
    entries.entries.emplace_back(name, share(*std::move(made)));
  }
  return pure(terms, std::move(entries));
}

}  // namespace

std::optional<Symbolic> constant(Terms& terms, const feel::Value& value) {
  if (value.is_null()) return pure(terms, Nothing{});
  if (value.is_unknown()) return pure(terms, Undecided{});
  if (value.boolean()) return pure(terms, Truth{terms.truth(*value.boolean())});
  if (value.number()) return pure(terms, Number{terms.number(*value.number())});
  if (value.text()) return pure(terms, TextCode{terms.whole(terms.code(*value.text()))});
  if (const Date* date = value.date()) {
    if (*date < first_day || *date > last_day) return std::nullopt;
    return pure(terms, Day{terms.whole(date->days_since_1970())});
  }
  if (const auto* days = value.days_duration()) {
    if (days->nanoseconds != 0) return std::nullopt;
    return pure(terms, Seconds{terms.whole(days->seconds)});
  }
  if (const auto* months = value.months_duration()) return pure(terms, Months{terms.whole(months->months)});
  if (const auto* list = value.list()) return constant_list(terms, *list);
  if (const auto* context = value.context()) return constant_entries(terms, *context);
  if (const auto* range = value.range()) {
    auto low = constant(terms, range->low);
    auto high = constant(terms, range->high);
    if (!low || !high) return std::nullopt;
    return pure(terms,
                Interval{range->low_end, range->high_end, share(*std::move(low)), share(*std::move(high))});
  }
  return std::nullopt;
}

}  // namespace enact::verify
