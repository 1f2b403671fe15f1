// Invocations: which built-in and which of its signatures is meant, and whether the arguments fit.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/calendar.hpp"
#include "feel/checker_builtins.hpp"
#include "feel/checker_internal.hpp"
#include "feel/units.hpp"

namespace enact::feel {
namespace {

const TypePtr& parameter_type(const Signature& signature, std::size_t position) {
  const std::size_t last = signature.parameters.size() - 1;
  return signature.parameters[std::min(position, last)].type;
}

bool takes_count(const Signature& signature, std::size_t count) {
  const auto required = std::ranges::count(signature.parameters, false, &Parameter::optional);
  if (signature.variadic) return count + 1 >= signature.parameters.size() && count > 0;
  return std::cmp_greater_equal(count, required) && count <= signature.parameters.size();
}

// The unit that a parameter names is not looked at: built-ins take numbers of any unit.
bool takes_types(const Signature& signature, const std::vector<TypePtr>& given) {
  for (std::size_t i = 0; i < given.size(); ++i) {
    const TypePtr& wanted = parameter_type(signature, i);
    if (!given[i] || !wanted || is_open(*given[i])) continue;
    const bool number = wanted->kind == Kind::number && given[i]->kind == Kind::number;
    const bool numbers = wanted->kind == Kind::list && wanted->element &&
                         wanted->element->kind == Kind::number && element_of(given[i])->kind == Kind::number;
    if (!number && !numbers && !fits(*given[i], *wanted)) return false;
  }
  return true;
}

// For each given name its parameter's position; empty if the names are not this signature's.
std::vector<std::size_t> positions_of(const Signature& signature, const std::vector<std::string>& names) {
  std::vector<std::size_t> positions;
  for (const std::string& name : names) {
    const auto found = std::ranges::find(signature.parameters, name, &Parameter::name);
    if (found == signature.parameters.end()) return {};
    positions.push_back(static_cast<std::size_t>(found - signature.parameters.begin()));
  }
  for (std::size_t i = 0; i < signature.parameters.size(); ++i) {
    if (!signature.parameters[i].may_be_unnamed() && std::ranges::find(positions, i) == positions.end())
      return {};
  }
  return positions;
}

std::string describe(const Builtin& builtin) {
  std::vector<std::string> forms;
  for (const Signature& signature : builtin.signatures) {
    std::vector<std::string> parameters;
    for (const Parameter& parameter : signature.parameters) {
      parameters.push_back(parameter.name + ": " + to_string(parameter.type ? *parameter.type : *any_type()) +
                           (parameter.optional ? "?" : ""));
    }
    forms.push_back(
        fmt::format("{}({}{})", builtin.name, fmt::join(parameters, ", "), signature.variadic ? ", …" : ""));
  }
  return fmt::format("{}", fmt::join(forms, "; "));
}

}  // namespace

ir::NodeId Checker::call(const Ast& ast) {
  const Ast& callee = *ast.children.front();
  NodeId function = ir::none;
  int builtin = -1;
  if (callee.kind == AstKind::name) {
    const std::size_t before = program_->nodes.size();
    function = find_name(callee.text, callee.span, variables_.size());
    // A value that is no function does not hide the built-in of its name: `date` the fact, `date(…)` the
    // function.
    const bool callable =
        function != ir::none && (is_open(*type_of(function)) || type_of(function)->kind == Kind::function);
    if (!callable) builtin = find_builtin(callee.text);
    if (!callable && builtin >= 0) program_->nodes.resize(before);
    if (function == ir::none && builtin < 0) {
      for (std::size_t i = 1; i < ast.children.size(); ++i) check(*ast.children[i]);
      return wrong(
          "feel.unknown-function", callee.span,
          {fmt::format("不认识的函数 `{}`", callee.text), fmt::format("unknown function `{}`", callee.text)},
          did_you_mean(callee.text, names_in_scope()));
    }
  } else {
    function = check(callee);
  }
  std::vector<NodeId> arguments;
  for (std::size_t i = 1; i < ast.children.size(); ++i) arguments.push_back(check(*ast.children[i]));
  if (builtin >= 0) return call_builtin(ast, builtin, std::move(arguments));
  return call_value(ast, function, std::move(arguments));
}

// `date("2025-10-23")` and the like, of a literal text, is the value itself; that it exists is checked here.
ir::NodeId Checker::temporal_literal(const Ast& ast, std::string_view builtin) {
  if (!strict() || ast.children.size() != 2 || ast.children[1]->kind != AstKind::string) return ir::none;
  const std::string& text = ast.children[1]->text;
  const auto value = [&]<typename T>(const std::optional<T>& read, Kind kind, std::string_view example) {
    if (read) return constant(*read, simple_type(kind), ast.span);
    return wrong(
        "feel.bad-literal", ast.children[1]->span,
        {fmt::format("`{}` 不能作 {} 的内容", text, builtin), fmt::format("`{}` is no {}", text, builtin)},
        {fmt::format("如 {}；日期须存在", example), fmt::format("such as {}; a date must exist", example)});
  };
  if (builtin == "date") return value(Date::parse(text), Kind::date, "2026-01-31");
  if (builtin == "time") return value(Time::parse(text), Kind::time, "10:30:00");
  if (builtin == "date and time") return value(DateTime::parse(text), Kind::date_time, "2026-01-31T10:30:00");
  if (builtin != "duration") return ir::none;
  if (const auto months = MonthsDuration::parse(text)) return value(months, Kind::months_duration, "");
  return value(DaysDuration::parse(text), Kind::days_duration, "P1Y6M, P3DT4H");
}

ir::NodeId Checker::call_builtin(const Ast& ast, int index, std::vector<NodeId> arguments) {
  const Builtin& builtin = builtins()[static_cast<std::size_t>(index)];
  if (const NodeId literal = temporal_literal(ast, builtin.name); literal != ir::none) return literal;
  const bool named = !ast.names.empty();
  // The arguments in the order of each signature that they fit by name or number.
  struct Candidate {
    std::size_t signature;
    std::vector<NodeId> arguments;
    std::vector<TypePtr> types;
  };
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < builtin.signatures.size(); ++i) {
    const Signature& signature = builtin.signatures[i];
    Candidate candidate{i, {}, {}};
    if (named) {
      const auto positions = positions_of(signature, ast.names);
      if (positions.empty()) continue;
      candidate.arguments.assign(signature.parameters.size(), ir::none);
      for (std::size_t k = 0; k < positions.size(); ++k) candidate.arguments[positions[k]] = arguments[k];
    } else {
      if (!takes_count(signature, arguments.size())) continue;
      candidate.arguments = arguments;
      if (!signature.variadic) candidate.arguments.resize(signature.parameters.size(), ir::none);
    }
    for (const NodeId argument : candidate.arguments) {
      candidate.types.push_back(argument == ir::none ? nullptr : type_of(argument));
    }
    candidates.push_back(std::move(candidate));
  }
  std::vector<Candidate> typed;
  std::ranges::copy_if(candidates, std::back_inserter(typed), [&](const Candidate& candidate) {
    return takes_types(builtin.signatures[candidate.signature], candidate.types);
  });
  if (candidates.empty() || (strict() && typed.empty())) return no_signature(ast, builtin, arguments);
  if (strict()) argument_relations(ast, builtin, arguments);
  if (!typed.empty()) candidates = std::move(typed);
  const bool certain = std::ranges::none_of(arguments, [&](NodeId id) { return is_open(*type_of(id)); });
  Candidate& chosen = candidates.front();
  // Where types do not decide, run time does, by the values.
  const bool settled = candidates.size() == 1 || (strict() && certain);
  const int signature = settled ? static_cast<int>(chosen.signature) : -1;
  if (!settled && !named) chosen.arguments = std::move(arguments);
  TypePtr result = builtin_result(builtin, signature, chosen.types);
  if (result->unit == zero_unit) result = simple_type(Kind::number);
  const NodeId id = emit(Op::call_builtin, std::move(result), ast.span, std::move(chosen.arguments));
  node(id).index = index;
  node(id).type_index = signature;
  return id;
}

