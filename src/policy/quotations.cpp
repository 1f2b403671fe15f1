// See quotations.hpp.
#include "policy/quotations.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/document.hpp"

namespace enact::policy {
namespace {

constexpr std::size_t characters_that_tell = 4;  // a shorter beginning is found by chance

// The longest beginning of the words that the article has, and where it stands.
struct Beginning {
  std::size_t length = 0;  // bytes of the words
  std::size_t paragraph = 0;
  std::size_t at = 0;
};

Beginning longest_beginning(const Document& document, const std::string& article, std::string_view words) {
  Beginning best;
  for (std::size_t i = 0; i < document.paragraphs.size(); ++i) {
    const Paragraph& paragraph = document.paragraphs[i];
    if (paragraph.article != article && !paragraph.article.empty()) continue;
    std::size_t length = best.length;
    for (std::size_t found = 0; length < words.size();) {
      const std::size_t longer = length + text::code_point_at(words, length).bytes;
      found = paragraph.text.find(words.substr(0, longer));
      if (found == std::string::npos) break;
      length = longer;
      best = {length, i, found};
    }
  }
  return best;
}

}  // namespace

std::optional<Citation> read_quotation(const yaml::Node& node, const Document& document,
                                       const std::string& article, Diagnostics& diagnostics) {
  const std::optional<std::string> words = yaml::read_text(node, diagnostics);
  if (!words) return std::nullopt;
  if (auto found = find_quotation(document, article, *words)) return found;
  const Beginning beginning = longest_beginning(document, article, *words);
  const bool telling =
      text::length(std::string_view(*words).substr(0, beginning.length)) >= characters_that_tell;
  const std::size_t at = telling ? beginning.length : 0;
  const std::size_t end =
      at < words->size() && telling ? at + text::code_point_at(*words, at).bytes : words->size();
  const Text where =
      article.empty() ? Text{"各条之外", "the text outside the articles"} : Text{"本条", "this article"};
  yaml::error(
      diagnostics, "policy.not-in-document", node.location({at, end}),
      {fmt::format("{}没有这段文字{}", where.zh, telling ? "：从这个字起不同" : ""),
       fmt::format("{} does not have these words{}", where.en, telling ? ": they differ from here on" : "")},
      {"逐字照抄正文，标点也一样", "quote the document word for word, punctuation included"});
  if (telling) {
    const std::string_view there = document.paragraphs[beginning.paragraph].text;
    const std::size_t begin = beginning.at + beginning.length;
    const std::size_t width = begin < there.size() ? text::code_point_at(there, begin).bytes : 0;
    diagnostics.back().labels.push_back(
        {document.location(beginning.paragraph, {begin, begin + width}), {"正文", "the document"}});
  }
  return std::nullopt;
}

std::vector<Citation> read_quotations(const yaml::Node& node, const Document& document,
                                      const std::string& article, Diagnostics& diagnostics) {
  std::vector<Citation> out;
  for (const yaml::Node* each : yaml::read_texts(node, diagnostics)) {
    if (auto citation = read_quotation(*each, document, article, diagnostics))
      out.push_back(std::move(*citation));
  }
  return out;
}

}  // namespace enact::policy
