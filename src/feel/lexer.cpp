// Characters to tokens (DMN 1.5, 10.3.1.2, rules 27 to 37 and 61 to 66).
#include "feel/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"
#include "feel/lexer_dialect.hpp"

namespace enact::feel {
namespace {

constexpr std::array<std::string_view, 17> keywords{
    "if",  "then", "else",    "for",      "in",       "return", "some",  "every", "satisfies",
    "and", "or",   "between", "instance", "function", "true",   "false", "null",
};
// Longest first.
constexpr std::array<std::string_view, 22> symbols{"..", "**", "->", "!=", "<=", ">=", "(", ")",
                                                   "[",  "]",  "{",  "}",  ",",  ":",  ".", "+",
                                                   "-",  "*",  "/",  "=",  "<",  ">"};

// Signs of other languages, and what FEEL writes for them.
struct Slip {
  std::string_view written;
  std::string_view right;
};
constexpr std::array slips{Slip{"&", "`and`"}, Slip{"|", "`or`"},    Slip{"!", "`not(…)` / `!=`"},
                           Slip{";", "`,`"},   Slip{"%", "`/ 100`"}, Slip{"^", "`**`"}};

bool within(char32_t c, char32_t low, char32_t high) {
  return c >= low && c <= high;
}

bool is_space(char32_t c) {
  return within(c, 0x09, 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x180E ||
         within(c, 0x2000, 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

bool starts_name(char32_t c) {
  return c == '?' || c == '_' || within(c, 'A', 'Z') || within(c, 'a', 'z') || within(c, 0xC0, 0xD6) ||
         within(c, 0xD8, 0xF6) || within(c, 0xF8, 0x2FF) || within(c, 0x370, 0x37D) ||
         (within(c, 0x37F, 0x1FFF) && !is_space(c)) || within(c, 0x200C, 0x200D) ||
         within(c, 0x2070, 0x218F) || within(c, 0x2C00, 0x2FEF) || within(c, 0x3001, 0xD7FF) ||
         within(c, 0xF900, 0xFDCF) || within(c, 0xFDF0, 0xFFFD) || within(c, 0x10000, 0xEFFFF);
}

bool is_digit(char32_t c) {
  return within(c, '0', '9');
}

bool continues_name(char32_t c) {
  return (starts_name(c) && c != '?') || is_digit(c) || c == 0xB7 || within(c, 0x300, 0x36F) ||
         within(c, 0x203F, 0x2040);
}

class Lexer {
 public:
  Lexer(std::string_view text, const std::vector<std::size_t>* offsets, bool chinese, Reporter* reporter)
      : text_(text), offsets_(offsets), chinese_(chinese), reporter_(reporter) {}

  std::vector<Token> run() {
    while (true) {
      const bool space = skip_space();
      if (at_ == text_.size()) break;
      start_ = at_;
      read_token();
      if (!tokens_.empty() && tokens_.back().span.end == 0) {
        tokens_.back().span = span_from(start_);
        tokens_.back().space_before = space;
      }
    }
    Token end;
    start_ = at_;
    end.span = span_from(start_);
    tokens_.push_back(std::move(end));
    return std::move(tokens_);
  }

 private:
  bool skip_space() {
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const auto [c, bytes] = text::code_point_at(text_, at_);
      if (is_space(c)) {
        at_ += bytes;
      } else if (text_.substr(at_).starts_with("//")) {
        at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
      } else if (text_.substr(at_).starts_with("/*")) {
        const std::size_t close = text_.find("*/", at_ + 2);
        if (close == std::string_view::npos) {
          start_ = at_;
          at_ = text_.size();
          error("feel.unterminated-comment", {"注释没有结束", "comment is not closed"},
                {"在注释末尾写 `*/`", "write `*/` behind the comment"});
        } else {
          at_ = close + 2;
        }
      } else {
        break;
      }
    }
    return at_ > begin;
  }

  void read_token() {
    const auto [c, bytes] = text::code_point_at(text_, at_);
    if (c == '"') return read_string();
    if (is_digit(c) || (c == '.' && is_digit(peek(at_ + 1)))) return read_number();
    if (starts_name(c)) return read_name();
    if (c == '@' || c == '\'') return add_symbol(1, text_.substr(at_, 1));
    for (const std::string_view symbol : symbols) {
      if (text_.substr(at_).starts_with(symbol)) return add_symbol(symbol.size(), symbol);
    }
    if (const auto sign = operator_of_sign(c); chinese_ && !sign.empty()) return add_symbol(bytes, sign);
    at_ += bytes;
    // `&&` is one slip.
    while (text_.substr(at_, bytes) == text_.substr(start_, bytes)) at_ += bytes;
    const std::string_view written = text_.substr(start_, at_ - start_);
    const auto slip = std::ranges::find(slips, text_.substr(start_, bytes), &Slip::written);
    Text help{"删去它，或放进双引号内的文本", "remove it, or put it inside a string in double quotes"};
    if (slip != slips.end())
      help = {fmt::format("改用 {}", slip->right), fmt::format("write {}", slip->right)};
    error(
        "feel.unexpected-character",
        {fmt::format("表达式中不能有字符 `{}`", written), fmt::format("unexpected character `{}`", written)},
        std::move(help));
  }

  void add_symbol(std::size_t bytes, std::string_view symbol) {
    at_ += bytes;
    add(TokenKind::symbol, std::string(symbol));
  }

  Token& add(TokenKind kind, std::string text) {
    Token token;
    token.kind = kind;
    token.text = std::move(text);
    return tokens_.emplace_back(std::move(token));
  }

  void read_name() {
    skip_name();
    Token& token = add(TokenKind::name, std::string(text_.substr(start_, at_ - start_)));
    const auto found = std::ranges::find(keywords, token.text);
    if (found != keywords.end()) token.keyword = *found;
    if (chinese_ && token.keyword.empty()) token.keyword = keyword_of_alias(token.text);
  }

  void skip_name() {
    bool first = true;
    while (at_ < text_.size()) {
      const auto [c, bytes] = text::code_point_at(text_, at_);
      if (first ? !starts_name(c) : !continues_name(c)) break;
      first = false;
      at_ += bytes;
    }
  }

  void skip_digits() {
    while (at_ < text_.size() && is_digit(static_cast<unsigned char>(text_[at_]))) ++at_;
  }

  // Digits, a fraction unless the point begins `..`, an exponent; in the dialect the word directly behind.
  void read_number() {
    skip_digits();
    if (peek(at_) == '.' && is_digit(peek(at_ + 1))) {
      ++at_;
      skip_digits();
    }
    if (peek(at_) == 'e' || peek(at_) == 'E') {
      const std::size_t sign = (peek(at_ + 1) == '+' || peek(at_ + 1) == '-') ? 1 : 0;
      if (is_digit(peek(at_ + 1 + sign))) {
        at_ += 1 + sign;
        skip_digits();
      }
    }
    std::string digits(text_.substr(start_, at_ - start_));
    if (digits.starts_with('.')) digits.insert(0, "0");
    Token& token = add(TokenKind::number, {});
    token.value = digits;
    if (chinese_ && at_ < text_.size()) read_unit(token, digits);
    token.text = std::string(text_.substr(start_, at_ - start_));
  }

  void read_unit(Token& token, const std::string& digits) {
    const std::size_t word = at_;
    if (text_[at_] == '%') {
      ++at_;
    } else {
      skip_name();
    }
    if (at_ == word) return;
    if (auto amount = read_amount(digits, text_.substr(word, at_ - word))) {
      token.value = std::move(amount->digits);
      token.unit = std::move(amount->unit);
    }
  }

  void read_string() {
    std::string value;
    ++at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\') {
        read_escape(value);
      } else {
        value += text_[at_++];
      }
    }
    if (at_ == text_.size()) {
      error("feel.unterminated-string", {"文本缺少右引号", "string is not closed"},
            {"在文本末尾写 `\"`", "write `\"` behind the text"});
    } else {
      ++at_;
    }
    add(TokenKind::string, std::move(value));
  }

  // `\` and what follows. An escape that FEEL does not know stands for itself, as patterns are often written.
  void read_escape(std::string& out) {
    const char kind = peek(at_ + 1);
    at_ += 1;
    switch (kind) {
      case 'n':
        out += '\n';
        break;
      case 't':
        out += '\t';
        break;
      case 'r':
        out += '\r';
        break;
      case '"':
      case '\'':
      case '\\':
        out += kind;
        break;
      case 'u':
      case 'U':
        read_code_point(out, kind == 'u' ? 4 : 6);
        return;
      default:
        out += '\\';
        return;
    }
    ++at_;
  }

  // At the `u`. A high surrogate takes the low one that must follow with it.
  void read_code_point(std::string& out, std::size_t digits) {
    const std::size_t escape = at_ - 1;
    auto c = hexadecimal(at_ + 1, digits);
    std::size_t end = at_ + 1 + digits;
    if (c && within(*c, 0xD800, 0xDBFF) && text_.substr(end).starts_with("\\u")) {
      if (const auto low = hexadecimal(end + 2, 4); low && within(*low, 0xDC00, 0xDFFF)) {
        c = 0x10000 + ((*c - 0xD800) << 10) + (*low - 0xDC00);
        end += 6;
      }
    }
    if (!c || *c > 0x10FFFF || within(*c, 0xD800, 0xDFFF)) {
      const std::size_t begin = std::exchange(start_, escape);
      at_ += 1;
      error("feel.bad-escape", {"转义写法不对", "this escape names no character"},
            {"写 `\\uXXXX`（4 位十六进制）或 `\\UXXXXXX`（6 位）",
             "write `\\uXXXX` (4 hexadecimal digits) or `\\UXXXXXX` (6 digits)"});
      start_ = begin;
      return;
    }
    text::append_utf8(out, *c);
    at_ = end;
  }

  std::optional<char32_t> hexadecimal(std::size_t from, std::size_t digits) const {
    char32_t value = 0;
    for (std::size_t i = from; i < from + digits; ++i) {
      const char c = peek(i);
      char32_t digit = 0;
      if (c >= '0' && c <= '9') {
        digit = static_cast<char32_t>(c - '0');
      } else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
        digit = static_cast<char32_t>((c | 0x20) - 'a' + 10);
      } else {
        return std::nullopt;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }

  Span span_from(std::size_t begin) const {
    if (offsets_ == nullptr) return {begin, at_};
    return {(*offsets_)[begin], (*offsets_)[at_]};
  }

  void error(std::string code, Text message, Text help) {
    if (reporter_ != nullptr)
      reporter_->error(std::move(code), span_from(start_), std::move(message), std::move(help));
  }

  std::string_view text_;
  const std::vector<std::size_t>* offsets_;
  bool chinese_;
  Reporter* reporter_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text, bool chinese, Reporter* reporter) {
  if (!text::is_valid_utf8(text)) {
    if (reporter != nullptr) {
      reporter->error("feel.invalid-utf8", {0, text.size()}, {"不是有效的 UTF-8 文本", "not valid UTF-8"},
                      {"以 UTF-8 编码保存", "save it in the encoding UTF-8"});
    }
    return {Token{}};
  }
  if (chinese) {
    if (const auto half = to_half_width(text, reporter)) {
      return Lexer(half->text, &half->offsets, chinese, reporter).run();
    }
  }
  return Lexer(text, nullptr, chinese, reporter).run();
}

}  // namespace enact::feel
