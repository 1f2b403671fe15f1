// Whatever is wrong with a package, loading it says so: it never throws, never loses a place, and its
// messages can be rendered.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "policy/report.hpp"
#include "policy/test_sample.hpp"

namespace enact::policy::test {
namespace {

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
}

// One change somewhere in one file: characters taken out, or something put in their place.
RC_GTEST_PROP(AnyChange, IsToldOrHarmless, ()) {
  FileSet files = sample_files();
  auto file = files.begin();
  std::advance(file, *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(files.size())));
  std::string& text = file->second;
  std::size_t begin = *rc::gen::inRange<std::size_t>(0, text.size());
  while (begin > 0 && !begins_character(text[begin])) --begin;
  std::size_t end = std::min(text.size(), begin + *rc::gen::inRange<std::size_t>(0, 40));
  while (end < text.size() && !begins_character(text[end])) ++end;
  const auto put =
      *rc::gen::element<std::string>("", "'", "\"", "{", "}", "[", "]", ": ", " #", "\n", "\n\n", "- ", "*",
                                     "&x ", "!", ">", "|", "```\n", "```yaml\n", "企", "\t", "\xff", "\r");
  text.replace(begin, end - begin, put);
  const Loaded result = loaded(files);
  for (const Diagnostic& each : result.diagnostics) {
    RC_ASSERT(!each.code.empty());
    RC_ASSERT(!each.message.zh.empty() && !each.message.en.empty());
    RC_ASSERT(each.location.known());
    RC_ASSERT(each.location.span.begin <= each.location.span.end);
    RC_ASSERT(each.location.span.end <= each.location.source->text().size());
  }
  RC_ASSERT(!render(result.diagnostics, Language::zh).empty() || result.diagnostics.empty());
  if (result.package) RC_ASSERT(!check_report(result, Language::zh).empty());
}

}  // namespace
}  // namespace enact::policy::test
