// Diagnostics as text for a terminal. What a browser shows is made from the parts, not from this text.
#include "base/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace enact {
namespace {

std::string_view word(Severity severity, Language language) {
  const bool zh = language == Language::zh;
  switch (severity) {
    case Severity::note:
      return zh ? "说明" : "note";
    case Severity::warning:
      return zh ? "警告" : "warning";
    case Severity::error:
      return zh ? "错误" : "error";
  }
  return "";
}

// A reader with one language only is still told something when a text lacks the other.
const std::string& reading(const Text& text, Language language) {
  const std::string& wanted = text.in(language);
  return wanted.empty() ? (text.zh.empty() ? text.en : text.zh) : wanted;
}

// Blanks as wide as `text`; tabs stay tabs, so that the terminal moves both lines alike.
std::string blanks(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t tab = std::min(text.find('\t', at), text.size());
    out.append(static_cast<std::size_t>(text::display_width(text.substr(at, tab - at))), ' ');
    if (tab < text.size()) {
      out.push_back('\t');
    }
    at = tab + 1;
  }
  return out;
}

void append_excerpt(std::string& out, const Location& location) {
  const Source& source = *location.source;
  const Position start = source.position(location.span.begin);
  const std::string_view line = source.line(start.line);
  const std::size_t line_begin = source.offset(Position{start.line, 1});
  const std::size_t begin = std::min(location.span.begin - line_begin, line.size());
  const std::size_t end = std::clamp(location.span.end - line_begin, begin, line.size());
  const int width = std::max(1, text::display_width(line.substr(begin, end - begin)));
  out += fmt::format("{:>7} | {}\n", start.line, line);
  out += fmt::format("{:>7} | {}{}\n", "", blanks(line.substr(0, begin)),
                     std::string(static_cast<std::size_t>(width), '^'));
}

void append_message(std::string& out, const Location& location, Severity severity, const Text& message,
                    std::string_view code, Language language) {
  if (location.known()) {
    const Position start = location.source->position(location.span.begin);
    out += fmt::format("{}:{}:{}: ", location.source->name(), start.line, start.column);
  }
  out += fmt::format("{}: {}", word(severity, language), reading(message, language));
  if (!code.empty()) {
    out += fmt::format(" [{}]", code);
  }
  out += '\n';
  if (location.known()) {
    append_excerpt(out, location);
  }
}

}  // namespace

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& each) { return each.severity == Severity::error; });
}

std::string render(const Diagnostic& diagnostic, Language language) {
  std::string out;
  append_message(out, diagnostic.location, diagnostic.severity, diagnostic.message, diagnostic.code,
                 language);
  for (const Diagnostic::Label& label : diagnostic.labels) {
    append_message(out, label.location, Severity::note, label.text, "", language);
  }
  if (!diagnostic.help.empty()) {
    out += fmt::format("{}: {}\n", language == Language::zh ? "    建议" : "    help",
                       reading(diagnostic.help, language));
  }
  return out;
}

std::string render(const Diagnostics& diagnostics, Language language) {
  std::string out;
  for (const Diagnostic& each : diagnostics) {
    out += render(each, language);
  }
  return out;
}

}  // namespace enact
