// What every element of DMN has, put out: ids, names, foreign attributes, description, extensions.
#include <fmt/format.h>

#include "dmn/xml/document.hpp"
#include "dmn/xml/writer.hpp"

namespace enact::dmn::xml {

void Writer::begin(std::string_view tag, const model::Element& element, Name name) {
  out_.begin(tag);
  if (owners_.empty()) root_namespaces();
  id_attribute(element.id, tag);
  if (name == Name::required || (name == Name::optional && !element.name.empty())) {
    out_.attribute("name", element.name);
  }
  optional_attribute("label", element.label);
  for (const model::ForeignAttribute& attribute : element.attributes) {
    if (attribute.namespace_uri.empty() || is_dmn(attribute.namespace_uri) || !is_nc_name(attribute.name)) {
      lose(element, {fmt::format("属性 `{}`：不能写成扩展属性", attribute.name),
                     fmt::format("attribute `{}`, which cannot be written as an extension", attribute.name)});
      continue;
    }
    out_.attribute(fmt::format("{}:{}", prefix_of(attribute.namespace_uri, attribute.prefix), attribute.name),
                   attribute.value);
  }
}

void Writer::content(const model::Element& element) {
  optional_leaf("description", element.description);
  std::vector<std::string> kept;
  for (const model::Foreign& extension : element.extensions) {
    const auto parsed = Document::parse(std::make_shared<const Source>("<extension>", extension.xml));
    if (parsed && !parsed->root().namespace_uri.empty() &&
        version_of_model(parsed->root().namespace_uri) == nullptr) {
      kept.emplace_back(parsed->source()->text().substr(parsed->root().span.begin,
                                                        parsed->root().span.end - parsed->root().span.begin));
    } else {
      lose(element, {fmt::format("扩展元素 `{}`：不是带有自己命名空间的合格 XML", extension.name),
                     fmt::format("extension `{}`, which is not well-formed XML in a namespace of its own",
                                 extension.name)});
    }
  }
  if (!kept.empty()) {
    out_.begin("extensionElements");
    for (const std::string& xml : kept) out_.raw(xml);
    out_.end();
  }
  if (out_.replaced()) {
    lose(element,
         {"XML 不能表示的字符，已换成 U+FFFD", "characters that XML cannot hold, replaced by U+FFFD"});
  }
}

void Writer::end() {
  out_.end();
  owners_.pop_back();
}

void Writer::id_attribute(std::string_view id, std::string_view tag) {
  if (learning_) ids_.learn(id);
  const std::string_view owner = owners_.empty() ? std::string_view() : owners_.back();
  if (const std::size_t colon = tag.find(':'); colon != std::string_view::npos) tag.remove_prefix(colon + 1);
  std::string given = learning_ ? std::string(id) : ids_.assign(id, owner, tag);
  out_.attribute("id", given);
  // Ids of nameless elements are derived from the nearest element that has one of its own.
  owners_.push_back(id.empty() && owners_.size() > 1 ? std::string(owner) : std::move(given));
}

void Writer::variable(std::string_view tag, const model::InformationItem& item) {
  begin(tag, item, Name::required);
  optional_attribute("typeRef", item.type);
  content(item);
  end();
}

void Writer::reference(std::string_view tag, const model::Reference& reference) {
  out_.begin(tag);
  out_.attribute("href", reference.href.starts_with('#') && !learning_
                             ? "#" + ids_.renamed(std::string_view(reference.href).substr(1))
                             : reference.href);
  out_.end();
}

void Writer::references(std::string_view tag, const std::vector<model::Reference>& references) {
  for (const model::Reference& each : references) reference(tag, each);
}

void Writer::optional_attribute(std::string_view name, std::string_view value) {
  if (!value.empty()) out_.attribute(name, value);
}

void Writer::optional_leaf(std::string_view tag, std::string_view value) {
  if (!value.empty()) out_.leaf(tag, value);
}

std::string Writer::prefix_of(const std::string& namespace_uri, std::string_view wanted) {
  if (const auto known = namespaces_.find(namespace_uri); known != namespaces_.end()) return known->second;
  std::string prefix(wanted);
  for (int number = 1;
       !is_nc_name(prefix) || prefix == "xml" || prefix == "xmlns" || prefixes_.contains(prefix); ++number) {
    prefix = fmt::format("ns{}", number);
  }
  prefixes_[prefix] = true;
  return namespaces_[namespace_uri] = prefix;
}

void Writer::lose(const model::Element& element, Text what) {
  if (learning_) return;
  const std::string& name = !element.name.empty() ? element.name
                            : !owners_.empty()    ? owners_.back()
                                                  : element.id;
  lost_.push_back({Severity::warning,
                   "dmn.lost",
                   {fmt::format("`{}`：DMN {} 写不出{}", name, names_.number, what.zh),
                    fmt::format("`{}`: DMN {} cannot say {}", name, names_.number, what.en)},
                   element.location,
                   {},
                   {}});
}

}  // namespace enact::dmn::xml
