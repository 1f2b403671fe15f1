// What lists come to: count, sum, min, max, mean, all, any (DMN 1.5, 10.3.4.4), also of lists that are open,
// hold perhaps-items, or items not known: docs/unknown.md, "aggregates".
#include <algorithm>

#include "feel/band.hpp"
#include "feel/builtins_internal.hpp"
#include "feel/operators.hpp"

namespace enact::feel {
namespace {

Value empty_list(Evaluation& evaluation, const char* function) {
  return argument_error(evaluation, {std::string("“") + function + "”不能用于空列表",
                                     std::string("`") + function + "` of an empty list"});
}

Value overflow(Evaluation& evaluation) {
  return evaluation.fail("feel.out-of-range", {"结果超出可表示的范围", "the result is out of range"});
}

// Unknown if the list is open or an item is unknown: then nothing bounds the aggregate.
std::optional<Value> unbounded(const List& list) {
  const auto is_unknown = [](const Value& item) { return item.is_unknown(); };
  if (!list.open && std::ranges::none_of(list.items, is_unknown)) return std::nullopt;
  CauseSet causes;
  causes.add(list);
  for (const auto& item : list.items) {
    if (item.is_unknown()) causes.add(item);
  }
  return causes.unknown();
}

Causes causes_within(const List& list) {
  CauseSet causes;
  causes.add(list);
  for (const auto& item : list.items) causes.add(item);
  return causes.causes();
}

// All certain, all settled numbers: as lists mostly are.
bool are_numbers(const List& list) {
  return list.settled() && std::ranges::all_of(list.items, [](const Value& item) { return item.number(); });
}

// nullopt: beyond what a number can be.
std::optional<Decimal> sum_of_numbers(const List& list) {
  std::optional<Decimal> total = Decimal(0);
  for (auto item = list.items.begin(); total && item != list.items.end(); ++item) {
    total = total->add(*item->number());
  }
  return total;
}

Value count(Evaluation&, std::size_t, Arguments arguments) {
  const auto& list = *arguments[0].list();
  CauseSet causes;
  causes.add(list);
  if (list.open) return causes.unknown();
  const auto most = static_cast<std::int64_t>(list.items.size());
  const auto perhaps = static_cast<std::int64_t>(std::ranges::count(list.perhaps, true));
  return value_of({Decimal(most - perhaps), Decimal(most)}, causes.causes());
}

Value sum(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  List storage;
  const auto& list = list_argument(signature, arguments, storage);
  // A sum of nothing is null in the standard; for rules about money it is none.
  if (list.items.empty() && !list.open && evaluation.mode() == Mode::standard)
    return empty_list(evaluation, "sum");
  if (are_numbers(list)) {
    const auto total = sum_of_numbers(list);
    return total ? Value(*total) : overflow(evaluation);
  }
  for (const auto& item : list.items) {
    if (!item.is_unknown() && !interval_of(item)) return mismatch(evaluation, "sum", {&item, 1});
  }
  if (auto unknown = unbounded(list)) return *std::move(unknown);
  Interval total{Decimal(0), Decimal(0)};
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    auto item = *interval_of(list.items[i]);
    if (list.is_perhaps(i)) item = hull(item, {Decimal(0), Decimal(0)});
    const auto next = add(total, item);
    if (!next) return overflow(evaluation);
    total = *next;
  }
  return value_of(total, causes_within(list));
}

Value extreme_of_settled_numbers(const List& list, bool greatest) {
  const auto number = [](const Value& item) { return *item.number(); };
  const auto& items = list.items;
  return greatest ? *std::ranges::max_element(items, {}, number)
                  : *std::ranges::min_element(items, {}, number);
}

// The least (or greatest) of settled items of any ordered kind.
Value extreme_of_settled(Evaluation& evaluation, const List& list, bool greatest, const char* name) {
  const auto* best = &list.items[0];
  for (const auto& item : list.items) {
    const auto better = greatest ? less(*best, item, false) : less(item, *best, false);
    if (better == Truth::incomparable || item.is_null()) return mismatch(evaluation, name, list.items);
    if (better == Truth::yes) best = &item;
  }
  return *best;
}

// Numbers, some of them bands or perhaps. Perhaps-items can only push the extreme outwards.
Value extreme_of_numbers(const List& list, bool greatest) {
  std::optional<Interval> certain;
  std::optional<Interval> all;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const auto item = *interval_of(list.items[i]);
    const auto outermost = [&](const Interval& other) {
      return greatest ? maximum(other, item) : minimum(other, item);
    };
    all = all ? outermost(*all) : item;
    if (!list.is_perhaps(i)) certain = certain ? outermost(*certain) : item;
  }
  const auto causes = causes_within(list);
  if (!certain) return Unknown{causes};  // there may be no item at all
  return value_of(hull(*certain, *all), causes);
}

