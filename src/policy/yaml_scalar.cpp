// Aligning a scalar's text with its source, style by style (YAML 1.2.2, chapters 7.3 and 8.1).
#include "policy/yaml_scalar.hpp"

#include <algorithm>

namespace enact::policy::yaml {
namespace {

bool blank(char c) {
  return c == ' ' || c == '\t';
}
bool white(char c) {
  return blank(c) || c == '\n';
}

class Walker {
 public:
  Walker(std::string_view source, std::size_t begin, std::string_view text)
      : source_(source), begin_(begin), at_(begin), text_(text) {
    offsets_.reserve(text.size() + 1);
  }

  ScalarPlace run() {
    const Style style = style_of();
    if (style == Style::literal || style == Style::folded) {
      block();
    } else {
      inline_text(style);
    }
    ScalarPlace place{.style = style, .span = {begin_, at_}, .offsets = std::move(offsets_)};
    // What could not be aligned stands at the scalar's end; so does the end of the text.
    const std::size_t end =
        style == Style::single_quoted || style == Style::double_quoted ? std::max(at_, begin_ + 1) - 1 : at_;
    place.offsets.resize(text_.size() + 1, end);
    return place;
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }
  bool done() const { return offsets_.size() >= text_.size(); }
  char wanted() const { return text_[offsets_.size()]; }

  Style style_of() const {
    switch (peek()) {
      case '"':
        return Style::double_quoted;
      case '\'':
        return Style::single_quoted;
      case '|':
        return Style::literal;
      case '>':
        return Style::folded;
      default:
        return Style::plain;
    }
  }

  void take() {
    offsets_.push_back(at_);
    ++at_;
  }

  // A run of white space in the source: as it stands within a line; folded where it holds line breaks.
  void fold() {
    const std::size_t start = at_;
    std::size_t breaks = 0;
    while (at_ < source_.size() && white(source_[at_])) {
      breaks += source_[at_] == '\n' ? 1 : 0;
      ++at_;
    }
    const std::size_t given = breaks == 0 ? at_ - start : breaks == 1 ? 1 : breaks - 1;
    for (std::size_t i = 0; i < given && !done() && white(wanted()); ++i) {
      offsets_.push_back(breaks == 0 ? start + i : start);
    }
  }

  // `\n`, `\u4f01`, or a line break that the backslash takes away.
  void escape() {
    const std::size_t start = at_;
    const char kind = peek(1);
    at_ += 2;
    if (kind == '\n') {
      while (white(peek()) && at_ < source_.size()) ++at_;
      return;
    }
    const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    at_ = std::min(at_ + digits, source_.size());
    if (done()) return;
    // One character of the text, of one to four bytes.
    offsets_.push_back(start);
    while (!done() && (static_cast<unsigned char>(wanted()) & 0xc0) == 0x80) offsets_.push_back(start);
  }

  void inline_text(Style style) {
    const char quote = style == Style::double_quoted ? '"' : style == Style::single_quoted ? '\'' : '\0';
    if (quote != '\0') ++at_;
    while (at_ < source_.size()) {
      const char here = peek();
      if (quote == '\0' && done()) break;
      if (quote == '\'' && here == '\'') {
        ++at_;
        if (peek() != '\'') break;
        if (done()) break;
        take();
      } else if (quote == '"' && here == '"') {
        ++at_;
        break;
      } else if (quote == '"' && here == '\\') {
        escape();
      } else if (white(here)) {
        fold();
      } else if (done() || wanted() != here) {
        break;  // not what yaml-cpp read: leave the rest at the end
      } else {
        take();
      }
    }
  }

  // The columns that a block scalar's lines are indented by: those of its first line that is not blank, less
  // what the text itself has there (an explicit indentation indicator leaves such).
  std::size_t block_indent(std::size_t line) const {
    const std::size_t text_line = std::min(text_.find_first_not_of('\n'), text_.size());
    const std::size_t own = std::min(text_.find_first_not_of(' ', text_line), text_.size()) - text_line;
    for (std::size_t at = line; at < source_.size();) {
      const std::size_t start = at;
      while (at < source_.size() && source_[at] == ' ') ++at;
      if (at < source_.size() && source_[at] != '\n') return at - start - std::min(own, at - start);
      ++at;
    }
    return 0;
  }

  void block() {
    std::size_t line = std::min(source_.find('\n', at_), source_.size());
    at_ = std::min(line + 1, source_.size());
    const std::size_t indent = block_indent(at_);
    const auto skip_indent = [&] {
      for (std::size_t i = 0; i < indent && peek() == ' '; ++i) ++at_;
    };
    skip_indent();
    std::size_t last = at_;
    while (!done() && at_ < source_.size()) {
      if (peek() != '\n') {
        if (wanted() != peek()) break;
        take();
        last = at_;
        continue;
      }
      // One line break or several, with blank lines between: a blank (folded) or line breaks in the text.
      const std::size_t start = at_;
      std::size_t breaks = 0;
      while (at_ < source_.size() && peek() == '\n') {
        ++at_;
        ++breaks;
        skip_indent();
      }
      if (wanted() == ' ') {
        offsets_.push_back(start);
      } else {
        for (std::size_t i = 0; i < breaks && !done() && wanted() == '\n'; ++i) offsets_.push_back(start);
      }
    }
    at_ = last;
  }

  std::string_view source_;
  std::size_t begin_;
  std::size_t at_;
  std::string_view text_;
  std::vector<std::size_t> offsets_;
};

}  // namespace

ScalarPlace place_scalar(std::string_view source, std::size_t begin, std::string_view text) {
  return Walker(source, begin, text).run();
}

}  // namespace enact::policy::yaml
