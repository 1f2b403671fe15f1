// What a register computes from what is entered and keeps with it: measures in their order, then the scores.
#include <fmt/format.h>

#include <algorithm>

#include "policy/expressions.hpp"
#include "policy/fact_declaration.hpp"
#include "policy/register_reading.hpp"
#include "policy/scopes.hpp"

namespace enact::policy {
namespace {

using feel::Kind;

constexpr int most_digits = 12;

class Measures {
 public:
  Measures(RegisterReading& reading, const yaml::Mapping& mapping, Register& made)
      : reading_(reading), diagnostics_(reading.diagnostics), mapping_(mapping), made_(made) {}

  void run() {
    if (const yaml::Node* measures = mapping_.get("measures")) {
      each_entry(*measures, "measures", [&](const yaml::Entry& entry) { read_measure(entry); });
    }
    if (const yaml::Node* scores = mapping_.get("scores")) read_scores(*scores);
    if (const yaml::Node* chart = mapping_.get("chart")) read_chart(*chart);
    if (const yaml::Node* compare = mapping_.get("compare")) read_comparison(*compare);
  }

 private:
  void wrong(const yaml::Node& node, Text message, Text help = {}) {
    yaml::error(diagnostics_, "policy.wrong-value", node.location(), std::move(message), std::move(help));
  }

  template <typename Read>
  void each_entry(const yaml::Node& node, std::string_view key, Read read) {
    if (!node.is_map()) {
      return wrong(node, {fmt::format("`{}` 应为映射（名称: …）", key),
                          fmt::format("`{}` is a mapping (name: …)", key)});
    }
    for (const yaml::Entry& entry : node.entries) read(entry);
  }

  // Not yet the name of a field; an error if it is.
  bool is_free(const yaml::Node& name) {
    if (made_.field(name.text) == nullptr) return true;
    yaml::error(diagnostics_, "policy.defined-twice", name.location(),
                {fmt::format("`{}` 已是字段或指标", name.text),
                 fmt::format("`{}` is a field or a measure already", name.text)},
                {"改名", "rename it"});
    return false;
  }

  RegisterField measured_field(const yaml::Node& name, const yaml::Mapping& mapping, feel::TypePtr type) {
    RegisterField field;
    field.declared.name = name.text;
    field.declared.location = name.location();
    field.declared.title = read_declared_title(mapping, name.text, diagnostics_);
    field.declared.type = std::move(type);
    field.declared.help = mapping.title("note");
    field.shown = mapping.flag("public", true);
    field.measured = true;
    return field;
  }

  RegisterField* lines_named(const yaml::Node& node) {
    const auto found = std::ranges::find(made_.fields, node.text, &RegisterField::name);
    if (found != made_.fields.end() && !found->columns.empty()) return &*found;
    std::vector<std::string> names;
    for (const RegisterField& field : made_.fields) {
      if (!field.columns.empty()) names.push_back(field.name());
    }
    yaml::unknown_name(diagnostics_, "register.unknown-lines", node.location(),
                       {"“" + made_.id + "”的明细表", "field of lines of `" + made_.id + "`"}, node.text,
                       names);
    return nullptr;
  }

  feel::Scope scope() const { return reading_.scope_of(made_, made_.fields.size()); }

  void read_measure(const yaml::Entry& entry) {
    const yaml::Mapping mapping(
        entry.value, {"of", "value", "type", "unit", "digits", "percent", "title", "en", "note", "public"},
        diagnostics_);
    if (!mapping.valid()) return;
    RegisterMeasure measure;
    measure.name = entry.key.text;
    measure.note = mapping.title("note");
    measure.percent = mapping.flag("percent", false);
    measure.unit = mapping.text("unit");
    feel::TypePtr type = feel::number_type("");
    if (const yaml::Node* written = mapping.get("type")) {
      type = reading_.around.types.read(*written, diagnostics_);
      if (!type) return;
    }
    if (type->kind == Kind::list || type->kind == Kind::context || type->kind == Kind::any) {
      return wrong(*mapping.get("type"), {"指标的值应是数字、文字、日期或是否",
                                          "a measure is a number, a text, a date or a boolean"});
    }
    const yaml::Node* digits = mapping.get("digits");
    if (digits != nullptr) measure.digits = yaml::read_integer(*digits, 0, most_digits, diagnostics_);
    if (type->kind != Kind::number && (digits != nullptr || measure.percent)) {
      wrong(entry.value, {"只有数字才有 `digits` 和 `percent`", "only numbers have `digits` and `percent`"});
    }
    const yaml::Node* value = mapping.require("value");
    RegisterField* lines = nullptr;
    if (const yaml::Node* of = mapping.get("of")) {
      lines = lines_named(*of);
      if (lines == nullptr) return;
      measure.of = lines->name();
    }
    feel::Scope names = scope();
    if (lines != nullptr) declare_line(*lines, names);
    if (value == nullptr) return;
    check_name_free(entry.key.text, entry.key.location(), names, diagnostics_);
    auto compiled = compile_scalar(*value, names, type, reading_.around.texts, diagnostics_);
    RegisterField field = measured_field(entry.key, mapping, type);
    if (lines != nullptr) {
      lines->columns.push_back(std::move(field));
      lines->declared.type = lines_type(*lines);
    } else {
      made_.fields.push_back(std::move(field));
    }
    if (!compiled) return;
    measure.value = std::move(*compiled);
    made_.measures.push_back(std::move(measure));
  }

