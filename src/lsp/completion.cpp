// Which kind of completion is due, and that of YAML. See completion.hpp.
#include "lsp/completion.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "lsp/completion_items.hpp"
#include "lsp/describe.hpp"
#include "lsp/yaml_place.hpp"
#include "policy/markdown.hpp"
#include "policy/register.hpp"

namespace enact::lsp {
namespace {

// The YAML around the offset, also where it cannot be read at the moment.
struct Part {
  Span span;
  const Form* form = nullptr;
};

std::optional<Part> part_at(const Asked& asked) {
  if (!asked.path.ends_with("/policy.md")) {
    const std::size_t name = asked.path.rfind('/') + 1;
    const Form* form = form_of_file(asked.path.substr(name));
    if (form == nullptr && name > 1) {
      const std::size_t folder = asked.path.rfind('/', name - 2) + 1;
      form = form_of_file(asked.path.substr(folder));  // parameters/x.yaml
    }
    if (form == nullptr) return std::nullopt;
    return Part{{0, asked.text.size()}, form};
  }
  Diagnostics ignored;
  const auto source = std::make_shared<const Source>(asked.path, asked.text);
  const policy::Markdown markdown = policy::split_markdown(source, ignored);
  const auto holds = [&](Span span) { return span.begin <= asked.offset && asked.offset <= span.end; };
  if (markdown.front_matter && holds(*markdown.front_matter)) {
    return Part{*markdown.front_matter, &front_matter_form()};
  }
  for (const policy::Block& block : markdown.blocks) {
    const bool yaml = block.kind == policy::Block::Kind::fence && block.info == "yaml";
    if (yaml && holds(block.span)) return Part{block.span, &block_form()};
  }
  return std::nullopt;
}

class Completer {
 public:
  Completer(const Asked& asked, const Manner& manner)
      : asked_(asked), language_(manner.language), items_(asked, manner) {}

  json::value run() {
    if (asked_.path.ends_with(".feel")) {
      complete_feel({asked_.text.substr(0, asked_.offset), {}, nullptr, false, ""}, asked_, items_);
    } else if (!in_feel_text() && !in_table()) {
      if (const std::optional<Part> part = part_at(asked_)) in_yaml(*part);
    }
    return items_.list();
  }

 private:
  const Index* index() const { return asked_.analysis ? &asked_.analysis->index() : nullptr; }
  const policy::Package* package() const { return asked_.analysis ? asked_.analysis->package() : nullptr; }

  std::string provision_at(std::size_t offset) const {
    const Section* section = index() == nullptr ? nullptr : index()->section_at(asked_.path, offset);
    return section == nullptr ? "" : section->provision;
  }

  bool in_feel_text() {
    if (index() == nullptr) return false;
    const policy::ReadText* text = index()->text_at(asked_.path, asked_.offset);
    if (text == nullptr || asked_.analysis->text(asked_.path) != asked_.text) return false;
    const std::size_t at = in_expression(text->text, asked_.offset).value_or(0);
    complete_feel({text->text.expression.substr(0, at), text->scope, text->type, text->unary_tests,
                   provision_at(asked_.offset)},
                  asked_, items_);
    return true;
  }

  // A cell of a decision table that holds nothing yet: as the others of its column.
  bool in_table() {
    const Section* section = index() == nullptr ? nullptr : index()->section_at(asked_.path, asked_.offset);
    if (section == nullptr || section->table.empty()) return false;
    const auto column = [&](std::size_t offset) {
      const std::size_t begin = asked_.text.rfind('\n', offset == 0 ? 0 : offset - 1) + 1;
      return std::count(asked_.text.begin() + static_cast<std::ptrdiff_t>(begin),
                        asked_.text.begin() + static_cast<std::ptrdiff_t>(offset), '|');
    };
    const std::size_t bar = asked_.text.rfind('|', asked_.offset == 0 ? 0 : asked_.offset - 1);
    if (bar == std::string::npos) return true;
    for (const policy::ReadText& text : asked_.analysis->loaded().texts) {
      const std::size_t begin = text.text.span.begin;
      if (text.text.source->name() != asked_.path || begin < section->body.begin ||
          begin > section->body.end || column(begin) != column(asked_.offset)) {
        continue;
      }
      complete_feel(
          {asked_.text.substr(bar + 1, asked_.offset - bar - 1), text.scope, text.type, text.unary_tests, ""},
          asked_, items_);
      break;
    }
    return true;
  }

  // ---- YAML ----

  void in_yaml(const Part& part) {
    const YamlPlace place = place_by_text(asked_.text, part.span, asked_.offset);
    const FormAt at = form_at(*part.form, place.path);
    typed_ = asked_.text.substr(place.begin, asked_.offset - place.begin);
    if (at.in_facts) {
      in_facts(at, place);
      return;
    }
    if (at.form == nullptr) return;
    if (place.in_key) {
      keys(*at.form, place);
      if (at.form->entries != nullptr && at.form->names == Content::mention) values_of(at.form->named, at);
    }
    if (at.form->content == Content::feel || at.form->content == Content::each) {
      if (!place.in_key) feel(part, place, at);
    } else {
      values(*at.form, at, place);
    }
  }

