// The signs by which YAML trips over an expression, and how the line is written so that it does not.
#include "policy/yaml_hint.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace enact::policy::yaml {
namespace {

constexpr int lines_to_look_back = 6;

struct Suspicion {
  Text reason;
  std::string key;
  Span value;  // bytes in the source
};

// Blanks of the ASCII kind; text::trim works on views, this on spans.
Span trimmed(std::string_view source, Span span) {
  while (span.begin < span.end && (source[span.begin] == ' ' || source[span.begin] == '\t')) ++span.begin;
  while (span.end > span.begin && (source[span.end - 1] == ' ' || source[span.end - 1] == '\t')) --span.end;
  return span;
}

std::string quoted(std::string_view value) {
  std::string out = "'";
  for (const char c : value) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + "'";
}

Text help_for(std::string_view key, std::string_view value) {
  const std::string head = key.empty() ? "- " : fmt::format("{}: ", key);
  const std::string block = key.empty() ? "- |" : fmt::format("{}: |", key);
  return {fmt::format("加引号写成 `{}{}`，或写成 `{}`，表达式另起一行并缩进", head, quoted(value), block),
          fmt::format("quote it: `{}{}`, or write `{}` and the expression on the next line, indented", head,
                      quoted(value), block)};
}

// Where the quotation that begins at `begin` ends (after its closing mark); npos if it does not.
std::size_t after_quotation(std::string_view text, std::size_t begin) {
  const char mark = text[begin];
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (mark == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == mark) {
      if (mark == '\'' && at + 1 < text.size() && text[at + 1] == '\'') {
        ++at;
      } else {
        return at + 1;
      }
    }
  }
  return std::string_view::npos;
}

// The first of `ends` outside quotation marks and brackets, or the end of the text.
std::size_t find_outside(std::string_view text, std::size_t begin, std::string_view ends) {
  int depth = 0;
  for (std::size_t at = begin; at < text.size(); ++at) {
    const char c = text[at];
    if (depth == 0 && ends.find(c) != std::string_view::npos) return at;
    if (c == '"' || c == '\'') {
      const std::size_t after = after_quotation(text, at);
      if (after == std::string_view::npos) return text.size();
      at = after - 1;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      --depth;
    }
  }
  return text.size();
}

bool only_comment(std::string_view rest) {
  rest = text::trim(rest);
  return rest.empty() || rest.front() == '#';
}

// Why YAML cannot read `value` as the expression that it seems to be; nothing if it can.
std::optional<Text> reason_for(std::string_view value, bool braces) {
  if (value.empty()) return std::nullopt;
  const char first = value.front();
  const auto begins = [&](std::string_view meaning_zh, std::string_view meaning_en) {
    return Text{
        fmt::format("值以 `{}` 开头，YAML 把它当作{}，不当作表达式", first, meaning_zh),
        fmt::format("a value that begins with `{}` is {} to YAML, not an expression", first, meaning_en)};
  };
  switch (first) {
    case '>': {
      const std::size_t after = std::min(value.find_first_not_of("+-0123456789", 1), value.size());
      if (only_comment(value.substr(after))) return std::nullopt;
      return begins("折叠文本块", "a folded block");
    }
    case '"':
    case '\'': {
      const std::size_t after = after_quotation(value, 0);
      if (after == std::string_view::npos || only_comment(value.substr(after))) return std::nullopt;
      return begins("带引号的文字，到配对的引号为止", "a quoted text that ends at the next quotation mark");
    }
    case '[': {
      const std::size_t close = find_outside(value, 1, "])");
      if (close < value.size() && value[close] == ']' && only_comment(value.substr(close + 1)))
        return std::nullopt;
      return begins("列表", "a list");
    }
    case ']':
      return begins("列表的结尾", "the end of a list");
    case '*':
      return begins("别名", "an alias");
    case '&':
      return begins("锚点", "an anchor");
    case '!':
      return begins("标签", "a tag");
    case '%':
    case '@':
    case '`':
      return begins("保留符号", "a reserved sign");
    default:
      break;
  }
  if (braces && value.find_first_of("[]{},") != std::string_view::npos) {
    return Text{"花括号里的表达式不能含有 `,` `[` `]` `{` `}`，YAML 会在那里把它切断",
                "inside braces YAML cuts an expression at `,` `[` `]` `{` `}`"};
  }
  if (!braces && find_outside(value, 0, "#") == value.size() && value.find(": ") != std::string_view::npos) {
    return Text{"值里面有 `: `，YAML 把它当作又一个键", "`: ` inside a value is another key to YAML"};
  }
  return std::nullopt;
}

// The `: ` that ends a key, from `begin`; npos if there is none.
std::size_t after_key(std::string_view line, std::size_t begin) {
  const bool is_quoted = begin < line.size() && (line[begin] == '"' || line[begin] == '\'');
  const std::size_t from = is_quoted ? after_quotation(line, begin) : begin;
  if (from == std::string_view::npos) return from;
  const std::size_t colon = line.find(": ", from);
  return colon == std::string_view::npos ? colon : colon + 2;
}

class LineLooker {
 public:
  LineLooker(std::string_view source, Span line) : source_(source), line_(line) {}

