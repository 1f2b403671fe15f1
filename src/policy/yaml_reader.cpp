// Builds nodes from yaml-cpp's events and refuses what packages do not use.
#include "policy/yaml_reader.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "policy/plain_text.hpp"
#include "policy/yaml_hint.hpp"
#include "policy/yaml_scalar.hpp"

namespace enact::policy::yaml {
namespace {

class Builder : public YAML::EventHandler {
 public:
  Builder(SourcePtr source, Span part, Diagnostics& diagnostics)
      : source_(std::move(source)), part_(part), diagnostics_(diagnostics) {}

  std::optional<Node> root() { return std::move(root_); }
  // Whether more than one document was seen. Of a comma behind the last bracket yaml-cpp makes documents
  // without end.
  bool several() const { return several_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (!root_) return;
    several_ = true;
    const std::size_t at = place(mark);
    if (source_->text().substr(at).starts_with(',')) {
      error("yaml.bracket", {at, at + 1},
            {"括号到此之前已经闭合", "the brackets are closed before this comma"},
            {"删去多余的右括号或逗号", "remove the bracket too many, or the comma"});
      return;
    }
    error("yaml.several-documents", {at, at},
          {"一个文件只能有一个 YAML 文档", "a file holds one YAML document"},
          {"删去 `---` 之后的内容，或另立文件", "remove what follows `---`, or make it a file of its own"});
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::size_t at = place(mark);
    // `~` and `null` are written out; an absent value has no width.
    std::size_t end = at;
    const std::string_view text = source_->text();
    for (const std::string_view word : {std::string_view("null"), std::string_view("~")}) {
      if (text.substr(at).starts_with(word)) end = at + word.size();
    }
    check_anchor(anchor, at);
    add(make(Node::Kind::null, {at, end}));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    own_sign(place(mark), '*', "yaml.alias", {"不能使用别名 `*`", "aliases (`*`) are not allowed"});
    add(make(Node::Kind::null, {place(mark), place(mark) + 1}));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const std::size_t at = place(mark);
    if (!check_tag(tag, at) || !check_anchor(anchor, at)) {
      add(make(Node::Kind::null, {at, at + 1}));
      return;
    }
    ScalarPlace found = place_scalar(source_->text().substr(0, part_.end), at, value);
    check_closed(found);
    Node node = make(Node::Kind::scalar, found.span);
    node.text = value;
    node.style = found.style;
    node.offsets = std::move(found.offsets);
    node.flow = std::any_of(open_.begin(), open_.end(), [](const Frame& frame) { return frame.node.flow; });
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(Node::Kind::list, mark, tag, anchor, style);
  }
  void OnSequenceEnd() override { close(']'); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(Node::Kind::map, mark, tag, anchor, style);
  }
  void OnMapEnd() override { close('}'); }

 private:
  struct Frame {
    Node node;
    std::optional<Node> key;
  };

  std::size_t place(const YAML::Mark& mark) const {
    // Before the first character of the document yaml-cpp may answer a mark of -1.
    const std::size_t at = mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
    return std::min(part_.begin + at, part_.end);
  }

  Node make(Node::Kind kind, Span span) const {
    Node node;
    node.kind = kind;
    node.source = source_;
    node.span = span;
    return node;
  }

  void error(std::string code, Span span, Text message, Text help = {}) {
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.location = {source_, span};
    diagnostic.help = std::move(help);
    diagnostics_.push_back(std::move(diagnostic));
  }

  // A sign that YAML takes for its own at the beginning of a value: most likely an expression.
  void own_sign(std::size_t at, char sign, std::string code, Text message) {
    if (std::optional<Diagnostic> explained = explain_error(source_, at, at)) {
      diagnostics_.push_back(std::move(*explained));
      return;
    }
    const std::string quoted = std::string("'") + sign + "…'";
    error(
        std::move(code), {at, at + 1}, std::move(message),
        {"写全内容；若本意是文字，用引号：" + quoted, "write it out; if text is meant, quote it: " + quoted});
  }

  bool check_anchor(YAML::anchor_t anchor, std::size_t at) {
    if (anchor == 0) return true;
    own_sign(at, '&', "yaml.anchor", {"不能使用锚点 `&`", "anchors (`&`) are not allowed"});
    return false;
  }
  bool check_tag(const std::string& tag, std::size_t at) {
    if (tag.empty() || tag == "?" || tag == "!") return true;
    own_sign(at, '!', "yaml.tag", {"不能使用标签 `!`", "tags (`!`) are not allowed"});
    return false;
  }

  // yaml-cpp lets a quotation run to the end of the text.
  void check_closed(const ScalarPlace& scalar) {
    if (scalar.style != Style::single_quoted && scalar.style != Style::double_quoted) return;
    const char mark = source_->text()[scalar.span.begin];
    if (scalar.span.end - scalar.span.begin > 1 && source_->text()[scalar.span.end - 1] == mark) return;
    error("yaml.quotation", {scalar.span.begin, scalar.span.begin + 1},
          {"引号没有结束", "the quotation mark is not closed"},
          {"在值的末尾加上引号", "put one at the end of the value"});
  }

  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            YAML::EmitterStyle::value style) {
    const std::size_t at = place(mark);
    check_tag(tag, at);
    check_anchor(anchor, at);
    Frame frame{.node = make(kind, {at, at}), .key = std::nullopt};
    frame.node.flow = style == YAML::EmitterStyle::Flow;
    open_.push_back(std::move(frame));
  }

  void close(char bracket) {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    std::size_t end = node.span.begin;
    if (node.is_list() && !node.items.empty()) end = node.items.back().span.end;
    if (node.is_map() && !node.entries.empty()) {
      end = std::max(node.entries.back().key.span.end, node.entries.back().value.span.end);
    }
    node.span.end = end;
    if (node.flow) {
      const std::size_t found = source_->text().find(bracket, end);
      node.span.end = found < part_.end ? found + 1 : part_.end;
    }
    add(std::move(node));
  }

