// See feel_names.hpp. The checker says what a name means, the tree where it stands.
#include "lsp/feel_names.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "feel/builtins.hpp"
#include "feel/checker.hpp"
#include "feel/lexer.hpp"
#include "feel/parser.hpp"

namespace enact::lsp {
namespace {

using feel::Ast;
using feel::AstKind;
using feel::Token;
using feel::TokenKind;
using feel::ir::Op;

using Place = std::pair<std::size_t, std::size_t>;
Place place(Span span) {
  return {span.begin, span.end};
}

class Reader {
 public:
  explicit Reader(const policy::ReadText& text)
      : text_(text), expression_(text.text.expression), reporter_(text.text, ignored_) {}

  std::vector<FeelName> run() {
    const feel::TypePtr none;
    const bool tests = text_.unary_tests;
    const feel::AstPtr ast =
        feel::parse(text_.text, text_.scope,
                    {true, tests, tests ? text_.type : none, tests ? none : text_.type}, reporter_);
    if (!ast) return {};
    program_ = feel::check(*ast,
                           {text_.text, text_.scope, feel::Mode::determination, tests ? none : text_.type,
                            tests ? text_.type : none},
                           reporter_);
    visit(*ast);
    for (const feel::ir::Node& node : program_->nodes) read(node);
    read_locals();
    if (!tests && program_->root != feel::ir::none) mark_codes(program_->root, text_.type);
    add_builtins();
    std::stable_sort(names_.begin(), names_.end(),
                     [](const FeelName& a, const FeelName& b) { return a.span.begin < b.span.begin; });
    return std::move(names_);
  }

 private:
  // ---- the tree: bindings, places of fields, names that may be functions, numbers ----

  void visit(const Ast& ast) {
    // The typed form has places in the file, the tree in the expression.
    spans_[place(reporter_.outer(ast.span))] = ast.span;
    switch (ast.kind) {
      case AstKind::for_:
      case AstKind::some:
      case AstKind::every:
      case AstKind::context:
        bind_before_children(ast);
        break;
      case AstKind::function:
        bind_parameters(ast);
        break;
      case AstKind::path:
        field_places_[place(reporter_.outer(ast.span))] = ast.name_span;
        break;
      case AstKind::name:
        written_.emplace_back(ast.span, ast.text);
        break;
      case AstKind::number:
        names_.push_back({.kind = FeelName::Kind::number,
                          .span = ast.span,
                          .name = ast.text,
                          .of = nullptr,
                          .type = feel::number_type(ast.unit),
                          .from = {},
                          .binding = {},
                          .index = -1,
                          .unit = ast.unit});
        break;
      default:
        break;
    }
    for (const feel::AstPtr& child : ast.children) {
      if (child) visit(*child);
    }
  }

  // `x in …`, `y in …` and `key: …`: the name stands before each child.
  void bind_before_children(const Ast& ast) {
    const bool context = ast.kind == AstKind::context;
    std::size_t begin = ast.span.begin;
    for (std::size_t i = 0; i < ast.names.size(); ++i) {
      const std::size_t end = ast.children[i]->span.begin;
      const std::vector<Token> tokens = tokens_in(begin, end);
      begin = ast.children[i]->span.end;
      const auto ends_name = [&](const Token& token) {
        return context ? token.is(":") : token.is_keyword("in");
      };
      const auto last = std::find_if(tokens.rbegin(), tokens.rend(), ends_name);
      if (last == tokens.rend()) continue;
      auto first = last + 1;
      while (first != tokens.rend() && !first->is(",") && !first->is("{") && first->keyword != "for" &&
             first->keyword != "some" && first->keyword != "every") {
        ++first;
      }
      if (first == last + 1) continue;
      bind(ast, i, {(first - 1)->span.begin, (last + 1)->span.end});
    }
  }

