#include "sheet/xml_reader.hpp"

#include <expat.h>

#include <exception>
#include <memory>

namespace enact::sheet {
namespace {

std::string_view local_name(std::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

struct Reading {
  XML_Parser parser;
  XmlHandler& handler;
  std::exception_ptr thrown;

  // No exception may pass through the library.
  template <class Act>
  void run(Act act) {
    try {
      act();
    } catch (...) {
      thrown = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }
};

Reading& reading(void* data) {
  return *static_cast<Reading*>(data);
}
void on_begin(void* data, const char* name, const char** attributes) {
  reading(data).run([&] { reading(data).handler.begin(local_name(name), XmlAttributes(attributes)); });
}
void on_end(void* data, const char* name) {
  reading(data).run([&] { reading(data).handler.end(local_name(name)); });
}
void on_text(void* data, const char* text, int size) {
  reading(data).run([&] { reading(data).handler.text({text, static_cast<std::size_t>(size)}); });
}
void on_document_type(void* data, const char*, const char*, const char*, int) {
  XML_StopParser(reading(data).parser, XML_FALSE);
}

}  // namespace

std::optional<std::string_view> XmlAttributes::get(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (local_name(pair[0]) == name) return pair[1];
  }
  return std::nullopt;
}

bool read_xml(std::string_view xml, XmlHandler& handler) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr),
                                                                            &XML_ParserFree);
  Reading state{parser.get(), handler, {}};
  XML_SetUserData(parser.get(), &state);
  XML_SetElementHandler(parser.get(), on_begin, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_document_type);
  // Pieces: the library counts bytes with an int.
  constexpr std::size_t piece = std::size_t{1} << 20;
  for (std::size_t at = 0;; at += piece) {
    const std::string_view some = xml.substr(at, piece);
    const bool last = at + some.size() == xml.size();
    const auto status = XML_Parse(parser.get(), some.data(), static_cast<int>(some.size()), last ? 1 : 0);
    if (state.thrown) std::rethrow_exception(state.thrown);
    if (status != XML_STATUS_OK) return false;
    if (last) return true;
  }
}

}  // namespace enact::sheet
