// No text breaks the reader of facts; what it reads without an error is the same after it was written and
// read.
#include <cstdint>
#include <memory>
#include <string>

#include "determine/facts.hpp"
#include "require.hpp"
#include "sample_package.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enact;
  static const determine::FactModel model(
      {policy::load_package(fuzz::sample_files(), fuzz::sample_folder).package});
  const auto read = [](std::string text) {
    return determine::read_facts(std::make_shared<const Source>("fuzz.yaml", std::move(text)), model);
  };
  const determine::ReadFacts first = read({reinterpret_cast<const char*>(data), size});
  for (const Diagnostic& each : first.diagnostics)
    fuzz::require(each.location.source == nullptr ||
                  each.location.span.end <= each.location.source->text().size());
  if (has_errors(first.diagnostics)) return 0;
  const std::string written = determine::facts_json(first.facts);
  const determine::ReadFacts again = read(written);
  fuzz::require(!has_errors(again.diagnostics));
  fuzz::require(determine::facts_json(again.facts) == written);
  return 0;
}