  void bind_parameters(const Ast& ast) {
    const std::vector<Token> tokens = tokens_in(ast.span.begin, ast.span.end);
    std::size_t at = 2;  // behind `function` and `(`
    for (std::size_t i = 0; i < ast.names.size() && at < tokens.size(); ++i) {
      const std::size_t first = at;
      while (at < tokens.size() && !tokens[at].is(":") && !tokens[at].is(",") && !tokens[at].is(")")) ++at;
      if (at == first || at >= tokens.size()) return;
      bind(ast, i, {tokens[first].span.begin, tokens[at - 1].span.end});
      for (int depth = 0; at < tokens.size(); ++at) {
        if (tokens[at].is("<") || tokens[at].is("(")) ++depth;
        if (depth == 0 && (tokens[at].is(",") || tokens[at].is(")"))) break;
        if (tokens[at].is(">") || tokens[at].is(")")) --depth;
      }
      ++at;
    }
  }

  void bind(const Ast& ast, std::size_t i, Span span) {
    bindings_[place(reporter_.outer(ast.span))][i] = span;
  }

  std::vector<Token> tokens_in(std::size_t begin, std::size_t end) const {
    if (begin >= end) return {};
    std::vector<Token> tokens =
        feel::tokenize(std::string_view(expression_).substr(begin, end - begin), true, nullptr);
    tokens.pop_back();
    for (Token& token : tokens) {
      token.span.begin += begin;
      token.span.end += begin;
    }
    return tokens;
  }

  // ---- the typed form ----

  std::optional<Span> span_of(const feel::ir::Node& node) const {
    const auto found = spans_.find(place(node.span));
    return found == spans_.end() ? std::nullopt : std::optional(found->second);
  }

  void read(const feel::ir::Node& node) {
    switch (node.op) {
      case Op::for_:
      case Op::some:
      case Op::every:
      case Op::context:
      case Op::function:
        declare(node);
        break;
      case Op::input: {
        const feel::ir::Input& input = program_->inputs[static_cast<std::size_t>(node.index)];
        if (const std::optional<Span> span = span_of(node)) {
          add(FeelName::Kind::input, *span, input.name).type = node.type;
        }
        break;
      }
      case Op::field:
        read_field(node);
        break;
      case Op::equal:
      case Op::not_equal:
        mark_codes(node.args[0], program_->node(node.args[1]).type);
        mark_codes(node.args[1], program_->node(node.args[0]).type);
        break;
      case Op::in:
        for (std::size_t i = 1; i < node.args.size(); ++i) {
          mark_codes(node.args[i], program_->node(node.args[0]).type);
        }
        break;
      default:
        break;
    }
  }

  void declare(const feel::ir::Node& node) {
    const auto found = bindings_.find(place(node.span));
    if (found == bindings_.end()) return;
    for (const auto& [i, span] : found->second) {
      if (i >= node.locals.size() || node.locals[i] < 0) continue;
      slots_[node.locals[i]] = span;
      std::string name = expression_.substr(span.begin, span.end - span.begin);
      FeelName& made = add(FeelName::Kind::local, span, std::move(name));
      made.binding = span;
    }
  }

  // When all bindings are known: a use may be numbered before its binding.
  void read_locals() {
    for (const feel::ir::Node& node : program_->nodes) {
      if (node.op != Op::local) continue;
      const auto found = slots_.find(node.index);
      const std::optional<Span> span = span_of(node);
      if (found == slots_.end() || !span) continue;
      const std::string name =
          expression_.substr(found->second.begin, found->second.end - found->second.begin);
      FeelName& made = add(FeelName::Kind::local, *span, name);
      made.binding = found->second;
      made.type = node.type;
    }
    // The binding has the type that its uses have.
    for (FeelName& name : names_) {
      if (name.kind != FeelName::Kind::local || name.type) continue;
      for (const FeelName& other : names_) {
        if (other.kind == FeelName::Kind::local && other.type && other.binding == name.binding) {
          name.type = other.type;
          break;
        }
      }
    }
  }

