// The checker's way in: dispatch, literals, `if`, `instance of`, and what the surroundings expect.
#include "feel/checker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/calendar.hpp"
#include "base/decimal.hpp"
#include "feel/checker_builtins.hpp"
#include "feel/checker_internal.hpp"
#include "feel/units.hpp"

namespace enact::feel {

std::shared_ptr<ir::Program> check(const Ast& ast, const CheckRequest& request, Reporter& reporter) {
  return Checker(request, reporter).run(ast);
}

TypePtr element_of(const TypePtr& type) {
  if (type->kind != Kind::list) return type;
  return type->element ? type->element : any_type();
}

bool fits(const Type& given, const Type& wanted) {
  if (is_open(given) || is_open(wanted)) return true;
  if (wanted.kind == Kind::list && given.kind != Kind::list)
    return !wanted.element || fits(given, *wanted.element);
  if (wanted.kind == Kind::date_time && given.kind == Kind::date) return true;
  if (given.kind != wanted.kind) return false;
  switch (given.kind) {
    case Kind::number:
      return same_unit(given.unit, wanted.unit);
    case Kind::list:
    case Kind::range:
      return !given.element || !wanted.element || fits(*given.element, *wanted.element);
    case Kind::context:
      return std::ranges::all_of(wanted.fields, [&](const Field& field) {
        const Type* own = given.field(field.name);
        return given.fields.empty() || (own != nullptr && (!field.type || fits(*own, *field.type)));
      });
    default:
      return true;
  }
}

const std::string* unknown_type_in(const Type& type) {
  if (type.kind == Kind::any && !type.name.empty()) return &type.name;
  for (const TypePtr& part : {type.element, type.result}) {
    if (const std::string* found = part ? unknown_type_in(*part) : nullptr) return found;
  }
  for (const Field& field : type.fields) {
    if (const std::string* found = field.type ? unknown_type_in(*field.type) : nullptr) return found;
  }
  return nullptr;
}

Checker::Checker(const CheckRequest& request, Reporter& reporter)
    : request_(request), reporter_(reporter), program_(std::make_shared<ir::Program>()) {
  program_->source = request.text.source;
  program_->inputs = request.scope.names();
}

std::shared_ptr<ir::Program> Checker::run(const Ast& ast) {
  NodeId root = check(ast);
  if (request_.expected) root = as_expected(root, ast);
  if (type_of(root)->unit == zero_unit) node(root).type = simple_type(Kind::number);
  program_->root = root;
  keep_reachable();
  assert(ir::verify(*program_).empty());
  return program_;
}

// Drops what checking made on the way to something shorter, and notes the inputs that are read.
void Checker::keep_reachable() {
  std::vector<NodeId> renumbered(program_->nodes.size(), ir::none);
  std::vector<NodeId> open{program_->root};
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    if (id == ir::none || std::exchange(renumbered[static_cast<std::size_t>(id)], 0) == 0) continue;
    open.insert(open.end(), node(id).args.begin(), node(id).args.end());
  }
  std::vector<ir::Node> kept;
  for (std::size_t i = 0; i < renumbered.size(); ++i) {
    if (renumbered[i] == ir::none) continue;
    renumbered[i] = static_cast<NodeId>(kept.size());
    kept.push_back(std::move(program_->nodes[i]));
    for (NodeId& arg : kept.back().args) {
      if (arg != ir::none) arg = renumbered[static_cast<std::size_t>(arg)];
    }
    if (kept.back().op == Op::input) program_->used_inputs.push_back(kept.back().index);
  }
  program_->nodes = std::move(kept);
  program_->root = renumbered[static_cast<std::size_t>(program_->root)];
  std::ranges::sort(program_->used_inputs);
  const auto twice = std::ranges::unique(program_->used_inputs);
  program_->used_inputs.erase(twice.begin(), twice.end());
}

