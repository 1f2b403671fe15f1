// Making values, telling their kinds, and comparing them as they stand. FEEL's own comparisons, which know
// what is incomparable or unknown, are in compare.cpp; conversion to types is in conform.cpp.
#include "feel/value.hpp"

#include <algorithm>

namespace enact::feel {

const Null Value::no_cause_{};

Kind Value::kind() const {
  switch (tag_) {
    case Tag::null:
      return Kind::null_value;
    case Tag::unknown:
      return Kind::any;
    case Tag::boolean:
      return Kind::boolean;
    case Tag::number:
    case Tag::band:
      return Kind::number;
    case Tag::text:
      return Kind::string;
    case Tag::date:
      return Kind::date;
    case Tag::time:
      return Kind::time;
    case Tag::date_time:
      return Kind::date_time;
    case Tag::days_duration:
      return Kind::days_duration;
    case Tag::months_duration:
      return Kind::months_duration;
    case Tag::range:
      return Kind::range;
    case Tag::list:
      return Kind::list;
    case Tag::context:
      return Kind::context;
    case Tag::function:
      return Kind::function;
  }
  return Kind::any;
}

const Value* Context::find(std::string_view name, std::int32_t likely) const {
  if (const auto at = static_cast<std::size_t>(likely); at < entries.size() && entries[at].first == name) {
    return &entries[at].second;
  }
  for (const auto& [entry_name, value] : entries) {
    if (entry_name == name) return &value;
  }
  return nullptr;
}

Value make_list(std::vector<Value> items) {
  auto list = std::make_shared<List>();
  list->items = std::move(items);
  return ListPtr(std::move(list));
}

Value make_context(std::vector<std::pair<std::string, Value>> entries) {
  auto context = std::make_shared<Context>();
  context->entries = std::move(entries);
  return ContextPtr(std::move(context));
}

Value make_unknown(Cause cause) {
  return Unknown{std::make_shared<const std::vector<Cause>>(1, std::move(cause))};
}

Value make_error(std::string code, Text message, Location location) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.location = std::move(location);
  return Null{std::make_shared<const Diagnostic>(std::move(diagnostic))};
}

namespace {

bool same_causes(const std::shared_ptr<const std::vector<Cause>>& a,
                 const std::shared_ptr<const std::vector<Cause>>& b) {
  const bool a_empty = !a || a->empty();
  const bool b_empty = !b || b->empty();
  return a_empty || b_empty ? a_empty == b_empty : *a == *b;
}

bool same_band(const Band& a, const Band& b) {
  return a.low == b.low && a.high == b.high && a.low_open == b.low_open && a.high_open == b.high_open &&
         same_causes(a.causes, b.causes);
}

bool same_list(const List& a, const List& b) {
  if (a.open != b.open || a.items.size() != b.items.size() || !same_causes(a.causes, b.causes)) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (a.is_perhaps(i) != b.is_perhaps(i) || !same(a.items[i], b.items[i])) return false;
  }
  return true;
}

bool same_context(const Context& a, const Context& b) {
  return std::ranges::equal(a.entries, b.entries, [](const auto& x, const auto& y) {
    return x.first == y.first && same(x.second, y.second);
  });
}

bool same_range(const Range& a, const Range& b) {
  return a.form == b.form && a.low_end == b.low_end && a.high_end == b.high_end && same(a.low, b.low) &&
         same(a.high, b.high);
}

}  // namespace

bool same(const Value& a, const Value& b) {
  if (a.tag() != b.tag()) return false;
  if (a.is_null()) return true;
  if (const auto* unknown = a.unknown()) return same_causes(unknown->causes, b.unknown()->causes);
  if (const auto* band = a.band()) return same_band(*band, *b.band());
  if (const auto* list = a.list()) return same_list(*list, *b.list());
  if (const auto* context = a.context()) return same_context(*context, *b.context());
  if (const auto* range = a.range()) return same_range(*range, *b.range());
  if (a.function()) return a.function() == b.function();
  return identical(a, b);
}

}  // namespace enact::feel
