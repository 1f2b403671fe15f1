#include "policy/letters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "policy/yaml_mapping.hpp"

namespace enact::policy {
namespace {

constexpr std::array<std::string_view, 25> fields{
    "单位",     "主体",       "主体标识",   "事项编号",    "政策",     "政策文号", "条款",
    "条款原文", "认定",       "金额",       "金额大写",    "理由",     "日期",     "年",
    "号",       "文号",       "申请日",     "公示起日",    "公示止日", "缺少材料", "补正期限",
    "付款单位", "已安排金额", "待安排金额", "本次安排金额"};

// Each {name} of the text with where it stands; nothing else in braces.
template <class F>
void each_field(std::string_view text, F tell) {
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    const auto end = text.find('}', at);
    if (end == std::string_view::npos) return;
    tell(text.substr(at + 1, end - at - 1));
  }
}

class LetterReader {
 public:
  LetterReader(const Package& package, const UnitNames& units, Diagnostics& diagnostics)
      : package_(package), units_(units), diagnostics_(diagnostics) {}

  std::optional<Letter> read(const yaml::Entry& entry) {
    Letter made;
    made.id = entry.key.text;
    made.location = entry.key.location();
    const yaml::Mapping mapping(
        entry.value, {"title", "public", "after", "mode", "unit", "role", "head", "number", "seal", "text"},
        diagnostics_);
    if (!mapping.valid()) return std::nullopt;
    made.title = mapping.title("title");
    if (made.title.empty()) made.title = {made.id, made.id};
    made.is_public = mapping.flag("public", false);
    made.seal = mapping.flag("seal", false);
    made.role = mapping.required_text("role");
    if (const yaml::Node* mode = mapping.get("mode")) {
      made.mode = mode->text;
      if (made.mode != "apply" && made.mode != "confirm")
        yaml::unknown_name(diagnostics_, "policy.wrong-value", mode->location(), {"方式", "mode"}, made.mode,
                           {"apply", "confirm"});
    }
    read_unit(mapping, made);
    if (const yaml::Node* after = mapping.require("after")) read_after(*after, made);
    made.head = text_with_fields(mapping, "head", false);
    made.number = text_with_fields(mapping, "number", false);
    made.text = text_with_fields(mapping, "text", true);
    const yaml::Node* number = mapping.get("number");
    if (number != nullptr &&
        (made.number.find("{年}") == std::string::npos || made.number.find("{号}") == std::string::npos))
      yaml::error(diagnostics_, "letters.number", number->location(),
                  {"文号须含 {年} 和 {号}，每年从一编起", "a number holds {年} and {号}, from one each year"},
                  {"例如 某局〔{年}〕{号}号", "such as 某局〔{年}〕{号}号"});
    return made;
  }

 private:
  void read_unit(const yaml::Mapping& mapping, Letter& made) {
    const yaml::Node* unit = mapping.require("unit");
    if (unit == nullptr) return;
    made.unit = unit->text == "lead" || unit->text == "payer"
                    ? unit->text
                    : units_.resolve_one(*unit, diagnostics_).value_or("");
  }

  void read_after(const yaml::Node& node, Letter& made) {
    if (!node.is_map()) {
      yaml::error(diagnostics_, "policy.wrong-value", node.location(),
                  {"after 应为映射（步骤: [结果]）", "after is a mapping (step: [outcomes])"});
      return;
    }
    for (const yaml::Entry& entry : node.entries) {
      const auto outcomes = outcomes_of(entry.key.text);
      if (!outcomes) {
        yaml::unknown_name(diagnostics_, "letters.step", entry.key.location(), {"步骤", "step"},
                           entry.key.text, all_steps());
        continue;
      }
      for (const yaml::Node* outcome : yaml::read_texts(entry.value, diagnostics_)) {
        if (std::ranges::find(*outcomes, outcome->text) == outcomes->end())
          yaml::unknown_name(diagnostics_, "letters.outcome", outcome->location(), {"结果", "outcome"},
                             outcome->text, *outcomes);
        made.after[entry.key.text].insert(outcome->text);
      }
    }
  }

  // The outcomes of the steps of this id, in whatever procedure; nullopt: no procedure has it.
  std::optional<std::vector<std::string>> outcomes_of(std::string_view id) const {
    std::optional<std::vector<std::string>> found;
    for (const Procedure& procedure : package_.procedures) {
      for (const ProcedureStep& step : procedure.steps) {
        if (step.id != id) continue;
        if (!found) found.emplace();
        for (const auto& outcome : step.outcomes) found->push_back(outcome.id);
        if (step.kind == "notice") found->emplace_back(published_outcome);
        if (step.kind == "commit") found->emplace_back(part_outcome);
      }
    }
    return found;
  }
  std::vector<std::string> all_steps() const {
    std::set<std::string> names;
    for (const Procedure& procedure : package_.procedures)
      for (const ProcedureStep& step : procedure.steps) names.insert(step.id);
    return {names.begin(), names.end()};
  }

  std::string text_with_fields(const yaml::Mapping& mapping, std::string_view key, bool required) {
    const yaml::Node* node = required ? mapping.require(key) : mapping.get(key);
    if (node == nullptr) return {};
    each_field(node->text, [&](std::string_view name) {
      if (std::ranges::find(fields, name) != fields.end()) return;
      yaml::unknown_name(diagnostics_, "letters.field", node->location(), {"文书要素", "field of a letter"},
                         std::string(name), {fields.begin(), fields.end()});
    });
    return node->text;
  }

  const Package& package_;
  const UnitNames& units_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::span<const std::string_view> letter_fields() {
  return fields;
}

std::string fill_in(std::string_view text, const std::map<std::string, std::string, std::less<>>& values) {
  std::string out;
  while (true) {
    const auto at = text.find('{');
    const auto end = at == std::string_view::npos ? at : text.find('}', at);
    if (end == std::string_view::npos) return out += text;
    out += text.substr(0, at);
    const auto found = values.find(text.substr(at + 1, end - at - 1));
    out += found == values.end() ? text.substr(at, end + 1 - at) : std::string_view(found->second);
    text.remove_prefix(end + 1);
  }
}

std::vector<Letter> read_letters(const yaml::Node& root, const Package& package, const UnitNames& units,
                                 Diagnostics& diagnostics) {
  std::vector<Letter> letters;
  if (root.is_null()) return letters;
  if (!root.is_map()) {
    yaml::error(diagnostics, "policy.wrong-value", root.location(),
                {"letters.yaml 应为映射（文书: …）", "letters.yaml is a mapping (letter: …)"});
    return letters;
  }
  LetterReader reader(package, units, diagnostics);
  for (const yaml::Entry& entry : root.entries)
    if (auto letter = reader.read(entry)) letters.push_back(std::move(*letter));
  return letters;
}

std::vector<Letter> letters_of(const FileSet& files, std::string_view folder, const Package& package) {
  const auto found = files.find(fmt::format("{}/letters.yaml", folder));
  if (found == files.end()) return {};
  const yaml::Read read = yaml::read(std::make_shared<const Source>(found->first, found->second));
  Diagnostics nothing_new;  // it was checked when the package was loaded
  return read.root ? read_letters(*read.root, package, UnitNames(package.units), nothing_new)
                   : std::vector<Letter>{};
}

}  // namespace enact::policy
