// Conditional, filter and the iterators (DMN 1.5, 10.2.1.8 to 10.2.1.12). Filters and loops are FEEL's own
// over the parts, so that both mean the same in every corner: a short program is compiled that calls the
// parts as functions, or has the text of a literal part in it.
#include <algorithm>

#include "dmn/executable/boxed.hpp"
#include "feel/lexer.hpp"

namespace enact::dmn::executable {
namespace {

using feel::Value;

// Letters that FEEL allows in names and nobody uses as the name of an entry.
constexpr std::string_view list_name = "ℒ";
constexpr std::string_view part_name = "ℳ";

// `before`, the text as it stands with its places, `after`.
feel::ExpressionText wrapped(std::string_view before, const feel::ExpressionText& text,
                             std::string_view after) {
  feel::ExpressionText made{text.source, text.span, {}, {}};
  made.expression.append(before).append(text.expression).append(after);
  const auto place = [&](std::size_t at) {
    return text.offsets.empty() ? text.span.begin + at : text.offsets[std::min(at, text.offsets.size() - 1)];
  };
  made.offsets.assign(before.size(), place(0));
  for (std::size_t i = 0; i < text.expression.size(); ++i) made.offsets.push_back(place(i));
  made.offsets.insert(made.offsets.end(), after.size() + 1, place(text.expression.size()));
  return made;
}

// Whether the text closes what it opens and no more, so that brackets around it are those around it.
bool balanced(const std::string& text) {
  std::vector<std::string> open;
  for (const feel::Token& token : feel::tokenize(text, false, nullptr)) {
    if (token.kind == feel::TokenKind::string) continue;
    if (token.text == "(" || token.text == "[" || token.text == "{") open.push_back(token.text);
    if (token.text == ")" || token.text == "]" || token.text == "}") {
      // An interval may end with the bracket that begins another: `]1..2[`.
      if (open.empty()) return false;
      open.pop_back();
    }
  }
  return open.empty();
}

// A part of a construct, a function of names that follow those in scope.
struct Part {
  NodePtr node;
  std::size_t names = 0;
  std::size_t handed_on = 0;  // of them; the rest are not read and null
};

// Valid while the frame is.
Value callable(const Part& part, Frame& frame) {
  auto function = std::make_shared<feel::Function>();
  function->parameters.resize(part.handed_on);
  function->call = [&part, &frame](feel::Evaluation&, std::span<const Value> arguments) {
    Pushed pushed(frame);
    for (std::size_t i = 0; i < part.names; ++i) pushed.add(i < arguments.size() ? arguments[i] : Value());
    return part.node->evaluate(frame);
  };
  return feel::FunctionPtr(std::move(function));
}

feel::TypePtr part_type(std::size_t parameters, const feel::TypePtr& result) {
  return feel::function_type(std::vector<feel::Field>(parameters, {{}, feel::any_type()}), result);
}

Value not_boolean(Frame& frame, const Value& value, const Location& place) {
  return frame.evaluation.fail("dmn.not-boolean",
                               {"此处须为真假值，得到的是 " + to_string(value),
                                "a boolean is needed here, this is " + to_string(value)},
                               place);
}

// Stricter than FEEL's `if`, which takes whatever is not true for false: only null is.
class BoxedConditional final : public Node {
 public:
  BoxedConditional(NodePtr condition, NodePtr then, NodePtr otherwise, Location place)
      : Node(equivalent(*then->type(), *otherwise->type()) ? then->type() : nullptr),
        condition_(std::move(condition)),
        then_(std::move(then)),
        otherwise_(std::move(otherwise)),
        place_(std::move(place)) {}

  Value evaluate(Frame& frame) const override {
    const Value condition = condition_->evaluate(frame);
    if (!condition.boolean() && !condition.is_null()) return not_boolean(frame, condition, place_);
    const bool holds = condition.boolean() && *condition.boolean();
    return (holds ? then_ : otherwise_)->evaluate(frame);
  }

 private:
  NodePtr condition_, then_, otherwise_;
  Location place_;
};

// `some` and `every` over the verdicts on all items. Stricter than FEEL's: each verdict must be a boolean,
// also one that the others would outvote.
class Quantified final : public Node {
 public:
  Quantified(NodePtr verdicts, bool some, Location place)
      : Node(feel::simple_type(feel::Kind::boolean)),
        verdicts_(std::move(verdicts)),
        some_(some),
        place_(std::move(place)) {}

  Value evaluate(Frame& frame) const override {
    const Value verdicts = verdicts_->evaluate(frame);
    if (!verdicts.list()) return verdicts;  // there was no list to go through
    bool result = !some_;
    for (const Value& verdict : verdicts.list()->items) {
      if (!verdict.boolean()) return not_boolean(frame, verdict, place_);
      if (*verdict.boolean() == some_) result = some_;
    }
    return result;
  }

 private:
  NodePtr verdicts_;
  bool some_;
  Location place_;
};

// A program whose inputs are a first part, evaluated before, and others, called by it.
class Construct final : public Node {
 public:
  Construct(feel::ProgramPtr program, NodePtr first, std::vector<Part> parts)
      : Node(program->node(program->root).type),
        program_(std::move(program)),
        first_(std::move(first)),
        parts_(std::move(parts)) {}

  Value evaluate(Frame& frame) const override {
    std::vector<Value> inputs;
    inputs.push_back(first_->evaluate(frame));
    for (const Part& part : parts_) inputs.push_back(callable(part, frame));
    return frame.evaluation.evaluate(*program_, inputs);
  }

