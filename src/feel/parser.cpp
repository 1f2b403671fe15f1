// The parser's way in, its operators by precedence, and unary tests.
#include "feel/parser.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "feel/parser_internal.hpp"

namespace enact::feel {
namespace {

// Nothing that a person writes comes near these; beyond them a text would exhaust the stack or the memory.
constexpr std::size_t longest_text = 1 << 20;
constexpr int deepest_nesting = 160;
constexpr int highest_tree = 400;
constexpr int most_errors = 20;  // more than anyone mends at once

struct Operator {
  std::string_view spelling;
  bool keyword;
  ir::Op op;
  int precedence;
};
constexpr int comparison_precedence = 3;
constexpr int additive_precedence = 4;
constexpr std::array operators{
    Operator{"or", true, ir::Op::or_, 1},
    Operator{"and", true, ir::Op::and_, 2},
    Operator{"=", false, ir::Op::equal, comparison_precedence},
    Operator{"!=", false, ir::Op::not_equal, comparison_precedence},
    Operator{"<", false, ir::Op::less, comparison_precedence},
    Operator{"<=", false, ir::Op::less_equal, comparison_precedence},
    Operator{">", false, ir::Op::greater, comparison_precedence},
    Operator{">=", false, ir::Op::greater_equal, comparison_precedence},
    Operator{"+", false, ir::Op::add, additive_precedence},
    Operator{"-", false, ir::Op::subtract, additive_precedence},
    Operator{"*", false, ir::Op::multiply, 5},
    Operator{"/", false, ir::Op::divide, 5},
    Operator{"**", false, ir::Op::power, 6},
};

const Operator* operator_of(const Token& token) {
  const auto found = std::ranges::find_if(operators, [&](const Operator& candidate) {
    return candidate.keyword ? token.is_keyword(candidate.spelling) : token.is(candidate.spelling);
  });
  return found == operators.end() ? nullptr : &*found;
}

// What a name may hold after its first word (DMN 1.5, rules 27 and 30).
bool is_name_part(const Token& token) {
  return token.kind == TokenKind::name || token.kind == TokenKind::number || token.is(".") || token.is("/") ||
         token.is("-") || token.is("'") || token.is("+") || token.is("*") || token.is("**");
}

bool is_comparison(const Operator* found) {
  return found != nullptr && found->precedence == comparison_precedence;
}

}  // namespace

AstPtr parse(const ExpressionText& text, const Scope& scope, const ParseOptions& options,
             Reporter& reporter) {
  if (text.expression.size() > longest_text) {
    reporter.error("feel.too-long", {0, text.expression.size()},
                   {"表达式太长（超过 1 MiB）", "the expression is longer than 1 MiB"},
                   {"拆成几个表达式", "split it into several expressions"});
    return nullptr;
  }
  Parser parser(tokenize(text.expression, options.chinese, &reporter), scope, options, reporter);
  return options.unary_tests ? parser.whole_unary_tests() : parser.whole_expression();
}

Parser::Parser(std::vector<Token> tokens, const Scope& scope, const ParseOptions& options, Reporter& reporter)
    : tokens_(std::move(tokens)),
      options_(options),
      scope_(scope),
      reporter_(reporter),
      names_(scope, options.chinese),
      unreadable_(reporter.failed()) {
  if (options.unary_tests) names_.declare("?", options.input_type);
  for (const TypePtr& type : {options.input_type, options.expected}) {
    if (type) names_.learn(*type);
  }
}

AstPtr Parser::whole_expression() {
  if (peek().kind == TokenKind::end) {
    return fail({"表达式为空", "the expression is empty"}, {"写一个表达式", "write an expression"});
  }
  AstPtr ast = expression();
  if (ast && peek().kind != TokenKind::end) return unexpected({"表达式到此应结束", "expected the end"});
  return failed_ ? nullptr : std::move(ast);
}

AstPtr Parser::whole_unary_tests() {
  AstPtr ast = make(AstKind::unary_tests, peek().span.begin);
  if (peek().is("-") && peek(1).kind == TokenKind::end) {
    ast->text = next().text;
    return finish(std::move(ast));
  }
  // `not(…)` over the whole entry negates its tests; followed by more it is the function.
  if (peek().text == "not" && peek().kind == TokenKind::name && peek(1).is("(")) {
    const std::size_t start = at_;
    at_ += 2;
    if (!tests_until(")", ast->children)) return nullptr;
    if (peek().kind == TokenKind::end) {
      ast->text = "not";
      return finish(std::move(ast));
    }
    at_ = start;
    ast->children.clear();
  }
  const std::size_t frames = names_.frames();
  do {
    AstPtr test = positive_test();
    if (!test && !go_on("", frames)) return nullptr;
    ast->children.push_back(std::move(test));
  } while (accept(","));
  if (peek().kind != TokenKind::end) {
    return unexpected({"应为 `,` 或到此结束", "expected `,` or the end"});
  }
  return failed_ ? nullptr : finish(std::move(ast));
}

AstPtr Parser::binary(int lowest) {
  const Nesting nesting(*this);
  if (nesting.too_deep()) return too_deep();
  AstPtr left = unary();
  return left ? continue_binary(std::move(left), lowest) : nullptr;
}

AstPtr Parser::continue_binary(AstPtr left, int lowest) {
  while (left) {
    if (lowest <= comparison_precedence && peek().is_keyword("between")) {
      left = between_rest(std::move(left));
      continue;
    }
    if (lowest <= comparison_precedence && peek().is_keyword("in")) {
      left = in_rest(std::move(left));
      continue;
    }
    const Operator* found = operator_of(peek());
    if (found == nullptr || found->precedence < lowest) break;
    const bool logical = found->op == ir::Op::and_ || found->op == ir::Op::or_;
    AstPtr joined = make(logical ? AstKind::logical : AstKind::binary, left->span.begin);
    joined->op = found->op;
    joined->children.push_back(std::move(left));
    // A chain of one logical operator is one node, however long.
    do {
      next();
      AstPtr right = binary(found->precedence + 1);
      if (!right) return nullptr;
      joined->children.push_back(std::move(right));
    } while (logical && operator_of(peek()) == found);
    left = finish(std::move(joined));
  }
  return left;
}

AstPtr Parser::unary() {
  if (!peek().is("-")) return postfix();
  const Nesting nesting(*this);
  if (nesting.too_deep()) return too_deep();
  AstPtr ast = make(AstKind::negate, next().span.begin);
  AstPtr operand = unary();
  if (!operand) return nullptr;
  ast->children.push_back(std::move(operand));
  return finish(std::move(ast));
}

AstPtr Parser::between_rest(AstPtr value) {
  next();
  AstPtr ast = make(AstKind::between, value->span.begin);
  ast->children.push_back(std::move(value));
  AstPtr low = binary(additive_precedence);
  if (!low || !expect_keyword("and")) return nullptr;
  AstPtr high = binary(additive_precedence);
  if (!high) return nullptr;
  ast->children.push_back(std::move(low));
  ast->children.push_back(std::move(high));
  return finish(std::move(ast));
}

// `x in test` or `x in (test, …)`. One plain expression in parentheses may go on as an operand: `x in (a) +
// b`.
AstPtr Parser::in_rest(AstPtr value) {
  next();
  AstPtr ast = make(AstKind::in, value->span.begin);
  ast->children.push_back(std::move(value));
  if (!peek().is("(")) {
    AstPtr test = is_comparison(operator_of(peek())) ? positive_test() : binary(additive_precedence);
    if (!test) return nullptr;
    ast->children.push_back(std::move(test));
    return finish(std::move(ast));
  }
  const std::size_t begin = next().span.begin;
  AstPtr first = positive_test();
  if (!first) return nullptr;
  if (peek().is("..")) {
    first = range_rest(std::move(first), RangeEnd::open, begin);
  } else if (accept(",")) {
    ast->children.push_back(std::move(first));
    if (!tests_until(")", ast->children)) return nullptr;
    return finish(std::move(ast));
  } else if (!expect(")")) {
    return nullptr;
  }
  if (first && first->kind != AstKind::comparison_test) {
    first = continue_postfix(std::move(first));
    first = continue_binary(std::move(first), additive_precedence);
  }
  if (!first) return nullptr;
  ast->children.push_back(std::move(first));
  return finish(std::move(ast));
}

// `< 5`, `= "a"`, or an expression that is compared with (or asks about) `?`.
AstPtr Parser::positive_test() {
  const Operator* found = operator_of(peek());
  if (!is_comparison(found)) return expression();
  AstPtr ast = make(AstKind::comparison_test, next().span.begin);
  ast->op = found->op;
  AstPtr operand = binary(additive_precedence);
  if (!operand) return nullptr;
  ast->children.push_back(std::move(operand));
  return finish(std::move(ast));
}

bool Parser::tests_until(std::string_view close, std::vector<AstPtr>& tests) {
  const std::size_t frames = names_.frames();
  bool whole = true;
  do {
    AstPtr test = positive_test();
    if (!test && !go_on(close, frames)) return false;
    whole = whole && test;
    tests.push_back(std::move(test));
  } while (accept(","));
  return expect(close) && whole;
}

bool Parser::accept(std::string_view symbol) {
  if (!peek().is(symbol)) return false;
  next();
  return true;
}

bool Parser::accept_keyword(std::string_view word) {
  if (!peek().is_keyword(word)) return false;
  next();
  return true;
}

bool Parser::expect(std::string_view symbol) {
  if (accept(symbol)) return true;
  unexpected({fmt::format("应为 `{}`", symbol), fmt::format("expected `{}`", symbol)});
  return false;
}

bool Parser::expect_keyword(std::string_view word) {
  if (accept_keyword(word)) return true;
  unexpected({fmt::format("应为 `{}`", word), fmt::format("expected `{}`", word)});
  return false;
}

std::string Parser::join_tokens(std::size_t count) const {
  std::string joined;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0 && peek(i).space_before) joined += ' ';
    joined += peek(i).text;
  }
  return joined;
}

