// Recognises an expression behind a YAML error or oddity: a value that begins with a sign that YAML takes for
// its own (`>`, `"`, `[`, `{`, `*`, `&`, `!`, `%`, `@`), `: ` inside, a comma inside braces, ` #` that cuts
// it short. Says so, and shows the line as it must be written. Knows YAML's signs, not FEEL's grammar.
#pragma once

#include <optional>

#include "policy/yaml_reader.hpp"

namespace enact::policy::yaml {

// The expression that made the text unreadable, looked for in the lines from `from` to `error`, nearest to
// the error first; nothing if no line looks like that.
std::optional<Diagnostic> explain_error(const SourcePtr& source, std::size_t from, std::size_t error);

// What to do about an expression that YAML read as something else (a list, a mapping, nothing) where an
// expression is wanted.
Diagnostic not_an_expression(const Node& value);

// More help for an expression that does not compile, if YAML has changed it: taken its quotation marks away
// or cut it at ` #`. Empty if it has not.
Text hint_for_expression(const Node& value);

// An unknown key without a value inside braces: the rest of an expression that a comma has cut, if it looks
// like that. `before`: the entry in front of it.
std::optional<Diagnostic> cut_by_comma(const Entry& before, const Entry& unknown);

}  // namespace enact::policy::yaml
