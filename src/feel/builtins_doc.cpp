// Writes the reference of built-in functions.
#include "feel/builtins_doc.hpp"

#include <fmt/format.h>

#include "feel/builtins.hpp"

namespace enact::feel {
namespace {

std::string text_of(const Builtin& builtin, const Signature& signature) {
  std::string out = builtin.name + "(";
  for (std::size_t i = 0; i < signature.parameters.size(); ++i) {
    const auto& parameter = signature.parameters[i];
    out += fmt::format("{}{}: {}{}", i ? ", " : "", parameter.name, to_string(*parameter.type),
                       parameter.optional   ? "?"
                       : parameter.nullable ? " or null"
                                            : "");
  }
  return out + (signature.variadic ? ", …" : "") + ") → " + to_string(*signature.result);
}

}  // namespace

std::string builtins_markdown() {
  std::string out =
      "# Built-in functions 内置函数\n"
      "Written from the registry (`src/feel/builtins*.cpp`); a test holds this page against it. A parameter "
      "with "
      "`?` may be left out. What functions make of the unknown: [unknown.md](unknown.md).\n\n"
      "| name | 中文名 | | 说明 | forms |\n|---|---|---|---|---|\n";
  for (const auto& builtin : builtins()) {
    std::string forms;
    for (const auto& signature : builtin.signatures) {
      forms += fmt::format("{}`{}`", forms.empty() ? "" : "<br>", text_of(builtin, signature));
    }
    out += fmt::format("| `{}` | {} | {} | {} | {} |\n", builtin.name, builtin.chinese,
                       builtin.description.en, builtin.description.zh, forms);
  }
  return out;
}

}  // namespace enact::feel
