// Builds the context of one subject. See subject_view.hpp.
#include "determine/subject_view.hpp"

#include <algorithm>
#include <utility>

#include "feel/type.hpp"

namespace enact::determine {
namespace {

using feel::Cause;
using feel::Kind;
using feel::Type;
using feel::Value;

Value open_list(const std::string& path, std::vector<Value> items = {}) {
  auto list = std::make_shared<feel::List>();
  list->items = std::move(items);
  list->open = true;
  list->causes =
      std::make_shared<const std::vector<Cause>>(std::vector<Cause>{{Cause::Kind::open_list, path, nullptr}});
  return Value(feel::ListPtr(std::move(list)));
}

// Where a value stands, written out only when somebody asks: "企业.认定[2].日期".
struct Path {
  const Path* up = nullptr;
  std::string_view name = {};  // of a fact or field; empty: an item
  std::size_t item = 0;        // from 1

  std::string text() const {
    if (up == nullptr) return std::string(name);
    if (name.empty()) return up->text() + "[" + std::to_string(item) + "]";
    return up->text() + "." + std::string(name);
  }
};

bool lies_ahead(const Value& item, const Date& on) {
  const feel::Context* record = item.context();
  const Value* date = record == nullptr ? nullptr : record->find(event_date_field);
  return date != nullptr && date->date() != nullptr && *date->date() > on;
}

class Builder {
 public:
  Builder(SubjectView& view, const Question& question, bool unsaid_absent)
      : view_(view), on_(question.on), explain_(question.explain), unsaid_absent_(unsaid_absent) {}

  // A value as it was given, with the parts that were left out filled in, without what lies in the future.
  // What needs neither is shared, not copied.
  Value complete(const Value& value, const Type& type, const Path& path) {
    if (type.kind == Kind::list) return complete_list(value, type, path);
    if (type.kind == Kind::context && value.context() != nullptr && !type.fields.empty()) {
      return complete_record(value, type, path);
    }
    return value;
  }

 private:
  Value unsaid(const Type& type, const Path& path) const {
    if (!unsaid_absent_) return unsaid_value(type, path.text());
    return type.kind == Kind::list ? feel::make_list({}) : Value();
  }

  Value complete_list(const Value& value, const Type& type, const Path& path) {
    if (value.is_unknown()) return open_list(path.text());
    if (value.is_null()) return feel::make_list({});
    const feel::List* given = value.list();
    if (given == nullptr) {
      std::optional<Value> item = complete_item(value, type, {&path, {}, 1});
      return feel::make_list(item ? std::vector<Value>{*std::move(item)} : std::vector<Value>{});
    }
    bool as_given = given->settled();
    std::vector<Value> items;
    items.reserve(given->items.size());
    for (std::size_t i = 0; i < given->items.size(); ++i) {
      std::optional<Value> item = complete_item(given->items[i], type, {&path, {}, i + 1});
      as_given = as_given && item && is_shared(*item, given->items[i]);
      if (item) items.push_back(*std::move(item));
    }
    if (as_given) return value;
    return given->open ? open_list(path.text(), std::move(items)) : feel::make_list(std::move(items));
  }

  // Nullopt: it lies in the future.
  std::optional<Value> complete_item(const Value& item, const Type& list, const Path& path) {
    const feel::Context* record = item.context();
    if (record == nullptr) return list.element ? complete(item, *list.element, path) : item;
    if (lies_ahead(item, on_)) return std::nullopt;
    Value completed = list.element ? complete(item, *list.element, path) : item;
    if (!explain_ || completed.context() == nullptr) return completed;
    if (!view_.item_paths.emplace(completed.context(), path.text()).second) {
      completed = feel::make_context(completed.context()->entries);  // the same record a second time
      view_.item_paths.emplace(completed.context(), path.text());
    }
    return completed;
  }

  // Whether `completed` is `given` itself.
  static bool is_shared(const Value& completed, const Value& given) {
    return completed.context() == given.context() && completed.list() == given.list();
  }

  Value complete_record(const Value& record, const Type& type, const Path& path) {
    const auto& given = record.context()->entries;
    bool as_given = given.size() == type.fields.size();
    for (std::size_t i = 0; as_given && i < given.size(); ++i) {
      const Kind kind = type.fields[i].type->kind;
      as_given = given[i].first == type.fields[i].name && kind != Kind::list && kind != Kind::context;
    }
    if (as_given) return record;
    std::vector<std::pair<std::string, Value>> entries;
    entries.reserve(type.fields.size());
    for (const feel::Field& field : type.fields) {
      const Path field_path{&path, field.name};
      const Value* value = record.context()->find(field.name);
      entries.emplace_back(field.name, value != nullptr ? complete(*value, *field.type, field_path)
                                                        : unsaid(*field.type, field_path));
    }
    return feel::make_context(std::move(entries));
  }

