// Texts, and the boxed forms that only put their parts together: context, list, relation.
#include "dmn/executable/boxed.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dmn/java_lang.hpp"
#include "feel/conform.hpp"
#include "feel/ir.hpp"

namespace enact::dmn::executable {
namespace {

using feel::Value;

constexpr int deepest = 200;  // boxes within boxes; evaluation takes stack for each

class Literal final : public Node {
 public:
  explicit Literal(feel::ProgramPtr program)
      : Node(program->node(program->root).type), program_(std::move(program)) {}
  Value evaluate(Frame& frame) const override { return frame.evaluation.evaluate(*program_, frame.values); }

 private:
  feel::ProgramPtr program_;
};

// 10.2.1.4: each entry sees those before it; an entry without a name is the result.
class BoxedContext final : public Node {
 public:
  struct Entry {
    std::string name;
    NodePtr value;
  };
  BoxedContext(std::vector<Entry> entries, NodePtr result, const feel::TypePtr& type)
      : Node(type), entries_(std::move(entries)), result_(std::move(result)) {}

  Value evaluate(Frame& frame) const override {
    Pushed pushed(frame);
    std::vector<std::pair<std::string, Value>> made;
    for (const Entry& entry : entries_) {
      Value value = entry.value->evaluate(frame);
      if (!result_) made.emplace_back(entry.name, value);
      pushed.add(std::move(value));
    }
    return result_ ? result_->evaluate(frame) : feel::make_context(std::move(made));
  }

 private:
  std::vector<Entry> entries_;
  NodePtr result_;
};

class BoxedList final : public Node {
 public:
  BoxedList(std::vector<NodePtr> items, const feel::TypePtr& type) : Node(type), items_(std::move(items)) {}
  Value evaluate(Frame& frame) const override {
    std::vector<Value> values;
    values.reserve(items_.size());
    for (const NodePtr& item : items_) values.push_back(item->evaluate(frame));
    return feel::make_list(std::move(values));
  }

 private:
  std::vector<NodePtr> items_;
};

class BoxedRelation final : public Node {
 public:
  BoxedRelation(std::vector<std::string> columns, std::vector<std::vector<NodePtr>> rows,
                const feel::TypePtr& type)
      : Node(type), columns_(std::move(columns)), rows_(std::move(rows)) {}
  Value evaluate(Frame& frame) const override {
    std::vector<Value> made;
    made.reserve(rows_.size());
    for (const auto& row : rows_) {
      std::vector<std::pair<std::string, Value>> entries;
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        entries.emplace_back(columns_[i], row[i]->evaluate(frame));
      }
      made.push_back(feel::make_context(std::move(entries)));
    }
    return feel::make_list(std::move(made));
  }

 private:
  std::vector<std::string> columns_;
  std::vector<std::vector<NodePtr>> rows_;
};

}  // namespace

feel::ExpressionText glued(std::string text, const Location& place) {
  if (!place.known()) return feel::expression_text(std::move(text), "<boxed>");
  std::vector<std::size_t> offsets(text.size(), place.span.begin);
  offsets.push_back(place.span.end);
  return {place.source, place.span, std::move(text), std::move(offsets)};
}

feel::CompileOptions standard_options(feel::TypePtr expected) {
  feel::CompileOptions options;
  options.mode = feel::Mode::standard;
  options.chinese = false;
  options.expected = std::move(expected);
  options.external = external_function;
  return options;
}

NodePtr Boxed::error(std::string code, const Location& place, enact::Text message, enact::Text help) {
  Diagnostic cause = problem(Severity::error, std::move(code), place, std::move(message), std::move(help));
  diagnostics_.push_back(cause);
  return broken(std::move(cause));
}

NodePtr Boxed::compile(const model::ExpressionPtr& expression, const feel::Scope& scope,
                       const Location& place) {
  if (!expression) {
    return error(
        "dmn.no-expression", place,
        {fmt::format("`{}` 中缺少表达式", owner_), fmt::format("an expression is missing in `{}`", owner_)});
  }
  if (depth_ >= deepest) {
    return error("dmn.too-deep", expression->location,
                 {fmt::format("框式表达式嵌套超过 {} 层", deepest),
                  fmt::format("boxed expressions are nested more than {} deep", deepest)});
  }
  ++depth_;
  NodePtr made = form(*expression, scope);
  --depth_;
  // The type of a function definition says something of its result, too: see `definition`.
  if (std::holds_alternative<model::FunctionDefinition>(expression->form)) return made;
  return fitted(std::move(made), type(expression->type, expression->location), expression->location);
}

NodePtr Boxed::form(const model::Expression& expression, const feel::Scope& scope) {
  const Location& place = expression.location;
  struct Visitor {
    Boxed& self;
    const feel::Scope& scope;
    const Location& place;
    const model::Expression& whole;

    NodePtr operator()(const model::LiteralExpression& form) const { return self.literal(form, scope); }
    NodePtr operator()(const model::DecisionTable& form) const { return self.table(form, scope, whole); }
    NodePtr operator()(const model::Invocation& form) const { return self.invocation(form, scope, place); }
    NodePtr operator()(const model::Context& form) const { return self.context(form, scope, place); }
    NodePtr operator()(const model::List& form) const { return self.list(form, scope, place); }
    NodePtr operator()(const model::Relation& form) const { return self.relation(form, scope, place); }
    NodePtr operator()(const model::FunctionDefinition& form) const {
      return self.function(form, whole.type, scope, place);
    }
    NodePtr operator()(const model::Conditional& form) const { return self.conditional(form, scope, place); }
    NodePtr operator()(const model::Filter& form) const { return self.filter(form, scope, place); }
    NodePtr operator()(const model::Iterator& form) const { return self.iterator(form, scope, place); }
  };
  return std::visit(Visitor{*this, scope, place, expression}, expression.form);
}

