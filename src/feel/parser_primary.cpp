// Operands: literals, names, parentheses, lists, ranges and contexts, and what follows an operand: path,
// filter, invocation.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "feel/checker_builtins.hpp"
#include "feel/parser_internal.hpp"
#include "feel/units.hpp"

namespace enact::feel {

AstPtr Parser::postfix() {
  return continue_postfix(primary());
}

AstPtr Parser::continue_postfix(AstPtr of) {
  while (of) {
    if (peek().is(".")) {
      of = path_rest(std::move(of));
    } else if (peek().is("[")) {
      if (range_end_ && !starts_expression(peek(1))) break;
      of = filter_rest(std::move(of));
    } else if (peek().is("(")) {
      of = call_rest(std::move(of));
    } else if (peek().is_keyword("instance")) {
      of = instance_of_rest(std::move(of));
    } else {
      break;
    }
  }
  return of;
}

AstPtr Parser::primary() {
  const Token& token = peek();
  const std::size_t begin = token.span.begin;
  switch (token.kind) {
    case TokenKind::number: {
      AstPtr ast = make(AstKind::number, begin);
      ast->text = token.value;
      ast->unit = token.unit;
      if (!token.unit.empty() && !names_.units().contains(token.unit)) {
        ast->unit = zero_unit;  // fits any, so that the slip is reported once
        const std::vector<std::string> units(names_.units().begin(), names_.units().end());
        Text help{fmt::format("可用的单位：{}", text::join(units, "、")),
                  fmt::format("known units: {}", text::join(units, ", "))};
        reporter_.error(
            "feel.unknown-unit", token.span,
            {fmt::format("不认识的单位 `{}`", token.unit), fmt::format("unknown unit `{}`", token.unit)},
            std::move(help));
      }
      next();
      return finish(std::move(ast));
    }
    case TokenKind::string: {
      AstPtr ast = make(AstKind::string, begin);
      ast->text = next().text;
      ast->shape = simple_type(Kind::string);
      return finish(std::move(ast));
    }
    case TokenKind::name:
      return name();
    case TokenKind::symbol:
      if (token.is("(")) return parenthesised();
      if (token.is("[") || token.is("]")) return bracketed();
      if (token.is("{")) return context();
      if (token.is("@")) return at_literal();
      break;
    case TokenKind::end:
      break;
  }
  return unexpected({"应为一个值", "expected a value"});
}

AstPtr Parser::name() {
  const std::span<const Token> upcoming = std::span(tokens_).subspan(at_);
  const Token& first = upcoming.front();
  auto match = names_.longest(upcoming);
  // A longer name may hold or begin with a keyword. A name in scope goes before a Chinese alias, and so does
  // a built-in that is called.
  const bool alias = first.text != first.keyword;
  const bool name_wins = match && (match->tokens > 1 || (alias && (!match->builtin || peek(1).is("("))));
  const bool keyword = !first.keyword.empty() && !name_wins;
  if (keyword) {
    if (first.is_keyword("if")) return conditional();
    if (first.is_keyword("for")) return iteration(AstKind::for_);
    if (first.is_keyword("some")) return iteration(AstKind::some);
    if (first.is_keyword("every")) return iteration(AstKind::every);
    if (first.is_keyword("function")) return function();
    const bool null = first.is_keyword("null");
    if (!null && !first.is_keyword("true") && !first.is_keyword("false")) {
      return unexpected({"应为一个值", "expected a value"});
    }
    AstPtr literal = make(null ? AstKind::null_literal : AstKind::boolean, first.span.begin);
    if (!null) literal->text = first.keyword;
    if (!null) literal->shape = simple_type(Kind::boolean);
    next();
    return finish(std::move(literal));
  }
  AstPtr ast = make(AstKind::name, first.span.begin);
  std::size_t count = match ? match->tokens : 1;
  // Two names side by side mean nothing in FEEL: it is one name that is not known.
  const auto goes_on = [&](std::size_t i) {
    return peek(i).kind == TokenKind::name && peek(i).keyword.empty();
  };
  if (goes_on(count)) {
    match.reset();
    while (goes_on(count)) ++count;
  }
  // Of an unknown name a number behind it is a part, as in `decision A 2`.
  if (!match && peek(count).kind == TokenKind::number && peek(count).text == peek(count).value) ++count;
  if (match) {
    ast->text = match->name;
    ast->shape = match->shape;
  } else {
    ast->text = join_tokens(count);
  }
  at_ += count;
  return finish(std::move(ast));
}

AstPtr Parser::at_literal() {
  AstPtr ast = make(AstKind::at_literal, next().span.begin);
  if (peek().kind != TokenKind::string) {
    return unexpected(
        {"`@` 后应为双引号内的日期、时间或期间", "expected a date, time or duration in quotes behind `@`"});
  }
  ast->text = next().text;
  return finish(std::move(ast));
}

// `(a)`, `(a..b)` or `(< a)`.
AstPtr Parser::parenthesised() {
  const bool outer = std::exchange(range_end_, false);
  const std::size_t begin = next().span.begin;
  const std::size_t first = peek().span.begin;
  AstPtr inside = positive_test();
  if (!inside) return nullptr;
  range_end_ = outer;
  // `(< a` has its one bound; in `((< a)..b]` that range is itself the low bound of another.
  const bool one_bound = inside->kind == AstKind::comparison_test && inside->span.begin == first;
  if (!one_bound && peek().is("..")) {
    return range_rest(std::move(inside), RangeEnd::open, begin);
  }
  return expect(")") ? std::move(inside) : nullptr;
}

// `[a, b]`, `[a..b]` or `]a..b]`.
AstPtr Parser::bracketed() {
  const bool outer = std::exchange(range_end_, false);
  const Token& open = next();
  const std::size_t begin = open.span.begin;
  if (open.is("]")) {
    AstPtr low = expression();
    if (!low) return nullptr;
    range_end_ = outer;
    return range_rest(std::move(low), RangeEnd::open, begin);
  }
  AstPtr ast = make(AstKind::list, begin);
  TypePtr element;
  const std::size_t frames = names_.frames();
  bool whole = true;
  if (!peek().is("]")) {
    do {
      range_end_ = false;
      AstPtr item = expression();
      if (!item && !go_on("]", frames)) return nullptr;
      if (item && ast->children.empty() && peek().is("..")) {
        range_end_ = outer;
        return range_rest(std::move(item), RangeEnd::closed, begin);
      }
      if (item && !element) element = item->shape;
      whole = whole && item;
      ast->children.push_back(std::move(item));
    } while (accept(","));
  }
  if (!expect("]")) return nullptr;
  range_end_ = outer;
  if (!whole) return nullptr;
  ast->shape = list_type(std::move(element));
  return finish(std::move(ast));
}

AstPtr Parser::range_rest(AstPtr low, RangeEnd low_end, std::size_t begin) {
  next();  // ..
  AstPtr ast = make(AstKind::range, begin);
  ast->shape = range_type(low->shape);
  ast->low_end = low_end;
  const bool outer = std::exchange(range_end_, true);
  AstPtr high = binary(4);
  range_end_ = outer;
  if (!high) return nullptr;
  if (accept("]")) {
    ast->high_end = RangeEnd::closed;
  } else if (accept(")") || accept("[")) {
    ast->high_end = RangeEnd::open;
  } else {
    return unexpected({"区间应以 `]` 或 `)` 结束", "expected `]` or `)` at the end of the range"});
  }
  ast->children.push_back(std::move(low));
  ast->children.push_back(std::move(high));
  return finish(std::move(ast));
}

AstPtr Parser::context() {
  const bool outer = std::exchange(range_end_, false);
  AstPtr ast = make(AstKind::context, next().span.begin);
  std::vector<Field> fields;
  names_.push();
  const std::size_t frames = names_.frames();
  bool whole = true;
  if (!peek().is("}")) {
    do {
      range_end_ = false;
      if (entry(*ast, fields)) continue;
      whole = false;
      if (!go_on("}", frames)) return nullptr;
    } while (accept(","));
  }
  names_.pop();
  if (!expect("}")) return nullptr;
  range_end_ = outer;
  if (!whole) return nullptr;
  ast->shape = context_type(std::move(fields));
  return finish(std::move(ast));
}

// `name: value` or `"any text": value`. False after an error.
bool Parser::entry(Ast& context, std::vector<Field>& fields) {
  const std::size_t length = key_length();
  if (length == 0) {
    unexpected({"应为 `名称: 值`", "expected `name: value`"});
    return false;
  }
  std::string key = peek().kind == TokenKind::string ? peek().text : join_tokens(length);
  const Span key_span{peek().span.begin, peek(length - 1).span.end};
  if (std::ranges::find(context.names, key) != context.names.end()) {
    reporter_.error("feel.duplicate-key", key_span,
                    {fmt::format("上下文中重复的名称 `{}`", key), fmt::format("duplicate entry `{}`", key)},
                    {"改名或删去其中一个", "rename or remove one of them"});
    failed_ = true;
  }
  at_ += length;
  if (!expect(":")) return false;
  AstPtr value = expression();
  // What follows may use the name though its value is not understood.
  names_.declare(key, value ? value->shape : nullptr);
  fields.push_back({key, value ? value->shape : nullptr});
  context.names.push_back(std::move(key));
  const bool whole = value != nullptr;
  context.children.push_back(std::move(value));
  return whole;
}

AstPtr Parser::path_rest(AstPtr of) {
  AstPtr ast = make(AstKind::path, of->span.begin);
  next();
  if (peek().kind != TokenKind::name) return unexpected({"`.` 后应为名称", "expected a name behind `.`"});
  const auto match = names_.longest_field(of->shape, std::span<const Token>(tokens_).subspan(at_));
  std::size_t count = match ? match->tokens : 1;
  const auto goes_on = [&](std::size_t i) {
    return peek(i).kind == TokenKind::name && peek(i).keyword.empty();
  };
  const bool known = match && !goes_on(count);
  while (goes_on(count)) ++count;
  ast->text = known ? match->name : join_tokens(count);
  ast->name_span = {peek().span.begin, peek(count - 1).span.end};
  if (known && match->shape) {
    const bool mapped = of->shape && of->shape->kind == Kind::list && match->shape->kind != Kind::list;
    ast->shape = mapped ? list_type(match->shape) : match->shape;
  }
  at_ += count;
  ast->children.push_back(std::move(of));
  return finish(std::move(ast));
}

AstPtr Parser::filter_rest(AstPtr list) {
  const bool outer = std::exchange(range_end_, false);
  AstPtr ast = make(AstKind::filter, list->span.begin);
  next();
  names_.push();
  names_.declare_item(item_shape(list->shape));
  AstPtr predicate = expression();
  names_.pop();
  if (!predicate || !expect("]")) return nullptr;
  range_end_ = outer;
  const AstKind index =
      predicate->kind == AstKind::negate ? predicate->children.front()->kind : predicate->kind;
  ast->shape = index == AstKind::number ? item_shape(list->shape) : list->shape;
  ast->children.push_back(std::move(list));
  ast->children.push_back(std::move(predicate));
  return finish(std::move(ast));
}

AstPtr Parser::call_rest(AstPtr callee) {
  const bool outer = std::exchange(range_end_, false);
  AstPtr ast = make(AstKind::call, callee->span.begin);
  ast->name_span = callee->span;
  const int builtin = callee->kind == AstKind::name && !callee->shape ? find_builtin(callee->text) : -1;
  if (callee->shape && callee->shape->kind == Kind::function) ast->shape = callee->shape->result;
  ast->children.push_back(std::move(callee));
  next();
  const std::size_t frames = names_.frames();
  bool whole = true;
  if (!peek().is(")")) {
    const bool named = peek().kind == TokenKind::name && key_length() > 0;
    do {
      range_end_ = false;
      if (argument(*ast, named)) continue;
      whole = false;
      if (!go_on(")", frames)) return nullptr;
    } while (accept(","));
  }
  if (!expect(")")) return nullptr;
  range_end_ = outer;
  if (!whole) return nullptr;
  if (builtin >= 0 && ast->names.empty()) {
    std::vector<TypePtr> shapes;
    for (std::size_t i = 1; i < ast->children.size(); ++i) shapes.push_back(ast->children[i]->shape);
    ast->shape = builtin_result(builtins()[static_cast<std::size_t>(builtin)], -1, shapes);
  }
  return finish(std::move(ast));
}

// One argument; all are named, or none. False after an error.
bool Parser::argument(Ast& call, bool named) {
  if (named) {
    const std::size_t length = peek().kind == TokenKind::name ? key_length() : 0;
    if (length == 0) {
      unexpected({"此调用的各参数都应写成 `名称: 值`", "expected `name: value`, as for the first argument"});
      return false;
    }
    call.names.push_back(join_tokens(length));
    at_ += length;
    if (!expect(":")) return false;
  }
  AstPtr value = expression();
  const bool whole = value != nullptr;
  call.children.push_back(std::move(value));
  return whole;
}

}  // namespace enact::feel
