// What there is to say about a name, as Markdown in the reader's language: for hovers and for the
// documentation of completions.
#pragma once

#include <string>

#include "feel/builtins.hpp"
#include "lsp/symbol.hpp"
#include "policy/package.hpp"

namespace enact::lsp {

// "" if the package does not know it.
std::string describe(const Symbol& symbol, const policy::Package& package, Language language);
// Signatures, Chinese name, and the description in both languages.
std::string describe(const feel::Builtin& builtin);
// "sum(list: list<number>) → number", the first form.
std::string signature_of(const feel::Builtin& builtin);
// The article's heading and the paragraph, with the words quoted in bold.
std::string describe(const policy::Citation& citation, const policy::Package& package, Language language);
// The plain value of a literal: "10万元 = 100,000 元".
std::string describe_number(std::string_view written, std::string_view plain, std::string_view unit);

}  // namespace enact::lsp