// A language is a URI: FEEL has one a version of DMN.
bool Boxed::speaks_feel(const model::ExpressionSource& source, Diagnostic& cause) const {
  const std::string& language = source.language.empty() ? definitions_.expression_language : source.language;
  if (language.empty() || text::lower(language).find("feel") != std::string::npos) return true;
  cause = problem(Severity::error, "dmn.other-language", {source.text.source, source.text.span},
                  {fmt::format("不支持表达式语言 `{}`", language),
                   fmt::format("the expression language `{}` is not supported", language)},
                  {"用 FEEL 写", "write it in FEEL"});
  return false;
}

Boxed::Text Boxed::taken(feel::Compiled compiled) {
  Text made{std::move(compiled.program), {}};
  if (made.program) {
    used_.insert(made.program->used_inputs.begin(), made.program->used_inputs.end());
  } else {
    const auto first = std::ranges::find(compiled.diagnostics, Severity::error, &Diagnostic::severity);
    if (first != compiled.diagnostics.end()) made.cause = *first;
  }
  std::ranges::move(compiled.diagnostics, std::back_inserter(diagnostics_));
  return made;
}

Boxed::Text Boxed::expression(const model::ExpressionSource& source, const feel::Scope& scope,
                              const feel::TypePtr& expected) {
  Text refused;
  if (!speaks_feel(source, refused.cause)) {
    diagnostics_.push_back(refused.cause);
    return refused;
  }
  return taken(feel::compile_expression(source.text, scope, standard_options(expected)));
}

Boxed::Text Boxed::tests(const model::ExpressionSource& source, const feel::TypePtr& input,
                         const feel::Scope& scope) {
  Text refused;
  if (!speaks_feel(source, refused.cause)) {
    diagnostics_.push_back(refused.cause);
    return refused;
  }
  return taken(feel::compile_unary_tests(source.text, input, scope, standard_options()));
}

Boxed::Text Boxed::glue(const feel::ExpressionText& text, const feel::Scope& scope) {
  return taken(feel::compile_expression(text, scope, standard_options()));
}

NodePtr Boxed::literal(const model::LiteralExpression& literal, const feel::Scope& scope) {
  const Location place{literal.source.text.source, literal.source.text.span};
  if (literal.imported) {
    return error("dmn.imported-values", place,
                 {"不支持导入的值（importedValues）", "imported values are not supported"},
                 {"把值写在表达式里", "write the values into the expression"});
  }
  if (text::trim(literal.source.text.expression).empty()) {
    return error("dmn.no-expression", place,
                 {fmt::format("`{}` 中的表达式是空的", owner_),
                  fmt::format("an expression in `{}` is empty", owner_)});
  }
  Text text = expression(literal.source, scope);
  if (!text.program) return broken(std::move(text.cause));
  return std::make_unique<Literal>(std::move(text.program));
}

NodePtr Boxed::context(const model::Context& context, const feel::Scope& scope, const Location& place) {
  feel::Scope inner = scope;
  std::vector<BoxedContext::Entry> entries;
  std::vector<feel::Field> fields;
  NodePtr result;
  for (const model::Context::Entry& entry : context.entries) {
    const Location& where = entry.location.known() ? entry.location : place;
    if (result) {
      return error("dmn.entry-after-result", where,
                   {"结果项须是上下文的最后一项", "the result is the last entry of a context"});
    }
    NodePtr value = compile(entry.value, inner, where);
    if (!entry.variable || entry.variable->name.empty()) {
      result = std::move(value);
      continue;
    }
    const std::string& name = entry.variable->name;
    if (std::ranges::find(fields, name, &feel::Field::name) != fields.end()) {
      return error("dmn.duplicate-name", where,
                   {fmt::format("上下文中有两项名为 `{}`", name),
                    fmt::format("two entries of the context are named `{}`", name)});
    }
    value = fitted(std::move(value), type(entry.variable->type, where), where);
    inner.declare(name, value->type());
    fields.push_back({name, value->type()});
    entries.push_back({name, std::move(value)});
  }
  feel::TypePtr type = result ? result->type() : feel::context_type(std::move(fields));
  return std::make_unique<BoxedContext>(std::move(entries), std::move(result), type);
}

NodePtr Boxed::list(const model::List& list, const feel::Scope& scope, const Location& place) {
  std::vector<NodePtr> items;
  feel::TypePtr element;
  for (const model::ExpressionPtr& item : list.items) {
    items.push_back(compile(item, scope, place));
    const feel::TypePtr& type = items.back()->type();
    element = !element || equivalent(*element, *type) ? type : feel::any_type();
  }
  return std::make_unique<BoxedList>(std::move(items), feel::list_type(element));
}

NodePtr Boxed::relation(const model::Relation& relation, const feel::Scope& scope, const Location& place) {
  std::vector<std::string> columns;
  std::vector<feel::Field> fields;
  for (const model::InformationItem& column : relation.columns) {
    columns.push_back(column.name);
    fields.push_back({column.name, type(column.type, column.location)});
  }
  std::vector<std::vector<NodePtr>> rows;
  for (const auto& row : relation.rows) {
    if (row.size() != columns.size()) {
      return error(
          "dmn.row-length", place,
          {fmt::format("关系有 {} 列，此行有 {} 项", columns.size(), row.size()),
           fmt::format("the relation has {} columns, a row has {} cells", columns.size(), row.size())});
    }
    auto& cells = rows.emplace_back();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      cells.push_back(fitted(compile(row[i], scope, place), fields[i].type, place));
    }
  }
  return std::make_unique<BoxedRelation>(std::move(columns), std::move(rows),
                                         feel::list_type(feel::context_type(std::move(fields))));
}

}  // namespace enact::dmn::executable
