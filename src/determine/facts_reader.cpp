// The facts file: subjects, decisions, payments (docs/facts.md). Reads the whole file and reports everything
// that is wrong with it. Must not know of files.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "determine/fact_values.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::determine {
namespace {

using feel::Value;
using policy::FactDeclaration;
using policy::yaml::error;
using policy::yaml::Mapping;
using policy::yaml::Node;

class FactsReader {
 public:
  FactsReader(const FactModel& model, ReadFacts& out)
      : model_(model), out_(out), values_(model, out.diagnostics) {}

  void run(const Node& root) {
    Mapping file(root, {"subjects", "decisions", "paid", "unsaid"}, out_.diagnostics);
    if (!file.valid()) return;
    if (const Node* unsaid = file.get("unsaid")) {
      out_.facts.unsaid_absent = unsaid->text == "absent";
      if (unsaid->text != "absent" && unsaid->text != "unknown") {
        policy::yaml::unknown_name(out_.diagnostics, "facts.unsaid", unsaid->location(),
                                   {"`unsaid` 的值", "value of `unsaid`"}, unsaid->text,
                                   {"absent", "unknown"});
      }
    }
    if (const Node* subjects = file.require("subjects")) {
      each(*subjects, [&](const Node& node) { read_subjects(node); });
    }
    if (const Node* decisions = file.get("decisions")) {
      each(*decisions, [&](const Node& node) { read_decision(node); });
    }
    if (const Node* paid = file.get("paid")) {
      each(*paid, [&](const Node& node) { read_paid(node); });
    }
  }

 private:
  template <typename Function>
  void each(const Node& node, Function&& function) {
    if (!node.is_list()) return function(node);
    for (const Node& item : node.items) function(item);
  }

  // ---- subjects
  // --------------------------------------------------------------------------------------------

  std::vector<std::string> subject_types() const {
    std::vector<std::string> names;
    for (const FactModel::SubjectType& type : model_.subjects()) names.push_back(type.base->name);
    return names;
  }

  void read_subjects(const Node& node) {
    if (!node.is_map()) {
      error(out_.diagnostics, "facts.subject", node.location(),
            {"这里应写 `主体类型: { 事实… }`", "`subject type: { facts… }` is expected here"},
            {"例如 `企业: { 名称: 示例公司 }`", "such as `企业: { 名称: 示例公司 }`"});
      return;
    }
    for (const policy::yaml::Entry& entry : node.entries) {
      const FactModel::SubjectType* type = model_.subject(entry.key.text);
      if (type == nullptr) {
        policy::yaml::unknown_name(out_.diagnostics, "facts.unknown-subject", entry.key.location(),
                                   {"主体类型", "subject type"}, entry.key.text, subject_types());
        continue;
      }
      read_subject(entry, *type);
    }
  }

  void read_subject(const policy::yaml::Entry& entry, const FactModel::SubjectType& type) {
    Subject subject;
    subject.type = entry.key.text;
    subject.location = entry.key.location();
    if (!entry.value.is_map() && !entry.value.is_null()) {
      error(out_.diagnostics, "facts.subject", entry.value.location(),
            {"`" + subject.type + "` 下应写 `事实: 值`",
             "`fact: value` is expected under `" + subject.type + "`"});
      return;
    }
    std::vector<std::string> names;
    for (const FactDeclaration* fact : type.facts) names.push_back(fact->name);
    for (const policy::yaml::Entry& fact : entry.value.entries) {
      const FactDeclaration* declaration = type.fact(fact.key.text);
      if (declaration == nullptr) {
        policy::yaml::unknown_name(out_.diagnostics, "facts.unknown-fact", fact.key.location(),
                                   {"“" + subject.type + "”的事实", "fact of `" + subject.type + "`"},
                                   fact.key.text, names);
        continue;
      }
      read_fact(subject, fact, *declaration);
    }
    refuse_twice(subject, type);
    out_.facts.subjects.push_back(std::move(subject));
  }

  void refuse_twice(const Subject& subject, const FactModel::SubjectType& type) {
    std::set<std::string> own;  // an identity may be given by several sources
    for (const Fact& fact : subject.facts) {
      const std::string* identity = fact.value.text();
      if (fact.name != type.base->identity || identity == nullptr) continue;
      const std::string key = subject.type + "\x1f" + text::matter_form(*identity);
      if (own.insert(key).second && !identities_.insert(key).second) {
        error(out_.diagnostics, "facts.subject-twice", fact.location,
              {"`" + subject.type + "` " + *identity + " 出现了两次",
               "`" + subject.type + "` " + *identity + " occurs twice"},
              {"把两处的事实合为一处", "put the facts of both places into one"});
      }
    }
  }

