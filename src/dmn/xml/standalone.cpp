// An element taken out of its document: its text as it was, with the namespace declarations that it needs
// from around it. Knows nothing of what the element is for.
#include <map>

#include "dmn/xml/document.hpp"
#include "dmn/xml/names.hpp"

namespace enact::dmn::xml {
namespace {

using Needed = std::map<std::string_view, std::string_view>;  // prefix to URI

// A prefix may also stand in a value (a QName). Those of DMN's own namespaces in values mean nothing to a
// vendor, and every writer declares its own.
void values_need(std::string_view value, const Element& around, Needed& needed) {
  const std::size_t colon = value.find(':');
  if (colon == std::string_view::npos || colon == 0 || value.substr(colon + 1).starts_with("//")) return;
  const std::string_view prefix = value.substr(0, colon);
  const std::string_view uri = around.resolve(prefix);
  if (!uri.empty() && !is_dmn(uri) && uri != kXml) needed.emplace(prefix, uri);
}

bool declared_inside(const Element* from, const Element& top, std::string_view prefix) {
  for (;; from = from->parent) {
    for (const auto& [known, uri] : from->declared) {
      if (known == prefix) return true;
    }
    if (from == &top) return false;
  }
}

void collect(const Element& element, const Element& top, Needed& needed) {
  const auto need = [&](std::string_view prefix, std::string_view uri) {
    if (prefix != "xml" && !declared_inside(&element, top, prefix)) needed.emplace(prefix, uri);
  };
  need(element.prefix, element.namespace_uri);  // for none at all: xmlns=""
  Needed in_values;
  for (const Attribute& attribute : element.attributes) {
    if (!attribute.prefix.empty()) need(attribute.prefix, attribute.namespace_uri);
    values_need(attribute.text.value, element, in_values);
  }
  values_need(element.text.value, element, in_values);
  for (const auto& [prefix, uri] : in_values) need(prefix, uri);
  for (const Element& child : element.children) collect(child, top, needed);
}

std::string escaped(std::string_view uri) {
  std::string out;
  for (const char character : uri) {
    switch (character) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += character;
    }
  }
  return out;
}

}  // namespace

std::string Document::standalone(const Element& element) const {
  Needed needed;
  collect(element, element, needed);
  const std::string_view text = source_->text();
  std::string out(text.substr(element.span.begin, element.tag.end - element.span.begin));
  for (const auto& [prefix, uri] : needed) {
    out += prefix.empty() ? " xmlns" : " xmlns:" + std::string(prefix);
    out += "=\"" + escaped(uri) + "\"";
  }
  out += text.substr(element.tag.end, element.span.end - element.tag.end);
  return out;
}

}  // namespace enact::dmn::xml