  SubjectView& view_;
  Date on_;
  bool explain_;
  bool unsaid_absent_;
};

bool exists(const Fact& fact, const Question& question) {
  return !(fact.provenance.on && *fact.provenance.on > question.on);
}

bool known(const Fact& fact, const Question& question) {
  return !(question.known_on && fact.provenance.known_on && *fact.provenance.known_on > *question.known_on);
}

// Of the items that have come.
std::vector<Provenance> sources_of_items(const Fact& fact, const Date& on) {
  std::vector<Provenance> sources;
  const feel::List* list = fact.value.list();
  for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i)
    if (!lies_ahead(list->items[i], on)) sources.push_back(source_of_item(fact, i));
  return sources;
}

auto age_of(const Fact& fact) {
  return std::pair(fact.provenance.on, fact.provenance.known_on);
}

Diagnostic contradiction(const std::string& path, const Fact& a, const Fact& b, bool resolved) {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::warning;
  diagnostic.code = "facts.conflict";
  const std::string both = display(a.value) + " / " + display(b.value);
  diagnostic.message = {"`" + path + "` 有互相矛盾的值：" + both + (resolved ? "；以部门核验的为准" : ""),
                        "`" + path + "` has values that contradict each other: " + both +
                            (resolved ? "; the attested one counts" : "")};
  diagnostic.location = b.location;
  return diagnostic;
}

// The fact that counts: the latest; attested before declared where two of one day differ. A contradiction is
// always reported; between equals nothing is known.
struct Picked {
  const Fact* fact = nullptr;
  bool contradicted = false;
  bool known_later = false;  // it is said, but was not known by the day of knowledge
};
Picked pick(const Subject& subject, const std::string& name, const Path& path, const Question& question,
            Diagnostics& diagnostics) {
  Picked picked;
  for (const Fact& fact : subject.facts) {
    if (fact.name != name || !exists(fact, question)) continue;
    if (!known(fact, question)) {
      if (picked.fact == nullptr) picked.known_later = true;
      continue;
    }
    if (picked.fact == nullptr || age_of(*picked.fact) < age_of(fact)) {
      picked = {&fact, false, false};
      continue;
    }
    if (age_of(fact) < age_of(*picked.fact) || feel::same(fact.value, picked.fact->value)) continue;
    const bool attested = !fact.provenance.attested_by.empty();
    const bool resolved = attested != !picked.fact->provenance.attested_by.empty();
    diagnostics.push_back(contradiction(path.text(), *picked.fact, fact, resolved));
    if (!resolved) {
      picked.contradicted = true;
    } else if (attested) {
      picked = {&fact, false, false};
    }
  }
  return picked;
}

}  // namespace

SubjectView view_subject(const Subject& subject, const FactModel::SubjectType& type, const Question& question,
                         bool unsaid_absent, const std::string& unnamed) {
  SubjectView view;
  view.type = &type;
  view.said.resize(type.facts.size());
  Builder builder(view, question, unsaid_absent);
  const Path root{nullptr, type.base->name};
  std::vector<std::pair<std::string, Value>> entries;
  entries.reserve(type.facts.size());
  for (std::size_t i = 0; i < type.facts.size(); ++i) {
    const policy::FactDeclaration& declared = *type.facts[i];
    const Path path{&root, declared.name};
    const Picked picked = pick(subject, declared.name, path, question, view.diagnostics);
    Value value;
    if (picked.fact == nullptr && declared.name == type.base->identity && !unnamed.empty()) {
      value = Value(unnamed);
    } else if (picked.fact == nullptr) {
      // What is said, and became known only later, is not what the file leaves unsaid: it is unknown.
      const bool absent = unsaid_absent && !picked.known_later;
      value = !absent ? type.unsaid[i] : declared.type->kind == Kind::list ? feel::make_list({}) : Value();
    } else if (picked.contradicted) {
      auto cause = std::make_shared<const Diagnostic>(view.diagnostics.back());
      value = feel::make_unknown({Cause::Kind::error, "facts.conflict:" + path.text(), cause});
    } else {
      value = builder.complete(picked.fact->value, *declared.type, path);
      view.said[i] = picked.fact;
      if (!picked.fact->items.empty())
        view.item_sources.emplace(declared.name, sources_of_items(*picked.fact, question.on));
    }
    entries.emplace_back(declared.name, std::move(value));
  }
  view.context = feel::make_context(std::move(entries));
  return view;
}

const Provenance* SubjectView::provenance_of(std::string_view fact) const {
  for (std::size_t i = 0; i < type->facts.size(); ++i) {
    if (type->facts[i]->name == fact) return said[i] == nullptr ? nullptr : &said[i]->provenance;
  }
  return nullptr;
}

const Provenance* SubjectView::provenance_of(std::string_view fact, std::size_t number) const {
  for (std::size_t i = 0; i < type->facts.size(); ++i) {
    if (type->facts[i]->name != fact || said[i] == nullptr) continue;
    return number == 0 ? &said[i]->provenance : &source_of_item(*said[i], number - 1);
  }
  return nullptr;
}

Value unsaid_value(const Type& type, const std::string& path) {
  if (type.kind == Kind::list) return open_list(path);
  return feel::make_unknown({Cause::Kind::missing_fact, path, nullptr});
}

std::string display(const Value& value) {
  if (const std::string* text = value.text()) return *text;
  if (const Decimal* number = value.number()) return number->to_string();
  if (const Date* date = value.date()) return date->to_string();
  return feel::to_string(value);
}

}  // namespace enact::determine
