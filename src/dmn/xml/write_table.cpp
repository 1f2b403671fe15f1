// Decision tables and the texts in their cells, put out.
#include "dmn/xml/writer.hpp"

namespace enact::dmn::xml {

void Writer::body(const model::DecisionTable& table) {
  for (const model::DecisionTable::Input& input : table.inputs) {
    begin("input", input, Name::none);
    content(input);
    entry("inputExpression", input.expression, input.type);
    if (input.allowed) unary_tests("inputValues", *input.allowed);
    end();
  }
  for (const model::DecisionTable::Output& output : table.outputs) {
    begin("output", output, Name::optional);
    optional_attribute("typeRef", output.type);
    content(output);
    if (output.allowed) unary_tests("outputValues", *output.allowed);
    if (output.default_output)
      entry("defaultOutputEntry", *output.default_output, output.default_output->type);
    end();
  }
  for (const std::string& annotation : table.annotations) {
    out_.begin("annotation");
    out_.attribute("name", annotation);
    out_.end();
  }
  for (const model::DecisionTable::Rule& rule : table.rules) {
    begin("rule", rule, Name::none);
    content(rule);
    for (const model::ExpressionSource& test : rule.inputs) unary_tests("inputEntry", test);
    for (const model::ExpressionSource& output : rule.outputs) entry("outputEntry", output, output.type);
    for (const std::string& annotation : rule.annotations) {
      out_.begin("annotationEntry");
      out_.leaf("text", annotation);
      out_.end();
    }
    end();
  }
}

void Writer::entry(std::string_view tag, const model::ExpressionSource& source, std::string_view type) {
  begin(tag, source.element, Name::none);
  optional_attribute("typeRef", type);
  optional_attribute("expressionLanguage", source.language);
  content(source.element);
  out_.leaf("text", source.text.expression);
  end();
}

void Writer::unary_tests(std::string_view tag, const model::ExpressionSource& source) {
  if (!source.type.empty() && before(model::Version::v1_3)) {
    lose(source.element, {"一元测试的类型（typeRef）", "the type of unary tests (typeRef)"});
    entry(tag, source);
  } else {
    entry(tag, source, source.type);
  }
}

}  // namespace enact::dmn::xml