  // The columns of the line by their names, and the whole of it.
  void declare_line(const RegisterField& lines, feel::Scope& names) {
    for (const RegisterField& column : lines.columns) {
      if (names.find(column.name()) != nullptr) {
        yaml::error(
            diagnostics_, "policy.defined-twice", column.declared.location,
            {fmt::format("列 `{}` 与已有的名称相同，公式分不清", column.name()),
             fmt::format("column `{}` has the name of something else, formulas cannot tell", column.name())},
            {"改名", "rename it"});
      }
      names.declare(column.name(), reading_.seen_type(column));
    }
    names.declare(std::string(current_line), reading_.seen_type(lines)->element);
  }

  void read_scores(const yaml::Node& node) {
    const yaml::Mapping mapping(
        node, {"year", "weights", "whole", "digits", "total", "grade", "indicators", "bands"}, diagnostics_);
    if (!mapping.valid()) return;
    RegisterScores scores;
    if (const yaml::Node* year = mapping.require("year")) {
      if (const RegisterField* field = reading_.read_field(*year, made_, {Kind::number})) {
        scores.year = field->name();
      }
    }
    if (const yaml::Node* whole = mapping.get("whole")) {
      const auto read = Decimal::parse(whole->text);
      if (read && *read > Decimal(0))
        scores.whole = *read;
      else
        wrong(*whole, {"`whole` 应为正数", "`whole` is a positive number"});
    }
    if (const yaml::Node* digits = mapping.get("digits")) {
      scores.digits = yaml::read_integer(*digits, 0, most_digits, diagnostics_).value_or(scores.digits);
    }
    const feel::Scope names = scope();
    if (const yaml::Node* indicators = mapping.require("indicators")) {
      each_entry(*indicators, "indicators",
                 [&](const yaml::Entry& entry) { read_indicator(entry, names, scores); });
    }
    if (const yaml::Node* weights = mapping.require("weights")) read_weights(*weights, scores);
    if (const yaml::Node* bands = mapping.get("bands")) read_bands(*bands, scores);
    scores.total = read_result(mapping, "total", feel::number_type(""));
    if (mapping.get("grade") != nullptr) {
      scores.grade = read_result(mapping, "grade", feel::simple_type(Kind::string));
      if (scores.bands.empty()) {
        wrong(*mapping.get("grade"), {"有 `grade` 就要有 `bands`", "a `grade` wants `bands`"});
      }
    }
    made_.scores = std::move(scores);
  }

  // `total: 综合得分`, or `total: { name: …, en: … }`.
  std::string read_result(const yaml::Mapping& mapping, std::string_view key, feel::TypePtr type) {
    const yaml::Node* node = mapping.require(key);
    if (node == nullptr) return {};
    const yaml::Node* name = node;
    if (node->is_map()) name = node->find("name");
    if (name == nullptr || !name->is_scalar()) {
      wrong(*node, {"写名称，或 `{ name: …, en: … }`", "write a name, or `{ name: …, en: … }`"});
      return {};
    }
    if (!is_free(*name)) return {};
    RegisterField field;
    if (node->is_map()) {
      const yaml::Mapping said(*node, {"name", "title", "en", "note", "public"}, diagnostics_);
      field = measured_field(*name, said, std::move(type));
    } else {
      field.declared.name = name->text;
      field.declared.title = {name->text, name->text};
      field.declared.location = name->location();
      field.declared.type = std::move(type);
      field.measured = true;
    }
    made_.fields.push_back(std::move(field));
    return name->text;
  }

  void read_indicator(const yaml::Entry& entry, const feel::Scope& names, RegisterScores& scores) {
    const yaml::Mapping mapping(entry.value, {"score", "title", "en", "source"}, diagnostics_);
    indicators_.push_back(entry.key.text);
    if (!mapping.valid()) return;
    const yaml::Node* score = mapping.require("score");
    if (score == nullptr) return;
    auto compiled = compile_scalar(*score, names, feel::number_type(""), reading_.around.texts, diagnostics_);
    if (!compiled) return;
    scores.indicators.push_back({entry.key.text, read_declared_title(mapping, entry.key.text, diagnostics_),
                                 mapping.title("source"), std::move(*compiled)});
  }

