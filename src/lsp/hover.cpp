// See hover.hpp. From the narrowest thing at the cursor to the widest.
#include "lsp/hover.hpp"

#include <fmt/format.h>

#include "lsp/describe.hpp"
#include "lsp/yaml_place.hpp"
#include "policy/document.hpp"

namespace enact::lsp {
namespace {

class Hover {
 public:
  Hover(const Asked& asked, const Manner& manner) : asked_(asked), manner_(manner) {}

  json::value run() {
    if (asked_.path.ends_with(".feel")) {
      policy::ReadText text{feel::expression_text(asked_.text, asked_.path), {}, nullptr, false};
      return in_feel(text) ? shown() : nullptr;
    }
    if (asked_.analysis == nullptr || asked_.analysis->package() == nullptr) return nullptr;
    const bool found = of_symbol() || of_feel() || of_yaml() || of_document();
    return found ? shown() : nullptr;
  }

 private:
  const policy::Package& package() const { return *asked_.analysis->package(); }

  json::value shown() const {
    return json::object{
        {"contents", json::object{{"kind", manner_.markdown ? "markdown" : "plaintext"}, {"value", text_}}},
        {"range", range_json(asked_.text, span_, manner_.encoding)}};
  }

  bool show(std::string text, Span span) {
    text_ = std::move(text);
    span_ = span;
    return !text_.empty();
  }

  bool of_symbol() {
    const Occurrence* found = asked_.analysis->index().at(asked_.path, asked_.offset);
    return found != nullptr && show(describe(found->symbol, package(), manner_.language), found->span);
  }

  bool of_feel() {
    const policy::ReadText* text = asked_.analysis->index().text_at(asked_.path, asked_.offset);
    return text != nullptr && in_feel(*text);
  }

  // Functions and literals, which are no symbols of the package; of a field that is no fact its type.
  bool in_feel(const policy::ReadText& text) {
    const std::size_t at = in_expression(text.text, asked_.offset).value_or(0);
    for (const FeelName& name : names_in(text)) {
      if (at < name.span.begin || at > name.span.end) continue;
      const Span span = in_file(text.text, name.span);
      const std::string written =
          text.text.expression.substr(name.span.begin, name.span.end - name.span.begin);
      switch (name.kind) {
        case FeelName::Kind::builtin:
          return show(describe(feel::builtins()[static_cast<std::size_t>(name.index)]), span);
        case FeelName::Kind::number:
          if (written == name.name) break;
          return show(describe_number(written, name.name, name.unit), span);
        case FeelName::Kind::field:
        case FeelName::Kind::local:
          if (!name.type) break;
          return show(fmt::format("**{}** — `{}`", name.name, feel::to_string(*name.type)), span);
        default:
          break;
      }
    }
    return false;
  }

  bool of_yaml() {
    for (const YamlPart& part : asked_.analysis->index().yaml()) {
      if (part.path != asked_.path || asked_.offset < part.span.begin || asked_.offset > part.span.end)
        continue;
      const std::optional<NodeAt> at = node_at(part.root, *part.form, asked_.offset);
      if (!at) return false;
      if (at->key != nullptr) {
        const Text about{std::string(at->key->zh), std::string(at->key->en)};
        return show(fmt::format("`{}` — {}", at->key->name, reading(about, manner_.language)),
                    at->node->span);
      }
      return at->form != nullptr && at->form->content == Content::quotation && quotation(*at->node);
    }
    return false;
  }

  bool quotation(const policy::yaml::Node& node) {
    const Section* section = asked_.analysis->index().section_at(asked_.path, asked_.offset);
    auto citation =
        policy::find_quotation(package().document, section == nullptr ? "" : section->article, node.text);
    // What sets an institution up may stand in any article.
    for (const policy::Paragraph& paragraph : package().document.paragraphs) {
      if (citation) break;
      citation = policy::find_quotation(package().document, paragraph.article, node.text);
    }
    return citation && show(describe(*citation, package(), manner_.language), node.span);
  }

  // On the official text: which provisions carry the clause out.
  bool of_document() {
    const policy::Document& document = package().document;
    if (!document.source || document.source->name() != asked_.path) return false;
    for (const policy::Clause& clause : document.clauses) {
      const Span span = document.location(clause.paragraph, clause.span).span;
      if (asked_.offset < span.begin || asked_.offset > span.end) continue;
      std::string text;
      for (const std::string& id : clause.provisions) {
        const policy::Provision* provision = package().provision(id);
        if (provision == nullptr) continue;
        text += fmt::format("- `{}` {}\n", id, reading(provision->title, manner_.language));
      }
      if (!text.empty()) {
        text = reading({"由以下条款执行：\n\n", "carried out by:\n\n"}, manner_.language) + text;
      } else if (!clause.reason.empty()) {
        text = reading({"没有可执行的内容：", "nothing to carry out: "}, manner_.language) +
               reading(clause.reason, manner_.language);
      } else {
        text = reading({"尚无条款执行这一句", "no provision carries this out yet"}, manner_.language);
      }
      return show(std::move(text), span);
    }
    return false;
  }

  const Asked& asked_;
  const Manner& manner_;
  std::string text_;
  Span span_;
};

}  // namespace

json::value hover(const Asked& asked, const Manner& manner) {
  return Hover(asked, manner).run();
}

}  // namespace enact::lsp
