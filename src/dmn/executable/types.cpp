// Building types from item definitions, each once, whatever the order in which they are written.
#include "dmn/executable/types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "feel/ir.hpp"
#include "feel/report.hpp"

namespace enact::dmn::executable {
namespace {

using feel::Kind;
using feel::TypePtr;

feel::CompileOptions options() {
  feel::CompileOptions standard;
  standard.mode = feel::Mode::standard;
  standard.chinese = false;
  return standard;
}

// `list<number>`, `range<date>`, `function<number> -> string`: FEEL's own notation where a name is expected.
TypePtr structural_type(std::string_view text, const feel::Scope& types) {
  if (text.find('<') == std::string_view::npos) return nullptr;
  const auto compiled = feel::compile_expression(
      feel::expression_text("null instance of " + std::string(text)), types, options());
  if (!compiled.program || !compiled.diagnostics.empty() || compiled.program->types.empty()) return nullptr;
  return compiled.program->types.front();
}

TypePtr with_name(TypePtr type, const std::string& name) {
  if (name.empty() || type->kind == Kind::any) return type;
  feel::Type named = *type;
  named.name = name;
  return std::make_shared<const feel::Type>(std::move(named));
}

}  // namespace

TypePtr standard_type(std::string_view name) {
  struct Named {
    std::string_view name;
    Kind kind;
  };
  static constexpr std::array named{
      Named{"Any", Kind::any},
      Named{"any", Kind::any},
      Named{"Null", Kind::null_value},
      Named{"null", Kind::any},  // says nothing of the value
      Named{"boolean", Kind::boolean},
      Named{"number", Kind::number},
      Named{"string", Kind::string},
      Named{"date", Kind::date},
      Named{"time", Kind::time},
      Named{"date and time", Kind::date_time},
      Named{"dateTime", Kind::date_time},
      Named{"days and time duration", Kind::days_duration},
      Named{"dayTimeDuration", Kind::days_duration},
      Named{"years and months duration", Kind::months_duration},
      Named{"yearMonthDuration", Kind::months_duration},
      Named{"range", Kind::range},
      Named{"list", Kind::list},
      Named{"context", Kind::context},
      Named{"function", Kind::function},
  };
  const auto found = std::ranges::find(named, name, &Named::name);
  return found == named.end() ? nullptr : feel::simple_type(found->kind);
}

Types::Types(const Models& models, Diagnostics& diagnostics) : models_(models), diagnostics_(diagnostics) {
  names_.resize(models.count());
  visible_.resize(models.count());
  for (ModelId model = 0; model < models.count(); ++model) {
    for (const model::ItemDefinition& item : models.definitions(model).items) {
      if (names_[model].emplace(item.name, Definition{&item, nullptr}).second) continue;
      diagnostics.push_back(problem(Severity::error, "dmn.duplicate-type", item.location,
                                    {fmt::format("类型 `{}` 定义了两次", item.name),
                                     fmt::format("the type `{}` is defined twice", item.name)}));
    }
  }
  for (ModelId model = 0; model < models.count(); ++model) {
    for (auto& [name, definition] : names_[model]) {
      if (!definition.type) resolve(model, name, definition.item->location, false);
      visible_[model].emplace_back(name, definition.type);
    }
  }
  for (ModelId model = 0; model < models.count(); ++model) {
    for (const auto& [prefix, imported] : models.imports(model)) {
      for (const auto& [name, definition] : names_[imported]) {
        visible_[model].emplace_back(prefix.empty() ? name : prefix + "." + name, definition.type);
      }
    }
  }
}

Types::Definition* Types::definition(ModelId model, std::string_view type_ref, ModelId& home) {
  const auto in = [&](ModelId where, std::string_view name) -> Definition* {
    const auto found = names_[where].find(name);
    if (found == names_[where].end()) return nullptr;
    home = where;
    return &found->second;
  };
  if (Definition* own = in(model, type_ref)) return own;
  for (const auto& [prefix, imported] : models_.imports(model)) {
    std::string_view rest = type_ref;
    if (!prefix.empty()) {
      if (!rest.starts_with(prefix) || rest.substr(prefix.size(), 1) != ".") continue;
      rest.remove_prefix(prefix.size() + 1);
    }
    if (Definition* found = in(imported, rest)) return found;
  }
  return nullptr;
}

TypePtr Types::resolve(ModelId model, const std::string& type_ref, const Location& place, bool nested) {
  if (type_ref.empty()) return feel::any_type();
  if (TypePtr standard = standard_type(type_ref)) return standard;
  ModelId home = model;
  Definition* found = definition(model, type_ref, home);
  if (found == nullptr) {
    if (TypePtr structural = structural_type(type_ref, {})) return structural;
    unknown(model, type_ref, place);
    return feel::any_type();
  }
  if (found->type) return found->type;
  if (found->building) {
    // Within itself a structure may occur again, where its inner values are then not looked at.
    diagnostics_.push_back(problem(nested ? Severity::warning : Severity::error, "dmn.cyclic-type", place,
                                   {fmt::format("类型 `{}` 由其自身定义", type_ref),
                                    fmt::format("the type `{}` is defined by itself", type_ref)},
                                   {"此处按 Any 处理", "it counts as Any here"}));
    return feel::any_type();
  }
  found->building = true;
  TypePtr built = build(home, *found->item, nested);
  found->building = false;
  found->type = with_name(std::move(built), found->item->name);
  return found->type;
}

TypePtr Types::base(ModelId model, const model::ItemDefinition& item, bool nested) {
  if (item.function) {
    std::vector<feel::Field> parameters;
    for (const model::InformationItem& parameter : item.function->parameters) {
      parameters.push_back({parameter.name, resolve(model, parameter.type, parameter.location, true)});
    }
    // Nothing said of the result: any result will do.
    TypePtr result =
        item.function->result.empty() ? nullptr : resolve(model, item.function->result, item.location, true);
    return feel::function_type(std::move(parameters), std::move(result));
  }
  if (!item.components.empty()) {
    std::vector<feel::Field> fields;
    for (const model::ItemDefinition& component : item.components) {
      fields.push_back({component.name, build(model, component, true)});
    }
    return feel::context_type(std::move(fields));
  }
  return resolve(model, item.type, item.location, nested);
}

TypePtr Types::build(ModelId model, const model::ItemDefinition& item, bool nested) {
  TypePtr type = base(model, item, nested);
  if (item.allowed_values) {
    // They are projected on the items of a collection, here or in the type that this one narrows.
    if (!item.is_collection && type->kind == Kind::list && type->element) {
      feel::Type list = *type;
      list.element = narrowed(type->element, *item.allowed_values);
      type = std::make_shared<const feel::Type>(std::move(list));
    } else {
      type = narrowed(type, *item.allowed_values);
    }
  }
  if (item.is_collection) type = feel::list_type(type);
  if (item.type_constraint) type = narrowed(type, *item.type_constraint);
  return type;
}

TypePtr Types::narrowed(const TypePtr& type, const model::ExpressionSource& condition) {
  auto compiled = feel::compile_unary_tests(condition.text, type, {}, options());
  std::ranges::move(compiled.diagnostics, std::back_inserter(diagnostics_));
  if (!compiled.program) return type;
  return feel::constrained(*type, {condition.text.expression, std::move(compiled.program)});
}

// Once a place, however often it is asked for.
void Types::unknown(ModelId model, std::string_view type_ref, const Location& place) const {
  const bool reported = std::ranges::any_of(diagnostics_, [&](const Diagnostic& each) {
    return each.code == "dmn.unknown-type" && each.location.source == place.source &&
           each.location.span == place.span;
  });
  if (reported) return;
  std::vector<std::string> known;
  for (const auto& [name, definition] : names_[model]) known.push_back(name);
  for (const auto& [name, type] : visible_[model]) known.push_back(name);
  diagnostics_.push_back(
      problem(Severity::error, "dmn.unknown-type", place,
              {fmt::format("没有类型 `{}`", type_ref), fmt::format("there is no type `{}`", type_ref)},
              feel::did_you_mean(type_ref, known)));
}

TypePtr Types::find(ModelId model, std::string_view type_ref, const Location& place) const {
  if (type_ref.empty()) return feel::any_type();
  if (TypePtr standard = standard_type(type_ref)) return standard;
  for (const auto& [name, type] : visible_[model]) {
    if (name == type_ref) return type;
  }
  feel::Scope types;
  declare(model, types);
  if (TypePtr structural = structural_type(type_ref, types)) return structural;
  unknown(model, type_ref, place);
  return feel::any_type();
}

void Types::declare(ModelId model, feel::Scope& scope) const {
  for (const auto& [name, type] : visible_[model]) scope.declare_type(name, type);
}

}  // namespace enact::dmn::executable
