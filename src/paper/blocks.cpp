#include "paper/blocks.hpp"

#include "base/text.hpp"

namespace enact::paper {
namespace {

using Kind = Block::Kind;

std::vector<std::string> cells_of(std::string_view row) {
  std::vector<std::string> cells;
  row.remove_prefix(1);
  if (row.ends_with('|')) row.remove_suffix(1);
  while (true) {
    const auto end = std::min(row.find('|'), row.size());
    cells.emplace_back(text::trim(row.substr(0, end)));
    if (end == row.size()) return cells;
    row.remove_prefix(end + 1);
  }
}

// Two lines of one paragraph: Latin words stay apart, Han characters do not.
void join(std::string& text, std::string_view line) {
  const bool latin = !text.empty() && static_cast<unsigned char>(text.back()) < 0x80 && !line.empty() &&
                     static_cast<unsigned char>(line.front()) < 0x80;
  if (latin) text += ' ';
  text += line;
}

Block block_of(std::string_view line) {
  const auto after = [&](std::size_t mark) { return std::string(text::trim(line.substr(mark))); };
  if (line.starts_with("## ")) return {Kind::heading, after(3)};
  if (line.starts_with("# ")) return {Kind::title, after(2)};
  if (line.starts_with("@ ")) return {Kind::addressee, after(2)};
  if (line.starts_with("- ")) return {Kind::item, after(2)};
  if (line.starts_with("> ")) return {Kind::signature, after(2)};
  if (line.starts_with('|')) return {Kind::row, {}, cells_of(line)};
  return {Kind::paragraph, std::string(line)};
}

}  // namespace

std::vector<Block> blocks_of(std::string_view text) {
  std::vector<Block> blocks;
  bool open = false;  // a paragraph that the next line goes on
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text::trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) {
      open = false;
      continue;
    }
    auto block = block_of(line);
    const bool paragraph = block.kind == Kind::paragraph;
    if (open && paragraph) {
      join(blocks.back().text, block.text);
    } else {
      blocks.push_back(std::move(block));
    }
    open = paragraph;
  }
  return blocks;
}

std::string markup_of(std::string_view text) {
  std::string out;
  bool bold = false;
  while (!text.empty()) {
    // A mark without its end is two characters like others.
    if (text.starts_with("**") && (bold || text.find("**", 2) != std::string_view::npos)) {
      out += bold ? "</b>" : "<b>";
      bold = !bold;
      text.remove_prefix(2);
      continue;
    }
    switch (const char c = text.front()) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        // Control characters are no XML, and nothing that can be set.
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
    text.remove_prefix(1);
  }
  return out;
}

}  // namespace enact::paper
