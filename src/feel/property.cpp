// The entry or property of a value by its name: contexts, ranges, temporal values, and lists of them.
#include <fmt/format.h>

#include "feel/operators.hpp"
#include "feel/temporal.hpp"

namespace enact::feel {
namespace {

std::optional<Value> range_property(const Range& range, std::string_view name) {
  if (name == "start") return range.low;
  if (name == "end") return range.high;
  if (name == "start included") return Value(range.low_end == RangeEnd::closed);
  if (name == "end included") return Value(range.high_end == RangeEnd::closed);
  return std::nullopt;
}

Value over_list(Evaluation& evaluation, const List& list, std::string_view name) {
  evaluation.spend(std::ssize(list.items) / 4);
  auto result = std::make_shared<List>();
  result->items.reserve(list.items.size());
  for (const auto& item : list.items) result->items.push_back(property(evaluation, item, name));
  result->perhaps = list.perhaps;
  result->open = list.open;
  result->causes = list.causes;
  return ListPtr(std::move(result));
}

}  // namespace

Value property(Evaluation& evaluation, const Value& value, std::string_view name) {
  if (const auto* context = value.context()) {
    if (const auto* entry = context->find(name)) return *entry;
    return evaluation.fail("feel.no-such-entry", {fmt::format("记录中没有“{}”", name),
                                                  fmt::format("the context has no entry `{}`", name)});
  }
  if (value.is_unknown()) return value;
  if (const auto* null = value.null()) {
    // What is not there has no parts either; the standard wants that told.
    if (null->cause || evaluation.mode() == Mode::determination) return value;
  }
  if (const auto* list = value.list()) return over_list(evaluation, *list, name);
  const auto found = value.range() ? range_property(*value.range(), name) : temporal_property(value, name);
  if (found) return *found;
  const auto kind = kind_name(value);
  return evaluation.fail("feel.no-such-property", {fmt::format("{}没有属性“{}”", kind.zh, name),
                                                   fmt::format("a {} has no property `{}`", kind.en, name)});
}

}  // namespace enact::feel
