// See feel_prefix.hpp.
#include "lsp/feel_prefix.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "feel/lexer.hpp"
#include "lsp/feel_names.hpp"

namespace enact::lsp {
namespace {

using feel::Token;
using feel::TokenKind;
using Tokens = std::vector<Token>;

// Where the quotation or comment begins that the end of the text lies in.
struct Opaque {
  std::size_t begin = 0;
  bool comment = false;
};
std::optional<Opaque> open_at_end(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("//") || rest.starts_with("/*")) {
      const bool line = rest[1] == '/';
      const std::size_t end = line ? text.find('\n', at) : text.find("*/", at + 2);
      if (end == std::string_view::npos) return Opaque{at, true};
      at = line ? end : end + 1;
    } else if (text[at] == '"') {
      std::size_t end = at + 1;
      while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
      if (end >= text.size()) return Opaque{at, false};
      at = end;
    }
  }
  return std::nullopt;
}

bool is_plain_name(const Token& token) {
  return token.kind == TokenKind::name && token.keyword.empty();
}
bool ends_operand(const Token& token) {
  return is_plain_name(token) || token.is(")") || token.is("]") || token.is("}") ||
         token.kind == TokenKind::string;
}

class PrefixReader {
 public:
  PrefixReader(std::string_view text, const feel::Scope& scope, feel::TypePtr type, bool unary_tests)
      : text_(text), type_(std::move(type)), unary_tests_(unary_tests) {
    out_.scope = scope;
    frames_.push_back({});
  }

  FeelPrefix run() {
    const std::optional<Opaque> open = open_at_end(text_);
    const std::string_view before = text_.substr(0, open ? open->begin : text_.size());
    tokens_ = feel::tokenize(before, true, nullptr);
    tokens_.pop_back();
    bind();
    if (open) {
      out_.wanted = FeelPrefix::Wanted::nothing;
      if (!open->comment) read_code(text_.substr(open->begin + 1));
    } else {
      read_end(before);
    }
    return std::move(out_);
  }

 private:
  // ---- what is bound at the end ----

  struct Frame {
    char open = 0;           // ( [ {, or 0: an iteration or a function, which ends with what it stands in
    std::size_t locals = 0;  // how many there were before
    bool in_domain = false;  // of an iteration: its list is being written
    std::string variable;
    std::size_t domain = 0;  // token at which the list begins
  };

