// The fields of a register: their declarations, and what they refer to.
#include <fmt/format.h>

#include <algorithm>

#include "feel/compile.hpp"
#include "feel/evaluate.hpp"
#include "policy/expressions.hpp"
#include "policy/fact_declaration.hpp"
#include "policy/register_reading.hpp"
#include "policy/scopes.hpp"

namespace enact::policy {
namespace {

using feel::Kind;

constexpr std::string_view entry_type = "entry<";

std::optional<Decimal> read_bound(const yaml::Mapping& mapping, std::string_view key,
                                  const RegisterField& field, Diagnostics& diagnostics) {
  const yaml::Node* node = mapping.get(key);
  if (node == nullptr) return std::nullopt;
  const auto bound = Decimal::parse(node->text);
  if (!bound) {
    yaml::error(diagnostics, "policy.wrong-value", node->location(),
                {"这里应是数字", "a number is expected here"});
  } else if (field.declared.type->kind != Kind::number) {
    yaml::error(diagnostics, "register.bound-of-number", node->location(),
                {fmt::format("只有数字才有 `{}`", key), fmt::format("only a number has a `{}`", key)},
                {"日期等的界限写成 `check`", "write bounds of dates as a `check`"});
  }
  return bound;
}

// The pattern as a boolean over one text; null if it is no regular expression.
feel::ProgramPtr compile_pattern(std::string_view pattern) {
  constexpr const char* tested = "值";
  std::string quoted;
  for (const char c : pattern) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  feel::Scope scope;
  scope.declare(tested, feel::simple_type(Kind::string));
  feel::CompileOptions options;
  options.chinese = false;
  const feel::ExpressionText text =
      feel::expression_text(fmt::format("matches({}, \"^({})$\")", tested, quoted), "matches");
  feel::Compiled compiled = feel::compile_expression(text, scope, options);
  if (!compiled.program) return nullptr;
  feel::Evaluation evaluation(feel::Mode::determination);
  const feel::Value of_nothing[] = {feel::Value("")};
  return evaluation.evaluate(*compiled.program, of_nothing).boolean() == nullptr ? nullptr : compiled.program;
}

// A pattern that cannot be compiled is found here, not at the first entry.
void read_pattern(const yaml::Mapping& mapping, RegisterField& field, Diagnostics& diagnostics) {
  const yaml::Node* node = mapping.get("matches");
  if (node == nullptr) return;
  field.matches = node->text;
  if (field.declared.type->kind != Kind::string) {
    yaml::error(diagnostics, "register.pattern-of-text", node->location(),
                {"只有文字才有 `matches`", "only a text has `matches`"});
  }
  field.pattern = compile_pattern(field.matches);
  if (field.pattern == nullptr) {
    yaml::error(diagnostics, "register.pattern", node->location(),
                {"这不是有效的正则表达式（XPath）", "this is no valid regular expression (XPath)"},
                {"例如 `[A-Z]{2}[0-9]{6}`", "for example `[A-Z]{2}[0-9]{6}`"});
  }
}

}  // namespace

void RegisterReading::read_fields(const yaml::Node& node, RegisterDraft& draft) {
  Register& made = draft.made;
  if (!node.is_map()) {
    yaml::error(diagnostics, "policy.wrong-value", node.location(),
                {"`fields` 应为映射（字段: …）", "`fields` is a mapping (field: …)"});
    return;
  }
  for (const yaml::Entry& entry : node.entries) {
    const yaml::Mapping mapping(entry.value,
                                {"type", "title", "en", "help", "required", "format", "min", "max", "matches",
                                 "search", "public", "at", "value", "sum", "same owner", "holds", "in"},
                                diagnostics);
    if (!mapping.valid()) continue;
    RegisterField field;
    field.declared.name = entry.key.text;
    field.declared.location = entry.key.location();
    field.declared.title = read_declared_title(mapping, entry.key.text, diagnostics);
    field.declared.type = feel::any_type();
    if (const yaml::Node* type = mapping.require("type")) {
      const std::string& text = type->text;
      if (type->is_scalar() && text.starts_with(entry_type) && text.ends_with('>')) {
        field.entry = text.substr(entry_type.size(), text.size() - entry_type.size() - 1);
        field.declared.type = feel::simple_type(Kind::string);
      } else if (type->is_scalar() && text == "unit") {
        field.unit = true;
        field.declared.type = feel::simple_type(Kind::string);
      } else if (feel::TypePtr found = around.types.read(*type, diagnostics)) {
        field.declared.type = std::move(found);
      }
    }
    field.min = read_bound(mapping, "min", field, diagnostics);
    field.max = read_bound(mapping, "max", field, diagnostics);
    read_pattern(mapping, field, diagnostics);
    if (const yaml::Node* format = mapping.get("format")) {
      const auto formats = fact_formats();
      field.declared.format = format->text;
      if (std::ranges::find(formats, format->text) == formats.end()) {
        yaml::unknown_name(diagnostics, "policy.unknown-format", format->location(), {"格式", "format"},
                           format->text, {formats.begin(), formats.end()});
      }
    }
    field.declared.required = mapping.flag("required", false);
    field.declared.help = mapping.title("help");
    field.searched = mapping.flag("search", false);
    field.shown = mapping.flag("public", true);
    field.summed = mapping.flag("sum", false);
    field.same_owner = mapping.flag("same owner", false);
    field.at = mapping.texts("at");
    if (const yaml::Node* value = mapping.get("value")) draft.computed.emplace_back(field.name(), value);
    if (field.summed && field.declared.type->kind != Kind::number) {
      yaml::error(diagnostics, "register.sum-of-number", entry.key.location(),
                  {"只有数字才能合计", "only numbers are summed"});
    }
    if (made.field(field.name()) != nullptr) {
      yaml::error(diagnostics, "policy.defined-twice", entry.key.location(),
                  {fmt::format("字段 `{}` 写了两次", field.name()),
                   fmt::format("field `{}` occurs twice", field.name())},
                  {"改名", "rename it"});
      continue;
    }
    made.fields.push_back(std::move(field));
  }
}

void RegisterReading::check_fields(RegisterDraft& draft) {
  Register& made = draft.made;
  const yaml::Node* node = draft.node->find("fields");
  for (RegisterField& field : made.fields) {
    const yaml::Node* declared_at = node->find(field.name());
    const yaml::Node* at = declared_at->find("at");
    if (at != nullptr) {
      const auto steps = state_names(made, false);
      for (const yaml::Node* step : yaml::read_texts(*at, diagnostics)) {
        if (std::ranges::find(steps, step->text) != steps.end()) continue;
        yaml::unknown_name(diagnostics, "procedure.unknown-step", step->location(), {"步骤", "step"},
                           step->text, steps);
      }
    }
    if (field.searched && !field.shown && !made.shown.empty()) {
      yaml::error(diagnostics, "register.search-of-hidden", field.declared.location,
                  {"不公开的字段不能用于公开登记册的检索",
                   "a field that is not public cannot be searched in a public register"},
                  {"删去 `search`，或改为公开", "remove `search`, or make it public"});
    }
    for (std::string_view key : {"in", "holds", "same owner"}) {
      const yaml::Node* about = declared_at->find(key);
      if (about == nullptr || !field.entry.empty()) continue;
      yaml::error(diagnostics, "register.not-a-reference", about->location(),
                  {fmt::format("只有 `entry<…>` 字段才有 `{}`", key),
                   fmt::format("only a field of type `entry<…>` has `{}`", key)});
    }
    if (field.entry.empty()) continue;
    const Register* target = declared(field.entry);
    if (target == nullptr) {
      yaml::unknown_name(diagnostics, "register.unknown-register", declared_at->find("type")->location(),
                         {"登记册", "register"}, field.entry, register_names());
      continue;
    }
    if (const yaml::Node* in = declared_at->find("in")) field.in = read_states(*in, *target);
    if (const yaml::Node* holds = declared_at->find("holds")) field.holds = read_states(*holds, made);
  }
  for (std::size_t i = 0; i < made.fields.size(); ++i) {
    RegisterField& field = made.fields[i];
    const auto computed = std::ranges::find(draft.computed, field.name(),
                                            [](const auto& one) -> const std::string& { return one.first; });
    if (computed == draft.computed.end()) continue;
    // It sees what is declared before it.
    field.value =
        compile_scalar(*computed->second, scope_of(made, i), field.declared.type, around.texts, diagnostics);
    if (field.declared.required || field.searched || field.summed || !field.entry.empty()) {
      yaml::error(diagnostics, "register.computed", field.declared.location,
                  {"计算字段不能是必填、检索、合计或引用字段",
                   "a computed field is not required, searched, summed or a reference"});
    }
  }
}

feel::Scope RegisterReading::scope_of(const Register& made, std::size_t fields) const {
  feel::Scope scope = package_scope(package, around.types);
  for (std::size_t i = 0; i < fields; ++i) {
    const RegisterField& field = made.fields[i];
    const Register* target = field.entry.empty() ? nullptr : declared(field.entry);
    if (target == nullptr) {
      scope.declare(field.name(), field.declared.type);
      continue;
    }
    std::vector<feel::Field> of_target;
    for (const RegisterField& theirs : target->fields) {
      of_target.push_back({theirs.name(), theirs.declared.type});
    }
    scope.declare(field.name(), feel::context_type(std::move(of_target), field.entry));
  }
  return scope;
}

}  // namespace enact::policy
