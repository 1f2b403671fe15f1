// Values against types: `instance of`, the constraints of item definitions, and DMN's implicit conversions.
#include "feel/conform.hpp"

#include <fmt/format.h>

#include <optional>
#include <span>

#include "base/text.hpp"
#include "feel/evaluate.hpp"
#include "feel/operators.hpp"
#include "feel/unknown.hpp"

namespace enact::feel {
namespace {

Truth truth_of(bool value) {
  return value ? Truth::yes : Truth::no;
}

bool holds(const Constraint& constraint, const Value& value, Evaluation* evaluation) {
  std::optional<Evaluation> own;
  if (!evaluation) evaluation = &own.emplace(Mode::standard);
  const auto verdict = evaluation->evaluate_test(*constraint.test, value, {});
  return verdict.boolean() && *verdict.boolean();
}

// One question put to a value and all its parts.
class Membership {
 public:
  explicit Membership(Evaluation* evaluation) : evaluation_(evaluation) {}

  Truth of(const Value& value, const Type& type) const {
    if (value.is_unknown()) return Truth::unknown;
    if (type.kind == Kind::any ? value.is_null() : value.kind() != type.kind) return Truth::no;
    auto result = Truth::yes;
    if (const auto* list = value.list()) {
      result = of_list(*list, type);
    } else if (const auto* context = value.context()) {
      result = of_context(*context, type);
    } else if (const auto* range = value.range()) {
      result = conjunction(of_part(range->low, type.element), of_part(range->high, type.element));
    } else if (const auto* function = value.function()) {
      result = of_function(*function, type);
    }
    for (const auto& constraint : type.constraints) {
      if (result == Truth::yes && !holds(constraint, value, evaluation_)) result = Truth::no;
    }
    return result;
  }

 private:
  // A part may be null, whatever its type.
  Truth of_part(const Value& value, const TypePtr& type) const {
    return !type || value.is_null() ? Truth::yes : of(value, *type);
  }

  Truth of_list(const List& list, const Type& type) const {
    if (!type.element || type.kind == Kind::any) return Truth::yes;
    if (type.element->kind == Kind::any && type.element->constraints.empty()) return Truth::yes;
    auto result = list.open ? Truth::unknown : Truth::yes;
    for (std::size_t i = 0; i < list.items.size() && result != Truth::no; ++i) {
      const auto item = of_part(list.items[i], type.element);
      result = conjunction(result, item == Truth::no && list.is_perhaps(i) ? Truth::unknown : item);
    }
    return result;
  }

  Truth of_context(const Context& context, const Type& type) const {
    auto result = Truth::yes;
    for (const auto& field : type.fields) {
      const auto* entry = context.find(field.name);
      if (!entry) return Truth::no;
      result = conjunction(result, of_part(*entry, field.type));
      if (result == Truth::no) break;
    }
    return result;
  }

  static Truth of_function(const Function& function, const Type& type) {
    if (type.kind == Kind::any || (type.fields.empty() && !type.result)) return Truth::yes;  // any function
    if (!function.type) {
      // Without declared types a function conforms by the number of its parameters alone; a built-in with
      // several signatures names none, and the call will tell.
      return truth_of(type.fields.empty() || function.parameters.empty() ||
                      type.fields.size() == function.parameters.size());
    }
    // What the body gives may not be known; then it is no reason to refuse the function.
    const bool result_known = function.type->result && function.type->result->kind != Kind::any;
    if (result_known || !type.result) return truth_of(conforms(*function.type, type));
    return truth_of(conforms(*function_type(function.type->fields, type.result), type));
  }

  Evaluation* evaluation_;
};

Value coerced(const Value& value, const Type& type, Evaluation* evaluation) {
  const bool anything = type.kind == Kind::any && type.constraints.empty();
  if (anything || value.is_unknown() || value.is_null()) return value;
  if (membership(value, type, evaluation) != Truth::no) return value;
  Value converted;
  const auto* list = value.list();
  if (type.kind == Kind::date_time && value.date()) {
    converted = DateTime{*value.date(), *Time::make(0, 0, 0, 0, Zone{Zone::Kind::offset, 0, {}})};
  } else if (type.kind == Kind::list && !list) {
    converted = make_list({value});
  } else if (list && type.kind != Kind::list && list->items.size() == 1 && list->settled()) {
    converted = list->items[0];
  }
  if (converted.is_null() || converted.is_unknown()) return converted;
  return membership(converted, type, evaluation) == Truth::no ? Value() : converted;
}

// The condition that keeps the value out although it is of the kind; null: it is not of the kind.
const Constraint* violated(const Value& value, const Type& type, Evaluation& evaluation) {
  Type plain = type;
  plain.constraints.clear();
  const auto fitting = coerced(value, plain, &evaluation);
  if (fitting.is_null()) return nullptr;
  for (const auto& constraint : type.constraints) {
    if (!holds(constraint, fitting, &evaluation)) return &constraint;
  }
  return nullptr;
}

// Enough of a value to recognise it by.
std::string shown(const Value& value) {
  constexpr std::size_t most = 120;
  const auto points = text::code_points(to_string(value));
  if (points.size() <= most) return to_string(value);
  return text::from_code_points(std::span(points).first(most)) + "…";
}

}  // namespace

Truth membership(const Value& value, const Type& type, Evaluation* evaluation) {
  return Membership(evaluation).of(value, type);
}

bool instance_of(const Value& value, const Type& type) {
  return membership(value, type) == Truth::yes;
}

Value coerce(const Value& value, const Type& type) {
  return coerced(value, type, nullptr);
}

Value fit(Evaluation& evaluation, const Value& value, const Type& type, const Location& place) {
  auto result = coerced(value, type, &evaluation);
  if (!result.is_null() || value.is_null()) return result;
  if (!is_settled(value) && value.list()) return unknown_from({&value});
  const auto fail = [&](std::string code, Text message) {
    return place.known() ? evaluation.fail(std::move(code), std::move(message), place)
                         : evaluation.fail(std::move(code), std::move(message));
  };
  if (const auto* constraint = violated(value, type, evaluation)) {
    return fail("feel.value-not-allowed",
                {fmt::format("{} 不是允许的值：{}", shown(value), constraint->text),
                 fmt::format("{} is not among the allowed values: {}", shown(value), constraint->text)});
  }
  const auto kind = kind_name(value);
  return fail("feel.type-mismatch", {fmt::format("{}不能作为 {}", kind.zh, to_string(type)),
                                     fmt::format("a {} is no {}", kind.en, to_string(type))});
}

}  // namespace enact::feel