  void keys(const Form& form, const YamlPlace& place) {
    for (const Key& key : form.keys) {
      if (std::ranges::find(place.siblings, key.name) != place.siblings.end()) continue;
      const Text about{std::string(key.zh), std::string(key.en)};
      const std::string name(key.name);
      items_.add({name, ItemKind::property, reading(about, language_), "", name + ": "}, typed_);
    }
  }

  void values(const Form& form, const FormAt& at, const YamlPlace& place) {
    for (const std::string_view word : form.words)
      items_.add({std::string(word), ItemKind::enum_member}, typed_);
    switch (form.content) {
      case Content::flag:
        items_.add({"true", ItemKind::keyword}, typed_);
        items_.add({"false", ItemKind::keyword}, typed_);
        break;
      case Content::mention:
        values_of(form.what, at);
        break;
      case Content::actor:
        values_of(What::unit, at, "unit:");
        break;
      case Content::state:
      case Content::outcome:
        of_life(form.content, at);
        break;
      case Content::told:
        for (const std::string& owner :
             made_at(at) == nullptr ? std::vector<std::string>{} : made_at(at)->of) {
          values_in(What::fact, owner);
        }
        break;
      case Content::type:
        types();
        break;
      default:
        if (!place.path.empty() && place.path.back() == "uses") shared_folders();
        break;
    }
  }

  void values_of(What what, const FormAt& at, const std::string& before = "") {
    if (index() == nullptr) return;
    // Facts of the subject, steps of the procedure, fields of the register that the place stands in.
    const bool inside = what == What::fact || what == What::step || what == What::field;
    values_in(what, inside && !at.names.empty() ? at.names.front() : "", before);
    if (what != What::unit || package() == nullptr) return;
    for (const policy::Unit& unit : package()->units) {
      for (const std::string& spelling : unit.also) {
        items_.add({before + spelling, ItemKind::constant, unit.id, about({What::unit, "", unit.id})},
                   typed_);
      }
    }
  }

  void values_in(What what, const std::string& container, const std::string& before = "") {
    if (index() == nullptr) return;
    for (const Symbol& symbol : index()->declared(what, container)) {
      items_.add(
          {before + symbol.name, ItemKind::constant, reading(describe(what), language_), about(symbol)},
          typed_);
    }
  }

  // The register whose declaration the place stands in, as the package is now or as it last was without
  // errors.
  const policy::Register* made_at(const FormAt& at) const {
    for (const AnalysisPtr& analysis : {asked_.analysis, asked_.last_good}) {
      if (!analysis || analysis->package() == nullptr || at.names.empty()) continue;
      if (const auto* found = policy::find_register(*analysis->package(), at.names.front())) return found;
    }
    return nullptr;
  }

  // States of its life cycle (steps and ends), or outcomes of its steps.
  void of_life(Content content, const FormAt& at) {
    const policy::Register* made = made_at(at);
    const policy::Procedure* life =
        made == nullptr || package() == nullptr ? nullptr : package()->procedure(made->life);
    if (life == nullptr) return;
    std::set<std::string> names;  // an end that several outcomes lead to is offered once
    const auto offer = [&](const std::string& name, const Text& title) {
      if (names.insert(name).second)
        items_.add({name, ItemKind::constant, reading(title, language_)}, typed_);
    };
    for (const policy::ProcedureStep& step : life->steps) {
      if (content == Content::state) offer(step.id, step.title);
      for (const policy::ProcedureStep::Outcome& outcome : step.outcomes) {
        if (content == Content::outcome) {
          offer(outcome.id, outcome.title);
        } else if (!outcome.ends_as.empty()) {
          offer(outcome.ends_as, outcome.title);
        }
      }
    }
  }

  std::string about(const Symbol& symbol) const {
    return package() == nullptr ? "" : describe(symbol, *package(), language_);
  }

  void types() {
    for (const std::string_view type :
         {"string", "boolean", "number", "number<元>", "date", "time", "date and time",
          "days and time duration", "years and months duration", "list<>", "range<>"}) {
      items_.add({std::string(type), ItemKind::keyword}, typed_);
    }
    if (index() == nullptr) return;
    for (const What what : {What::record, What::code_list, What::institution}) {
      for (const Symbol& symbol : index()->declared(what, "")) {
        const std::size_t bracket = typed_.rfind('<');
        items_.add({symbol.name, ItemKind::value, reading(describe(what), language_), about(symbol)},
                   bracket == std::string::npos ? typed_ : typed_.substr(bracket + 1));
      }
    }
  }

  void shared_folders() {
    if (asked_.analysis == nullptr) return;
    const std::string parent = parent_folder(asked_.analysis->folder()) + "/";
    constexpr std::string_view file = "/vocabulary.yaml";
    for (const auto& [path, text] : asked_.analysis->files()) {
      if (!path.starts_with(parent + "common/") || !path.ends_with(file)) continue;
      items_.add({path.substr(parent.size(), path.size() - parent.size() - file.size()), ItemKind::value},
                 typed_);
    }
  }

