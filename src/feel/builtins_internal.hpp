// How the families of built-ins enter the registry, and what they share. Internal to src/feel.
#pragma once

#include <initializer_list>

#include "feel/builtins.hpp"
#include "feel/evaluate.hpp"

namespace enact::feel {

using Arguments = std::span<const Value>;
using Call = Value (*)(Evaluation&, std::size_t signature, Arguments);

// Collects the table. A family calls `add` for each of its functions.
class Registry {
 public:
  void add(const char* name, const char* chinese, Text description, Strictness strictness,
           std::vector<Signature> signatures, Call call);
  std::vector<Builtin> take() { return std::move(table_); }

 private:
  std::vector<Builtin> table_;
};

void add_conversions(Registry& registry);
void add_strings(Registry& registry);
void add_regex(Registry& registry);
void add_lists(Registry& registry);
void add_list_edits(Registry& registry);
void add_aggregates(Registry& registry);
void add_statistics(Registry& registry);
void add_finance(Registry& registry);
void add_numbers(Registry& registry);
void add_ranges(Registry& registry);
void add_temporal(Registry& registry);
void add_contexts(Registry& registry);

// Types of parameters, by short names.
namespace types {
TypePtr any();
TypePtr boolean();
TypePtr number();
TypePtr string();
TypePtr date();
TypePtr time();
TypePtr date_time();
TypePtr days();
TypePtr months();
TypePtr range();
TypePtr context();
TypePtr function();
TypePtr list();
TypePtr list_of(TypePtr element);
}  // namespace types

Parameter required(const char* name, TypePtr type);
Parameter optional(const char* name, TypePtr type);
Parameter nullable(const char* name, TypePtr type);
Signature signature(std::vector<Parameter> parameters, TypePtr result);
Signature variadic(std::vector<Parameter> parameters, TypePtr result);

// An error of the function being called: "feel.<code>".
Value argument_error(Evaluation& evaluation, Text message);

// The list that an aggregate works on: its argument in the signature with a list, else its arguments.
const List& list_argument(std::size_t signature, Arguments arguments, List& storage);

}  // namespace enact::feel
