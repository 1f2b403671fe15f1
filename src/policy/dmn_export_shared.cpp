// What the provisions of a file share: types, the day of asking, subjects, the policy's constants, parameters
// over time, tables as functions, the official words.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "policy/dmn_export_model.hpp"
#include "policy/dmn_frame.hpp"

namespace enact::policy::dmn_export {
namespace {

namespace model = dmn::model;
using dmn_frame::source;

model::ExpressionPtr boxed(model::DecisionTable table) {
  auto expression = std::make_shared<model::Expression>();
  expression->form = std::move(table);
  return expression;
}

std::string quoted_codes(const std::vector<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) {
    out += (out.empty() ? "" : ", ") + feel_literal(feel::Value(code));
  }
  return out;
}

// The first of the words, as long as a node of a diagram can show.
std::string shortened(const std::string& words) {
  constexpr std::size_t most = 16;
  if (text::length(words) <= most) return words;
  std::size_t at = 0;
  for (std::size_t i = 0; i < most; ++i) at += text::code_point_at(words, at).bytes;
  return words.substr(0, at) + "…";
}

std::string basic_name(feel::Kind kind) {
  switch (kind) {
    case feel::Kind::boolean:
      return "boolean";
    case feel::Kind::number:
      return "number";
    case feel::Kind::string:
      return "string";
    case feel::Kind::date:
      return "date";
    case feel::Kind::time:
      return "time";
    case feel::Kind::date_time:
      return "dateTime";
    case feel::Kind::days_duration:
      return "dayTimeDuration";
    case feel::Kind::months_duration:
      return "yearMonthDuration";
    default:
      return "";
  }
}

}  // namespace

// ---- types ---------------------------------------------------------------------------------------------

std::string Model::type_name(const feel::TypePtr& type) {
  if (!type) return "";
  if (type->kind == feel::Kind::list) {
    const std::string item = type->element ? type_name(type->element) : "";
    if (item.empty()) return "";
    const std::string name = item + "_列表";
    if (types_.insert(name).second) {
      model::ItemDefinition list;
      list.name = name;
      list.id = dmn_part::element_id("type", "", static_cast<int>(types_.size()));
      list.type = item;
      list.is_collection = true;
      definitions_.items.push_back(std::move(list));
    }
    return name;
  }
  const bool named = !type->name.empty() && (type->kind == feel::Kind::context || !type->codes.empty());
  if (!named) return basic_name(type->kind);
  const std::string name = "t" + dmn_part::feel_name(type->name);
  if (types_.insert(name).second) define(name, *type);
  return name;
}

void Model::define(const std::string& name, const feel::Type& type) {
  model::ItemDefinition item;
  item.name = name;
  item.id = dmn_part::element_id("type", "", static_cast<int>(types_.size()));
  if (!type.codes.empty()) {
    item.type = "string";
    item.allowed_values = source(quoted_codes(type.codes));
  }
  for (const feel::Field& field : type.fields) item.components.push_back(component(field));
  definitions_.items.push_back(std::move(item));
}

model::ItemDefinition Model::component(const feel::Field& field) {
  model::ItemDefinition made;
  made.name = field.name;
  feel::TypePtr type = field.type;
  if (type->kind == feel::Kind::list) {
    made.is_collection = true;
    type = type->element ? type->element : feel::any_type();
  }
  made.type = type_name(type);
  if (made.type.empty()) made.type = "Any";
  if (!type->unit.empty()) made.extensions.push_back(dmn_extension::unit_element(type->unit));
  return made;
}

// ---- shared elements -----------------------------------------------------------------------------------

const Place& Model::asked_on() {
  if (const Place* known = find(dmn_part::element_id(dmn_part::asked_on, "", 0))) return *known;
  return add_input({.part = dmn_part::asked_on,
                    .type = feel::simple_type(feel::Kind::date),
                    .description = "判断以这一天为准：此后发生的事实尚不存在"});
}

const Place& Model::subject(const std::string& name) {
  const auto& subjects = package_.vocabulary.subjects;
  const auto found =
      std::find_if(subjects.begin(), subjects.end(), [&](const auto& s) { return s.name == name; });
  const int index = static_cast<int>(found - subjects.begin()) + 1;
  if (const Place* known = find(dmn_part::element_id(dmn_part::subject, "", index))) return *known;
  return add_input({.part = dmn_part::subject, .index = index, .name = name, .type = found->type});
}

const Place& Model::policy() {
  if (const Place* known = find(dmn_part::element_id(dmn_part::policy, "", 0))) return *known;
  const Validity& in_force = package_.in_force;
  const std::string dates = in_force.from && in_force.to
                                ? fmt::format("[{}..{}]", dmn_frame::date_literal(*in_force.from),
                                              dmn_frame::date_literal(*in_force.to))
                                : "null";
  return add_decision(
      {.part = dmn_part::policy, .description = "文件规定的常量：施行期、文号、行政区划代码"},
      dmn_frame::context({{"施行期", dmn_frame::literal(dates)},
                          {"编号", dmn_frame::literal(feel_literal(feel::Value(package_.number)))},
                          {"行政区", dmn_frame::literal(feel_literal(feel::Value(package_.region)))}}),
      {});
}

