// FEEL of a package turned into FEEL for others and back: plain standard spelling, names exchanged by what
// they refer to (never by their letters alone), calls of decision tables in place or taken apart. Knows
// nothing of DMN documents.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "feel/compile.hpp"
#include "feel/value.hpp"

namespace enact::policy {

// A name of the scope → what stands in its place: a name, or any expression that binds tightest.
using Renames = std::map<std::string, std::string, std::less<>>;

struct StandardFeel {
  std::string feel;
  std::set<std::string> uses;  // names of the scope that it reads, before renaming
  bool readable = true;        // false: it does not parse; then `feel` is the text as it was
};

// `called`: tables that are read as values: a call of one, with its arguments, is replaced by the name.
// In standard mode an unknown name is left as it is.
StandardFeel standard_feel(const std::string& expression, const feel::Scope& scope, feel::Mode mode,
                           const Renames& renames = {}, const Renames& called = {});
// A list of unary tests over `?` of a type.
StandardFeel standard_tests(const std::string& tests, const feel::TypePtr& input, const feel::Scope& scope,
                            feel::Mode mode, const Renames& renames = {});

// The calls of functions in scope by their name, each with the texts of its arguments; `local`: an argument
// reads a variable of a surrounding `for`, `some`, `every` or filter.
struct CallSite {
  std::string function;
  std::vector<std::string> arguments;
  bool local = false;
};
std::vector<CallSite> calls(const std::string& expression, const feel::Scope& scope);
// The entries that the expression reads of a name: of `参数.甲 + 参数.乙` and `参数`, 甲 and 乙. `whole`:
// the name is also read as it stands.
struct EntriesRead {
  std::set<std::string> entries;
  bool whole = false;
};
EntriesRead entries_read(const std::string& expression, const feel::Scope& scope, std::string_view name);

// A settled value as a FEEL expression that gives it.
std::string feel_literal(const feel::Value& value);

}  // namespace enact::policy