Value extreme(Evaluation& evaluation, std::size_t signature, Arguments arguments, bool greatest) {
  const char* name = greatest ? "max" : "min";
  List storage;
  const auto& list = list_argument(signature, arguments, storage);
  if (!list.items.empty() && are_numbers(list)) return extreme_of_settled_numbers(list, greatest);
  if (auto unknown = unbounded(list)) return *std::move(unknown);
  if (list.items.empty()) return empty_list(evaluation, name);
  const auto is_number = [](const Value& item) { return item.number() || item.band(); };
  if (std::ranges::all_of(list.items, is_number)) return extreme_of_numbers(list, greatest);
  if (!list.settled() || std::ranges::any_of(list.items, [](const Value& item) { return item.band(); })) {
    return Unknown{causes_within(list)};
  }
  return extreme_of_settled(evaluation, list, greatest, name);
}

Value minimum_of(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  return extreme(evaluation, signature, arguments, false);
}
Value maximum_of(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  return extreme(evaluation, signature, arguments, true);
}

Value mean(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  List storage;
  const auto& list = list_argument(signature, arguments, storage);
  for (const auto& item : list.items) {
    if (!item.is_unknown() && !interval_of(item)) return mismatch(evaluation, "mean", {&item, 1});
  }
  if (auto unknown = unbounded(list)) return *std::move(unknown);
  if (list.items.empty()) return empty_list(evaluation, "mean");
  if (std::ranges::count(list.perhaps, true) == std::ssize(list.items)) return Unknown{causes_within(list)};
  if (!list.settled()) {
    // Whatever subset it is of, a mean lies between the least and the greatest item.
    auto around = *interval_of(list.items[0]);
    for (const auto& item : list.items) around = hull(around, *interval_of(item));
    return value_of({around.low, around.high}, causes_within(list));
  }
  Interval total{Decimal(0), Decimal(0)};
  for (const auto& item : list.items) {
    const auto next = add(total, *interval_of(item));
    if (!next) return overflow(evaluation);
    total = *next;
  }
  const Decimal size(static_cast<std::int64_t>(list.items.size()));
  const auto result = divide(total, {size, size});
  return result ? value_of(*result, causes_within(list)) : overflow(evaluation);
}

Value junction(Evaluation& evaluation, std::size_t signature, Arguments arguments, bool deciding) {
  List storage;
  const auto& list = list_argument(signature, arguments, storage);
  Junction result(deciding);
  CauseSet unsettled;
  unsettled.add(list);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const auto* truth = list.items[i].boolean();
    if (result.add(list.is_perhaps(i) && truth && *truth == deciding ? unsettled.unknown() : list.items[i]))
      break;
  }
  if (list.open) result.add(unsettled.unknown());
  return result.result(evaluation, deciding ? "any" : "all");
}
Value all(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  return junction(evaluation, signature, arguments, false);
}
Value any(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  return junction(evaluation, signature, arguments, true);
}

}  // namespace

void add_aggregates(Registry& registry) {
  const auto aggregates = Strictness::aggregates;
  const auto list_and_items = [](TypePtr item, const TypePtr& result) {
    return std::vector<Signature>{signature({required("list", types::list_of(item))}, result),
                                  variadic({required("item", item)}, result)};
  };
  using namespace types;
  registry.add("count", "计数", {"列表的项数", "the number of items"}, aggregates,
               {signature({required("list", list())}, number())}, count);
  registry.add("sum", "求和", {"各数之和", "the sum of numbers"}, aggregates,
               list_and_items(number(), number()), sum);
  registry.add("min", "最小", {"最小的一项", "the least item"}, aggregates,
               list_and_items(types::any(), types::any()), minimum_of);
  registry.add("max", "最大", {"最大的一项", "the greatest item"}, aggregates,
               list_and_items(types::any(), types::any()), maximum_of);
  registry.add("mean", "平均", {"各数的平均", "the arithmetic mean"}, aggregates,
               list_and_items(number(), number()), mean);
  registry.add("all", "全部", {"各项是否全为真", "whether all items are true"}, aggregates,
               list_and_items(boolean(), boolean()), all);
  registry.add("any", "任一", {"是否有一项为真", "whether any item is true"}, aggregates,
               list_and_items(boolean(), boolean()), feel::any);
}

}  // namespace enact::feel
