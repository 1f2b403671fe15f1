// Line by line: what a line begins decides what it is (CommonMark 0.30: 4.2 ATX headings, 4.5 fenced code).
#include "policy/markdown.hpp"

#include "base/text.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {
namespace {

class Splitter {
 public:
  Splitter(const SourcePtr& source, Diagnostics& diagnostics)
      : source_(source), text_(source->text()), diagnostics_(diagnostics) {}

  Markdown run() {
    read_front_matter();
    for (Span line; next_line(line);) {
      const std::string_view content = view(line);
      if (text::trim(content).empty()) {
        open_paragraph_ = false;
      } else if (content.starts_with("```")) {
        fence(line);
      } else if (const std::size_t level = heading_level(content); level > 0) {
        add(Block::Kind::heading, inner({line.begin + level, line.end})).level = static_cast<int>(level);
        open_paragraph_ = false;
      } else {
        paragraph(line);
      }
    }
    return std::move(result_);
  }

 private:
  std::string_view view(Span span) const { return text_.substr(span.begin, span.end - span.begin); }

  bool next_line(Span& line) {
    if (at_ >= text_.size()) return false;
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    line = {at_, end};
    at_ = end + 1;
    return true;
  }

  Span inner(Span span) const {
    while (span.begin < span.end && (text_[span.begin] == ' ' || text_[span.begin] == '\t')) ++span.begin;
    while (span.end > span.begin && (text_[span.end - 1] == ' ' || text_[span.end - 1] == '\t')) --span.end;
    return span;
  }

  Block& add(Block::Kind kind, Span span) {
    Block block;
    block.kind = kind;
    block.span = span;
    result_.blocks.push_back(std::move(block));
    return result_.blocks.back();
  }

  void read_front_matter() {
    Span line;
    if (!next_line(line) || view(line) != "---") {
      at_ = 0;
      yaml::error(diagnostics_, "document.front-matter", {source_, {0, 0}},
                  {"policy.md 应以封面信息开头", "policy.md begins with its front matter"},
                  {"第一行写 `---`，写完各项后再写一行 `---`",
                   "write `---` on the first line and again after the entries"});
      return;
    }
    const std::size_t begin = at_;
    while (next_line(line)) {
      if (view(line) == "---") {
        result_.front_matter = Span{begin, line.begin};
        return;
      }
    }
    at_ = 0;
    yaml::error(diagnostics_, "document.front-matter", {source_, {0, 3}},
                {"封面信息没有结束", "the front matter does not end"},
                {"在其后写一行 `---`", "write a line `---` after it"});
    at_ = text_.size();
  }

  static std::size_t heading_level(std::string_view line) {
    const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
    const bool is_heading = level >= 1 && level <= 6 && level < line.size() && line[level] == ' ';
    return is_heading ? level : 0;
  }

  void fence(Span opening) {
    open_paragraph_ = false;
    const std::string_view marks = view(opening).substr(0, view(opening).find_first_not_of('`'));
    const std::string info(text::trim(view(opening).substr(marks.size())));
    const std::size_t begin = at_;
    for (Span line; next_line(line);) {
      const std::string_view content = text::trim(view(line));
      if (content.starts_with(marks) && content.find_first_not_of('`') == std::string_view::npos) {
        add(Block::Kind::fence, {begin, line.begin}).info = info;
        return;
      }
    }
    yaml::error(diagnostics_, "document.fence", {source_, opening},
                {"代码块没有结束", "the fenced block does not end"},
                {"在其后写一行 ```", "write a line ``` after it"});
  }

  void paragraph(Span line) {
    if (open_paragraph_) {
      yaml::error(diagnostics_, "document.paragraph", {source_, line},
                  {"一段文字写在一行里，段与段之间空一行",
                   "a paragraph stands on one line, with an empty line between two paragraphs"},
                  {"与上一行合并，或在它前面加一个空行",
                   "join it with the line above, or put an empty line before it"});
    }
    add(Block::Kind::paragraph, line);
    open_paragraph_ = true;
  }

  SourcePtr source_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  Markdown result_;
  std::size_t at_ = 0;
  bool open_paragraph_ = false;
};

}  // namespace

Markdown split_markdown(const SourcePtr& source, Diagnostics& diagnostics) {
  return Splitter(source, diagnostics).run();
}

}  // namespace enact::policy
