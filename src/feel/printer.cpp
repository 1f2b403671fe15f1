// Syntax tree to plain standard FEEL, with the fewest parentheses that keep the tree.
#include <algorithm>
#include <string_view>

#include "feel/ast.hpp"
#include "feel/lexer.hpp"

namespace enact::feel {
namespace {

// How tightly a construct binds; an operand that binds less tightly than its place asks for is parenthesised.
enum Level {
  control,
  disjunction,
  conjunction,
  comparison,
  additive,
  multiplicative,
  exponent,
  negation,
  typed,
  postfix,
  primary
};

Level level_of(ir::Op op) {
  switch (op) {
    case ir::Op::or_:
      return disjunction;
    case ir::Op::and_:
      return conjunction;
    case ir::Op::add:
    case ir::Op::subtract:
      return additive;
    case ir::Op::multiply:
    case ir::Op::divide:
      return multiplicative;
    case ir::Op::power:
      return exponent;
    default:
      return comparison;
  }
}

Level level_of(const Ast& ast) {
  switch (ast.kind) {
    case AstKind::if_:
    case AstKind::for_:
    case AstKind::some:
    case AstKind::every:
    case AstKind::function:
    case AstKind::iteration:
      return control;
    case AstKind::logical:
    case AstKind::binary:
      return level_of(ast.op);
    case AstKind::in:
    case AstKind::between:
      return comparison;
    case AstKind::negate:
      return negation;
    case AstKind::instance_of:
      return typed;
    case AstKind::path:
    case AstKind::filter:
    case AstKind::call:
      return postfix;
    default:
      return primary;
  }
}

std::string_view spelling(ir::Op op) {
  switch (op) {
    case ir::Op::or_:
      return "or";
    case ir::Op::and_:
      return "and";
    case ir::Op::add:
      return "+";
    case ir::Op::subtract:
      return "-";
    case ir::Op::multiply:
      return "*";
    case ir::Op::divide:
      return "/";
    case ir::Op::power:
      return "**";
    case ir::Op::equal:
      return "=";
    case ir::Op::not_equal:
      return "!=";
    case ir::Op::less:
      return "<";
    case ir::Op::less_equal:
      return "<=";
    case ir::Op::greater:
      return ">";
    default:
      return ">=";
  }
}

std::string quote(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
      case '\\':
        quoted += '\\';
        quoted += c;
        break;
      case '\n':
        quoted += "\\n";
        break;
      case '\r':
        quoted += "\\r";
        break;
      case '\t':
        quoted += "\\t";
        break;
      default:
        quoted += c;
    }
  }
  return quoted + '"';
}

class Printer {
 public:
  explicit Printer(bool careful) : careful_(careful) {}

  std::string take() { return std::move(out_); }

  void print(const Ast& ast, Level lowest) {
    const bool named = ast.kind == AstKind::name || ast.kind == AstKind::path;
    const bool wrapped = level_of(ast) < lowest || (careful_ && named);
    if (wrapped) out_ += '(';
    bare(ast);
    if (wrapped) out_ += ')';
  }

 private:
  const Ast& child(const Ast& ast, std::size_t i) { return *ast.children[i]; }

  void bare(const Ast& ast) {
    switch (ast.kind) {
      case AstKind::null_literal:
        out_ += "null";
        return;
      case AstKind::boolean:
      case AstKind::number:
      case AstKind::name:
        out_ += ast.text;
        return;
      case AstKind::string:
        out_ += quote(ast.text);
        return;
      case AstKind::at_literal:
        out_ += '@' + quote(ast.text);
        return;
      case AstKind::list:
        out_ += '[';
        sequence(ast, 0, ast.children.size());
        out_ += ']';
        return;
      case AstKind::context:
        return context(ast);
      case AstKind::range:
        out_ += ast.low_end == RangeEnd::closed ? '[' : '(';
        print(child(ast, 0), disjunction);
        out_ += "..";
        print(child(ast, 1), additive);
        out_ += ast.high_end == RangeEnd::closed ? ']' : ')';
        return;
      case AstKind::comparison_test:
        out_ += '(';
        test(ast);
        out_ += ')';
        return;
      case AstKind::negate:
        out_ += '-';
        return print(child(ast, 0), negation);
      case AstKind::binary:
      case AstKind::logical:
        return operation(ast);
      case AstKind::if_:
        out_ += "if ";
        print(child(ast, 0), control);
        out_ += " then ";
        print(child(ast, 1), control);
        out_ += " else ";
        return print(child(ast, 2), control);
      case AstKind::for_:
        return iteration(ast, "for ", " return ");
      case AstKind::some:
        return iteration(ast, "some ", " satisfies ");
      case AstKind::every:
        return iteration(ast, "every ", " satisfies ");
      case AstKind::iteration:
        print(child(ast, 0), disjunction);
        out_ += "..";
        return print(child(ast, 1), disjunction);
      case AstKind::path:
        print(child(ast, 0), postfix);
        out_ += '.' + ast.text;
        return;
      case AstKind::filter:
        print(child(ast, 0), postfix);
        out_ += '[';
        print(child(ast, 1), control);
        out_ += ']';
        return;
      case AstKind::in:
        print(child(ast, 0), comparison);
        out_ += " in (";
        tests(ast, 1);
        out_ += ')';
        return;
      case AstKind::between:
        print(child(ast, 0), comparison);
        out_ += " between ";
        print(child(ast, 1), additive);
        out_ += " and ";
        return print(child(ast, 2), additive);
      case AstKind::instance_of:
        print(child(ast, 0), typed);
        out_ += " instance of " + to_string(*ast.types.front());
        return;
      case AstKind::function:
        return function(ast);
      case AstKind::call:
        return call(ast);
      case AstKind::unary_tests:
        return unary_tests(ast);
    }
  }

