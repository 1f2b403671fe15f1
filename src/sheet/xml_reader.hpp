// XML read from its beginning to its end, element by element, by expat. Names are given without their prefix:
// what reads a workbook tells elements apart by name alone, in either of the two namespaces that workbooks
// use. A document type is refused, so that nothing is expanded or fetched.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace enact::sheet {

class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  // The value of the attribute, with or without a prefix; nullopt: it has none.
  std::optional<std::string_view> get(std::string_view name) const;

 private:
  const char** pairs_;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  // These may throw; reading ends then, and read_xml() throws the same.
  virtual void begin(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view) {}
};

// False: it is not well-formed, or has a document type.
bool read_xml(std::string_view xml, XmlHandler& handler);

}  // namespace enact::sheet
