// Taking parts of lists and changing them by position: sublist, insert before, remove, list replace.
// Positions count from 1, or from the end if negative. They need a list that is settled; what its items hold
// may be unknown.
#include "feel/builtins_internal.hpp"
#include "feel/operators.hpp"

namespace enact::feel {
namespace {

// The index of a position in a list of `size`; nullopt outside it. A fraction is cut off (TCK 1155).
std::optional<std::size_t> index_of(const Value& position, std::size_t size) {
  const auto cut = position.number()->round(0, Rounding::down);
  const auto whole = cut ? cut->to_int64() : std::nullopt;
  const auto count = static_cast<std::int64_t>(size);
  if (!whole || *whole == 0 || *whole > count || *whole < -count) return std::nullopt;
  return static_cast<std::size_t>(*whole > 0 ? *whole - 1 : count + *whole);
}

Value no_position(Evaluation& evaluation) {
  return argument_error(evaluation, {"位置不在列表之内", "the position is not in the list"});
}

// Unknown because the list's positions, or a number, are not settled.
std::optional<Value> undecided(const List& list, Arguments numbers) {
  CauseSet causes;
  causes.add(list);
  for (const auto& number : numbers) {
    if (number.band()) causes.add(number);
  }
  return causes.empty() ? std::nullopt : std::optional(causes.unknown());
}

Value sublist(Evaluation& evaluation, std::size_t, Arguments arguments) {
  const auto& list = *arguments[0].list();
  if (auto unknown = undecided(list, arguments.subspan(1))) return *std::move(unknown);
  const auto start = index_of(arguments[1], list.items.size());
  if (!start) return no_position(evaluation);
  auto count = list.items.size() - *start;
  if (!arguments[2].is_null()) {
    const auto length = arguments[2].number()->round(0, Rounding::down);
    const auto whole = length ? length->to_int64() : std::nullopt;
    if (!whole || *whole < 1 || std::cmp_greater(*whole, count)) return no_position(evaluation);
    count = static_cast<std::size_t>(*whole);
  }
  const auto from = list.items.begin() + static_cast<std::ptrdiff_t>(*start);
  return make_list({from, from + static_cast<std::ptrdiff_t>(count)});
}

Value insert_before(Evaluation& evaluation, std::size_t, Arguments arguments) {
  const auto& list = *arguments[0].list();
  if (auto unknown = undecided(list, arguments.subspan(1, 1))) return *std::move(unknown);
  const auto at = index_of(arguments[1], list.items.size());
  if (!at) return no_position(evaluation);
  auto items = list.items;
  items.insert(items.begin() + static_cast<std::ptrdiff_t>(*at), arguments[2]);
  return make_list(std::move(items));
}

Value remove(Evaluation& evaluation, std::size_t, Arguments arguments) {
  const auto& list = *arguments[0].list();
  if (auto unknown = undecided(list, arguments.subspan(1))) return *std::move(unknown);
  const auto at = index_of(arguments[1], list.items.size());
  if (!at) return no_position(evaluation);
  auto items = list.items;
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(*at));
  return make_list(std::move(items));
}

Value replace_at(Evaluation& evaluation, const List& list, const Value& position, const Value& item) {
  const auto at = index_of(position, list.items.size());
  if (!at) return no_position(evaluation);
  auto items = list.items;
  items[*at] = item;
  return make_list(std::move(items));
}

Value replace_matching(Evaluation& evaluation, const List& list, const Value& match, const Value& item) {
  auto items = list.items;
  CauseSet unknown;
  for (auto& current : items) {
    const Value pair[] = {current, item};
    const auto matches = evaluation.call(*match.function(), pair);
    if (matches.is_unknown()) {
      unknown.add(matches);
    } else if (!matches.boolean()) {
      return mismatch(evaluation, "list replace", {&matches, 1});
    } else if (*matches.boolean()) {
      current = item;
    }
  }
  return unknown.empty() ? make_list(std::move(items)) : unknown.unknown();
}

Value list_replace(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  const auto& list = *arguments[0].list();
  if (auto unknown = undecided(list, arguments.subspan(1, 1))) return *std::move(unknown);
  return signature == 0 ? replace_at(evaluation, list, arguments[1], arguments[2])
                        : replace_matching(evaluation, list, arguments[1], arguments[2]);
}

}  // namespace

void add_list_edits(Registry& registry) {
  using namespace types;
  const auto aggregates = Strictness::aggregates;
  const auto a_list = required("list", list());
  const auto position = required("position", number());
  const auto item = required("newItem", any());
  registry.add(
      "sublist", "子列表", {"从某位置起的若干项", "items from a position on"}, aggregates,
      {signature({a_list, required("start position", number()), optional("length", number())}, list())},
      sublist);
  registry.add("insert before", "插入",
               {"在某位置之前插入一项", "the list with an item inserted before a position"}, aggregates,
               {signature({a_list, position, item}, list())}, insert_before);
  registry.add("remove", "移除", {"去掉某位置的项", "the list without the item at a position"}, aggregates,
               {signature({a_list, position}, list())}, remove);
  registry.add("list replace", "替换项",
               {"替换某位置的项，或符合条件的各项",
                "the list with the item at a position, or all that match, replaced"},
               aggregates,
               {signature({a_list, position, item}, list()),
                signature({a_list, required("match", function()), item}, list())},
               list_replace);
}

}  // namespace enact::feel
