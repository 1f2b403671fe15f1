// See selection_names.hpp.
#include "policy/selection_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "policy/expressions.hpp"
#include "policy/register.hpp"

namespace enact::policy {
namespace {

// Steps and ends of a register's life cycle.
std::vector<std::string> states_of(const Package& package, const Register& of) {
  std::vector<std::string> states;
  const Procedure* life = package.procedure(of.life);
  if (life == nullptr) return states;
  for (const ProcedureStep& step : life->steps) {
    states.push_back(step.id);
    for (const ProcedureStep::Outcome& outcome : step.outcomes) {
      if (!outcome.ends_as.empty()) states.push_back(outcome.ends_as);
    }
  }
  return states;
}

}  // namespace

void SelectionNames::read(const yaml::Mapping& mapping, Selection& made) {
  if (const yaml::Node* node = mapping.get("needs")) {
    const yaml::Mapping part(*node, {"register", "while", "field"}, diagnostics_);
    made.needs.emplace();
    entries(part, *made.needs);
    made.needs->field = field_of(part, "field", made.needs->register_id, false);
  }
  if (const yaml::Node* node = mapping.require("bids")) {
    const yaml::Mapping part(*node, {"register", "while", "need", "theme", "team", "partners", "blind"},
                             diagnostics_);
    Selection::Bids& bids = made.bids;
    entries(part, bids);
    bids.need = field_of(part, "need", bids.register_id, made.needs.has_value());
    bids.theme = field_of(part, "theme", bids.register_id, false);
    bids.team = field_of(part, "team", bids.register_id, false);
    bids.partners = fields_of(part, "partners", bids.register_id);
    bids.blind = fields_of(part, "blind", bids.register_id);
    if (!made.needs && !bids.need.empty()) {
      yaml::error(diagnostics_, "selection.need-without-needs", node->location(),
                  {"有 `need`，却没有 `needs`", "`need` without `needs`"},
                  {"写明需求的登记册", "name the register of needs"});
    }
  }
  if (const yaml::Node* node = mapping.require("experts")) {
    const yaml::Mapping part(*node, {"register", "while", "fields", "employer", "person", "account"},
                             diagnostics_);
    Selection::Experts& experts = made.experts;
    entries(part, experts);
    experts.fields = field_of(part, "fields", experts.register_id, false);
    experts.employer = field_of(part, "employer", experts.register_id, true);
    experts.person = field_of(part, "person", experts.register_id, true);
    experts.account = field_of(part, "account", experts.register_id, true);
  }
  if (const yaml::Node* node = mapping.get("accepted")) made.accepted = told(*node, made);
  if (const yaml::Node* node = mapping.get("stage")) made.stage = told(*node, made);
}

void SelectionNames::entries(const yaml::Mapping& mapping, Selection::Entries& made) const {
  const yaml::Node* id = mapping.require("register");
  if (id == nullptr) return;
  made.register_id = id->text;
  const Register* found = find_register(package_, id->text);
  if (found == nullptr) {
    std::vector<std::string> known;
    for (const auto& one : package_.registers) known.push_back(one->id);
    yaml::unknown_name(diagnostics_, "selection.unknown-register", id->location(), {"登记册", "register"},
                       id->text, known);
    return;
  }
  const yaml::Node* during = mapping.get("while");
  if (during == nullptr) return;
  const std::vector<std::string> known = states_of(package_, *found);
  for (const yaml::Node* state : yaml::read_texts(*during, diagnostics_)) {
    if (std::ranges::find(known, state->text) == known.end()) {
      yaml::unknown_name(diagnostics_, "selection.unknown-state", state->location(), {"状态", "state"},
                         state->text, known);
    }
    made.during.push_back(state->text);
  }
}

std::string SelectionNames::field(const std::string& register_id, const yaml::Node& node) const {
  const Register* of = find_register(package_, register_id);
  if (of != nullptr && of->field(node.text) == nullptr) {
    std::vector<std::string> known;
    for (const RegisterField& one : of->fields) known.push_back(one.name());
    yaml::unknown_name(diagnostics_, "selection.unknown-field", node.location(), {"字段", "field"}, node.text,
                       known);
  }
  return node.text;
}

std::string SelectionNames::field_of(const yaml::Mapping& mapping, std::string_view key,
                                     const std::string& register_id, bool required) const {
  const yaml::Node* node = required ? mapping.require(key) : mapping.get(key);
  return node == nullptr ? "" : field(register_id, *node);
}

std::vector<std::string> SelectionNames::fields_of(const yaml::Mapping& mapping, std::string_view key,
                                                   const std::string& register_id) const {
  std::vector<std::string> fields;
  const yaml::Node* node = mapping.get(key);
  if (node == nullptr) return fields;
  for (const yaml::Node* one : yaml::read_texts(*node, diagnostics_))
    fields.push_back(field(register_id, *one));
  return fields;
}

// Every type of subject that may bid must have the fact, a list of records with the item's fields.
std::optional<Selection::Told> SelectionNames::told(const yaml::Node& node,
                                                    const Selection& selection) const {
  const yaml::Mapping mapping(node, {"fact", "item"}, diagnostics_);
  const yaml::Node* fact = mapping.require("fact");
  const yaml::Node* item = mapping.require("item");
  if (fact == nullptr || item == nullptr) return std::nullopt;
  Selection::Told made;
  made.fact = fact->text;
  const Register* of = find_register(package_, selection.bids.register_id);
  feel::TypePtr record;
  for (const std::string& owner : of == nullptr ? std::vector<std::string>{} : of->of) {
    const SubjectType* subject = package_.vocabulary.subject(owner);
    const FactDeclaration* declared = subject == nullptr ? nullptr : subject->fact(fact->text);
    if (declared == nullptr || declared->type->kind != feel::Kind::list) {
      std::vector<std::string> known;
      for (const FactDeclaration& one :
           subject == nullptr ? std::vector<FactDeclaration>{} : subject->facts) {
        if (one.type->kind == feel::Kind::list) known.push_back(one.name);
      }
      yaml::unknown_name(diagnostics_, "selection.unknown-fact", fact->location(),
                         {fmt::format("“{}”的列表事实", owner), fmt::format("list fact of `{}`", owner)},
                         fact->text, known);
      return std::nullopt;
    }
    const auto& attesters = declared->attested_by;
    if (std::ranges::find(attesters, selection.organiser) == attesters.end()) {
      yaml::error(
          diagnostics_, "selection.not-attester", fact->location(),
          {fmt::format("`{}`不由组织单位{}核定", fact->text, selection.organiser),
           fmt::format("`{}` is not attested by the organiser, {}", fact->text, selection.organiser)},
          {"由可核定的单位组织，或在词汇表的 `attested by` 中写上该单位",
           "have a unit organise that attests it, or name this one in the vocabulary's `attested by`"});
    }
    record = declared->type->element;
  }
  if (!item->is_map()) {
    yaml::error(diagnostics_, "policy.wrong-value", item->location(),
                {"`item` 应为映射（字段: 表达式）", "`item` is a mapping (field: expression)"});
    return std::nullopt;
  }
  for (const yaml::Entry& entry : item->entries) {
    const feel::Field* declared = nullptr;
    std::vector<std::string> known;
    if (record != nullptr) {
      for (const feel::Field& one : record->fields) {
        known.push_back(one.name);
        if (one.name == entry.key.text) declared = &one;
      }
    }
    if (declared == nullptr) {
      yaml::unknown_name(diagnostics_, "selection.unknown-field", entry.key.location(), {"字段", "field"},
                         entry.key.text, known);
      continue;
    }
    if (auto value = compile_scalar(entry.value, told_scope(), declared->type, around_.texts, diagnostics_))
      made.item.push_back({entry.key.text, std::move(*value)});
  }
  return made;
}

}  // namespace enact::policy