std::string Parser::new_name(std::initializer_list<std::string_view> stops) {
  std::size_t count = 0;
  const auto stops_at = [&](const Token& token) {
    return token.kind == TokenKind::end || token.kind == TokenKind::string ||
           std::ranges::any_of(
               stops, [&](std::string_view stop) { return token.is(stop) || token.is_keyword(stop); });
  };
  while (!stops_at(peek(count)) && is_name_part(peek(count))) ++count;
  if (count == 0 || peek().kind != TokenKind::name) {
    unexpected({"应为名称", "expected a name"});
    return {};
  }
  std::string joined = join_tokens(count);
  at_ += count;
  return joined;
}

std::size_t Parser::key_length() const {
  if (peek().kind == TokenKind::string) return peek(1).is(":") ? 1 : 0;
  if (peek().kind != TokenKind::name) return 0;
  for (std::size_t count = 1;; ++count) {
    const Token& token = peek(count);
    if (token.is(":")) return count;
    if (!is_name_part(token)) return 0;
  }
}

bool Parser::starts_expression(const Token& token) const {
  if (token.kind == TokenKind::number || token.kind == TokenKind::string) return true;
  if (token.kind == TokenKind::symbol) {
    return token.is("(") || token.is("[") || token.is("{") || token.is("-") || token.is("@");
  }
  const bool infix = token.is_keyword("and") || token.is_keyword("or") || token.is_keyword("in") ||
                     token.is_keyword("between") || token.is_keyword("instance") ||
                     token.is_keyword("then") || token.is_keyword("else") || token.is_keyword("return") ||
                     token.is_keyword("satisfies");
  return token.kind == TokenKind::name && !infix;
}

