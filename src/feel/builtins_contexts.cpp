// Functions of contexts (DMN 1.5, 10.3.4.9), and `not` and `is`. An entry that is unknown leaves the others
// known.
#include <fmt/format.h>

#include <algorithm>

#include "feel/builtins_internal.hpp"
#include "feel/operators.hpp"

namespace enact::feel {
namespace {

using Entries = std::vector<std::pair<std::string, Value>>;

Value* find(Entries& entries, std::string_view key) {
  const auto found = std::ranges::find(entries, key, &Entries::value_type::first);
  return found == entries.end() ? nullptr : &found->second;
}

void put(Entries& entries, const std::string& key, Value value) {
  if (auto* entry = find(entries, key)) {
    *entry = std::move(value);
  } else {
    entries.emplace_back(key, std::move(value));
  }
}

Value get_value(Evaluation& evaluation, std::size_t, Arguments arguments) {
  if (const auto* entry = arguments[0].context()->find(*arguments[1].text())) return *entry;
  return evaluation.fail("feel.no-such-entry",
                         {fmt::format("记录中没有“{}”", *arguments[1].text()),
                          fmt::format("the context has no entry `{}`", *arguments[1].text())});
}

Value get_entries(Evaluation&, std::size_t, Arguments arguments) {
  std::vector<Value> items;
  for (const auto& [key, value] : arguments[0].context()->entries) {
    items.push_back(make_context({{"key", key}, {"value", value}}));
  }
  return make_list(std::move(items));
}

Value bad_entries(Evaluation& evaluation) {
  return argument_error(evaluation, {"每项须有文本 key 和 value，key 不得重复",
                                     "each entry needs a string `key`, used once, and a `value`"});
}

// Unknown where the list of entries is not settled or an entry or key is unknown.
std::optional<Value> undecided(const List& list) {
  CauseSet causes;
  causes.add(list);
  for (const auto& item : list.items) {
    if (item.is_unknown()) causes.add(item);
    const auto* key = item.context() ? item.context()->find("key") : nullptr;
    if (key && key->is_unknown()) causes.add(*key);
  }
  return causes.empty() ? std::nullopt : std::optional(causes.unknown());
}

Value make_from_entries(Evaluation& evaluation, std::size_t, Arguments arguments) {
  const auto& list = *arguments[0].list();
  if (auto unknown = undecided(list)) return *std::move(unknown);
  Entries entries;
  for (const auto& item : list.items) {
    const auto* key = item.context() ? item.context()->find("key") : nullptr;
    const auto* value = item.context() ? item.context()->find("value") : nullptr;
    if (!key || !key->text() || !value || find(entries, *key->text())) return bad_entries(evaluation);
    entries.emplace_back(*key->text(), *value);
  }
  return make_context(std::move(entries));
}

// Puts at a path of keys; all but the last must lead to contexts. nullopt: they do not.
std::optional<Value> put_at(const Context& context, Arguments keys, const Value& value) {
  auto entries = context.entries;
  const auto& key = *keys[0].text();
  if (keys.size() == 1) {
    put(entries, key, value);
    return make_context(std::move(entries));
  }
  auto* inner = find(entries, key);
  if (!inner || !inner->context()) return std::nullopt;
  auto changed = put_at(*inner->context(), keys.subspan(1), value);
  if (!changed) return std::nullopt;
  *inner = *std::move(changed);
  return make_context(std::move(entries));
}

Value context_put(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  std::vector<Value> keys{arguments[1]};
  if (signature == 1) {
    const auto& list = *arguments[1].list();
    if (!list.settled() || !all_settled(list.items)) return unknown_from({&arguments[1]});
    keys = list.items;
  }
  const bool texts = std::ranges::all_of(keys, [](const Value& key) { return key.text() != nullptr; });
  if (keys.empty() || !texts) {
    return argument_error(evaluation, {"键须为文本", "keys must be strings"});
  }
  auto result = put_at(*arguments[0].context(), keys, arguments[2]);
  return result ? *std::move(result)
                : argument_error(evaluation, {"键的路径不通向记录", "the keys do not lead through contexts"});
}

Value context_merge(Evaluation& evaluation, std::size_t, Arguments arguments) {
  const auto& list = *arguments[0].list();
  if (auto unknown = undecided(list)) return *std::move(unknown);
  Entries entries;
  for (const auto& item : list.items) {
    if (!item.context()) return mismatch(evaluation, "context merge", {&item, 1});
    for (const auto& [key, value] : item.context()->entries) put(entries, key, value);
  }
  return make_context(std::move(entries));
}

Value negation(Evaluation&, std::size_t, Arguments arguments) {
  return !*arguments[0].boolean();
}

Value is_identical(Evaluation&, std::size_t, Arguments arguments) {
  return identical(arguments[0], arguments[1]);
}

}  // namespace

void add_contexts(Registry& registry) {
  using namespace types;
  const auto aggregates = Strictness::aggregates;
  registry.add("get value", "取值", {"记录中某键的值", "the value of a key"}, aggregates,
               {signature({required("m", context()), required("key", string())}, any())}, get_value);
  registry.add("get entries", "取各项", {"记录的键值列表", "the entries as a list of keys and values"},
               aggregates, {signature({required("m", context())}, list_of(context()))}, get_entries);
  registry.add("context", "构造记录", {"由键值列表构造记录", "a context from a list of keys and values"},
               aggregates, {signature({required("entries", list())}, context())}, make_from_entries);
  registry.add(
      "context put", "", {"加上或替换一项的记录", "the context with an entry put"}, aggregates,
      {signature({required("context", context()), required("key", string()), required("value", any())},
                 context()),
       signature(
           {required("context", context()), required("keys", list_of(string())), required("value", any())},
           context())},
      context_put);
  registry.add("context merge", "", {"合并各记录，后者优先", "contexts merged, the later one wins"},
               aggregates, {signature({required("contexts", list())}, context())}, context_merge);
  registry.add("not", "非", {"否定", "negation"}, Strictness::strict,
               {signature({required("negand", boolean())}, boolean())}, negation);
  registry.add("is", "", {"是否同一个值，时区也须相同", "whether both are the same value, zones included"},
               Strictness::strict,
               {signature({required("value1", any()), required("value2", any())}, boolean())}, is_identical);
}

}  // namespace enact::feel
