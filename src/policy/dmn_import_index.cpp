// See dmn_import_index.hpp.
#include "policy/dmn_import_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dmn/xml/lower.hpp"
#include "policy/dmn_parts.hpp"

namespace enact::policy::dmn_import {
namespace {

namespace model = dmn::model;

constexpr int deepest_type = 32;  // item definitions that refer to each other end here

std::string target(const model::Reference& reference) {
  return reference.href.substr(reference.href.find('#') + 1);
}

const model::Element& element_of(const model::DrgElement& drg) {
  return std::visit([](const auto& each) -> const model::Element& { return each; }, drg);
}

std::vector<std::string> targets(const model::DrgElement& drg) {
  std::vector<std::string> out;
  const auto add = [&](const auto& requirements) {
    for (const auto& each : requirements) out.push_back(target(each.required));
  };
  if (const auto* decision = std::get_if<model::Decision>(&drg)) {
    add(decision->information);
    add(decision->knowledge);
  } else if (const auto* function = std::get_if<model::BusinessKnowledgeModel>(&drg)) {
    add(function->knowledge);
  } else if (const auto* service = std::get_if<model::DecisionService>(&drg)) {
    for (const auto* list : {&service->outputs, &service->encapsulated, &service->input_data}) {
      for (const model::Reference& each : *list) out.push_back(target(each));
    }
  }
  return out;
}

// Whether the element is called by the title of a part; what stands behind the title names the provision.
bool called(const std::string& name, std::string_view part, std::string& provision) {
  const std::string_view title = dmn_part::title_of(part);
  if (title.empty() || !name.starts_with(title)) return false;
  if (name.size() == title.size()) {
    provision.clear();
    return true;
  }
  if (name[title.size()] != '_') return false;
  provision = name.substr(title.size() + 1);
  return true;
}

// The package's name of an element that the export called by it.
std::string own_name(const std::string& name, const std::string& provision) {
  if (provision.empty()) return name;
  const std::string ending = dmn_part::feel_name("x_" + provision).substr(1);
  const bool ends = name.size() > ending.size() && name.ends_with(ending);
  return ends ? name.substr(0, name.size() - ending.size()) : name;
}

constexpr std::array generated{
    dmn_part::asked_on,
    dmn_part::policy,
    dmn_part::month,
    dmn_part::month_index,
    dmn_part::date,
    dmn_part::item_date,
    dmn_part::parameters,
    dmn_part::parameters_asked,
    dmn_part::validity,
    dmn_part::verdict,
    dmn_part::amount,
    dmn_part::month_amount,
    dmn_part::cap,
    dmn_part::claim,
    dmn_part::result,
    dmn_part::claim_service,
    dmn_part::months_from,
    dmn_part::months_to,
    dmn_part::months_count,
    dmn_part::months,
    dmn_part::months_service,
};

}  // namespace

Index::Index(const model::Definitions& model) : model_(model) {
  items_.resize(model.elements.size());
  std::map<std::string, const Item*> by_id;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    items_[i].drg = &model.elements[i];
    items_[i].element = &element_of(model.elements[i]);
    items_[i].id = items_[i].element->id;
    items_[i].name = items_[i].element->name;
    by_id[items_[i].id] = &items_[i];
  }
  for (Item& item : items_) {
    for (const std::string& id : targets(*item.drg)) {
      if (const auto found = by_id.find(id); found != by_id.end()) item.reads.push_back(found->second);
    }
  }
  read_parts();
  guess();
  for (const Item& item : items_) {
    if (item.is(dmn_part::result) || item.is(dmn_part::words_only)) provisions_.push_back(&item);
  }
}

bool Index::joint() const {
  return provisions_.size() > 1;
}

void Index::read_parts() {
  for (Item& item : items_) {
    if (auto part = dmn_extension::part_of(*item.element)) {
      item.part = std::move(*part);
      item.told = Item::Told::extension;
      continue;
    }
    const dmn_part::IdParts id = dmn_part::parts_of_id(item.id);
    if (id.part.empty()) continue;
    item.told = Item::Told::id;
    // Names that the export made up are none of the package's.
    const bool made_up = !dmn_part::title_of(id.part).empty();
    item.part = {id.part, id.provision, made_up ? "" : own_name(item.name, id.provision), id.index, ""};
  }
}

void Index::give(const Item* item, std::string_view kind, const std::string& provision, int index,
                 bool named) {
  if (item->told != Item::Told::not_told) return;
  Item& own = items_[static_cast<std::size_t>(item - items_.data())];
  own.told = Item::Told::guess;
  own.part = {std::string(kind), provision, named ? own_name(own.name, provision) : "", index, ""};
}

// By names first; what has none of those is told by who reads it.
void Index::guess() {
  for (Item& item : items_) {
    if (item.told != Item::Told::not_told || item.id.empty()) continue;
    // The longest title that fits: 月金额 is not 月.
    std::string_view best;
    std::string of;
    for (const std::string_view part : generated) {
      std::string provision;
      if (!called(item.name, part, provision)) continue;
      if (best.empty() || dmn_part::title_of(part).size() > dmn_part::title_of(best).size()) {
        best = part;
        of = provision;
      }
    }
    if (!best.empty()) give(&item, best, of, 0, false);
  }
  for (const Item& item : items_) {
    if (item.is(dmn_part::result)) guess_members(item);
  }
}

