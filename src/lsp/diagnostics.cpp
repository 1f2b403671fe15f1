// See diagnostics.hpp.
#include "lsp/diagnostics.hpp"

#include <algorithm>

namespace enact::lsp {
namespace {

// LSP 3.17, DiagnosticSeverity.
int severity(Severity severity) {
  switch (severity) {
    case Severity::error:
      return 1;
    case Severity::warning:
      return 2;
    case Severity::note:
      return 3;
  }
  return 1;
}

std::string message(const Diagnostic& diagnostic, Language language) {
  std::string text = reading(diagnostic.message, language);
  if (!diagnostic.help.empty()) {
    text += language == Language::zh ? "\n建议：" : "\nhelp: ";
    text += reading(diagnostic.help, language);
  }
  return text;
}

}  // namespace

const std::string& reading(const Text& text, Language language) {
  const std::string& wanted = text.in(language);
  return wanted.empty() ? text.in(language == Language::zh ? Language::en : Language::zh) : wanted;
}

json::object to_json(Point point) {
  return {{"line", point.line}, {"character", point.character}};
}

json::object to_json(Range range) {
  return {{"start", to_json(range.start)}, {"end", to_json(range.end)}};
}

json::object range_json(std::string_view text, Span span, Encoding encoding) {
  return to_json(Lines(text).range(span, encoding));
}

json::object location_json(std::string_view uri, std::string_view text, Span span, Encoding encoding) {
  return {{"uri", uri}, {"range", range_json(text, span, encoding)}};
}

std::map<std::string, json::array> diagnostics_by_file(
    const Diagnostics& diagnostics, const std::string& otherwise, const Manner& manner,
    const std::function<std::string(const std::string& path)>& uri) {
  std::map<std::string, json::array> out;
  for (const Diagnostic& diagnostic : diagnostics) {
    const Location& place = diagnostic.location;
    const std::string_view text = place.known() ? place.source->text() : std::string_view();
    json::object made{{"range", range_json(text, place.known() ? place.span : Span{}, manner.encoding)},
                      {"severity", severity(diagnostic.severity)},
                      {"code", diagnostic.code},
                      {"source", "enact"},
                      {"message", message(diagnostic, manner.language)}};
    json::array related;
    for (const Diagnostic::Label& label : diagnostic.labels) {
      if (!label.location.known() || !manner.related_information) continue;
      const Source& source = *label.location.source;
      related.push_back(json::object{{"location", location_json(uri(source.name()), source.text(),
                                                                label.location.span, manner.encoding)},
                                     {"message", reading(label.text, manner.language)}});
    }
    if (!related.empty()) made["relatedInformation"] = std::move(related);
    out[place.known() ? place.source->name() : otherwise].push_back(std::move(made));
  }
  return out;
}

}  // namespace enact::lsp
