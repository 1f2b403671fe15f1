// What every element of DMN has: attributes, description, extensions, references, type names; and how the
// reader complains.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "dmn/xml/reader.hpp"

namespace enact::dmn::xml {
namespace {

// Every element of DMN 1.5, for `did you mean`.
constexpr std::array kElementNames = {"allowedAnswers",
                                      "allowedValues",
                                      "annotation",
                                      "annotationEntry",
                                      "association",
                                      "authorityRequirement",
                                      "binding",
                                      "businessKnowledgeModel",
                                      "column",
                                      "conditional",
                                      "context",
                                      "contextEntry",
                                      "decision",
                                      "decisionMaker",
                                      "decisionOwner",
                                      "decisionService",
                                      "decisionTable",
                                      "defaultOutputEntry",
                                      "description",
                                      "drgElement",
                                      "elementCollection",
                                      "else",
                                      "encapsulatedDecision",
                                      "encapsulatedLogic",
                                      "every",
                                      "extensionElements",
                                      "filter",
                                      "for",
                                      "formalParameter",
                                      "functionDefinition",
                                      "functionItem",
                                      "group",
                                      "if",
                                      "impactedPerformanceIndicator",
                                      "impactingDecision",
                                      "import",
                                      "importedElement",
                                      "importedValues",
                                      "in",
                                      "informationRequirement",
                                      "input",
                                      "inputData",
                                      "inputDecision",
                                      "inputEntry",
                                      "inputExpression",
                                      "inputValues",
                                      "invocation",
                                      "itemComponent",
                                      "itemDefinition",
                                      "knowledgeRequirement",
                                      "knowledgeSource",
                                      "list",
                                      "literalExpression",
                                      "match",
                                      "organizationUnit",
                                      "output",
                                      "outputDecision",
                                      "outputEntry",
                                      "outputValues",
                                      "owner",
                                      "parameter",
                                      "parameters",
                                      "performanceIndicator",
                                      "question",
                                      "relation",
                                      "requiredAuthority",
                                      "requiredDecision",
                                      "requiredInput",
                                      "requiredKnowledge",
                                      "return",
                                      "row",
                                      "rule",
                                      "satisfies",
                                      "some",
                                      "sourceRef",
                                      "supportedObjective",
                                      "targetRef",
                                      "text",
                                      "textAnnotation",
                                      "then",
                                      "type",
                                      "typeConstraint",
                                      "typeRef",
                                      "usingProcess",
                                      "usingTask",
                                      "variable"};

std::string full_name(const Element& element) {
  return element.prefix.empty() ? std::string(element.name)
                                : fmt::format("{}:{}", element.prefix, element.name);
}

}  // namespace

void Reader::attributes(const Element& element, model::Element& into, bool named) {
  into.location = location(element);
  for (const Attribute& attribute : element.attributes) {
    if (!attribute.namespace_uri.empty()) {
      if (attribute.namespace_uri != kSchemaInstance && attribute.namespace_uri != kXml) {
        into.attributes.push_back({std::string(attribute.namespace_uri), std::string(attribute.prefix),
                                   std::string(attribute.name), attribute.text.value});
      }
    } else if (attribute.name == "id") {
      into.id = text::trim(attribute.text.value);
      remember_id(attribute);
    } else if (attribute.name == "label") {
      into.label = attribute.text.value;
    } else if (attribute.name == "name" && named) {
      into.name = attribute.text.value;
    }
  }
}

void Reader::remember_id(const Attribute& attribute) {
  const auto [found, fresh] =
      ids_.emplace(std::string(text::trim(attribute.text.value)), attribute.text.span);
  if (fresh) return;
  Diagnostic* made = report(
      Severity::warning, "dmn.duplicate-id", attribute.text.span,
      {fmt::format("标识 `{}` 重复", found->first), fmt::format("id `{}` is used twice", found->first)},
      {"请改成不同的标识", "give it an id of its own"});
  if (made) made->labels.push_back({location(found->second), {"先在这里使用", "first used here"}});
}

void Reader::extensions(const Element& element, model::Element& into) {
  for (const Element& child : element.children) {
    if (child.namespace_uri == version_.model) {
      unknown(child);
    } else {
      into.extensions.push_back(
          {std::string(child.namespace_uri), std::string(child.name), document_.standalone(child)});
    }
  }
}

model::Reference Reader::reference(const Element& element) {
  const Attribute* href = element.attribute("href");
  if (href == nullptr) {
    missing(element, "href");
    return {{}, location(element.tag)};
  }
  std::string target(text::trim(href->text.value));
  if (!namespace_uri_.empty() && target.starts_with(namespace_uri_ + "#")) {
    target.erase(0, namespace_uri_.size());
  }
  return {std::move(target), location(href->text.span)};
}

// "feel:number" is "number"; a prefix of the model's own namespace means nothing; that of an import is its
// name. 1.2 and later have names and no prefixes (7.3.2), but tools go on writing them.
std::string Reader::type_name(const Element& element, std::string_view written) const {
  const std::string_view name = text::trim(written);
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos || colon == 0 ||
      name.substr(0, colon).find_first_of("<>(), \t\n") != std::string_view::npos) {
    return std::string(name);
  }
  const std::string_view prefix = name.substr(0, colon);
  std::string local(text::trim(name.substr(colon + 1)));
  const std::string_view uri = element.resolve(prefix);
  if (uri.empty()) return prefix == "feel" ? local : std::string(name);
  if (is_feel(uri) || uri == namespace_uri_) return local;
  const auto import = imports_.find(std::string(uri));
  return import == imports_.end() ? std::string(name) : fmt::format("{}.{}", import->second, local);
}

