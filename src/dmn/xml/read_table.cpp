// Decision tables as they are written (DMN 1.5, chapter 8), and the texts in their cells.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dmn/xml/reader.hpp"

namespace enact::dmn::xml {

using model::DecisionTable;

DecisionTable Reader::table(const Element& element, model::Element& into) {
  DecisionTable made;
  const auto choice = [&](std::string_view attribute, const auto& spellings, auto& value) {
    const Attribute* found = element.attribute(attribute);
    if (found == nullptr) return;
    if (const auto known = spelled(spellings, text::trim(found->text.value))) {
      value = *known;
    } else {
      error("dmn.value", found->text.span,
            {fmt::format("{} 只能是 {}", attribute, spellings_of(spellings)),
             fmt::format("{} is one of {}", attribute, spellings_of(spellings))});
    }
  };
  choice("hitPolicy", kHitPolicies, made.hit_policy);
  choice("aggregation", kAggregations, made.aggregation);
  made.orientation = text_attribute(element, "preferredOrientation");
  if (!made.orientation.empty() &&
      std::ranges::find(kOrientations, made.orientation) == kOrientations.end()) {
    warning("dmn.value", element.attribute("preferredOrientation")->text.span,
            {fmt::format("preferredOrientation 只能是 {}", fmt::join(kOrientations, ", ")),
             fmt::format("preferredOrientation is one of {}", fmt::join(kOrientations, ", "))});
    made.orientation.clear();
  }
  made.output_label = text_attribute(element, "outputLabel");
  children(element, into, [&](const Element& child, std::string_view name) {
    if (name == "input") {
      made.inputs.push_back(input_clause(child));
    } else if (name == "output") {
      made.outputs.push_back(output_clause(child));
    } else if (name == "annotation") {
      made.annotations.push_back(text_attribute(child, "name"));
    } else if (name == "rule") {
      made.rules.push_back(rule(child));
    } else {
      return false;
    }
    return true;
  });
  if (made.outputs.empty()) missing(element, "output");
  return made;
}

DecisionTable::Input Reader::input_clause(const Element& element) {
  DecisionTable::Input made;
  bool found = false;
  attributes(element, made, false);
  children(element, made, [&](const Element& child, std::string_view name) {
    if (name == "inputExpression") {
      found = true;
      made.expression = entry(child);
      made.type = std::exchange(made.expression.type, {});
    } else if (name == "inputValues") {
      made.allowed = entry(child);
    } else {
      return false;
    }
    return true;
  });
  if (!found) missing(element, "inputExpression");
  return made;
}

DecisionTable::Output Reader::output_clause(const Element& element) {
  DecisionTable::Output made;
  attributes(element, made, true);
  made.type = type_attribute(element);
  children(element, made, [&](const Element& child, std::string_view name) {
    if (name == "outputValues") {
      made.allowed = entry(child);
    } else if (name == "defaultOutputEntry") {
      made.default_output = entry(child);
    } else {
      return false;
    }
    return true;
  });
  return made;
}

DecisionTable::Rule Reader::rule(const Element& element) {
  DecisionTable::Rule made;
  attributes(element, made, false);
  children(element, made, [&](const Element& child, std::string_view name) {
    if (name == "inputEntry") {
      made.inputs.push_back(entry(child));
    } else if (name == "outputEntry") {
      made.outputs.push_back(entry(child));
    } else if (name == "annotationEntry") {
      std::string& annotation = made.annotations.emplace_back();
      for (const Element& part : child.children) {
        if (part.name == "text") annotation = part.text.value;
      }
    } else {
      return false;
    }
    return true;
  });
  return made;
}

model::ExpressionSource Reader::entry(const Element& element) {
  model::ExpressionSource made;
  attributes(element, made.element, false);
  made.type = type_attribute(element);
  made.language = language_of(element, "expressionLanguage");
  made.text.source = document_.source();
  made.text.span = element.tag;
  bool text = false;
  children(element, made.element, [&](const Element& child, std::string_view name) {
    if (name != "text" || text) return false;
    text = true;
    made.text = expression_text(child);
    return true;
  });
  if (!text) missing(element, "text");
  return made;
}

}  // namespace enact::dmn::xml
