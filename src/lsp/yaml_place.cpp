// See yaml_place.hpp.
#include "lsp/yaml_place.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace enact::lsp {
namespace {

// Reads lines and brackets from the beginning of the part to the cursor. Not all of YAML: what packages
// write.
class TextReader {
 public:
  TextReader(std::string_view text, Span part, std::size_t offset)
      : text_(text), part_(part), offset_(offset) {}

  YamlPlace run() {
    std::size_t line = part_.begin;
    for (;;) {
      const std::size_t found = text_.find('\n', line);
      const std::size_t end = std::min(found, offset_);
      read_line(line, end);
      if (found >= offset_) break;
      line = found + 1;
    }
    for (const Level& level : levels_) {
      if (!level.key.empty()) place_.path.push_back(level.key);
    }
    if (place_.in_key) {
      add_later_siblings(line);
    }
    return std::move(place_);
  }

 private:
  struct Level {
    int indent = 0;
    std::string key;                // empty: an item of a list
    std::vector<std::string> keys;  // of the mapping that this key stands in, so far
  };

  void read_line(std::size_t begin, std::size_t end) {
    const bool last = end == offset_;
    std::size_t at = begin;
    while (at < end && text_[at] == ' ') ++at;
    int indent = static_cast<int>(at - begin);
    if (flow_open_) {
      read_flow(at, end, last);
      return;
    }
    if (block_scalar_ && (at == end || indent > block_indent_)) {
      if (last) in_value(block_begin_ == 0 ? at : block_begin_);
      if (block_begin_ == 0 && at < end) block_begin_ = at;
      return;
    }
    block_scalar_ = false;
    if (!last && (at == end || text_[at] == '#')) return;
    while (at < end && text_[at] == '-' && (at + 1 >= end || text_[at + 1] == ' ')) {
      close_levels(indent, true);
      levels_.push_back({indent, "", {}});
      const std::size_t dash = at++;
      while (at < end && text_[at] == ' ') ++at;
      indent += static_cast<int>(at - dash);
    }
    read_entry(at, end, indent, last);
  }

  void close_levels(int indent, bool item) {
    while (!levels_.empty()) {
      const Level& top = levels_.back();
      // A list may stand at the indentation of its key.
      const bool inside = top.indent < indent || (item && top.indent == indent && !top.key.empty());
      if (inside) return;
      if (top.indent == indent && !top.key.empty()) same_level_ = top.keys;
      levels_.pop_back();
    }
  }

  void read_entry(std::size_t at, std::size_t end, int indent, bool last) {
    same_level_.clear();
    const std::size_t colon = colon_in(at, end);
    // A continuation of a plain value stands deeper than its key and has no key of its own.
    const bool deeper = !levels_.empty() && !levels_.back().key.empty() && levels_.back().indent < indent;
    if (colon == std::string_view::npos) {
      if (!last) return;
      if (deeper && has_value_) {
        in_value(value_begin_);
        return;
      }
      close_levels(indent, false);
      if (at < end && (text_[at] == '{' || text_[at] == '[')) {
        read_flow(at, end, last);
        return;
      }
      place_.in_key = true;
      place_.begin = at;
      place_.siblings = same_level_;
      return;
    }
    close_levels(indent, false);
    const std::string key = unquoted(text_.substr(at, colon - at));
    std::vector<std::string> keys = same_level_;
    keys.push_back(key);
    levels_.push_back({indent, key, std::move(keys)});
    std::size_t value = colon + 1;
    while (value < end && text_[value] == ' ') ++value;
    has_value_ = value < end;
    value_begin_ = value;
    if (value < end && (text_[value] == '|' || text_[value] == '>')) {
      block_scalar_ = true;
      block_indent_ = indent;
      block_begin_ = 0;
    } else if (value < end && (text_[value] == '{' || text_[value] == '[')) {
      read_flow(value, end, last);
      return;
    }
    if (last) in_value(value);
  }

  // The colon that ends a key, outside quotation marks and followed by a blank or nothing.
  std::size_t colon_in(std::size_t at, std::size_t end) const {
    if (at < end && (text_[at] == '{' || text_[at] == '[')) return std::string_view::npos;
    char quote = 0;
    for (std::size_t i = at; i < end; ++i) {
      if (quote != 0) {
        if (text_[i] == quote) quote = 0;
      } else if ((text_[i] == '"' || text_[i] == '\'') && i == at) {
        quote = text_[i];
      } else if (text_[i] == ':' && (i + 1 == end || text_[i + 1] == ' ')) {
        return i;
      }
    }
    return std::string_view::npos;
  }

  // ---- { key: value, … } and [ … ] ----

  struct Flow {
    char open = '{';
    std::string key;
    bool in_value = false;
    std::vector<std::string> keys;
  };

