// Asking and combining lists (DMN 1.5, 10.3.4.4): list contains, append, concatenate, union, flatten,
// distinct values, reverse, index of, sort. Lists that are not settled stay so: docs/unknown.md, "lists".
#include <algorithm>

#include "feel/builtins_internal.hpp"
#include "feel/operators.hpp"

namespace enact::feel {
namespace {

// Builds a list item by item, with the flags of the lists that the items come from.
class Builder {
 public:
  void add(Value item, bool perhaps) {
    if (perhaps && list_->perhaps.empty()) list_->perhaps.assign(list_->items.size(), false);
    list_->items.push_back(std::move(item));
    if (perhaps || !list_->perhaps.empty()) list_->perhaps.push_back(perhaps);
  }
  void make_certain(std::size_t index) {
    list_->perhaps[index] = false;
    if (std::ranges::find(list_->perhaps, true) == list_->perhaps.end()) list_->perhaps.clear();
  }
  // The result is as unsettled as `source`, by the same causes.
  void take_from(const List& source) {
    list_->open = list_->open || source.open;
    causes_.add(source);
  }
  void without_order(const Value& unknown) {
    list_->open = true;
    causes_.add(unknown);
  }
  void because_of(const Value& value) { causes_.add(value); }
  const List& list() const { return *list_; }
  Value result() {
    if (!list_->settled()) list_->causes = causes_.causes();
    return ListPtr(std::move(list_));
  }

 private:
  std::shared_ptr<List> list_ = std::make_shared<List>();
  CauseSet causes_;
};

void add_all(Builder& builder, const List& list) {
  builder.take_from(list);
  for (std::size_t i = 0; i < list.items.size(); ++i) builder.add(list.items[i], list.is_perhaps(i));
}

Value list_contains(Evaluation& evaluation, std::size_t, Arguments arguments) {
  const auto& list = *arguments[0].list();
  Junction found(true);
  CauseSet unsettled;
  unsettled.add(list);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    // An item of another kind is merely another item.
    const auto truth = equality(list.items[i], arguments[1]);
    auto same = truth == Truth::incomparable
                    ? Value(false)
                    : truth_value(evaluation, truth, "list contains", list.items[i], arguments[1]);
    if (list.is_perhaps(i) && same.boolean() && *same.boolean()) same = unsettled.unknown();
    if (found.add(same)) break;
  }
  if (list.open) found.add(unsettled.unknown());
  return found.result(evaluation, "list contains");
}

Value append(Evaluation&, std::size_t, Arguments arguments) {
  Builder builder;
  add_all(builder, *arguments[0].list());
  for (const auto& item : arguments.subspan(1)) builder.add(item, false);
  return builder.result();
}

Value concatenate(Evaluation&, std::size_t, Arguments arguments) {
  Builder builder;
  for (const auto& argument : arguments) add_all(builder, *argument.list());
  return builder.result();
}

// The items of an open list, which has no order, those first of which most is known: certain and settled.
List best_known_first(const List& list) {
  List result;
  result.open = list.open;
  result.causes = list.causes;
  for (const bool first : {true, false}) {
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      if ((!list.is_perhaps(i) && is_settled(list.items[i])) != first) continue;
      result.items.push_back(list.items[i]);
      if (!list.perhaps.empty()) result.perhaps.push_back(list.is_perhaps(i));
    }
  }
  return result;
}

// An item is dropped if it certainly equals one before it that is certainly there. If the one before is
// perhaps-there, a perhaps-item stays one, and a certain one is there at either place. nullopt: the place of
// an item hangs on what is undecided, and the list is not open.
std::optional<Value> distinct_items(Evaluation& evaluation, const List& list) {
  Builder builder;
  builder.take_from(list);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const auto& item = list.items[i];
    bool perhaps = list.is_perhaps(i);
    bool dropped = false;
    const auto& kept = builder.list();
    evaluation.spend(std::ssize(kept.items) / 4);
    for (std::size_t k = 0; k < kept.items.size() && !dropped; ++k) {
      const auto truth = equality(kept.items[k], item);
      if (truth == Truth::unknown) {
        if (!list.open) return std::nullopt;
        perhaps = true;
        builder.because_of(kept.items[k]);
        builder.because_of(item);
      } else if (truth == Truth::yes && !kept.is_perhaps(k)) {
        dropped = true;
      } else if (truth == Truth::yes && !list.is_perhaps(i)) {
        if (!list.open && k + 1 != kept.items.size()) return std::nullopt;
        builder.make_certain(k);
        dropped = true;
      }
    }
    if (!dropped) builder.add(item, perhaps);
  }
  return builder.result();
}

Value distinct(Evaluation& evaluation, const List& list) {
  if (!list.open) {
    if (auto result = distinct_items(evaluation, list)) return *std::move(result);
  }
  auto opened = best_known_first(list);
  if (!opened.open) {
    CauseSet causes;
    causes.add(list);
    for (const auto& item : list.items) causes.add(item);
    opened.open = true;
    opened.causes = causes.causes();
  }
  return *distinct_items(evaluation, opened);
}

Value distinct_values(Evaluation& evaluation, std::size_t, Arguments arguments) {
  return distinct(evaluation, *arguments[0].list());
}

Value union_of(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  return distinct(evaluation, *concatenate(evaluation, signature, arguments).list());
}

