// Operators: which types and units they take and give (DMN 1.5, tables 51 to 58).
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/decimal.hpp"
#include "feel/checker_internal.hpp"
#include "feel/units.hpp"

namespace enact::feel {
namespace {

struct OperatorRule {
  ir::Op op;
  Kind left;
  Kind right;
  Kind result;
};
// What is not about numbers alone. In determination mode nothing else is admitted.
constexpr auto operator_rules = [] {
  using enum Kind;
  return std::array{
      OperatorRule{ir::Op::add, string, string, string},
      OperatorRule{ir::Op::subtract, date, date, days_duration},
      OperatorRule{ir::Op::subtract, date_time, date_time, days_duration},
      OperatorRule{ir::Op::subtract, date, date_time, days_duration},
      OperatorRule{ir::Op::subtract, date_time, date, days_duration},
      OperatorRule{ir::Op::subtract, Kind::time, Kind::time, days_duration},
      OperatorRule{ir::Op::add, date, days_duration, date},
      OperatorRule{ir::Op::add, date, months_duration, date},
      OperatorRule{ir::Op::add, days_duration, date, date},
      OperatorRule{ir::Op::add, months_duration, date, date},
      OperatorRule{ir::Op::subtract, date, days_duration, date},
      OperatorRule{ir::Op::subtract, date, months_duration, date},
      OperatorRule{ir::Op::add, date_time, days_duration, date_time},
      OperatorRule{ir::Op::add, date_time, months_duration, date_time},
      OperatorRule{ir::Op::add, days_duration, date_time, date_time},
      OperatorRule{ir::Op::add, months_duration, date_time, date_time},
      OperatorRule{ir::Op::subtract, date_time, days_duration, date_time},
      OperatorRule{ir::Op::subtract, date_time, months_duration, date_time},
      OperatorRule{ir::Op::add, Kind::time, days_duration, Kind::time},
      OperatorRule{ir::Op::add, days_duration, Kind::time, Kind::time},
      OperatorRule{ir::Op::subtract, Kind::time, days_duration, Kind::time},
      OperatorRule{ir::Op::add, days_duration, days_duration, days_duration},
      OperatorRule{ir::Op::add, months_duration, months_duration, months_duration},
      OperatorRule{ir::Op::subtract, days_duration, days_duration, days_duration},
      OperatorRule{ir::Op::subtract, months_duration, months_duration, months_duration},
      OperatorRule{ir::Op::multiply, days_duration, Kind::number, days_duration},
      OperatorRule{ir::Op::multiply, months_duration, Kind::number, months_duration},
      OperatorRule{ir::Op::multiply, Kind::number, days_duration, days_duration},
      OperatorRule{ir::Op::multiply, Kind::number, months_duration, months_duration},
      OperatorRule{ir::Op::divide, days_duration, Kind::number, days_duration},
      OperatorRule{ir::Op::divide, months_duration, Kind::number, months_duration},
      OperatorRule{ir::Op::divide, days_duration, days_duration, Kind::number},
      OperatorRule{ir::Op::divide, months_duration, months_duration, Kind::number},
  };
}();

std::string_view spelling(ir::Op op) {
  switch (op) {
    case ir::Op::add:
      return "+";
    case ir::Op::subtract:
      return "-";
    case ir::Op::multiply:
      return "*";
    case ir::Op::divide:
      return "/";
    default:
      return "**";
  }
}

bool is_ordering(ir::Op op) {
  return op != ir::Op::equal && op != ir::Op::not_equal;
}

bool has_order(Kind kind) {
  using enum Kind;
  return kind == Kind::number || kind == string || kind == date || kind == Kind::time || kind == date_time ||
         kind == days_duration || kind == months_duration;
}

bool is_comparison(ir::Op op) {
  return op >= ir::Op::equal && op <= ir::Op::greater_equal;
}

// "元 与 无单位"
Text unit_pair(const Type& a, const Type& b) {
  const auto name = [](const Type& type, std::string_view none) {
    return type.unit.empty() ? std::string(none) : type.unit;
  };
  return {name(a, "无单位") + " 与 " + name(b, "无单位"), name(a, "no unit") + " and " + name(b, "no unit")};
}

// A number without unit beside one with a unit most often lacks it; else there is something to convert.
Text unit_help(const Type& a, const Type& b) {
  const std::string& unit = a.unit.empty() ? b.unit : a.unit;
  if (!a.unit.empty() && !b.unit.empty()) return {"换算成同一单位", "convert to one unit"};
  return {fmt::format("写明单位，如 1{}", unit), fmt::format("write the unit, such as 1{}", unit)};
}

// What a person who compares these most often means.
Text comparison_help(const Type& a, const Type& b) {
  using enum Kind;
  const auto either = [&](Kind kind) { return a.kind == kind || b.kind == kind; };
  if (either(date) && either(string)) {
    return {"日期写作 date(\"2026-01-31\")", "write a date as date(\"2026-01-31\")"};
  }
  if (either(list)) {
    return {"用 `some x in 列表 satisfies …`、`list contains(列表, 值)` 或取一项 `列表[1]`",
            "use `some x in list satisfies …`, `list contains(list, value)` or one item `list[1]`"};
  }
  return {};
}

}  // namespace

ir::NodeId Checker::binary(const Ast& ast) {
  const Ast& left = *ast.children[0];
  const Ast& right = *ast.children[1];
  const NodeId a = check(left);
  const NodeId b = check(right);
  if (is_comparison(ast.op)) {
    comparable(ast, left, a, right, b, is_ordering(ast.op));
    return emit(ast.op, simple_type(Kind::boolean), ast.span, {a, b});
  }
  TypePtr type = arithmetic_type(ast, type_of(a), type_of(b));
  return emit(ast.op, std::move(type), ast.span, {a, b});
}

TypePtr Checker::arithmetic_type(const Ast& ast, const TypePtr& left, const TypePtr& right) {
  using enum Kind;
  if (left->kind == any || right->kind == any) return any_type();
  if (left->kind == Kind::number && right->kind == Kind::number) return numeric_type(ast, *left, *right);
  for (const OperatorRule& rule : operator_rules) {
    if (rule.op != ast.op || rule.left != left->kind || rule.right != right->kind) continue;
    return rule.result == Kind::date && left->kind == Kind::date ? left : simple_type(rule.result);
  }
  mismatch(
      "feel.type-mismatch", ast.span,
      {fmt::format("`{}` 不能用于 {} 与 {}", spelling(ast.op), to_string(*left), to_string(*right)),
       fmt::format("`{}` does not take {} and {}", spelling(ast.op), to_string(*left), to_string(*right))});
  return any_type();
}

TypePtr Checker::numeric_type(const Ast& ast, const Type& left, const Type& right) {
  switch (ast.op) {
    case Op::multiply:
      return number_type(product_unit(left.unit, right.unit));
    case Op::divide:
      return number_type(quotient_unit(left.unit, right.unit));
    case Op::power:
      if (!same_unit(left.unit, "") || !same_unit(right.unit, "")) {
        mismatch("feel.unit-mismatch", ast.span,
                 {"乘方只用于没有单位的数", "a power takes numbers without unit"},
                 {"先除以一个单位，如 x / 1元", "divide by one unit first, as in x / 1元"});
      }
      return simple_type(Kind::number);
    default:
      if (!same_unit(left.unit, right.unit)) {
        mismatch("feel.unit-mismatch", ast.span,
                 {"单位不同：" + unit_pair(left, right).zh, "different units: " + unit_pair(left, right).en},
                 unit_help(left, right));
      }
      return number_type(common_unit(left.unit, right.unit));
  }
}

ir::NodeId Checker::negate(const Ast& ast) {
  const Ast& operand = *ast.children.front();
  const NodeId value = check(operand);
  const TypePtr type = type_of(value);
  if (operand.kind == AstKind::number && node(value).op == Op::constant) {
    Value& literal = program_->constants[static_cast<std::size_t>(node(value).index)];
    if (literal.number() != nullptr) {
      literal = Value(-*literal.number());
      node(value).span = reporter_.outer(ast.span);
      return value;
    }
  }
  if (type->kind != Kind::number && type->kind != Kind::days_duration &&
      type->kind != Kind::months_duration && !is_open(*type)) {
    mismatch("feel.type-mismatch", ast.span,
             {fmt::format("`-` 不能用于 {}", to_string(*type)),
              fmt::format("`-` does not take {}", to_string(*type))});
    return emit(Op::negate, any_type(), ast.span, {value});
  }
  return emit(Op::negate, type->kind == Kind::null_value ? any_type() : type, ast.span, {value});
}

ir::NodeId Checker::logical(const Ast& ast) {
  std::vector<NodeId> operands;
  for (const AstPtr& child : ast.children) {
    operands.push_back(check(*child));
    truth(*child, operands.back());
  }
  return emit(ast.op, simple_type(Kind::boolean), ast.span, std::move(operands));
}

ir::NodeId Checker::between(const Ast& ast) {
  std::vector<NodeId> ids;
  for (const AstPtr& child : ast.children) ids.push_back(check(*child));
  comparable(ast, *ast.children[0], ids[0], *ast.children[1], ids[1], true);
  comparable(ast, *ast.children[0], ids[0], *ast.children[2], ids[2], true);
  return emit(Op::between, simple_type(Kind::boolean), ast.span, std::move(ids));
}

// Reports what can never be compared: other kinds, other units, a text that is none of the codes.
void Checker::comparable(const Ast& ast, const Ast& left, NodeId left_id, const Ast& right, NodeId right_id,
                         bool ordered) {
  if (!strict()) return;
  const TypePtr a = type_of(left_id);
  const TypePtr b = type_of(right_id);
  if (is_open(*a) || is_open(*b)) return;
  if (a->kind == Kind::number && b->kind == Kind::number) {
    if (!same_unit(a->unit, b->unit)) {
      mismatch("feel.unit-mismatch", ast.span,
               {"单位不同，不能比较：" + unit_pair(*a, *b).zh,
                "cannot compare different units: " + unit_pair(*a, *b).en},
               unit_help(*a, *b));
    }
    return;
  }
  if (a->kind != b->kind || (ordered && !has_order(a->kind))) {
    mismatch("feel.type-mismatch", ast.span,
             {fmt::format("不能比较 {} 与 {}", to_string(*a), to_string(*b)),
              fmt::format("cannot compare {} with {}", to_string(*a), to_string(*b))},
             comparison_help(*a, *b));
    return;
  }
  const auto shared = [&](const std::string& code) {
    return std::ranges::find(b->codes, code) != b->codes.end();
  };
  if (!a->codes.empty() && !b->codes.empty() && std::ranges::none_of(a->codes, shared)) {
    mismatch(
        "feel.type-mismatch", ast.span,
        {"两个代码表没有共同的代码，永远不相等", "the two code lists share no code and are never equal"});
  }
  codes_fit(right, right_id, *a);
  codes_fit(left, left_id, *b);
}

// A literal that stands for a code must be one of the list.
void Checker::codes_fit(const Ast& ast, NodeId id, const Type& coded) {
  if (!strict() || coded.codes.empty() || coded.kind != Kind::string) return;
  const ir::Node& literal = node(id);
  if (literal.op != Op::constant) return;
  const std::string* text = program_->constants[static_cast<std::size_t>(literal.index)].text();
  if (text == nullptr || std::ranges::find(coded.codes, *text) != coded.codes.end()) return;
  Text help = did_you_mean(*text, coded.codes);
  if (help.empty() && coded.codes.size() <= 12) {
    help = {fmt::format("可用：{}", fmt::join(coded.codes, "、")),
            fmt::format("there are: {}", fmt::join(coded.codes, ", "))};
  }
  const std::string of = coded.name.empty() ? std::string() : " " + coded.name;
  reporter_.error("feel.unknown-code", ast.span,
                  {fmt::format("`{}` 不在代码表{}中", *text, of),
                   fmt::format("`{}` is no code of the list{}", *text, of)},
                  std::move(help));
}

void Checker::truth(const Ast& ast, NodeId id) {
  const Type& type = *type_of(id);
  if (type.kind == Kind::boolean || is_open(type)) return;
  mismatch("feel.type-mismatch", ast.span,
           {fmt::format("此处应为真或假，而这是 {}", to_string(type)),
            fmt::format("expected true or false, this is {}", to_string(type))});
}

}  // namespace enact::feel
