// See identity.hpp.
#include "policy/identity.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/sha256.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {
namespace {

constexpr std::size_t characters_shown = 12;

// The first bytes at which two texts differ, at the beginning of a character.
std::size_t first_difference(std::string_view a, std::string_view b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size()) {
    const std::size_t width = text::code_point_at(a, at).bytes;
    if (a.substr(at, width) != b.substr(at, width)) break;
    at += width;
  }
  return at;
}

// A few characters from `at` on, for a message.
std::string shown(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (std::size_t i = 0; i < characters_shown && end < text.size(); ++i) {
    end += text::code_point_at(text, end).bytes;
  }
  return std::string(text.substr(at, end - at)) + (end < text.size() ? "…" : "");
}

Span one_character(std::string_view text, std::size_t at) {
  return {at, at < text.size() ? at + text::code_point_at(text, at).bytes : at};
}

class TextComparison {
 public:
  TextComparison(const Document& document, const SourcePtr& official, Diagnostics& diagnostics)
      : paragraphs_(document.paragraphs),
        document_(document),
        official_(official),
        diagnostics_(diagnostics) {
    lines_ = official->line_count();
    if (lines_ > 0 && official->line(lines_).empty()) --lines_;  // after the last line break
  }

  void run() {
    std::size_t ours = 0;
    int theirs = 1;
    while (ours < paragraphs_.size() && theirs <= lines_) {
      if (same(ours, theirs)) {
        ++ours, ++theirs;
      } else if (theirs < lines_ && same(ours, theirs + 1)) {
        missing(ours, theirs);
        ++theirs;
      } else if (ours + 1 < paragraphs_.size() && same(ours + 1, theirs)) {
        extra(ours);
        ++ours;
      } else {
        differs(ours, theirs);
        ++ours, ++theirs;
      }
    }
    for (; ours < paragraphs_.size(); ++ours) extra(ours);
    for (; theirs <= lines_; ++theirs) missing(paragraphs_.size(), theirs);
  }

 private:
  bool same(std::size_t ours, int theirs) const { return paragraphs_[ours].text == official_->line(theirs); }

  Location official_place(int line, Span in_line) const {
    const std::size_t begin = official_->offset({line, 1});
    return {official_, {begin + in_line.begin, begin + in_line.end}};
  }

  void differs(std::size_t ours, int theirs) {
    const std::string_view mine = paragraphs_[ours].text;
    const std::string_view wanted = official_->line(theirs);
    const std::size_t at = first_difference(mine, wanted);
    const auto quoted = [](const std::string& text) {
      return text.empty() ? Text{"（到此结束）", "(the end)"} : Text{"“" + text + "”", "“" + text + "”"};
    };
    const Text here = quoted(shown(mine, at));
    const Text there = quoted(shown(wanted, at));
    yaml::error(diagnostics_, "document.differs", document_.location(ours, one_character(mine, at)),
                {fmt::format("第 {} 段与正式文本不一致：这里是{}，正式文本是{}", theirs, here.zh, there.zh),
                 fmt::format("paragraph {} differs from the official text: {} here, {} there", theirs,
                             here.en, there.en)},
                {"按正式文本改正 policy.md", "correct policy.md to the official text"});
    diagnostics_.back().labels.push_back(
        {official_place(theirs, one_character(wanted, at)), {"正式文本", "the official text"}});
  }

  void missing(std::size_t before, int theirs) {
    // Where it would have to stand: at the beginning of the paragraph after it, or at the end.
    Location place;
    if (before < paragraphs_.size()) {
      place = document_.location(before, {0, 0});
    } else if (!paragraphs_.empty()) {
      const std::size_t end = paragraphs_.back().text.size();
      place = document_.location(paragraphs_.size() - 1, {end, end});
    } else {
      place = {document_.source, {0, 0}};
    }
    yaml::error(diagnostics_, "document.missing-paragraph", place,
                {fmt::format("缺少正式文本的第 {} 段：“{}”", theirs, shown(official_->line(theirs), 0)),
                 fmt::format("paragraph {} of the official text is missing: “{}”", theirs,
                             shown(official_->line(theirs), 0))},
                {"把这一段原样补在这里", "put it here, word for word"});
    diagnostics_.back().labels.push_back(
        {official_place(theirs, {0, official_->line(theirs).size()}), {"正式文本", "the official text"}});
  }

  void extra(std::size_t ours) {
    yaml::error(
        diagnostics_, "document.extra-paragraph",
        document_.location(ours, {0, paragraphs_[ours].text.size()}),
        {"正式文本里没有这一段", "the official text has no such paragraph"},
        {"删去这一段；说明文字写进 YAML 块的注释", "remove it; remarks go into comments of the YAML blocks"});
  }

  const std::vector<Paragraph>& paragraphs_;
  const Document& document_;
  SourcePtr official_;
  Diagnostics& diagnostics_;
  int lines_ = 0;
};

}  // namespace

void compare(const Document& document, const SourcePtr& official, Diagnostics& diagnostics) {
  TextComparison(document, official, diagnostics).run();
}

void check_official(const SourcePtr& official, const FrontMatter& front, Diagnostics& diagnostics) {
  const std::string_view text = official->text();
  const std::string hash = sha256(text);
  if (hash != front.official_sha256 && front.official_place.known()) {
    yaml::error(diagnostics, "official.sha256", front.official_place,
                {"正式文本的 SHA-256 与此不符", "the official text has another SHA-256"},
                {"若正式文本无误，改为 " + hash, "if the official text is right, write " + hash});
  }
  for (int line = 1; line <= official->line_count(); ++line) {
    const std::string_view paragraph = official->line(line);
    const std::size_t begin = official->offset({line, 1});
    if (!text::is_nfc(paragraph)) {
      const std::size_t at = first_difference(paragraph, text::nfc(paragraph));
      const Span where = one_character(paragraph, at);
      yaml::error(diagnostics, "official.normal-form", {official, {begin + where.begin, begin + where.end}},
                  {"这里不是 Unicode 规范形式 NFC", "this is not in Unicode normal form NFC"},
                  {"把文件转换为 NFC", "convert the file to NFC"});
    }
    if (paragraph.empty() && line < official->line_count()) {
      yaml::error(diagnostics, "official.empty-line", {official, {begin, begin}},
                  {"正式文本里有空行", "an empty line in the official text"},
                  {"一段一行，不留空行", "one paragraph a line, none empty"});
    }
  }
}

}  // namespace enact::policy