  void read_weights(const yaml::Node& node, RegisterScores& scores) {
    const yaml::Mapping mapping(node, {"parameter", "indicator", "weight", "entered"}, diagnostics_);
    if (!mapping.valid()) return;
    const yaml::Node* name = mapping.require("parameter");
    const yaml::Node* indicator = mapping.require("indicator");
    const yaml::Node* weight = mapping.require("weight");
    if (name == nullptr || indicator == nullptr || weight == nullptr) return;
    const auto& all = reading_.package.parameters;
    const auto parameter = std::ranges::find(all, name->text, &Parameter::name);
    if (parameter == all.end()) {
      std::vector<std::string> known;
      for (const Parameter& one : all) known.push_back(one.name);
      return yaml::unknown_name(diagnostics_, "policy.unknown-parameter", name->location(),
                                {"参数", "parameter"}, name->text, known);
    }
    const feel::Type& type = *parameter->type;
    const feel::Type* record = type.kind == Kind::list ? type.element.get() : nullptr;
    const auto has = [&](const yaml::Node& field, Kind kind) {
      const feel::Type* of = record == nullptr ? nullptr : record->field(field.text);
      return of != nullptr && of->kind == kind;
    };
    if (!has(*indicator, Kind::string) || !has(*weight, Kind::number)) {
      return wrong(node,
                   {fmt::format("参数 `{}` 应是记录的列表，记录里 `{}` 为文字、`{}` 为数字", name->text,
                                indicator->text, weight->text),
                    fmt::format("parameter `{}` must be a list of records with `{}` a text and `{}` a number",
                                name->text, indicator->text, weight->text)});
    }
    scores.parameter = name->text;
    scores.indicator = indicator->text;
    scores.weight = weight->text;
    for (const ParameterValue& value : parameter->values) check_weights(*name, value, scores);
    if (const yaml::Node* entered = mapping.get("entered")) read_entered(*entered, scores);
  }

  // Both fields refer to one register, whose lines have the columns of the parameter's records.
  void read_entered(const yaml::Node& node, RegisterScores& scores) {
    const yaml::Mapping mapping(node, {"now", "before", "lines"}, diagnostics_);
    if (!mapping.valid()) return;
    const yaml::Node* now = mapping.require("now");
    const yaml::Node* before = mapping.get("before");
    const yaml::Node* lines = mapping.require("lines");
    if (now == nullptr || lines == nullptr) return;
    const RegisterField* of = reading_.read_field(*now, made_);
    const RegisterField* old = before == nullptr ? nullptr : reading_.read_field(*before, made_);
    if (of == nullptr || (before != nullptr && old == nullptr)) return;
    const Register* held = of->entry.empty() ? nullptr : reading_.declared(of->entry);
    const RegisterField* list = held == nullptr ? nullptr : held->field(lines->text);
    const auto has = [&](const std::string& name, Kind kind) {
      const RegisterField* column = list == nullptr ? nullptr : list->column(name);
      return column != nullptr && column->declared.type->kind == kind;
    };
    if ((old != nullptr && old->entry != of->entry) || !has(scores.indicator, Kind::string) ||
        !has(scores.weight, Kind::number)) {
      return wrong(
          node,
          {fmt::format("`entered` 应引用同一登记册的登记项，其明细表 `{}` 有列 `{}`（文字）和 `{}`（数字）",
                       lines->text, scores.indicator, scores.weight),
           fmt::format("`entered` refers to entries of one register whose lines `{}` have the "
                       "columns `{}` (a text) and `{}` (a number)",
                       lines->text, scores.indicator, scores.weight)});
    }
    scores.entered = RegisterScores::Entered{of->name(), old == nullptr ? "" : old->name(), list->name()};
  }

