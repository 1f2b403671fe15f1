// See yaml_names.hpp.
#include "lsp/yaml_names.hpp"

#include <algorithm>

#include "policy/register.hpp"

namespace enact::lsp {
namespace {

// `{ register: 名录 }`, `{ to: 名录 }`, `{ type: entry<名录> }`.
const policy::Register* referred_to(const policy::yaml::Node& node, const policy::Package& package) {
  constexpr std::string_view opening = "entry<";
  for (const std::string_view key : {"register", "to", "type"}) {
    const policy::yaml::Node* value = node.find(key);
    if (value == nullptr || !value->is_scalar()) continue;
    std::string name = value->text;
    if (key == "type") {
      if (!name.starts_with(opening) || !name.ends_with('>')) continue;
      name = name.substr(opening.size(), name.size() - opening.size() - 1);
    }
    if (const policy::Register* found = policy::find_register(package, name)) return found;
  }
  return nullptr;
}

}  // namespace

void YamlNames::read(const Node& root, const Form& form, const std::string& container) {
  if (!container.empty()) names_.push_back(container);
  walk(root, form);
}

void YamlNames::walk(const Node& node, const Form& form) {
  if (node.is_scalar()) {
    scalar(node, form);
  } else if (node.is_list()) {
    earlier_units_.clear();
    for (const Node& item : node.items) walk(item, form.items == nullptr ? form : *form.items);
    earlier_units_.clear();
  } else if (node.is_map() && form.entries != nullptr) {
    named_entries(node, form);
  } else if (node.is_map()) {
    const policy::Register* const before = other_;
    if (const policy::Register* found = referred_to(node, package_)) other_ = found;
    for (const policy::yaml::Entry& entry : node.entries) {
      if (const Key* key = find_key(form, entry.key.text)) walk(entry.value, *key->form);
    }
    other_ = before;
  }
}

void YamlNames::named_entries(const Node& node, const Form& form) {
  for (const policy::yaml::Entry& entry : node.entries) {
    if (form.names == Content::declare) {
      add({form.named, container_of(form.named), entry.key.text}, entry.key, {0, entry.key.text.size()},
          true);
    } else if (form.names == Content::mention) {
      mention(form.named, entry.key);
    }
    if (form.facts) {
      const policy::SubjectType* subject = package_.vocabulary.subject(entry.key.text);
      const Node* inside = entry.value.find("facts");  // of synthetic.yaml; examples have them directly
      if (subject != nullptr && subject->type) facts_of(inside ? *inside : entry.value, *subject->type);
      continue;
    }
    if (form.named == What::institution) register_ = policy::find_register(package_, entry.key.text);
    names_.push_back(entry.key.text);
    walk(entry.value, *form.entries);
    names_.pop_back();
  }
}

void YamlNames::scalar(const Node& node, const Form& form) {
  const Span whole{0, node.text.size()};
  switch (form.content) {
    case Content::declare:
      add({form.what, container_of(form.what), node.text}, node, whole, true);
      break;
    case Content::each: {
      const std::size_t end = node.text.find(" in ");
      if (end != std::string::npos) {
        add({What::item, container_of(What::item), node.text.substr(0, end)}, node, {0, end}, true);
      }
      break;
    }
    case Content::mention:
      mention(form.what, node);
      break;
    case Content::actor:
      if (constexpr std::string_view prefix = "unit:"; node.text.starts_with(prefix))
        unit(node, prefix.size());
      break;
    case Content::state:
      state(node, register_);
      break;
    case Content::their_state:
      state(node, other_);
      break;
    case Content::their_field:
      their_field(node);
      break;
    case Content::told:
      told(node);
      break;
    case Content::type:
      for (const auto& [symbol, span] : type_names(node.text, package_)) add(symbol, node, span, false);
      break;
    default:
      break;
  }
}

// A step of the register's life cycle; an end has no place of its own.
void YamlNames::state(const Node& node, const policy::Register* of) {
  const policy::Procedure* life = of == nullptr ? nullptr : package_.procedure(of->life);
  if (life == nullptr ||
      std::ranges::find(life->steps, node.text, &policy::ProcedureStep::id) == life->steps.end())
    return;
  add({What::step, life->id, node.text}, node, {0, node.text.size()}, false);
}

void YamlNames::their_field(const Node& node) {
  if (other_ == nullptr || other_->field(node.text) == nullptr) return;
  add({What::field, other_->id, node.text}, node, {0, node.text.size()}, false);
}

void YamlNames::told(const Node& node) {
  if (register_ == nullptr) return;
  for (const std::string& owner : register_->of) {
    const policy::SubjectType* subject = package_.vocabulary.subject(owner);
    if (subject == nullptr || subject->fact(node.text) == nullptr) continue;
    add({What::fact, owner, node.text}, node, {0, node.text.size()}, false);
    return;
  }
}

void YamlNames::mention(What what, const Node& node, std::size_t from) {
  if (what == What::unit) {
    unit(node, from);
  } else {
    add({what, container_of(what), node.text.substr(from)}, node, {from, node.text.size()}, false);
  }
}

// By any spelling, also one that lacks the first character of an earlier one.
void YamlNames::unit(const Node& node, std::size_t from) {
  const std::string name = node.text.substr(from);
  auto id = units_.find(name);
  if (!id) id = units_.find_in_list(name, earlier_units_);
  earlier_units_.push_back(name);
  if (id) add({What::unit, "", *id}, node, {from, node.text.size()}, false);
}

std::string YamlNames::container_of(What what) const {
  if (names_.empty()) return "";
  switch (what) {
    case What::fact:
    case What::code:
      return names_.back();
    case What::step:
    case What::field:
    case What::item:
    case What::let:
    case What::condition:
      return names_.front();
    default:
      return "";
  }
}

// `{研发费用: 1, 认定: [{类别: …}]}`: the keys are facts of the type.
void YamlNames::facts_of(const Node& node, const feel::Type& type) {
  for (const policy::yaml::Entry& entry : node.entries) {
    const auto field = std::ranges::find(type.fields, entry.key.text, &feel::Field::name);
    if (field == type.fields.end()) continue;
    add({What::fact, type.name, entry.key.text}, entry.key, {0, entry.key.text.size()}, false);
    value_of(entry.value, field->type);
  }
}

// A value as it is, with its source (`value`), as a list that may be open (`items`), or made up (`fields`).
void YamlNames::value_of(const Node& node, const feel::TypePtr& type) {
  const feel::TypePtr one = one_of(type);
  for (const Node& item : node.items) value_of(item, type);
  if (node.is_scalar() && !one->codes.empty() && !one->name.empty()) {
    add({What::code, one->name, node.text}, node, {0, node.text.size()}, false);
  }
  if (!node.is_map()) return;
  for (const std::string_view wrapper : {"value", "items", "fields"}) {
    const Node* inside = node.find(wrapper);
    if (inside == nullptr || one->field(wrapper) != nullptr) continue;
    value_of(*inside, type);
    return;
  }
  if (one->kind == feel::Kind::context) facts_of(node, *one);
}

void YamlNames::add(Symbol symbol, const Node& node, Span part, bool declares) {
  const Location location = node.location(part);
  // The end of the text may stand behind a quotation mark; the name ends behind its last byte.
  Span span = location.span;
  if (part.end > part.begin && !node.offsets.empty()) span.end = node.offsets[part.end - 1] + 1;
  out_.push_back({std::move(symbol), node.source->name(), span, declares});
}

std::vector<std::pair<Symbol, Span>> type_names(std::string_view notation, const policy::Package& package) {
  std::vector<std::pair<Symbol, Span>> out;
  const auto is_mark = [](char c) { return c == '<' || c == '>' || c == ' ' || c == ':'; };
  for (std::size_t at = 0; at < notation.size();) {
    if (is_mark(notation[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < notation.size() && !is_mark(notation[end])) ++end;
    const std::string name(notation.substr(at, end - at));
    if (package.vocabulary.record(name) != nullptr) {
      out.push_back({{What::record, "", name}, {at, end}});
    } else if (package.vocabulary.code_lists.contains(name)) {
      out.push_back({{What::code_list, "", name}, {at, end}});
    } else if (policy::find_register(package, name) != nullptr) {
      out.push_back({{What::institution, "", name}, {at, end}});
    }
    at = end;
  }
  return out;
}

}  // namespace enact::lsp
