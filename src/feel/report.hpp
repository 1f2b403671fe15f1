// How the front half of FEEL reports: a diagnostic at a span of the expression lands at the right place of
// the outer text. Knows nothing of tokens, trees or types.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/diagnostic.hpp"
#include "feel/compile.hpp"

namespace enact::feel {

class Reporter {
 public:
  // Both must outlive the reporter.
  Reporter(const ExpressionText& text, Diagnostics& diagnostics) : text_(text), diagnostics_(diagnostics) {}

  // The place in the outer source of a span of the expression.
  Span outer(Span span) const;
  Location location(Span span) const { return {text_.source, outer(span)}; }
  void error(std::string code, Span span, Text message, Text help = {}) {
    report(Severity::error, std::move(code), span, std::move(message), std::move(help));
  }
  void warning(std::string code, Span span, Text message, Text help = {}) {
    report(Severity::warning, std::move(code), span, std::move(message), std::move(help));
  }
  bool failed() const { return errors_ > 0; }

 private:
  void report(Severity severity, std::string code, Span span, Text message, Text help);

  const ExpressionText& text_;
  Diagnostics& diagnostics_;
  int errors_ = 0;
};

// "did you mean `x`?" in both languages, or that a Chinese keyword sticks to the name, or nothing.
Text did_you_mean(std::string_view name, std::span<const std::string> candidates);

}  // namespace enact::feel
