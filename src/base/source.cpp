// Line starts of a source, found once; positions and offsets by binary search in them.
#include "base/source.hpp"

#include <algorithm>
#include <utility>

namespace enact {
namespace {

bool starts_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
}

}  // namespace

Source::Source(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  line_starts_.push_back(0);
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    line_starts_.push_back(at + 1);
  }
}

std::string_view Source::text(Span span) const {
  const std::size_t begin = std::min(span.begin, text_.size());
  const std::size_t end = std::clamp(span.end, begin, text_.size());
  return std::string_view(text_).substr(begin, end - begin);
}

Position Source::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = after - line_starts_.begin();
  const std::string_view before = std::string_view(text_).substr(*(after - 1), offset - *(after - 1));
  const auto characters = std::count_if(before.begin(), before.end(), starts_character);
  return Position{static_cast<int>(line), static_cast<int>(characters) + 1};
}

std::string_view Source::line(int line) const {
  if (line < 1 || line > line_count()) {
    return {};
  }
  const std::size_t index = static_cast<std::size_t>(line) - 1;
  const std::size_t end = index + 1 < line_starts_.size() ? line_starts_[index + 1] - 1 : text_.size();
  std::string_view found = std::string_view(text_).substr(line_starts_[index], end - line_starts_[index]);
  if (found.ends_with('\r')) {
    found.remove_suffix(1);
  }
  return found;
}

std::size_t Source::offset(Position position) const {
  if (position.line < 1) {
    return 0;
  }
  if (position.line > line_count()) {
    return text_.size();
  }
  const std::string_view characters = line(position.line);
  std::size_t in_line = 0;
  for (int column = 1; column < position.column && in_line < characters.size(); ++column) {
    ++in_line;
    while (in_line < characters.size() && !starts_character(characters[in_line])) {
      ++in_line;
    }
  }
  return line_starts_[static_cast<std::size_t>(position.line) - 1] + in_line;
}

}  // namespace enact
