// What differs between two texts of a document: paragraph by paragraph, with the changed words marked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace enact::policy {

// A run of text that both have, or that only the old or only the new one has.
struct TextPiece {
  enum class Kind : std::uint8_t { same, removed, added } kind = Kind::same;
  std::string text;
};

// The pieces in order; those that are not removed make the new text, those that are not added the old one. A
// word is a run of letters and digits of ASCII, else one character. Time and space: product of the lengths.
std::vector<TextPiece> word_differences(std::string_view before, std::string_view after);

// A paragraph that was changed, removed (`after` 0) or added (`before` 0); numbers count from 1.
struct ParagraphDifference {
  std::size_t before = 0;
  std::size_t after = 0;
  std::vector<TextPiece> pieces;
};
// Paragraphs of one text are found again in order; between those, a paragraph is the changed one of the
// other text if the two share at least half of their words.
std::vector<ParagraphDifference> paragraph_differences(const std::vector<std::string>& before,
                                                       const std::vector<std::string>& after);

// `[-removed-]{+added+}` among what is the same.
std::string marked(const std::vector<TextPiece>& pieces);

}  // namespace enact::policy