  static bool is_wrapped(const Node& node, const FactDeclaration& declaration) {
    if (!node.is_map() || node.find("value") == nullptr) return false;
    return declaration.type->kind != feel::Kind::context || declaration.type->field("value") == nullptr;
  }

  // Several values of one fact, by different sources or known at different times: `{ values: [ … ] }`.
  static const Node* several(const Node& node, const FactDeclaration& declaration) {
    const Node* values = node.is_map() ? node.find("values") : nullptr;
    if (values == nullptr || !values->is_list()) return nullptr;
    const bool is_field =
        declaration.type->kind == feel::Kind::context && declaration.type->field("values") != nullptr;
    return is_field ? nullptr : values;
  }

  void read_fact(Subject& subject, const policy::yaml::Entry& entry, const FactDeclaration& declaration) {
    const Node* values = several(entry.value, declaration);
    if (values == nullptr) {
      const Location place = entry.value.is_null() ? entry.key.location() : entry.value.location();
      return read_value(subject, entry.value, place, declaration);
    }
    const Mapping alone(entry.value, {"values"}, out_.diagnostics);
    for (const Node& each : values->items) read_value(subject, each, each.location(), declaration);
  }

  void read_value(Subject& subject, const Node& node, const Location& place,
                  const FactDeclaration& declaration) {
    Fact fact;
    fact.name = declaration.name;
    fact.location = place;
    const std::string path = subject.type + "." + declaration.name;
    const Node* value = &node;
    bool open = false;
    if (is_wrapped(node, declaration)) {
      Mapping wrapper(node, {"value", "source", "attested_by", "on", "known_on", "open", "item_sources"},
                      out_.diagnostics);
      value = node.find("value");
      open = wrapper.flag("open", false);
      fact.provenance = source(wrapper);
      if (const Node* sources = wrapper.get("item_sources")) read_item_sources(*sources, fact);
    }
    fact.value = values_.read(*value, declaration, path);
    check_item_sources(fact, place);
    if (const feel::List* list = fact.value.list(); list != nullptr && open) {
      auto opened = std::make_shared<feel::List>(*list);
      opened->open = true;
      fact.value = Value(feel::ListPtr(std::move(opened)));
    }
    subject.facts.push_back(std::move(fact));
  }

  Provenance source(const Mapping& from) {
    return {.source = from.text("source"),
            .attested_by = unit(from.get("attested_by")),
            .on = date(from.get("on")),
            .known_on = date(from.get("known_on"))};
  }

  void read_item_sources(const Node& node, Fact& fact) {
    each(node, [&](const Node& one) {
      const Mapping from(one, {"source", "attested_by", "on", "known_on"}, out_.diagnostics);
      fact.items.push_back(from.valid() ? source(from) : Provenance{});
    });
  }

  void check_item_sources(const Fact& fact, const Location& place) {
    const feel::List* list = fact.value.list();
    if (fact.items.empty() || (list != nullptr && list->items.size() == fact.items.size())) return;
    error(out_.diagnostics, "facts.item-sources", place,
          {"`item_sources` 与列表的项数不一致", "`item_sources` are not as many as the list's items"},
          {"按列表的次序，每项写一个来源", "write one source for each item, in the list's order"});
  }

  // ---- small things
  // ----------------------------------------------------------------------------------------

  std::optional<Date> date(const Node* node) {
    return node != nullptr ? policy::yaml::read_date(*node, out_.diagnostics) : std::nullopt;
  }

  std::string unit(const Node* node) {
    if (node == nullptr) return "";
    if (!model_.has_unit(node->text)) {
      policy::yaml::unknown_name(out_.diagnostics, "facts.unknown-unit", node->location(), {"单位", "unit"},
                                 node->text, model_.unit_ids());
    }
    return node->text;
  }

  std::string provision(const Node* node) {
    if (node == nullptr) return "";
    std::vector<std::string> ids;
    for (const policy::PackagePtr& package : model_.packages()) {
      for (const policy::Provision& known : package->provisions) ids.push_back(known.id);
    }
    if (std::find(ids.begin(), ids.end(), node->text) == ids.end()) {
      policy::yaml::unknown_name(out_.diagnostics, "facts.unknown-provision", node->location(),
                                 {"条款", "provision"}, node->text, ids);
    }
    return node->text;
  }

  std::vector<std::string> parts(const Node& node) {
    return policy::yaml::strings(policy::yaml::read_texts(node, out_.diagnostics));
  }

  // ---- decisions and payments
  // ------------------------------------------------------------------------------