  void read_flow(std::size_t at, std::size_t end, bool last) {
    char quote = 0;
    if (!flow_open_) token_ = at;
    for (; at < end; ++at) {
      const char c = text_[at];
      if (quote != 0) {
        if (c == quote) quote = 0;
        continue;
      }
      const bool at_token = text::trim(text_.substr(token_, at - token_)).empty();
      if ((c == '"' || c == '\'') && at_token) {
        quote = c;
      } else if ((c == '{' || c == '[') && (at_token || flows_.empty())) {
        flows_.push_back({c, "", c == '[', {}});
        token_ = at + 1;
      } else if ((c == '}' || c == ']') && !flows_.empty()) {
        flows_.pop_back();
        token_ = at + 1;
        if (flows_.empty()) {
          flow_open_ = false;
          return;
        }
      } else if (c == ',' && !flows_.empty()) {
        flows_.back().in_value = flows_.back().open == '[';
        if (flows_.back().open == '{') flows_.back().key.clear();
        token_ = at + 1;
      } else if (c == ':' && !flows_.empty() && !flows_.back().in_value &&
                 (at + 1 == end || text_[at + 1] == ' ')) {
        flows_.back().key = unquoted(text_.substr(token_, at - token_));
        flows_.back().keys.push_back(flows_.back().key);
        flows_.back().in_value = true;
        token_ = at + 1;
      }
    }
    flow_open_ = !flows_.empty();
    if (!last || flows_.empty()) return;
    while (token_ < end && text_[token_] == ' ') ++token_;
    for (const Flow& flow : flows_) {
      if (!flow.key.empty()) levels_.push_back({0, flow.key, {}});
    }
    if (flows_.back().in_value) {
      in_value(token_);
    } else {
      place_.in_key = true;
      place_.begin = token_;
      place_.siblings = flows_.back().keys;
    }
  }

  void in_value(std::size_t begin) {
    if (begin < offset_ && (text_[begin] == '"' || text_[begin] == '\'')) ++begin;
    place_.begin = std::min(begin, offset_);
  }

  static std::string unquoted(std::string_view key) {
    key = text::trim(key);
    if (key.size() >= 2 && (key.front() == '"' || key.front() == '\'') && key.back() == key.front()) {
      key = key.substr(1, key.size() - 2);
    }
    return std::string(key);
  }

  // Keys of the same mapping below the cursor.
  void add_later_siblings(std::size_t line) {
    if (!flows_.empty()) return;
    const std::size_t indent = place_.begin - line;
    for (std::size_t at = text_.find('\n', offset_); at < part_.end; at = text_.find('\n', at)) {
      ++at;
      std::size_t first = at;
      while (first < part_.end && text_[first] == ' ') ++first;
      if (first >= part_.end || text_[first] == '\n' || text_[first] == '#') continue;
      if (first - at < indent) return;
      const std::size_t end = std::min(text_.find('\n', first), part_.end);
      if (first - at > indent) continue;
      if (const std::size_t colon = colon_in(first, end); colon != std::string_view::npos) {
        place_.siblings.push_back(unquoted(text_.substr(first, colon - first)));
      }
    }
  }

  std::string_view text_;
  Span part_;
  std::size_t offset_;
  YamlPlace place_;
  std::vector<Level> levels_;
  std::vector<std::string> same_level_;
  bool has_value_ = false;
  std::size_t value_begin_ = 0;
  bool block_scalar_ = false;
  int block_indent_ = 0;
  std::size_t block_begin_ = 0;
  bool flow_open_ = false;
  std::vector<Flow> flows_;
  std::size_t token_ = 0;
};

}  // namespace

YamlPlace place_by_text(std::string_view text, Span part, std::size_t offset) {
  return TextReader(text, part, offset).run();
}

FormAt form_at(const Form& root, const std::vector<std::string>& path) {
  FormAt at{&root, {}, {}, false};
  for (const std::string& name : path) {
    if (at.in_facts) {
      at.facts_path.push_back(name);
      continue;
    }
    if (at.form == nullptr) return at;
    if (at.form->facts) {
      at.in_facts = true;
      at.facts_path.push_back(name);
    } else if (at.form->entries != nullptr) {
      at.names.push_back(name);
      at.form = at.form->entries;
    } else {
      const Key* key = find_key(*at.form, name);
      at.form = key == nullptr ? nullptr : key->form;
    }
  }
  return at;
}

std::optional<NodeAt> node_at(const policy::yaml::Node& node, const Form& form, std::size_t offset) {
  const auto holds = [&](Span span) { return span.begin <= offset && offset <= span.end; };
  if (node.is_scalar()) {
    if (!holds(node.span)) return std::nullopt;
    return NodeAt{&node, &form, nullptr};
  }
  for (const policy::yaml::Node& item : node.items) {
    if (auto found = node_at(item, form.items == nullptr ? form : *form.items, offset)) return found;
  }
  for (const policy::yaml::Entry& entry : node.entries) {
    const Key* key = form.entries == nullptr ? find_key(form, entry.key.text) : nullptr;
    if (holds(entry.key.span)) return NodeAt{&entry.key, nullptr, key};
    static constexpr Form unknown;
    const Form& inside = form.entries != nullptr ? *form.entries : key != nullptr ? *key->form : unknown;
    if (auto found = node_at(entry.value, inside, offset)) return found;
  }
  return std::nullopt;
}

}  // namespace enact::lsp
