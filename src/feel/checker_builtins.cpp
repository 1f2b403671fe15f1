// Result types of built-ins that pass their argument's type, unit or items through.
#include "feel/checker_builtins.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "feel/units.hpp"

namespace enact::feel {
namespace {

enum class Follows {
  number,   // the unit of the first argument
  item,     // an item of the list given, or of the arguments as a list
  list_of,  // a list of the first argument's items
  joined,   // a list of what all arguments hold
};

struct Rule {
  std::string_view name;
  Follows follows;
};
constexpr std::array rules{
    Rule{"abs", Follows::number},
    Rule{"floor", Follows::number},
    Rule{"ceiling", Follows::number},
    Rule{"decimal", Follows::number},
    Rule{"round up", Follows::number},
    Rule{"round down", Follows::number},
    Rule{"round half up", Follows::number},
    Rule{"round half down", Follows::number},
    Rule{"modulo", Follows::number},
    Rule{"sum", Follows::item},
    Rule{"min", Follows::item},
    Rule{"max", Follows::item},
    Rule{"mean", Follows::item},
    Rule{"median", Follows::item},
    Rule{"stddev", Follows::item},
    Rule{"mode", Follows::list_of},
    Rule{"sublist", Follows::list_of},
    Rule{"append", Follows::list_of},
    Rule{"insert before", Follows::list_of},
    Rule{"remove", Follows::list_of},
    Rule{"reverse", Follows::list_of},
    Rule{"distinct values", Follows::list_of},
    Rule{"sort", Follows::list_of},
    Rule{"list replace", Follows::list_of},
    Rule{"concatenate", Follows::joined},
    Rule{"union", Follows::joined},
};

TypePtr known(const TypePtr& type) {
  return type ? type : any_type();
}

TypePtr item_of(const TypePtr& type) {
  const TypePtr whole = known(type);
  return whole->kind == Kind::list ? known(whole->element) : whole;
}

TypePtr joined_items(std::span<const TypePtr> arguments) {
  TypePtr joined;
  for (const TypePtr& argument : arguments) {
    const TypePtr item = item_of(argument);
    joined = joined ? join_types(joined, item) : item;
  }
  return known(joined);
}

TypePtr declared_result(const Builtin& builtin, int signature) {
  if (signature >= 0) return known(builtin.signatures[static_cast<std::size_t>(signature)].result);
  TypePtr result;
  for (const Signature& each : builtin.signatures) {
    result = result ? join_types(result, known(each.result)) : known(each.result);
  }
  return known(result);
}

}  // namespace

TypePtr join_types(const TypePtr& a, const TypePtr& b) {
  const TypePtr left = known(a);
  const TypePtr right = known(b);
  if (left->kind == Kind::null_value) return right;
  if (right->kind == Kind::null_value) return left;
  if (left->kind == Kind::number && right->kind == Kind::number) {
    return same_unit(left->unit, right->unit) ? number_type(common_unit(left->unit, right->unit))
                                              : simple_type(Kind::number);
  }
  if (left->kind == Kind::list && right->kind == Kind::list) {
    // The empty list has no items to speak of.
    if (left->element && left->element->kind == Kind::null_value) return right;
    if (right->element && right->element->kind == Kind::null_value) return left;
    return list_type(join_types(left->element, right->element));
  }
  if (left->kind == Kind::string && right->kind == Kind::string) {
    if (left->codes == right->codes) return left;
    return simple_type(Kind::string);
  }
  if (conforms(*left, *right)) return right;
  if (conforms(*right, *left)) return left;
  return any_type();
}

TypePtr builtin_result(const Builtin& builtin, int signature, std::span<const TypePtr> arguments) {
  const auto rule = std::ranges::find(rules, std::string_view(builtin.name), &Rule::name);
  if (rule == rules.end() || arguments.empty()) return declared_result(builtin, signature);
  const TypePtr first = known(arguments.front());
  switch (rule->follows) {
    case Follows::number:
      return first->kind == Kind::number ? first : declared_result(builtin, signature);
    case Follows::item:
      return first->kind == Kind::list ? item_of(first) : joined_items(arguments);
    case Follows::list_of:
      return first->kind == Kind::list ? first : declared_result(builtin, signature);
    case Follows::joined:
      return list_type(joined_items(arguments));
  }
  return declared_result(builtin, signature);
}

}  // namespace enact::feel