 private:
  feel::ProgramPtr program_;
  NodePtr first_;
  std::vector<Part> parts_;
};

// `list[text]` in the scope around it, with the list as its last name.
class LiteralFilter final : public Node {
 public:
  LiteralFilter(feel::ProgramPtr program, NodePtr list)
      : Node(program->node(program->root).type), program_(std::move(program)), list_(std::move(list)) {}
  Value evaluate(Frame& frame) const override {
    Value list = list_->evaluate(frame);
    Pushed pushed(frame);
    pushed.add(std::move(list));
    return frame.evaluation.evaluate(*program_, frame.values);
  }

 private:
  feel::ProgramPtr program_;
  NodePtr list_;
};

// The match of a filter that is no literal: called with the item, it also sees the item's known fields.
class Match final : public Node {
 public:
  Match(NodePtr match, std::vector<std::string> fields)
      : Node(match->type()), match_(std::move(match)), fields_(std::move(fields)) {}
  Value evaluate(Frame& frame) const override {
    Pushed pushed(frame);
    const Value item = frame.values.back();
    for (const std::string& field : fields_) {
      const Value* entry = item.context() ? item.context()->find(field) : nullptr;
      pushed.add(entry ? *entry : Value());
    }
    return match_->evaluate(frame);
  }

 private:
  NodePtr match_;
  std::vector<std::string> fields_;
};

feel::TypePtr item_type(const feel::TypePtr& type) {
  const bool has_items = type->kind == feel::Kind::list || type->kind == feel::Kind::range;
  if (!has_items) return type;
  return type->element ? type->element : feel::any_type();
}

}  // namespace

NodePtr Boxed::conditional(const model::Conditional& conditional, const feel::Scope& scope,
                           const Location& place) {
  NodePtr condition = compile(conditional.condition, scope, place);
  NodePtr then = compile(conditional.then, scope, place);
  NodePtr otherwise = compile(conditional.otherwise, scope, place);
  return std::make_unique<BoxedConditional>(std::move(condition), std::move(then), std::move(otherwise),
                                            place);
}

NodePtr Boxed::filter(const model::Filter& filter, const feel::Scope& scope, const Location& place) {
  NodePtr list = compile(filter.list, scope, place);
  const auto* literal = filter.match ? std::get_if<model::LiteralExpression>(&filter.match->form) : nullptr;
  if (literal && !literal->imported) {
    Diagnostic refused;
    if (!speaks_feel(literal->source, refused)) {
      diagnostics_.push_back(refused);
      return broken(std::move(refused));
    }
  }
  if (literal && !literal->imported && balanced(literal->source.text.expression)) {
    feel::Scope inner = scope;
    inner.declare(std::string(list_name), list->type());
    // The line break ends a comment.
    Text text = glue(wrapped("ℒ[", literal->source.text, "\n]"), inner);
    if (!text.program) return broken(std::move(text.cause));
    return std::make_unique<LiteralFilter>(std::move(text.program), std::move(list));
  }
  const feel::TypePtr item = item_type(list->type());
  feel::Scope inner = scope;
  inner.declare("item", item);
  std::vector<std::string> fields;
  for (const feel::Field& field : item->fields) {
    if (item->kind != feel::Kind::context) break;
    inner.declare(field.name, field.type);
    fields.push_back(field.name);
  }
  if (literal && !literal->imported) {
    // Not to be put between brackets; mostly, because it is wrong.
    Text text = expression(literal->source, inner);
    if (!text.program) return broken(std::move(text.cause));
  }
  NodePtr match = compile(filter.match, inner, place);
  feel::Scope parts;
  parts.declare(std::string(list_name), list->type());
  parts.declare(std::string(part_name), part_type(1, match->type()));
  Text text = glue(glued("ℒ[ℳ(item)]", place), parts);
  if (!text.program) return broken(std::move(text.cause));
  std::vector<Part> one;
  one.push_back({std::make_unique<Match>(std::move(match), std::move(fields)), 1, 1});
  return std::make_unique<Construct>(std::move(text.program), std::move(list), std::move(one));
}

NodePtr Boxed::iterator(const model::Iterator& iterator, const feel::Scope& scope, const Location& place) {
  using Kind = model::Iterator::Kind;
  NodePtr list = compile(iterator.list, scope, place);
  const feel::TypePtr declared = type(iterator.variable_type, place);
  feel::Scope inner = scope;
  inner.declare(iterator.variable, item_type(declared->kind == feel::Kind::any ? list->type() : declared));
  const auto slot = static_cast<std::int32_t>(inner.names().size());
  const bool loop = iterator.kind == Kind::for_return;
  if (loop) inner.declare("partial", feel::list_type(feel::any_type()));
  used_.erase(used_.lower_bound(slot), used_.end());
  NodePtr body = compile(iterator.body, inner, place);
  // Handing on what was made so far costs a copy of it each time.
  const bool partial = loop && used_.contains(slot);
  const std::size_t handed_on = partial ? 2 : 1;
  feel::Scope parts;
  parts.declare(std::string(list_name), list->type());
  parts.declare(std::string(part_name), part_type(handed_on, body->type()));
  Text text =
      glue(glued(partial ? "for i in ℒ return ℳ(i, partial)" : "for i in ℒ return ℳ(i)", place), parts);
  if (!text.program) return broken(std::move(text.cause));
  std::vector<Part> one;
  one.push_back({std::move(body), loop ? std::size_t{2} : 1, handed_on});
  auto results = std::make_unique<Construct>(std::move(text.program), std::move(list), std::move(one));
  if (loop) return results;
  return std::make_unique<Quantified>(std::move(results), iterator.kind == Kind::some, place);
}

}  // namespace enact::dmn::executable
