// Longest common subsequences, of paragraphs and of words. See text_differences.hpp.
#include "policy/text_differences.hpp"

#include <algorithm>
#include <cstdint>

namespace enact::policy {
namespace {

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

// A longest common subsequence, as pairs of places.
template <typename Item>
Pairs common(const std::vector<Item>& before, const std::vector<Item>& after) {
  const std::size_t rows = before.size();
  const std::size_t columns = after.size();
  std::vector<std::uint32_t> length((rows + 1) * (columns + 1), 0);
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
    return length[i * (columns + 1) + j];
  };
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      at(i, j) = before[i] == after[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
  }
  Pairs pairs;
  for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
    if (before[i] == after[j]) {
      pairs.emplace_back(i++, j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      ++i;
    } else {
      ++j;
    }
  }
  return pairs;
}

bool in_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> made;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin + 1;
    if (in_word(text[begin])) {
      while (end < text.size() && in_word(text[end])) ++end;
    } else {
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    }
    made.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return made;
}

void add(std::vector<TextPiece>& pieces, TextPiece::Kind kind, std::string_view text) {
  if (pieces.empty() || pieces.back().kind != kind) pieces.push_back({kind, {}});
  pieces.back().text += text;
}

bool alike(const std::string& before, const std::string& after) {
  const auto old_words = words(before);
  const auto new_words = words(after);
  return 2 * common(old_words, new_words).size() >= std::max(old_words.size(), new_words.size());
}

}  // namespace

std::vector<TextPiece> word_differences(std::string_view before, std::string_view after) {
  const auto old_words = words(before);
  const auto new_words = words(after);
  std::vector<TextPiece> pieces;
  std::size_t i = 0;
  std::size_t j = 0;
  const auto up_to = [&](std::size_t old_end, std::size_t new_end) {
    for (; i < old_end; ++i) add(pieces, TextPiece::Kind::removed, old_words[i]);
    for (; j < new_end; ++j) add(pieces, TextPiece::Kind::added, new_words[j]);
  };
  for (const auto& [old_place, new_place] : common(old_words, new_words)) {
    up_to(old_place, new_place);
    add(pieces, TextPiece::Kind::same, old_words[i++]);
    ++j;
  }
  up_to(old_words.size(), new_words.size());
  return pieces;
}

std::vector<ParagraphDifference> paragraph_differences(const std::vector<std::string>& before,
                                                       const std::vector<std::string>& after) {
  std::vector<ParagraphDifference> found;
  std::size_t i = 0;
  std::size_t j = 0;
  const auto up_to = [&](std::size_t old_end, std::size_t new_end) {
    for (; i < old_end; ++i) {
      std::size_t changed = j;
      while (changed < new_end && !alike(before[i], after[changed])) ++changed;
      if (changed == new_end) {
        found.push_back({i + 1, 0, {{TextPiece::Kind::removed, before[i]}}});
        continue;
      }
      for (; j < changed; ++j) found.push_back({0, j + 1, {{TextPiece::Kind::added, after[j]}}});
      found.push_back({i + 1, j + 1, word_differences(before[i], after[j])});
      ++j;
    }
    for (; j < new_end; ++j) found.push_back({0, j + 1, {{TextPiece::Kind::added, after[j]}}});
  };
  for (const auto& [old_place, new_place] : common(before, after)) {
    up_to(old_place, new_place);
    ++i;
    ++j;
  }
  up_to(before.size(), after.size());
  return found;
}

std::string marked(const std::vector<TextPiece>& pieces) {
  std::string text;
  for (const TextPiece& piece : pieces) {
    if (piece.kind == TextPiece::Kind::removed) {
      text += "[-" + piece.text + "-]";
    } else if (piece.kind == TextPiece::Kind::added) {
      text += "{+" + piece.text + "+}";
    } else {
      text += piece.text;
    }
  }
  return text;
}

}  // namespace enact::policy
