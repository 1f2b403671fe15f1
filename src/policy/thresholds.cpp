// See thresholds.hpp.
#include "policy/thresholds.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "policy/comparisons.hpp"

namespace enact::policy {
namespace {

using feel::ir::Program;

bool quoted(const Condition& condition, const Provision& provision) {
  if (condition.citation) return condition.citation->text.find(condition.words) != std::string::npos;
  return std::any_of(provision.citations.begin(), provision.citations.end(), [&](const Citation& citation) {
    return citation.text.find(condition.words) != std::string::npos;
  });
}

}  // namespace

void check_threshold(const Condition& condition, const yaml::Node& node, const Provision& provision,
                     const Words& words, Diagnostics& diagnostics) {
  const auto word = words.thresholds.find(condition.words);
  if (word == words.thresholds.end()) {
    std::vector<std::string> known;
    for (const auto& [name, sign] : words.thresholds) known.push_back(name);
    yaml::unknown_name(diagnostics, "policy.unknown-threshold", node.location(), {"界限词", "threshold word"},
                       condition.words, known);
    return;
  }
  if (!quoted(condition, provision)) {
    yaml::error(diagnostics, "policy.threshold-not-quoted", node.location(),
                {fmt::format("引文里没有“{}”", condition.words),
                 fmt::format("“{}” does not stand in the quotation", condition.words)},
                {"写引文里的界限词", "name the threshold word of the quotation"});
  }
  if (!condition.rule.program) return;
  const Program& program = *condition.rule.program;
  bool compared = false;
  for (const feel::ir::Node& each : program.nodes) {
    const std::string_view sign = comparison_sign(program, each);
    if (sign.empty()) continue;
    compared = true;
    if (sign == word->second) continue;
    yaml::error(
        diagnostics, "policy.threshold", {program.source, each.span},
        {fmt::format("“{}”对应 `{}`，这里比较用的是 `{}`", condition.words, word->second, sign),
         fmt::format("“{}” asks for `{}`, but this compares with `{}`", condition.words, word->second, sign)},
        {fmt::format("改用 `{}`，或改正 `words`", word->second),
         fmt::format("compare with `{}`, or correct `words`", word->second)});
    diagnostics.back().labels.push_back({node.location(), {"界限词在这里", "the word is named here"}});
  }
  if (!compared) {
    yaml::error(diagnostics, "policy.threshold", condition.rule.location,
                {fmt::format("有界限词“{}”，规则里却没有比较符号", condition.words),
                 fmt::format("the rule has the threshold word “{}” but compares nothing", condition.words)},
                {fmt::format("用 `{}` 比较，或删去 `words`", word->second),
                 fmt::format("compare with `{}`, or remove `words`", word->second)});
  }
}

}  // namespace enact::policy
