// One pass over the text, by JSON's grammar (RFC 8259).
#include "policy/yaml_json.hpp"

#include <numeric>

#include "policy/plain_text.hpp"

namespace enact::policy::yaml {
namespace {

constexpr int deepest = 100;
constexpr std::size_t longest_key = 1000;  // YAML's own limit is 1024

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Parser {
 public:
  explicit Parser(const SourcePtr& source) : source_(source), text_(source->text()) {}

  std::optional<Node> document() {
    std::optional<Node> root = value(0);
    blanks();
    if (at_ != text_.size()) return std::nullopt;
    return root;
  }

 private:
  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
  }
  bool take(char c) {
    blanks();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  Node node(Node::Kind kind, std::size_t begin) const {
    Node made;
    made.kind = kind;
    made.source = source_;
    made.span = {begin, at_};
    return made;
  }
  // `from` to `to`: the text itself, without quotation marks.
  Node scalar(std::size_t begin, std::size_t from, std::size_t to, Style style, int depth) const {
    Node made = node(Node::Kind::scalar, begin);
    made.text = text_.substr(from, to - from);
    made.style = style;
    made.flow = depth > 0;
    made.offsets.resize(to - from + 1);
    std::iota(made.offsets.begin(), made.offsets.end(), from);
    return made;
  }

  std::optional<Node> value(int depth) {
    blanks();
    if (at_ == text_.size() || depth > deepest) return std::nullopt;
    const std::size_t begin = at_;
    switch (text_[at_]) {
      case '{':
        return map(depth);
      case '[':
        return list(depth);
      case '"':
        return string(depth);
      case 'n':
        if (!take("null")) return std::nullopt;
        return node(Node::Kind::null, begin);
      case 't':
      case 'f':
        if (!take("true") && !take("false")) return std::nullopt;
        return scalar(begin, begin, at_, Style::plain, depth);
      default:
        if (!number()) return std::nullopt;
        return scalar(begin, begin, at_, Style::plain, depth);
    }
  }

  bool digits() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return at_ > begin;
  }
  bool number() {
    (void)take("-");
    const std::size_t begin = at_;
    if (!digits() || (text_[begin] == '0' && at_ > begin + 1)) return false;
    if (take(".") && !digits()) return false;
    if (!take("e") && !take("E")) return true;
    if (!take("+")) (void)take("-");
    return digits();
  }

  std::optional<Node> string(int depth) {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\' || static_cast<unsigned char>(text_[at_]) < 0x20) return std::nullopt;
      ++at_;
    }
    if (at_ == text_.size()) return std::nullopt;
    ++at_;
    return scalar(begin, begin + 1, at_ - 1, Style::double_quoted, depth);
  }

  std::optional<Node> list(int depth) {
    const std::size_t begin = at_++;
    Node made = node(Node::Kind::list, begin);
    made.flow = true;
    if (!take(']')) {
      do {
        std::optional<Node> item = value(depth + 1);
        if (!item) return std::nullopt;
        made.items.push_back(std::move(*item));
      } while (take(','));
      if (!take(']')) return std::nullopt;
    }
    made.span.end = at_;
    return made;
  }

  std::optional<Node> map(int depth) {
    const std::size_t begin = at_++;
    Node made = node(Node::Kind::map, begin);
    made.flow = true;
    if (!take('}')) {
      do {
        blanks();
        if (at_ == text_.size() || text_[at_] != '"') return std::nullopt;
        std::optional<Node> key = string(depth + 1);
        if (!key || key->text.size() > longest_key || made.entry(key->text) != nullptr || !take(':')) {
          return std::nullopt;
        }
        std::optional<Node> held = value(depth + 1);
        if (!held) return std::nullopt;
        made.entries.push_back({std::move(*key), std::move(*held)});
      } while (take(','));
      if (!take('}')) return std::nullopt;
    }
    made.span.end = at_;
    return made;
  }

  const SourcePtr& source_;
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Node> read_json(const SourcePtr& source) {
  if (plain_text_problem(source, {0, source->text().size()})) return std::nullopt;
  return Parser(source).document();
}

}  // namespace enact::policy::yaml