ir::NodeId Checker::no_signature(const Ast& ast, const Builtin& builtin,
                                 const std::vector<NodeId>& arguments) {
  std::vector<std::string> given;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string type = to_string(*type_of(arguments[i]));
    given.push_back(ast.names.empty() ? type : ast.names[i] + ": " + type);
  }
  const std::string forms = describe(builtin);
  return wrong("feel.wrong-arguments", ast.span,
               {fmt::format("`{}` 不接受这些参数：({})", builtin.name, fmt::join(given, ", ")),
                fmt::format("`{}` does not take the arguments ({})", builtin.name, fmt::join(given, ", "))},
               {fmt::format("写法：{}", forms), fmt::format("write {}", forms)});
}

// What signatures cannot say: numbers that are taken together have one unit, and what is looked for in a list
// can be in it.
void Checker::argument_relations(const Ast& ast, const Builtin& builtin,
                                 const std::vector<NodeId>& arguments) {
  if (arguments.size() < 2) return;
  const auto ast_of = [&](std::size_t i) -> const Ast& { return *ast.children[i + 1]; };
  const bool searches =
      builtin.name == "list contains" || builtin.name == "index of" || builtin.name == "append";
  const bool together = builtin.name == "sum" || builtin.name == "min" || builtin.name == "max" ||
                        builtin.name == "mean" || builtin.name == "median" || builtin.name == "stddev" ||
                        builtin.name == "modulo";
  if (!searches && !together) return;
  const TypePtr first = element_of(type_of(arguments.front()));
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const TypePtr other = element_of(type_of(arguments[i]));
    if (!fits(*other, *first)) {
      const bool units = other->kind == first->kind && first->kind == Kind::number;
      reporter_.error(units ? "feel.unit-mismatch" : "feel.type-mismatch", ast_of(i).span,
                      {fmt::format("此处应为 {}，而这是 {}", to_string(*first), to_string(*other)),
                       fmt::format("expected {}, this is {}", to_string(*first), to_string(*other))});
    }
    if (searches) codes_fit(ast_of(i), arguments[i], *first);
  }
}

