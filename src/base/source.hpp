// Texts that are read (policy, YAML, FEEL, facts) and places in them. Columns count characters (code
// points), not bytes, because the readers are people; offsets count bytes, because the code is not.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace enact {

// A half-open range of byte offsets in one source.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool empty() const { return begin == end; }
  friend bool operator==(const Span&, const Span&) = default;
};

// 1-based line and 1-based column in characters.
struct Position {
  int line = 1;
  int column = 1;

  friend auto operator<=>(const Position&, const Position&) = default;
};

// An immutable text with a name for messages (a path relative to what the user gave, or "<expression>").
class Source {
 public:
  Source(std::string name, std::string text);

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }
  std::string_view text(Span span) const;
  Position position(std::size_t offset) const;  // O(log lines + line length)
  std::string_view line(int line) const;        // without its line break
  int line_count() const { return static_cast<int>(line_starts_.size()); }
  std::size_t offset(Position position) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
};

using SourcePtr = std::shared_ptr<const Source>;

// A place in a source that stays valid as long as it is held.
struct Location {
  SourcePtr source;  // null: no place (a value that came from no text)
  Span span;

  bool known() const { return source != nullptr; }
};

}  // namespace enact
