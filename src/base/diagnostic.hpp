// What went wrong, where, and what to do about it, in the reader's language. Every floor reports through
// this; nobody prints. A code is stable ("feel.unknown-name") and is what tests and callers compare.
#pragma once

#include <string>
#include <vector>

#include "base/source.hpp"

namespace enact {

enum class Language { zh, en };
enum class Severity { note, warning, error };

// One sentence in both languages, lower case in English, no final period.
struct Text {
  std::string zh;
  std::string en;

  const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
  bool empty() const { return zh.empty() && en.empty(); }
  friend bool operator==(const Text&, const Text&) = default;
};

struct Diagnostic {
  // A second place that explains the first ("declared here").
  struct Label {
    Location location;
    Text text;
  };

  Severity severity = Severity::error;
  std::string code;
  Text message;
  Location location;
  Text help;  // what to do; may be empty
  std::vector<Label> labels;
};

using Diagnostics = std::vector<Diagnostic>;

bool has_errors(const Diagnostics& diagnostics);

// As a compiler shows it, ending with a line break:
//   policies/x/policy.md:41:17: error: unknown name `企业.登记第` [feel.unknown-name]
//        41 |   在本市登记: 企业.登记第 = 政策.行政区
//           |               ^^^^^^^^^^^
//      help: did you mean `企业.登记地`?
// Columns count characters; the caret line counts cells, of which a wide character (East Asian width W or F)
// takes two. A span over several lines is marked in its first; an empty one by a single caret.
std::string render(const Diagnostic& diagnostic, Language language);
std::string render(const Diagnostics& diagnostics, Language language);

}  // namespace enact
