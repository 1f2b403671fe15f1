// The outline of a file: document symbols. See navigation.hpp.
#include <algorithm>
#include <map>
#include <memory>
#include <vector>

#include "lsp/navigation.hpp"
#include "policy/document.hpp"
#include "policy/markdown.hpp"

namespace enact::lsp {
namespace {

// LSP 3.17, SymbolKind.
enum class Kind : int {
  namespace_ = 3,
  class_ = 5,
  field = 8,
  enumeration = 10,
  function = 12,
  constant = 14,
  array = 18,
  enum_member = 22,
  structure = 23,
  event = 24,
  operation = 25,
};

Kind kind_of(What what) {
  switch (what) {
    case What::subject:
      return Kind::class_;
    case What::record:
    case What::institution:
    case What::selection:
    case What::letter:
      return Kind::structure;
    case What::fact:
    case What::field:
      return Kind::field;
    case What::code_list:
      return Kind::enumeration;
    case What::code:
      return Kind::enum_member;
    case What::matter:
    case What::step:
      return Kind::event;
    case What::definition:
    case What::procedure:
      return Kind::function;
    case What::provision:
      return Kind::operation;
    case What::table:
      return Kind::array;
    default:
      return Kind::constant;
  }
}

struct Item {
  std::string name;
  std::string detail;
  Kind kind = Kind::constant;
  Span whole;
  Span name_span;
  std::vector<Item> children;
};

class Outline {
 public:
  Outline(const Asked& asked, const Manner& manner)
      : asked_(asked), manner_(manner), index_(asked.analysis->index()), lines_(asked.text) {}

  json::value run() {
    std::vector<Item> items = asked_.path.ends_with("/policy.md") ? of_policy() : of_entries();
    json::array out;
    for (Item& item : items) {
      if (manner_.hierarchical_symbols) {
        out.push_back(nested(item));
      } else {
        flat(item, "", out);
      }
    }
    return out;
  }

 private:
  // Articles by their headings; provisions and tables below the heading that they follow.
  std::vector<Item> of_policy() {
    Diagnostics ignored;
    const auto source = std::make_shared<const Source>(asked_.path, asked_.text);
    const policy::Markdown markdown = policy::split_markdown(source, ignored);
    std::vector<Item> items;
    for (const policy::Block& block : markdown.blocks) {
      if (block.kind == policy::Block::Kind::heading) {
        const bool article = block.level == 3 && !policy::article_number(source->text(block.span)).empty();
        items.push_back({std::string(source->text(block.span)),
                         article ? reading(describe(What::article), manner_.language) : "",
                         Kind::namespace_,
                         block.span,
                         block.span,
                         {}});
      } else if (block.kind == policy::Block::Kind::fence) {
        if (std::optional<Item> item = of_block(block.span)) {
          auto& siblings = items.empty() ? items : items.back().children;
          siblings.push_back(std::move(*item));
        }
      }
      if (!items.empty()) items.back().whole.end = std::max(items.back().whole.end, block.span.end);
    }
    return items;
  }

  std::optional<Item> of_block(Span body) const {
    const Section* section = index_.section_at(asked_.path, body.begin);
    if (section == nullptr) return std::nullopt;
    const bool table = !section->table.empty();
    const Symbol symbol{table ? What::table : What::provision, "",
                        table ? section->table : section->provision};
    for (const Occurrence* each : index_.all(symbol)) {
      if (!each->declares || each->path != asked_.path) continue;
      const policy::Provision* provision = asked_.analysis->package()->provision(symbol.name);
      return Item{symbol.name,
                  provision == nullptr || table ? reading(describe(symbol.what), manner_.language)
                                                : reading(provision->title, manner_.language),
                  kind_of(symbol.what),
                  {std::min(body.begin, each->span.begin), body.end},
                  each->span,
                  {}};
    }
    return std::nullopt;
  }

  // Declarations in their order, those that belong to another below it.
  std::vector<Item> of_entries() {
    std::vector<Item> items;
    std::map<std::string, std::size_t> containers;
    for (const Occurrence& each : index_.occurrences()) {
      if (each.path != asked_.path || !each.declares || each.symbol.what == What::local) continue;
      Item item{each.symbol.name,
                reading(describe(each.symbol.what), manner_.language),
                kind_of(each.symbol.what),
                each.span,
                each.span,
                {}};
      const auto parent = containers.find(each.symbol.container);
      if (each.symbol.container.empty() || parent == containers.end()) {
        containers[each.symbol.name] = items.size();
        items.push_back(std::move(item));
      } else {
        Item& container = items[parent->second];
        container.whole.end = std::max(container.whole.end, item.whole.end);
        container.children.push_back(std::move(item));
      }
    }
    return items;
  }

  json::object nested(const Item& item) const {
    json::object made{{"name", item.name},
                      {"kind", static_cast<int>(item.kind)},
                      {"range", to_json(lines_.range(item.whole, manner_.encoding))},
                      {"selectionRange", to_json(lines_.range(item.name_span, manner_.encoding))}};
    if (!item.detail.empty()) made["detail"] = item.detail;
    json::array children;
    for (const Item& child : item.children) children.push_back(nested(child));
    if (!children.empty()) made["children"] = std::move(children);
    return made;
  }

  void flat(const Item& item, const std::string& container, json::array& out) const {
    json::object made{
        {"name", item.name},
        {"kind", static_cast<int>(item.kind)},
        {"location", json::object{{"uri", uri_of(asked_.path)},
                                  {"range", to_json(lines_.range(item.name_span, manner_.encoding))}}}};
    if (!container.empty()) made["containerName"] = container;
    out.push_back(std::move(made));
    for (const Item& child : item.children) flat(child, item.name, out);
  }

  const Asked& asked_;
  const Manner& manner_;
  const Index& index_;
  Lines lines_;
};

}  // namespace

json::value document_symbols(const Asked& asked, const Manner& manner) {
  if (asked.analysis == nullptr || asked.analysis->package() == nullptr) return json::array();
  return Outline(asked, manner).run();
}

}  // namespace enact::lsp
