// What is wrong with files, in the form of the protocol (textDocument/publishDiagnostics).
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/diagnostic.hpp"
#include "lsp/protocol.hpp"
#include "lsp/text.hpp"

namespace enact::lsp {

// How a session speaks: what initialize has agreed on.
struct Manner {
  Language language = Language::zh;
  Encoding encoding = Encoding::utf16;
  bool markdown = true;             // in hovers and documentation
  bool related_information = true;  // of diagnostics
  bool hierarchical_symbols = true;
  bool document_changes = false;  // edits name the version of the document that they are for
};

json::object to_json(Range range);
json::object to_json(Point point);
// The place of a span of the text.
json::object range_json(std::string_view text, Span span, Encoding encoding);
json::object location_json(std::string_view uri, std::string_view text, Span span, Encoding encoding);

// By file: paths as the sources are named. What has no place is told at the beginning of `otherwise`.
std::map<std::string, json::array> diagnostics_by_file(
    const Diagnostics& diagnostics, const std::string& otherwise, const Manner& manner,
    const std::function<std::string(const std::string& path)>& uri);

// The reader's language, the other one if it has nothing in it.
const std::string& reading(const Text& text, Language language);

}  // namespace enact::lsp
