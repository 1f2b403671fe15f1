// Which version a namespace belongs to; which ones are FEEL's.
#include "dmn/xml/names.hpp"

#include <algorithm>

namespace enact::dmn::xml {

const VersionNames& names_of(model::Version version) {
  return *std::ranges::find(kVersions, version, &VersionNames::version);
}

const VersionNames* version_of_model(std::string_view namespace_uri) {
  const auto found = std::ranges::find(kVersions, namespace_uri, &VersionNames::model);
  return found == kVersions.end() ? nullptr : &*found;
}

bool is_dmn(std::string_view namespace_uri) {
  return namespace_uri.starts_with("http://www.omg.org/spec/DMN/") ||
         namespace_uri.starts_with("https://www.omg.org/spec/DMN/");
}

bool is_feel(std::string_view language) {
  // 1.1 wrote .../20151101/dmn-feel.xsd or .../FEEL/20140401.
  return language == "FEEL" || language == "feel" || language == "http://www.omg.org/spec/FEEL/20140401" ||
         (is_dmn(language) && (language.ends_with("/FEEL/") || language.ends_with("/FEEL") ||
                               language.ends_with("/dmn-feel.xsd")));
}

bool is_diagram(std::string_view namespace_uri) {
  return std::ranges::any_of(kVersions, [&](const auto& names) { return names.diagram == namespace_uri; });
}

}  // namespace enact::dmn::xml
