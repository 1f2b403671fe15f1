// A well-formed XML document as a tree: names resolved to namespaces, texts decoded, every place known to the
// byte. Stricter than the parser underneath (pugixml), which shows nowhere else: no document type, no entity
// but the five of XML, no undeclared prefix. Knows nothing of DMN.
#pragma once

#include <expected>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"

namespace enact::dmn::xml {

// Limits of a document; beyond them there is a diagnostic instead of a tree.
inline constexpr std::size_t kMaxBytes = std::size_t{64} << 20;
inline constexpr std::size_t kMaxMarkup = 4'000'000;       // signs `<`
inline constexpr std::size_t kMaxDepth = 256;              // elements in elements
inline constexpr std::size_t kMaxNamespacesInScope = 200;  // so that looking one up stays cheap

// Characters as they are meant (references resolved, line ends one \n) and where they stand. `offsets` is as
// in feel::ExpressionText: empty where the source holds the very bytes at `span`.
struct Characters {
  std::string value;
  Span span;
  std::vector<std::size_t> offsets;
};

struct Attribute {
  std::string_view prefix, name;  // of the source; name without prefix
  std::string_view namespace_uri;
  Characters text;
};

struct Element {
  std::string_view prefix, name;  // of the source; name without prefix
  std::string_view namespace_uri;
  Span span;                                                            // from `<` to the last `>`
  Span tag;                                                             // the name in the start tag
  std::vector<Attribute> attributes;                                    // without namespace declarations
  std::vector<std::pair<std::string_view, std::string_view>> declared;  // namespaces: prefix, URI
  std::vector<Element> children;
  Characters text;  // where there are no children: all characters; comments do not interrupt them
  const Element* parent = nullptr;

  const Attribute* attribute(std::string_view local) const;  // without namespace; null: not there
  // The namespace that a prefix ("" too) means here; empty: none.
  std::string_view resolve(std::string_view wanted) const;
};

class Document {
 public:
  // `source` may be UTF-8 or UTF-16 (then places are those of its UTF-8 form, whose lines are the same).
  static std::expected<Document, Diagnostic> parse(const SourcePtr& source);

  const SourcePtr& source() const { return source_; }
  const Element& root() const { return *root_; }
  // The element as XML on its own: as it was, with the namespace declarations that it needs from around it.
  std::string standalone(const Element& element) const;

 private:
  friend class Builder;
  SourcePtr source_;
  std::list<std::string> uris_;  // namespaces that are not in the source as they are meant
  std::unique_ptr<Element> root_;
};

// What a parser can be given: UTF-8 without anything that XML forbids.
std::expected<SourcePtr, Diagnostic> decoded(const SourcePtr& source);

// An error at a place of the source.
Diagnostic trouble(const SourcePtr& source, Span span, std::string code, Text message, Text help = {});

}  // namespace enact::dmn::xml
