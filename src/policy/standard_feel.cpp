// See standard_feel.hpp. Names are found in the checked program, where every reference knows what it refers
// to; the text is changed at their places and then written anew by the printer.
#include "policy/standard_feel.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "feel/ast.hpp"
#include "feel/checker.hpp"
#include "feel/parser.hpp"
#include "feel/report.hpp"

namespace enact::policy {
namespace {

using feel::ir::Op;

struct Checked {
  std::shared_ptr<feel::ir::Program> program;  // null: it does not parse
  std::string text;
};

// `how` with an input type and unary_tests: a list of unary tests.
Checked checked(const std::string& text, const feel::Scope& scope, feel::Mode mode,
                const feel::ParseOptions& how) {
  const feel::ExpressionText source = feel::expression_text(text);
  Diagnostics ignored;
  feel::Reporter reporter(source, ignored);
  const feel::AstPtr ast = feel::parse(source, scope, how, reporter);
  if (!ast || reporter.failed()) return {nullptr, text};
  return {feel::check(*ast, {source, scope, mode, nullptr, how.input_type}, reporter), text};
}

std::string_view part(const Checked& checked, const feel::ir::Node& node) {
  return std::string_view(checked.text).substr(node.span.begin, node.span.end - node.span.begin);
}

const std::string& input_name(const feel::ir::Program& program, const feel::ir::Node& node) {
  return program.inputs[static_cast<std::size_t>(node.index)].name;
}

// The function in scope that a call calls; empty: none.
std::string callee(const feel::ir::Program& program, const feel::ir::Node& node) {
  if (node.op != Op::call) return "";
  const feel::ir::Node& function = program.node(node.args.front());
  return function.op == Op::input ? input_name(program, function) : "";
}

bool reads_locals(const feel::ir::Program& program, feel::ir::NodeId id) {
  const feel::ir::Node& node = program.node(id);
  if (node.op == Op::local || node.op == Op::dynamic_name) return true;
  return std::any_of(node.args.begin(), node.args.end(), [&](feel::ir::NodeId arg) {
    return arg != feel::ir::none && reads_locals(program, arg);
  });
}

struct Change {
  Span span;
  std::string text;
};

class Rewriter {
 public:
  Rewriter(const Checked& text, const Renames& renames, const Renames& called)
      : text_(text), renames_(renames), called_(called) {}

  std::string run() {
    visit(text_.program->root);
    std::sort(changes_.begin(), changes_.end(),
              [](const Change& a, const Change& b) { return a.span.begin > b.span.begin; });
    std::string out = text_.text;
    for (const Change& change : changes_) {
      out.replace(change.span.begin, change.span.end - change.span.begin, change.text);
    }
    return out;
  }

 private:
  void visit(feel::ir::NodeId id) {
    const feel::ir::Node& node = text_.program->node(id);
    if (const auto called = called_.find(callee(*text_.program, node)); called != called_.end()) {
      add(node.span, called->second);
      return;
    }
    if (node.op == Op::input) {
      const auto renamed = renames_.find(input_name(*text_.program, node));
      if (renamed != renames_.end()) add(node.span, renamed->second);
    }
    for (const feel::ir::NodeId arg : node.args) {
      if (arg != feel::ir::none) visit(arg);
    }
  }

  // A node may be reached twice (a comparison chain, a range): one change a place.
  void add(Span span, const std::string& text) {
    const bool known = std::any_of(changes_.begin(), changes_.end(),
                                   [&](const Change& change) { return change.span.begin == span.begin; });
    if (!known && span.end > span.begin) changes_.push_back({span, text});
  }

