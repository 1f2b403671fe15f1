#include "casework/alike.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <set>

#include "base/text.hpp"

namespace enact::casework {
namespace {

constexpr std::size_t most = 10;
constexpr Instant latest{std::numeric_limits<std::int64_t>::max()};

// "企业.认定.证书编号" of a subject type.
struct Trait : AlikeTrait {
  Text title;
};

std::vector<Trait> declared(const policy::Package& package, std::string_view parameter,
                            const determine::FactModel& model, const determine::FactModel::SubjectType& type,
                            const Date& today) {
  std::vector<Trait> traits;
  const policy::Parameter* declared = package.parameter(parameter);
  const policy::ParameterValue* value = declared == nullptr ? nullptr : declared->on(today);
  const feel::List* list = value == nullptr ? nullptr : value->value.list();
  if (list == nullptr) return traits;
  for (const feel::Value& item : list->items) {
    const std::vector<std::string> path = text::split(item.text() == nullptr ? "" : *item.text(), '.');
    if (path.size() < 2 || path.size() > 3 || path[0] != type.base->name) continue;
    const policy::FactDeclaration* fact = type.fact(path[1]);
    if (fact == nullptr) continue;
    Trait trait{{path[1], path.size() == 3 ? path[2] : ""}, fact->title};
    const auto& element = fact->type->element;
    const policy::RecordType* record = element ? model.record(element->name) : nullptr;
    if (record != nullptr && !trait.field.empty()) {
      for (const policy::FactDeclaration& field : record->fields)
        if (field.name == trait.field)
          trait.title = {fact->title.zh + "·" + field.title.zh, fact->title.en + ", " + field.title.en};
    }
    traits.push_back(std::move(trait));
  }
  return traits;
}

bool says_something(const std::string& json) {
  return json != "null" && json != "[]" && json != "false" && json != "\"\"";
}

using Known = std::vector<store::Fact>;

std::set<std::string> texts_of(const Known& facts, const Trait& trait) {
  std::set<std::string> texts;
  for (const store::Fact& fact : facts)
    if (fact.name == trait.fact) texts.merge(texts_of(fact.value, trait));
  return texts;
}

bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::ranges::any_of(a, [&](const std::string& one) { return b.contains(one); });
}

bool ruled(const store::Reader& reader, const std::string& a, const std::string& b) {
  return reader
      .integer(
          "SELECT 1 FROM succession WHERE (successor = ? AND predecessor = ?) OR (successor = ? AND "
          "predecessor = ?) LIMIT 1",
          {a, b, b, a})
      .has_value();
}

}  // namespace

std::vector<Alike> alike_of(const store::Reader& reader, AlikeIndex& index, const Context& context,
                            const policy::Package& package, const store::Subject& subject,
                            const Date& today) {
  std::vector<Alike> found;
  const determine::FactModel& model = context.determiner().model();
  const auto* type = model.subject(subject.type);
  if (type == nullptr) return found;
  const auto traits = declared(package, alike_parameter, model, *type, today);
  if (traits.empty()) return found;
  const Known own = store::facts_known_at(reader, subject.id, latest);
  std::set<std::string> candidates;
  for (const Trait& trait : traits) {
    const std::set<std::string> texts = texts_of(own, trait);
    if (texts.empty()) continue;
    candidates.merge(index.sharing(reader, trait, texts));
  }
  candidates.erase(subject.id);
  const auto history = declared(package, history_parameter, model, *type, today);
  for (const std::string& id : candidates) {
    const auto other = store::find_subject(reader, id);
    if (!other || other->type != subject.type || ruled(reader, subject.id, id)) continue;
    const Known theirs = store::facts_known_at(reader, id, latest);
    Alike one{.other = *other};
    for (const Trait& trait : traits)
      if (meet(texts_of(own, trait), texts_of(theirs, trait))) one.shared.push_back(trait.title);
    one.paid = reader.integer("SELECT 1 FROM matter_paid WHERE subject = ? LIMIT 1", {id}).has_value();
    for (const Trait& trait : history) {
      if (std::ranges::any_of(theirs, [&](const store::Fact& fact) {
            return fact.name == trait.fact && says_something(fact.value);
          }))
        one.history.push_back(trait.title);
    }
    if (!one.shared.empty() && (one.paid || !one.history.empty())) found.push_back(std::move(one));
  }
  std::ranges::stable_sort(found, std::greater{}, [](const Alike& one) { return one.shared.size(); });
  if (found.size() > most) found.resize(most);
  return found;
}

}  // namespace enact::casework