void Index::guess_members(const Item& result) {
  const std::string& provision = result.part.provision;
  const std::vector<const Item*> all = members(result);
  for (const Item* item : all) {
    if (!item->is(dmn_part::verdict)) continue;
    int index = 0;
    for (const Item* read : item->reads) {
      if (read->decision() != nullptr) give(read, dmn_part::condition, provision, ++index, true);
    }
  }
  const bool by_service = std::any_of(result.reads.begin(), result.reads.end(), [](const Item* read) {
    return std::holds_alternative<model::DecisionService>(*read->drg);
  });
  for (const Item* read : result.reads) {
    if (by_service && read->decision() != nullptr) give(read, dmn_part::events, provision, 0, true);
  }
  int caps = 0;
  int lets = 0;
  int tables = 0;
  int shared = 0;
  for (const Item* item : all) {
    Item& own = items_[static_cast<std::size_t>(item - items_.data())];
    if (item->is(dmn_part::cap) && item->told == Item::Told::guess) own.part.index = ++caps;
    if (item->input() != nullptr) {
      // What one event gives speaks of the event itself, and of nothing else that is handed in.
      const bool event =
          by_service && std::any_of(all.begin(), all.end(), [&](const Item* reader) {
            return reader->is(dmn_part::claim) &&
                   std::find(reader->reads.begin(), reader->reads.end(), item) != reader->reads.end();
          });
      give(item, event ? dmn_part::item : dmn_part::subject, event ? provision : "", 0, true);
      if (own.is(dmn_part::subject) && own.told == Item::Told::guess) own.part.index = ++shared;
    } else if (item->function() != nullptr) {
      const bool of_parameters = std::any_of(all.begin(), all.end(), [&](const Item* reader) {
        return (reader->is(dmn_part::parameters) || reader->is(dmn_part::parameters_asked)) &&
               std::find(reader->reads.begin(), reader->reads.end(), item) != reader->reads.end();
      });
      give(item, of_parameters ? dmn_part::parameter : dmn_part::table_function, "", ++shared, true);
    } else if (item->decision() != nullptr && table_of(item->decision()->expression) != nullptr) {
      give(item, dmn_part::table, provision, ++tables, true);
    } else if (item->decision() != nullptr) {
      if (item->told == Item::Told::not_told) give(item, dmn_part::let, provision, ++lets, true);
    }
  }
}

void Index::collect(const Item& item, std::set<const Item*>& into) const {
  if (!into.insert(&item).second) return;
  for (const Item* read : item.reads) collect(*read, into);
}

std::vector<const Item*> Index::members(const Item& provision) const {
  std::set<const Item*> below;
  collect(provision, below);
  std::vector<const Item*> out;
  for (const Item& item : items_) {
    const bool said = item.told != Item::Told::not_told && !item.part.provision.empty() &&
                      item.part.provision == provision.part.provision;
    if (said || below.contains(&item)) out.push_back(&item);
  }
  return out;
}

// ---- types ---------------------------------------------------------------------------------------------

const model::ItemDefinition* Index::definition(const std::string& name) const {
  const auto found = std::find_if(model_.items.begin(), model_.items.end(),
                                  [&](const model::ItemDefinition& item) { return item.name == name; });
  return found == model_.items.end() ? nullptr : &*found;
}

namespace {

feel::TypePtr basic(const std::string& name, const std::string& unit) {
  if (name == "number") return feel::number_type(unit);
  if (name == "string") return feel::simple_type(feel::Kind::string);
  if (name == "boolean") return feel::simple_type(feel::Kind::boolean);
  if (name == "date") return feel::simple_type(feel::Kind::date);
  if (name == "time") return feel::simple_type(feel::Kind::time);
  if (name == "dateTime" || name == "date and time") return feel::simple_type(feel::Kind::date_time);
  return nullptr;
}

}  // namespace

feel::TypePtr Index::type_of(const model::ItemDefinition& item, int depth) const {
  feel::TypePtr type = basic(item.type, dmn_extension::unit_of(item));
  if (!item.components.empty()) {
    std::vector<feel::Field> fields;
    for (const model::ItemDefinition& part : item.components) {
      fields.push_back({part.name, depth > deepest_type ? feel::any_type() : type_of(part, depth + 1)});
    }
    type =
        feel::context_type(std::move(fields), item.name.starts_with("t") ? item.name.substr(1) : item.name);
  } else if (!type && depth <= deepest_type) {
    const model::ItemDefinition* named = definition(item.type);
    if (named != nullptr) type = type_of(*named, depth + 1);
  }
  if (!type) type = feel::any_type();
  return item.is_collection ? feel::list_type(type) : type;
}

feel::TypePtr Index::type(const std::string& name) const {
  if (feel::TypePtr known = basic(name, "")) return known;
  const model::ItemDefinition* found = definition(name);
  return found == nullptr ? feel::any_type() : type_of(*found, 0);
}

std::string Index::type_text(const std::string& name, const std::string& unit) const {
  if (const feel::TypePtr known = basic(name, unit)) return feel::to_string(*known);
  if (definition(name) == nullptr) return "Any";
  return name.starts_with("t") ? name.substr(1) : name;
}

// ---- expressions ---------------------------------------------------------------------------------------

const model::DecisionTable* table_of(const model::ExpressionPtr& expression) {
  return expression ? std::get_if<model::DecisionTable>(&expression->form) : nullptr;
}

bool literal_of(const model::ExpressionPtr& expression, std::string& feel) {
  if (!expression) return false;
  if (const auto* literal = std::get_if<model::LiteralExpression>(&expression->form)) {
    feel = literal->source.text.expression;
    return true;
  }
  if (const auto* list = std::get_if<model::List>(&expression->form)) {
    feel = "[";
    for (const model::ExpressionPtr& item : list->items) {
      std::string part;
      if (!literal_of(item, part)) return false;
      feel += (feel.size() > 1 ? ", " : "") + part;
    }
    feel += "]";
    return true;
  }
  const dmn::xml::Lowered lowered = dmn::xml::lower(*expression);
  return lowered.expression && literal_of(lowered.expression, feel);
}

}  // namespace enact::policy::dmn_import
