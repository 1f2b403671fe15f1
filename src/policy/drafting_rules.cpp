// See drafting_rules.hpp.
#include "policy/drafting_rules.hpp"

#include <algorithm>

namespace enact::policy {

std::vector<DraftCheck> read_draft_checks(const yaml::Node& root, const std::vector<std::string>& fixed,
                                          Diagnostics& diagnostics) {
  std::vector<DraftCheck> checks;
  const yaml::Mapping mapping(root, {"checks"}, diagnostics);
  const yaml::Node* all = mapping.valid() ? mapping.require("checks") : nullptr;
  if (all == nullptr) return checks;
  if (!all->is_map()) {
    yaml::error(diagnostics, "policy.wrong-value", all->location(),
                {"`checks` 应为映射（检查: 内容）", "`checks` is a mapping (check: what it says)"});
    return checks;
  }
  for (const yaml::Entry& entry : all->entries) {
    const yaml::Mapping each(entry.value, {"words", "facts", "says", "help", "source"}, diagnostics);
    if (!each.valid()) continue;
    for (const char* key : {"says", "help", "source"}) each.require(key);
    DraftCheck check{entry.key.text,     each.texts("words"), each.texts("facts"),
                     each.title("says"), each.title("help"),  each.title("source")};
    const bool known = std::find(fixed.begin(), fixed.end(), check.id) != fixed.end();
    if (!known && check.words.empty() && check.facts.empty()) {
      yaml::unknown_name(diagnostics, "drafting.unknown-check", entry.key.location(),
                         {"检查（没有 `words` 或 `facts`）", "check without `words` or `facts`"}, check.id,
                         fixed);
      continue;
    }
    checks.push_back(std::move(check));
  }
  return checks;
}

std::vector<DraftAnswer> read_draft_answers(const yaml::Node& root, const std::vector<DraftCheck>& checks,
                                            Diagnostics& diagnostics) {
  std::vector<DraftAnswer> answers;
  const yaml::Mapping mapping(root, {"answers"}, diagnostics);
  const yaml::Node* all = mapping.valid() ? mapping.require("answers") : nullptr;
  if (all == nullptr) return answers;
  if (!all->is_list()) {
    yaml::error(diagnostics, "policy.wrong-value", all->location(),
                {"`answers` 应为列表", "`answers` is a list"});
    return answers;
  }
  std::vector<std::string> known;
  for (const DraftCheck& check : checks) known.push_back(check.id);
  for (const yaml::Node& item : all->items) {
    const yaml::Mapping each(item, {"check", "text", "because"}, diagnostics);
    if (!each.valid()) continue;
    const yaml::Node* check = each.require("check");
    each.require("because");
    if (check == nullptr) continue;
    if (std::find(known.begin(), known.end(), check->text) == known.end()) {
      yaml::unknown_name(diagnostics, "drafting.unknown-check", check->location(), {"检查", "check"},
                         check->text, known);
      continue;
    }
    answers.push_back({check->text, each.texts("text"), each.title("because"), check->location()});
  }
  return answers;
}

}  // namespace enact::policy