  // Every weight is an indicator's, none is twice, and all of one time sum to the whole.
  void check_weights(const yaml::Node& node, const ParameterValue& value, const RegisterScores& scores) {
    const std::string since = value.validity.from ? value.validity.from->to_string() : "…";
    Decimal sum = 0;
    std::vector<std::string> seen;
    const feel::List* list = value.value.list();
    if (list == nullptr) return;
    for (const feel::Value& item : list->items) {
      const feel::Context* context = item.context();
      if (context == nullptr) continue;
      const feel::Value* named = context->find(scores.indicator);
      const feel::Value* weight = context->find(scores.weight);
      const std::string name = named == nullptr || named->text() == nullptr ? "" : *named->text();
      if (std::ranges::find(indicators_, name) == indicators_.end()) {
        yaml::unknown_name(diagnostics_, "register.unknown-indicator", node.location(),
                           {"“" + made_.id + "”的指标（自 " + since + " 的权重）",
                            "indicator of `" + made_.id + "` (weights from " + since + ")"},
                           name, indicators_);
      }
      if (std::ranges::find(seen, name) != seen.end()) {
        yaml::error(diagnostics_, "register.weights", node.location(),
                    {fmt::format("自 {} 的权重里“{}”有两次", since, name),
                     fmt::format("the weights from {} name `{}` twice", since, name)});
      }
      seen.push_back(name);
      if (weight == nullptr || weight->number() == nullptr) continue;
      if (weight->number()->is_negative()) {
        yaml::error(diagnostics_, "register.weights", node.location(),
                    {fmt::format("自 {} “{}”的权重为负", since, name),
                     fmt::format("from {} the weight of `{}` is negative", since, name)});
      }
      sum = sum.add(*weight->number()).value_or(sum);
    }
    if (sum == scores.whole) return;
    yaml::error(diagnostics_, "register.weights", node.location(),
                {fmt::format("参数 `{}` 自 {} 的权重合计为 {}，应为 {}", node.text, since, sum.to_string(),
                             scores.whole.to_string()),
                 fmt::format("the weights of parameter `{}` from {} sum to {}, not to {}", node.text, since,
                             sum.to_string(), scores.whole.to_string())},
                {"改参数里的权重，或改 `whole`", "change the weights in the parameter, or `whole`"});
  }

  void read_bands(const yaml::Node& node, RegisterScores& scores) {
    each_entry(node, "bands", [&](const yaml::Entry& entry) {
      const auto from = Decimal::parse(entry.value.text);
      const bool falls = from && (scores.bands.empty() || *from < scores.bands.back().from);
      if (falls) {
        scores.bands.push_back({entry.key.text, *from});
        return;
      }
      wrong(entry.value, {"等级的下限应为数字，由高到低排列",
                          "the lower bound of a grade is a number, the highest first"});
    });
    if (scores.bands.empty() || scores.bands.back().from <= Decimal(0)) return;
    wrong(node, {"最低一级的下限应为 0，否则有的得分没有等级",
                 "the lowest grade begins at 0, else some scores have no grade"});
  }

  const RegisterField* column_named(const yaml::Node& node, const RegisterField& lines, bool number) {
    const RegisterField* column = lines.column(node.text);
    if (column == nullptr) {
      std::vector<std::string> names;
      for (const RegisterField& one : lines.columns) names.push_back(one.name());
      yaml::unknown_name(diagnostics_, "register.unknown-column", node.location(),
                         {"“" + lines.name() + "”的列", "column of `" + lines.name() + "`"}, node.text,
                         names);
      return nullptr;
    }
    if (!number || column->declared.type->kind == Kind::number) return column;
    wrong(node, {"这里应是数字列", "a column of numbers is expected here"});
    return nullptr;
  }

  void read_chart(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"lines", "label", "amount"}, diagnostics_);
    if (!mapping.valid()) return;
    const yaml::Node* of = mapping.require("lines");
    const yaml::Node* label = mapping.require("label");
    const yaml::Node* amount = mapping.require("amount");
    if (of == nullptr || label == nullptr || amount == nullptr) return;
    const RegisterField* lines = lines_named(*of);
    if (lines == nullptr) return;
    const RegisterField* named = column_named(*label, *lines, false);
    const RegisterField* counted = column_named(*amount, *lines, true);
    if (named != nullptr && counted != nullptr) {
      made_.chart = RegisterChart{lines->name(), named->name(), counted->name()};
    }
  }

  void read_comparison(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"by", "same"}, diagnostics_);
    if (!mapping.valid()) return;
    if (const yaml::Node* by = mapping.require("by")) {
      if (const RegisterField* field =
              reading_.read_field(*by, made_, {Kind::number, Kind::date, Kind::string})) {
        made_.compared_by = field->name();
      }
    }
    if (const yaml::Node* same = mapping.get("same"))
      made_.compared_same = reading_.read_field_list(*same, made_);
  }

  RegisterReading& reading_;
  Diagnostics& diagnostics_;
  const yaml::Mapping& mapping_;
  Register& made_;
  std::vector<std::string> indicators_;  // as declared, whether their formulas compile or not
};

}  // namespace

void RegisterReading::read_measures(const yaml::Mapping& mapping, Register& made) {
  Measures(*this, mapping, made).run();
}

}  // namespace enact::policy
