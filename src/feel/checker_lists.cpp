// Lists and contexts, filters, iterations, and function definitions: everything that brings names into scope.
#include <fmt/format.h>

#include <utility>

#include "feel/checker_builtins.hpp"
#include "feel/checker_internal.hpp"
#include "feel/units.hpp"

namespace enact::feel {

ir::NodeId Checker::list(const Ast& ast) {
  std::vector<NodeId> items;
  TypePtr element;
  for (const AstPtr& child : ast.children) {
    items.push_back(check(*child));
    const TypePtr type = type_of(items.back());
    if (element && element->kind == Kind::number && type->kind == Kind::number &&
        !same_unit(element->unit, type->unit)) {
      mismatch("feel.unit-mismatch", child->span,
               {"列表中的数单位不同", "the numbers of the list differ in unit"},
               {"换算成同一单位", "convert them to one unit"});
    }
    element = element ? join_types(element, type) : type;
  }
  return emit(Op::list, list_type(element ? element : simple_type(Kind::null_value)), ast.span,
              std::move(items));
}

ir::NodeId Checker::context(const Ast& ast) {
  const std::size_t outer = variables_.size();
  std::vector<NodeId> values;
  std::vector<std::int32_t> slots;
  std::vector<Field> fields;
  for (std::size_t i = 0; i < ast.names.size(); ++i) {
    values.push_back(check(*ast.children[i]));
    const TypePtr type = type_of(values.back());
    slots.push_back(declare(ast.names[i], type));
    fields.push_back({ast.names[i], type});
  }
  variables_.resize(outer);
  const NodeId id = emit(Op::context, context_type(std::move(fields)), ast.span, std::move(values));
  node(id).names = ast.names;
  node(id).locals = std::move(slots);
  return id;
}

ir::NodeId Checker::filter(const Ast& ast) {
  const Ast& condition = *ast.children[1];
  const NodeId values = check(*ast.children[0]);
  const TypePtr type = type_of(values);
  if (strict() && type->kind != Kind::list && !is_open(*type)) {
    mismatch("feel.not-a-list", ast.children[0]->span,
             {fmt::format("只有列表可以筛选，而这是 {}", to_string(*type)),
              fmt::format("only a list can be filtered, this is {}", to_string(*type))});
  }
  const TypePtr item = element_of(type);
  const std::int32_t slot = declare("", item, true);
  const NodeId predicate = check(condition);
  variables_.pop_back();
  const TypePtr given = type_of(predicate);
  TypePtr result = any_type();
  if (given->kind == Kind::number) {
    result = item;
  } else if (given->kind == Kind::boolean) {
    result = type->kind == Kind::list ? type : list_type(item);
  } else if (!is_open(*given)) {
    mismatch("feel.type-mismatch", condition.span,
             {fmt::format("筛选条件应为真假或序号，而这是 {}", to_string(*given)),
              fmt::format("a filter takes a condition or a position, this is {}", to_string(*given))});
  }
  const NodeId id = emit(Op::filter, std::move(result), ast.span, {values, predicate});
  node(id).locals = {slot};
  return id;
}

// What a variable takes from its domain: the items of a list, the whole numbers or days of a range.
TypePtr Checker::domain_item(const Ast& ast, NodeId id) {
  const TypePtr type = type_of(id);
  if (type->kind == Kind::range) return type->element ? type->element : any_type();
  if (type->kind == Kind::list || is_open(*type)) return element_of(type);
  mismatch("feel.not-a-list", ast.span,
           {fmt::format("此处应为列表，而这是 {}", to_string(*type)),
            fmt::format("expected a list, this is {}", to_string(*type))});
  return type;
}

ir::NodeId Checker::iteration(const Ast& ast) {
  const bool is_for = ast.kind == AstKind::for_;
  const std::size_t outer = variables_.size();
  std::vector<NodeId> args;
  std::vector<std::int32_t> slots;
  for (std::size_t i = 0; i < ast.names.size(); ++i) {
    args.push_back(check(*ast.children[i]));
    slots.push_back(declare(ast.names[i], domain_item(*ast.children[i], args.back())));
  }
  if (is_for) slots.push_back(declare("partial", list_type(any_type())));
  const Ast& body = *ast.children.back();
  const std::size_t body_begin = program_->nodes.size();
  args.push_back(check(body));
  variables_.resize(outer);
  TypePtr result = is_for ? list_type(type_of(args.back())) : simple_type(Kind::boolean);
  if (!is_for) truth(body, args.back());
  const Op op = is_for ? Op::for_ : ast.kind == AstKind::some ? Op::some : Op::every;
  // A loop that does not look at what it has made so far need not keep it at hand.
  if (is_for) {
    bool read = false;
    for (std::size_t i = body_begin; i < program_->nodes.size(); ++i) {
      read = read || (program_->nodes[i].op == Op::local && program_->nodes[i].index == slots.back());
    }
    if (!read) slots.back() = -1;
  }
  const NodeId id = emit(op, std::move(result), ast.span, std::move(args));
  node(id).locals = std::move(slots);
  return id;
}

ir::NodeId Checker::function(const Ast& ast) {
  if (ast.external) return external_function(ast);
  const std::size_t outer = variables_.size();
  functions_.push_back({outer, {}});
  std::vector<std::int32_t> slots;
  std::vector<Field> parameters;
  for (std::size_t i = 0; i < ast.names.size(); ++i) {
    const TypePtr type = ast.types[i] ? ast.types[i] : any_type();
    if (const std::string* unknown = unknown_type_in(*type)) {
      mismatch("feel.unknown-type", ast.span,
               {fmt::format("不认识的类型 `{}`", *unknown), fmt::format("unknown type `{}`", *unknown)});
    }
    slots.push_back(declare(ast.names[i], type));
    parameters.push_back({ast.names[i], type});
  }
  const NodeId body = check(*ast.children.front());
  variables_.resize(outer);
  std::vector<std::int32_t> captures = std::move(functions_.back().captures);
  functions_.pop_back();
  const NodeId id = emit(Op::function, function_type(std::move(parameters), type_of(body)), ast.span, {body});
  node(id).names = ast.names;
  node(id).locals = std::move(slots);
  node(id).captures = std::move(captures);
  return id;
}

// `external {java: {class: "…", method signature: "…"}}`: a constant, found once.
ir::NodeId Checker::external_function(const Ast& ast) {
  if (!request_.external) {
    return wrong("feel.external-function", ast.name_span,
                 {"不支持外部函数（Java、PMML）", "external functions (Java, PMML) are not supported"},
                 {"用 FEEL 写函数体", "write the body in FEEL"});
  }
  ExternalFunction wanted;
  for (std::size_t i = 0; i < ast.names.size(); ++i)
    wanted.parameters.push_back({ast.names[i], ast.types[i]});
  const Ast& body = *ast.children.front();
  if (body.kind == AstKind::context && body.names.size() == 1) {
    wanted.kind = body.names.front();
    const Ast& mapping = *body.children.front();
    for (std::size_t i = 0; mapping.kind == AstKind::context && i < mapping.names.size(); ++i) {
      if (mapping.children[i]->kind == AstKind::string) {
        wanted.mapping.emplace_back(mapping.names[i], mapping.children[i]->text);
      }
    }
  }
  auto found = request_.external(wanted);
  if (!found) return wrong(found.error().code, ast.span, found.error().message, found.error().help);
  TypePtr type = (*found)->type;
  return constant(*std::move(found), std::move(type), ast.span);
}

}  // namespace enact::feel
