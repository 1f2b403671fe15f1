// See text.hpp.
#include "lsp/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace enact::lsp {
namespace {

// How many units of the encoding a character takes.
int width(char32_t character, std::size_t bytes, Encoding encoding) {
  if (encoding == Encoding::utf8) return static_cast<int>(bytes);
  return character >= 0x10000 ? 2 : 1;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool kept_in_uri(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

}  // namespace

Lines::Lines(std::string_view text) : text_(text) {
  starts_.push_back(0);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool ends =
        text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'));
    if (ends) starts_.push_back(at + 1);
  }
}

Point Lines::point(std::size_t offset, Encoding encoding) const {
  offset = std::min(offset, text_.size());
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  Point point{static_cast<int>(after - starts_.begin()) - 1, 0};
  for (std::size_t at = *(after - 1); at < offset;) {
    const auto [character, bytes] = text::code_point_at(text_, at);
    if (at + bytes > offset) break;
    point.character += width(character, bytes, encoding);
    at += bytes;
  }
  return point;
}

std::size_t Lines::offset(Point point, Encoding encoding) const {
  if (point.line < 0) return 0;
  const auto line = static_cast<std::size_t>(point.line);
  if (line >= starts_.size()) return text_.size();
  const std::size_t end = line + 1 < starts_.size() ? starts_[line + 1] : text_.size();
  std::size_t at = starts_[line];
  for (int left = point.character; left > 0 && at < end;) {
    const auto [character, bytes] = text::code_point_at(text_, at);
    if (character == U'\n' || character == U'\r') break;
    left -= width(character, bytes, encoding);
    if (left < 0) break;
    at += bytes;
  }
  return at;
}

std::string replaced(const std::string& text, Range range, std::string_view by, Encoding encoding) {
  const Lines lines(text);
  std::size_t begin = lines.offset(range.start, encoding);
  std::size_t end = lines.offset(range.end, encoding);
  if (end < begin) std::swap(begin, end);
  std::string out;
  out.reserve(text.size() - (end - begin) + by.size());
  out.append(text, 0, begin).append(by).append(text, end);
  return out;
}

std::optional<std::string> path_of(std::string_view uri) {
  constexpr std::string_view scheme = "file://";
  if (!uri.starts_with(scheme)) return std::nullopt;
  uri.remove_prefix(scheme.size());
  const std::size_t slash = uri.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  uri.remove_prefix(slash);  // a host, if there is one
  std::string path;
  for (std::size_t at = 0; at < uri.size(); ++at) {
    if (uri[at] != '%') {
      path += uri[at];
      continue;
    }
    const int high = at + 2 < uri.size() ? hex(uri[at + 1]) : -1;
    const int low = at + 2 < uri.size() ? hex(uri[at + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    path += static_cast<char>(high * 16 + low);
    at += 2;
  }
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

std::string uri_of(std::string_view path) {
  std::string uri = "file://";
  for (const char c : path) {
    if (kept_in_uri(c)) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

}  // namespace enact::lsp
