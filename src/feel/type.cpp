// Types of FEEL: making them, comparing them (DMN 1.5, 10.3.2.9) and writing them. Knows no values and no
// syntax tree.
#include "feel/type.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "feel/units.hpp"

namespace enact::feel {
namespace {

const Type& or_any(const TypePtr& type) {
  return type ? *type : *any_type();
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::any:
      return "Any";
    case Kind::null_value:
      return "Null";
    case Kind::boolean:
      return "boolean";
    case Kind::number:
      return "number";
    case Kind::string:
      return "string";
    case Kind::date:
      return "date";
    case Kind::time:
      return "time";
    case Kind::date_time:
      return "date and time";
    case Kind::days_duration:
      return "days and time duration";
    case Kind::months_duration:
      return "years and months duration";
    case Kind::range:
      return "range";
    case Kind::list:
      return "list";
    case Kind::context:
      return "context";
    case Kind::function:
      return "function";
  }
  return "Any";
}

TypePtr make(Type type) {
  return std::make_shared<const Type>(std::move(type));
}

}  // namespace

bool Field::has_type() const {
  return type && (type->kind != Kind::any || !type->constraints.empty());
}

const Type* Type::field(std::string_view field_name) const {
  const auto found = std::ranges::find(fields, field_name, &Field::name);
  return found == fields.end() ? nullptr : &or_any(found->type);
}

TypePtr any_type() {
  static const TypePtr any = make({});
  return any;
}

TypePtr simple_type(Kind kind) {
  static const auto types = [] {
    std::array<TypePtr, static_cast<std::size_t>(Kind::function) + 1> made;
    for (std::size_t i = 0; i < made.size(); ++i) {
      Type type;
      type.kind = static_cast<Kind>(i);
      made[i] = i == 0 ? any_type() : make(std::move(type));
    }
    return made;
  }();
  return types[static_cast<std::size_t>(kind)];
}

TypePtr number_type(std::string unit) {
  if (unit.empty()) return simple_type(Kind::number);
  Type type;
  type.kind = Kind::number;
  type.unit = std::move(unit);
  return make(std::move(type));
}

TypePtr list_type(TypePtr element) {
  Type type;
  type.kind = Kind::list;
  type.element = std::move(element);
  return make(std::move(type));
}

TypePtr range_type(TypePtr element) {
  Type type;
  type.kind = Kind::range;
  type.element = std::move(element);
  return make(std::move(type));
}

TypePtr context_type(std::vector<Field> fields, std::string name) {
  Type type;
  type.kind = Kind::context;
  type.fields = std::move(fields);
  type.name = std::move(name);
  return make(std::move(type));
}

TypePtr function_type(std::vector<Field> parameters, TypePtr result) {
  Type type;
  type.kind = Kind::function;
  type.fields = std::move(parameters);
  type.result = std::move(result);
  return make(std::move(type));
}

TypePtr constrained(const Type& type, Constraint constraint) {
  Type narrowed = type;
  narrowed.constraints.push_back(std::move(constraint));
  return make(std::move(narrowed));
}

bool equivalent(const Type& a, const Type& b) {
  if (&a == &b) return true;
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Kind::list:
    case Kind::range:
      return equivalent(or_any(a.element), or_any(b.element));
    case Kind::context:
      return a.fields.size() == b.fields.size() && std::ranges::all_of(a.fields, [&](const Field& field) {
               const Type* other = b.field(field.name);
               return other != nullptr && equivalent(or_any(field.type), *other);
             });
    case Kind::function:
      return a.fields.size() == b.fields.size() &&
             std::ranges::equal(
                 a.fields, b.fields,
                 [](const TypePtr& x, const TypePtr& y) { return equivalent(or_any(x), or_any(y)); },
                 &Field::type, &Field::type) &&
             equivalent(or_any(a.result), or_any(b.result));
    default:
      return true;
  }
}

bool conforms(const Type& sub, const Type& super) {
  if (&sub == &super || super.kind == Kind::any || sub.kind == Kind::null_value) return true;
  if (sub.kind != super.kind) return false;
  switch (sub.kind) {
    case Kind::list:
    case Kind::range:
      return conforms(or_any(sub.element), or_any(super.element));
    case Kind::context:
      return std::ranges::all_of(super.fields, [&](const Field& field) {
        const Type* own = sub.field(field.name);
        return own != nullptr && conforms(*own, or_any(field.type));
      });
    case Kind::function:
      // Parameters are contravariant, the result is covariant.
      return sub.fields.size() == super.fields.size() &&
             std::ranges::equal(
                 super.fields, sub.fields,
                 [](const TypePtr& x, const TypePtr& y) { return conforms(or_any(x), or_any(y)); },
                 &Field::type, &Field::type) &&
             conforms(or_any(sub.result), or_any(super.result));
    default:
      return true;
  }
}

std::string to_string(const Type& type) {
  if (!type.name.empty()) return type.name;
  std::string text(kind_name(type.kind));
  const auto add_fields = [&](bool with_names) {
    text += '<';
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      if (i > 0) text += ", ";
      if (with_names) text += type.fields[i].name + ": ";
      text += to_string(or_any(type.fields[i].type));
    }
    text += '>';
  };
  switch (type.kind) {
    case Kind::number:
      if (!type.unit.empty() && type.unit != zero_unit) text += "<" + type.unit + ">";
      break;
    case Kind::list:
    case Kind::range:
      text += "<" + to_string(or_any(type.element)) + ">";
      break;
    case Kind::context:
      add_fields(true);
      break;
    case Kind::function:
      add_fields(false);
      text += " -> " + to_string(or_any(type.result));
      break;
    default:
      break;
  }
  return text;
}

}  // namespace enact::feel
