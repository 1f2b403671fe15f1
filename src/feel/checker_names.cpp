// Names and paths: what a name stands for at its place, innermost first, and what a field of a value is.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "feel/checker_internal.hpp"

namespace enact::feel {
namespace {

struct Property {
  std::string_view name;
  Kind kind;
};

// The properties of values that are no contexts (DMN 1.5, table 65).
std::span<const Property> properties_of(Kind kind) {
  static constexpr std::array date{Property{"year", Kind::number}, Property{"month", Kind::number},
                                   Property{"day", Kind::number}, Property{"weekday", Kind::number}};
  static constexpr std::array time{
      Property{"hour", Kind::number}, Property{"minute", Kind::number}, Property{"second", Kind::number},
      Property{"time offset", Kind::days_duration}, Property{"timezone", Kind::string}};
  static constexpr std::array moment{
      Property{"year", Kind::number},    Property{"month", Kind::number},
      Property{"day", Kind::number},     Property{"weekday", Kind::number},
      Property{"hour", Kind::number},    Property{"minute", Kind::number},
      Property{"second", Kind::number},  Property{"time offset", Kind::days_duration},
      Property{"timezone", Kind::string}};
  static constexpr std::array days{Property{"days", Kind::number}, Property{"hours", Kind::number},
                                   Property{"minutes", Kind::number}, Property{"seconds", Kind::number}};
  static constexpr std::array months{Property{"years", Kind::number}, Property{"months", Kind::number}};
  static constexpr std::array range{Property{"start", Kind::any}, Property{"end", Kind::any},
                                    Property{"start included", Kind::boolean},
                                    Property{"end included", Kind::boolean}};
  switch (kind) {
    case Kind::date:
      return date;
    case Kind::time:
      return time;
    case Kind::date_time:
      return moment;
    case Kind::days_duration:
      return days;
    case Kind::months_duration:
      return months;
    case Kind::range:
      return range;
    default:
      return {};
  }
}

bool open_context(const Type& type) {
  return type.kind == Kind::any || (type.kind == Kind::context && type.fields.empty());
}

}  // namespace

ir::NodeId Checker::name(const Ast& ast) {
  const NodeId found = find_name(ast.text, ast.span, variables_.size());
  if (found != ir::none) return found;
  if (const int builtin = find_builtin(ast.text); builtin >= 0) return builtin_value(builtin, ast.span);
  const auto names = names_in_scope();
  return wrong("feel.unknown-name", ast.span,
               {fmt::format("不认识的名称 `{}`", ast.text), fmt::format("unknown name `{}`", ast.text)},
               did_you_mean(ast.text, names));
}

ir::NodeId Checker::find_name(const std::string& wanted, Span span, std::size_t below) {
  for (std::size_t i = below; i-- > 0;) {
    const Variable& variable = variables_[i];
    if (variable.item) {
      const NodeId found = find_in_item(wanted, span, i);
      if (found != ir::none) return found;
    } else if (variable.name == wanted) {
      return read_local(i, span);
    }
  }
  const auto& inputs = program_->inputs;
  // The last of equals, as a later declaration hides an earlier one.
  const auto found = std::ranges::find(inputs.rbegin(), inputs.rend(), wanted, &ir::Input::name);
  if (found == inputs.rend()) return ir::none;
  const auto index = static_cast<std::int32_t>(inputs.rend() - found - 1);
  const NodeId id = emit(Op::input, found->type, span);
  node(id).index = index;
  return id;
}

// A name inside a filter: a field of the item if its type says so, `item` itself, or, where the type does not
// say, whatever the item turns out to hold.
ir::NodeId Checker::find_in_item(const std::string& wanted, Span span, std::size_t variable) {
  const TypePtr item = variables_[variable].type;
  const Type* field = item->kind == Kind::context ? item->field(wanted) : nullptr;
  if (field != nullptr) {
    const auto known = std::ranges::find(item->fields, wanted, &Field::name);
    const NodeId id = emit(Op::field, known->type, span, {read_local(variable, span)});
    node(id).name = wanted;
    return id;
  }
  const bool itself = wanted == "item";
  const bool may_hold = open_context(*item) || (!strict() && item->kind == Kind::context);
  if (!may_hold) return itself ? read_local(variable, span) : ir::none;
  const NodeId otherwise = itself ? read_local(variable, span) : find_name(wanted, span, variable);
  if (otherwise == ir::none && find_builtin(wanted) >= 0) return ir::none;
  const std::int32_t slot = variables_[variable].slot;
  capture(variable);
  const NodeId id = emit(Op::dynamic_name, any_type(), span, {otherwise});
  node(id).name = wanted;
  node(id).locals = {slot};
  return id;
}

ir::NodeId Checker::read_local(std::size_t variable, Span span) {
  capture(variable);
  const NodeId id = emit(Op::local, variables_[variable].type, span);
  node(id).index = variables_[variable].slot;
  return id;
}

void Checker::capture(std::size_t variable) {
  const std::int32_t slot = variables_[variable].slot;
  for (FunctionFrame& frame : functions_) {
    if (variable >= frame.first_variable || std::ranges::find(frame.captures, slot) != frame.captures.end())
      continue;
    frame.captures.push_back(slot);
  }
}

// A built-in named without being called is a function value that calls it.
ir::NodeId Checker::builtin_value(int builtin, Span span) {
  const Builtin& called = builtins()[static_cast<std::size_t>(builtin)];
  if (called.signatures.empty()) return constant({}, any_type(), span);
  // With several signatures the arguments of each call tell which is meant.
  if (called.signatures.size() > 1) {
    return constant(builtin_function(builtin), any_type(), span);
  }
  const Signature& signature = called.signatures.front();
  std::vector<Field> parameters;
  std::vector<NodeId> arguments;
  std::vector<std::int32_t> slots;
  for (const Parameter& parameter : signature.parameters) {
    slots.push_back(program_->frame_size++);
    const NodeId argument = emit(Op::local, parameter.type, span);
    node(argument).index = slots.back();
    arguments.push_back(argument);
    parameters.push_back({parameter.name, parameter.type});
  }
  const NodeId body = emit(Op::call_builtin, signature.result, span, std::move(arguments));
  node(body).index = builtin;
  node(body).type_index = called.signatures.size() == 1 ? 0 : -1;
  const NodeId id = emit(Op::function, function_type(parameters, signature.result), span, {body});
  node(id).locals = std::move(slots);
  for (Field& parameter : parameters) node(id).names.push_back(std::move(parameter.name));
  return id;
}

ir::NodeId Checker::path(const Ast& ast) {
  const NodeId of = check(*ast.children.front());
  TypePtr type = field_type(type_of(of), ast);
  const NodeId id = emit(Op::field, std::move(type), ast.span, {of});
  node(id).name = ast.text;
  return id;
}

// The field of a list is the list of its items' fields.
TypePtr Checker::field_type(const TypePtr& of, const Ast& ast) {
  if (is_open(*of)) return any_type();
  if (of->kind == Kind::list) {
    TypePtr item = field_type(element_of(of), ast);
    return list_type(std::move(item));
  }
  std::vector<std::string> known;
  if (of->kind == Kind::context) {
    const auto found = std::ranges::find(of->fields, ast.text, &Field::name);
    if (found != of->fields.end()) return found->type ? found->type : any_type();
    if (of->fields.empty()) return any_type();
    for (const Field& field : of->fields) known.push_back(field.name);
  }
  for (const Property& property : properties_of(of->kind)) {
    if (property.name == ast.text) {
      return property.kind == Kind::any && of->element ? of->element : simple_type(property.kind);
    }
    known.emplace_back(property.name);
  }
  Text help = did_you_mean(ast.text, known);
  if (help.empty() && !known.empty() && known.size() <= 12) {
    help = {fmt::format("可用：{}", fmt::join(known, "、")),
            fmt::format("there are: {}", fmt::join(known, ", "))};
  }
  mismatch("feel.unknown-name", ast.name_span,
           {fmt::format("不认识的名称 `{}`：{} 没有它", ast.text, to_string(*of)),
            fmt::format("unknown name `{}`: {} has none", ast.text, to_string(*of))},
           std::move(help));
  return any_type();
}

std::vector<std::string> Checker::names_in_scope() const {
  std::vector<std::string> names;
  for (const Variable& variable : variables_) {
    if (!variable.name.empty()) names.push_back(variable.name);
    if (!variable.item) continue;
    for (const Field& field : variable.type->fields) names.push_back(field.name);
  }
  for (const ir::Input& input : program_->inputs) names.push_back(input.name);
  for (const Builtin& builtin : builtins()) {
    names.push_back(builtin.name);
    if (!builtin.chinese.empty()) names.push_back(builtin.chinese);
  }
  return names;
}

}  // namespace enact::feel