const Place& Model::parameter(const std::string& name) {
  const auto& all = package_.parameters;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& p) { return p.name == name; });
  const int index = static_cast<int>(found - all.begin()) + 1;
  if (const Place* known = find(dmn_part::element_id(dmn_part::parameter, "", index))) return *known;
  const ParameterText text = text_of(*found);
  model::InformationItem day;
  day.name = "日期";
  day.type = "date";
  std::string ask;
  for (const std::string& unit : found->ask) ask += (ask.empty() ? "" : "、") + unit;
  New wanted{.part = dmn_part::parameter,
             .index = index,
             .name = name,
             .description = found->title.zh + (ask.empty() ? "" : "（由" + ask + "确定）")};
  if (text.values.empty()) {  // nobody has said it: null, not a figure
    return add_function(std::move(wanted), {day}, dmn_frame::literal("null"), {});
  }
  model::DecisionTable table;
  table.annotations = {"来源"};
  model::DecisionTable::Input input;
  input.expression = source(day.name);
  input.type = "date";
  input.label = "适用日期";
  table.inputs.push_back(std::move(input));
  table.outputs.emplace_back().label = name;
  for (std::size_t i = 0; i < text.values.size(); ++i) {
    const Validity& valid = text.values[i].validity;
    std::string test = "-";
    if (valid.from && valid.to) {
      test =
          fmt::format("[{}..{}]", dmn_frame::date_literal(*valid.from), dmn_frame::date_literal(*valid.to));
    } else if (valid.from) {
      test = ">= " + dmn_frame::date_literal(*valid.from);
    } else if (valid.to) {
      test = "<= " + dmn_frame::date_literal(*valid.to);
    }
    model::DecisionTable::Rule rule;
    rule.inputs.push_back(source(test));
    rule.outputs.push_back(source(text.values[i].feel));
    const ParameterValue& value = found->values[i];
    const std::string known = value.known ? "（" + value.known->to_string() + "起知道）" : "";
    rule.annotations = {value.source.zh + known};
    table.rules.push_back(std::move(rule));
  }
  return add_function(std::move(wanted), {day}, boxed(std::move(table)), {});
}

model::ExpressionPtr Model::table(const std::string& name, const std::vector<std::string>& arguments) {
  const dmn::DecisionTable& compiled = *package_.tables.at(name);
  const RuleTableText text = text_of(name, compiled);
  model::DecisionTable table;
  table.hit_policy = compiled.hit_policy;
  table.aggregation = compiled.aggregation;
  table.output_label = name;
  for (std::size_t i = 0; i < text.inputs.size(); ++i) {
    model::DecisionTable::Input input;
    input.label = text.inputs[i].name;
    input.expression = source(arguments[i]);
    input.type = type_name(compiled.inputs[i].type);
    if (!text.inputs[i].allowed.empty()) input.allowed = source(text.inputs[i].allowed);
    table.inputs.push_back(std::move(input));
  }
  for (std::size_t i = 0; i < text.outputs.size(); ++i) {
    model::DecisionTable::Output output;
    output.label = text.outputs[i].name;
    if (text.outputs.size() > 1) output.name = text.outputs[i].name;
    output.type = type_name(compiled.outputs[i].type);
    if (!compiled.outputs[i].type->unit.empty()) {
      output.extensions.push_back(dmn_extension::unit_element(compiled.outputs[i].type->unit));
    }
    if (!compiled.outputs[i].type->codes.empty()) {
      output.allowed = source(quoted_codes(compiled.outputs[i].type->codes));
    }
    table.outputs.push_back(std::move(output));
  }
  const bool remarks = std::any_of(text.rows.begin(), text.rows.end(),
                                   [](const auto& row) { return !row.annotation.empty(); });
  if (remarks) table.annotations = {"备注"};
  for (const RuleTableText::Row& row : text.rows) {
    model::DecisionTable::Rule rule;
    for (const std::string& test : row.tests) rule.inputs.push_back(source(test));
    for (const std::string& output : row.outputs) rule.outputs.push_back(source(output));
    if (remarks) rule.annotations = {row.annotation};
    table.rules.push_back(std::move(rule));
  }
  return boxed(std::move(table));
}

const Place& Model::table_function(const std::string& name) {
  const auto found = package_.tables.find(name);
  const int index = static_cast<int>(std::distance(package_.tables.begin(), found)) + 1;
  if (const Place* known = find(dmn_part::element_id(dmn_part::table_function, "", index))) return *known;
  std::vector<model::InformationItem> parameters;
  std::vector<std::string> arguments;
  for (const dmn::InputClause& input : found->second->inputs) {
    model::InformationItem& parameter = parameters.emplace_back();
    parameter.name = input.name;
    parameter.type = type_name(input.type);
    arguments.push_back(input.name);
  }
  return add_function({.part = dmn_part::table_function, .index = index, .name = name}, std::move(parameters),
                      table(name, arguments), {});
}

const Place& Model::citation(const Citation& citation) {
  int count = 0;
  for (const std::string& id : order_) {
    const Place& place = at(id);
    if (place.kind != Place::Kind::source) continue;
    ++count;
    if (citations_[id] == citation.text + citation.article) return place;
  }
  const std::string uri = fmt::format("urn:enact:document:{}:{}:{}", dmn_part::id_part(package_.id),
                                      dmn_part::id_part(citation.article), citation.paragraph);
  const Place& made = add_source({.part = dmn_part::citation,
                                  .index = count + 1,
                                  .name = citation.article,
                                  .description = citation.text},
                                 "“" + shortened(citation.text) + "”", uri);
  citations_[made.id] = citation.text + citation.article;
  return made;
}

}  // namespace enact::policy::dmn_export
