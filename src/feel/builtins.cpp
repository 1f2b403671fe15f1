// The registry of built-ins, how a call finds its signature, and what every call has in common.
#include "feel/builtins.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "feel/builtins_internal.hpp"
#include "feel/conform.hpp"
#include "feel/operators.hpp"
#include "feel/unknown.hpp"

namespace enact::feel {
namespace types {
namespace {
TypePtr shared(Kind kind) {
  return simple_type(kind);
}
}  // namespace
TypePtr any() {
  return any_type();
}
TypePtr boolean() {
  return shared(Kind::boolean);
}
TypePtr number() {
  return shared(Kind::number);
}
TypePtr string() {
  return shared(Kind::string);
}
TypePtr date() {
  return shared(Kind::date);
}
TypePtr time() {
  return shared(Kind::time);
}
TypePtr date_time() {
  return shared(Kind::date_time);
}
TypePtr days() {
  return shared(Kind::days_duration);
}
TypePtr months() {
  return shared(Kind::months_duration);
}
TypePtr range() {
  return range_type(any_type());
}
TypePtr context() {
  return context_type({});
}
TypePtr function() {
  return shared(Kind::function);
}
TypePtr list() {
  return list_type(any_type());
}
TypePtr list_of(TypePtr element) {
  return list_type(std::move(element));
}
}  // namespace types

Parameter required(const char* name, TypePtr type) {
  return {name, std::move(type), false};
}
Parameter optional(const char* name, TypePtr type) {
  return {name, std::move(type), true};
}
Parameter nullable(const char* name, TypePtr type) {
  return {name, std::move(type), false, true};
}
Signature signature(std::vector<Parameter> parameters, TypePtr result) {
  return {std::move(parameters), std::move(result), false};
}
Signature variadic(std::vector<Parameter> parameters, TypePtr result) {
  return {std::move(parameters), std::move(result), true};
}

void Registry::add(const char* name, const char* chinese, Text description, Strictness strictness,
                   std::vector<Signature> signatures, Call call) {
  table_.push_back({name, chinese, std::move(signatures), strictness, std::move(description), call});
}

Value argument_error(Evaluation& evaluation, Text message) {
  return evaluation.fail("feel.wrong-argument", std::move(message));
}

const List& list_argument(std::size_t signature, Arguments arguments, List& storage) {
  if (signature == 0) return *arguments[0].list();
  storage.items.assign(arguments.begin(), arguments.end());
  return storage;
}

std::span<const Builtin> builtins() {
  static const std::vector<Builtin> table = [] {
    Registry registry;
    add_conversions(registry);
    add_strings(registry);
    add_regex(registry);
    add_lists(registry);
    add_list_edits(registry);
    add_aggregates(registry);
    add_statistics(registry);
    add_finance(registry);
    add_numbers(registry);
    add_ranges(registry);
    add_temporal(registry);
    add_contexts(registry);
    return registry.take();
  }();
  return table;
}

int find_builtin(std::string_view name) {
  static const auto names = [] {
    std::unordered_map<std::string_view, int> map;
    int index = 0;
    for (const auto& builtin : builtins()) {
      map.emplace(builtin.name, index);
      if (!builtin.chinese.empty()) map.emplace(builtin.chinese, index);
      ++index;
    }
    return map;
  }();
  const auto found = names.find(name);
  return found == names.end() ? -1 : found->second;
}

namespace {

constexpr auto sizeof_value = static_cast<std::int64_t>(sizeof(Value));

// How well an argument suits a parameter: 2 as it is (or nothing is known against it), 1 after conversion.
int suits(const Type& argument, const Type& parameter) {
  if (parameter.kind == Kind::any || argument.kind == Kind::any || argument.kind == Kind::null_value)
    return 2;
  if (argument.kind == Kind::list && parameter.kind == Kind::list) {
    return !argument.element || !parameter.element ? 2 : suits(*argument.element, *parameter.element);
  }
  if (argument.kind == parameter.kind) return 2;
  if (parameter.kind == Kind::list) {
    return !parameter.element || suits(argument, *parameter.element) ? 1 : 0;
  }
  if (argument.kind == Kind::list) return !argument.element || suits(*argument.element, parameter) ? 1 : 0;
  return argument.kind == Kind::date && parameter.kind == Kind::date_time ? 1 : 0;
}

int suits(const Value& argument, const Type& parameter) {
  if (parameter.kind == Kind::any || argument.is_unknown() || argument.is_null()) return 2;
  if (membership(argument, parameter) != Truth::no) return 2;
  return coerce(argument, parameter).is_null() ? 0 : 1;
}

const Parameter& parameter_at(const Signature& signature, std::size_t position) {
  return signature.parameters[std::min(position, signature.parameters.size() - 1)];
}

bool count_fits(const Signature& signature, std::size_t count) {
  const auto needed = static_cast<std::size_t>(
      std::ranges::count_if(signature.parameters, [](const Parameter& p) { return !p.optional; }));
  return count >= needed && (signature.variadic || count <= signature.parameters.size());
}

// The first signature that takes all arguments as they are, else the first that takes them converted.
template <typename Fits>
int best_signature(const Builtin& builtin, std::size_t count, Fits fits) {
  int best = -1;
  int best_fit = 0;
  for (std::size_t s = 0; s < builtin.signatures.size(); ++s) {
    const auto& candidate = builtin.signatures[s];
    if (!count_fits(candidate, count)) continue;
    int fit = 2;
    for (std::size_t i = 0; i < count && fit > 0; ++i) {
      fit = std::min(fit, fits(i, *parameter_at(candidate, i).type));
    }
    if (fit > best_fit) {
      best = static_cast<int>(s);
      best_fit = fit;
    }
  }
  return best;
}

}  // namespace

int match_positional(const Builtin& builtin, std::span<const TypePtr> arguments) {
  return best_signature(builtin, arguments.size(), [&](std::size_t i, const Type& parameter) {
    return arguments[i] ? suits(*arguments[i], parameter) : 2;
  });
}

int match_named(const Builtin& builtin, std::span<const std::string> names) {
  for (std::size_t s = 0; s < builtin.signatures.size(); ++s) {
    const auto& parameters = builtin.signatures[s].parameters;
    const bool known = std::ranges::all_of(names, [&](const std::string& name) {
      return std::ranges::find(parameters, name, &Parameter::name) != parameters.end();
    });
    const bool complete = std::ranges::all_of(parameters, [&](const Parameter& parameter) {
      return parameter.may_be_unnamed() || std::ranges::find(names, parameter.name) != names.end();
    });
    if (known && complete) return static_cast<int>(s);
  }
  return -1;
}

namespace {

Value wrong_arguments(Evaluation& evaluation, const Builtin& builtin, std::span<const Value> arguments) {
  return mismatch(evaluation, builtin.name, arguments);
}

// A type whose values are told by their kind alone.
bool is_scalar(const Type& type) {
  return type.kind != Kind::list && type.kind != Kind::context && type.kind != Kind::range &&
         type.kind != Kind::function && type.constraints.empty();
}

// What is seen at once to be of the type as it is; most arguments are.
bool plainly_fits(const Value& argument, const Type& type) {
  if (is_scalar(type)) return type.kind == Kind::any || argument.kind() == type.kind;
  const auto* list = argument.list();
  if (type.kind != Kind::list || !type.constraints.empty() || !list || list->open) return false;
  if (!type.element) return true;
  const auto& element = *type.element;
  return is_scalar(element) && std::ranges::all_of(list->items, [&](const Value& item) {
           return element.kind == Kind::any || item.kind() == element.kind;
         });
}

// Converts and checks one argument; a value where the call is over: an error, or unknown.
std::optional<Value> prepare(Evaluation& evaluation, const Builtin& builtin, const Parameter& parameter,
                             Value& argument) {
  const auto& type = *parameter.type;
  if (argument.is_null()) {
    if (type.kind == Kind::any || parameter.optional || parameter.nullable) return std::nullopt;
    return wrong_arguments(evaluation, builtin, {&argument, 1});
  }
  if (argument.is_unknown()) {
    // An aggregate that takes any value has its own way with one that is unknown.
    const bool taken = type.kind == Kind::any && builtin.strictness == Strictness::aggregates;
    return taken ? std::nullopt : std::optional(argument);
  }
  if (plainly_fits(argument, type)) return std::nullopt;
  auto converted = coerce(argument, type);
  if (converted.is_null()) {
    if (argument.list() && !argument.list()->settled()) return unknown_from({&argument});
    return wrong_arguments(evaluation, builtin, {&argument, 1});
  }
  argument = std::move(converted);
  return std::nullopt;
}

}  // namespace

std::size_t most_parameters(const Builtin& builtin, int signature) {
  if (signature >= 0) return builtin.signatures[static_cast<std::size_t>(signature)].parameters.size();
  std::size_t most = 0;
  for (const auto& each : builtin.signatures) most = std::max(most, each.parameters.size());
  return most;
}

Value invoke_in_place(Evaluation& evaluation, const Builtin& builtin, int signature,
                      std::span<Value> arguments, std::size_t given) {
  if (signature < 0) {
    signature = best_signature(
        builtin, given, [&](std::size_t i, const Type& parameter) { return suits(arguments[i], parameter); });
  }
  if (signature < 0) return wrong_arguments(evaluation, builtin, arguments.first(given));
  const auto index = static_cast<std::size_t>(signature);
  const auto& chosen = builtin.signatures[index];
  const auto taken = arguments.first(chosen.variadic ? given : std::max(given, chosen.parameters.size()));
  CauseSet unknown;
  for (const auto& argument : taken) evaluation.spend_on(argument);
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (auto result = prepare(evaluation, builtin, parameter_at(chosen, i), taken[i])) {
      if (!result->is_unknown()) return *result;
      unknown.add(*result);
    }
  }
  if (builtin.strictness == Strictness::strict && !all_settled(taken)) unknown.add(unknown_from(taken));
  if (!unknown.empty()) return unknown.unknown();
  auto result = builtin.call(evaluation, index, taken);
  if (const auto* text = result.text()) evaluation.allocate_text(text->size());
  if (const auto* list = result.list()) evaluation.allocate(std::ssize(list->items) * sizeof_value);
  return result;
}

Value invoke(Evaluation& evaluation, const Builtin& builtin, int signature, std::vector<Value> arguments) {
  const auto given = arguments.size();
  arguments.resize(std::max(given, most_parameters(builtin, signature)));
  return invoke_in_place(evaluation, builtin, signature, arguments, given);
}

Value builtin_function(int index) {
  const auto& builtin = builtins()[static_cast<std::size_t>(index)];
  auto function = std::make_shared<Function>();
  if (builtin.signatures.size() == 1) {
    for (const auto& parameter : builtin.signatures[0].parameters)
      function->parameters.push_back(parameter.name);
  }
  function->call = [&builtin](Evaluation& evaluation, std::span<const Value> arguments) {
    return invoke(evaluation, builtin, -1, {arguments.begin(), arguments.end()});
  };
  return FunctionPtr(std::move(function));
}

}  // namespace enact::feel