ir::NodeId Checker::call_value(const Ast& ast, NodeId callee, std::vector<NodeId> arguments) {
  const TypePtr type = type_of(callee);
  TypePtr result = any_type();
  if (type->kind == Kind::function) {
    if (type->result) result = type->result;
    if (ast.names.empty() && arguments.size() != type->fields.size()) {
      return wrong(
          "feel.wrong-arguments", ast.span,
          {fmt::format("函数有 {} 个参数，给了 {} 个", type->fields.size(), arguments.size()),
           fmt::format("the function has {} parameters, {} given", type->fields.size(), arguments.size())});
    }
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      auto parameter = type->fields.begin() + static_cast<std::ptrdiff_t>(i);
      if (!ast.names.empty()) parameter = std::ranges::find(type->fields, ast.names[i], &Field::name);
      if (parameter == type->fields.end()) {
        std::vector<std::string> known;
        for (const Field& field : type->fields) known.push_back(field.name);
        return wrong(
            "feel.wrong-arguments", ast.children[i + 1]->span,
            {fmt::format("函数没有参数 `{}`", ast.names[i]), fmt::format("no parameter `{}`", ast.names[i])},
            did_you_mean(ast.names[i], known));
      }
      const TypePtr given = type_of(arguments[i]);
      if (parameter->type && !fits(*given, *parameter->type)) {
        mismatch("feel.type-mismatch", ast.children[i + 1]->span,
                 {fmt::format("参数 `{}` 应为 {}，而这是 {}", parameter->name, to_string(*parameter->type),
                              to_string(*given)),
                  fmt::format("parameter `{}` is {}, this is {}", parameter->name,
                              to_string(*parameter->type), to_string(*given))});
      }
    }
  } else if (!is_open(*type)) {
    return wrong("feel.not-a-function", ast.name_span,
                 {fmt::format("{} 不是函数，不能调用", to_string(*type)),
                  fmt::format("{} is no function and cannot be called", to_string(*type))});
  }
  arguments.insert(arguments.begin(), callee);
  const NodeId id =
      emit(ast.names.empty() ? Op::call : Op::call_named, std::move(result), ast.span, std::move(arguments));
  node(id).names = ast.names;
  return id;
}

}  // namespace enact::feel