std::string Reader::type_attribute(const Element& element, std::string_view name) const {
  const Attribute* found = element.attribute(name);
  return found == nullptr ? std::string() : type_name(element, found->text.value);
}

std::string Reader::language_of(const Element& element, std::string_view name) const {
  std::string language(text::trim(text_attribute(element, name)));
  return model_is_feel_ && is_feel(language) ? std::string() : language;
}

feel::ExpressionText Reader::expression_text(const Element& element) const {
  return {document_.source(), element.text.span, element.text.value, element.text.offsets};
}

std::string Reader::text_attribute(const Element& element, std::string_view name) {
  const Attribute* found = element.attribute(name);
  return found == nullptr ? std::string() : found->text.value;
}

std::string Reader::required(const Element& element, std::string_view name) {
  const Attribute* found = element.attribute(name);
  if (found == nullptr) missing(element, name);
  return found == nullptr ? std::string() : found->text.value;
}

bool Reader::flag(const Element& element, std::string_view name) {
  const Attribute* found = element.attribute(name);
  const std::string_view value = found == nullptr ? "false" : text::trim(found->text.value);
  if (value != "true" && value != "1" && value != "false" && value != "0") {
    error("dmn.value", found->text.span,
          {fmt::format("`{}` 只能是 true 或 false", name), fmt::format("`{}` is true or false", name)});
  }
  return value == "true" || value == "1";
}

Location Reader::location(const Element& element) const {
  const Attribute* name = element.attribute("name");
  return location(name == nullptr || name->text.value.empty() ? element.tag : name->text.span);
}

void Reader::error(std::string code, Span span, Text message, Text help) {
  report(Severity::error, std::move(code), span, std::move(message), std::move(help));
}

void Reader::warning(std::string code, Span span, Text message, Text help) {
  report(Severity::warning, std::move(code), span, std::move(message), std::move(help));
}

Diagnostic* Reader::report(Severity severity, std::string code, Span span, Text message, Text help) {
  if (diagnostics_.size() >= kMaxDiagnostics) {
    if (full_) return nullptr;
    full_ = true;
    severity = Severity::error;
    code = "dmn.too-many";
    message = {"其余问题不再列出", "further problems are not listed"};
    help = {};
  }
  diagnostics_.push_back(
      trouble(document_.source(), span, std::move(code), std::move(message), std::move(help)));
  diagnostics_.back().severity = severity;
  return &diagnostics_.back();
}

void Reader::unknown(const Element& element) {
  if (full_) return;
  const std::string name(element.name);
  const bool exists = std::ranges::find(kElementNames, name) != kElementNames.end();
  Text help;
  if (!exists) {
    const std::vector<std::string> names(kElementNames.begin(), kElementNames.end());
    if (const auto near = text::nearest(name, names)) {
      help = {fmt::format("是否应为 `{}`？", *near), fmt::format("did you mean `{}`?", *near)};
    }
  }
  warning("dmn.unknown-element", element.tag,
          exists ? Text{fmt::format("元素 `{}` 不应在这里，未读入", name),
                        fmt::format("element `{}` does not belong here and is ignored", name)}
                 : Text{fmt::format("DMN {} 没有元素 `{}`，未读入", version_.number, name),
                        fmt::format("DMN {} has no element `{}`; it is ignored", version_.number, name)},
          std::move(help));
}

void Reader::foreign(const Element& element) {
  warning(
      "dmn.foreign-element", element.tag,
      {fmt::format("`{}` 不是 DMN {} 的元素，未读入", full_name(element), version_.number),
       fmt::format("`{}` is not an element of DMN {}; it is ignored", full_name(element), version_.number)},
      {"其他工具的内容要放在 extensionElements 中", "what other tools add belongs in extensionElements"});
}

void Reader::missing(const Element& element, std::string_view part) {
  error("dmn.missing", element.tag,
        {fmt::format("`{}` 缺少 `{}`", element.name, part),
         fmt::format("`{}` has no `{}`", element.name, part)});
}

}  // namespace enact::dmn::xml
