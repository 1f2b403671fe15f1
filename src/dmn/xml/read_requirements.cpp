// The elements of a requirement graph and what they require (DMN 1.5, chapter 6).
#include "base/text.hpp"
#include "dmn/xml/reader.hpp"

namespace enact::dmn::xml {

bool Reader::graph_element(const Element& element, model::Definitions& into) {
  if (element.name == "inputData") {
    into.elements.emplace_back(input_data(element));
  } else if (element.name == "decision") {
    into.elements.emplace_back(decision(element));
  } else if (element.name == "businessKnowledgeModel") {
    into.elements.emplace_back(knowledge_model(element));
  } else if (element.name == "decisionService") {
    into.elements.emplace_back(service(element));
  } else if (element.name == "knowledgeSource") {
    into.elements.emplace_back(knowledge_source(element));
  } else {
    return false;
  }
  if (element.attribute("name") == nullptr) missing(element, "name");
  return true;
}

model::InputData Reader::input_data(const Element& element) {
  model::InputData made;
  attributes(element, made, true);
  children(element, made, [&](const Element& child, std::string_view name) {
    if (name == "variable") made.variable = information_item(child);
    return name == "variable";
  });
  return made;
}

model::Decision Reader::decision(const Element& element) {
  model::Decision made;
  attributes(element, made, true);
  children(element, made, [&](const Element& child, std::string_view name) {
    if (name == "question") {
      made.question = child.text.value;
    } else if (name == "allowedAnswers") {
      made.allowed_answers = child.text.value;
    } else if (name == "variable") {
      made.variable = information_item(child);
    } else if (name == "informationRequirement") {
      information(child, made.information);
    } else if (name == "knowledgeRequirement") {
      knowledge(child, made.knowledge);
    } else if (name == "authorityRequirement") {
      authority(child, made.authority);
    } else if (const auto kind = spelled(kBusinessKinds, name)) {
      made.business.push_back({*kind, reference(child)});
    } else if (is_expression(name)) {
      take_expression(child, made.expression);
    } else {
      return false;
    }
    return true;
  });
  return made;
}

model::BusinessKnowledgeModel Reader::knowledge_model(const Element& element) {
  model::BusinessKnowledgeModel made;
  attributes(element, made, true);
  children(element, made, [&](const Element& child, std::string_view name) {
    if (name == "variable") {
      made.variable = information_item(child);
    } else if (name == "encapsulatedLogic") {
      made.logic = expression(child);
    } else if (name == "knowledgeRequirement") {
      knowledge(child, made.knowledge);
    } else if (name == "authorityRequirement") {
      authority(child, made.authority);
    } else {
      return false;
    }
    return true;
  });
  return made;
}

model::DecisionService Reader::service(const Element& element) {
  model::DecisionService made;
  attributes(element, made, true);
  children(element, made, [&](const Element& child, std::string_view name) {
    if (name == "variable") {
      made.variable = information_item(child);
    } else if (name == "outputDecision") {
      made.outputs.push_back(reference(child));
    } else if (name == "encapsulatedDecision") {
      made.encapsulated.push_back(reference(child));
    } else if (name == "inputDecision") {
      made.input_decisions.push_back(reference(child));
    } else if (name == "inputData") {
      made.input_data.push_back(reference(child));
    } else {
      return false;
    }
    return true;
  });
  return made;
}

model::KnowledgeSource Reader::knowledge_source(const Element& element) {
  model::KnowledgeSource made;
  attributes(element, made, true);
  made.location_uri = text_attribute(element, "locationURI");
  children(element, made, [&](const Element& child, std::string_view name) {
    if (name == "authorityRequirement") {
      authority(child, made.authority);
    } else if (name == "type") {
      made.type = child.text.value;
    } else if (name == "owner") {
      made.owner = reference(child);
    } else {
      return false;
    }
    return true;
  });
  return made;
}

void Reader::information(const Element& element, std::vector<model::InformationRequirement>& into) {
  model::InformationRequirement made;
  bool found = false;
  attributes(element, made, false);
  children(element, made, [&](const Element& child, std::string_view name) {
    if (found || (name != "requiredDecision" && name != "requiredInput")) return false;
    found = true;
    made.decision = name == "requiredDecision";
    made.required = reference(child);
    return true;
  });
  if (found) {
    into.push_back(std::move(made));
  } else {
    missing(element, "requiredDecision / requiredInput");
  }
}

void Reader::knowledge(const Element& element, std::vector<model::KnowledgeRequirement>& into) {
  model::KnowledgeRequirement made;
  bool found = false;
  attributes(element, made, false);
  children(element, made, [&](const Element& child, std::string_view name) {
    if (found || name != "requiredKnowledge") return false;
    found = true;
    made.required = reference(child);
    return true;
  });
  if (found) {
    into.push_back(std::move(made));
  } else {
    missing(element, "requiredKnowledge");
  }
}

void Reader::authority(const Element& element, std::vector<model::AuthorityRequirement>& into) {
  using Kind = model::AuthorityRequirement::Kind;
  model::AuthorityRequirement made;
  bool found = false;
  attributes(element, made, false);
  children(element, made, [&](const Element& child, std::string_view name) {
    if (found || (name != "requiredDecision" && name != "requiredInput" && name != "requiredAuthority")) {
      return false;
    }
    found = true;
    made.kind = name == "requiredDecision" ? Kind::decision
                : name == "requiredInput"  ? Kind::input
                                           : Kind::authority;
    made.required = reference(child);
    return true;
  });
  if (found) {
    into.push_back(std::move(made));
  } else {
    missing(element, "requiredAuthority");
  }
}

}  // namespace enact::dmn::xml