  void read_field(const feel::ir::Node& node) {
    const auto found = field_places_.find(place(node.span));
    const std::optional<Span> span =
        found == field_places_.end() ? span_of(node) : std::optional(found->second);
    if (!span) return;
    const feel::ir::Node& value = program_->node(node.args[0]);
    FeelName& made = add(FeelName::Kind::field, *span, node.name);
    made.of = one_of(value.type);
    made.type = node.type;
    if (value.op == Op::input) made.from = program_->inputs[static_cast<std::size_t>(value.index)].name;
  }

  // Strings below the node that stand where a code of the type is expected.
  void mark_codes(feel::ir::NodeId id, const feel::TypePtr& type) {
    const feel::TypePtr coded = type ? one_of(type) : nullptr;
    if (!coded || coded->codes.empty() || coded->name.empty() || id == feel::ir::none) return;
    const feel::ir::Node& node = program_->node(id);
    if (node.op == Op::constant) {
      const std::optional<Span> span = span_of(node);
      if (!span) return;
      const std::string written = expression_.substr(span->begin, span->end - span->begin);
      if (written.size() < 2 || written.front() != '"' || written.back() != '"') return;
      const Span inner{span->begin + 1, span->end - 1};
      FeelName& made = add(FeelName::Kind::code, inner, written.substr(1, written.size() - 2));
      made.of = coded;
      return;
    }
    const bool transparent =
        node.op == Op::list || node.op == Op::test || node.op == Op::not_test || node.op == Op::if_;
    if (!transparent) return;
    for (std::size_t i = node.op == Op::if_ ? 1 : 0; i < node.args.size(); ++i)
      mark_codes(node.args[i], coded);
  }

  // Names of the tree that nothing in scope answers for.
  void add_builtins() {
    std::set<Place> known;
    for (const FeelName& name : names_) known.insert(place(name.span));
    for (const auto& [span, name] : written_) {
      const int index = feel::find_builtin(name);
      if (index < 0 || known.contains(place(span))) continue;
      add(FeelName::Kind::builtin, span, name).index = index;
    }
  }

  FeelName& add(FeelName::Kind kind, Span span, std::string name) {
    FeelName made;
    made.kind = kind;
    made.span = span;
    made.name = std::move(name);
    names_.push_back(std::move(made));
    return names_.back();
  }

  const policy::ReadText& text_;
  const std::string& expression_;
  Diagnostics ignored_;
  feel::Reporter reporter_;
  std::shared_ptr<feel::ir::Program> program_;
  std::map<Place, std::map<std::size_t, Span>> bindings_;  // of a construct: its names by number
  std::map<Place, Span> spans_;                            // in the file → in the expression
  std::map<Place, Span> field_places_;                     // of a path: its field
  std::vector<std::pair<Span, std::string>> written_;      // names of the tree
  std::map<std::int32_t, Span> slots_;
  std::vector<FeelName> names_;
};

}  // namespace

std::vector<FeelName> names_in(const policy::ReadText& text) {
  return Reader(text).run();
}

Span in_file(const feel::ExpressionText& text, Span span) {
  if (text.offsets.empty()) return {text.span.begin + span.begin, text.span.begin + span.end};
  const auto at = [&](std::size_t byte) { return text.offsets[std::min(byte, text.offsets.size() - 1)]; };
  // The end is behind the last character, not where the next one stands (a line further, in a folded text).
  const std::size_t end = span.end > span.begin ? at(span.end - 1) + 1 : at(span.end);
  return {at(span.begin), end};
}

std::optional<std::size_t> in_expression(const feel::ExpressionText& text, std::size_t offset) {
  if (offset < text.span.begin || offset > text.span.end) return std::nullopt;
  if (text.offsets.empty()) return offset - text.span.begin;
  const auto found = std::lower_bound(text.offsets.begin(), text.offsets.end(), offset);
  return std::min(static_cast<std::size_t>(found - text.offsets.begin()), text.expression.size());
}

feel::TypePtr one_of(feel::TypePtr type) {
  while (type && type->kind == feel::Kind::list) type = type->element;
  return type ? type : feel::any_type();
}

}  // namespace enact::lsp