  void bind() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (token.is_keyword("for") || token.is_keyword("some") || token.is_keyword("every")) {
        frames_.push_back({0, out_.locals.size(), false, "", 0});
        i = read_variable(i + 1);
      } else if (token.is_keyword("function")) {
        i = read_parameters(i + 1);
      } else if (token.is("(") || token.is("{")) {
        frames_.push_back({token.text.front(), out_.locals.size(), false, "", 0});
      } else if (token.is("[")) {
        const bool filter = i > 0 && ends_operand(tokens_[i - 1]);
        frames_.push_back({'[', out_.locals.size(), false, "", 0});
        if (filter) declare_item(chain_type(i));
      } else if (token.is(")") || token.is("]") || token.is("}")) {
        close();
      } else if (frames_.back().in_domain) {
        const bool next = token.is(",");
        if (!next && !token.is_keyword("return") && !token.is_keyword("satisfies")) continue;
        end_domain(i);
        if (next) i = read_variable(i + 1);
      }
    }
  }

  // Behind `for` or `,`: `name in`. Answers the last token that it has read.
  std::size_t read_variable(std::size_t at) {
    std::size_t in = at;
    while (in < tokens_.size() && !tokens_[in].is_keyword("in")) ++in;
    if (in == at || in >= tokens_.size()) return tokens_.size();
    Frame& frame = frames_.back();
    frame.variable = written(at, in);
    frame.in_domain = true;
    frame.domain = in + 1;
    return in;
  }

  void end_domain(std::size_t end) {
    Frame& frame = frames_.back();
    frame.in_domain = false;
    const std::string domain = written(frame.domain, end);
    feel::TypePtr type = type_of(domain);
    if (type->kind == feel::Kind::list || type->kind == feel::Kind::range) type = type->element;
    declare(frame.variable, type ? type : feel::any_type());
  }

  // `function(a: number, b) …`: visible until what it stands in ends.
  std::size_t read_parameters(std::size_t at) {
    frames_.push_back({0, out_.locals.size(), false, "", 0});
    bool name = true;
    for (; at < tokens_.size() && !tokens_[at].is(")"); ++at) {
      if (name && is_plain_name(tokens_[at])) declare(tokens_[at].text, feel::any_type());
      name = tokens_[at].is("(") || tokens_[at].is(",");
    }
    return at;
  }

  void close() {
    while (frames_.size() > 1) {
      const Frame frame = frames_.back();
      frames_.pop_back();
      out_.locals.resize(frame.locals);
      if (frame.open != 0) return;
    }
  }

  void declare_item(const feel::TypePtr& list) {
    const feel::TypePtr item = one_of(list);
    for (const feel::Field& field : item->fields) declare(field.name, field.type);
    declare("item", item);
  }
  void declare(const std::string& name, feel::TypePtr type) {
    if (!name.empty()) out_.locals.push_back({name, std::move(type)});
  }

  // ---- operands ----

  std::string written(std::size_t first, std::size_t end) const {
    if (first >= end) return "";
    const std::size_t begin = tokens_[first].span.begin;
    return std::string(text_.substr(begin, tokens_[end - 1].span.end - begin));
  }

  feel::TypePtr type_of(const std::string& expression) const {
    feel::Scope scope = out_.scope;
    for (const FeelPrefix::Local& local : out_.locals) scope.declare(local.name, local.type);
    const feel::Compiled compiled = compile_expression(feel::expression_text(expression), scope, {});
    if (!compiled.program) return feel::any_type();
    return compiled.program->node(compiled.program->root).type;
  }

  // The type of the operand that ends before the token: `a.b[c].d`, `f(x)`, a name of several words.
  feel::TypePtr chain_type(std::size_t end) const {
    std::size_t begin = end;
    while (begin > 0) {
      std::size_t part = begin - 1;
      if (tokens_[part].is(")") || tokens_[part].is("]") || tokens_[part].is("}")) {
        part = opening(part);
        begin = part;
        if (part > 0 && ends_operand(tokens_[part - 1])) continue;
      } else if (is_plain_name(tokens_[part])) {
        while (part > 0 && is_plain_name(tokens_[part - 1])) --part;
        begin = part;
      } else {
        if (tokens_[part].kind == TokenKind::string || tokens_[part].kind == TokenKind::number) begin = part;
        break;
      }
      if (begin == 0 || !tokens_[begin - 1].is(".")) break;
      --begin;
    }
    return begin < end ? type_of(written(begin, end)) : feel::any_type();
  }

  std::size_t opening(std::size_t close) const {
    int depth = 0;
    for (std::size_t i = close + 1; i-- > 0;) {
      if (tokens_[i].is(")") || tokens_[i].is("]") || tokens_[i].is("}")) ++depth;
      if (tokens_[i].is("(") || tokens_[i].is("[") || tokens_[i].is("{")) --depth;
      if (depth == 0) return i;
    }
    return 0;
  }

  // ---- the end ----

  // Inside a quotation: what its text is compared with.
  void read_code(std::string_view typed) {
    feel::TypePtr type;
    std::size_t end = tokens_.size();
    // Items before it in `in ("a", "` do not change what they are compared with.
    while (end > 0 && (tokens_[end - 1].is(",") || tokens_[end - 1].kind == TokenKind::string)) --end;
    const bool among =
        end < tokens_.size() || (end > 0 && (tokens_[end - 1].is("(") || tokens_[end - 1].is("[")));
    if (end == 0) {
      type = type_;
    } else if (!among && (tokens_[end - 1].is("=") || tokens_[end - 1].is("!="))) {
      type = chain_type(end - 1);
    } else if (!among && tokens_[end - 1].is_keyword("in")) {
      type = chain_type(end - 1);
    } else if (among && end > 1 && tokens_[end - 2].is_keyword("in")) {
      type = chain_type(end - 2);
    } else if (among && unary_tests_ && end == 2) {
      type = type_;  // not("…
    } else if (!unary_tests_ &&
               (tokens_[end - 1].is_keyword("then") || tokens_[end - 1].is_keyword("else"))) {
      type = type_;
    }
    if (!type || one_of(type)->codes.empty()) return;
    out_.wanted = FeelPrefix::Wanted::code;
    out_.of = one_of(type);
    out_.word = typed;
    out_.run = typed;
  }

  void read_end(std::string_view before) {
    for (const FeelPrefix::Local& local : out_.locals) out_.scope.declare(local.name, local.type);
    std::size_t end = tokens_.size();
    const bool touching = end > 0 && tokens_[end - 1].span.end == before.size();
    if (touching && tokens_[end - 1].kind == TokenKind::number) {
      const std::string& text = tokens_[end - 1].text;
      const std::size_t digits = text.find_first_not_of("0123456789.");
      out_.wanted = FeelPrefix::Wanted::unit;
      out_.word = digits == std::string::npos ? "" : text.substr(digits);
      out_.run = out_.word;
      return;
    }
    if (touching && tokens_[end - 1].kind == TokenKind::name) {
      out_.word = tokens_[--end].text;
      out_.run = out_.word;
      std::size_t first = end;
      while (first > 0 && is_plain_name(tokens_[first - 1])) --first;
      if (first < end) out_.run = written(first, end + 1);
    }
    if (end > 0 && tokens_[end - 1].is(".")) {
      out_.wanted = FeelPrefix::Wanted::field;
      out_.of = one_of(chain_type(end - 1));
    }
  }

  std::string_view text_;
  feel::TypePtr type_;
  bool unary_tests_;
  Tokens tokens_;
  std::vector<Frame> frames_;
  FeelPrefix out_;
};

void collect_units(const feel::TypePtr& type, std::set<std::string>& units, int depth) {
  constexpr int deepest = 8;
  if (!type || depth > deepest) return;
  if (!type->unit.empty()) units.insert(type->unit);
  collect_units(type->element, units, depth + 1);
  for (const feel::Field& field : type->fields) collect_units(field.type, units, depth + 1);
}

}  // namespace

FeelPrefix read_prefix(std::string_view prefix, const feel::Scope& scope, const feel::TypePtr& type,
                       bool unary_tests) {
  return PrefixReader(prefix, scope, type, unary_tests).run();
}

std::vector<std::string> units_in(const feel::Scope& scope) {
  std::set<std::string> units{"元"};
  for (const feel::ir::Input& name : scope.names()) collect_units(name.type, units, 0);
  for (const feel::Field& type : scope.types()) collect_units(type.type, units, 0);
  return {units.begin(), units.end()};
}

}  // namespace enact::lsp
