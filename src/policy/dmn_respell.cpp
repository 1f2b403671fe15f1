// See dmn_respell.hpp.
#include "policy/dmn_respell.hpp"

#include <algorithm>
#include <vector>

#include "base/decimal.hpp"
#include "feel/ast.hpp"
#include "feel/parser.hpp"
#include "feel/report.hpp"
#include "policy/standard_feel.hpp"

namespace enact::policy::dmn_import {
namespace {

struct Number {
  Span span;
  std::string text, unit;
};

void collect(const feel::Ast& ast, std::vector<Number>& into) {
  if (ast.kind == feel::AstKind::number) into.push_back({ast.span, ast.text, ast.unit});
  for (const feel::AstPtr& child : ast.children) {
    if (child) collect(*child, into);
  }
}

feel::AstPtr parsed(const std::string& text, const feel::Scope& scope) {
  const feel::ExpressionText source = feel::expression_text(text);
  Diagnostics ignored;
  feel::Reporter reporter(source, ignored);
  feel::AstPtr ast = feel::parse(source, scope, {}, reporter);
  return reporter.failed() ? nullptr : std::move(ast);
}

std::vector<Number> numbers(const std::string& text, const feel::Scope& scope) {
  std::vector<Number> found;
  if (const feel::AstPtr ast = parsed(text, scope)) collect(*ast, found);
  std::sort(found.begin(), found.end(),
            [](const Number& a, const Number& b) { return a.span.begin < b.span.begin; });
  return found;
}

// 100000 and 元: 10万元.
std::string spelled(const std::string& digits, const std::string& unit) {
  if (digits.size() > 4 && digits.ends_with("0000") &&
      digits.find_first_not_of("0123456789") == std::string::npos) {
    return digits.substr(0, digits.size() - 4) + "万" + unit;
  }
  return digits + unit;
}

std::string with_units(const std::string& feel, std::vector<Number> at) {
  std::string out = feel;
  std::reverse(at.begin(), at.end());
  for (const Number& number : at) {
    if (number.unit.empty()) continue;
    out.replace(number.span.begin, number.span.end - number.span.begin, spelled(number.text, number.unit));
  }
  return out;
}

}  // namespace

std::string respelled(const std::string& written, const std::string& feel, const feel::Scope& scope) {
  if (written.empty()) return "";
  if (standard_feel(written, scope, feel::Mode::determination).feel == feel) return written;
  const std::vector<Number> before = numbers(written, scope);
  std::vector<Number> now = numbers(feel, scope);
  if (before.size() != now.size()) return "";
  for (std::size_t i = 0; i < now.size(); ++i) now[i].unit = before[i].unit;
  return with_units(feel, std::move(now));
}

std::string money(const std::string& feel) {
  const feel::AstPtr ast = parsed(feel, {});
  if (!ast) return "";
  const bool figure = ast->kind == feel::AstKind::number;
  const bool range = ast->kind == feel::AstKind::range &&
                     std::all_of(ast->children.begin(), ast->children.end(),
                                 [](const auto& end) { return end && end->kind == feel::AstKind::number; });
  if (!figure && !range) return "";
  std::vector<Number> all = numbers(feel, {});
  for (Number& number : all) number.unit = "元";
  return with_units(feel, std::move(all));
}

}  // namespace enact::policy::dmn_import
