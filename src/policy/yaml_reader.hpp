// YAML as packages and facts files use it, strictly: one document; no anchors, aliases or tags; keys are
// plain texts and occur once. Every node knows its place, every scalar the place of each of its bytes, so
// that an error inside an expression points at its token in the file, in every scalar style. On yaml-cpp,
// whose marks count bytes. Knows nothing of what the keys mean.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "feel/compile.hpp"

namespace enact::policy::yaml {

enum class Style : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

struct Entry;

struct Node {
  enum class Kind : std::uint8_t { null, scalar, list, map } kind = Kind::null;
  SourcePtr source;
  Span span;                         // bytes in the source, with quotation marks
  std::string text;                  // scalar: as YAML gives it
  Style style = Style::plain;        // scalar
  bool flow = false;                 // list, map: written with brackets; scalar: stands inside such
  std::vector<std::size_t> offsets;  // scalar: where each byte of `text` and its end stand in the source
  std::vector<Node> items;           // list
  std::vector<Entry> entries;        // map, in the order of the text

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }
  const Node* find(std::string_view key) const;  // of a map; null if absent or not a map
  const Entry* entry(std::string_view key) const;
  Location location() const { return {source, span}; }
  // The place of a part of `text`.
  Location location(Span part) const;
  // Precondition: a scalar. The expression that begins at byte `from` of the text, without blanks around it.
  feel::ExpressionText expression(std::size_t from = 0) const;
};

struct Entry {
  Node key;
  Node value;
};

struct Read {
  std::optional<Node> root;  // absent if the text cannot be read; a null node for an empty text
  Diagnostics diagnostics;   // also of what was read all the same (a key that occurs twice)
};

// Reads the whole source, or the part that `part` marks (a fenced block).
Read read(const SourcePtr& source);
Read read(const SourcePtr& source, Span part);

}  // namespace enact::policy::yaml