ir::NodeId Checker::check(const Ast& ast) {
  switch (ast.kind) {
    case AstKind::null_literal:
      return constant({}, simple_type(Kind::null_value), ast.span);
    case AstKind::boolean:
      return constant(ast.text == "true", simple_type(Kind::boolean), ast.span);
    case AstKind::number:
      return number(ast);
    case AstKind::string:
      return constant(ast.text, simple_type(Kind::string), ast.span);
    case AstKind::at_literal:
      return at_literal(ast);
    case AstKind::name:
      return name(ast);
    case AstKind::list:
      return list(ast);
    case AstKind::context:
      return context(ast);
    case AstKind::range:
    case AstKind::iteration:
      return range(ast);
    case AstKind::comparison_test:
      return comparison_value(ast);
    case AstKind::negate:
      return negate(ast);
    case AstKind::binary:
      return binary(ast);
    case AstKind::logical:
      return logical(ast);
    case AstKind::if_:
      return conditional(ast);
    case AstKind::for_:
    case AstKind::some:
    case AstKind::every:
      return iteration(ast);
    case AstKind::path:
      return path(ast);
    case AstKind::filter:
      return filter(ast);
    case AstKind::in:
      return in(ast);
    case AstKind::between:
      return between(ast);
    case AstKind::instance_of:
      return instance_of(ast);
    case AstKind::function:
      return function(ast);
    case AstKind::call:
      return call(ast);
    case AstKind::unary_tests:
      return unary_tests(ast);
  }
  std::unreachable();
}

ir::NodeId Checker::number(const Ast& ast) {
  const auto value = Decimal::parse(ast.text);
  if (!value) {
    return wrong("feel.number-range", ast.span,
                 {fmt::format("数 `{}` 超出可表示的范围", ast.text),
                  fmt::format("number `{}` is out of range", ast.text)});
  }
  const bool zero = value->is_zero() && ast.unit.empty();
  return constant(*value, number_type(zero ? std::string(zero_unit) : ast.unit), ast.span);
}

ir::NodeId Checker::at_literal(const Ast& ast) {
  if (const auto date = Date::parse(ast.text)) return constant(*date, simple_type(Kind::date), ast.span);
  if (auto moment = DateTime::parse(ast.text)) {
    return constant(*std::move(moment), simple_type(Kind::date_time), ast.span);
  }
  if (auto time = Time::parse(ast.text)) return constant(*std::move(time), simple_type(Kind::time), ast.span);
  if (const auto months = MonthsDuration::parse(ast.text)) {
    return constant(*months, simple_type(Kind::months_duration), ast.span);
  }
  if (const auto days = DaysDuration::parse(ast.text)) {
    return constant(*days, simple_type(Kind::days_duration), ast.span);
  }
  return wrong("feel.bad-literal", ast.span,
               {fmt::format("`{}` 不是日期、时间或期间", ast.text),
                fmt::format("`{}` is no date, time or duration", ast.text)},
               {"如 @\"2026-01-31\"、@\"10:30:00\"、@\"P1Y6M\"、@\"P3DT4H\"；日期须存在",
                "such as @\"2026-01-31\", @\"10:30:00\", @\"P1Y6M\", @\"P3DT4H\"; a date must exist"});
}

ir::NodeId Checker::conditional(const Ast& ast) {
  const Ast& then = *ast.children[1];
  const Ast& otherwise = *ast.children[2];
  const NodeId condition = check(*ast.children[0]);
  truth(*ast.children[0], condition);
  const NodeId yes = check(then);
  const NodeId no = check(otherwise);
  const TypePtr a = type_of(yes);
  const TypePtr b = type_of(no);
  if (!fits(*a, *b) && !fits(*b, *a)) {
    mismatch("feel.branch-types", otherwise.span,
             {fmt::format("两个分支的类型不同：{} 与 {}", to_string(*a), to_string(*b)),
              fmt::format("the branches differ in type: {} and {}", to_string(*a), to_string(*b))},
             {"让 then 与 else 给出同一类型、同一单位", "let `then` and `else` give one type and unit"});
  }
  return emit(Op::if_, join_types(a, b), ast.span, {condition, yes, no});
}

