// The registry of built-in functions (DMN 1.5, 10.3.4): one table from which the checker resolves calls,
// the evaluator runs them and the documentation is generated.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/type.hpp"
#include "feel/value.hpp"

namespace enact::feel {

struct Parameter {
  std::string name;
  TypePtr type;
  bool optional = false;
  bool nullable = false;  // takes null, which it is where a call by names leaves it out

  // Whether a call by names may leave it out: then it is null (DMN 1.5, 10.3.2.13.5).
  bool may_be_unnamed() const { return optional || nullable || !type || type->kind == Kind::any; }
};

// One way of calling a built-in; a built-in with alternatives (`date(from)`, `date(year, month, day)`) has
// several. A variadic signature takes its last parameter any number of times (`max(1, 2, 3)`).
struct Signature {
  std::vector<Parameter> parameters;
  TypePtr result;
  bool variadic = false;
};

// How a built-in meets unknown, bands, perhaps-items and open lists in determination mode.
enum class Strictness : std::uint8_t {
  strict,      // an unknown argument makes the result unknown, before `call` is asked
  aggregates,  // looks at open lists, perhaps-items, bands and unknown items itself (sum, count, min, all …)
};

struct Builtin {
  std::string name;     // as in the standard, may hold spaces: "string length"
  std::string chinese;  // alias, may be empty: "求和"
  std::vector<Signature> signatures;
  Strictness strictness = Strictness::strict;
  Text description;
  // `arguments` are in the parameter order of signatures[signature]; an omitted optional is null.
  Value (*call)(Evaluation&, std::size_t signature, std::span<const Value> arguments) = nullptr;
};

std::span<const Builtin> builtins();
// A built-in as a function value, to be handed to other functions (`sort(list, before)`).
Value builtin_function(int index);
// Calls a built-in. `signature` is where the arguments' order comes from, -1: pick one by the values.
// Singleton lists, dates and the like are converted as DMN says (10.3.2.9.4), kinds are checked, errors
// reported.
Value invoke(Evaluation& evaluation, const Builtin& builtin, int signature, std::vector<Value> arguments);

// The same in place: the first `given` of `arguments` are the arguments, which are converted there; there is
// room for most_parameters().
Value invoke_in_place(Evaluation& evaluation, const Builtin& builtin, int signature,
                      std::span<Value> arguments, std::size_t given);
std::size_t most_parameters(const Builtin& builtin, int signature);

// Index into builtins() by standard name or Chinese alias; -1 if there is none.
int find_builtin(std::string_view name);

// Picks the signature for a call. Positional: by count, then by static types where they are known (kind any
// fits everything). Named: by parameter names. -1: none fits.
int match_positional(const Builtin& builtin, std::span<const TypePtr> arguments);
int match_named(const Builtin& builtin, std::span<const std::string> names);

}  // namespace enact::feel
