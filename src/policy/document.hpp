// The official document as policy.md holds it, and whether it is the official text: paragraph by paragraph,
// in order, punctuation included. Knows articles and lines of units by their form; not what any of them says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/markdown.hpp"
#include "policy/package.hpp"

namespace enact::policy {

// A fenced block with the article that it stands in.
struct Fence {
  std::string info;
  Span body;            // bytes in policy.md
  std::string article;  // "" before the first article
};

struct ReadDocument {
  Document document;  // paragraphs only: clauses and marks are src/policy/clauses.hpp's
  std::vector<Fence> fences;
};

// `official` may be null: an error is reported, and no paragraph is compared.
ReadDocument read_document(const SourcePtr& source, const Markdown& markdown, const SourcePtr& official,
                           const Package& package, Diagnostics& diagnostics);

// "1" for （一）, "20" for （二十）, "3" for 第三条; "" for a heading of another form.
std::string article_number(std::string_view heading);

// The citation of `words` in the article: its first occurrence there, then outside the articles; nothing if
// the document does not have them.
std::optional<Citation> find_quotation(const Document& document, std::string_view article,
                                       std::string_view words);

}  // namespace enact::policy
