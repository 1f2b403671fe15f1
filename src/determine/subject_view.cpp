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

class Builder {
 public:
  Builder(SubjectView& view, const Date& on, bool unsaid_absent)
      : view_(view), on_(on), unsaid_absent_(unsaid_absent) {}

  Value unsaid(const Type& type, const std::string& path) const {
    if (type.kind == Kind::list) return unsaid_absent_ ? feel::make_list({}) : open_list(path);
    return unsaid_absent_ ? Value() : feel::make_unknown({Cause::Kind::missing_fact, path, nullptr});
  }

  // A value as it was given, with the parts that were left out filled in, without what lies in the future.
  Value complete(const Value& value, const Type& type, const std::string& path) {
    if (type.kind == Kind::list) return complete_list(value, type, path);
    if (type.kind == Kind::context && value.context() != nullptr && !type.fields.empty()) {
      return complete_record(*value.context(), type, path);
    }
    return value;
  }

 private:
  Value complete_list(const Value& value, const Type& type, const std::string& path) {
    if (value.is_unknown()) return open_list(path);
    if (value.is_null()) return feel::make_list({});
    const feel::List* given = value.list();
    std::vector<Value> items;
    if (given == nullptr) {
      add_item(items, value, type, path + "[1]");
      return feel::make_list(std::move(items));
    }
    for (std::size_t i = 0; i < given->items.size(); ++i) {
      add_item(items, given->items[i], type, path + "[" + std::to_string(i + 1) + "]");
    }
    return given->open ? open_list(path, std::move(items)) : feel::make_list(std::move(items));
  }

  void add_item(std::vector<Value>& items, const Value& item, const Type& list, const std::string& path) {
    if (const feel::Context* record = item.context()) {
      const Value* date = record->find(event_date_field);
      if (date != nullptr && date->date() != nullptr && *date->date() > on_) return;
    }
    Value completed = list.element ? complete(item, *list.element, path) : item;
    if (const feel::Context* record = completed.context()) view_.item_paths.emplace(record, path);
    items.push_back(std::move(completed));
  }

  Value complete_record(const feel::Context& given, const Type& type, const std::string& path) {
    std::vector<std::pair<std::string, Value>> entries;
    entries.reserve(type.fields.size());
    for (const feel::Field& field : type.fields) {
      const std::string field_path = path + "." + field.name;
      const Value* value = given.find(field.name);
      entries.emplace_back(field.name, value != nullptr ? complete(*value, *field.type, field_path)
                                                        : unsaid(*field.type, field_path));
    }
    return feel::make_context(std::move(entries));
  }

  SubjectView& view_;
  Date on_;
  bool unsaid_absent_;
};

bool exists(const Fact& fact, const Question& question) {
  return !(fact.provenance.on && *fact.provenance.on > question.on);
}

bool known(const Fact& fact, const Question& question) {
  return !(question.known_on && fact.provenance.known_on && *fact.provenance.known_on > *question.known_on);
}

auto age(const Fact& fact) {
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
Picked pick(const Subject& subject, const std::string& name, const std::string& path,
            const Question& question, Diagnostics& diagnostics) {
  Picked picked;
  for (const Fact& fact : subject.facts) {
    if (fact.name != name || !exists(fact, question)) continue;
    if (!known(fact, question)) {
      if (picked.fact == nullptr) picked.known_later = true;
      continue;
    }
    if (picked.fact == nullptr || age(*picked.fact) < age(fact)) {
      picked = {&fact, false, false};
      continue;
    }
    if (age(fact) < age(*picked.fact) || feel::same(fact.value, picked.fact->value)) continue;
    const bool attested = !fact.provenance.attested_by.empty();
    const bool resolved = attested != !picked.fact->provenance.attested_by.empty();
    diagnostics.push_back(contradiction(path, *picked.fact, fact, resolved));
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
  Builder builder(view, question.on, unsaid_absent);
  const Builder unknowing(view, question.on, false);
  std::vector<std::pair<std::string, Value>> entries;
  entries.reserve(type.facts.size());
  for (const policy::FactDeclaration* declared : type.facts) {
    const std::string path = type.base->name + "." + declared->name;
    const Picked picked = pick(subject, declared->name, path, question, view.diagnostics);
    Value value;
    if (picked.fact == nullptr && declared->name == type.base->identity && !unnamed.empty()) {
      value = Value(unnamed);
    } else if (picked.fact == nullptr) {
      // What is said, and became known only later, is not what the file leaves unsaid: it is unknown.
      value = (picked.known_later ? unknowing : builder).unsaid(*declared->type, path);
    } else if (picked.contradicted) {
      auto cause = std::make_shared<const Diagnostic>(view.diagnostics.back());
      value = feel::make_unknown({Cause::Kind::error, "facts.conflict:" + path, cause});
    } else {
      value = builder.complete(picked.fact->value, *declared->type, path);
      view.provenance.emplace(declared->name, picked.fact->provenance);
    }
    entries.emplace_back(declared->name, std::move(value));
  }
  view.context = feel::make_context(std::move(entries));
  return view;
}

std::string display(const Value& value) {
  if (const std::string* text = value.text()) return *text;
  if (const Decimal* number = value.number()) return number->to_string();
  if (const Date* date = value.date()) return date->to_string();
  return feel::to_string(value);
}

}  // namespace enact::determine