void flatten_into(Builder& builder, const List& list, bool perhaps) {
  builder.take_from(list);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const auto& item = list.items[i];
    const bool item_perhaps = perhaps || list.is_perhaps(i);
    if (item.list()) {
      flatten_into(builder, *item.list(), item_perhaps);
    } else if (item.is_unknown()) {
      builder.without_order(item);  // it may be a list of any length
    } else {
      builder.add(item, item_perhaps);
    }
  }
}

Value flatten(Evaluation&, std::size_t, Arguments arguments) {
  Builder builder;
  flatten_into(builder, *arguments[0].list(), false);
  return builder.result();
}

Value reverse(Evaluation&, std::size_t, Arguments arguments) {
  const auto& list = *arguments[0].list();
  Builder builder;
  builder.take_from(list);
  for (std::size_t i = list.items.size(); i-- > 0;) builder.add(list.items[i], list.is_perhaps(i));
  return builder.result();
}

Value index_of(Evaluation&, std::size_t, Arguments arguments) {
  const auto& items = arguments[0].list()->items;
  std::vector<Value> positions;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (equality(items[i], arguments[1]) == Truth::yes)
      positions.emplace_back(Decimal(static_cast<std::int64_t>(i + 1)));
  }
  return make_list(std::move(positions));
}

// Stable merge sort of positions that survives a comparison which contradicts itself, and ends at the first
// one that gives no boolean. Where that is because something is unknown, the items are there in no order,
// which is what an open list says.
class Sorter {
 public:
  Sorter(Evaluation& evaluation, const Function& precedes, const List& list)
      : evaluation_(evaluation), precedes_(precedes), list_(list) {}

  Value run() {
    std::vector<std::size_t> order(list_.items.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    sort(order, 0, order.size());
    if (failure_ && !failure_->is_unknown()) return *std::move(failure_);
    Builder builder;
    builder.take_from(list_);
    if (failure_) builder.without_order(*failure_);
    for (const auto i : order) builder.add(list_.items[i], list_.is_perhaps(i));
    return builder.result();
  }

 private:
  void sort(std::vector<std::size_t>& order, std::size_t begin, std::size_t end) {
    if (end - begin < 2) return;
    const auto middle = begin + (end - begin) / 2;
    sort(order, begin, middle);
    sort(order, middle, end);
    std::vector<std::size_t> merged;
    auto left = begin;
    auto right = middle;
    while (left < middle && right < end && !failure_) {
      merged.push_back(before(order[right], order[left]) ? order[right++] : order[left++]);
    }
    if (failure_) return;  // `order` still holds every position once
    merged.insert(merged.end(), order.begin() + static_cast<std::ptrdiff_t>(left),
                  order.begin() + static_cast<std::ptrdiff_t>(middle));
    std::ranges::copy(merged, order.begin() + static_cast<std::ptrdiff_t>(begin));
  }

  bool before(std::size_t a, std::size_t b) {
    const Value pair[] = {list_.items[a], list_.items[b]};
    const auto result = evaluation_.call(precedes_, pair);
    if (const auto* truth = result.boolean()) return *truth;
    failure_ = result.is_unknown() ? result : mismatch(evaluation_, "sort", {&result, 1});
    return false;
  }

  Evaluation& evaluation_;
  const Function& precedes_;
  const List& list_;
  std::optional<Value> failure_;
};

Value sort(Evaluation& evaluation, std::size_t, Arguments arguments) {
  return Sorter(evaluation, *arguments[1].function(), *arguments[0].list()).run();
}

}  // namespace

void add_lists(Registry& registry) {
  using namespace types;
  const auto aggregates = Strictness::aggregates;
  const auto a_list = required("list", list());
  registry.add("list contains", "列表包含", {"列表是否含有某项", "whether the list has the element"},
               aggregates, {signature({a_list, required("element", any())}, boolean())}, list_contains);
  registry.add("append", "追加", {"在列表末尾加上各项", "the list with items added at its end"}, aggregates,
               {variadic({a_list, required("item", any())}, list())}, append);
  registry.add("concatenate", "合并列表", {"把各列表接成一个", "the lists one after another"}, aggregates,
               {variadic({a_list}, list())}, concatenate);
  registry.add("union", "并集", {"各列表合并并去重", "the lists joined, without duplicates"}, aggregates,
               {variadic({a_list}, list())}, union_of);
  registry.add("distinct values", "去重", {"去掉重复的项", "the list without duplicates"}, aggregates,
               {signature({a_list}, list())}, distinct_values);
  registry.add("flatten", "展平",
               {"把列表中的列表展开", "the list with lists inside it replaced by their items"}, aggregates,
               {signature({a_list}, list())}, flatten);
  registry.add("reverse", "倒序", {"倒过来的列表", "the list in reverse"}, aggregates,
               {signature({a_list}, list())}, reverse);
  registry.add(
      "index of", "位置", {"某项在列表中的各个位置", "the positions at which the list has the match"},
      Strictness::strict, {signature({a_list, required("match", any())}, list_of(number()))}, index_of);
  registry.add(
      "sort", "排序",
      {"按先后函数排序，相同者保持原序", "sorted by a function that tells which of two comes first; stable"},
      aggregates, {signature({a_list, required("precedes", function())}, list())}, sort);
}

}  // namespace enact::feel
