// Constructs that begin with a keyword (if, for, some, every, function) and the notation of types.
#include <array>
#include <utility>

#include "feel/parser_internal.hpp"

namespace enact::feel {
namespace {

struct NamedKind {
  std::string_view name;
  Kind kind;
};
constexpr std::array named_kinds{
    NamedKind{"Any", Kind::any},
    NamedKind{"Null", Kind::null_value},
    NamedKind{"boolean", Kind::boolean},
    NamedKind{"number", Kind::number},
    NamedKind{"string", Kind::string},
    NamedKind{"date", Kind::date},
    NamedKind{"time", Kind::time},
    NamedKind{"date and time", Kind::date_time},
    NamedKind{"days and time duration", Kind::days_duration},
    NamedKind{"years and months duration", Kind::months_duration},
    // Spellings of DMN 1.1 and of typeRef attributes.
    NamedKind{"dateTime", Kind::date_time},
    NamedKind{"dayTimeDuration", Kind::days_duration},
    NamedKind{"yearMonthDuration", Kind::months_duration},
};

}  // namespace

AstPtr Parser::conditional() {
  AstPtr ast = make(AstKind::if_, next().span.begin);
  AstPtr condition = expression();
  if (!condition || !expect_keyword("then")) return nullptr;
  AstPtr then = expression();
  if (!then || !expect_keyword("else")) return nullptr;
  AstPtr otherwise = expression();
  if (!otherwise) return nullptr;
  ast->shape = then->shape ? then->shape : otherwise->shape;
  ast->children.push_back(std::move(condition));
  ast->children.push_back(std::move(then));
  ast->children.push_back(std::move(otherwise));
  return finish(std::move(ast));
}

// `for x in d, y in e return body`, `some x in d satisfies test`.
AstPtr Parser::iteration(AstKind kind) {
  const bool is_for = kind == AstKind::for_;
  AstPtr ast = make(kind, next().span.begin);
  names_.push();
  do {
    const std::size_t begin = peek().span.begin;
    std::string variable = new_name({"in", ","});
    if (variable.empty()) return nullptr;
    if (ast->names.empty()) ast->name_span = {begin, previous_end()};
    if (!expect_keyword("in")) return nullptr;
    AstPtr values = domain();
    if (!values) return nullptr;
    names_.declare(variable,
                   values->kind == AstKind::range ? values->shape->element : item_shape(values->shape));
    ast->names.push_back(std::move(variable));
    ast->children.push_back(std::move(values));
  } while (accept(","));
  if (is_for) names_.declare("partial", nullptr);
  if (!expect_keyword(is_for ? "return" : "satisfies")) return nullptr;
  AstPtr body = expression();
  names_.pop();
  if (!body) return nullptr;
  ast->shape = is_for ? list_type(body->shape) : simple_type(Kind::boolean);
  ast->children.push_back(std::move(body));
  return finish(std::move(ast));
}

AstPtr Parser::domain() {
  AstPtr from = expression();
  if (!from || !peek().is("..")) return from;
  AstPtr ast = make(AstKind::iteration, from->span.begin);
  next();
  AstPtr to = expression();
  if (!to) return nullptr;
  ast->shape = list_type(from->shape);
  ast->children.push_back(std::move(from));
  ast->children.push_back(std::move(to));
  return finish(std::move(ast));
}

AstPtr Parser::function() {
  AstPtr ast = make(AstKind::function, next().span.begin);
  ast->name_span = {ast->span.begin, previous_end()};
  if (!expect("(")) return nullptr;
  std::vector<Field> parameters;
  names_.push();
  if (!peek().is(")")) {
    do {
      Field parameter{new_name({":", ",", ")"}), nullptr};
      if (parameter.name.empty()) return nullptr;
      if (accept(":")) {
        parameter.type = type();
        if (!parameter.type) return nullptr;
      }
      names_.declare(parameter.name, parameter.type);
      ast->names.push_back(parameter.name);
      ast->types.push_back(parameter.type);
      parameters.push_back(std::move(parameter));
    } while (accept(","));
  }
  if (!expect(")")) return nullptr;
  if (peek().kind == TokenKind::name && peek().text == "external") {
    next();
    ast->external = true;
  }
  AstPtr body = expression();
  names_.pop();
  if (!body) return nullptr;
  ast->shape = function_type(std::move(parameters), ast->external ? nullptr : body->shape);
  ast->children.push_back(std::move(body));
  return finish(std::move(ast));
}

AstPtr Parser::instance_of_rest(AstPtr value) {
  AstPtr ast = make(AstKind::instance_of, value->span.begin);
  next();
  if (peek().kind != TokenKind::name || peek().text != "of") {
    return unexpected({"应为 `instance of`", "expected `instance of`"});
  }
  next();
  const std::size_t begin = peek().span.begin;
  TypePtr tested = type();
  if (!tested) return nullptr;
  ast->name_span = {begin, previous_end()};
  ast->types.push_back(std::move(tested));
  ast->shape = simple_type(Kind::boolean);
  ast->children.push_back(std::move(value));
  return finish(std::move(ast));
}

// A type that is not known is `Any` under its name; what that means is for the checker to say.
TypePtr Parser::type() {
  const Nesting nesting(*this);
  if (nesting.too_deep()) {
    too_deep();
    return nullptr;
  }
  if (peek().kind != TokenKind::name) {
    unexpected({"应为类型", "expected a type"});
    return nullptr;
  }
  const std::string head = peek().text;
  // The unit of a number is written close to it, since `x instance of number < y` compares.
  if (head == "list" || head == "range" || head == "context" || head == "function" ||
      (head == "number" && peek(1).is("<") && !peek(1).space_before)) {
    return generic_type(head);
  }
  NameTable types(options_.chinese);
  for (const NamedKind& named : named_kinds) types.declare(std::string(named.name), simple_type(named.kind));
  for (const Field& declared : scope_.types()) types.declare(declared.name, declared.type);
  if (const auto match = types.longest(std::span<const Token>(tokens_).subspan(at_))) {
    at_ += match->tokens;
    return match->shape;
  }
  std::size_t count = 1;
  while (peek(count).is(".") && peek(count + 1).kind == TokenKind::name) count += 2;
  Type unknown;
  unknown.name = join_tokens(count);
  at_ += count;
  return std::make_shared<const Type>(std::move(unknown));
}

TypePtr Parser::generic_type(const std::string& head) {
  // `list` alone is no type, nor `context<>`, nor a function without result (DMN 1.5, rule 52).
  const auto incomplete = [](const char* written) {
    Type unknown;
    unknown.name = written;
    return std::make_shared<const Type>(std::move(unknown));
  };
  next();
  const bool has_arguments = accept("<");
  std::vector<Field> fields;
  if (head == "number") {
    std::string unit;
    while (!peek().is(">") && peek().kind != TokenKind::end) unit += next().text;
    return expect(">") ? number_type(std::move(unit)) : nullptr;
  }
  if (has_arguments && !peek().is(">")) {
    do {
      Field field;
      if (head == "context") {
        field.name = new_name({":"});
        if (field.name.empty() || !expect(":")) return nullptr;
      }
      field.type = type();
      if (!field.type) return nullptr;
      fields.push_back(std::move(field));
    } while (accept(","));
  }
  if (has_arguments && !expect(">")) return nullptr;
  if (head == "context") return fields.empty() ? incomplete("context") : context_type(std::move(fields));
  if (head == "function") {
    if (!accept("->")) return incomplete("function");
    TypePtr result = type();
    return result ? function_type(std::move(fields), std::move(result)) : nullptr;
  }
  if (fields.size() > 1) {
    unexpected({"此类型只有一个参数", "this type has one argument"});
    return nullptr;
  }
  if (fields.empty()) return incomplete(head == "list" ? "list" : "range");
  TypePtr element = fields.front().type;
  return head == "list" ? list_type(std::move(element)) : range_type(std::move(element));
}

}  // namespace enact::feel
