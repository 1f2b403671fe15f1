// The elements of a requirement graph, put out in the order of the schema.
#include "dmn/xml/writer.hpp"

namespace enact::dmn::xml {
namespace {

// A variable that says nothing was not there.
bool says_something(const model::InformationItem& item) {
  return !item.name.empty() || !item.id.empty() || !item.type.empty() || !item.label.empty() ||
         !item.description.empty() || !item.extensions.empty() || !item.attributes.empty();
}

}  // namespace

void Writer::graph_element(const model::InputData& input) {
  begin("inputData", input, Name::required);
  content(input);
  if (says_something(input.variable)) variable("variable", input.variable);
  end();
}

void Writer::graph_element(const model::Decision& decision) {
  begin("decision", decision, Name::required);
  content(decision);
  optional_leaf("question", decision.question);
  optional_leaf("allowedAnswers", decision.allowed_answers);
  if (says_something(decision.variable)) variable("variable", decision.variable);
  for (const auto& each : decision.information) requirement(each);
  for (const auto& each : decision.knowledge) requirement(each);
  for (const auto& each : decision.authority) requirement(each);
  for (const auto& [kind, tag] : kBusinessKinds) {
    for (const model::BusinessReference& each : decision.business) {
      if (each.kind == kind) reference(tag, each.target);
    }
  }
  expression(decision.expression);
  end();
}

void Writer::graph_element(const model::BusinessKnowledgeModel& knowledge) {
  begin("businessKnowledgeModel", knowledge, Name::required);
  content(knowledge);
  if (says_something(knowledge.variable)) variable("variable", knowledge.variable);
  if (knowledge.logic) function(*knowledge.logic, "encapsulatedLogic");
  for (const auto& each : knowledge.knowledge) requirement(each);
  for (const auto& each : knowledge.authority) requirement(each);
  end();
}

void Writer::graph_element(const model::DecisionService& service) {
  begin("decisionService", service, Name::required);
  content(service);
  if (says_something(service.variable)) variable("variable", service.variable);
  references("outputDecision", service.outputs);
  references("encapsulatedDecision", service.encapsulated);
  references("inputDecision", service.input_decisions);
  references("inputData", service.input_data);
  end();
}

void Writer::graph_element(const model::KnowledgeSource& source) {
  begin("knowledgeSource", source, Name::required);
  optional_attribute("locationURI", source.location_uri);
  content(source);
  for (const auto& each : source.authority) requirement(each);
  optional_leaf("type", source.type);
  if (source.owner) reference("owner", *source.owner);
  end();
}

void Writer::requirement(const model::InformationRequirement& requirement) {
  begin("informationRequirement", requirement, Name::none);
  content(requirement);
  reference(requirement.decision ? "requiredDecision" : "requiredInput", requirement.required);
  end();
}

void Writer::requirement(const model::KnowledgeRequirement& requirement) {
  begin("knowledgeRequirement", requirement, Name::none);
  content(requirement);
  reference("requiredKnowledge", requirement.required);
  end();
}

void Writer::requirement(const model::AuthorityRequirement& requirement) {
  using Kind = model::AuthorityRequirement::Kind;
  begin("authorityRequirement", requirement, Name::none);
  content(requirement);
  reference(requirement.kind == Kind::decision ? "requiredDecision"
            : requirement.kind == Kind::input  ? "requiredInput"
                                               : "requiredAuthority",
            requirement.required);
  end();
}

}  // namespace enact::dmn::xml
