// No bytes may break the reader of DMN; what it reads can be written in every version and read again, and the
// second writing gives the same text as the first.
#include <cstdint>
#include <memory>
#include <string>

#include "dmn/layout.hpp"
#include "dmn/xml.hpp"
#include "require.hpp"

namespace {

using namespace enact;
using fuzz::require;
using namespace enact::dmn;

// Every span must lie in its source, or a message could not be shown.
void check_places(const Diagnostics& diagnostics) {
  for (const Diagnostic& each : diagnostics) {
    require(each.location.source == nullptr || each.location.span.end <= each.location.source->text().size());
    require(each.location.span.begin <= each.location.span.end);
    require(!each.message.zh.empty() && !each.message.en.empty());
  }
  require(diagnostics.empty() || !render(diagnostics, Language::zh).empty());
}

void write_and_read(const model::Definitions& definitions, model::Version version) {
  const WrittenModel written = write_xml(definitions, version);
  check_places(written.lost);
  const ReadModel again = read_xml(std::make_shared<const Source>("written.dmn", written.xml));
  // What had to be lowered may be nested deeper.
  if (!again.model && again.diagnostics.at(0).code == "xml.too-deep") return;
  require(again.model != nullptr);
  for (const Diagnostic& each : again.diagnostics) require(each.code != "dmn.duplicate-id");
  require(write_xml(*again.model, version).xml == written.xml);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto source =
      std::make_shared<const Source>("fuzz.dmn", std::string(reinterpret_cast<const char*>(data), size));
  const ReadModel read = read_xml(source);
  check_places(read.diagnostics);
  require(read.model != nullptr || has_errors(read.diagnostics));
  if (!read.model) return 0;
  for (const model::Version version : {model::Version::v1_2, model::Version::v1_3, model::Version::v1_5}) {
    write_and_read(*read.model, version);
  }
  model::Definitions drawn = *read.model;
  drawn.diagrams.clear();
  lay_out(drawn);
  write_and_read(drawn, model::Version::v1_5);
  return 0;
}
