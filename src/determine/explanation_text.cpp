// The tree for a terminal. See explanation.hpp.
#include <fmt/format.h>

#include "base/text.hpp"
#include "determine/explanation.hpp"
#include "determine/fact_words.hpp"

namespace enact::determine {
namespace {

using Kind = Explanation::Kind;

constexpr std::string_view no_line_begins_with = "，。；：、？！）”》〕」』…,.;:?!)]%";
constexpr std::string_view no_line_ends_with = "（“《〔「『([";

bool is_one_of(std::string_view character, std::string_view set) {
  return !character.empty() && set.find(character) != std::string_view::npos;
}

// Pieces between which a line may break: a wide character with the punctuation that clings to it, a run of
// others up to a blank. A blank stands at the end of its piece.
std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> pieces;
  bool joins = false;  // the next character belongs to the last piece
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = text::code_point_at(text, at).bytes;
    const std::string_view character = text.substr(at, bytes);
    const bool wide = text::display_width(character) > 1;
    const bool begins = !joins && character != " " && !is_one_of(character, no_line_begins_with);
    if (pieces.empty() || begins) pieces.emplace_back();
    pieces.back() += character;
    joins = is_one_of(character, no_line_ends_with) || (!wide && character != " ");
    // A narrow run ends where a wide character follows.
    if (!wide && at + bytes < text.size()) {
      const std::string_view next = text.substr(at + bytes, text::code_point_at(text, at + bytes).bytes);
      if (text::display_width(next) > 1 && !is_one_of(character, no_line_ends_with)) joins = false;
    }
    at += bytes;
  }
  return pieces;
}

std::string without_end_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

class Tree {
 public:
  Tree(Language language, int width) : language_(language), width_(width) {}

  std::string run(const Explanation& explanation) {
    tell(explanation, 0);
    return std::move(out_);
  }

 private:
  std::string say(const char* zh, const char* en) const { return language_ == Language::zh ? zh : en; }
  const std::string& in(const Text& text) const {
    const std::string& wanted = text.in(language_);
    return wanted.empty() ? text.zh : wanted;
  }
  std::string in_brackets(const Text& text) const {
    return text.empty() ? "" : say("（", " (") + in(text) + say("）", ")");
  }
  std::string colon() const { return say("：", ": "); }

  void tell(const Explanation& node, int depth) {
    const std::string mark = mark_of(node);
    line(depth, mark, text_of(node));
    if (node.kind == Kind::provision && !node.detail.empty()) line(depth + 1, "", in(node.detail));
    if (node.citation && node.kind != Kind::sentence) {
      line(depth + 1, "", "“" + node.citation->text + "”" + in_brackets(FactWords::article(*node.citation)));
    }
    for (const Explanation& child : node.children) tell(child, depth + 1);
  }

  static std::string mark_of(const Explanation& node) {
    if (node.kind == Kind::missing) return "? ";
    if (node.kind == Kind::assumption) return "* ";
    if (node.kind == Kind::change) return "> ";
    if (!node.verdict) return "";
    switch (*node.verdict) {
      case Verdict::met:
        return "✓ ";
      case Verdict::not_met:
        return "✗ ";
      case Verdict::unknown:
        return "? ";
      case Verdict::not_reached:
        return "- ";
    }
    return "";
  }

  std::string text_of(const Explanation& node) const {
    const std::string value = node.value.empty() ? "" : colon() + in(node.value);
    switch (node.kind) {
      case Kind::provision:
        return node.id + " " + in(node.text) + value;
      case Kind::sentence:
        return in(node.text) + colon() + "“" + node.citation->text + "”";
      case Kind::fact: {
        // The items of a list have a number and no name.
        const bool item = node.id.ends_with("]") && node.children.empty() && node.text.zh == node.text.en;
        if (item && !node.value.empty())
          return in(node.text) + ". " + in(node.value) + in_brackets(node.detail);
        return in(node.text) + " = " + in(node.value) + in_brackets(node.detail);
      }
      case Kind::missing:
        return say("还缺：", "missing: ") + in(node.text) + in_brackets(node.detail);
      case Kind::change:
        return say("要符合，最接近的情形：", "it would be due with: ") + in(node.text);
      case Kind::assumption:
        return say("假定：", "assumed: ") + in(node.text) + in_brackets(node.detail);
      case Kind::step:
        return say("计算：", "computed: ") + in(node.text);
      case Kind::claim:
      case Kind::condition:
      case Kind::amount:
      case Kind::reduction:
      case Kind::payable:
      case Kind::decision:
      case Kind::instalment:
        break;
    }
    return in(node.text) + value + in_brackets(node.detail);
  }

  // Broken where it would be wider; the rest stands under the text, not under the mark.
  void line(int depth, const std::string& mark, const std::string& text) {
    const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
    const std::string hanging =
        indent + std::string(static_cast<std::size_t>(text::display_width(mark)), ' ');
    std::string current = indent + mark;
    int used = text::display_width(current);
    bool empty = true;
    for (const std::string& piece : pieces_of(text)) {
      const int wide = text::display_width(piece);
      const int shown = text::display_width(without_end_blanks(piece));
      if (!empty && used + shown > width_) {
        out_ += without_end_blanks(current) + "\n";
        current = hanging;
        used = text::display_width(hanging);
      }
      current += piece;
      used += wide;
      empty = false;
    }
    out_ += without_end_blanks(current) + "\n";
  }

  const Language language_;
  const int width_;
  std::string out_;
};

}  // namespace

std::string to_text(const Explanation& explanation, Language language, int width) {
  return Tree(language, width).run(explanation);
}

}  // namespace enact::determine