  void sequence(const Ast& ast, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if (i > from) out_ += ", ";
      print(child(ast, i), control);
    }
  }

  void test(const Ast& ast) {
    if (ast.kind != AstKind::comparison_test) return print(ast, control);
    out_ += spelling(ast.op);
    out_ += ' ';
    print(child(ast, 0), additive);
  }

  void tests(const Ast& ast, std::size_t from) {
    for (std::size_t i = from; i < ast.children.size(); ++i) {
      if (i > from) out_ += ", ";
      test(child(ast, i));
    }
  }

  void operation(const Ast& ast) {
    const Level own = level_of(ast.op);
    for (std::size_t i = 0; i < ast.children.size(); ++i) {
      if (i > 0) {
        out_ += ' ';
        out_ += spelling(ast.op);
        out_ += ' ';
      }
      // Operators of arithmetic and comparison are read from left to right; a logical chain is flat.
      const bool left = i == 0 && ast.kind == AstKind::binary;
      print(child(ast, i), left ? own : static_cast<Level>(own + 1));
    }
  }

  void iteration(const Ast& ast, std::string_view word, std::string_view separator) {
    out_ += word;
    for (std::size_t i = 0; i < ast.names.size(); ++i) {
      if (i > 0) out_ += ", ";
      out_ += ast.names[i] + " in ";
      const Ast& domain = child(ast, i);
      print(domain, domain.kind == AstKind::iteration ? control : disjunction);
    }
    out_ += separator;
    print(*ast.children.back(), control);
  }

  void context(const Ast& ast) {
    out_ += '{';
    for (std::size_t i = 0; i < ast.names.size(); ++i) {
      if (i > 0) out_ += ", ";
      const auto tokens = tokenize(ast.names[i], false, nullptr);
      const bool plain =
          tokens.size() == 2 && tokens.front().kind == TokenKind::name && tokens.front().text == ast.names[i];
      out_ += (plain ? ast.names[i] : quote(ast.names[i])) + ": ";
      print(child(ast, i), control);
    }
    out_ += '}';
  }

  void function(const Ast& ast) {
    out_ += "function(";
    for (std::size_t i = 0; i < ast.names.size(); ++i) {
      if (i > 0) out_ += ", ";
      out_ += ast.names[i];
      if (ast.types[i]) out_ += ": " + to_string(*ast.types[i]);
    }
    out_ += ast.external ? ") external " : ") ";
    print(child(ast, 0), control);
  }

  void call(const Ast& ast) {
    print(child(ast, 0), postfix);
    out_ += '(';
    for (std::size_t i = 1; i < ast.children.size(); ++i) {
      if (i > 1) out_ += ", ";
      if (!ast.names.empty()) out_ += ast.names[i - 1] + ": ";
      print(child(ast, i), control);
    }
    out_ += ')';
  }

  void unary_tests(const Ast& ast) {
    if (ast.text == "-") {
      out_ += '-';
    } else if (ast.text == "not") {
      out_ += "not(";
      tests(ast, 0);
      out_ += ')';
    } else {
      // A lone call of the function `not` would read as the negation of the whole.
      const std::size_t begin = out_.size();
      tests(ast, 0);
      if (ast.children.size() == 1 && std::string_view(out_).substr(begin).starts_with("not(")) {
        out_.insert(begin, 1, '(');
        out_ += ')';
      }
    }
  }

  bool careful_;
  std::string out_;
};

std::string type_text(const TypePtr& type) {
  return type ? to_string(*type) : std::string();
}

}  // namespace

bool same_tree(const Ast& a, const Ast& b) {
  return a.kind == b.kind && a.op == b.op && a.text == b.text && a.low_end == b.low_end &&
         a.high_end == b.high_end && a.external == b.external && a.names == b.names &&
         std::ranges::equal(a.types, b.types, {}, type_text, type_text) &&
         std::ranges::equal(a.children, b.children,
                            [](const AstPtr& x, const AstPtr& y) { return same_tree(*x, *y); });
}

std::string print(const Ast& ast, bool careful) {
  Printer printer(careful);
  printer.print(ast, control);
  return printer.take();
}

}  // namespace enact::feel