  void add(Node node) {
    if (open_.empty()) {
      if (!root_) root_ = std::move(node);
      return;
    }
    Frame& frame = open_.back();
    if (frame.node.is_list()) {
      frame.node.items.push_back(std::move(node));
    } else if (!frame.key) {
      frame.key = std::move(node);
    } else {
      add_entry(frame, std::move(node));
    }
  }

  void add_entry(Frame& frame, Node value) {
    Node key = std::move(*frame.key);
    frame.key.reset();
    if (!key.is_scalar()) {
      error("yaml.key", key.span, {"键应为文字", "a key must be a plain text"});
      return;
    }
    if (const Entry* before = frame.node.entry(key.text)) {
      error("yaml.duplicate-key", key.span,
            {"键 `" + key.text + "` 写了两次", "key `" + key.text + "` occurs twice"},
            {"删去其中一个，或改名", "remove one of the two, or rename it"});
      diagnostics_.back().labels.push_back(
          {before->key.location(), {"第一次写在这里", "it occurs first here"}});
      return;
    }
    frame.node.entries.push_back({std::move(key), std::move(value)});
  }

  SourcePtr source_;
  Span part_;
  Diagnostics& diagnostics_;
  std::vector<Frame> open_;
  std::optional<Node> root_;
  bool several_ = false;
};

// yaml-cpp's messages, in words of the reader's language where they occur in practice.
Text translate(const std::string& message) {
  struct Known {
    std::string_view english;
    Text text;
  };
  static const std::vector<Known> known{
      {"end of map not found",
       {"这里不符合映射的写法（缩进不齐，或值后面多了内容）",
        "this does not fit the mapping (uneven indentation, or text after a value)"}},
      {"end of map flow not found",
       {"花括号 `{` 没有配对的 `}`，或缺少逗号", "`{` without its `}`, or a comma is missing"}},
      {"end of sequence not found",
       {"这里不符合列表的写法（缩进不齐）", "this does not fit the list (uneven indentation)"}},
      {"end of sequence flow not found",
       {"方括号 `[` 没有配对的 `]`，或缺少逗号", "`[` without its `]`, or a comma is missing"}},
      {"illegal flow end", {"多了一个右括号", "one closing bracket too many"}},
      {"illegal map value", {"值里面又出现了 `: `", "another `: ` stands inside a value"}},
      {"illegal EOF in scalar", {"引号没有结束", "the quotation mark is not closed"}},
      {"unknown token", {"值不能以这个符号开头", "a value cannot begin with this sign"}},
      {"unknown escape character: ", {"不认识的转义字符", "unknown escape character"}},
  };
  for (const Known& each : known) {
    if (message.starts_with(each.english)) return each.text;
  }
  return {"YAML 读不通：" + message, "the YAML cannot be read: " + message};
}

}  // namespace

const Entry* Node::entry(std::string_view key) const {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& each) { return each.key.text == key; });
  return found == entries.end() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
  const Entry* found = entry(key);
  return found == nullptr ? nullptr : &found->value;
}

Location Node::location(Span part) const {
  if (offsets.empty()) return location();
  const auto at = [&](std::size_t byte) { return offsets[std::min(byte, offsets.size() - 1)]; };
  return {source, {at(part.begin), std::max(at(part.begin), at(part.end))}};
}

feel::ExpressionText Node::expression(std::size_t from) const {
  std::size_t end = text.size();
  const auto white = [&](std::size_t at) { return text[at] == ' ' || text[at] == '\n' || text[at] == '\t'; };
  while (from < end && white(from)) ++from;
  while (end > from && white(end - 1)) --end;
  feel::ExpressionText out{.source = source, .span = {}, .expression = {}, .offsets = {}};
  out.expression = text.substr(from, end - from);
  out.offsets.assign(offsets.begin() + static_cast<std::ptrdiff_t>(from),
                     offsets.begin() + static_cast<std::ptrdiff_t>(end));
  // The end stands after the last character, not where the blanks behind it end.
  std::size_t after = offsets[end];
  if (end > from && end < text.size()) after = offsets[end - 1] + 1;
  out.offsets.push_back(after);
  out.span = {out.offsets.front(), out.offsets.back()};
  return out;
}

Read read(const SourcePtr& source, Span part) {
  Read result;
  if (std::optional<Diagnostic> problem = plain_text_problem(source, part)) {
    result.diagnostics.push_back(std::move(*problem));
    return result;
  }
  std::istringstream stream{std::string(source->text(part))};
  Builder builder(source, part, result.diagnostics);
  try {
    YAML::Parser parser(stream);
    while (!builder.several() && parser.HandleNextDocument(builder)) {
    }
    result.root = builder.root();
    if (!result.root) {
      Node empty;
      empty.source = source;
      empty.span = {part.begin, part.begin};
      result.root = std::move(empty);
    }
  } catch (const YAML::ParserException& exception) {
    const std::size_t at =
        std::min(part.begin + static_cast<std::size_t>(std::max(exception.mark.pos, 0)), part.end);
    if (std::optional<Diagnostic> explained = explain_error(source, part.begin, at)) {
      result.diagnostics.push_back(std::move(*explained));
    } else {
      Diagnostic diagnostic;
      diagnostic.code = "yaml.syntax";
      diagnostic.message = translate(exception.msg);
      diagnostic.location = {source, {at, at}};
      result.diagnostics.push_back(std::move(diagnostic));
    }
  }
  return result;
}

Read read(const SourcePtr& source) {
  return read(source, {0, source->text().size()});
}

}  // namespace enact::policy::yaml
