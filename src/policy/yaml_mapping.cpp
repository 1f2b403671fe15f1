// Typed values out of strict mappings, and the errors that they have in common.
#include "policy/yaml_mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "policy/yaml_hint.hpp"

namespace enact::policy::yaml {
namespace {

constexpr std::size_t names_to_list = 12;

std::string in_backticks(const std::vector<std::string>& names) {
  std::vector<std::string> shown;
  for (const std::string& name : names) shown.push_back("`" + name + "`");
  return text::join(shown, " ");
}

void wrong_shape(const Node& node, Text wanted, Diagnostics& diagnostics) {
  error(diagnostics, "policy.wrong-value", node.location(),
        {"这里应是" + wanted.zh, wanted.en + " is expected here"});
}

}  // namespace

void error(Diagnostics& diagnostics, std::string code, Location location, Text message, Text help) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.location = std::move(location);
  diagnostic.help = std::move(help);
  diagnostics.push_back(std::move(diagnostic));
}

Text did_you_mean(std::string_view name, const std::vector<std::string>& candidates) {
  const std::optional<std::string> near = text::nearest(name, candidates);
  if (!near) return {};
  return {fmt::format("是不是 `{}`？", *near), fmt::format("did you mean `{}`?", *near)};
}

void unknown_name(Diagnostics& diagnostics, std::string code, Location location, const Text& kind,
                  std::string_view name, const std::vector<std::string>& known) {
  Text help = did_you_mean(name, known);
  if (help.empty() && !known.empty() && known.size() <= names_to_list) {
    help = {"可用：" + in_backticks(known), "known: " + in_backticks(known)};
  }
  error(diagnostics, std::move(code), std::move(location),
        {fmt::format("没有这样的{} `{}`", kind.zh, name), fmt::format("unknown {} `{}`", kind.en, name)},
        std::move(help));
}

Mapping::Mapping(const Node& node, std::vector<std::string> keys, Diagnostics& diagnostics)
    : node_(node), keys_(std::move(keys)), diagnostics_(diagnostics) {
  if (!node.is_map()) {
    wrong_shape(node, {"映射（键: 值）", "a mapping (key: value)"}, diagnostics);
    return;
  }
  for (std::size_t i = 0; i < node.entries.size(); ++i) {
    const Entry& entry = node.entries[i];
    if (std::find(keys_.begin(), keys_.end(), entry.key.text) != keys_.end()) continue;
    if (i > 0) {
      if (std::optional<Diagnostic> cut = cut_by_comma(node.entries[i - 1], entry)) {
        diagnostics.push_back(std::move(*cut));
        continue;
      }
    }
    unknown_name(diagnostics, "policy.unknown-key", entry.key.location(), {"键", "key"}, entry.key.text,
                 keys_);
  }
}

const Node* Mapping::get(std::string_view key) const {
  const Node* found = node_.find(key);
  return found == nullptr || found->is_null() ? nullptr : found;
}

const Node* Mapping::require(std::string_view key) const {
  if (const Node* found = get(key)) return found;
  if (valid()) {
    const Entry* entry = node_.entry(key);
    // The beginning of the mapping: the whole of it would mark lines that are in order.
    const Location place = entry != nullptr        ? entry->key.location()
                           : node_.entries.empty() ? node_.location()
                                                   : node_.entries.front().key.location();
    error(diagnostics_, "policy.missing-key", place,
          {fmt::format("缺少 `{}`", key), fmt::format("`{}` is missing", key)});
  }
  return nullptr;
}

std::string Mapping::text(std::string_view key) const {
  const Node* found = get(key);
  return found == nullptr ? "" : read_text(*found, diagnostics_).value_or("");
}

std::string Mapping::required_text(std::string_view key) const {
  const Node* found = require(key);
  return found == nullptr ? "" : read_text(*found, diagnostics_).value_or("");
}

bool Mapping::flag(std::string_view key, bool otherwise) const {
  const Node* found = get(key);
  return found == nullptr ? otherwise : read_flag(*found, diagnostics_).value_or(otherwise);
}

Text Mapping::title(std::string_view key) const {
  const Node* found = get(key);
  return found == nullptr ? Text{} : read_title(*found, diagnostics_);
}

std::vector<std::string> Mapping::texts(std::string_view key) const {
  const Node* found = get(key);
  return found == nullptr ? std::vector<std::string>{} : strings(read_texts(*found, diagnostics_));
}

std::optional<std::string> read_text(const Node& node, Diagnostics& diagnostics) {
  if (node.is_scalar()) return node.text;
  wrong_shape(node, {"一段文字", "a text"}, diagnostics);
  return std::nullopt;
}

std::optional<bool> read_flag(const Node& node, Diagnostics& diagnostics) {
  if (node.is_scalar() && node.text == "true") return true;
  if (node.is_scalar() && node.text == "false") return false;
  wrong_shape(node, {" `true` 或 `false`", "`true` or `false`"}, diagnostics);
  return std::nullopt;
}

std::optional<Date> read_date(const Node& node, Diagnostics& diagnostics) {
  if (node.is_scalar()) {
    if (const std::optional<Date> date = Date::parse(node.text)) return date;
    error(diagnostics, "policy.date", node.location(),
          {fmt::format("没有 `{}` 这个日期", node.text), fmt::format("there is no date `{}`", node.text)},
          {"写成 年-月-日，如 2026-03-10", "write year-month-day, as in 2026-03-10"});
    return std::nullopt;
  }
  wrong_shape(node, {"日期，如 2026-03-10", "a date, as in 2026-03-10,"}, diagnostics);
  return std::nullopt;
}

std::optional<int> read_integer(const Node& node, int least, int most, Diagnostics& diagnostics) {
  int value = 0;
  if (node.is_scalar()) {
    const char* end = node.text.data() + node.text.size();
    const auto [after, failure] = std::from_chars(node.text.data(), end, value);
    if (failure == std::errc() && after == end && value >= least && value <= most) return value;
  }
  wrong_shape(node,
              {fmt::format(" {} 到 {} 的整数", least, most),
               fmt::format("a whole number from {} to {}", least, most)},
              diagnostics);
  return std::nullopt;
}

Text read_title(const Node& node, Diagnostics& diagnostics) {
  if (node.is_scalar()) return {node.text, node.text};
  if (!node.is_map()) {
    wrong_shape(node, {"一段文字，或 { zh: …, en: … }", "a text, or { zh: …, en: … },"}, diagnostics);
    return {};
  }
  const Mapping mapping(node, {"zh", "en"}, diagnostics);
  return {mapping.required_text("zh"), mapping.required_text("en")};
}

std::vector<const Node*> read_texts(const Node& node, Diagnostics& diagnostics) {
  if (node.is_scalar()) return {&node};
  if (!node.is_list()) {
    wrong_shape(node, {"一段文字或文字的列表", "a text or a list of texts"}, diagnostics);
    return {};
  }
  std::vector<const Node*> out;
  for (const Node& item : node.items) {
    if (read_text(item, diagnostics)) out.push_back(&item);
  }
  return out;
}

std::vector<std::string> strings(const std::vector<const Node*>& nodes) {
  std::vector<std::string> out;
  for (const Node* node : nodes) out.push_back(node->text);
  return out;
}

}  // namespace enact::policy::yaml
