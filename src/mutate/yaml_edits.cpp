// See yaml_edits.hpp.
#include "mutate/yaml_edits.hpp"

#include <algorithm>

namespace enact::mutate {
namespace {

using policy::yaml::Node;
using policy::yaml::Style;

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

// The lines of a block entry or item that begins at column `indent` of the line of `begin`: those behind it
// that are indented further, or the items of a list that hangs on a key at its own column.
Span block_lines(std::string_view text, std::size_t begin, bool is_item) {
  const std::size_t first = line_begin(text, begin);
  const std::size_t indent = begin - first;
  std::size_t end = line_end(text, begin);
  while (end < text.size()) {
    const std::size_t at = text.find_first_not_of(' ', end);
    if (at == std::string_view::npos || text.compare(end, 3, "```") == 0) break;
    const std::size_t column = at - end;
    const bool hanging = !is_item && column == indent && text.compare(at, 2, "- ") == 0;
    if (text[at] != '\n' && column <= indent && !hanging) break;
    end = line_end(text, end);
  }
  return {first, end};
}

std::string in_quotes(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += c;
  }
  return out + "'";
}

// One of several parts between commas: `part(i)` answers where part i begins and ends.
template <typename Part>
Span between_commas(std::size_t index, std::size_t count, Part part) {
  if (index + 1 < count) return {part(index).begin, part(index + 1).begin};
  if (index > 0) return {part(index - 1).end, part(index).end};
  return part(index);
}

}  // namespace

Edit without_entry(const Node& map, std::size_t index) {
  const auto part = [&](std::size_t i) {
    const policy::yaml::Entry& entry = map.entries[i];
    return Span{entry.key.span.begin, std::max(entry.key.span.end, entry.value.span.end)};
  };
  if (map.flow) return {map.source->name(), between_commas(index, map.entries.size(), part), ""};
  Span lines = block_lines(map.source->text(), part(index).begin, false);
  // Of a mapping that is an item, the first entry stands behind the item's dash.
  const std::size_t dash = map.source->text().find_first_not_of(' ', lines.begin);
  if (map.source->text()[dash] == '-' && index + 1 < map.entries.size()) {
    lines = {part(index).begin, part(index + 1).begin};
  }
  return {map.source->name(), lines, ""};
}

Edit without_item(const Node& list, std::size_t index) {
  const auto part = [&](std::size_t i) { return list.items[i].span; };
  if (list.flow) return {list.source->name(), between_commas(index, list.items.size(), part), ""};
  const std::string_view text = list.source->text();
  const std::size_t dash = text.rfind('-', list.items[index].span.begin);
  return {list.source->name(), block_lines(text, dash, true), ""};
}

Edit rewritten(const Node& scalar, Span part, const std::string& with) {
  const std::string& file = scalar.source->name();
  if (scalar.style == Style::literal || scalar.style == Style::folded) {
    return {file, {scalar.offsets[part.begin], scalar.offsets[part.end]}, with};
  }
  std::string text = scalar.text;
  text.replace(part.begin, part.end - part.begin, with);
  return {file, scalar.span, in_quotes(text)};
}

Edit with_entry(const Node& map, const std::string& entry) {
  if (map.flow) {
    const std::size_t end = map.entries.back().value.span.end;
    return {map.source->name(), {end, end}, ", " + entry};
  }
  const std::string_view text = map.source->text();
  const std::size_t begin = map.entries.front().key.span.begin;
  const std::string indent(begin - line_begin(text, begin), ' ');
  // Behind the first entry's lines, which may be on a dash's line.
  const std::size_t at = block_lines(text, begin, false).end;
  return {map.source->name(), {at, at}, indent + entry + "\n"};
}

}  // namespace enact::mutate
