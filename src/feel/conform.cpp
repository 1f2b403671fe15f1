// Values against types: `instance of` and DMN's implicit conversions.
#include "feel/conform.hpp"

namespace enact::feel {
namespace {

Truth truth(bool value) {
  return value ? Truth::yes : Truth::no;
}

// A part may be null: every type but one's own kind of non-null value admits null inside a structure.
Truth part_membership(const Value& value, const TypePtr& type) {
  if (!type || value.is_null()) return Truth::yes;
  return membership(value, *type);
}

Truth list_membership(const List& list, const Type& type) {
  if (!type.element || type.element->kind == Kind::any) return Truth::yes;
  auto result = list.open ? Truth::unknown : Truth::yes;
  for (std::size_t i = 0; i < list.items.size() && result != Truth::no; ++i) {
    const auto item = part_membership(list.items[i], type.element);
    result = conjunction(result, item == Truth::no && list.is_perhaps(i) ? Truth::unknown : item);
  }
  return result;
}

Truth context_membership(const Context& context, const Type& type) {
  auto result = Truth::yes;
  for (const auto& field : type.fields) {
    const auto* entry = context.find(field.name);
    if (!entry) return Truth::no;
    result = conjunction(result, part_membership(*entry, field.type));
    if (result == Truth::no) break;
  }
  return result;
}

Truth range_membership(const Range& range, const Type& type) {
  return conjunction(part_membership(range.low, type.element), part_membership(range.high, type.element));
}

Truth function_membership(const Function& function, const Type& type) {
  if (type.fields.empty() && !type.result) return Truth::yes;  // any function at all
  if (function.type) return truth(conforms(*function.type, type));
  // Without declared types a function conforms by the number of its parameters alone.
  return truth(type.fields.empty() || type.fields.size() == function.parameters.size());
}

}  // namespace

Truth membership(const Value& value, const Type& type) {
  if (type.kind == Kind::any) return value.is_unknown() ? Truth::unknown : truth(!value.is_null());
  if (value.is_unknown()) return Truth::unknown;
  if (value.kind() != type.kind) return Truth::no;
  if (const auto* list = value.list()) return list_membership(*list, type);
  if (const auto* context = value.context()) return context_membership(*context, type);
  if (const auto* range = value.range()) return range_membership(*range, type);
  if (const auto* function = value.function()) return function_membership(*function, type);
  return Truth::yes;
}

bool instance_of(const Value& value, const Type& type) {
  return membership(value, type) == Truth::yes;
}

Value coerce(const Value& value, const Type& type) {
  if (type.kind == Kind::any || value.is_unknown() || value.is_null()) return value;
  if (membership(value, type) != Truth::no) return value;
  if (type.kind == Kind::date_time && value.date()) {
    return DateTime{*value.date(), *Time::make(0, 0, 0, 0, Zone{Zone::Kind::offset, 0, {}})};
  }
  if (type.kind == Kind::list && !value.list()) {
    return part_membership(value, type.element) == Truth::no ? Value() : make_list({value});
  }
  const auto* list = value.list();
  if (list && type.kind != Kind::list && list->items.size() == 1 && list->settled()) {
    return membership(list->items[0], type) == Truth::no ? Value() : list->items[0];
  }
  return {};
}

}  // namespace enact::feel