ir::NodeId Checker::instance_of(const Ast& ast) {
  const TypePtr tested = ast.types.front();
  const NodeId value = check(*ast.children.front());
  if (const std::string* unknown = unknown_type_in(*tested)) {
    std::vector<std::string> known;
    for (const Field& type : request_.scope.types()) known.push_back(type.name);
    for (int kind = 0; kind <= static_cast<int>(Kind::function); ++kind) {
      known.push_back(to_string(*simple_type(static_cast<Kind>(kind))));
    }
    return wrong("feel.unknown-type", ast.name_span,
                 {fmt::format("不认识的类型 `{}`", *unknown), fmt::format("unknown type `{}`", *unknown)},
                 did_you_mean(*unknown, known));
  }
  const NodeId id = emit(Op::instance_of, simple_type(Kind::boolean), ast.span, {value});
  node(id).type_index = type_index(tested);
  return id;
}

ir::NodeId Checker::as_expected(NodeId id, const Ast& ast) {
  const Type& wanted = *request_.expected;
  const Type& given = *type_of(id);
  if (wanted.kind == Kind::any) return id;
  const bool singleton = wanted.kind == Kind::list && given.kind != Kind::list && !is_open(given);
  if (strict() && (!fits(given, wanted) || singleton)) {
    const bool units = given.kind == Kind::number && wanted.kind == Kind::number;
    return wrong(units ? "feel.unit-mismatch" : "feel.unexpected-type", ast.span,
                 {fmt::format("此处应为 {}，表达式给出 {}", to_string(wanted), to_string(given)),
                  fmt::format("expected {}, the expression gives {}", to_string(wanted), to_string(given))},
                 units ? Text{"写明单位，如 10万元", "write the unit, such as 10万元"} : Text{});
  }
  codes_fit(ast, id, wanted);
  // What is known to conform needs no second look at run time.
  if (strict() && !is_open(given) && conforms(given, wanted)) {
    if (given.unit == zero_unit) node(id).type = request_.expected;
    return id;
  }
  const NodeId fitted = emit(Op::coerce, request_.expected, ast.span, {id});
  node(fitted).type_index = type_index(request_.expected);
  return fitted;
}

ir::NodeId Checker::emit(Op op, TypePtr type, Span span, std::vector<NodeId> args) {
  ir::Node made;
  made.op = op;
  made.type = type ? std::move(type) : any_type();
  made.span = reporter_.outer(span);
  made.args = std::move(args);
  program_->nodes.push_back(std::move(made));
  return static_cast<NodeId>(program_->nodes.size() - 1);
}

ir::NodeId Checker::constant(Value value, TypePtr type, Span span) {
  program_->constants.push_back(std::move(value));
  const NodeId id = emit(Op::constant, std::move(type), span);
  node(id).index = static_cast<std::int32_t>(program_->constants.size() - 1);
  return id;
}

std::int32_t Checker::type_index(TypePtr type) {
  program_->types.push_back(std::move(type));
  return static_cast<std::int32_t>(program_->types.size() - 1);
}

ir::NodeId Checker::wrong(std::string code, Span span, Text message, Text help) {
  if (strict()) {
    reporter_.error(std::move(code), span, std::move(message), std::move(help));
    return constant({}, any_type(), span);
  }
  Value null = make_error(code, message, reporter_.location(span));
  reporter_.warning(std::move(code), span, std::move(message), std::move(help));
  return constant(std::move(null), any_type(), span);
}

void Checker::mismatch(std::string code, Span span, Text message, Text help) {
  if (strict()) reporter_.error(std::move(code), span, std::move(message), std::move(help));
}

std::int32_t Checker::declare(std::string name, TypePtr type, bool item) {
  const std::int32_t slot = program_->frame_size++;
  variables_.push_back({std::move(name), type ? std::move(type) : any_type(), slot, item});
  return slot;
}

}  // namespace enact::feel
