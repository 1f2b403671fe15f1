// Unary tests: `in`, the entries of decision tables, and ranges.
#include <fmt/format.h>

#include <algorithm>

#include "feel/checker_builtins.hpp"
#include "feel/checker_internal.hpp"

namespace enact::feel {
namespace {

// Does the test ask about `?` itself? A nested `in` has a `?` of its own in its tests.
bool asks(const Ast& ast) {
  if (ast.kind == AstKind::name) return ast.text == "?";
  if (ast.kind == AstKind::in) return asks(*ast.children.front());
  return std::ranges::any_of(ast.children, [](const AstPtr& child) { return asks(*child); });
}

}  // namespace

ir::NodeId Checker::in(const Ast& ast) {
  const Ast& tested = *ast.children.front();
  const NodeId value = check(tested);
  std::vector<NodeId> args{value};
  const std::int32_t slot = declare("?", type_of(value));
  for (std::size_t i = 1; i < ast.children.size(); ++i)
    args.push_back(test(*ast.children[i], slot, tested, value));
  variables_.pop_back();
  const NodeId id = emit(Op::in, simple_type(Kind::boolean), ast.span, std::move(args));
  node(id).locals = {slot};
  return id;
}

ir::NodeId Checker::unary_tests(const Ast& ast) {
  const TypePtr type = request_.input_type ? request_.input_type : any_type();
  const std::int32_t slot = declare("?", type);
  if (ast.text == "-") return constant(true, simple_type(Kind::boolean), ast.span);
  const NodeId value = read_local(variables_.size() - 1, ast.span);
  Ast tested;
  tested.kind = AstKind::name;
  tested.text = "?";
  tested.span = ast.span;
  std::vector<NodeId> tests;
  for (const AstPtr& child : ast.children) tests.push_back(test(*child, slot, tested, value));
  if (ast.text == "not") {
    const NodeId negated = emit(Op::not_test, simple_type(Kind::boolean), ast.span, std::move(tests));
    node(negated).locals = {slot};
    tests = {negated};
  }
  tests.insert(tests.begin(), value);
  const NodeId id = emit(Op::in, simple_type(Kind::boolean), ast.span, std::move(tests));
  node(id).locals = {slot};
  return id;
}

// One test of `tested`. What it gives is the verdict, or what `?` must equal, lie in or be among.
ir::NodeId Checker::test(const Ast& ast, std::int32_t slot, const Ast& tested, NodeId tested_id) {
  const TypePtr type = type_of(tested_id);
  NodeId result = ir::none;
  bool verdict = false;
  if (ast.kind == AstKind::comparison_test) {
    const NodeId left = emit(Op::local, type, ast.span);
    node(left).index = slot;
    const Ast& operand = *ast.children.front();
    const NodeId right = check(operand);
    comparable(ast, tested, tested_id, operand, right, ast.op != Op::equal && ast.op != Op::not_equal);
    result = emit(ast.op, simple_type(Kind::boolean), ast.span, {left, right});
    verdict = true;
  } else {
    result = check(ast);
    verdict = asks(ast);
    const TypePtr given = type_of(result);
    const bool judges = verdict && (given->kind == Kind::boolean || is_open(*given));
    if (strict() && !judges) {
      // A list or range is looked into, unless lists are what is tested.
      const bool inside =
          given->kind == Kind::range || (given->kind == Kind::list && type->kind != Kind::list);
      const TypePtr against = !inside ? given : given->element ? given->element : any_type();
      const TypePtr wanted = against->kind == Kind::range && against->element ? against->element : against;
      if (!fits(*wanted, *type)) {
        reporter_.error(wanted->kind == type->kind ? "feel.unit-mismatch" : "feel.type-mismatch", ast.span,
                        {fmt::format("`{}` 不能用来检验 {}", to_string(*given), to_string(*type)),
                         fmt::format("{} cannot test {}", to_string(*given), to_string(*type))});
      }
      if (ast.kind == AstKind::list) {
        for (std::size_t i = 0; i < ast.children.size(); ++i)
          codes_fit(*ast.children[i], node(result).args[i], *type);
      } else {
        codes_fit(ast, result, *type);
      }
    }
  }
  const NodeId id = emit(Op::test, simple_type(Kind::boolean), ast.span, {result});
  node(id).locals = {slot};
  node(id).index = verdict ? 1 : 0;
  return id;
}

// `(< 10)` as a value is a range without a lower end (DMN 1.5, table 42); `(= 10)` and `(!= 10)` have 10 at
// both ends. Rules of packages are proved over intervals, which `(!= 10)` is not.
ir::NodeId Checker::comparison_value(const Ast& ast) {
  const NodeId bound = check(*ast.children.front());
  RangeEnd low = RangeEnd::unbounded;
  RangeEnd high = RangeEnd::unbounded;
  RangeForm form = RangeForm::interval;
  switch (ast.op) {
    case Op::less:
      high = RangeEnd::open;
      break;
    case Op::less_equal:
      high = RangeEnd::closed;
      break;
    case Op::greater:
      low = RangeEnd::open;
      break;
    case Op::greater_equal:
      low = RangeEnd::closed;
      break;
    case Op::equal:
      low = high = RangeEnd::closed;
      form = RangeForm::equal;
      break;
    default:
      if (strict()) {
        return wrong("feel.no-range", ast.span, {"`!=` 不能构成区间", "`!=` makes no range"},
                     {"写在 `in (…)` 中，或写 `not(…)`", "use it in `in (…)`, or write `not(…)`"});
      }
      low = high = RangeEnd::open;
      form = RangeForm::not_equal;
      break;
  }
  const NodeId id =
      emit(Op::range, range_type(type_of(bound)), ast.span,
           {low == RangeEnd::unbounded ? ir::none : bound, high == RangeEnd::unbounded ? ir::none : bound});
  node(id).index = static_cast<std::int32_t>(low) | static_cast<std::int32_t>(high) << 4 |
                   static_cast<std::int32_t>(form) << 8;
  return id;
}

// A range, or the `a..b` of a for-domain.
ir::NodeId Checker::range(const Ast& ast) {
  const Ast& low = *ast.children[0];
  const Ast& high = *ast.children[1];
  const NodeId a = check(low);
  const NodeId b = check(high);
  comparable(ast, low, a, high, b, true);
  TypePtr element = join_types(type_of(a), type_of(b));
  const bool steps = ast.kind == AstKind::iteration;
  const NodeId id =
      emit(steps ? Op::iteration_range : Op::range,
           steps ? list_type(std::move(element)) : range_type(std::move(element)), ast.span, {a, b});
  if (!steps) {
    node(id).index = static_cast<std::int32_t>(ast.low_end) | static_cast<std::int32_t>(ast.high_end) << 4;
  }
  return id;
}

}  // namespace enact::feel