  const Checked& text_;
  const Renames& renames_;
  const Renames& called_;
  std::vector<Change> changes_;
};

feel::Scope renamed_scope(const feel::Scope& scope, const Renames& renames, const Renames& called) {
  feel::Scope out;
  for (const feel::Field& type : scope.types()) out.declare_type(type.name, type.type);
  for (const feel::ir::Input& input : scope.names()) {
    const auto renamed = renames.find(input.name);
    out.declare(renamed == renames.end() ? input.name : renamed->second, input.type);
    if (const auto read = called.find(input.name); read != called.end()) out.declare(read->second, nullptr);
  }
  return out;
}

// The printer's text of a parsed one; the text itself if it does not read back to the same tree.
std::string printed(const std::string& text, const feel::Scope& scope, feel::ParseOptions how) {
  const feel::ExpressionText source = feel::expression_text(text);
  Diagnostics ignored;
  feel::Reporter reporter(source, ignored);
  const feel::AstPtr ast = feel::parse(source, scope, how, reporter);
  if (!ast || reporter.failed()) return text;
  const feel::ExpressionText once = feel::expression_text(feel::print(*ast));
  how.chinese = false;
  feel::Reporter again(once, ignored);
  const feel::AstPtr read = feel::parse(once, scope, how, again);
  return read && feel::same_tree(*ast, *read) ? once.expression : feel::print(*ast, true);
}

StandardFeel rewritten(const std::string& text, const feel::Scope& scope, feel::Mode mode,
                       const Renames& renames, const Renames& called, feel::ParseOptions how) {
  how.chinese = mode == feel::Mode::determination;
  const Checked read = checked(text, scope, mode, how);
  StandardFeel out;
  if (!read.program) return {text, {}, false};
  for (const std::int32_t input : read.program->used_inputs) {
    out.uses.insert(read.program->inputs[static_cast<std::size_t>(input)].name);
  }
  const std::string changed = Rewriter(read, renames, called).run();
  out.feel = printed(changed, renamed_scope(scope, renames, called), how);
  return out;
}

std::string number_text(const Decimal& number) {
  const std::string text = number.to_string();
  return text.starts_with("-") ? "(" + text + ")" : text;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace

StandardFeel standard_feel(const std::string& expression, const feel::Scope& scope, feel::Mode mode,
                           const Renames& renames, const Renames& called) {
  return rewritten(expression, scope, mode, renames, called, {});
}

StandardFeel standard_tests(const std::string& tests, const feel::TypePtr& input, const feel::Scope& scope,
                            feel::Mode mode, const Renames& renames) {
  if (tests == "-") return {"-", {}, true};
  feel::ParseOptions how;
  how.unary_tests = true;
  how.input_type = input;
  return rewritten(tests, scope, mode, renames, {}, how);
}

std::vector<CallSite> calls(const std::string& expression, const feel::Scope& scope) {
  const Checked read = checked(expression, scope, feel::Mode::determination, {});
  std::vector<CallSite> out;
  if (!read.program) return out;
  for (const feel::ir::Node& node : read.program->nodes) {
    std::string function = callee(*read.program, node);
    if (function.empty()) continue;
    CallSite site{std::move(function), {}, false};
    for (std::size_t i = 1; i < node.args.size(); ++i) {
      site.arguments.emplace_back(part(read, read.program->node(node.args[i])));
      site.local = site.local || reads_locals(*read.program, node.args[i]);
    }
    out.push_back(std::move(site));
  }
  return out;
}

EntriesRead entries_read(const std::string& expression, const feel::Scope& scope, std::string_view name) {
  const Checked read = checked(expression, scope, feel::Mode::determination, {});
  EntriesRead out;
  if (!read.program) return out;
  const auto is_name = [&](feel::ir::NodeId id) {
    const feel::ir::Node& node = read.program->node(id);
    return node.op == Op::input && input_name(*read.program, node) == name;
  };
  std::size_t fields = 0;
  std::size_t all = 0;
  for (std::size_t i = 0; i < read.program->nodes.size(); ++i) {
    const feel::ir::Node& node = read.program->nodes[i];
    if (is_name(static_cast<feel::ir::NodeId>(i))) ++all;
    if (node.op == Op::field && is_name(node.args.front())) {
      out.entries.insert(node.name);
      ++fields;
    }
  }
  out.whole = all > fields;
  return out;
}

std::string feel_literal(const feel::Value& value) {
  const auto join = [](const auto& items, auto text) {
    std::string out;
    for (const auto& item : items) out += (out.empty() ? "" : ", ") + text(item);
    return out;
  };
  if (const bool* boolean = value.boolean()) return *boolean ? "true" : "false";
  if (const Decimal* number = value.number()) return number_text(*number);
  if (const std::string* text = value.text()) return quoted(*text);
  if (const Date* date = value.date()) return fmt::format("date(\"{}\")", date->to_string());
  if (value.time() != nullptr) return fmt::format("time(\"{}\")", feel::to_string(value));
  if (value.date_time() != nullptr) return fmt::format("date and time(\"{}\")", feel::to_string(value));
  if (value.days_duration() != nullptr || value.months_duration() != nullptr) {
    return fmt::format("duration(\"{}\")", feel::to_string(value));
  }
  if (const feel::Range* range = value.range()) {
    return fmt::format("{}{}..{}{}", range->low_end == feel::RangeEnd::closed ? '[' : '(',
                       feel_literal(range->low), feel_literal(range->high),
                       range->high_end == feel::RangeEnd::closed ? ']' : ')');
  }
  if (const feel::List* list = value.list()) return "[" + join(list->items, feel_literal) + "]";
  if (const feel::Context* context = value.context()) {
    return "{" +
           join(context->entries,
                [](const auto& entry) { return quoted(entry.first) + ": " + feel_literal(entry.second); }) +
           "}";
  }
  return "null";
}

}  // namespace enact::policy
