// Mapping of spans to the outer text, and the commonest help.
#include "feel/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/text.hpp"
#include "feel/lexer_dialect.hpp"

namespace enact::feel {
namespace {

// Enough to work with; the rest follows from the first ones.
constexpr int most_errors = 50;

}  // namespace

Span Reporter::outer(Span span) const {
  if (text_.offsets.empty()) return {text_.span.begin + span.begin, text_.span.begin + span.end};
  const auto place = [&](std::size_t at) { return text_.offsets[std::min(at, text_.offsets.size() - 1)]; };
  return {place(span.begin), place(span.end)};
}

void Reporter::report(Severity severity, std::string code, Span span, Text message, Text help) {
  if (severity == Severity::error && ++errors_ > most_errors) return;
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.location = location(span);
  diagnostic.help = std::move(help);
  diagnostics_.push_back(std::move(diagnostic));
}

Text did_you_mean(std::string_view name, std::span<const std::string> candidates) {
  if (const std::string_view alias = glued_alias(name, candidates); !alias.empty()) {
    return {fmt::format("`{}` 两边各留一个空格", alias), fmt::format("put spaces around `{}`", alias)};
  }
  const auto near = text::nearest(name, candidates);
  if (!near) return {};
  return {fmt::format("是否指 `{}`？", *near), fmt::format("did you mean `{}`?", *near)};
}

}  // namespace enact::feel
