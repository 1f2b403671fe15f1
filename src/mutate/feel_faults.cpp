// See feel_faults.hpp.
#include "mutate/feel_faults.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/calendar.hpp"
#include "feel/lexer.hpp"

namespace enact::mutate {
namespace {

using feel::Token;
using feel::TokenKind;

struct Turned {
  std::string_view sign;
  std::array<std::string_view, 2> to;  // the second may be empty
};
constexpr std::array<Turned, 6> comparisons{{{">", {">=", "<"}},
                                             {">=", {">", "<="}},
                                             {"<", {"<=", ">"}},
                                             {"<=", {"<", ">="}},
                                             {"=", {"!=", ""}},
                                             {"!=", {"=", ""}}}};

constexpr std::string_view digits = "0123456789";

bool opens(const Token& token) {
  return token.is("(") || token.is("[") || token.is("{");
}
bool closes(const Token& token) {
  return token.is(")") || token.is("]") || token.is("}");
}

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text), tokens_(feel::tokenize(text, true, nullptr)) {
    match_brackets();
  }

  std::vector<TokenFault> run() {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) look(i);  // the last is the end
    std::stable_sort(found_.begin(), found_.end(),
                     [](const TokenFault& a, const TokenFault& b) { return a.span.begin < b.span.begin; });
    return std::move(found_);
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  void match_brackets() {
    partner_.assign(tokens_.size(), none);
    betweens_.assign(tokens_.size(), false);
    std::vector<std::size_t> open;
    std::map<std::size_t, int> waiting;  // `between` without its `and`, by depth
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (opens(tokens_[i])) {
        open.push_back(i);
      } else if (closes(tokens_[i]) && !open.empty()) {
        partner_[i] = open.back();
        partner_[open.back()] = i;
        waiting.erase(open.size());
        open.pop_back();
      } else if (tokens_[i].is_keyword("between")) {
        ++waiting[open.size()];
      } else if (tokens_[i].is_keyword("and") && waiting[open.size()] > 0) {
        --waiting[open.size()];
        betweens_[i] = true;
      }
    }
  }

  bool connective(std::size_t i) const {
    return (tokens_[i].is_keyword("and") && !betweens_[i]) || tokens_[i].is_keyword("or");
  }

  void look(std::size_t i) {
    const Token& token = tokens_[i];
    if (token.kind == TokenKind::number) figure(token);
    if (token.kind == TokenKind::string) text(token);
    if (token.kind == TokenKind::symbol) symbol(i);
    if (connective(i)) {
      add(Kind::connective, token.span, token.is_keyword("and") ? "or" : "and");
      operands(i);
    }
    if (token.is_keyword("some")) add(Kind::quantifier, token.span, "every");
    if (token.is_keyword("every")) add(Kind::quantifier, token.span, "some");
    if (token.is_keyword("in") && tokens_[i + 1].is("(")) tests(i + 1);
    if (token.kind == TokenKind::name && token.keyword.empty()) name(i);
    if (opens(token) && partner_[i] != none) bracket(i);
  }

  void add(Kind kind, Span span, std::string with) { found_.push_back({kind, span, std::move(with)}); }

  void symbol(std::size_t i) {
    const Token& token = tokens_[i];
    for (const Turned& each : comparisons) {
      if (!token.is(each.sign)) continue;
      for (const std::string_view to : each.to) {
        if (!to.empty()) add(Kind::comparison, token.span, std::string(to));
      }
    }
    // Between two operands, with room around it: else it may be a sign or a part of a name.
    if (!token.space_before || !tokens_[i + 1].space_before || i == 0) return;
    static const std::map<std::string_view, std::string_view> turned{
        {"+", "-"}, {"-", "+"}, {"*", "/"}, {"/", "*"}};
    const auto to = turned.find(token.text);
    if (to != turned.end()) add(Kind::arithmetic, token.span, std::string(to->second));
  }

  void figure(const Token& token) {
    const std::string_view written = text_.substr(token.span.begin, token.span.end - token.span.begin);
    const std::size_t end = std::min(written.find_first_not_of("0123456789."), written.size());
    const std::string number(written.substr(0, end));
    const std::size_t last = number.find_last_of(digits);
    if (last == std::string::npos) return;
    const Span span{token.span.begin, token.span.begin + end};
    std::string off = number;
    off[last] = off[last] == '9' ? '8' : static_cast<char>(off[last] + 1);
    add(Kind::figure, span, off);
    if (number.find_first_not_of("0.") == std::string::npos) return;
    std::string tenfold = number;
    const std::size_t point = number.find('.');
    if (point == std::string::npos) {
      tenfold += '0';
    } else {
      tenfold.erase(point, 1);
      if (point + 1 < tenfold.size()) tenfold.insert(point + 1, ".");
    }
    add(Kind::figure, span, tenfold);
  }

  // Days and durations; other texts are names of things.
  void text(const Token& token) {
    const std::string& value = token.text;
    const std::string_view written = text_.substr(token.span.begin, token.span.end - token.span.begin);
    const std::size_t at = written.find(value);
    if (at == std::string_view::npos || value.empty()) return;
    const Span span{token.span.begin + at, token.span.begin + at + value.size()};
    if (Date::parse(value)) {
      for (const int days : {-1, 1}) add(Kind::figure, span, moved_day(value, days));
    } else if (value.size() == 3 && value[0] == 'P' && digits.find(value[1]) != std::string_view::npos) {
      std::string off = value;
      off[1] = off[1] == '9' ? '8' : static_cast<char>(off[1] + 1);
      add(Kind::figure, span, off);
    }
  }

  void name(std::size_t i) {
    const Token& token = tokens_[i];
    if (token.text == "not" && tokens_[i + 1].is("(")) add(Kind::negation, token.span, "");
    if (token.text == "floor" && tokens_[i + 1].is("(")) add(Kind::rounding, token.span, "ceiling");
    if (token.text == "ceiling" && tokens_[i + 1].is("(")) add(Kind::rounding, token.span, "floor");
    if (token.text != "round" || tokens_[i + 1].kind != TokenKind::name) return;
    const Token& way = tokens_[i + 1];
    if (way.text == "up") add(Kind::rounding, way.span, "down");
    if (way.text == "down") add(Kind::rounding, way.span, "up");
    if (way.text == "half") add(Kind::rounding, {way.span.begin, tokens_[i + 2].span.end}, "down");
  }

  // Each operand of a chain of one connective is left out once: its right one here, its left one if there is
  // no further connective of the chain to the left.
  void operands(std::size_t i) {
    const bool conjunction = tokens_[i].is_keyword("and");
    const std::size_t right = end_of_operand(i, conjunction);
    add(Kind::operand, {tokens_[i].span.begin, tokens_[right].span.end}, "");
    const auto [left, chained] = begin_of_operand(i, conjunction);
    if (!chained) add(Kind::operand, {tokens_[left].span.begin, tokens_[i + 1].span.begin}, "");
  }

  // The last token of the operand to the right of a connective.
  std::size_t end_of_operand(std::size_t connective_at, bool conjunction) const {
    std::size_t i = connective_at + 1;
    bool body = false;  // a quantifier's or function's, which goes as far as it can
    for (; tokens_[i].kind != TokenKind::end; ++i) {
      const Token& token = tokens_[i];
      if (opens(token) && partner_[i] != none) {
        i = partner_[i];
        continue;
      }
      if (closes(token) || token.is(",") || token.is_keyword("then") || token.is_keyword("else")) break;
      body = body || token.is_keyword("satisfies") || token.is_keyword("return");
      if (!body && connective(i) && (conjunction || token.is_keyword("or"))) break;
    }
    return i - 1;
  }

  // The first token of the operand to the left, and whether the same connective stands before it.
  std::pair<std::size_t, bool> begin_of_operand(std::size_t connective_at, bool conjunction) const {
    std::size_t i = connective_at;
    for (; i > 0; --i) {
      const Token& token = tokens_[i - 1];
      if (closes(token) && partner_[i - 1] != none) {
        i = partner_[i - 1] + 1;
        continue;
      }
      if (connective(i - 1) && (conjunction || token.is_keyword("or"))) {
        return {i, token.is_keyword("and") == conjunction};
      }
      const bool bound = opens(token) || token.is(",") || token.is(":") || token.is_keyword("then") ||
                         token.is_keyword("else") || token.is_keyword("if") ||
                         token.is_keyword("satisfies") || token.is_keyword("return");
      if (bound) break;
    }
    return {i, false};
  }

  // `in (a, b, c)`: each of them left out.
  void tests(std::size_t open) {
    const std::size_t close = partner_[open];
    if (close == none) return;
    std::vector<std::size_t> commas;
    for (std::size_t i = open + 1; i < close; ++i) {
      if (opens(tokens_[i]) && partner_[i] != none) {
        i = partner_[i];
      } else if (tokens_[i].is(",")) {
        commas.push_back(i);
      }
    }
    if (commas.empty()) return;
    add(Kind::test, {tokens_[open + 1].span.begin, tokens_[commas.front() + 1].span.begin}, "");
    for (std::size_t k = 0; k < commas.size(); ++k) {
      const std::size_t end = k + 1 < commas.size() ? commas[k + 1] : close;
      add(Kind::test, {tokens_[commas[k]].span.begin, tokens_[end - 1].span.end}, "");
    }
  }

  // A range's ends, or a filter's predicate.
  void bracket(std::size_t open) {
    const std::size_t close = partner_[open];
    bool range = false;
    bool predicate = false;
    for (std::size_t i = open + 1; i < close; ++i) {
      if (opens(tokens_[i]) && partner_[i] != none) {
        i = partner_[i];
        continue;
      }
      range = range || tokens_[i].is("..");
      predicate = predicate || connective(i) || tokens_[i].is_keyword("in") ||
                  std::any_of(comparisons.begin(), comparisons.end(),
                              [&](const Turned& each) { return tokens_[i].is(each.sign); });
    }
    if (range && !tokens_[open].is("{")) {
      add(Kind::comparison, tokens_[open].span, tokens_[open].is("[") ? "(" : "[");
      add(Kind::comparison, tokens_[close].span, tokens_[close].is("]") ? ")" : "]");
      return;
    }
    const bool behind = open > 0 &&
                        (tokens_[open - 1].kind == TokenKind::name || closes(tokens_[open - 1])) &&
                        tokens_[open - 1].keyword.empty();
    if (tokens_[open].is("[") && behind && predicate) {
      add(Kind::filter, {tokens_[open].span.begin, tokens_[close].span.end}, "");
    }
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::vector<std::size_t> partner_;
  std::vector<bool> betweens_;  // the `and` of a `between`
  std::vector<TokenFault> found_;
};

}  // namespace

std::string moved_day(std::string_view date, int days) {
  const auto day = Date::parse(date);
  const auto moved = day ? day->add_days(days) : std::nullopt;
  return moved ? moved->to_string() : std::string(date);
}

std::vector<TokenFault> faults_in(std::string_view expression) {
  return Finder(expression).run();
}

}  // namespace enact::mutate