  std::optional<Suspicion> look() const {
    Span rest = trimmed(source_, line_);
    while (source_.substr(rest.begin, rest.end - rest.begin).starts_with("- ")) {
      rest = trimmed(source_, {rest.begin + 2, rest.end});
    }
    return entry(rest, false);
  }

 private:
  std::string_view view(Span span) const { return source_.substr(span.begin, span.end - span.begin); }

  std::optional<Suspicion> entry(Span part, bool braces) const {
    const std::string_view text = view(part);
    if (text.empty() || text.front() == '#') return std::nullopt;
    if (text.front() == '{') return inside(part);
    const std::size_t after = after_key(text, 0);
    const bool keyed = after != std::string_view::npos;
    const Span value = trimmed(source_, {part.begin + (keyed ? after : 0), part.end});
    if (keyed && view(value).starts_with("{")) return inside(value);
    std::optional<Text> reason = reason_for(view(value), braces);
    if (!reason) return std::nullopt;
    const std::string key = keyed ? std::string(text::trim(text.substr(0, after - 2))) : "";
    return Suspicion{std::move(*reason), key, value};
  }

  // The entries of a mapping in braces on one line.
  std::optional<Suspicion> inside(Span part) const {
    const std::string_view text = view(part);
    for (std::size_t at = 1; at < text.size();) {
      const std::size_t end = find_outside(text, at, ",}");
      const Span piece = trimmed(source_, {part.begin + at, part.begin + end});
      if (std::optional<Suspicion> found = entry(piece, true)) return found;
      at = end + 1;
    }
    return std::nullopt;
  }

  std::string_view source_;
  Span line_;
};

Diagnostic diagnostic_of(const SourcePtr& source, const Suspicion& found) {
  Diagnostic diagnostic;
  diagnostic.code = "yaml.expression";
  diagnostic.message = found.reason;
  diagnostic.location = {source, found.value};
  diagnostic.help = help_for(found.key, source->text(found.value));
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> explain_error(const SourcePtr& source, std::size_t from, std::size_t error) {
  const std::string_view text = source->text();
  std::size_t end = std::min(text.find('\n', error), text.size());
  for (int looked = 0; looked < lines_to_look_back; ++looked) {
    const std::size_t before = end == 0 ? std::string_view::npos : text.rfind('\n', end - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    if (const auto found = LineLooker(text, {begin, end}).look()) return diagnostic_of(source, *found);
    if (begin <= from || begin == 0) break;
    end = begin - 1;
  }
  return std::nullopt;
}

Diagnostic not_an_expression(const Node& value) {
  Diagnostic diagnostic;
  diagnostic.location = value.location();
  if (value.is_null()) {
    diagnostic.code = "policy.missing-value";
    diagnostic.message = {"这里缺少表达式", "an expression is missing here"};
    return diagnostic;
  }
  diagnostic.code = "yaml.expression";
  diagnostic.message = {fmt::format("这里应是一个表达式，YAML 却读成了{}", value.is_list() ? "列表" : "映射"),
                        fmt::format("an expression is expected here, but YAML reads {}",
                                    value.is_list() ? "a list" : "a mapping")};
  const std::string_view written = value.source->text(value.span);
  if (value.flow) diagnostic.help = help_for("…", written);
  return diagnostic;
}

Text hint_for_expression(const Node& value) {
  const bool is_quoted = value.style == Style::double_quoted || value.style == Style::single_quoted;
  if (is_quoted && value.text.find_first_of("\"=<>+-*/().") == std::string::npos) {
    return {fmt::format("YAML 已把引号去掉；若是一段文字，写成 `'\"{}\"'`", value.text),
            fmt::format("YAML has taken the quotation marks away; for a text write `'\"{}\"'`", value.text)};
  }
  if (value.style != Style::plain) return {};
  const std::string_view text = value.source->text();
  const std::size_t after = text.find_first_not_of(' ', value.span.end);
  if (after == std::string_view::npos || after == value.span.end || text[after] != '#') return {};
  const std::size_t end = std::min(text.find('\n', after), text.size());
  const std::string whole(text.substr(value.span.begin, end - value.span.begin));
  return {fmt::format("` #` 之后是 YAML 注释，表达式到此为止；若属于表达式，写成 `{}`", quoted(whole)),
          fmt::format("what follows ` #` is a comment to YAML; if it belongs to the expression, write `{}`",
                      quoted(whole))};
}

std::optional<Diagnostic> cut_by_comma(const Entry& before, const Entry& unknown) {
  if (!before.value.is_scalar() || !before.value.flow || before.value.style != Style::plain ||
      !unknown.value.is_null()) {
    return std::nullopt;
  }
  const auto opened = std::count(before.value.text.begin(), before.value.text.end(), '(');
  const auto closed = std::count(before.value.text.begin(), before.value.text.end(), ')');
  if (opened <= closed) return std::nullopt;
  const std::string_view text = before.value.source->text();
  const std::size_t begin = before.value.span.begin;
  const Span value = trimmed(text, {begin, find_outside(text, begin, ",}\n")});
  return diagnostic_of(before.value.source,
                       {{"花括号里的逗号把表达式切断了", "a comma inside braces cuts the expression"},
                        before.key.text,
                        value});
}

}  // namespace enact::policy::yaml