  void read_decision(const Node& node) {
    Mapping mapping(node, {"policy", "provision", "matter", "amount", "by", "reason", "on"},
                    out_.diagnostics);
    if (!mapping.valid()) return;
    Decision decision;
    decision.policy = mapping.text("policy");
    decision.provision = provision(mapping.require("provision"));
    if (const Node* matter = mapping.require("matter")) {
      const Node* only_parts = matter->is_map() ? matter->find("parts") : matter;
      if (only_parts != nullptr) decision.matter = parts(*only_parts);
    }
    if (const Node* amount = mapping.require("amount")) {
      decision.amount = values_.read_money(*amount, "decisions.amount", true).value_or(Decimal());
      decision.location = amount->location();
    }
    decision.by = unit(mapping.require("by"));
    decision.reason = mapping.text("reason");
    decision.on = date(mapping.get("on"));
    out_.facts.decisions.push_back(std::move(decision));
  }

  void read_paid(const Node& node) {
    Mapping mapping(node, {"matter", "amount", "on", "policy", "provision", "level"}, out_.diagnostics);
    if (!mapping.valid()) return;
    Paid paid;
    paid.location = node.location();
    if (const Node* matter = mapping.require("matter")) {
      Mapping what(*matter, {"kind", "parts"}, out_.diagnostics);
      if (what.valid()) {
        if (const Node* kind = what.require("kind")) {
          paid.kind = kind->text;
          if (!model_.has_matter_kind(paid.kind)) {
            policy::yaml::unknown_name(out_.diagnostics, "facts.unknown-matter", kind->location(),
                                       {"事项种类", "kind of matter"}, paid.kind, model_.matter_kinds());
          }
        }
        if (const Node* list = what.require("parts")) {
          paid.parts = parts(*list);
          check_parts(paid, list->location());
        }
      }
    }
    if (const Node* amount = mapping.require("amount")) {
      const auto yuan = values_.read_money(*amount, "paid.amount", true);
      if (yuan) paid.amount = exact_fen_from_yuan(*yuan).value_or(Fen{});
    }
    paid.on = date(mapping.get("on"));
    paid.policy = mapping.text("policy");
    paid.provision = mapping.text("provision");
    check_payer(paid, mapping.get("provision"));
    if (const Node* level = mapping.get("level")) {
      paid.level = level->text;
      const std::vector<std::string> levels(std::begin(payment_levels), std::end(payment_levels));
      if (std::find(levels.begin(), levels.end(), paid.level) == levels.end()) {
        policy::yaml::unknown_name(out_.diagnostics, "facts.unknown-level", level->location(),
                                   {"支付层级", "level of payment"}, paid.level, levels);
      }
    }
    out_.facts.paid.push_back(std::move(paid));
  }

  // A payment for a matter that cannot be one would never be deducted from anything.
  void check_parts(const Paid& paid, const Location& location) {
    const std::vector<std::string> names = model_.matter_parts(paid.kind);
    if (names.empty() || names.size() == paid.parts.size()) return;
    Diagnostic diagnostic;
    diagnostic.code = "facts.matter-parts";
    diagnostic.message = {"事项 `" + paid.kind + "` 有 " + std::to_string(names.size()) +
                              " 个部分，这里写了 " + std::to_string(paid.parts.size()) + " 个",
                          "a matter `" + paid.kind + "` has " + std::to_string(names.size()) +
                              " parts, and here are " + std::to_string(paid.parts.size())};
    diagnostic.location = location;
    diagnostic.help = {"依次写：" + text::join(names, "、"),
                       "write in this order: " + text::join(names, ", ")};
    out_.diagnostics.push_back(std::move(diagnostic));
  }

  // A payment may be one of a policy that is not at hand; one that is has the provision.
  void check_payer(const Paid& paid, const Node* node) {
    if (node == nullptr) return;
    for (const policy::PackagePtr& package : model_.packages()) {
      if (package->id != paid.policy) continue;
      std::vector<std::string> ids;
      for (const policy::Provision& known : package->provisions) ids.push_back(known.id);
      if (std::find(ids.begin(), ids.end(), paid.provision) != ids.end()) return;
      policy::yaml::unknown_name(out_.diagnostics, "facts.unknown-provision", node->location(),
                                 {"条款", "provision"}, paid.provision, ids);
    }
  }

  const FactModel& model_;
  ReadFacts& out_;
  ValueReader values_;
  std::set<std::string> identities_;
};

}  // namespace

ReadFacts read_facts(const SourcePtr& source, const FactModel& model) {
  ReadFacts facts;
  policy::yaml::Read read = policy::yaml::read(source);
  facts.diagnostics = std::move(read.diagnostics);
  if (read.root) FactsReader(model, facts).run(*read.root);
  return facts;
}

ReadFacts read_facts(const Node& root, const FactModel& model) {
  ReadFacts facts;
  FactsReader(model, facts).run(root);
  return facts;
}

}  // namespace enact::determine
