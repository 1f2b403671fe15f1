// For tests: small models written as XML, and what they decide, as text.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "dmn/executable.hpp"
#include "dmn/xml.hpp"

namespace enact::dmn {

// The body of `definitions` with everything around it that every model has.
inline model::DefinitionsPtr parsed(const std::string& body, const std::string& namespace_uri = "urn:main") {
  const std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" id=\"m\" namespace=\"" +
      namespace_uri + "\">\n" + body + "\n</definitions>";
  const ReadModel read = read_xml(std::make_shared<const Source>("model.dmn", text));
  EXPECT_TRUE(read.model) << render(read.diagnostics, Language::en);
  return read.model;
}

class Model {
 public:
  explicit Model(const std::string& body, std::vector<model::DefinitionsPtr> others = {})
      : compiled_(Executable::compile(parsed(body), others)) {}

  const Executable& executable() const { return *compiled_.executable; }
  const Diagnostics& diagnostics() const { return compiled_.diagnostics; }
  std::vector<std::string> codes() const {
    std::vector<std::string> found;
    for (const Diagnostic& each : compiled_.diagnostics) found.push_back(each.code);
    return found;
  }

  feel::Value value(const std::string& decision, std::vector<Executable::Given> given = {}) const {
    feel::Evaluation evaluation(feel::Mode::standard);
    return compiled_.executable->decide(decision, given, evaluation);
  }
  feel::Value service(const std::string& name, std::vector<Executable::Given> given = {}) const {
    feel::Evaluation evaluation(feel::Mode::standard);
    return compiled_.executable->invoke(Executable::Invocable::Kind::service, name, given, evaluation);
  }
  // The value as text; of a null with a cause its code: "null [dmn.cycle]".
  std::string decide(const std::string& decision, std::vector<Executable::Given> given = {}) const {
    return shown(value(decision, std::move(given)));
  }
  static std::string shown(const feel::Value& value) {
    if (value.is_null() && value.null()->cause) return "null [" + value.null()->cause->code + "]";
    return to_string(value);
  }

 private:
  Executable::Compiled compiled_;
};

// A decision of that name and logic, with what it requires: `r` is XML before the logic.
inline std::string decision(const std::string& name, const std::string& logic, const std::string& type = "",
                            const std::string& r = "") {
  const std::string type_ref = type.empty() ? "" : " typeRef=\"" + type + "\"";
  return "<decision name=\"" + name + "\" id=\"_" + name + "\"><variable name=\"" + name + "\"" + type_ref +
         "/>" + r + logic + "</decision>\n";
}
inline std::string feel_text(const std::string& text, const std::string& type = "") {
  const std::string type_ref = type.empty() ? "" : " typeRef=\"" + type + "\"";
  return "<literalExpression" + type_ref + "><text><![CDATA[" + text + "]]></text></literalExpression>";
}
inline std::string needs_decision(const std::string& name) {
  return "<informationRequirement><requiredDecision href=\"#_" + name + "\"/></informationRequirement>";
}
inline std::string needs_input(const std::string& name) {
  return "<informationRequirement><requiredInput href=\"#_" + name + "\"/></informationRequirement>";
}
inline std::string needs_knowledge(const std::string& name) {
  return "<knowledgeRequirement><requiredKnowledge href=\"#_" + name + "\"/></knowledgeRequirement>";
}
inline std::string input(const std::string& name, const std::string& type = "") {
  const std::string type_ref = type.empty() ? "" : " typeRef=\"" + type + "\"";
  return "<inputData name=\"" + name + "\" id=\"_" + name + "\"><variable name=\"" + name + "\"" + type_ref +
         "/></inputData>\n";
}

}  // namespace enact::dmn
