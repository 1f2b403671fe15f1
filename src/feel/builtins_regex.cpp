// Text functions that take regular expressions: matches, replace, split.
#include <algorithm>

#include "feel/builtins_internal.hpp"
#include "feel/regex.hpp"

namespace enact::feel {
namespace {

Value bad_pattern(Evaluation& evaluation) {
  return argument_error(
      evaluation, {"正则表达式、标志或替换文本有误", "the pattern, flags or replacement are not valid"});
}

std::shared_ptr<const Regex> compiled(const Value& pattern, const Value& flags) {
  return Regex::compile(*pattern.text(), flags.is_null() ? std::string_view() : *flags.text());
}

// One tick of the engine takes about as long as so many nodes.
constexpr std::int64_t steps_a_tick = 2000;

// Does the work, which gives a value or nothing, and has it counted.
template <typename Do>
Value counted(Evaluation& evaluation, Do work_on) {
  Regex::Work work;
  work.most_ticks = std::min(work.most_ticks, evaluation.limits().steps / steps_a_tick);
  work.most_bytes = static_cast<std::size_t>(evaluation.limits().text);
  const std::optional<Value> result = work_on(work);
  evaluation.spend(work.ticks * steps_a_tick);
  if (work.too_long) evaluation.allocate_text(work.most_bytes + 1);
  if (result) return *result;
  if (!work.too_slow) return bad_pattern(evaluation);
  return evaluation.fail("feel.limit",
                         {"按此正则表达式匹配耗时太长", "matching this regular expression takes too long"});
}

Value matches(Evaluation& evaluation, std::size_t, Arguments arguments) {
  const auto regex = compiled(arguments[1], arguments[2]);
  if (!regex) return bad_pattern(evaluation);
  return counted(evaluation, [&](Regex::Work& work) { return regex->found_in(*arguments[0].text(), work); });
}

// A pattern that matches nothing at all would match everywhere: XPath forbids it (FORX0003).
bool matches_empty(const Regex& regex) {
  Regex::Work work;
  return regex.found_in("", work).value_or(true);
}

Value replace(Evaluation& evaluation, std::size_t, Arguments arguments) {
  const auto regex = compiled(arguments[1], arguments[3]);
  if (!regex || matches_empty(*regex)) return bad_pattern(evaluation);
  return counted(evaluation, [&](Regex::Work& work) {
    return regex->replace(*arguments[0].text(), *arguments[2].text(), work);
  });
}

Value split(Evaluation& evaluation, std::size_t, Arguments arguments) {
  const auto regex = compiled(arguments[1], {});
  if (!regex || matches_empty(*regex)) return bad_pattern(evaluation);
  return counted(evaluation, [&](Regex::Work& work) -> std::optional<Value> {
    const auto parts = regex->split(*arguments[0].text(), work);
    return parts ? std::optional(make_list({parts->begin(), parts->end()})) : std::nullopt;
  });
}

}  // namespace

void add_regex(Registry& registry) {
  using namespace types;
  const auto strict = Strictness::strict;
  const auto input = required("input", string());
  const auto pattern = required("pattern", string());
  const auto flags = optional("flags", string());
  registry.add("matches", "匹配",
               {"是否有一段匹配正则表达式", "whether the regular expression is found in the input"}, strict,
               {signature({input, pattern, flags}, boolean())}, matches);
  registry.add("replace", "替换文本",
               {"替换匹配正则表达式的各段", "replaces what the regular expression matches"}, strict,
               {signature({input, pattern, required("replacement", string()), flags}, string())}, replace);
  registry.add(
      "split", "分割文本", {"在匹配正则表达式处分割", "splits where the regular expression matches"}, strict,
      {signature({required("string", string()), required("delimiter", string())}, list_of(string()))}, split);
}

}  // namespace enact::feel
