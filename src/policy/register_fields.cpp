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

feel::TypePtr lines_type(const RegisterField& field) {
  std::vector<feel::Field> parts;
  for (const RegisterField& column : field.columns) parts.push_back({column.name(), column.declared.type});
  return feel::list_type(feel::context_type(std::move(parts), field.name()));
}

std::optional<RegisterField> RegisterReading::read_field_declaration(const yaml::Entry& entry,
                                                                     const std::vector<std::string>& keys) {
  const yaml::Mapping mapping(entry.value, keys, diagnostics);
  if (!mapping.valid()) return std::nullopt;
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
    } else if (type->is_scalar() && text == "lines") {
      const yaml::Node* columns = mapping.get("lines");
      if (columns == nullptr) {
        yaml::error(diagnostics, "register.lines", type->location(),
                    {"类型为 lines 的字段要写 `lines:`，逐列声明",
                     "a field of lines declares its columns in `lines:`"},
                    {"例如 `lines: { 名称: { type: string }, 数量: { type: number } }`",
                     "for example `lines: { name: { type: string }, quantity: { type: number } }`"});
      } else {
        read_columns(*columns, field);
      }
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
  return field;
}

void RegisterReading::read_columns(const yaml::Node& node, RegisterField& field) {
  static const std::vector<std::string> keys{"type",   "title", "en",  "help",    "required",
                                             "format", "min",   "max", "matches", "in"};
  if (!node.is_map()) {
    yaml::error(diagnostics, "policy.wrong-value", node.location(),
                {"`lines` 应为映射（列: …）", "`lines` is a mapping (column: …)"});
    return;
  }
  for (const yaml::Entry& entry : node.entries) {
    auto column = read_field_declaration(entry, keys);
    if (!column) continue;
    const Kind kind = column->declared.type->kind;
    if (kind == Kind::list || kind == Kind::context) {
      yaml::error(diagnostics, "register.column-type", entry.value.location(),
                  {"列的值不能是列表或记录", "a column holds neither lists nor records"});
      continue;
    }
    if (field.column(column->name()) != nullptr) {
      yaml::error(diagnostics, "policy.defined-twice", entry.key.location(),
                  {fmt::format("列 `{}` 写了两次", column->name()),
                   fmt::format("column `{}` occurs twice", column->name())},
                  {"改名", "rename it"});
      continue;
    }
    field.columns.push_back(std::move(*column));
  }
  field.declared.type = lines_type(field);
}

void RegisterReading::read_fields(const yaml::Node& node, RegisterDraft& draft) {
  static const std::vector<std::string> keys{"type", "title", "en",      "help",       "required", "format",
                                             "min",  "max",   "matches", "lines",      "search",   "public",
                                             "at",   "value", "sum",     "same owner", "holds",    "in"};
  Register& made = draft.made;
  if (!node.is_map()) {
    yaml::error(diagnostics, "policy.wrong-value", node.location(),
                {"`fields` 应为映射（字段: …）", "`fields` is a mapping (field: …)"});
    return;
  }
  for (const yaml::Entry& entry : node.entries) {
    auto read = read_field_declaration(entry, keys);
    if (!read) continue;
    Diagnostics said_already;
    const yaml::Mapping mapping(entry.value, keys, said_already);
    said_already.clear();
    RegisterField& field = *read;
    field.searched = mapping.flag("search", false);
    field.shown = mapping.flag("public", true);
    field.summed = mapping.flag("sum", false);
    field.same_owner = mapping.flag("same owner", false);
    field.at = mapping.texts("at");
    std::move(said_already.begin(), said_already.end(), std::back_inserter(diagnostics));
    if (const yaml::Node* value = mapping.get("value")) draft.computed.emplace_back(field.name(), value);
    if (field.summed && field.declared.type->kind != Kind::number) {
      yaml::error(diagnostics, "register.sum-of-number", entry.key.location(),
                  {"只有数字才能合计", "only numbers are summed"});
    }
    if (!field.columns.empty() && (field.searched || mapping.get("value") != nullptr)) {
      yaml::error(diagnostics, "register.lines", entry.key.location(),
                  {"明细表不能检索，也不能由公式算出", "lines are neither searched nor computed"});
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

// What a field or a column says of the register that it refers to.
void RegisterReading::check_reference(const yaml::Node& declared_at, RegisterField& field,
                                      const Register& made) {
  for (std::string_view key : {"in", "holds", "same owner"}) {
    const yaml::Node* about = declared_at.find(key);
    if (about == nullptr || !field.entry.empty()) continue;
    yaml::error(diagnostics, "register.not-a-reference", about->location(),
                {fmt::format("只有 `entry<…>` 字段才有 `{}`", key),
                 fmt::format("only a field of type `entry<…>` has `{}`", key)});
  }
  if (field.entry.empty()) return;
  const Register* target = declared(field.entry);
  if (target == nullptr) {
    yaml::unknown_name(diagnostics, "register.unknown-register", declared_at.find("type")->location(),
                       {"登记册", "register"}, field.entry, register_names());
    return;
  }
  if (const yaml::Node* in = declared_at.find("in")) field.in = read_states(*in, *target);
  if (const yaml::Node* holds = declared_at.find("holds")) field.holds = read_states(*holds, made);
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
    check_reference(*declared_at, field, made);
    for (RegisterField& column : field.columns) {
      check_reference(*declared_at->find("lines")->find(column.name()), column, made);
    }
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

feel::TypePtr RegisterReading::seen_type(const RegisterField& field) const {
  std::vector<feel::Field> parts;
  if (!field.columns.empty()) {
    for (const RegisterField& column : field.columns) parts.push_back({column.name(), seen_type(column)});
    return feel::list_type(feel::context_type(std::move(parts), field.name()));
  }
  const Register* target = field.entry.empty() ? nullptr : declared(field.entry);
  if (target == nullptr) return field.declared.type;
  for (const RegisterField& theirs : target->fields) parts.push_back({theirs.name(), theirs.declared.type});
  return feel::context_type(std::move(parts), field.entry);
}

feel::Scope RegisterReading::scope_of(const Register& made, std::size_t fields) const {
  feel::Scope scope = package_scope(package, around.types);
  for (std::size_t i = 0; i < fields; ++i) scope.declare(made.fields[i].name(), seen_type(made.fields[i]));
  return scope;
}

}  // namespace enact::policy
