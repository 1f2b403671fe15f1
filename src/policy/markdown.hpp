// policy.md as a sequence of blocks, read from the raw source: nothing is rendered, so that what is compared
// with the official text is exactly what stands in the file. Only the three forms that a package uses exist:
// headings, paragraphs of one line, fenced blocks. Knows nothing of articles or provisions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"

namespace enact::policy {

struct Block {
  enum class Kind : std::uint8_t { heading, paragraph, fence } kind = Kind::paragraph;
  int level = 0;     // heading: 1 … 6
  std::string info;  // fence: what stands behind the opening marks, "yaml"
  Span span;         // heading, paragraph: the text; fence: what stands between its marks
};

struct Markdown {
  std::optional<Span> front_matter;  // what stands between the two lines `---`
  std::vector<Block> blocks;
};

Markdown split_markdown(const SourcePtr& source, Diagnostics& diagnostics);

}  // namespace enact::policy
