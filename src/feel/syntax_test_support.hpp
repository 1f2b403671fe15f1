// What the tests of FEEL's front half share: a made-up scope, and ways to see a tree or a diagnostic.
#pragma once

#include <fmt/format.h>

#include <string>

#include "feel/ast.hpp"
#include "feel/compile.hpp"
#include "feel/parser.hpp"
#include "feel/report.hpp"

namespace enact::feel {

inline TypePtr coded_type(std::string name, std::vector<std::string> codes) {
  Type type;
  type.kind = Kind::string;
  type.name = std::move(name);
  type.codes = std::move(codes);
  return std::make_shared<const Type>(std::move(type));
}

// A workshop with its repairs; names with spaces, signs and Han characters.
inline Scope sample_scope() {
  const TypePtr repair = context_type({{"类别", coded_type("修理类别", {"小修", "大修", "翻新"})},
                                       {"日期", simple_type(Kind::date)},
                                       {"费用", number_type("元")},
                                       {"spare parts", list_type(simple_type(Kind::string))}},
                                      "修理");
  Scope scope;
  scope.declare("工坊", context_type({{"修理", list_type(repair)},
                                      {"收入", number_type("元")},
                                      {"支出", number_type("元")},
                                      {"人数", number_type("人")},
                                      {"月租", number_type("元/个月")},
                                      {"租期", number_type("个月")},
                                      {"名称", simple_type(Kind::string)},
                                      {"成立日期", simple_type(Kind::date)},
                                      {"类型", coded_type("工坊类型", {"木工", "铁工"})}},
                                     "工坊"));
  scope.declare("营业期", range_type(simple_type(Kind::date)));
  scope.declare("first name", simple_type(Kind::string));
  scope.declare("a", simple_type(Kind::number));
  scope.declare("b", simple_type(Kind::number));
  scope.declare("a-b", simple_type(Kind::boolean));
  scope.declare("Ann's age + 1", simple_type(Kind::number));
  scope.declare("date", simple_type(Kind::date));
  scope.declare("things", any_type());
  scope.declare("double", function_type({{"n", simple_type(Kind::number)}}, simple_type(Kind::number)));
  scope.declare_type("tRepair", repair);
  return scope;
}

inline CompileOptions determination() {
  return {};
}
inline CompileOptions standard_options() {
  CompileOptions options;
  options.mode = Mode::standard;
  options.chinese = false;
  return options;
}

// The tree as nested lists: `(+ a (* b 2))`.
inline std::string tree(const Ast& ast) {
  static constexpr const char* kinds[] = {
      "null", "bool",   "num", "str",     "at",          "name",     "list", "context", "range",
      "test", "neg",    "",    "",        "if",          "for",      "some", "every",   "iter",
      "path", "filter", "in",  "between", "instance of", "function", "call", "tests"};
  static constexpr const char* operators[] = {
      "+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or"};
  const auto symbol = [&] { return operators[static_cast<int>(ast.op) - static_cast<int>(ir::Op::add)]; };
  switch (ast.kind) {
    case AstKind::null_literal:
      return "null";
    case AstKind::boolean:
      return ast.text;
    case AstKind::number:
      return ast.text + ast.unit;
    case AstKind::string:
      return "\"" + ast.text + "\"";
    case AstKind::name:
      return ast.text.find(' ') == std::string::npos ? ast.text : "`" + ast.text + "`";
    default:
      break;
  }
  std::string text = "(";
  const bool by_operator = ast.kind == AstKind::binary || ast.kind == AstKind::logical;
  text += by_operator ? symbol() : kinds[static_cast<int>(ast.kind)];
  if (ast.kind == AstKind::comparison_test) text += std::string(" ") + symbol();
  if (ast.kind == AstKind::range) {
    text += fmt::format(" {}{}", ast.low_end == RangeEnd::open ? "(" : "[",
                        ast.high_end == RangeEnd::open ? ")" : "]");
  }
  if (!ast.text.empty()) text += " ." + ast.text;
  for (const std::string& name : ast.names) text += " :" + name;
  for (const TypePtr& type : ast.types) text += " <" + (type ? to_string(*type) : "") + ">";
  for (const AstPtr& child : ast.children) text += " " + tree(*child);
  return text + ")";
}

struct ParsedText {
  AstPtr ast;
  Diagnostics diagnostics;
};

inline ParsedText parse_text(const std::string& expression, bool chinese = true, bool unary_tests = false) {
  ParsedText result;
  const ExpressionText text = expression_text(expression);
  Reporter reporter(text, result.diagnostics);
  result.ast = parse(text, sample_scope(), {chinese, unary_tests, nullptr, nullptr}, reporter);
  return result;
}

// "code@column `marked text`", one a line.
inline std::string brief(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!text.empty()) text += "\n";
    const auto& [source, span] = diagnostic.location;
    text +=
        fmt::format("{}@{} `{}`", diagnostic.code, source->position(span.begin).column, source->text(span));
  }
  return text;
}

}  // namespace enact::feel