AstPtr Parser::make(AstKind kind, std::size_t begin) const {
  auto ast = std::make_unique<Ast>();
  ast->kind = kind;
  ast->span = {begin, begin};
  return ast;
}

AstPtr Parser::finish(AstPtr ast) {
  ast->span.end = std::max(ast->span.begin, previous_end());
  for (const AstPtr& child : ast->children) {
    if (child) ast->height = std::max(ast->height, child->height + 1);
  }
  return ast->height > highest_tree ? too_deep() : std::move(ast);
}

AstPtr Parser::fail(Text message, Text help) {
  if (!silent_ && !unreadable_) {
    reporter_.error("feel.syntax", peek().span, std::move(message), std::move(help));
    exhausted_ = ++errors_ >= most_errors;
  }
  failed_ = silent_ = true;
  return nullptr;
}

bool Parser::go_on(std::string_view close, std::size_t frames) {
  names_.leave(frames);
  if (exhausted_ || unreadable_) return false;
  // What an error left open on the way here is closed on the way there.
  for (int depth = 0; peek().kind != TokenKind::end; next()) {
    const Token& token = peek();
    if (depth == 0 && (token.is(",") || token.is(close))) {
      silent_ = false;
      return true;
    }
    if (token.is("(") || token.is("[") || token.is("{")) ++depth;
    if (depth > 0 && (token.is(")") || token.is("]") || token.is("}"))) --depth;
  }
  return false;
}

AstPtr Parser::unexpected(Text wanted) {
  if (peek().kind == TokenKind::end) {
    return fail({"表达式没有写完：" + wanted.zh, "the expression ends too early: " + wanted.en});
  }
  const std::string found = join_tokens(1);
  const std::string before = at_ > 0 ? tokens_[at_ - 1].text : std::string();
  if (found == "=" && before == "=") {
    return fail({"FEEL 的相等写作 `=`", "equality is written `=`"}, {"删去一个 `=`", "remove one `=`"});
  }
  if (found == "'") {
    return fail({"文本须用双引号", "text stands in double quotes"}, {"写 `\"…\"`", "write `\"…\"`"});
  }
  return fail({fmt::format("此处不能是 `{}`：{}", found, wanted.zh),
               fmt::format("unexpected `{}`: {}", found, wanted.en)});
}

AstPtr Parser::too_deep() {
  if (!silent_) {
    reporter_.error("feel.too-deep", peek().span, {"表达式嵌套太深", "the expression is nested too deeply"},
                    {"拆成几个表达式", "split it into several expressions"});
  }
  failed_ = silent_ = exhausted_ = true;
  return nullptr;
}

bool Parser::Nesting::too_deep() const {
  return parser_.depth_ > deepest_nesting;
}

}  // namespace enact::feel