  // Facts of examples: names, codes, true and false.
  void in_facts(const FormAt& at, const YamlPlace& place) {
    if (package() == nullptr || at.facts_path.empty()) return;
    const policy::SubjectType* subject = package()->vocabulary.subject(at.facts_path.front());
    if (subject == nullptr || !subject->type) return;
    feel::TypePtr type = subject->type;
    for (std::size_t i = 1; i < at.facts_path.size(); ++i) {
      const auto field = std::ranges::find(type->fields, at.facts_path[i], &feel::Field::name);
      if (field != type->fields.end()) type = one_of(field->type);
    }
    if (place.in_key) {
      for (const feel::Field& field : type->fields) {
        if (std::ranges::find(place.siblings, field.name) != place.siblings.end()) continue;
        items_.add({field.name, ItemKind::field, feel::to_string(*field.type),
                    about({What::fact, type->name, field.name}), field.name + ": "},
                   typed_);
      }
    }
    for (const std::string& code : type->codes) {
      items_.add({code, ItemKind::enum_member, type->name, about({What::code, type->name, code})}, typed_);
    }
    if (type->kind == feel::Kind::boolean) {
      for (const std::string_view word : {"true", "false"}) {
        items_.add({std::string(word), ItemKind::keyword}, typed_);
      }
    }
  }

  // An expression that the loader has not met: empty as yet, or in YAML that does not parse.
  void feel(const Part& part, const YamlPlace& place, const FormAt& at) {
    std::string prefix = typed_;
    if (at.form->content == Content::each) {
      const std::size_t in = prefix.find(" in ");
      if (in == std::string::npos) return;
      prefix = prefix.substr(in + 4);
    }
    const feel::TypePtr none;
    complete_feel({std::move(prefix), scope_at(part, place), none, false, provision_at(asked_.offset)},
                  asked_, items_);
  }

  // That of the text which begins here; failing that the largest of the same provision, then of a provision
  // with the same subject, as the package is now or as it last was without errors.
  feel::Scope scope_at(const Part& part, const YamlPlace& place) const {
    const std::string_view block =
        std::string_view(asked_.text).substr(part.span.begin, part.span.end - part.span.begin);
    const std::string id = line_value(block, "provision");
    const std::string subject = line_value(block, "subject");
    const feel::Scope* best = nullptr;
    int best_rank = 0;
    for (const AnalysisPtr& analysis : {asked_.analysis, asked_.last_good}) {
      if (!analysis) continue;
      for (const policy::ReadText& text : analysis->loaded().texts) {
        const std::string& path = text.text.source->name();
        const std::size_t begin = text.text.span.begin;
        const Section* section = analysis->index().section_at(path, begin);
        const std::string provision = section == nullptr ? "" : section->provision;
        int rank = 1;
        if (!subject.empty() && text.scope.find(subject) != nullptr) rank = 2;
        if (!id.empty() && provision == id) rank = 3;
        if (path == asked_.path && begin == place.begin && analysis == asked_.analysis) rank = 4;
        const bool larger = best == nullptr || text.scope.names().size() > best->names().size();
        if (rank > best_rank || (rank == best_rank && larger)) {
          best = &text.scope;
          best_rank = rank;
        }
      }
    }
    return best == nullptr ? feel::Scope{} : *best;
  }

  static std::string line_value(std::string_view block, std::string_view key) {
    const std::string start = std::string(key) + ": ";
    std::size_t at = block.starts_with(start) ? 0 : block.find("\n" + start);
    if (at == std::string_view::npos) return "";
    at = block.find(':', at) + 2;
    std::size_t end = std::min(block.find('\n', at), block.size());
    while (end > at && (block[end - 1] == ' ' || block[end - 1] == '\r')) --end;
    return std::string(block.substr(at, end - at));
  }

  const Asked& asked_;
  Language language_;
  Items items_;
  std::string typed_;
};

}  // namespace

void Items::add(Item item, std::string_view typed) {
  const Span replaced{asked_.offset - std::min(typed.size(), asked_.offset), asked_.offset};
  json::object made{{"label", item.label}, {"kind", static_cast<int>(item.kind)}};
  if (!item.detail.empty()) made["detail"] = item.detail;
  if (!item.documentation.empty()) {
    made["documentation"] =
        json::object{{"kind", manner_.markdown ? "markdown" : "plaintext"}, {"value", item.documentation}};
  }
  made["filterText"] = item.label;
  made["textEdit"] = json::object{{"range", to_json(lines_.range(replaced, manner_.encoding))},
                                  {"newText", item.insert.empty() ? item.label : item.insert}};
  items_.push_back(std::move(made));
}

json::value Items::list() {
  return json::object{{"isIncomplete", false}, {"items", std::move(items_)}};
}

json::value complete(const Asked& asked, const Manner& manner) {
  return Completer(asked, manner).run();
}

}  // namespace enact::lsp
