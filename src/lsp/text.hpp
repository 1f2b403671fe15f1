// Places as editors count them (LSP 3.17, "Text Documents"): lines and characters from 0, a character being a
// unit of UTF-16, or of UTF-8 where the editor agrees to it. Our own places are byte offsets. Also the paths
// behind `file:` URIs. Knows nothing of policies or messages.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"

namespace enact::lsp {

enum class Encoding : std::uint8_t { utf16, utf8 };

struct Point {
  int line = 0;
  int character = 0;

  friend auto operator<=>(const Point&, const Point&) = default;
};
struct Range {
  Point start;
  Point end;

  friend bool operator==(const Range&, const Range&) = default;
};

// The line starts of a text. Lines end with \n, \r\n or \r, as the protocol says. Holds no copy: the text
// must outlive it.
class Lines {
 public:
  explicit Lines(std::string_view text);

  // An offset inside a character counts as its beginning.
  Point point(std::size_t offset, Encoding encoding) const;
  Range range(Span span, Encoding encoding) const {
    return {point(span.begin, encoding), point(span.end, encoding)};
  }
  // Beyond the end of a line: its end; beyond the last line: the end of the text; in the middle of a
  // character: its beginning.
  std::size_t offset(Point point, Encoding encoding) const;
  std::size_t count() const { return starts_.size(); }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

// The text with the range replaced. A range whose end stands before its start is taken the other way round.
std::string replaced(const std::string& text, Range range, std::string_view by, Encoding encoding);

// "/home/a b" for "file:///home/a%20b"; nothing if the URI is of another scheme or broken.
std::optional<std::string> path_of(std::string_view uri);
// Bytes that a URI cannot hold are percent-encoded.
std::string uri_of(std::string_view path);

}  // namespace enact::lsp
