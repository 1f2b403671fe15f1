// A DMN file as a whole: the root element and its version, imports, artifacts, and which references must lead
// somewhere. Nothing is ever loaded from a location that the file names.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dmn/xml.hpp"
#include "dmn/xml/reader.hpp"

namespace enact::dmn {

using namespace xml;

model::DefinitionsPtr xml::Reader::read() {
  const Element& root = document_.root();
  auto definitions = std::make_shared<model::Definitions>();
  definitions->version = version_.version;
  namespace_uri_ = text::trim(required(root, "namespace"));
  definitions->namespace_uri = namespace_uri_;
  attributes(root, *definitions, true);
  definitions->expression_language = language_of(root, "expressionLanguage");
  definitions->type_language = language_of(root, "typeLanguage");
  model_is_feel_ = definitions->expression_language.empty();
  definitions->exporter = text_attribute(root, "exporter");
  definitions->exporter_version = text_attribute(root, "exporterVersion");
  for (const Element& child : root.children) {  // type names refer to them
    if (child.namespace_uri == version_.model && child.name == "import") {
      definitions->imports.push_back(import(child));
      imports_.emplace(definitions->imports.back().namespace_uri, definitions->imports.back().name);
    }
  }
  std::vector<const Element*> drawn;
  for (const Element& child : root.children) {
    if (child.name == "DMNDI" && is_diagram(child.namespace_uri)) {
      drawn.push_back(&child);
    } else if (child.namespace_uri != version_.model) {
      foreign(child);
    } else if (child.name == "description") {
      definitions->description = child.text.value;
    } else if (child.name == "extensionElements") {
      extensions(child, *definitions);
    } else if (child.name == "itemDefinition") {
      definitions->items.push_back(item(child));
    } else if (child.name != "import" && !graph_element(child, *definitions) &&
               !artifact(child, *definitions)) {
      unknown(child);
    }
  }
  for (const Element* diagram : drawn) diagrams(*diagram, *definitions);
  check_references();
  return definitions;
}

model::Import xml::Reader::import(const Element& element) {
  model::Import made;
  attributes(element, made, true);
  made.namespace_uri = text::trim(required(element, "namespace"));
  made.import_type = text::trim(required(element, "importType"));
  made.location_uri = text_attribute(element, "locationURI");
  children(element, made, [](const Element&, std::string_view) { return false; });
  return made;
}

bool xml::Reader::artifact(const Element& element, model::Definitions& into) {
  const auto references = [this](std::vector<model::Reference>& to, const Element& child) {
    to.push_back(reference(child));
    expect(to.back());
    return true;
  };
  if (element.name == "textAnnotation") {
    model::TextAnnotation made;
    attributes(element, made, false);
    made.format = text_attribute(element, "textFormat");
    children(element, made, [&](const Element& child, std::string_view name) {
      if (name == "text") made.text = child.text.value;
      return name == "text";
    });
    into.artifacts.emplace_back(std::move(made));
  } else if (element.name == "association") {
    model::Association made;
    attributes(element, made, false);
    made.direction = text_attribute(element, "associationDirection");
    bool from = false;
    bool to = false;
    children(element, made, [&](const Element& child, std::string_view name) {
      if (name != "sourceRef" && name != "targetRef") return false;
      model::Reference& end = name == "sourceRef" ? made.from : made.to;
      (name == "sourceRef" ? from : to) = true;
      end = reference(child);
      expect(end);
      return true;
    });
    if (!from) missing(element, "sourceRef");
    if (!to) missing(element, "targetRef");
    if (!made.direction.empty() && std::ranges::find(kDirections, made.direction) == kDirections.end()) {
      error("dmn.value", element.attribute("associationDirection")->text.span,
            {"associationDirection 只能是 None、One 或 Both", "associationDirection is None, One or Both"});
      made.direction.clear();
    }
    into.artifacts.emplace_back(std::move(made));
  } else if (element.name == "group") {
    model::Group made;
    attributes(element, made, true);
    children(element, made, [](const Element&, std::string_view) { return false; });
    into.artifacts.emplace_back(std::move(made));
  } else if (element.name == "elementCollection") {
    model::ElementCollection made;
    attributes(element, made, true);
    children(element, made, [&](const Element& child, std::string_view name) {
      return name == "drgElement" && references(made.members, child);
    });
    into.artifacts.emplace_back(std::move(made));
  } else if (element.name == "performanceIndicator" || element.name == "organizationUnit") {
    model::BusinessContextElement made;
    const bool indicator = element.name == "performanceIndicator";
    made.kind = indicator ? model::BusinessContextElement::Kind::performance_indicator
                          : model::BusinessContextElement::Kind::organization_unit;
    attributes(element, made, true);
    made.uri = text_attribute(element, "URI");
    children(element, made, [&](const Element& child, std::string_view name) {
      if (indicator) return name == "impactingDecision" && references(made.impacting, child);
      if (name == "decisionMade") return references(made.made, child);
      return name == "decisionOwned" && references(made.owned, child);
    });
    into.artifacts.emplace_back(std::move(made));
  } else {
    return false;
  }
  return true;
}

// What the compiler of models never looks at; the requirements are its own.
void xml::Reader::check_references() {
  for (const model::Reference& reference : expected_) {
    if (!reference.href.starts_with('#') || ids_.contains(std::string_view(reference.href).substr(1)))
      continue;
    warning("dmn.dangling-reference", reference.location.span,
            {fmt::format("没有标识为 `{}` 的元素", reference.href.substr(1)),
             fmt::format("there is no element with the id `{}`", reference.href.substr(1))});
  }
}

namespace {

Text versions_read() {
  return {"可读的版本是 DMN 1.2、1.3、1.4、1.5；请用建模工具另存为其中之一",
          "DMN 1.2, 1.3, 1.4 and 1.5 can be read; save the model as one of these in its editor"};
}

Diagnostic not_a_model(const Document& document) {
  const Element& root = document.root();
  if (root.name == "definitions" && is_dmn(root.namespace_uri)) {
    return trouble(document.source(), root.tag, "dmn.version",
                   {fmt::format("不认识这个 DMN 版本（命名空间 {}）", root.namespace_uri),
                    fmt::format("this version of DMN is not known (namespace {})", root.namespace_uri)},
                   versions_read());
  }
  return trouble(
      document.source(), root.tag, "dmn.root",
      {fmt::format("根元素应为 DMN 的 `definitions`，这里是 `{}`{}", root.name,
                   root.namespace_uri.empty() ? "" : fmt::format("（命名空间 {}）", root.namespace_uri)),
       fmt::format("the root element must be DMN's `definitions`, not `{}`{}", root.name,
                   root.namespace_uri.empty() ? "" : fmt::format(" (namespace {})", root.namespace_uri))},
      versions_read());
}

}  // namespace

ReadModel read_xml(const SourcePtr& source) {
  ReadModel out;
  const auto document = Document::parse(source);
  if (!document) {
    out.diagnostics.push_back(document.error());
    return out;
  }
  const VersionNames* version = version_of_model(document->root().namespace_uri);
  if (version == nullptr || document->root().name != "definitions") {
    out.diagnostics.push_back(not_a_model(*document));
    return out;
  }
  out.model = Reader(*document, *version, out.diagnostics).read();
  return out;
}

}  // namespace enact::dmn
