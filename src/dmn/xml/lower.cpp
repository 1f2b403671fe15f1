// FEEL is without side effects, so a part that is an entry of a context may be evaluated although its branch
// is not taken: the result is the same. A body that is not literal becomes a function of the iterator's
// variable. A filter's condition sees the items' own names, which no function can give it: that one is lost.
#include "dmn/xml/lower.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace enact::dmn::xml {
namespace {

using model::ExpressionPtr;

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

// As a part of a larger text. A comment at its end must not swallow the parenthesis.
std::string operand(const std::string& text) {
  if (!text.empty() && text.find_first_not_of(kLetters) == std::string::npos) return text;
  return fmt::format("({}{})", text, text.find("//") == std::string::npos ? "" : "\n");
}

class Lowering {
 public:
  explicit Lowering(const model::Expression& whole) : whole_(whole) {}

  Lowered operator()(const model::Conditional& form) {
    const std::string condition = part("lowered_if", form.condition);
    const std::string then = part("lowered_then", form.then);
    const std::string otherwise = part("lowered_else", form.otherwise);
    return finish(conditional(condition, then, otherwise));
  }

  Lowered operator()(const model::Filter& form) {
    const std::string list = part("lowered_in", form.list);
    const auto match = literal(form.match);
    if (!match) {
      lost_.push_back({"筛选条件不是文字表达式的盒式筛选（filter），写成了 null",
                       "a boxed filter whose condition is not literal, written as null"});
      entries_.clear();
      return finish("null");
    }
    return finish(selection(list, *match));
  }

  Lowered operator()(const model::Iterator& form) {
    if (!form.variable_type.empty()) typed_ = true;
    const std::string list = part("lowered_in", form.list);
    const auto body = literal(form.body);
    if (body) return finish(iteration(form, list, *body));
    auto function = std::make_shared<model::Expression>();
    model::FunctionDefinition definition;
    definition.parameters.emplace_back().name = form.variable;
    definition.body = form.body;
    function->form = std::move(definition);
    add("lowered_body", std::move(function));
    return finish(iteration(form, list, fmt::format("lowered_body({})", form.variable)));
  }

  template <typename Other>
  Lowered operator()(const Other&) {
    return {};
  }

 private:
  static std::string conditional(const std::string& condition, const std::string& then,
                                 const std::string& otherwise) {
    return fmt::format("if {} then {} else {}", operand(condition), operand(then), operand(otherwise));
  }

  static std::string selection(const std::string& list, const std::string& match) {
    return fmt::format("{}[{}{}]", operand(list), match, match.find("//") == std::string::npos ? "" : "\n");
  }

  static std::string iteration(const model::Iterator& form, const std::string& list,
                               const std::string& body) {
    using Kind = model::Iterator::Kind;
    if (form.kind == Kind::for_return) {
      return fmt::format("for {} in {} return {}", form.variable, operand(list), operand(body));
    }
    return fmt::format("{} {} in {} satisfies {}", form.kind == Kind::some ? "some" : "every", form.variable,
                       operand(list), operand(body));
  }

  // The expression as FEEL on its own; nothing if it has no such form here.
  std::optional<std::string> literal(const ExpressionPtr& expression) {
    if (!expression) return "null";
    std::optional<std::string> out;
    if (const auto* text = std::get_if<model::LiteralExpression>(&expression->form)) {
      if (text->imported || !text->source.language.empty()) return std::nullopt;
      const std::string& written = text->source.text.expression;
      out = written.find_first_not_of(" \t\r\n") == std::string::npos ? "null" : written;
    } else if (const auto* choice = std::get_if<model::Conditional>(&expression->form)) {
      const auto condition = literal(choice->condition);
      const auto then = literal(choice->then);
      const auto otherwise = literal(choice->otherwise);
      if (condition && then && otherwise) out = conditional(*condition, *then, *otherwise);
    } else if (const auto* filter = std::get_if<model::Filter>(&expression->form)) {
      const auto list = literal(filter->list);
      const auto match = literal(filter->match);
      if (list && match) out = selection(*list, *match);
    } else if (const auto* iterator = std::get_if<model::Iterator>(&expression->form)) {
      const auto list = literal(iterator->list);
      const auto body = literal(iterator->body);
      if (!iterator->variable_type.empty()) typed_ = true;
      if (list && body) out = iteration(*iterator, *list, *body);
    }
    if (out && !expression->type.empty()) typed_ = true;
    return out;
  }

  // A part's text, or the name of the entry that holds it.
  std::string part(std::string_view name, const ExpressionPtr& expression) {
    const bool typed = typed_;
    if (auto text = literal(expression)) return *text;
    typed_ = typed;  // an entry keeps its type
    add(name, expression);
    return std::string(name);
  }

  void add(std::string_view name, ExpressionPtr value) {
    model::Context::Entry& entry = entries_.emplace_back();
    entry.variable.emplace().name = name;
    entry.value = std::move(value);
  }

  Lowered finish(std::string text) {
    if (typed_) {
      lost_.push_back(
          {"盒式表达式各部分的类型（typeRef）", "the types of parts of a boxed expression (typeRef)"});
    }
    model::LiteralExpression result;
    result.source.text = feel::expression_text(std::move(text));
    auto made = std::make_shared<model::Expression>(whole_);
    if (entries_.empty()) {
      made->form = std::move(result);
    } else {
      auto value = std::make_shared<model::Expression>();
      value->form = std::move(result);
      entries_.emplace_back().value = std::move(value);
      made->form = model::Context{std::move(entries_)};
    }
    return {std::move(made), std::move(lost_)};
  }

  const model::Expression& whole_;
  std::vector<model::Context::Entry> entries_;
  std::vector<Text> lost_;
  bool typed_ = false;  // a part that became text had a type
};

}  // namespace

Lowered lower(const model::Expression& expression) {
  Lowering lowering(expression);
  return std::visit(lowering, expression.form);
}

}  // namespace enact::dmn::xml
