// No text breaks the readers of YAML and of policy.md, and whatever they give or say lies within the text.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "policy/markdown.hpp"
#include "policy/yaml_reader.hpp"
#include "require.hpp"

namespace {

using enact::fuzz::require;

void within(const enact::Span& span, std::string_view text) {
  require(span.begin <= span.end && span.end <= text.size());
}

void look_at(const enact::policy::yaml::Node& node, std::string_view text) {
  within(node.span, text);
  for (const std::size_t offset : node.offsets) require(offset <= text.size());
  for (const auto& item : node.items) look_at(item, text);
  for (const auto& entry : node.entries) {
    look_at(entry.key, text);
    look_at(entry.value, text);
  }
}

void look_at(const enact::Diagnostics& diagnostics, std::string_view text) {
  for (const enact::Diagnostic& each : diagnostics) {
    within(each.location.span, text);
    require(!each.message.zh.empty() && !each.message.en.empty());
    require(!enact::render(each, enact::Language::zh).empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto source = std::make_shared<const enact::Source>("fuzz.yaml", std::string(text));
  const enact::policy::yaml::Read read = enact::policy::yaml::read(source);
  look_at(read.diagnostics, text);
  if (read.root) look_at(*read.root, text);

  enact::Diagnostics said;
  const enact::policy::Markdown markdown = enact::policy::split_markdown(source, said);
  look_at(said, text);
  if (markdown.front_matter) within(*markdown.front_matter, text);
  for (const auto& block : markdown.blocks) within(block.span, text);
  return 0;
}
