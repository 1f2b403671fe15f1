// From blocks to paragraphs: headings joined where the official text has them in one, articles numbered.
#include "policy/document.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "policy/identity.hpp"

namespace enact::policy {
namespace {

constexpr std::string_view units_line_begins = "牵头单位";

// 1 to 99 in Chinese numerals; 0 for anything else.
int chinese_number(std::string_view text) {
  static constexpr std::string_view digits = "一二三四五六七八九";
  constexpr std::size_t width = 3;  // bytes of each of these characters
  int value = 0;
  int pending = 0;
  for (std::size_t at = 0; at < text.size(); at += width) {
    const std::string_view each = text.substr(at, width);
    if (each == "十") {
      value += (pending == 0 ? 1 : pending) * 10;
      pending = 0;
    } else if (const std::size_t found = digits.find(each); found != std::string_view::npos && pending == 0) {
      pending = static_cast<int>(found / width) + 1;
    } else {
      return 0;
    }
  }
  return value + pending;
}

class DocumentReader {
 public:
  DocumentReader(const SourcePtr& source, const SourcePtr& official, const Package& package)
      : source_(source), official_(official), package_(package) {
    result_.document.source = source;
  }

  ReadDocument run(const Markdown& markdown) {
    const std::vector<Block>& blocks = markdown.blocks;
    const auto last = std::find_if(blocks.rbegin(), blocks.rend(),
                                   [](const Block& block) { return block.kind != Block::Kind::fence; });
    const Block* closing = last != blocks.rend() && last->kind == Block::Kind::paragraph ? &*last : nullptr;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const Block& block = blocks[i];
      if (block.kind == Block::Kind::fence) {
        result_.fences.push_back({block.info, block.span, article_});
      } else if (block.kind == Block::Kind::heading) {
        const bool joined = i + 1 < blocks.size() && joins(block, blocks[i + 1]);
        heading(block, joined ? &blocks[i + 1] : nullptr);
        i += joined ? 1 : 0;
      } else {
        paragraph(block, &block == closing);
      }
    }
    return std::move(result_);
  }

 private:
  // A level-3 heading is run into its paragraph, unless the official text has it on a line of its own.
  bool joins(const Block& block, const Block& next) const {
    if (block.level != 3 || next.kind != Block::Kind::paragraph) return false;
    if (!official_) return true;
    for (int line = 1; line <= official_->line_count(); ++line) {
      if (official_->line(line) == source_->text(block.span)) return false;
    }
    return true;
  }

  Paragraph make(Paragraph::Kind kind, Span span) const {
    Paragraph made;
    made.kind = kind;
    made.text = std::string(source_->text(span));
    made.article = article_;
    made.line = source_->position(span.begin).line;
    made.pieces.push_back({0, span});
    return made;
  }

  Paragraph::Kind kind_of_heading(const Block& block, std::string_view text) const {
    if (text == package_.number) return Paragraph::Kind::number;
    if (block.level == 3) return Paragraph::Kind::article;
    if (block.level >= 2) return Paragraph::Kind::section;
    return result_.document.paragraphs.empty() && text != package_.title.zh ? Paragraph::Kind::issuer
                                                                            : Paragraph::Kind::title;
  }

  void heading(const Block& block, const Block* joined) {
    const std::string_view text = source_->text(block.span);
    const Paragraph::Kind kind = kind_of_heading(block, text);
    article_ = kind == Paragraph::Kind::article ? article_number(text) : "";
    Paragraph made = make(kind, block.span);
    made.heading = made.text.size();
    if (joined != nullptr) {
      made.pieces.push_back({made.text.size(), joined->span});
      made.text += source_->text(joined->span);
    }
    result_.document.paragraphs.push_back(std::move(made));
  }

  void paragraph(const Block& block, bool closing) {
    const std::string_view text = source_->text(block.span);
    Paragraph::Kind kind = Paragraph::Kind::text;
    if (text.starts_with(units_line_begins)) {
      kind = Paragraph::Kind::units;
    } else if (closing) {
      kind = Paragraph::Kind::closing;
      article_ = "closing";
    } else if (text == package_.number) {
      kind = Paragraph::Kind::number;
    } else if (text == package_.title.zh) {
      kind = Paragraph::Kind::title;
    } else if (result_.document.paragraphs.empty()) {
      kind = Paragraph::Kind::issuer;
    }
    result_.document.paragraphs.push_back(make(kind, block.span));
  }

  SourcePtr source_;
  SourcePtr official_;
  const Package& package_;
  std::string article_;
  ReadDocument result_;
};

std::optional<Citation> quotation_in(const Document& document, std::string_view words,
                                     std::string_view article) {
  for (std::size_t i = 0; i < document.paragraphs.size(); ++i) {
    const Paragraph& paragraph = document.paragraphs[i];
    if (paragraph.article != article) continue;
    const std::size_t at = paragraph.text.find(words);
    if (at == std::string::npos) continue;
    return Citation{paragraph.article, i, {at, at + words.size()}, std::string(words)};
  }
  return std::nullopt;
}

}  // namespace

std::string article_number(std::string_view heading) {
  struct Form {
    std::string_view before;
    std::string_view after;
  };
  for (const Form& form : {Form{"（", "）"}, Form{"第", "条"}}) {
    if (!heading.starts_with(form.before)) continue;
    const std::string_view rest = heading.substr(form.before.size());
    const std::size_t end = rest.find(form.after);
    if (end == std::string_view::npos) continue;
    if (const int number = chinese_number(rest.substr(0, end)); number > 0) return std::to_string(number);
  }
  return "";
}

std::optional<Citation> find_quotation(const Document& document, std::string_view article,
                                       std::string_view words) {
  if (words.empty()) return std::nullopt;
  if (auto found = quotation_in(document, words, article)) return found;
  return quotation_in(document, words, "");
}

ReadDocument read_document(const SourcePtr& source, const Markdown& markdown, const SourcePtr& official,
                           const Package& package, Diagnostics& diagnostics) {
  ReadDocument read = DocumentReader(source, official, package).run(markdown);
  if (official) compare(read.document, official, diagnostics);
  return read;
}

}  // namespace enact::policy
